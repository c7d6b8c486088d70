"""Each format gives its records and takes cleaned texts back with all else unchanged."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance.dataset import KINDS, Dataset, detect_kind, open_dataset
from compliance.dataset.delimited import cell_spans
from compliance.dataset.formats import FORMATS, sniff
from compliance.errors import (
    ColumnsError,
    DatasetError,
    DuplicateIdError,
    EmptyDatasetError,
    EncodingError,
    FormatError,
    MixedKindsError,
    PathError,
    SyntaxDataError,
)
from compliance.evidence.keys import ProjectKeys

CHAT = {"id": "c1", "messages": [{"role": "user", "content": "Anna"}]}


@pytest.fixture
def read(tmp_path: Path, keys: ProjectKeys) -> Callable[..., Dataset]:
    def opened(name: str, content: bytes | str, **options: object) -> Dataset:
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return open_dataset([path], keys=keys, **options)  # type: ignore[arg-type]

    return opened


def written(dataset: Dataset, *edits: dict[str, str]) -> bytes:
    out = io.BytesIO()
    dataset.write_file(dataset.files[0], edits, out)
    return out.getvalue()


def test_jsonl_keeps_untouched_lines_byte_for_byte(read: Callable[..., Dataset]) -> None:
    raw = b'\xef\xbb\xbf{"text":"a\\u00e4"}\r\n\n{ "text" : "Anna" }'
    dataset = read("a.jsonl", raw)
    assert [record.data for record in dataset] == [{"text": "aä"}, {"text": "Anna"}]
    assert written(dataset, {}, {}) == raw
    assert written(dataset, {}, {"$.text": "[X_1]"}) == raw.replace(b"Anna", b"[X_1]")


def test_json_array_keeps_layout(read: Callable[..., Dataset]) -> None:
    raw = json.dumps([{"text": "Anna"}, {"text": "x", "n": 1.0}], indent=3)
    dataset = read("a.json", raw)
    assert written(dataset, {"$.text": "[X_1]"}, {}) == raw.replace("Anna", "[X_1]").encode()


def test_json_object_is_one_record(read: Callable[..., Dataset]) -> None:
    dataset = read("a.json", json.dumps(CHAT))
    assert [record.id for record in dataset] == ["c1"]
    assert dataset.kind == "chat"


@pytest.mark.parametrize(("delimiter", "suffix"), [(",", "csv"), (";", "csv"), ("\t", "tsv")])
def test_delimited(delimiter: str, suffix: str, read: Callable[..., Dataset]) -> None:
    raw = f'text{delimiter}label\r\n"a\nb"{delimiter}x\r\nAnna{delimiter}y\r\n'
    dataset = read(f"a.{suffix}", raw)
    assert dataset.kind == "classification"
    assert [record.data["text"] for record in dataset] == ["a\nb", "Anna"]
    assert written(dataset, {}, {"$.text": "[X_1]"}) == raw.replace("Anna", "[X_1]").encode()


def test_csv_row_with_wrong_columns_names_the_line(read: Callable[..., Dataset]) -> None:
    with pytest.raises(ColumnsError, match=r"line 3 has 1 columns, expected 2"):
        list(read("a.csv", "text,label\nx,y\nz\n"))


def test_parquet_round_trip_with_dates_as_text(tmp_path: Path, keys: ProjectKeys) -> None:
    path = tmp_path / "a.parquet"
    table = pa.table({"name": ["Anna", "x"], "born": [dt.date(1980, 1, 2), None], "n": [1.5, 2.5]})
    pq.write_table(table, path)
    dataset = open_dataset([path], keys=keys)
    assert [record.data["born"] for record in dataset] == ["1980-01-02", None]
    edits = [{"$.name": "[PERSON_1]", "$.born": "[DATE_OF_BIRTH_1]"}, {}]
    again = pq.read_table(io.BytesIO(written(dataset, *edits))).to_pylist()
    assert again == [
        {"name": "[PERSON_1]", "born": "[DATE_OF_BIRTH_1]", "n": 1.5},
        {"name": "x", "born": None, "n": 2.5},
    ]


def test_parquet_nested_messages(tmp_path: Path, keys: ProjectKeys) -> None:
    path = tmp_path / "a.parquet"
    pq.write_table(pa.Table.from_pylist([CHAT]), path)
    dataset = open_dataset([path], keys=keys)
    assert dataset.kind == "chat"
    again = pq.read_table(io.BytesIO(written(dataset, {"$.messages[0].content": "[X_1]"})))
    assert again.to_pylist()[0]["messages"] == [{"role": "user", "content": "[X_1]"}]


@pytest.mark.parametrize(
    "column",
    [
        pa.array([b"x"]),
        pa.array([b"xy"], type=pa.binary(2)),
        pa.array([b"x"], type=pa.large_binary()),
        pa.array([{"bytes": b"x", "path": "p"}]),
        pa.array([[b"x"]]),
    ],
)
def test_parquet_binary_columns_are_refused(
    column: pa.Array, tmp_path: Path, keys: ProjectKeys
) -> None:
    path = tmp_path / "a.parquet"
    pq.write_table(pa.table({"text": ["a"], "photo": column}), path)
    with pytest.raises(ColumnsError, match="column 2"):
        open_dataset([path], keys=keys)


def test_parquet_numbers_maps_and_decimals_are_fields(tmp_path: Path, keys: ProjectKeys) -> None:
    path = tmp_path / "a.parquet"
    table = pa.table(
        {
            "card": pa.array([Decimal("4111111111111111")]),
            "phone": [4915112345678.0],
            "more": pa.array([[("name", "Anna")]], type=pa.map_(pa.string(), pa.string())),
        }
    )
    pq.write_table(table, path)
    dataset = open_dataset([path], keys=keys)
    (record,) = dataset
    assert {field.path: field.text for field in record.fields()} == {
        "$.card": "4111111111111111",
        "$.phone": "4915112345678",
        "$.more[0][0]": "name",
        "$.more[0][1]": "Anna",
    }
    edits = {"$.card": "[X_1]", "$.phone": "[Y_1]", "$.more[0][1]": "[PERSON_1]"}
    again = pq.read_table(io.BytesIO(written(dataset, edits))).to_pylist()
    assert again == [{"card": "[X_1]", "phone": "[Y_1]", "more": [("name", "[PERSON_1]")]}]


def test_csv_keeps_quotes_blank_lines_and_ends(read: Callable[..., Dataset]) -> None:
    raw = 'a;"note"\r\n"1";"plain, text"\r\n\r\n"2";"Anna; ""x"""\r\n3;Anna'
    dataset = read("a.csv", raw)
    assert [record.data["note"] for record in dataset] == ["plain, text", 'Anna; "x"', "Anna"]
    expected = raw.replace('"Anna; ""x"""', '"[X_1]"').replace("3;Anna", '3;"[Y;1]"')
    edits = [{}, {"$.note": "[X_1]"}, {"$.note": "[Y;1]"}]
    assert written(dataset, *edits) == expected.encode()


