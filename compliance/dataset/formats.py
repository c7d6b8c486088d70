"""File formats: how each gives its records and takes cleaned texts back, all else unchanged."""

from __future__ import annotations

import csv
import io
import json
import re
import sys
from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from typing import IO, Any, ClassVar

from compliance.dataset import jsontext
from compliance.dataset.copies import Change, Changed, Copy, undo
from compliance.dataset.delimited import cell_spans, written_cell
from compliance.dataset.record import join_key, set_path
from compliance.errors import ColumnsError, EncodingError, FormatError, SyntaxDataError

Edits = Mapping[str, str]
"""JSON path → new text, for one record; empty when the record stays as it is."""

_BOM = b"\xef\xbb\xbf"
_HALF_PAIR = re.compile(r"\\u[dD][89a-fA-F]")


class Format(ABC):
    """One file format. `read` and `write` go through the records of a file in the same order."""

    name: ClassVar[str]
    suffixes: ClassVar[tuple[str, ...]]

    @abstractmethod
    def read(self, path: Path, label: str) -> Iterator[tuple[dict[str, Any], str]]:
        """Yield (record data, place for messages) for each record; `label` names the file."""

    @abstractmethod
    def write(
        self,
        path: Path,
        label: str,
        edits: Iterable[Edits],
        out: IO[bytes],
        changed: Changed | None = None,
    ) -> None:
        """Write the file at `path` to `out` with the edits of each record, in record order.

        Args:
            path: the original.
            label: how messages name it.
            edits: of each record.
            out: takes the copy.
            changed: told of every change, in order; `undo` takes them.
        """

    def undo(self, path: Path, label: str, changes: Iterable[Change], out: IO[bytes]) -> None:
        """Write the original of the copy at `path`: the same bytes.

        Args:
            path: the copy, as `write` left it.
            label: how messages name it.
            changes: as `write` told them; those that are left out stay in the copy.
            out: takes the original.
        """
        undo(path, changes, out)


class JsonLines(Format):
    """One JSON object a line. Untouched lines and unedited parts of a line stay byte for byte."""

    name = "jsonl"
    suffixes = (".jsonl", ".ndjson")

    def read(self, path: Path, label: str) -> Iterator[tuple[dict[str, Any], str]]:
        """Yield the object of each line that is not blank."""
        for text, place, _ in self._lines(path, label):
            if text.strip():
                yield _object(text, place), place

    def write(
        self,
        path: Path,
        label: str,
        edits: Iterable[Edits],
        out: IO[bytes],
        changed: Changed | None = None,
    ) -> None:
        """Copy the lines, with edited strings spliced in."""
        copy, pending = Copy(out, changed), iter(edits)
        for text, _, raw in self._lines(path, label):
            edit = next(pending) if text.strip() else {}
            if edit:
                copy.keep(_bom(raw))
                copy.splice(text, jsontext.splices(text, edit))
            else:
                copy.keep(raw)

    def _lines(self, path: Path, label: str) -> Iterator[tuple[str, str, bytes]]:
        with path.open("rb") as stream:
            for number, raw in enumerate(stream, start=1):
                place = f"{label} line {number}"
                line = raw.removeprefix(_BOM) if number == 1 else raw
                yield _decode(line, place), place, raw


class JsonDocument(Format):
    """A JSON array of objects, or one object."""

    name = "json"
    suffixes = (".json",)

    def read(self, path: Path, label: str) -> Iterator[tuple[dict[str, Any], str]]:
        """Yield each object of the array, or the one object."""
        text = _decode(path.read_bytes().removeprefix(_BOM), label)
        value = _parse(text, label)
        if isinstance(value, dict):
            yield value, label
            return
        if not isinstance(value, list):
            raise ColumnsError(f"{label} holds neither an object nor an array of objects")
        for index, item in enumerate(value):
            place = f"{label} element {index}"
            if not isinstance(item, dict):
                raise ColumnsError(f"{place} is not an object")
            yield item, place

    def write(
        self,
        path: Path,
        label: str,
        edits: Iterable[Edits],
        out: IO[bytes],
        changed: Changed | None = None,
    ) -> None:
        """Copy the document, with edited strings spliced in."""
        raw = path.read_bytes()
        text = _decode(raw.removeprefix(_BOM), label)
        copy, pending = Copy(out, changed), iter(edits)
        copy.keep(_bom(raw))
        if text.lstrip()[:1] == "{":
            copy.splice(text, jsontext.splices(text, next(pending)))
            return
        position = 0
        for (start, end), edit in zip(jsontext.elements(text), pending, strict=True):
            if edit:
                copy.keep(text[position:start])
                element = text[start:end]
                copy.splice(element, jsontext.splices(element, edit))
                position = end
        copy.keep(text[position:])


