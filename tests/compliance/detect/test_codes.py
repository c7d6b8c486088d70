from __future__ import annotations

import pytest

from compliance.detect.identifiers.codes import CodeFinder


def codes(text: str) -> list[str]:
    return [text[each.start : each.end] for each in CodeFinder().find(text)]


@pytest.mark.parametrize(
    "value", ["B-2025-10482", "RE-2024-00817", "K-2023-555120", "AB/2024/12345", "h-2026-70022"]
)
def test_running_numbers_of_a_year(value: str) -> None:
    assert codes(f"Die letzte war {value}. Danke") == [value]


@pytest.mark.parametrize(
    "text",
    [
        "The fix for CVE-2025-12345 is out.",
        "ISO-2019-12345 and EN-2019-12345",
        "measured on 20261125 at noon",
        "between 2019-2020 it rained",
        "12345678 units were sold",
        "article 4006381333931",
    ],
)
def test_norms_dates_and_amounts_are_no_codes(text: str) -> None:
    assert codes(text) == []
