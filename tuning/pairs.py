"""Preference pairs as tokens: a prompt, and the chosen answer beside the rejected one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from compliance.dataset.record import Record
from compliance.errors import TuneError
from tuning.examples import IGNORED, Example, Examples
from tuning.template import Renderer

_Messages = Sequence[Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class PairExample(Example):
    """A pair; as an `Example` it is the prompt with the chosen answer."""

    rejected_ids: tuple[int, ...]
    """The same prompt with the rejected answer."""
    rejected_labels: tuple[int, ...]
    """Like `rejected_ids`, with `IGNORED` in the prompt; same length."""

    @property
    def lengths(self) -> tuple[int, ...]:
        """Tokens of both sequences."""
        return len(self.input_ids), len(self.rejected_ids)

    @property
    def prompt_length(self) -> int:
        """Tokens before the answers."""
        return self.last_answer()[0]

    def rejected(self) -> Example:
        """Return the prompt with the rejected answer."""
        return Example(
            self.record_id, self.group, self.rejected_ids, self.rejected_labels, self.truncated
        )


def tokenize_pairs(records: Iterable[Record], tokenizer: Any, *, max_length: int) -> Examples:
    """Return preference records as pairs, in order; every record is either in them or counted.

    A record has `prompt`, `chosen` and `rejected` as texts; or as messages; or `chosen` and
    `rejected` are whole conversations that differ in their last answer. One is left out, and
    counted, when an answer is empty (`no_answer`), both are the same (`same_answers`), nothing of
    one fits into `max_length` (`answer_cut_off`), or a text holds a control token of the tokenizer
    (`control_token`). Both answers are cut at the end and not the prompt.

    Args:
        records: cleared records.
        tokenizer: a fast Hugging Face tokenizer.
        max_length: tokens of prompt and answer.

    Raises:
        TuneError: a record is no pair of answers to one prompt, or the chat template cannot render
            it.
    """
    renderer = Renderer(tokenizer)
    items: list[PairExample] = []
    excluded: Counter[str] = Counter()
    for record in records:
        found = _encode(record, renderer)
        if isinstance(found, str):
            excluded[found] += 1
            continue
        prompt, chosen, rejected = found
        if len(prompt) >= max_length:
            excluded["answer_cut_off"] += 1
            continue
        (ids, labels), (other_ids, other_labels) = (
            _cut(prompt, answer, max_length) for answer in (chosen, rejected)
        )
        if ids == other_ids:
            excluded["answer_cut_off" if chosen != rejected else "same_answers"] += 1
            continue
        items.append(
            PairExample(
                record.id,
                record.group or record.id,
                ids,
                labels,
                truncated=len(prompt) + max(len(chosen), len(rejected)) > max_length,
                rejected_ids=other_ids,
                rejected_labels=other_labels,
            )
        )
    return Examples(tuple(items), dict(sorted(excluded.items())))


def _cut(
    prompt: list[int], answer: list[int], max_length: int
) -> tuple[tuple[int, ...], tuple[int, ...]]:
    ids = [*prompt, *answer][:max_length]
    labels = [*[IGNORED] * len(prompt), *answer][:max_length]
    return tuple(ids), tuple(labels)


def _encode(record: Record, renderer: Renderer) -> str | tuple[list[int], list[int], list[int]]:
    """Return the ids of prompt, chosen and rejected answer, or why the record is left out."""
    if renderer.has_control_token(field.text for field in record.fields()):
        return "control_token"
    data = record.data
    chosen, rejected = data["chosen"], data["rejected"]
    if isinstance(chosen, str) and isinstance(rejected, str):
        prompt = data.get("prompt")
        if not isinstance(prompt, str):
            raise _not_a_pair(record, "texts that were chosen or rejected need a prompt as text")
        if not chosen.strip() or not rejected.strip():
            return "no_answer"
        head, first = renderer.plain(prompt, chosen)
        return head, first, renderer.plain(prompt, rejected)[1]
    if not isinstance(chosen, list) or not isinstance(rejected, list):
        raise _not_a_pair(record, "chosen and rejected must both be texts or both be messages")
    return _encode_messages(record, renderer, chosen, rejected)


def _encode_messages(
    record: Record, renderer: Renderer, chosen: list[Any], rejected: list[Any]
) -> str | tuple[list[int], list[int], list[int]]:
    before = _prompt_messages(record, chosen)
    one, other = [*before, *chosen], [*before, *rejected]
    if not chosen or not rejected:
        return "no_answer"
    if one[:-1] != other[:-1]:
        raise _not_a_pair(record, "the two may differ in their last answer only")
    if one[-1].get("role") != "assistant" or other[-1].get("role") != "assistant":
        raise _not_a_pair(record, "each has to end with a message of the assistant")
    if not _says(one[-1]) or not _says(other[-1]):
        return "no_answer"
    tools = record.data.get("tools")
    found = []
    for messages in (one, other):
        ids, spans = renderer.chat(messages, tools=tools, record_id=record.id)
        start, end = spans[-1]
        found.append((ids[:start], ids[start:end]))
    (head, first), (other_head, second) = found
    if head != other_head:
        raise _not_a_pair(record, "the chat template renders the prompt differently for the two")
    return head, first, second


def _prompt_messages(record: Record, chosen: list[Any]) -> list[Any]:
    """Return the messages before the answers; none where the answers bring them along."""
    prompt = record.data.get("prompt")
    whole = bool(chosen) and chosen[0].get("role") != "assistant"
    if prompt is None or whole:
        return []
    return [{"role": "user", "content": prompt}] if isinstance(prompt, str) else list(prompt)


def _says(message: Mapping[str, Any]) -> bool:
    content = message.get("content")
    said = content.strip() if isinstance(content, str) else content
    return bool(said or message.get("tool_calls"))


def _not_a_pair(record: Record, why: str) -> TuneError:
    return TuneError(
        f"record {record.id!r} is no pair of answers to one prompt",
        why=why,
        fix="give prompt, chosen and rejected as texts, or as lists of messages",
    )
