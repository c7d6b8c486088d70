"""Rows of persons whose data were erased, in files that a command was given by name."""

from __future__ import annotations

import contextlib
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from compliance.dataset import Dataset
from compliance.errors import EmptyDatasetError
from compliance.evidence.files import sha256_file, write_error
from compliance.subject.rows import is_one_record, write_without
from compliance.subject.suppression import Suppression

if TYPE_CHECKING:
    from compliance.evidence.keys import ProjectKeys
    from ftcheck.project import Project


def suppression_of(project: Project, keys: ProjectKeys) -> Suppression:
    """Return which rows were erased; outside of a project none were.

    Raises:
        LedgerError: an entry of the ledger was not made by this project.
    """
    entries = () if project.loaded.path is None else project.ledger.entries_if_any()
    with_ids = {source.id for source in project.config.sources if source.id_field}
    return Suppression.fold(entries, keys, with_ids=with_ids)


@contextlib.contextmanager
def without_erased(
    dataset: Dataset, suppression: Suppression
) -> Iterator[tuple[Dataset, Sequence[int]]]:
    """Give a dataset without the rows of persons whose data were erased.

    Files with such rows are kept without them in a private temporary folder while the block runs;
    everything else in them stays as it is. A file that is one record as a whole is left out.
    `suppression.met` counts the rows.

    Args:
        dataset: what the command was given.
        suppression: which rows were erased.

    Yields:
        The dataset, and the number of each of its files among those of the original one.

    Raises:
        DatasetError: it cannot be read, or nothing is left of it.
        OutputError, DiskFullError: the temporary files cannot be written.
    """
    erased = _erased(dataset, suppression) if suppression else {}
    if not erased:
        yield dataset, range(len(dataset.files))
        return
    with tempfile.TemporaryDirectory(prefix="ftcheck-") as folder:
        files, numbers, left = [], [], 0
        for number, file in enumerate(dataset.files):
            drop = erased.get(number, set())
            if drop and is_one_record(file):
                continue
            left += dataset.records_of(file) - len(drop)
            if drop:
                part = Path(folder) / f"{number}{file.path.suffix}"
                try:
                    with part.open("wb") as out:
                        write_without(file, drop, out)
                except OSError as error:
                    raise write_error(error, part) from error
                file = replace(file, path=part, bytes=part.stat().st_size, sha256=sha256_file(part))
            files.append(file)
            numbers.append(number)
        if not left:
            raise EmptyDatasetError(
                "every record of the input is of persons whose data were erased",
                why="erased data must not come back in a copy (GDPR Art. 17)",
                fix="take the file out of use; `ftcheck ledger --event subject.erased` says when",
            )
        yield replace(dataset, files=tuple(files)), numbers


def _erased(dataset: Dataset, suppression: Suppression) -> dict[int, set[int]]:
    """Return number of a file → positions of erased rows in it; files without any are not there."""
    ends, total = [], 0
    for file in dataset.files:
        total += dataset.records_of(file)
        ends.append(total)
    found: dict[int, set[int]] = {}
    number = 0
    for order, record in enumerate(dataset):
        while order >= ends[number]:
            number += 1
        if suppression.holds(record):
            suppression.met[record.source] += 1
            begins = ends[number - 1] if number else 0
            found.setdefault(number, set()).add(order - begins)
    return found