CELLS = st.text(st.sampled_from('ab,;"\n\r '), max_size=4)


@given(st.lists(st.tuples(CELLS, CELLS), min_size=1, max_size=5), st.sampled_from(["\n", "\r\n"]))
def test_csv_cells_are_where_the_reader_finds_them(
    rows: list[tuple[str, str]], line_end: str
) -> None:
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator=line_end).writerows([("h1", "h2"), *rows])
    text = out.getvalue()
    found = [
        [
            cell[1:-1].replace('""', '"') if (cell := text[start:end]).startswith('"') else cell
            for start, end in line
        ]
        for line in cell_spans(text, ",")
        if line
    ]
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    assert found == [row for row in reader if row]


def test_a_file_that_changes_while_it_is_read(read: Callable[..., Dataset]) -> None:
    dataset = read("a.jsonl", '{"text": "x"}\n')
    dataset.files[0].path.write_text('{"text": "y"}\n')
    with pytest.raises(DatasetError, match="changed"):
        list(dataset)


def test_files_of_a_folder_are_numbers_in_evidence(tmp_path: Path, keys: ProjectKeys) -> None:
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "application_anna.txt").write_text("x")
    dataset = open_dataset([tmp_path / "texts"], keys=keys)
    assert [Path(name).name for name in dataset.file_names()] == ["file-0001.txt"]
    alone = open_dataset([tmp_path / "texts" / "application_anna.txt"], keys=keys)
    assert [Path(name).name for name in alone.file_names()] == ["application_anna.txt"]


def test_text_file_is_one_record(read: Callable[..., Dataset]) -> None:
    dataset = read("a.txt", "Anna\nwas here\n")
    assert [record.data for record in dataset] == [{"text": "Anna\nwas here\n"}]
    assert written(dataset, {"$.text": "[X_1]\nwas here\n"}) == b"[X_1]\nwas here\n"


def test_folder_reads_all_and_names_what_it_leaves_out(tmp_path: Path, keys: ProjectKeys) -> None:
    folder = tmp_path / "data"
    (folder / "sub").mkdir(parents=True)
    (folder / "a.jsonl").write_text('{"text": "1"}\n')
    (folder / "sub" / "b.jsonl").write_text('{"text": "2"}\n')
    (folder / "README.md").write_text("about")
    (folder / "photo.png").write_bytes(b"x")
    (folder / ".hidden.jsonl").write_text("broken")
    dataset = open_dataset([folder], keys=keys)
    assert [record.data["text"] for record in dataset] == ["1", "2"]
    assert sorted(Path(name).name for name in dataset.left_out) == ["README.md", "photo.png"]


def test_long_integers_are_fields(read: Callable[..., Dataset]) -> None:
    (record,) = read("a.jsonl", '{"phone": 4915112345678, "age": 41, "ok": true}')
    assert [(field.path, field.text) for field in record.fields()] == [("$.phone", "4915112345678")]


