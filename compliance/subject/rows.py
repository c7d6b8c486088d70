"""Taking rows out of a user's files: same format, everything else byte for byte."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import IO

from compliance.dataset import jsontext
from compliance.dataset.readers import DataFile
from compliance.dataset.record import Record
from compliance.errors import FormatError
from compliance.evidence.files import atomic_write, sync_folder
from compliance.evidence.keys import ProjectKeys
from compliance.subject.values import leaves

_BOM = b"\xef\xbb\xbf"


def content_fingerprint(keys: ProjectKeys, record: Record) -> str:
    """Return what stands for a record's whole content: keyed, equal for equal data of a source."""
    text = json.dumps(record.data, sort_keys=True, ensure_ascii=True, default=str)
    return keys.fingerprint(f"subject.row.{record.source}", text)


def row_fingerprint(keys: ProjectKeys, record: Record) -> str:
    """Return what stood for a record's values in ledgers of earlier versions; see `values`."""
    text = json.dumps(sorted(_values(record)), ensure_ascii=True)
    return keys.fingerprint("subject.row", text)


def _values(record: Record) -> Iterator[str]:
    for value in leaves(record.data):
        if isinstance(value, float) and value.is_integer():
            yield str(int(value))
        elif value is not None and value != "":
            yield str(value)


def id_fingerprint(keys: ProjectKeys, source: str, identifier: str) -> str:
    """Return what stands for the id that a record has in its source."""
    return keys.fingerprint(f"subject.id.{source}", identifier)


def file_fingerprint(keys: ProjectKeys, file: DataFile) -> str:
    """Return what stands for a file of a source; its name can be personal data."""
    return keys.fingerprint("subject.file", file.label)


def stored_fingerprint(keys: ProjectKeys, record: Record) -> str:
    """Return what stands for one line of a run's file: its id and its content."""
    text = json.dumps([record.id, record.data], sort_keys=True, ensure_ascii=True, default=str)
    return keys.fingerprint("subject.stored", text)


def remove_rows(file: DataFile, drop: Collection[int]) -> None:
    """Write a file anew without some of its records; a file of one whole record is removed.

    The new file takes the place of the old one when it is whole, and keeps its mode.

    Args:
        file: one file of a source.
        drop: positions of the records in it, from 0; not empty.

    Raises:
        FormatError: the format cannot be written.
        OutputError, DiskFullError: it cannot be written; the old file is as it was.
    """
    path = file.path
    if is_one_record(file):
        path.unlink()
        sync_folder(path.parent)
        return
    with atomic_write(path, mode=path.stat().st_mode & 0o7777) as out:
        write_without(file, drop, out)


def is_one_record(file: DataFile) -> bool:
    """Tell whether a file is one record as a whole, so that nothing is left without it."""
    if file.format.name == "json":
        return file.path.read_bytes().removeprefix(_BOM).lstrip()[:1] == b"{"
    return file.format.name == "text"


def write_without(file: DataFile, drop: Collection[int], out: IO[bytes]) -> None:
    """Write what a file of several records holds beside some of them: same format, same bytes.

    Of Parquet it is the table, not its bytes.

    Args:
        file: one file of a source.
        drop: positions of the records in it, from 0; not empty.
        out: takes the rest.

    Raises:
        FormatError: the format cannot be written.
    """
    path, name = file.path, file.format.name
    if name == "jsonl":
        _lines(path, drop, out)
    elif name == "json":
        _array(path, drop, out)
    elif name in {"csv", "tsv"}:
        _delimited(path, drop, out, ",;\t|" if name == "csv" else "\t")
    elif name == "parquet":
        _parquet(path, drop, out)
    else:
        raise FormatError(f"{file.label}: rows cannot be taken out of a {name} file")


def _lines(path: Path, drop: Collection[int], out: IO[bytes]) -> None:
    number = 0
    with path.open("rb") as stream:
        for first, line in enumerate(stream):
            text = line.removeprefix(_BOM) if first == 0 else line
            if not text.strip():
                out.write(line)
                continue
            if number not in drop:
                out.write(line)
            elif first == 0 and line.startswith(_BOM):
                out.write(_BOM)
            number += 1


def _array(path: Path, drop: Collection[int], out: IO[bytes]) -> None:
    raw = path.read_bytes()
    text = raw.removeprefix(_BOM).decode("utf-8")
    spans = list(jsontext.elements(text))
    kept = [number for number in range(len(spans)) if number not in drop]
    parts = [text[: spans[0][0]]]
    for place, number in enumerate(kept):
        start, end = spans[number]
        last = place == len(kept) - 1
        # A kept element takes the comma and spaces behind it along, unless it is the last now.
        parts.append(text[start : end if last else spans[number + 1][0]])
    parts.append(text[spans[-1][1] :])
    out.write((_BOM if raw.startswith(_BOM) else b"") + "".join(parts).encode("utf-8"))


def _delimited(path: Path, drop: Collection[int], out: IO[bytes], delimiters: str) -> None:
    raw = path.read_bytes()
    text = raw.removeprefix(_BOM).decode("utf-8")
    lines = list(io.StringIO(text, newline=""))
    delimiter = max(delimiters, key=text.split("\n", 1)[0].count)
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    out.write(_BOM if raw.startswith(_BOM) else b"")
    done, number = 0, -2
    for row in reader:
        number += bool(row)
        # The header, the first row that is not blank, has the number -1.
        if not row or number not in drop:
            out.write("".join(lines[done : reader.line_num]).encode("utf-8"))
        done = reader.line_num


def _parquet(path: Path, drop: Collection[int], out: IO[bytes]) -> None:
    import pyarrow.parquet as pq

    table = pq.ParquetFile(path).read()
    pq.write_table(table.take([n for n in range(table.num_rows) if n not in drop]), out)
