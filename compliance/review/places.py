"""Places as a person reads them: the words of a list are one text, a find over several is one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from compliance.dataset.record import Record
from compliance.findings import Finding
from compliance.scan import scan_texts

_WORDS = "$.tokens"


@dataclass(frozen=True, slots=True)
class Mention:
    """One find as a person reads it."""

    field: str
    """JSON path of the text as it is read; `$.tokens` for the words of a list together."""
    start: int
    """Code points into that text."""
    end: int
    findings: tuple[Finding, ...]
    """More than one where a list of words is read as one text."""

    @property
    def first(self) -> Finding:
        """The finding, or that of the first word."""
        return self.findings[0]


def reading_field(record: Record, field: str) -> str:
    """Return the path under which a person reads a field."""
    joined = record.kind == "tokens" and field.startswith(f"{_WORDS}[")
    return _WORDS if joined else field


def reading_texts(record: Record) -> dict[str, str]:
    """Return JSON path → text of a record as it is read, in order."""
    return {item.path: item.text for item in scan_texts(record)}


def mentions(record: Record, findings: Iterable[Finding]) -> Iterator[Mention]:
    """Yield the finds of a record, in order, those of neighbouring words as one."""
    starts = _word_starts(record)
    held: Mention | None = None
    for finding in findings:
        base = starts.get(finding.field, 0)
        new = Mention(
            reading_field(record, finding.field), base + finding.start, base + finding.end,
            (finding,),
        )  # fmt: skip
        if held is not None and _continues(held, new):
            held = Mention(held.field, held.start, new.end, (*held.findings, finding))
            continue
        if held is not None:
            yield held
        held = new
    if held is not None:
        yield held


def spread(record: Record, field: str, start: int, end: int) -> Iterator[tuple[str, int, int]]:
    """Yield (path, start, end) of a place in the record's own fields.

    Args:
        record: the record.
        field: as it is read.
        start: code points into the text as it is read.
        end: exclusive.
    """
    if record.kind != "tokens" or field != _WORDS:
        yield field, start, end
        return
    for (path, base), word in zip(
        _word_starts(record).items(), map(str, record.data["tokens"]), strict=True
    ):
        low, high = max(start, base), min(end, base + len(word))
        if low < high:
            yield path, low - base, high - base


def _continues(held: Mention, new: Mention) -> bool:
    first, second = held.findings[-1], new.first
    return (
        held.field == new.field == _WORDS
        and first.field != second.field
        and (first.type, first.fingerprint) == (second.type, second.fingerprint)
        and held.end + 1 == new.start
    )


def _word_starts(record: Record) -> Mapping[str, int]:
    """Return path → where a word begins in the joined text; empty for all but lists of words."""
    if record.kind != "tokens":
        return {}
    starts: dict[str, int] = {}
    offset = 0
    for index, word in enumerate(map(str, record.data["tokens"])):
        starts[f"{_WORDS}[{index}]"] = offset
        offset += len(word) + 1
    return starts
