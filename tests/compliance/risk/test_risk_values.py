"""Facts are equal when they say the same, however it is written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance.operators.coarse import band_of
from compliance.risk.values import date_of, values_of


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1990-06-24", "1990-06-24"),
        ("24.06.1990", "1990-06-24"),
        ("24/6/1990", "1990-06-24"),
        ("June 24, 1990", "1990-06-24"),
        ("24. Juni 1990", "1990-06-24"),
        ("06/24/1990", "1990-06-24"),
        ("Juni 1990", "1990-06"),
        ("3. Mai", "--05-03"),
        ("3.5.", "--05-03"),
        ("1990", "1990"),
        ("1990-13-24", "1990-13-24"),
        ("next  Tuesday", "next tuesday"),
        ("1998 and 1999", "1998 and 1999"),
    ],
)
def test_a_date_is_the_day_it_names(text: str, value: str) -> None:
    assert date_of(text) == value


def test_of_an_age_its_number_counts() -> None:
    assert {*values_of("AGE", "43 Jahre alt"), *values_of("AGE", "aged 43")} == {"43"}
    assert {*values_of("AGE", "40-49"), *values_of("AGE", "40-49 Jahre alt")} == {"40-49"}


@given(st.integers(0, 129), st.integers(0, 129), st.sampled_from(["{}", "{} years", "{}-jährig"]))
def test_two_ages_of_a_band_stay_equal(first: int, second: int, form: str) -> None:
    bands = [band_of(form.format(age)) for age in (first, second)]
    values = [next(values_of("AGE", band)) for band in bands if band]
    assert (values[0] == values[1]) == (first // 10 == second // 10)


def test_of_an_address_town_and_postcode_count() -> None:
    address = "Musterstraße 12, 28195 Musterstadt"
    assert list(values_of("STREET_ADDRESS", address)) == ["musterstadt", "28195"]
    assert list(values_of("STREET_ADDRESS", "Musterstraße 12")) == []


def test_a_value_is_equal_in_any_case_of_letters() -> None:
    assert list(values_of("OCCUPATION", "Nurse")) == list(values_of("OCCUPATION", "NURSE"))
