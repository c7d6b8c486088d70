"""Records: paths reach every string, and only the cleaned text changes."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance.dataset import Record, assign_splits, read_envelopes, set_path, write_envelopes
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


@given(st.sets(st.text(min_size=1), min_size=3, max_size=60), st.integers(0, 2**32))
def test_splits_are_exact_and_keep_groups(names: set[str], seed: int) -> None:
    sides = assign_splits([*names, *names], validation=0.1, holdout=0.2, seed=seed)
    assert set(sides) == names
    count = [list(sides.values()).count(side) for side in ("validation", "holdout")]
    assert count == [max(1, round(len(names) * 0.1)), max(1, round(len(names) * 0.2))]
    assert sides == assign_splits(sorted(names), validation=0.1, holdout=0.2, seed=seed)


def test_tiny_datasets_are_not_split() -> None:
    assert assign_splits(["a", "b"], validation=0.1, holdout=0.1, seed=1) == {
        "a": "train",
        "b": "train",
    }
