"""The texts behind places: records are read again when they are looked at, a page at a time."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from compliance import replacements
from compliance.dataset import Record, read_envelopes
from compliance.findings import RecordScan
from compliance.replacements import Aligned, Replacement, by_record
from ftcheck.stages.base import Run
from ftcheck.stages.data import rejoin_scanned
from ftcheck.stages.reviewing import is_cleaned

_PAGE = 100


@dataclass(frozen=True, slots=True)
class Case:
    """One record as it is shown to a person; in memory only."""

    scanned: RecordScan
    """The original with what the scanner found, before any decision."""
    cleaned: Record | None
    replacements: tuple[Replacement, ...]


class Cases:
    """Hands out records by their position, reading as few times as possible.

    Args:
        run: the run that is reviewed.
        numbers: positions in the order in which they will be asked for.
    """

    def __init__(self, run: Run, numbers: Sequence[int]) -> None:
        self._run = run
        self._numbers = list(dict.fromkeys(numbers))
        self._held: dict[int, Case] = {}

    def of(self, number: int) -> Case:
        """Return the record at a position of the data."""
        if number not in self._held:
            at = self._numbers.index(number)
            self._held = load(self._run, self._numbers[at : at + _PAGE])
        return self._held[number]


def load(run: Run, numbers: Iterable[int]) -> dict[int, Case]:
    """Return position → record for some records, in one pass that ends with the last of them."""
    wanted = set(numbers)
    cleaned = read_envelopes(run.dir / "clean.jsonl") if is_cleaned(run) else iter(())
    put = Aligned(by_record(run.dir / replacements.FILE) if is_cleaned(run) else ())
    held: dict[int, Case] = {}
    for number, scanned in enumerate(rejoin_scanned(run)):
        after = next(cleaned, None)
        own = put.of(scanned.record.id)
        if number in wanted:
            held[number] = Case(scanned, after, tuple(own))
            if len(held) == len(wanted):
                break
    return held
