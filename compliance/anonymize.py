"""Findings → cleaned records, as the policy decides for each type and place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

from compliance.cleaning import Cleaning
from compliance.dataset.record import Record
from compliance.errors import DetectError
from compliance.evidence.keys import ProjectKeys
from compliance.findings import Finding, RecordScan
from compliance.operators.numbers import Census, DatasetNumbers, Numbers, RecordNumbers
from compliance.operators.slots import SLOT
from compliance.policy import Action, Policy
from compliance.replacements import Aligned, Replacement, is_replaced
from compliance.scan import Finder, normal_value, scan
from compliance.treatments import treatments

_MAX_PASSES = 16
_MOST_ROUNDS = 8
_CHUNK = 128

Result = TypeVar("Result")
NumbersOf = Callable[[Record], Numbers]
Overlay = Callable[[Iterable[RecordScan]], Iterator[RecordScan]]


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
    treated: Counter[tuple[str, Action]]
    """(entity type, action) → findings, those of later passes included."""
    replacements: tuple[Replacement, ...] = ()
    """What stands in the cleaned record in the place of values, in order."""
    originals: tuple[str, ...] = field(default=(), repr=False)
    """What stood in each of these places; for a vault, and never written anywhere else."""


def anonymize(
    scans: Iterable[RecordScan],
    finder: Finder,
    policy: Policy,
    *,
    keys: ProjectKeys,
    numbers: DatasetNumbers | None = None,
    overlay: Overlay = iter,
) -> Iterator[Cleaned]:
    """Yield each record cleaned, in order.

    A cleaned text is scanned again and cleaned again until nothing more is found: where a name is
    gone, what stood in its shadow can become visible.

    Args:
        scans: records with their findings.
        finder: the detection engine.
        policy: says what is replaced and how; `review` findings are replaced as well.
        keys: the project's keys.
        numbers: of the dataset, where the policy wants one slot for a value in all of it.
        overlay: lays what people decided over what is found in cleaned texts.

    Raises:
        DetectError: a record still shows new findings after several passes.
    Basis: GDPR Art. 5(1)(c), 25(1).
    """
    numbers_of = _numbers_of(keys, numbers)
    for chunk in _chunks(scans):
        work = [Cleaning(each.record, numbers_of(each.record), each.language) for each in chunk]
        replaced: list[Counter[str]] = [Counter() for _ in chunk]
        treated: list[Counter[tuple[str, Action]]] = [Counter() for _ in chunk]
        pending: dict[int, Sequence[Finding]] = {
            index: each.findings for index, each in enumerate(chunk)
        }
        for turn in range(_MAX_PASSES):
            changed: list[int] = []
            for index, findings in pending.items():
                decided = list(treatments(work[index].record, findings, policy))
                due = [each for each in decided if each[1].replaces]
                if turn == 0:
                    treated[index].update((one.type, how.action) for one, how in decided)
                if due and work[index].apply(due):
                    replaced[index].update(finding.type for finding, _ in due)
                    changed.append(index)
                    if turn:
                        treated[index].update((one.type, how.action) for one, how in due)
            if not changed:
                break
            rescans = scan(
                [work[index].record for index in changed],
                finder,
                keys=keys,
                min_score=policy.lowest_score,
                category_of=policy.category_of,
                languages=False,
            )
            pending = {
                index: each.findings for index, each in zip(changed, overlay(rescans), strict=True)
            }
        else:
            raise DetectError(
                f"a record still shows findings after {_MAX_PASSES} passes of cleaning",
                why="it cannot be cleaned with this policy, so it is not passed on",
                fix="run `ftcheck scan` on the data and report the recognizer that is named there",
            )
        for scanned, done, counts, actions in zip(chunk, work, replaced, treated, strict=True):
            put = done.replacements()
            yield Cleaned(
                original=scanned.record,
                record=done.record,
                edits=done.edits(),
                replaced=counts,
                treated=actions,
                replacements=tuple(each for each, _ in put),
                originals=tuple(original for _, original in put),
            )


def census(scans: Iterable[RecordScan], policy: Policy, *, keys: ProjectKeys) -> DatasetNumbers:
    """Return the numbers of a dataset's values, so that equal ones share a slot in all of it.

    Args:
        scans: all records with their findings.
        policy: says what is replaced and how.
        keys: the project's keys.
    """
    counting = Census(keys, {})
    for each in scans:
        counting.take(_highest_slots(each.record))
        due = [one for one in treatments(each.record, each.findings, policy) if one[1].replaces]
        Cleaning(each.record, counting, each.language).apply(due)
    return counting.close()


class Unsettled(Exception):
    """A pass met values that the numbers of the dataset do not hold: nothing of it is kept."""


def check_settled(numbers: DatasetNumbers | None) -> None:
    """Refuse the end of a pass that met values without a number of their own.

    Raises:
        Unsettled: it did; the pass is to be done again.
    """
    if numbers is not None and not numbers.is_settled:
        raise Unsettled


def settling(
    numbers: DatasetNumbers | None, one_pass: Callable[[DatasetNumbers | None], Result]
) -> Result:
    """Do a pass over the data again until no value in it is without a number of its own.

    A value can show only when others are gone. It is numbered when all of them are known, so that
    numbers depend neither on the order of records nor on who read them. Each round leaves what the
    rounds before it have settled as it is.

    Args:
        numbers: of the dataset; None where each record has its own, then one pass is enough.
        one_pass: does the pass, calls `check_settled` before it keeps anything, and keeps nothing
            when that raises.

    Raises:
        DetectError: new values show up round after round.
    """
    for _ in range(_MOST_ROUNDS):
        try:
            return one_pass(numbers)
        except Unsettled:
            assert numbers is not None  # only those of a dataset can lack a value
            numbers = numbers.with_unseen()
    raise DetectError(
        f"new values still show up after {_MOST_ROUNDS} rounds over the cleaned data",
        why="they cannot be numbered for the whole dataset, so nothing was written",
        fix='set consistency = "record" under [policy], and report the case',
    )


@dataclass(slots=True)
class Leftovers:
    """What is found in cleaned data, without what lies inside replacements."""

    policy: Policy
    placed: Mapping[str, frozenset[str]] = field(default_factory=dict, repr=False)
    """Parent → what was put into it in the place of values: a surrogate that a synthetic child took
    over is nobody either."""
    not_allowed: Counter[str] = field(default_factory=Counter)
    """Entity type → findings that the policy does not allow where they stand."""

    def watch(
        self, scans: Iterable[RecordScan], replacements: Iterable[tuple[str, list[Replacement]]]
    ) -> Iterator[RecordScan]:
        """Yield the records with the findings that are none of our own replacements.

        Args:
            scans: the cleaned records with their findings, in order.
            replacements: (record id, replacements) of those that have any, in the same order.
        """
        aligned = Aligned(replacements)
        for each in scans:
            spans: dict[str, list[tuple[int, int]]] = {}
            for put in aligned.of(each.record.id):
                spans.setdefault(put.field, []).append((put.start, put.end))
            texts = {item.path: item.text for item in each.record.fields()}
            findings = tuple(
                one
                for one in each.findings
                if not is_replaced(texts[one.field], one.start, one.end, spans.get(one.field, ()))
                and not self._taken_over(each.record, one)
            )
            left = replace(each, findings=findings)
            self.not_allowed.update(
                one.type
                for one, how in treatments(each.record, findings, self.policy)
                if how.action != "allow"
            )
            yield left

    def _taken_over(self, record: Record, finding: Finding) -> bool:
        """Tell whether a finding in a synthetic record is a replacement of one of its parents."""
        known = [value for parent in record.parents for value in self.placed.get(parent, ())]
        if not known:
            return False
        text = next(item.text for item in record.fields() if item.path == finding.field)
        value = normal_value(text[finding.start : finding.end])
        return any(value in each for each in known)


def placed_values(
    cleaned: Iterable[Record], replacements: Iterable[tuple[str, list[Replacement]]]
) -> dict[str, frozenset[str]]:
    """Return record id → what was put into it in the place of values, in normal form.

    Args:
        cleaned: the cleaned records, in order.
        replacements: (record id, replacements) of those that have any, in the same order.
    """
    aligned = Aligned(replacements)
    placed: dict[str, frozenset[str]] = {}
    for record in cleaned:
        own = aligned.of(record.id)
        if own:
            texts = {item.path: item.text for item in record.fields()}
            placed[record.id] = frozenset(
                normal_value(texts[path][start:end]) for path, start, end in _runs(texts, own)
            )
    return placed


def _runs(texts: Mapping[str, str], own: Sequence[Replacement]) -> Iterator[tuple[str, int, int]]:
    """Yield field, start and end of each replacement, and of it with those right before it."""
    before: Replacement | None = None
    start = 0
    for put in own:
        beside = before is not None and before.field == put.field
        if (
            before is None
            or not beside
            or any(map(str.isalnum, texts[put.field][before.end : put.start]))
        ):
            start = put.start
        yield put.field, start, put.end
        if start < put.start:
            yield put.field, put.start, put.end
        before = put


@dataclass(frozen=True, slots=True, repr=False)
class RemovedMention:
    """A value that cleaning took out; for memory only, and not shown by repr()."""

    type: str
    value: str
    field: str
    """JSON path."""
    prefix: str
    """The cleaned text before it in its field."""


def removed_mentions(
    scanned: RecordScan, cleaned: Record, replacements: Iterable[Replacement]
) -> Iterator[RemovedMention]:
    """Yield each value that is gone from a record, with the cleaned text before it.

    Nothing of this is ever written: it serves to ask a tuned model for what it must not know.

    Args:
        scanned: the record with its findings.
        cleaned: the same record as it was cleaned.
        replacements: what stands in it in the place of values.
    """
    before = {item.path: item.text for item in scanned.record.fields()}
    after = {item.path: item.text for item in cleaned.fields()}
    values = {
        (one.field, one.fingerprint): before[one.field][one.start : one.end]
        for one in reversed(scanned.findings)
    }
    for each in replacements:
        value = values.get((each.field, each.fingerprint))
        if value is not None:
            yield RemovedMention(each.type, value, each.field, after[each.field][: each.start])


def _numbers_of(keys: ProjectKeys, numbers: DatasetNumbers | None) -> NumbersOf:
    def of(record: Record) -> Numbers:
        return numbers or RecordNumbers(keys, record.id, _highest_slots(record))

    return of


def _highest_slots(record: Record) -> dict[str, int]:
    """Return entity type → the highest number of its slots that stand in a record."""
    highest: dict[str, int] = {}
    for item in record.fields():
        for entity_type, number in SLOT.findall(item.text):
            highest[entity_type] = max(highest.get(entity_type, 0), int(number))
    return highest


def _chunks(scans: Iterable[RecordScan]) -> Iterator[list[RecordScan]]:
    chunk: list[RecordScan] = []
    for scanned in scans:
        chunk.append(scanned)
        if len(chunk) == _CHUNK:
            yield chunk
            chunk = []
    if chunk:
        yield chunk
