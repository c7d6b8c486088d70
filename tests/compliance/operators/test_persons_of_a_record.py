"""Mentions of one person share one entity, and those of two never do."""

from __future__ import annotations

import pytest

from compliance.operators.people import Persons

RECORD = Persons(
    ["Anna Müller", "Müller", "Müllers", "A. Müller", "Karl Schmidt", "Jan Kowalski", "Peter"]
)


@pytest.mark.parametrize(
    ("mention", "person", "ending"),
    [
        ("Anna Müller", "Anna Müller", ""), ("anna  müller", "Anna Müller", ""),
        ("Müller, Anna", "Anna Müller", ""), ("A. Müller", "Anna Müller", ""),
        ("Müller", "Anna Müller", ""), ("Müllers", "Anna Müller", "s"),
        ("Anna's", "Anna Müller", "'s"), ("Schmidts", "Karl Schmidt", "s"),
        ("Kowalskiego", "Jan Kowalski", ""), ("Janem Kowalskim", "Jan Kowalski", ""),
        ("Peter", "Peter", ""), ("Peters", "Peter", "s"), ("Eva", "Eva", ""),
        ("Eva's", "Eva", "'s"),
    ],
)  # fmt: skip
def test_mentions_of_one_person(mention: str, person: str, ending: str) -> None:
    assert RECORD.of(mention) == (person, ending)


@pytest.mark.parametrize("mention", ["K. Müller", "Karl Müller", "Martina"])
def test_another_initial_or_given_name_is_another_person(mention: str) -> None:
    assert RECORD.of(mention) == (mention, "")


def test_a_name_that_fits_two_persons_means_neither() -> None:
    two = Persons(["Anna Müller", "Karl Müller", "Martin Weber"])
    assert two.of("Müller") == ("Müller", "")
    assert two.of("K. Müller") == ("Karl Müller", "")
    assert two.of("Martina") == ("Martina", "")
