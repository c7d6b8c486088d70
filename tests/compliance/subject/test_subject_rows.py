"""Rows leave a file of any format; what stays is the same bytes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from compliance.dataset import Record, open_dataset
from compliance.dataset.readers import DataFile
from compliance.errors import LedgerError
from compliance.evidence.keys import ProjectKeys
from compliance.evidence.ledger import Ledger
from compliance.subject.rows import (
    content_fingerprint,
    id_fingerprint,
    remove_rows,
    row_fingerprint,
)
from compliance.subject.suppression import EVENT, Suppression, named_fingerprint


def opened(path: Path, keys: ProjectKeys) -> DataFile:
    return open_dataset([path], keys=keys).files[0]


def texts(file: DataFile) -> list[str]:
    return [str(data["text"]) for data, _ in file.format.read(file.path, file.label)]


JSONL = '{"text":"a"}\n\n{"text": "b"}\r\n{"text":"c"}'
JSON = '[ {"text":"a"},\n {"text":"b"} ,{"text":"c"} ]\n'
CSV = 'text;n\r\na;1\r\n"b\nb";2\r\n\r\n"c ""x""";3\r\n'


@pytest.mark.parametrize(
    ("name", "before", "after"),
    [
        ("a.jsonl", JSONL, '{"text":"a"}\n\n{"text":"c"}'),
        ("b.jsonl", '\ufeff{"text":"b"}\n{"text":"c"}\n', None),
        ("a.json", JSON, '[ {"text":"a"},\n {"text":"c"} ]\n'),
        ("a.csv", CSV, 'text;n\r\na;1\r\n\r\n"c ""x""";3\r\n'),
        ("a.tsv", "text\tn\na\t1\nb\t2\n", "text\tn\na\t1\n"),
    ],
)
def test_the_rest_stays_byte_for_byte(
    tmp_path: Path, keys: ProjectKeys, name: str, before: str, after: str | None
) -> None:
    path = tmp_path / name
    path.write_bytes(before.encode())
    path.chmod(0o640)
    remove_rows(opened(path, keys), {0} if after is None else {1})
    expected = '\ufeff{"text":"c"}\n' if after is None else after
    assert path.read_bytes() == expected.encode()
    assert path.stat().st_mode & 0o777 == 0o640


def test_a_file_of_one_record_goes_as_a_whole(tmp_path: Path, keys: ProjectKeys) -> None:
    for name, text in (("a.txt", "somebody"), ("a.json", '{"text": "somebody"}')):
        path = tmp_path / name
        path.write_text(text)
        remove_rows(opened(path, keys), {0})
        assert not path.exists()


def test_parquet_keeps_its_schema(tmp_path: Path, keys: ProjectKeys) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    path = tmp_path / "a.parquet"
    table = pa.table({"text": ["a", "b", "c"], "n": [1, 2, 3]})
    pq.write_table(table, path)
    remove_rows(opened(path, keys), {1})
    left = pq.read_table(path)
    assert left.schema == table.schema
    assert left.to_pydict() == {"text": ["a", "c"], "n": [1, 3]}


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(st.text(min_size=1, max_size=8), min_size=2, max_size=6), st.data())
def test_any_rows_of_a_json_array_can_go(
    tmp_path: Path, keys: ProjectKeys, values: list[str], data: st.DataObject
) -> None:
    drop = data.draw(st.sets(st.integers(0, len(values) - 1), min_size=1))
    path = tmp_path / "rows.json"
    path.write_text(
        json.dumps(
            [{"text": value} for value in values], indent=data.draw(st.sampled_from([None, 1]))
        )
    )
    file = opened(path, keys)
    remove_rows(file, drop)
    assert texts(file) == [value for n, value in enumerate(values) if n not in drop]


def test_erased_rows_stay_out_of_another_export(tmp_path: Path, keys: ProjectKeys) -> None:
    ledger = Ledger(tmp_path / "ledger.db")
    gone = Record("7", "text", {"id": "7", "text": "somebody"}, "s")
    body = {
        "request": "x",
        "rows": [content_fingerprint(keys, gone)],
        "ids": [id_fingerprint(keys, "s", "7")],
        "groups": [],
    }
    ledger.append(EVENT, body, keys=keys)
    same = Record("9", "text", dict(gone.data), "s")
    edited = Record("7", "text", {"id": "7", "text": "edited"}, "s")
    other = Record("8", "text", {"id": "8", "text": "nobody"}, "s")
    records = [gone, same, edited, other]
    plain = Suppression.fold(ledger.entries(), keys)
    assert list(plain.left_out(records)) == [edited, other]
    assert plain.met == {"s": 2}
    declared = Suppression.fold(ledger.entries(), keys, with_ids={"s"})
    assert list(declared.left_out(records)) == [other]
    assert not Suppression.fold([], keys)


def test_a_suppression_of_another_project_is_refused(tmp_path: Path, keys: ProjectKeys) -> None:
    ledger = Ledger(tmp_path / "ledger.db")
    ledger.append(EVENT, {"rows": ["a"]}, keys=ProjectKeys.ephemeral())
    with pytest.raises(LedgerError):
        Suppression.fold(ledger.entries(), keys)


def test_marks_of_earlier_versions_hold(keys: ProjectKeys) -> None:
    """A ledger of an earlier version holds marks of plain values; its rows stay out."""
    data = {"text": "ja", "n": 1.0}
    erased = Suppression({"rows": [row_fingerprint(keys, Record("1", "text", data, "s"))]}, keys)
    assert erased.holds(Record("9", "text", {"new": "1", "more": "ja", "gap": ""}, "t"))
    assert not erased.holds(Record("1", "text", {**data, "more": "x"}, "s"))


def test_a_named_customer_counts_in_every_source_and_an_id_in_its_own(keys: ProjectKeys) -> None:
    marks = {"ids": [id_fingerprint(keys, "s", "7")], "groups": [named_fingerprint(keys, "K1")]}
    erased = Suppression(marks, keys, {"s", "t"})
    assert erased.holds(Record("2", "text", {"text": "a"}, "t", "K1"))
    assert erased.holds(Record("7", "text", {"text": "a"}, "s", "7"))
    assert not erased.holds(Record("7", "text", {"text": "a"}, "t", "7"))
