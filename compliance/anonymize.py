"""Findings → cleaned records with typed, numbered slots."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from compliance.dataset.record import Record
from compliance.errors import DetectError
from compliance.evidence.keys import ProjectKeys
from compliance.findings import Finding, RecordScan
from compliance.operators.placeholder import Placeholder, SlotNumbers
from compliance.policy import Policy
from compliance.scan import Finder, scan

_MAX_PASSES = 4
_CHUNK = 128


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A record before and after cleaning."""

    original: Record
    record: Record
    """The cleaned record; the same object when nothing was replaced."""
    edits: Mapping[str, str]
    """JSON path → cleaned text, for the fields that changed."""
    replaced: Counter[str]
    """Entity type → replaced mentions."""


class Operate(Protocol):
    """The part of a Presidio operator that is used here."""

    def operate(self, text: str, params: dict[str, Any] | None = None) -> str:
        """Return what takes the place of `text`."""
        ...


def anonymize(
    scans: Iterable[RecordScan],
    finder: Finder,
    policy: Policy,
    *,
    keys: ProjectKeys,
) -> Iterator[Cleaned]:
    """Yield each record cleaned, in order.

    A cleaned text is scanned again and cleaned again until nothing more is found: where a name is
    gone, what stood in its shadow can become visible.

    Args:
        scans: records with their findings.
        finder: the detection engine.
        policy: says what is replaced; `review` findings are replaced as well.
        keys: the project's keys.

    Raises:
        DetectError: a record still shows new findings after several passes.
    Basis: GDPR Art. 5(1)(c), 25(1).
    """
    operator = Placeholder()
    for chunk in _chunks(scans):
        slots = [SlotNumbers(f.text for f in scanned.record.fields()) for scanned in chunk]
        current = [scanned.record for scanned in chunk]
        replaced: list[Counter[str]] = [Counter() for _ in chunk]
        pending = {i: list(scanned.findings) for i, scanned in enumerate(chunk)}
        for _ in range(_MAX_PASSES):
            changed: list[int] = []
            for index, findings in pending.items():
                due = [finding for finding in findings if _is_replaced(finding, policy)]
                if due:
                    edits = _edits(current[index], due, operator, slots[index])
                    current[index] = current[index].with_texts(edits)
                    replaced[index].update(finding.type for finding in due)
                    changed.append(index)
            if not changed:
                break
            rescans = scan(
                [current[index] for index in changed],
                finder,
                keys=keys,
                min_score=policy.min_score,
            )
            pending = {
                index: list(again.findings) for index, again in zip(changed, rescans, strict=True)
            }
        else:
            raise DetectError(
                f"a record still shows findings after {_MAX_PASSES} passes of cleaning",
                why="it cannot be cleaned with this policy, so it is not passed on",
                fix="run `ftcheck scan` on the data and report the recognizer that is named there",
            )
        for scanned, record, counts in zip(chunk, current, replaced, strict=True):
            yield Cleaned(scanned.record, record, _difference(scanned.record, record), counts)


@dataclass(frozen=True, slots=True, repr=False)
class RemovedMention:
    """A value that cleaning takes out; for memory only, and not shown by repr()."""

    type: str
    value: str
    field: str
    """JSON path."""
    prefix: str
    """The cleaned text before it in its field."""


def removed_mentions(scanned: RecordScan, policy: Policy) -> Iterator[RemovedMention]:
    """Yield each value that the policy removes from a record, with the cleaned text before it.

    Nothing of this is ever written: it serves to ask a tuned model for what it must not know.
    """
    due = [finding for finding in scanned.findings if _is_replaced(finding, policy)]
    slots = SlotNumbers(item.text for item in scanned.record.fields())
    texts = {item.path: item.text for item in scanned.record.fields()}
    cleaned = _edits(scanned.record, due, Placeholder(), slots)
    for path in cleaned:
        prefix, position = "", 0
        for finding in sorted(
            (item for item in due if item.field == path), key=lambda item: item.start
        ):
            value = texts[path][finding.start : finding.end]
            prefix += texts[path][position : finding.start]
            yield RemovedMention(finding.type, value, path, prefix)
            prefix += slots.slot(finding.type, value)
            position = finding.end


def _is_replaced(finding: Finding, policy: Policy) -> bool:
    return policy.action_for(finding.type) in {"anonymize", "review"}


def _edits(
    record: Record, findings: Sequence[Finding], operator: Operate, slots: SlotNumbers
) -> dict[str, str]:
    """Return the new text of each field that holds a finding."""
    texts = {item.path: item.text for item in record.fields()}
    places: dict[str, list[Finding]] = {}
    for finding in findings:
        places.setdefault(finding.field, []).append(finding)
    edits: dict[str, str] = {}
    for path, text in texts.items():
        parts: list[str] = []
        position = 0
        for finding in sorted(places.get(path, ()), key=lambda item: item.start):
            value = text[finding.start : finding.end]
            parts.append(text[position : finding.start])
            params = {"entity_type": finding.type, "slots": slots}
            parts.append(operator.operate(value, params))
            position = finding.end
        if parts:
            edits[path] = "".join([*parts, text[position:]])
    return edits


def _difference(before: Record, after: Record) -> dict[str, str]:
    if before is after:
        return {}
    old = {item.path: item.text for item in before.fields()}
    return {item.path: item.text for item in after.fields() if old.get(item.path) != item.text}


def _chunks(scans: Iterable[RecordScan]) -> Iterator[list[RecordScan]]:
    chunk: list[RecordScan] = []
    for scanned in scans:
        chunk.append(scanned)
        if len(chunk) == _CHUNK:
            yield chunk
            chunk = []
    if chunk:
        yield chunk
