"""What cleaning took out, once more from the sources; it lives in memory only."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from compliance.dataset.record import Record
from compliance.findings import Finding, RecordScan
from compliance.replacements import Replacement

_WORD = re.compile(r"\$\.tokens\[(\d+)\]")


@dataclass(frozen=True, slots=True, repr=False)
class Original:
    """What stood in one replaced place; for memory only, and not shown by repr()."""

    type: str
    value: str | None
    """None where it cannot be told."""


def originals(
    scanned: RecordScan, cleaned: Record, replacements: Sequence[Replacement]
) -> Iterator[Original]:
    """Yield what stood in each replaced place of a record.

    Between replacements a cleaned text is the original one, so what stood there follows from what
    stands around it, also for what was only found in a later pass of cleaning. Words of a list that
    were one value come as one.

    Args:
        scanned: the record with the findings of the scan.
        cleaned: the same record as it was cleaned.
        replacements: what stands in it in the place of values, in order.
    """
    before = {item.path: item.text for item in scanned.record.fields()}
    after = {item.path: item.text for item in cleaned.fields()}
    found: dict[str, list[Finding]] = {}
    for one in scanned.findings:
        found.setdefault(one.field, []).append(one)
    by_field: dict[str, list[Replacement]] = {}
    for each in replacements:
        by_field.setdefault(each.field, []).append(each)
    words: list[tuple[int, Replacement, str]] = []
    for path, puts in by_field.items():
        old = before.get(path, "")
        for put, span in zip(
            puts, _spans(old, after[path], puts, found.get(path, ())), strict=True
        ):
            word = _WORD.fullmatch(path) if cleaned.kind == "tokens" else None
            if span is None or word is None:
                yield Original(put.type, None if span is None else old[span[0] : span[1]])
            else:
                words.append((int(word[1]), put, old[span[0] : span[1]]))
    yield from _joined(words)


def _joined(words: Sequence[tuple[int, Replacement, str]]) -> Iterator[Original]:
    """Yield the values that neighbouring words of a list are."""
    held: list[str] = []
    last: tuple[int, Replacement] | None = None
    for place, put, value in words:
        follows = last is not None and (last[0] + 1, last[1].fingerprint) == (
            place,
            put.fingerprint,
        )
        if held and last is not None and not follows:
            yield Original(last[1].type, " ".join(held))
            held = []
        held.append(value)
        last = place, put
    if last is not None:
        yield Original(last[1].type, " ".join(held))


def _spans(
    old: str, new: str, puts: Sequence[Replacement], found: Sequence[Finding]
) -> list[tuple[int, int] | None]:
    """Return the span of the original field that each replacement stands for."""
    known: Mapping[tuple[int, str], int] = {(one.start, one.fingerprint): one.end for one in found}
    spans: list[tuple[int, int] | None] = []
    done_old = done_new = 0
    for number, put in enumerate(puts):
        between = new[done_new : put.start]
        start = done_old + len(between)
        last = number + 1 == len(puts)
        behind = new[put.end : len(new) if last else puts[number + 1].start]
        end = None
        if old[done_old:start] == between:
            end = _end(old, start, known.get((start, put.fingerprint)), behind, last=last)
        if end is None:
            return spans + [None] * (len(puts) - number)
        spans.append((start, end))
        done_old, done_new = end, put.end
    return spans


def _end(old: str, start: int, known: int | None, behind: str, *, last: bool) -> int | None:
    """Return where a value ends in the original text, None where that cannot be told."""
    if known is not None and old.startswith(behind, known):
        return known
    if last:
        end = len(old) - len(behind)
        return end if end >= start and old.endswith(behind) else None
    # A later pass found it: it reaches to where the text between the two goes on.
    end = old.find(behind, start + 1)
    return end if end >= 0 else None
