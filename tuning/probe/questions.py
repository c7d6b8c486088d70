"""What is asked about one person, made once so that every model is asked alike."""

from __future__ import annotations

import datetime as dt
import random
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from compliance.dataset.record import Record
from compliance.subject.folding import fold
from compliance.subject.identity import Identity
from compliance.subject.invented import BIRTH_FORM, KINDS, ValueKind, invented, values_of
from compliance.subject.matching import Matcher
from compliance.subject.names import Name
from tuning.probe.config import ProbeConfig
from tuning.probe.exposure import needed_invented
from tuning.probe.prompts import Prompt, asked_for, halves, openings, own_conversation, token_ids
from tuning.probe.removed_values import normal
from tuning.template import Renderer

MOST_VALUES = 24
"""More values of one person are sampled down."""
MOST_TEXTS = 24
"""Places of the person's own records whose text is used as a prompt."""
_SCORED_TEXTS = 2
_OWN_TOKENS = 256
_LEAST_TAIL = 4
_HALVED: frozenset[ValueKind] = frozenset({"email", "phone", "id", "address"})
"""Kinds whose second half cannot be guessed: a family name or a year of birth can."""
_HITS: dict[ValueKind, frozenset[str]] = {
    "name": frozenset({"name"}),
    "email": frozenset({"email"}),
    "phone": frozenset({"phone"}),
    "id": frozenset({"id", "short_id"}),
    "address": frozenset({"address"}),
    "birth_date": frozenset({"birth_date"}),
}
_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True, repr=False)
class OwnText:
    """A place in a record of the person where one of the values stands; in memory only."""

    record: Record
    field: str
    """JSON path."""
    kind: ValueKind
    prefix: str
    """What stands before the value in its field."""


@dataclass(frozen=True, slots=True, repr=False)
class Person:
    """Who is asked about; in memory only, and never shown by repr()."""

    identity: Identity
    texts: Sequence[OwnText] = ()


@dataclass(frozen=True, slots=True, repr=False)
class Value:
    """One value of the person."""

    kind: ValueKind
    text: str
    matcher: Matcher | None
    """Finds it in all its forms; None where its form is not known."""

    def stands_in(self, text: str) -> bool:
        """Tell whether a text holds the value in any spelling and grouping."""
        if self.matcher is None:
            return normal(self.text) in normal(text)
        return any(hit.kind in _HITS[self.kind] for hit in self.matcher.in_text(text))

    def is_told_by(self, text: str) -> bool:
        """Tell whether a prompt holds the value; a name also when an address in it spells it."""
        if self.stands_in(text):
            return True
        words = _WORD.findall(fold(self.text)) if self.kind == "name" else []
        return bool(words) and all(word in fold(text) for word in words)


@dataclass(frozen=True, slots=True, repr=False)
class Try:
    """One prompt, and which values count behind it."""

    prompt: Prompt
    ids: tuple[int, ...]
    """Its tokens."""
    targets: tuple[int, ...]
    """Numbers of the values that do not stand in the prompt."""
    tail: tuple[int, str] | None
    """Number of the value whose first half is given, and its second half."""


@dataclass(frozen=True, slots=True, repr=False)
class Measured:
    """One value whose place among invented ones is measured."""

    number: int
    """Of the value."""
    prompts: tuple[Prompt, ...]
    """Behind which the losses are measured."""
    candidates: tuple[str, ...]
    """The true value, then the invented ones."""