def test_ids_are_own_else_keyed_and_stable(read: Callable[..., Dataset]) -> None:
    dataset = read("a.jsonl", '{"text": "Anna"}\n{"text": "Anna"}\n')
    ids = [record.id for record in dataset]
    assert ids == [record.id for record in dataset]
    assert len(set(ids)) == 2
    other = replace(dataset, keys=ProjectKeys.ephemeral())
    assert ids[0] != next(iter(other)).id
    assert "Anna" not in "".join(ids)


@pytest.mark.parametrize(
    ("name", "content", "error", "place"),
    [
        ("a.jsonl", '{"text": "x"}\n{"text": \n', SyntaxDataError, "line 2"),
        ("a.jsonl", '{"text": "x"}\n{"text": "y", "text": "z"}\n', SyntaxDataError, "line 2"),
        ("a.jsonl", b'{"text": "x"}\n{"text": "\xe4"}\n', EncodingError, "line 2"),
        ("a.jsonl", '{"text": "x"}\n["y"]\n', ColumnsError, "line 2"),
        ("a.jsonl", '{"text": "x"}\n{"prompt": "p", "completion": "c"}', MixedKindsError, "line 2"),
        ("a.jsonl", '{"messages": []}', ColumnsError, "line 1"),
        ("a.jsonl", '{"messages": [{"content": "x"}]}', ColumnsError, r"messages\[0\]"),
        (
            "a.jsonl",
            '{"id": "1", "text": "x"}\n{"id": "1", "text": "y"}',
            DuplicateIdError,
            "line 2",
        ),
        ("a.jsonl", '{"tokens": ["a"], "tags": []}', ColumnsError, "line 1"),
        ("a.jsonl", "", EmptyDatasetError, "a.jsonl"),
        ("a.jsonl", "\n\n", EmptyDatasetError, "a.jsonl"),
        ("a.json", "[]", EmptyDatasetError, "a.json"),
        ("a.json", '"x"', ColumnsError, "a.json"),
        ("a.json", "[" * 100_000, SyntaxDataError, "a.json"),
        ("a.csv", "a,a\n1,2\n", ColumnsError, "line 1"),
        ("a.csv", '"name"x,mail\n1,2\n', SyntaxDataError, "line 1"),
        ("a.jsonl", '{"text": "a\\ud800b"}', EncodingError, "line 1"),
        ("a.jsonl", '{"id": "record-000001", "text": "x"}', ColumnsError, "line 1"),
        ("a.csv", 'text,label\n"x', SyntaxDataError, "line"),
        ("a.txt", "text".encode("utf-16"), EncodingError, "a.txt"),
        ("a.txt", "  \n", EmptyDatasetError, "a.txt"),
        ("a.parquet", b"no parquet", SyntaxDataError, "a.parquet"),
        ("a.docx", b"x", FormatError, "a.docx"),
    ],
)
def test_bad_input_names_its_place(
    name: str,
    content: bytes | str,
    error: type[DatasetError],
    place: str,
    read: Callable[..., Dataset],
) -> None:
    with pytest.raises(error, match=place):
        list(read(name, content))


def test_missing_path(keys: ProjectKeys, tmp_path: Path) -> None:
    with pytest.raises(PathError, match="nowhere"):
        open_dataset([tmp_path / "nowhere.jsonl"], keys=keys)


def test_a_named_kind_is_held_against_the_records(read: Callable[..., Dataset]) -> None:
    with pytest.raises(ColumnsError, match="messages"):
        read("a.jsonl", '{"text": "x"}', kind="chat")


@pytest.mark.parametrize(("field", "option"), [("customer", "group_field"), ("ticket", "id_field")])
def test_a_named_field_must_be_there(field: str, option: str, read: Callable[..., Dataset]) -> None:
    with pytest.raises(ColumnsError, match=field):
        list(read("a.jsonl", '{"text": "x"}', **{option: field}))


def test_kinds_are_told_apart() -> None:
    samples = {
        "chat": CHAT,
        "prompt_completion": {"prompt": "p", "completion": "c"},
        "instruction": {"instruction": "i", "input": "", "output": "o"},
        "preference": {"prompt": "p", "chosen": "c", "rejected": "r"},
        "text": {"text": "t"},
        "classification": {"text": "t", "label": 1},
        "tokens": {"tokens": ["a"], "tags": ["O"]},
        "table": {"name": "n"},
    }
    assert set(samples) == set(KINDS)
    assert {kind: detect_kind(data) for kind, data in samples.items()} == {k: k for k in samples}


def test_formats_without_a_name_are_told_from_their_start() -> None:
    starts = {b'{"a"': "jsonl", b" \n[1": "json", b"PAR1": "parquet", b"Dear": "text", b"": "text"}
    assert {start: sniff(start).name for start in starts} == starts
    assert len({fmt.name for fmt in FORMATS}) == len(FORMATS)
