"""Open files, folders and standard input as one dataset of records."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from compliance.dataset.copies import Changed
from compliance.dataset.formats import (
    Edits,
    Format,
    PlainText,
    format_named,
    format_of,
    sniff,
)
from compliance.dataset.kinds import Kind, check_kind, detect_kind
from compliance.dataset.record import Record
from compliance.errors import (
    ColumnsError,
    DatasetError,
    DuplicateIdError,
    EmptyDatasetError,
    FormatError,
    MixedKindsError,
    PathError,
)
from compliance.evidence.files import sha256_file
from compliance.evidence.keys import ProjectKeys

_RESERVED_ID = re.compile(r"(?:record|group)-\d{6,}\Z")


@dataclass(frozen=True, slots=True)
class DataFile:
    """One file of a dataset."""

    path: Path
    label: str
    """How messages and evidence name it: the path as the user gave it."""
    format: Format
    bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Dataset:
    """Files that hold records of one kind. Iterating streams; memory holds one record at a time."""

    files: tuple[DataFile, ...]
    kind: Kind
    keys: ProjectKeys
    """For the ids of records that have none of their own."""
    source: str = ""
    id_field: str | None = None
    group_field: str | None = None
    kind_was_named: bool = False
    given: frozenset[Path] = frozenset()
    """The paths that the user named."""
    left_out: tuple[str, ...] = ()
    """Files of a folder that are no data files; the caller reports them."""

    def __iter__(self) -> Iterator[Record]:
        """Yield the records in file order.

        Raises:
            DatasetError: a record cannot be read, or is of another kind (never skipped).
        """
        seen: set[bytes] = set()
        position = 0
        for file in self.files:
            for data, place in _read(file):
                yield self._record(data, place, position, seen)
                position += 1
            if sha256_file(file.path) != file.sha256:
                raise DatasetError(
                    f"{file.label} was changed while it was read",
                    why="findings of the old text do not fit the new one",
                    fix="run the command again when nobody writes to the file",
                )
        if position == 0:
            raise EmptyDatasetError(f"{self.files[0].label} holds no record")

    def records_of(self, file: DataFile) -> int:
        """Return how many records a file holds."""
        return sum(1 for _ in _read(file))

    def file_names(self) -> list[str]:
        """Return the names of the files for evidence.

        A file of a folder is shown by its number: `application_anna_schmidt.txt` is personal data.
        """
        names = []
        for number, file in enumerate(self.files, start=1):
            folder = next((path for path in file.path.parents if path in self.given), None)
            numbered = f"file-{number:04d}{file.path.suffix}"
            names.append(file.label if folder is None else f"{folder}/{numbered}")
        return names

    def write_file(
        self,
        file: DataFile,
        edits: Iterable[Edits],
        out: IO[bytes],
        changed: Changed | None = None,
    ) -> None:
        """Write one file of the dataset with the edits of each of its records, in order.

        Args:
            file: one of `files`.
            edits: of each of its records.
            out: takes the copy.
            changed: told of every change, in order.
        """
        file.format.write(file.path, file.label, edits, out, changed)

    def _record(self, data: dict[str, Any], place: str, position: int, seen: set[bytes]) -> Record:
        if not self.kind_was_named and (kind := detect_kind(data)) != self.kind:
            raise MixedKindsError(f"{place} is a {kind} record, the first one was {self.kind}")
        check_kind(data, self.kind, place)
        own = data.get(self.id_field or "id")
        if self.id_field and own is None:
            raise ColumnsError(f"{place}: the id field {self.id_field!r} is missing")
        if isinstance(own, str | int) and not isinstance(own, bool) and str(own):
            identifier = str(own)
            if _RESERVED_ID.match(identifier):
                raise ColumnsError(
                    f"{place}: its id has the form that stands for personal ids in evidence",
                    fix="name another field with id_field in [[sources]]",
                )
        else:
            identifier = self.keyed_id(data, position)
        digest = hashlib.sha256(identifier.encode("utf-8", "surrogatepass")).digest()[:16]
        if digest in seen:
            raise DuplicateIdError(f"{place}: its id stands on an earlier record too")
        seen.add(digest)
        group = identifier
        if self.group_field:
            value = data.get(self.group_field)
            if not isinstance(value, str | int):
                raise ColumnsError(
                    f"{place}: the group field {self.group_field!r} is missing or is no text"
                )
            group = str(value)
        return Record(identifier, self.kind, data, self.source, group)

    def keyed_id(self, data: dict[str, Any], position: int) -> str:
        """Return an id that shows nothing of the data: position and keyed content hash."""
        text = repr(sorted(data.items(), key=lambda item: str(item[0])))
        return f"r{position:06d}-{self.keys.fingerprint('record', text)[:12]}"


def open_dataset(
    paths: Sequence[Path],
    *,
    keys: ProjectKeys,
    kind: Kind | None = None,
    input_format: str | None = None,
    source: str = "",
    id_field: str | None = None,
    group_field: str | None = None,
) -> Dataset:
    """Open files and folders as one dataset; the kind is told from the first record if not given.

    Args:
        paths: files, or folders that are read in full, in sorted order. Hidden files do not count.
        keys: the project's keys, or ephemeral ones.
        kind: the record kind, when it should not be detected.
        input_format: format name for files whose suffix does not tell it.
        source: id of the declared source, stored with each record.
        id_field: top-level field with the record's own id; default `id` where there is one.
        group_field: top-level field that names person or case.

    Raises:
        PathError: a path does not exist or cannot be read.
        DatasetError: no data file, an unknown format, an empty or mixed dataset.
    """
    found: list[tuple[Path, Format]] = []
    left_out: list[str] = []
    for path in paths:
        if path.is_dir():
            inside, others = _folder(path)
            found += inside
            left_out += others
        else:
            found.append((path, _file_format(path, input_format)))
    if not found:
        raise EmptyDatasetError(f"{', '.join(str(path) for path in paths)}: no data file found")
    files = tuple(_data_file(path, fmt) for path, fmt in found)
    first = next((item for file in files for item in _read(file)), None)
    if first is None:
        raise EmptyDatasetError(f"{files[0].label} holds no record")
    detected = kind or detect_kind(first[0])
    check_kind(first[0], detected, first[1])
    return Dataset(
        files=files,
        kind=detected,
        keys=keys,
        source=source,
        id_field=id_field,
        group_field=group_field,
        kind_was_named=kind is not None,
        given=frozenset(paths),
        left_out=tuple(left_out),
    )


def _read(file: DataFile) -> Iterator[tuple[dict[str, Any], str]]:
    try:
        yield from file.format.read(file.path, file.label)
    except OSError as error:
        raise PathError(f"{file.label} cannot be read: {error.strerror}") from error


def _file_format(path: Path, input_format: str | None) -> Format:
    if not path.exists():
        raise PathError(f"{path} does not exist")
    if not os.access(path, os.R_OK):
        raise PathError(f"{path} cannot be read: permission denied")
    if input_format is not None:
        return format_named(input_format)
    fmt = format_of(path)
    if fmt is None and not path.is_file():
        fmt = sniff(b"")
    if fmt is None:
        raise FormatError(f"{path}: the suffix {path.suffix!r} names no known format")
    return fmt


def _folder(folder: Path) -> tuple[list[tuple[Path, Format]], list[str]]:
    found: list[tuple[Path, Format]] = []
    left_out: list[str] = []
    for path in sorted(folder.rglob("*")):
        if not path.is_file() or any(
            part.startswith(".") for part in path.relative_to(folder).parts
        ):
            continue
        fmt = format_of(path)
        if fmt is None:
            left_out.append(str(path))
        else:
            found.append((path, fmt))
    # A README beside JSONL files describes them; a folder of texts alone is a dataset of texts.
    structured = [item for item in found if not isinstance(item[1], PlainText)]
    if structured and len(structured) != len(found):
        left_out += [str(path) for path, fmt in found if isinstance(fmt, PlainText)]
        found = structured
    return found, left_out


def _data_file(path: Path, fmt: Format) -> DataFile:
    try:
        return DataFile(path, str(path), fmt, path.stat().st_size, sha256_file(path))
    except OSError as error:
        raise PathError(f"{path} cannot be read: {error.strerror}") from error