class Delimited(Format):
    """Comma-, semicolon- or tab-separated values with a header line."""

    def __init__(self, name: str, suffixes: tuple[str, ...], delimiters: str) -> None:
        self.name = name  # type: ignore[misc]
        self.suffixes = suffixes  # type: ignore[misc]
        self._delimiters = delimiters

    def read(self, path: Path, label: str) -> Iterator[tuple[dict[str, Any], str]]:
        """Yield each row as an object with the header's names."""
        header, rows, _ = self._open(path, label)
        for row, place in rows:
            yield dict(zip(header, row, strict=True)), place

    def write(
        self,
        path: Path,
        label: str,
        edits: Iterable[Edits],
        out: IO[bytes],
        changed: Changed | None = None,
    ) -> None:
        """Copy the file, with edited cells spliced in; quotes, blank lines and line ends stay."""
        raw = path.read_bytes()
        text = _decode(raw.removeprefix(_BOM), label)
        header, rows, delimiter = self._open(path, label)
        columns = {join_key("$", name): index for index, name in enumerate(header)}
        lines = (line for line in cell_spans(text, delimiter) if line)
        next(lines, None)
        copy = Copy(out, changed)
        copy.keep(_bom(raw))
        copy.splice(
            text,
            (
                (*cells[index], written_cell(value, text[slice(*cells[index])], delimiter))
                for _, edit, cells in zip(rows, edits, lines, strict=True)
                for index, value in sorted((columns[path], new) for path, new in edit.items())
            ),
        )

    def _open(
        self, path: Path, label: str
    ) -> tuple[list[str], Iterator[tuple[list[str], str]], str]:
        text = _decode(path.read_bytes().removeprefix(_BOM), label)
        delimiter = max(self._delimiters, key=text.split("\n", 1)[0].count)
        csv.field_size_limit(sys.maxsize)
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
        rows = self._rows(reader, label)
        header, _ = next(rows, ([], ""))
        if len(set(header)) != len(header):
            raise ColumnsError(f"{label} line 1: two columns have the same name")
        return header, self._checked(rows, len(header)), delimiter

    @staticmethod
    def _rows(reader: Any, label: str) -> Iterator[tuple[list[str], str]]:
        try:
            for row in reader:
                if row:
                    yield row, f"{label} line {reader.line_num}"
        except csv.Error as error:
            raise SyntaxDataError(
                f"{label} line {reader.line_num} is not valid: a quote is wrong"
            ) from error

    @staticmethod
    def _checked(
        rows: Iterator[tuple[list[str], str]], width: int
    ) -> Iterator[tuple[list[str], str]]:
        for row, place in rows:
            if len(row) != width:
                raise ColumnsError(
                    f"{place} has {len(row)} columns, expected {width} as in the header"
                )
            yield row, place


class Parquet(Format):
    """Apache Parquet; dates and times are read as ISO 8601 text, binary columns are refused."""

    name = "parquet"
    suffixes = (".parquet",)

    def read(self, path: Path, label: str) -> Iterator[tuple[dict[str, Any], str]]:
        """Yield each row as an object."""
        number = 0
        for batch in self._open(path, label).iter_batches():
            for row in batch.to_pylist():
                yield {name: _plain(value) for name, value in row.items()}, f"{label} row {number}"
                number += 1

    def write(
        self,
        path: Path,
        label: str,
        edits: Iterable[Edits],
        out: IO[bytes],
        changed: Changed | None = None,
    ) -> None:
        """Write the table with the same schema; an edited column that held no text becomes text."""
        import pyarrow as pa
        import pyarrow.parquet as pq

        table = self._open(path, label).read()
        rows = [_plain(row) for row in table.to_pylist()]
        touched: set[str] = set()
        for row, edit in zip(rows, edits, strict=True):
            for field, value in edit.items():
                names = [name for name in row if _below(field, join_key("$", name))]
                touched.update(names)
                set_path(row, field, value)
        for index, name in enumerate(table.column_names):
            if name not in touched:
                continue
            values = [row[name] for row in rows]
            kind = table.schema.field(name).type
            if not (pa.types.is_nested(kind) or _is_text(kind)):
                kind = pa.string()
                values = [None if value is None else str(_plain(value)) for value in values]
            if pa.types.is_map(kind):
                values = [value and [tuple(pair) for pair in value] for value in values]
            try:
                column = pa.array(values, type=kind)
            except (pa.ArrowInvalid, pa.ArrowTypeError) as error:
                raise ColumnsError(
                    f"{label}: column {index + 1} has numbers where a slot has to stand",
                    fix="store the numbers inside this column as text",
                ) from error
            if changed is not None:
                changed(Change(index, 0, _column_bytes(table, index)))
            table = table.set_column(index, name, column)
        pq.write_table(table, out)

    def undo(self, path: Path, label: str, changes: Iterable[Change], out: IO[bytes]) -> None:
        """Write the original table again: values, types and metadata, not the bytes of the file.

        How its writer packed them (compression, row groups, statistics) is no part of the table.
        """
        import pyarrow as pa
        import pyarrow.parquet as pq

        table = self._open(path, label).read()
        for change in changes:
            old = pa.ipc.open_stream(change.old).read_all()
            table = table.set_column(change.at, old.schema.field(0), old.column(0))
            table = table.replace_schema_metadata(old.schema.metadata)
        pq.write_table(table, out)

    @staticmethod
    def _open(path: Path, label: str) -> Any:
        import pyarrow as pa
        import pyarrow.parquet as pq

        try:
            file = pq.ParquetFile(path)
        except (pa.ArrowInvalid, OSError) as error:
            raise SyntaxDataError(
                f"{label} is not a Parquet file", fix="export it again"
            ) from error
        for number, field in enumerate(file.schema_arrow, start=1):
            if any(_is_binary(kind) for kind in _arrow_types(field.type)):
                raise ColumnsError(
                    f"{label}: column {number} holds binary data, which cannot be scanned",
                    fix="leave the column out, or store it as text",
                )
        return file


