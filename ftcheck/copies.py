"""Cleaned copies of files: all of them are written, with their vault, or none."""

from __future__ import annotations

import contextlib
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from compliance.dataset import DataFile, Dataset
from compliance.errors import FtcheckError
from compliance.evidence.files import PARTIAL_SUFFIX, atomic_write, sync_folder, write_error
from compliance.progress import Progress

if TYPE_CHECKING:
    from compliance.anonymize import Overlay
    from compliance.file_vault import FileVaultWriter
    from compliance.operators.numbers import DatasetNumbers
    from compliance.policy import Policy
    from compliance.scan import Finder
    from compliance.vault import Vault
    from compliance.vault_exchange import Exchange


@dataclass(slots=True)
class Copied:
    """What was replaced."""

    records: int = 0
    touched: int = 0
    """Records with a replacement."""
    replaced: Counter[str] = field(default_factory=Counter)
    """Entity type → mentions."""


@dataclass(frozen=True, slots=True)
class Copier:
    """Makes cleaned copies of the files of a dataset.

    Args:
        dataset: the originals.
        finder: the detection engine.
        policy: says what is replaced and how.
        targets: where the copy of each file goes; None for standard output; empty for a dry run.
        vault: where the way back is kept.
        progress: told after every record.
        decided: lays what people decided over what is found in originals.
        overlay: lays it over what is found in cleaned texts.
    """

    dataset: Dataset
    finder: Finder
    policy: Policy
    targets: Sequence[Path | None]
    vault: Vault | None
    progress: Progress
    decided: Overlay = iter
    overlay: Overlay = iter

    def run(self) -> Copied:
        """Write the copies; do it again while values show up that have no number yet.

        Raises:
            DetectError: a record cannot be cleaned.
            OutputError, DiskFullError: nothing was written.
        """
        from compliance.anonymize import census, settling
        from compliance.scan import scan

        numbers = None
        if self.policy.scope == "dataset":
            keys = self.dataset.keys
            scans = scan(self.dataset, self.finder, keys=keys, min_score=self.policy.lowest_score)
            numbers = census(self.decided(scans), self.policy, keys=keys)
        return settling(numbers, self._one_pass)

    def _one_pass(self, numbers: DatasetNumbers | None) -> Copied:
        from compliance.anonymize import check_settled
        from compliance.vault_exchange import Exchange

        copied = Copied()
        if not self.targets:
            for file in self.dataset.files:
                for _ in self._edits(file, numbers, copied):
                    pass
            check_settled(numbers)
            return copied
        with _beside(next(iter(self.targets))) as folder:
            parts = [folder / str(number) for number in range(len(self.dataset.files))]
            exchange = None if self.vault is None else Exchange(self.vault)
            try:
                with contextlib.ExitStack() as stack:
                    vault = None
                    if exchange is not None:
                        vault = stack.enter_context(exchange.writing())
                    for file, part, target in zip(
                        self.dataset.files, parts, self.targets, strict=True
                    ):
                        edits = self._edits(file, numbers, copied)
                        self._write(file, part, target, edits, vault)
                    check_settled(numbers)
                self._put_in_place(parts, exchange)
            finally:
                if exchange is not None:
                    exchange.discard()
        return copied

    def _edits(
        self, file: DataFile, numbers: DatasetNumbers | None, copied: Copied
    ) -> Iterator[Mapping[str, str]]:
        from compliance.anonymize import anonymize
        from compliance.scan import scan

        if self.dataset.records_of(file) == 0:
            return
        part = replace(self.dataset, files=(file,))
        keys = self.dataset.keys
        scans = scan(
            part,
            self.finder,
            keys=keys,
            min_score=self.policy.lowest_score,
            category_of=self.policy.category_of,
        )
        for item in anonymize(
            self.decided(scans),
            self.finder,
            self.policy,
            keys=keys,
            numbers=numbers,
            overlay=self.overlay,
        ):
            copied.records += 1
            copied.touched += bool(item.edits)
            copied.replaced.update(item.replaced)
            self.progress(copied.records, None, "records")
            yield item.edits

    def _write(
        self,
        file: DataFile,
        part: Path,
        target: Path | None,
        edits: Iterator[Mapping[str, str]],
        vault: FileVaultWriter | None,
    ) -> None:
        if vault is None:
            with atomic_write(part, shown=target) as stream:
                self.dataset.write_file(file, edits, stream)
            return
        vault.begin("-" if target is None else target.name, file.format.name)
        with atomic_write(part, shown=target) as stream:
            self.dataset.write_file(file, edits, stream, vault.add)
        vault.end(part, file.sha256)

    def _put_in_place(self, parts: Sequence[Path], exchange: Exchange | None) -> None:
        """Give vault and copies their names; the vault first, as copies without one are lost."""
        try:
            if exchange is not None:
                exchange.put_in_place()
            for part, target in zip(parts, self.targets, strict=True):
                self._place(part, target)
        except BaseException as error:
            placed = sum(not part.exists() for part in parts)
            if exchange is not None and not placed:
                exchange.take_back()
            both = exchange is not None and exchange.both_are_there
            if isinstance(error, FtcheckError) and (placed or both):
                error.why = f"{placed} of {len(parts)} copies are new, the others as they were" + (
                    "; the vaults of both are there, `ftcheck vault open` takes the right one"
                    if both
                    else ""
                )
                error.fix = "mend what is named above, then run the same command with --force"
            raise

    @staticmethod
    def _place(part: Path, target: Path | None) -> None:
        if target is None:
            with part.open("rb") as stream:
                shutil.copyfileobj(stream, sys.stdout.buffer)
            sys.stdout.buffer.flush()
            return
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            part.replace(target)
            sync_folder(target.parent)
        except OSError as error:
            raise write_error(error, target) from error


@contextlib.contextmanager
def _beside(target: Path | None) -> Iterator[Path]:
    """Give a folder on the file system of a target; it is removed at the end."""
    place = None if target is None else _existing(target.parent)
    try:
        name = tempfile.mkdtemp(prefix=".ftcheck-", suffix=PARTIAL_SUFFIX, dir=place)
    except OSError as error:
        raise write_error(error, target or Path(tempfile.gettempdir())) from error
    try:
        yield Path(name)
    finally:
        shutil.rmtree(name, ignore_errors=True)


def _existing(folder: Path) -> Path:
    """Return a folder, or the nearest one above it that exists."""
    return next(each for each in (folder, *folder.parents) if each.is_dir())
