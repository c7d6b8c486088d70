"""The scanner held against values that it has never seen, set into this very data.

In copies of some records what was found is exchanged for invented values; into texts in which
nothing was found one is set. The copies are scanned and cleaned as the data were, and whatever is
left of an invented value was missed. The copies are then forgotten.

What this measures: whether the scanner finds a value that it does not know in the surroundings of
this data. Surroundings in which it overlooked a value are not among those that were exchanged, so
the shares are an upper bound of its recall there, and no estimate of what was missed.

Basis: GDPR Art. 32(1)(d) (testing the measures taken); Clopper & Pearson 1934.
"""

from __future__ import annotations

import hashlib
import heapq
import random
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from compliance.anonymize import Cleaned, anonymize
from compliance.dataset.record import Record
from compliance.evidence.keys import ProjectKeys
from compliance.findings import Finding, RecordScan
from compliance.intervals import clopper_pearson
from compliance.operators.numbers import RecordNumbers
from compliance.policy import Place, Policy, role_of
from compliance.progress import Progress, silent
from compliance.residue.invent import Inventor
from compliance.residue.values import name_words
from compliance.residue.words import runs_of
from compliance.scan import Finder, scan
from compliance.treatments import treatments

_LEVEL = 0.95
_LONGEST = 20_000
"""Characters of a record that is copied."""
_LEAST_WORDS = 4
_SET_IN = ("PERSON", "EMAIL_ADDRESS", "PHONE_NUMBER", "IBAN_CODE")
_WEIGHTS = (3, 1, 1, 1)
"""Names are what is missed most, so they are set in most often."""
_ENDS = (". ", "! ", "? ", "\n")
_LISTED, _COINED = "listed", "coined"


@dataclass(frozen=True, slots=True, repr=False)
class _Planted:
    """An invented value in a copy; not shown by repr()."""

    field: str
    start: int
    end: int
    type: str
    names: str
    """`listed` or `coined` for names, empty for everything else."""
    where: str
    """`in_place` of a find, or `set_in` where nothing was found."""


class Sample:
    """Keeps the records that the test is made with, chosen by the seed alone.

    Memory holds at most `size` records.

    Args:
        size: how many.
        seed: of the project.
    """

    def __init__(self, size: int, seed: int) -> None:
        self._size = size
        self._seed = seed
        self._kept: list[tuple[int, int, RecordScan]] = []
        self._seen = 0

    def watch(self, scans: Iterable[RecordScan]) -> Iterator[RecordScan]:
        """Yield the records unchanged while choosing among them."""
        for scanned in scans:
            if self._size and _fits(scanned.record):
                rank = -int.from_bytes(_digest(self._seed, "sample", self._seen)[:8], "big")
                entry = (rank, self._seen, scanned)
                if len(self._kept) < self._size:
                    heapq.heappush(self._kept, entry)
                elif rank > self._kept[0][0]:
                    heapq.heapreplace(self._kept, entry)
            self._seen += 1
            yield scanned

    def __iter__(self) -> Iterator[tuple[int, RecordScan]]:
        """Yield number and record of what was chosen, in record order."""
        chosen = sorted(self._kept, key=lambda entry: entry[1])
        return ((number, scanned) for _, number, scanned in chosen)


def self_test(
    sample: Sample,
    finder: Finder,
    policy: Policy,
    *,
    keys: ProjectKeys,
    seed: int,
    progress: Progress = silent,
) -> dict[str, Any]:
    """Return `self_test` of check.json: how many invented values were found, by type.

    Args:
        sample: records of the sources with their findings.
        finder: the detection engine, as the data were scanned with it.
        policy: as the data were cleaned with it.
        keys: the project's keys.
        seed: of the project; the same seed invents the same values.
        progress: told after every record.
    """
    # What is invented follows from the seed alone, so that it is the same in every project.
    seeded = replace(keys, fingerprint_key=_digest(seed, "numbers", 0))
    copies: list[tuple[Record, list[_Planted]]] = []
    for number, scanned in sample:
        coined = number % 2 == 1
        rng = random.Random(int.from_bytes(_digest(seed, "values", number), "big"))
        inventor = Inventor(rng, RecordNumbers(seeded, str(number), {}), coined=coined)
        names = _COINED if coined else _LISTED
        for copy in (
            _exchanged(scanned, policy, inventor, names),
            _set_in(scanned, policy, inventor, names, rng),
        ):
            if copy is not None:
                record, planted = copy
                copies.append((replace(record, id=f"copy-{len(copies)}"), planted))
    scans = scan((record for record, _ in copies), finder, keys=keys, min_score=policy.lowest_score)
    counts: Counter[tuple[str, str, str, str]] = Counter()
    for done, cleaned in enumerate(anonymize(scans, finder, policy, keys=keys), start=1):
        _, planted = copies[done - 1]
        for each in planted:
            outcome = _outcome(cleaned, each)
            counts[each.where, each.type, each.names, outcome] += 1
        progress(done, len(copies), "copies with invented values")
    return {
        "seed": seed,
        "copies": len(copies),
        "level": _LEVEL,
        "results": _results(counts),
    }


