"""Records: paths reach every string, and only the cleaned text changes."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance.dataset import Record, read_envelopes, set_path, write_envelopes
from compliance.errors import EvidenceError


def test_odd_keys_have_quoted_paths() -> None:
    record = Record("r", "table", {"a b": {"it's": ["x"]}, "": "y", "back\\slash": "z"})
    assert [field.path for field in record.fields()] == [
        "$['a b']['it\\'s'][0]",
        "$['']",
        "$['back\\\\slash']",
    ]


@given(st.dictionaries(st.text(), st.text(), min_size=1))
def test_each_path_leads_back(data: dict[str, str]) -> None:
    record = Record("r", "table", data)
    changed = record.with_texts({field.path: field.text + "!" for field in record.fields()})
    assert changed.data == {key: value + "!" for key, value in data.items()}
    assert record.data == data


@pytest.mark.parametrize("path", ["$.a[0]", "$a", "$.a.", "$.l.x", "$.l[7]"])
def test_a_path_that_is_not_there_is_an_error(path: str) -> None:
    with pytest.raises((KeyError, IndexError)):
        set_path({"a": {"x": "1"}, "l": ["1"]}, path, "2")


def test_envelopes_round_trip(tmp_path: Path) -> None:
    records = [
        Record("1", "text", {"text": "ä\ud800"}, "s", "g"),
        Record("2", "text", {"text": "x", "n": 12345678901234567890}, "s", "g", ("1",)),
    ]
    assert write_envelopes(tmp_path / "e.jsonl", records) == 2
    assert list(read_envelopes(tmp_path / "e.jsonl")) == records
    (tmp_path / "e.jsonl").write_text('{"id": "1"}\n')
    with pytest.raises(EvidenceError, match="line 1"):
        list(read_envelopes(tmp_path / "e.jsonl"))
