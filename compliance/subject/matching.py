"""Whether a text speaks of one person, by which identifiers, and how sure that is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from compliance.dataset.record import Record
from compliance.detect.text.normalize import normalize
from compliance.subject import codes
from compliance.subject.folding import fold, fold_mapped
from compliance.subject.identity import Identity
from compliance.subject.names import NameMatcher

Grade = Literal["certain", "likely", "possible"]
GRADES: tuple[Grade, ...] = ("certain", "likely", "possible")
Strength = Literal["sure", "strong", "weak", "support"]

WORDS = {
    "record": "a record id that was given",
    "group": "a case or customer that was given",
    "email": "the e-mail address",
    "id": "an identifying number",
    "short_id": "a short number or code",
    "phone": "the phone number",
    "name": "the full name",
    "name_initial": "the family name with an initial",
    "name_typo": "the name with a typing error",
    "name_family": "the family name alone",
    "address": "street and house number",
    "birth_date": "the birth date",
    "fingerprint": "a value that was removed here (keyed fingerprint)",
    "parent": "made from a record of the person",
}
"""Kind of hit → how it is called."""
_STRENGTH: dict[str, Strength] = {
    "record": "sure", "group": "sure", "email": "sure", "id": "sure",
    "short_id": "strong", "phone": "strong", "name": "strong",
    "name_initial": "weak", "name_typo": "weak", "name_family": "weak", "address": "weak",
    "birth_date": "support",
}  # fmt: skip
_WAYS = {"full": "name", "initial": "name_initial", "typo": "name_typo", "family": "name_family"}


@dataclass(frozen=True, slots=True)
class Hit:
    """One place in a text."""

    field: str
    """JSON path."""
    start: int
    """Code points into the original text."""
    end: int
    kind: str
    """A key of `WORDS`."""


class Matcher:
    """Finds one person in texts and records; linear in the text.

    Args:
        identity: who is searched for.
    """

    def __init__(self, identity: Identity) -> None:
        self._identity = identity
        self._names = NameMatcher(identity.names)
        sure = [each for each in identity.ids if codes.is_sure_code(each)]
        short = [each for each in identity.ids if not codes.is_sure_code(each)]
        forms = {
            "email": [codes.email_pattern(each) for each in identity.emails],
            "phone": [codes.phone_pattern(each) for each in identity.phones],
            "id": [codes.code_pattern(each) for each in sure],
            "short_id": [codes.code_pattern(each) for each in short],
            "address": [codes.address_pattern(each) for each in identity.addresses],
        }
        self._patterns: list[tuple[str, re.Pattern[str]]] = [
            (kind, re.compile("|".join(found)))
            for kind, patterns in forms.items()
            if (found := [pattern for pattern in patterns if pattern is not None])
        ]
        born = identity.birth_date
        self._born = None if born is None else re.compile(codes.birth_pattern(born))
        self._records = frozenset(identity.records)
        self._groups = frozenset(identity.groups)

    @property
    def unused(self) -> int:
        """How many of the identifiers have a form that cannot be searched for."""
        given = self._identity
        forms = (
            *(codes.email_pattern(each) for each in given.emails),
            *(codes.phone_pattern(each) for each in given.phones),
            *(codes.code_pattern(each) for each in given.ids),
            *(codes.address_pattern(each) for each in given.addresses),
        )
        return sum(form is None for form in forms)

    def is_own_name(self, text: str) -> bool:
        """Tell whether a name found in a record of the person is a form of their own."""
        return self._names.is_part(normalize(text).text)

    def in_text(self, text: str, field: str = "$") -> list[Hit]:
        """Return the hits in one text, in order.

        Args:
            text: as it stands in the record; disguises are undone.
            field: its path, for the hits.
        """
        plain = normalize(text)
        quick = fold(plain.text)
        patterns = [(kind, each) for kind, each in self._patterns if each.search(quick)]
        names = self._names.may_match(quick)
        born = self._born is not None and self._born.search(quick) is not None
        if not (patterns or names or born):
            return []
        folded = fold_mapped(plain.text)
        spans: list[tuple[int, int, str]] = []
        for kind, pattern in patterns:
            spans += [(*match.span(), kind) for match in pattern.finditer(folded.text)]
        if names:
            found = self._names.find(
                folded.text, lambda index: plain.text[folded.origin[index]].isupper()
            )
            spans += [(each.start, each.end, _WAYS[each.way]) for each in found]
        if born and self._born is not None:
            spans += [(*match.span(), "birth_date") for match in self._born.finditer(folded.text)]
        hits = set()
        for start, end, kind in spans:
            low, high = plain.to_original(*folded.back(start, end))
            hits.add(Hit(field, low, high, kind))
        return sorted(hits, key=lambda hit: (hit.start, hit.end, hit.kind))

    def in_texts(self, texts: Iterable[tuple[str, str]]) -> list[Hit]:
        """Return the hits in several (path, text)."""
        return [hit for path, text in texts for hit in self.in_text(text, path)]

    def in_record(self, record: Record) -> list[Hit]:
        """Return the hits in all texts of a record, its id and its group."""
        hits = [hit for item in record.fields() for hit in self.in_text(item.text, item.path)]
        if record.kind == "tokens" and isinstance(words := record.data.get("tokens"), list):
            hits += self.in_text(" ".join(map(str, words)), "$.tokens")
        if record.id in self._records:
            hits.append(Hit("$", 0, 0, "record"))
        if record.group in self._groups:
            hits.append(Hit("$", 0, 0, "group"))
        return hits


def grade(hits: Sequence[Hit]) -> Grade | None:
    """Return how sure it is that a text with these hits is about the person; None for no sign.

    certain: an identifier that one person alone has, or two of different kinds. likely: the full
    name or the phone number alone, which a namesake or a household shares; or two weak signs.
    possible: one weak sign, to be looked at by a person. A birth date alone is no sign.
    """
    kinds = {hit.kind for hit in hits}
    strengths = {_STRENGTH[kind] for kind in kinds if kind in _STRENGTH}
    bases = {kind.split("_")[0] if kind.startswith("name") else kind for kind in kinds}
    if "sure" in strengths or ("strong" in strengths and len(bases) > 1):
        return "certain"
    if "strong" in strengths or ("weak" in strengths and len(bases) > 1):
        return "likely"
    return "possible" if "weak" in strengths else None


def reasons(hits: Sequence[Hit]) -> list[str]:
    """Return in words by what a record was found, without any value."""
    return [words for kind, words in WORDS.items() if any(hit.kind == kind for hit in hits)]
