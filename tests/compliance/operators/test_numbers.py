"""Numbers of values do not depend on order, and permutations never meet."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance.evidence import ProjectKeys
from compliance.operators.numbers import Census, RecordNumbers, permuted

KEYS = ProjectKeys.ephemeral()


def test_a_record_numbers_as_values_come() -> None:
    numbers = RecordNumbers(KEYS, "r", {"PERSON": 3})
    assert [numbers.index("PERSON", v) for v in ("Ida", "Udo", "ida ", "Udo")] == [3, 4, 3, 4]
    assert numbers.index("EMAIL_ADDRESS", "Ida") == 0


def test_keys_differ_by_purpose_record_and_scope() -> None:
    one, two = RecordNumbers(KEYS, "r1", {}), RecordNumbers(KEYS, "r2", {})
    keys = {one.key("a"), one.key("b"), two.key("a"), Census(KEYS, {}).key("a")}
    assert len(keys) == 4
    assert one.key("a") == RecordNumbers(KEYS, "r1", {}).key("a")


@given(st.permutations(["Ida", "Udo", "Eva", "Jan", "Ida"]))
def test_a_dataset_numbers_without_regard_to_order(values: list[str]) -> None:
    census = Census(KEYS, {})
    for value in values:
        census.index("PERSON", value)
    numbers = census.close()
    by_value = {value: numbers.index("PERSON", value) for value in values}
    assert sorted(by_value.values()) == [0, 1, 2, 3]
    reference = Census(KEYS, {})
    for value in sorted(values):
        reference.index("PERSON", value)
    assert by_value == {v: reference.close().index("PERSON", v) for v in values}


def test_a_value_nobody_counted_is_noted_and_can_be_taken_up() -> None:
    census = Census(KEYS, {"PERSON": 2})
    census.index("PERSON", "Ida")
    numbers = census.close()
    assert numbers.index("PERSON", "Udo") == 3
    assert set(numbers.unseen) == {"PERSON"}
    again = numbers.with_unseen()
    assert sorted(again.index("PERSON", v) for v in ("Ida", "Udo")) == [2, 3]
    assert again.unseen == {}


@given(st.integers(1, 300), st.binary(min_size=32, max_size=32))
def test_a_permutation_meets_every_place_once(size: int, key: bytes) -> None:
    assert sorted(permuted(index, size, key) for index in range(size)) == list(range(size))


@pytest.mark.parametrize("index", [-1, 5])
def test_a_permutation_has_an_end(index: int) -> None:
    with pytest.raises(ValueError, match="range"):
        permuted(index, 5, b"k" * 32)
