"""Records as token examples: what is read, what is learned, what was cut or left out.

Only what the assistant says is learned, its stop token included. Tokens are made here and not by
the trainer, because that drops examples in silence when nothing learnable is left of them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from compliance.dataset.record import Record
from compliance.errors import TuneError
from tuning.config import TRAINABLE_KINDS
from tuning.template import Renderer

IGNORED = -100
"""The label of a token that is read but not learned."""


@dataclass(frozen=True, slots=True)
class Example:
    """One record as tokens."""

    record_id: str
    group: str
    input_ids: tuple[int, ...]
    labels: tuple[int, ...]
    """Like `input_ids`, with `IGNORED` where nothing is learned; same length."""
    truncated: bool

    @property
    def learned(self) -> int:
        """Number of tokens that count in the loss."""
        # The first token has nothing before it to be predicted from.
        return sum(label != IGNORED for label in self.labels[1:])

    def last_answer(self) -> tuple[int, int]:
        """Return start and end of the last run of learned tokens."""
        end = len(self.labels)
        while self.labels[end - 1] == IGNORED:
            end -= 1
        start = end
        while start > 0 and self.labels[start - 1] != IGNORED:
            start -= 1
        return start, end


@dataclass(frozen=True, slots=True)
class Examples:
    """The examples of one split, and what became of the other records."""

    items: tuple[Example, ...]
    excluded: dict[str, int]
    """Reason → number of records that could not be used."""

    @property
    def tokens(self) -> int:
        """Number of tokens read in one pass."""
        return sum(len(item.input_ids) for item in self.items)

    @property
    def truncated(self) -> int:
        """Number of records cut at `max_length`."""
        return sum(item.truncated for item in self.items)

    def joined(self, other: Examples) -> Examples:
        """Return these examples followed by others."""
        excluded = Counter(self.excluded) + Counter(other.excluded)
        return Examples(self.items + other.items, dict(sorted(excluded.items())))


def tokenize(records: Iterable[Record], tokenizer: Any, *, max_length: int) -> Examples:
    """Return the records as examples, in order; every record is either in them or counted.

    A record is left out, and counted, when it has no answer (`no_answer`), when nothing of the
    answer fits into `max_length` (`answer_cut_off`) or when its text holds a control token of the
    tokenizer, which would let data speak as another role (`control_token`).

    Args:
        records: cleared records.
        tokenizer: a fast Hugging Face tokenizer.
        max_length: tokens per example; what is longer is cut at the end.

    Raises:
        TuneError: a record's kind cannot be trained yet, the chat template cannot render it, or
            the template does not train its stop token.
    """
    renderer = Renderer(tokenizer)
    items: list[Example] = []
    excluded: Counter[str] = Counter()
    for record in records:
        ids, labels, reason = _encode(record, renderer)
        if not reason:
            truncated = len(ids) > max_length
            ids, labels = ids[:max_length], labels[:max_length]
            if all(label == IGNORED for label in labels[1:]):
                reason = "answer_cut_off" if truncated else "no_answer"
        if reason:
            excluded[reason] += 1
            continue
        group = record.group or record.id
        items.append(Example(record.id, group, tuple(ids), tuple(labels), truncated))
    return Examples(tuple(items), dict(sorted(excluded.items())))


def _encode(record: Record, renderer: Renderer) -> tuple[list[int], list[int], str]:
    """Return token ids, labels and, when the record cannot be used, the reason."""
    if record.kind not in TRAINABLE_KINDS:
        raise TuneError(
            f"record {record.id!r} is of kind {record.kind!r}, which cannot be trained",
            why=f"supervised fine-tuning learns from {', '.join(TRAINABLE_KINDS)}",
            fix="convert the records to chats or to prompt and completion",
        )
    if renderer.has_control_token(field.text for field in record.fields()):
        return [], [], "control_token"
    data = record.data
    if record.kind == "text":
        return _plain("", _text(record, "text"), renderer)
    if record.kind == "instruction":
        return _chat(_instruction_messages(record), data, record, renderer)
    if record.kind == "chat":
        return _chat(data["messages"], data, record, renderer)
    prompt, completion = data["prompt"], data["completion"]
    if isinstance(prompt, str) and isinstance(completion, str):
        return _plain(prompt, completion, renderer)
    if isinstance(prompt, list) and isinstance(completion, list):
        return _chat([*prompt, *completion], data, record, renderer, learn_from=len(prompt))
    raise TuneError(f"record {record.id!r}: prompt and completion must both be texts or messages")


def _chat(
    messages: Sequence[Mapping[str, Any]],
    data: Mapping[str, Any],
    record: Record,
    renderer: Renderer,
    *,
    learn_from: int = 0,
) -> tuple[list[int], list[int], str]:
    answers = [number for number, item in enumerate(messages) if item.get("role") == "assistant"]
    if not any(number >= learn_from for number in answers):
        return [], [], "no_answer"
    ids, spans = renderer.chat(messages, tools=data.get("tools"), record_id=record.id)
    labels = [IGNORED] * len(ids)
    for number, (start, end) in zip(answers, spans, strict=True):
        if number >= learn_from:
            labels[start:end] = ids[start:end]
    return ids, labels, ""


def _plain(prompt: str, completion: str, renderer: Renderer) -> tuple[list[int], list[int], str]:
    if not completion.strip():
        return [], [], "no_answer"
    head, answer = renderer.plain(prompt, completion)
    return [*head, *answer], [IGNORED] * len(head) + answer, ""


def _instruction_messages(record: Record) -> list[dict[str, Any]]:
    parts = [_text(record, "instruction")]
    if record.data.get("input"):
        parts.append(_text(record, "input"))
    messages = [{"role": "user", "content": "\n\n".join(parts)}]
    if record.data.get("system"):
        messages.insert(0, {"role": "system", "content": _text(record, "system")})
    return [*messages, {"role": "assistant", "content": _text(record, "output")}]


def _text(record: Record, name: str) -> str:
    value = record.data[name]
    if not isinstance(value, str):
        raise TuneError(f"record {record.id!r}: {name!r} must be a text to be trained")
    return value
