from __future__ import annotations

import pytest

from compliance.detect import CATEGORIES, TYPES, category_of


def test_every_type_has_a_known_category_a_title_and_a_basis() -> None:
    for name, row in TYPES.items():
        assert row.name == name
        assert row.category in CATEGORIES
        assert row.title and row.basis.startswith("GDPR")


def test_every_category_has_a_type() -> None:
    assert {row.category for row in TYPES.values()} == set(CATEGORIES)


@pytest.mark.parametrize(
    ("name", "category"),
    [
        ("PERSON", "identity"),
        ("IBAN_CODE", "financial"),
        ("HEALTH", "special_category"),
        ("MY_OWN_TYPE", "identity"),
    ],
)
def test_category_of(name: str, category: str) -> None:
    assert category_of(name) == category