def _results(counts: Counter[tuple[str, str, str, str]]) -> list[dict[str, Any]]:
    rows = []
    for where, entity_type, names in sorted({key[:3] for key in counts}):
        found, part, missed = (
            counts[where, entity_type, names, outcome] for outcome in ("found", "part", "missed")
        )
        planted = found + part + missed
        interval = clopper_pearson(found, planted, level=_LEVEL)
        rows.append(
            {
                "where": where,
                "type": entity_type,
                "names": names or None,
                "planted": planted,
                "found": found,
                "found_in_part": part,
                "missed": missed,
                "share": {
                    "value": round(found / planted, 4),
                    "low": round(interval.low, 4),
                    "high": round(interval.high, 4),
                },
            }
        )
    return rows


def _exchanged(
    scanned: RecordScan, policy: Policy, inventor: Inventor, names: str
) -> tuple[Record, list[_Planted]] | None:
    """Return a copy in which what was found is exchanged for invented values."""
    by_field: dict[str, list[Finding]] = {}
    for finding, how in treatments(scanned.record, scanned.findings, policy):
        if how.replaces:
            by_field.setdefault(finding.field, []).append(finding)
    texts = {item.path: item.text for item in scanned.record.fields()}
    edits: dict[str, str] = {}
    planted: list[_Planted] = []
    for path, findings in by_field.items():
        pieces: list[str] = []
        position = length = 0
        for finding in sorted(findings, key=lambda one: one.start):
            value = texts[path][finding.start : finding.end]
            new = inventor.instead_of(finding.type, value)
            if new is None or finding.start < position:
                continue
            pieces += (texts[path][position : finding.start], new)
            length += finding.start - position
            kind = names if finding.type == "PERSON" else ""
            planted.append(
                _Planted(path, length, length + len(new), finding.type, kind, "in_place")
            )
            length += len(new)
            position = finding.end
        if pieces:
            edits[path] = "".join([*pieces, texts[path][position:]])
    return (scanned.record.with_texts(edits), planted) if edits else None


def _set_in(
    scanned: RecordScan, policy: Policy, inventor: Inventor, names: str, rng: random.Random
) -> tuple[Record, list[_Planted]] | None:
    """Return a copy with one invented value behind a sentence of a text without finds."""
    held = {finding.field for finding in scanned.findings}
    carriers = [
        item
        for item in scanned.record.fields()
        if item.path not in held and len(item.text.split()) >= _LEAST_WORDS
    ]
    if not carriers:
        return None
    carrier = rng.choice(carriers)
    (entity_type,) = rng.choices(_SET_IN, _WEIGHTS)
    place = Place(carrier.path, role_of(scanned.record, carrier.path))
    if not policy.treatment(entity_type, place).replaces:
        return None
    makers = (inventor.name, inventor.mail, inventor.phone, inventor.iban)
    value = makers[_SET_IN.index(entity_type)]()
    text = carrier.text.rstrip()
    at = rng.choice([*_sentence_ends(text), len(text)])
    new = f"{text[:at]} {value}{text[at:]}"
    kind = names if entity_type == "PERSON" else ""
    planted = _Planted(carrier.path, at + 1, at + 1 + len(value), entity_type, kind, "set_in")
    return scanned.record.with_texts({carrier.path: new}), [planted]


def _sentence_ends(text: str) -> list[int]:
    return [at + 1 for at in range(len(text)) if text.startswith(_ENDS, at) and text[at] != "\n"]


def _outcome(cleaned: Cleaned, planted: _Planted) -> str:
    """Return whether a planted value was found, found in part, or missed."""
    text = {item.path: item.text for item in cleaned.original.fields()}[planted.field]
    gone = _gone(cleaned, planted.field)
    left = "".join(
        text[at] if not any(low <= at < high for low, high in gone) else " "
        for at in range(planted.start, planted.end)
    )
    whole = _meaning(text[planted.start : planted.end], planted.type)
    rest = _meaning(left, planted.type)
    if not rest:
        return "found"
    return "missed" if rest == whole else "part"


def _meaning(text: str, entity_type: str) -> tuple[str, ...]:
    """Return what of a text says something: no titles, no single letters such as a genitive's."""
    runs = runs_of(text)
    return name_words(runs) if entity_type == "PERSON" else tuple(r for r in runs if len(r) > 1)


def _gone(cleaned: Cleaned, field: str) -> list[tuple[int, int]]:
    """Return the spans of the copy that were replaced."""
    spans: list[tuple[int, int]] = []
    shift = 0
    for put, original in zip(cleaned.replacements, cleaned.originals, strict=True):
        if put.field == field:
            start = put.start + shift
            spans.append((start, start + len(original)))
            shift += len(original) - (put.end - put.start)
    return spans


def _fits(record: Record) -> bool:
    """Tell whether a record is copied: words of a list are no text to set anything into."""
    return record.kind != "tokens" and sum(len(item.text) for item in record.fields()) <= _LONGEST


def _digest(seed: int, purpose: str, number: int) -> bytes:
    return hashlib.sha256(f"ftcheck/self-test/{purpose}/{seed}/{number}".encode()).digest()
