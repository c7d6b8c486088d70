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
    assert numbers.index("PERSON", "Ida") == 2
    assert numbers.is_settled
    for_the_time_being = [numbers.index("PERSON", each) for each in ("Udo", "Eva", "Udo")]
    assert for_the_time_being[0] == for_the_time_being[2] > 3
    assert not numbers.is_settled
    again = numbers.with_unseen()
    assert again.index("PERSON", "Ida") == 2
    assert {again.index("PERSON", each) for each in ("Udo", "Eva")} == {3, 4}
    assert again.is_settled


@given(st.permutations(["Udo", "Eva", "Jan"]))
def test_late_values_are_numbered_without_regard_to_order(late: list[str]) -> None:
    census = Census(KEYS, {})
    census.index("PERSON", "Ida")
    reference, numbers = census.close(), census.close()
    for each in late:
        numbers.index("PERSON", each)
    for each in sorted(late):
        reference.index("PERSON", each)
    after = [each.with_unseen() for each in (numbers, reference)]
    assert [after[0].index("PERSON", v) for v in late] == [
        after[1].index("PERSON", v) for v in late
    ]


def test_a_value_has_the_language_in_which_it_stands_most_often() -> None:
    census = Census(KEYS, {})
    for spoken in ("und", "und", "und", "pl", "de", "de"):
        census.language("Anna", spoken)
    for spoken in ("pl", "de"):
        census.language("Jan", spoken)
    census.language("Udo", "und")
    numbers = census.close()
    assert [numbers.language(v, "en") for v in ("anna", "Jan", "Udo")] == ["de", "de", "und"]
    assert numbers.is_settled
    assert numbers.language("Eva", "en") == "en"
    assert not numbers.is_settled
    assert numbers.with_unseen().language("Eva", "pl") == "en"


def test_what_was_noted_is_an_original() -> None:
    census = Census(KEYS, {})
    record = RecordNumbers(KEYS, "r", {})
    for each in (census, record):
        each.note("PERSON", "Ida Muster")
    for numbers in (census.close(), record):
        assert numbers.is_original("PERSON", "ida  muster")
        assert not numbers.is_original("PERSON", "Udo Muster")
        assert not numbers.is_original("LOCATION", "Ida Muster")


@given(st.integers(1, 300), st.binary(min_size=32, max_size=32))
def test_a_permutation_meets_every_place_once(size: int, key: bytes) -> None:
    assert sorted(permuted(index, size, key) for index in range(size)) == list(range(size))


@pytest.mark.parametrize("index", [-1, 5])
def test_a_permutation_has_an_end(index: int) -> None:
    with pytest.raises(ValueError, match="range"):
        permuted(index, 5, b"k" * 32)
