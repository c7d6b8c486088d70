"""Tasks: what records of a kind are trained for."""

from __future__ import annotations

from collections.abc import Sequence

from compliance.dataset.record import Record
from compliance.errors import TuneError
from tuning.tasks.base import Task
from tuning.tasks.classification import Classification
from tuning.tasks.language import LanguageModelling
from tuning.tasks.preference import Preference
from tuning.tasks.tagging import Tagging

__all__ = ["TASKS", "Task", "task_for", "trainable_kinds"]

TASKS: tuple[type[Task], ...] = (LanguageModelling, Preference, Classification, Tagging)


def trainable_kinds() -> tuple[str, ...]:
    """Return the record kinds that training takes."""
    return tuple(kind for task in TASKS for kind in task.kinds)


def task_for(records: Sequence[Record]) -> Task:
    """Return the task that training records are for, by their kind.

    Raises:
        TuneError: there are none, no task takes their kind, or see `Task.of`.
    """
    kind = next((record.kind for record in records), None)
    for task in TASKS:
        if kind in task.kinds:
            return task.of(records)
    raise TuneError(
        "there is no record to train on" if kind is None else f"no task trains {kind} records",
        why=f"training learns from {', '.join(trainable_kinds())}",
        fix="convert the records to chats or to prompt and completion",
    )