class PlainText(Format):
    """A text file is one record with the field `text`."""

    name = "text"
    suffixes = (".txt", ".md")

    def read(self, path: Path, label: str) -> Iterator[tuple[dict[str, Any], str]]:
        """Yield the whole text, unless it is blank."""
        text = _decode(path.read_bytes().removeprefix(_BOM), label)
        if text.strip():
            yield {"text": text}, label

    def write(
        self,
        path: Path,
        label: str,
        edits: Iterable[Edits],
        out: IO[bytes],
        changed: Changed | None = None,
    ) -> None:
        """Write the edited text, or the file as it is."""
        raw = path.read_bytes()
        copy, edit = Copy(out, changed), next(iter(edits), {})
        if edit:
            copy.keep(_bom(raw))
            copy.put(edit["$.text"], _decode(raw.removeprefix(_BOM), label))
        else:
            copy.keep(raw)


FORMATS: tuple[Format, ...] = (
    JsonLines(),
    JsonDocument(),
    Delimited("csv", (".csv",), ",;\t|"),
    Delimited("tsv", (".tsv",), "\t"),
    Parquet(),
    PlainText(),
)


def format_named(name: str) -> Format:
    """Return the format called `name`.

    Raises:
        FormatError: there is none.
    """
    for fmt in FORMATS:
        if fmt.name == name:
            return fmt
    raise FormatError(f"unknown format {name!r}")


def format_of(path: Path) -> Format | None:
    """Return the format that a file's suffix names, or None."""
    suffix = path.suffix.lower()
    return next((fmt for fmt in FORMATS if suffix in fmt.suffixes), None)


def sniff(head: bytes) -> Format:
    """Return the format of data without a name, from its first bytes."""
    start = head.removeprefix(_BOM).lstrip()[:1]
    if head.startswith(b"PAR1"):
        return format_named("parquet")
    return format_named({b"{": "jsonl", b"[": "json"}.get(start, "text"))


def _decode(raw: bytes, place: str) -> str:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        raise EncodingError(f"{place} is not UTF-8 (byte {error.start} of it)") from error


def _bom(raw: bytes) -> bytes:
    return _BOM if raw.startswith(_BOM) else b""


def _column_bytes(table: Any, index: int) -> bytes:
    """Return one column of an Arrow table, with the table's metadata, as IPC stream."""
    import pyarrow as pa

    column = table.select([index])
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, column.schema) as stream:
        stream.write_table(column)
    return bytes(sink.getvalue())


def _parse(text: str, place: str) -> Any:
    try:
        value = jsontext.loads(text)
        if _HALF_PAIR.search(text):
            json.dumps(value, ensure_ascii=False).encode("utf-8")
        return value
    except UnicodeEncodeError as error:
        raise EncodingError(
            f"{place} holds half of a surrogate pair",
            why="it stands for no character, so no tokenizer and no report can take it",
            fix="remove the escape \\uD800 to \\uDFFF that has no partner",
        ) from error
    except jsontext.DuplicateKeyError as error:
        raise SyntaxDataError(
            f"{place}: {error}",
            why="readers keep only one of the two values, so the other would escape the scan",
        ) from error
    except RecursionError as error:
        raise SyntaxDataError(f"{place} is nested too deeply") from error
    except ValueError as error:
        column = getattr(error, "colno", None)
        where = f" (column {column})" if column else ""
        raise SyntaxDataError(f"{place} is not valid JSON{where}") from error


def _object(text: str, place: str) -> dict[str, Any]:
    value = _parse(text, place)
    if not isinstance(value, dict):
        raise ColumnsError(f"{place} is not a JSON object")
    return value


def _plain(value: Any) -> Any:
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    if isinstance(value, Decimal | timedelta):
        return str(value)
    if isinstance(value, dict):
        return {key: _plain(member) for key, member in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(member) for member in value]
    return value


def _arrow_types(kind: Any) -> Iterator[Any]:
    """Yield an Arrow type and all types inside it."""
    yield kind
    for index in range(kind.num_fields):
        yield from _arrow_types(kind.field(index).type)


def _is_binary(kind: Any) -> bool:
    return "binary" in str(kind).split("<")[0].split("[")[0]


def _is_text(kind: Any) -> bool:
    import pyarrow as pa

    return bool(pa.types.is_string(kind) or pa.types.is_large_string(kind))


def _below(path: str, base: str) -> bool:
    return path == base or path.startswith((base + ".", base + "["))
