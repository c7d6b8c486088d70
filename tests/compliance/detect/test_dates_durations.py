from __future__ import annotations

import pytest

from compliance.detect.config import DetectConfig
from compliance.detect.dates import DateFinder
from compliance.detect.engine import build_finders


def times(text: str) -> list[str]:
    found = DateFinder(all_dates=True, durations=True).find(text)
    return [text[each.start : each.end] for each in found if each.type == "DATE_TIME"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("suspended from service for three years.", "three years"),
        ("a pension received for fifteen years", "fifteen years"),
        ("on the basis of a two-year contract", "two-year"),
        ("the 12 year sentence", "12 year"),
        ("custody lasted eight days", "eight days"),
        ("did not pay within ten days", "ten days"),
        ("after one year and four months he", "one year and four months"),
        ("lived there for four and a half months", "four and a half months"),
        ("war drei Jahre lang Mitglied", "drei Jahre"),
        ("ein dreijähriger Vertrag", "dreijähriger"),
        ("nach zweiundzwanzig Monaten", "zweiundzwanzig Monaten"),
        ("pendant trois ans", "trois ans"),
        ("durante quince meses", "quince meses"),
        ("per cinque anni", "cinque anni"),
        ("gedurende zes maanden", "zes maanden"),
        ("przez pięć lat", "pięć lat"),
        ("was released at 10.35 p.m. and", "10.35 p.m."),
        ("at about 12 noon a group", "12 noon"),
        ("at 5.40pm he", "5.40pm"),
        ("at 14:30 they met", "14:30"),
        ("um 14:30 Uhr ging er", "14:30 Uhr"),
        ("à 14h30 il", "14h30"),
        ("alle ore 14.30 circa", "14.30"),
        ("o godz. 14.30 wyszedł", "14.30"),
    ],
)
def test_found(text: str, expected: str) -> None:
    assert times(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "within the ten-day time-limit",
        "within the statutory six months",
        "may be lodged within two months",
        "less than two years",
        "every two years",
        "he is 63 years old",
        "the heating is 12 years old",
        "three yearsX",
        "at 6.15 of the code",
        "the ratio 3:45",
        "version 10.30.2 and 25:10 p.m.",
        "v1.12 noon",
    ],
)
def test_limits_ages_and_other_figures_are_none(text: str) -> None:
    assert times(text) == []


def test_only_in_data_about_cases() -> None:
    def found(**options: bool) -> list[str]:
        finders = build_finders(DetectConfig(ner="none", **options))
        dates = next(each for each in finders if isinstance(each, DateFinder))
        return [each.type for each in dates.find("for three years")]

    assert found(dates=True) == found(amounts=True) == []
    assert found(dates=True, amounts=True) == ["DATE_TIME"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Between 3 March 1993 and 4 May 1994 no", "Between 3 March 1993 and 4 May 1994"),
        ("zwischen 1986 und 1988 gekauft", "zwischen 1986 und 1988"),
        ("reassessed in 1994, 1995 and 1997.", "1994, 1995 and 1997"),
        ("during the summer and autumn of 1994", "the summer and autumn of 1994"),
    ],
)
def test_periods_and_lists_of_years_are_one_find(text: str, expected: str) -> None:
    assert times(text) == [expected]
