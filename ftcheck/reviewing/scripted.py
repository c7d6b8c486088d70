"""Decisions from a file: for scripts, and where there is no terminal. No value stands in it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from compliance.errors import PathError, ReviewError
from compliance.review.choices import Choices
from compliance.review.decisions import Decisions
from compliance.review.desk import Conflict, Desk
from compliance.review.model import Decision
from compliance.review.queue import Item
from ftcheck.reviewing.cases import Case, load
from ftcheck.stages.base import Run
from ftcheck.stages.data import rejoin_scanned


class Line(BaseModel):
    """One line of a decision file."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    decision: Literal["accept", "correct", "reject", "allow", "add", "checked", "undo"]
    item: str = ""
    """Id of what waits, as `ftcheck review --list` shows it."""
    record: str = ""
    """For `add` and `checked`: the record's id."""
    field: str = ""
    """For `add`: JSON path of the text."""
    start: int | None = Field(default=None, ge=0)
    """For `add` and `correct`: code points into the original text."""
    end: int | None = Field(default=None, ge=1)
    """Exclusive."""
    type: str = ""
    """For `add` and `correct`: the entity type."""
    entry: int = 0
    """For `undo`: number of the ledger entry."""
    over: int | None = None
    """The entry of another person that this one replaces."""


@dataclass(frozen=True, slots=True)
class Planned:
    """One line, as it will be recorded."""

    number: int
    line: Line
    decision: Decision | None
    """None for `undo`."""


def read_lines(path: Path) -> list[tuple[int, Line]]:
    """Return the lines of a decision file with their numbers.

    Raises:
        PathError: it is missing.
        ReviewError: naming every line that is none; nothing was recorded.
    """
    lines: list[tuple[int, Line]] = []
    problems: list[str] = []
    try:
        texts = path.read_text("utf-8-sig").splitlines()
    except FileNotFoundError as error:
        raise PathError(f"{path} does not exist") from error
    except (OSError, UnicodeDecodeError) as error:
        raise PathError(f"{path} cannot be read as UTF-8 text") from error
    for number, text in enumerate(texts, start=1):
        if not text.strip():
            continue
        try:
            lines.append((number, Line.model_validate(json.loads(text))))
        except ValidationError as error:
            keys = sorted({".".join(map(str, each["loc"])) or "?" for each in error.errors()})
            problems.append(f"line {number}: wrong or unknown: {', '.join(keys)}")
        except ValueError:
            problems.append(f"line {number}: not valid JSON")
    _refuse(path, problems)
    return lines


def plan(run: Run, desk: Desk, path: Path, items: Sequence[Item], *, sample: int) -> list[Planned]:
    """Return what a decision file says, checked as a whole; nothing is recorded.

    Args:
        run: the run.
        desk: of the person who decides.
        path: the file.
        items: what waits.
        sample: number of the sample that records are read for.

    Raises:
        ReviewError: naming every line that does not fit.
    """
    lines = read_lines(path)
    by_id = {each.id: each for each in items}
    wanted = {line.record for _, line in lines if line.record}
    numbers = {
        each.record.id: number
        for number, each in enumerate(rejoin_scanned(run) if wanted else ())
        if each.record.id in wanted
    }
    named = (by_id.get(line.item) for _, line in lines)
    cases = load(run, {*numbers.values(), *(each.number for each in named if each is not None)})
    decisions = desk.decisions()
    holding = frozenset(made.seq for made in decisions.made())
    known = _Known(desk.reviewer, decisions, holding, by_id, numbers, cases, sample)
    planned: list[Planned] = []
    problems: list[str] = []
    for number, line in lines:
        try:
            planned.append(Planned(number, line, known.decision(line)))
        except ReviewError as error:
            problems.append(f"line {number}: {error.message}")
    _refuse(path, problems)
    return planned


def carry_out(desk: Desk, planned: Sequence[Planned]) -> tuple[int, list[str]]:
    """Record decisions as one; return how many, and those that another person decided otherwise.

    Raises:
        ReviewError: a line takes back what no longer holds; nothing was recorded.
    """
    if not planned:
        return 0, []  # an empty file begins no ledger
    conflicts: list[str] = []
    with desk.together():
        for each in planned:
            if each.decision is None:
                desk.undo(each.line.entry)
                continue
            result = desk.decide(each.decision, over=each.line.over)
            if isinstance(result, Conflict):
                one = result.standing
                conflicts.append(
                    f"line {each.number}: {one.decision.reviewer} decided "
                    f'{one.decision.decision}; add "over": {one.seq} to replace it'
                )
    return len(planned) - len(conflicts), conflicts


@dataclass(frozen=True, slots=True)
class _Known:
    """What the lines of a decision file are held against."""

    reviewer: str
    decisions: Decisions
    holding: frozenset[int]
    """Ledger entries that can be taken back."""
    items: Mapping[str, Item]
    """Id → what waits."""
    numbers: Mapping[str, int]
    """Id of a record → its position."""
    cases: Mapping[int, Case]
    sample: int

    def decision(self, line: Line) -> Decision | None:
        """Return the decision of a line; None where it takes one back.

        Raises:
            ReviewError: it does not fit.
        """
        if line.decision == "undo":
            if line.entry not in self.holding:
                raise ReviewError(f"ledger entry {line.entry} is no decision that holds")
            return None
        if line.decision in ("add", "checked"):
            if line.record not in self.numbers:
                raise ReviewError("there is no record of this id")
            choices = self._choices(self.numbers[line.record], self.sample)
            if line.decision == "checked":
                return choices.checked()
            return choices.add(line.field, line.start or 0, _end(line), line.type)
        item = self.items.get(line.item)
        if item is None:
            raise ReviewError("nothing of this id waits; it may be decided already")
        choices = self._choices(item.number, 0)
        if line.decision == "correct":
            start = item.start if line.start is None else line.start
            end = item.end if line.end is None else line.end
            return choices.correct(item, start, end, line.type or item.type)
        return choices.on(item, line.decision)

    def _choices(self, number: int, sample: int) -> Choices:
        return Choices(self.cases[number].scanned, self.reviewer, self.decisions, sample)


def _end(line: Line) -> int:
    if line.end is None:
        raise ReviewError("`end` is missing")
    return line.end


def _refuse(path: Path, problems: Sequence[str]) -> None:
    if problems:
        raise ReviewError(
            f"{path} has {len(problems)} problem{'' if len(problems) == 1 else 's'}:"
            + "".join(f"\n  - {each}" for each in problems),
            why="nothing was decided: a file is taken whole or not at all",
            fix="correct these lines; `ftcheck review --list --format json` shows the ids",
        )
