"""Replacing strings in JSON text leaves everything else byte for byte."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance.dataset import jsontext
from compliance.dataset.copies import Copy
from compliance.dataset.record import Record

VALUES: Any = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)
OBJECTS = st.dictionaries(st.text(), VALUES, min_size=1, max_size=4)


def spliced(text: str, edits: dict[str, str]) -> str:
    out = io.BytesIO()
    Copy(out, None).splice(text, jsontext.splices(text, edits))
    return out.getvalue().decode("utf-8", "surrogatepass")


def test_what_is_not_replaced_stays() -> None:
    text = '{ "a" :"x\\u00e4", "n": 1.50e2,\t"b":["y", {"c": "z"}] }'
    assert spliced(text, {"$.b[1].c": "[PERSON_1]"}) == text.replace('"z"', '"[PERSON_1]"')


def test_nothing_to_replace_gives_the_same_text() -> None:
    assert spliced('{"a": 1}', {}) == '{"a": 1}'


def test_an_unknown_path_is_an_error() -> None:
    with pytest.raises(KeyError):
        spliced('{"a": "x"}', {"$.b": "y"})


def test_equal_keys_are_refused() -> None:
    with pytest.raises(jsontext.DuplicateKeyError):
        jsontext.loads('{"a": "x", "a": "y"}')


@pytest.mark.parametrize("text", ["NaN", '{"a": Infinity}', "{", "[1,]", "'a'"])
def test_what_is_no_json_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        jsontext.loads(text)


def test_a_lone_surrogate_is_escaped() -> None:
    text = spliced('{"a": "ä"}', {"$.a": "x\ud800"})
    assert text.encode() == b'{"a": "x\\ud800"}'


@given(OBJECTS, st.booleans(), st.sampled_from([None, 0, 2]))
def test_every_field_can_be_replaced(value: dict[str, Any], escape: bool, indent: int) -> None:
    text = json.dumps(value, ensure_ascii=escape, indent=indent)
    fields = list(Record("r", "table", value).fields())
    edits = {field.path: field.text + "!" for field in fields}
    again = json.loads(spliced(text, edits))
    expected = Record("r", "table", value).with_texts(edits).data
    assert again == expected


@given(st.lists(OBJECTS, max_size=4))
def test_elements_cut_an_array(values: list[dict[str, Any]]) -> None:
    text = json.dumps(values, indent=1)
    assert [json.loads(text[start:end]) for start, end in jsontext.elements(text)] == values