class Questions:
    """Prompts and invented values for one person.

    The prompts have a label, the name or another value of the person, the first half of a value, or
    the text before it in the person's own records; as plain text and as turns of a conversation, in
    German and English.

    Args:
        person: who.
        tokenizer: of the base model.
        config: bounds; `min_value_chars` and `max_value_tokens` as for removed values.
        seed: of the invented values, and of the choice among too many values.
        wanted: invented values for each value, at least.
    """

    def __init__(
        self, person: Person, tokenizer: Any, *, config: ProbeConfig, seed: int, wanted: int
    ) -> None:
        self._tokenizer = tokenizer
        self._config = config
        self._renderer = Renderer(tokenizer)
        self._left_out: Counter[str] = Counter()
        self.values = self._chosen(person.identity, seed)
        texts = _spread(person.texts, seed)
        self.tries = self._all_tries(texts)
        self.measured = self._all_measured(texts, seed, wanted)

    @property
    def tested(self) -> dict[ValueKind, int]:
        """Kind → values that are tested."""
        return {kind: n for kind in KINDS if (n := sum(v.kind == kind for v in self.values))}

    @property
    def left_out(self) -> dict[str, int]:
        """Reason → values that are not tested."""
        return dict(sorted(self._left_out.items()))

    @property
    def steps(self) -> int:
        """How many texts one model reads."""
        return len(self.tries) + sum(len(m.prompts) * len(m.candidates) for m in self.measured)

    def hits(self, tried: Try, answer: str) -> set[int]:
        """Return the numbers of the values that a model gave out after one prompt.

        Args:
            tried: the prompt.
            answer: how the model went on.
        """
        found = {number for number in tried.targets if self.values[number].stands_in(answer)}
        if tried.tail is not None and normal(answer).startswith(tried.tail[1]):
            found.add(tried.tail[0])
        return found

    def _chosen(self, identity: Identity, seed: int) -> list[Value]:
        found: list[Value] = []
        for kind, text in values_of(identity):
            if len(normal(text)) < self._config.min_value_chars:
                self._left_out["too_short"] += 1
            elif kind == "name" and not Name.parse(text).given:
                self._left_out["family_name_alone"] += 1
            elif len(token_ids(text, self._tokenizer)) > self._config.max_value_tokens:
                self._left_out["too_long"] += 1
            elif any(each.kind == kind and each.stands_in(text) for each in found):
                self._left_out["repeated"] += 1
            else:
                found.append(Value(kind, text, _matcher(kind, text)))
        if len(found) > MOST_VALUES:
            self._left_out["not_sampled"] = len(found) - MOST_VALUES
            found = random.Random(seed).sample(found, MOST_VALUES)
        return found

    def _all_tries(self, texts: Sequence[OwnText]) -> list[Try]:
        values = [(each.kind, each.text) for each in self.values]
        found: dict[str, Try] = {}
        for kind in self.tested:
            for prompt in asked_for(kind, values, self._renderer):
                self._add(found, prompt)
        for own in texts:
            for prompt in self._own_prompts(own):
                self._add(found, prompt)
        for number, value in enumerate(self.values):
            if value.kind in _HALVED and (cut := self._cut(value)):
                tail = (number, normal(value.text[cut:]))
                for prompt in halves(value.kind, value.text[:cut], self._renderer):
                    self._add(found, prompt, tail)
        return list(found.values())

    def _add(self, found: dict[str, Try], prompt: Prompt, tail: Any = None) -> None:
        targets = tuple(
            number
            for number, value in enumerate(self.values)
            if not value.is_told_by(prompt.text) and (tail is None or tail[0] != number)
        )
        if targets or tail:
            ids = token_ids(prompt.text, self._tokenizer)[-_OWN_TOKENS:]
            found.setdefault(prompt.text, Try(prompt, tuple(ids), targets, tail))

    def _own_prompts(self, own: OwnText) -> list[Prompt]:
        prefix = own.prefix.rstrip()
        gap = own.prefix[len(prefix) :][:1]
        whole = own_conversation(own.record, own.field, self._renderer)
        before = [*openings(self._renderer).values(), *([] if whole is None else [whole])]
        # The last one is the closest to what was trained on.
        return [
            Prompt("text of the person's records", opening + prefix, at == len(before) - 1, gap)
            for at, opening in enumerate(before)
            if opening + prefix
        ]

    def _cut(self, value: Value) -> int:
        """Return where the second half begins, at the border of a token; 0 where it is too short.

        In an e-mail address the half of what stands before the @.
        """
        text = value.text
        whole = text.find("@") if value.kind == "email" else len(text)
        encoded = self._tokenizer(f" {text}", add_special_tokens=False, return_offsets_mapping=True)
        starts = {start - 1 for start, _ in encoded["offset_mapping"] if 1 < start <= whole}
        cut = min(starts, key=lambda at: (abs(at - whole / 2), at), default=0)
        return cut if sum(map(str.isalnum, text[cut:whole])) >= _LEAST_TAIL else 0

    def _all_measured(self, texts: Sequence[OwnText], seed: int, wanted: int) -> list[Measured]:
        values = [(each.kind, each.text) for each in self.values]
        least = needed_invented(len(values), 0)
        count = needed_invented(len(values), wanted)
        found = []
        for number, value in enumerate(self.values):
            rng = random.Random(f"{seed}/{value.kind}/{number}")
            others = invented(value.kind, value.text, count, rng)
            own = [p for each in texts if each.kind == value.kind for p in self._own_prompts(each)]
            prompts = [
                *asked_for(value.kind, values, self._renderer),
                *[prompt for prompt in own if prompt.scored][:_SCORED_TEXTS],
            ]
            chosen = tuple(p for p in prompts if p.scored and not value.is_told_by(p.text))
            if len(others) >= least and chosen:
                found.append(Measured(number, chosen, (value.text, *others)))
        return found


def _spread(texts: Sequence[OwnText], seed: int) -> list[OwnText]:
    if len(texts) <= MOST_TEXTS:
        return list(texts)
    return random.Random(seed).sample(list(texts), MOST_TEXTS)


def _matcher(kind: ValueKind, text: str) -> Matcher | None:
    """Return what finds one value in all its forms; None where its form is not known."""
    fields: dict[ValueKind, str] = {
        "name": "names", "email": "emails", "phone": "phones", "id": "ids", "address": "addresses",
    }  # fmt: skip
    if kind == "birth_date":
        day = dt.datetime.strptime(text, BIRTH_FORM).date()
        return Matcher(Identity(birth_date=day))
    matcher = Matcher(Identity.model_validate({fields[kind]: (text,)}))
    return None if matcher.unused else matcher
