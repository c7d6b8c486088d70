"""Forms of dates: weekdays, case forms, ranges, ordinals in words, chats."""

from __future__ import annotations

import pytest

from compliance.detect.dates import DateFinder
from compliance.detect.text.normalize import normalize

FINDER = DateFinder(all_dates=True)


def found(text: str) -> list[tuple[str, str]]:
    plain = normalize(text).text
    return [(each.type, plain[each.start : each.end]) for each in FINDER.find(plain)]


@pytest.mark.parametrize(
    "text",
    [
        "от [18.03.2024 г.], постановено",
        "ще отсъства от [2 до 13 юни 2025 г.], а",
        "po rozpoznaniu [11 kwietnia 2024 r.] sprawy",
        "τη [Δευτέρα 2 Ιουνίου 2025] ως",
        "De [luni, 4 august 2025], noul coleg",
        "cam [tues 8th july]",
        "A [2024. február 8-án] megtartott",
        "belépése [szeptember 1-jén]",
        "būs prom no [14. līdz 25. jūlijam], viņu",
        "s [1. septembrom 2025] se nam",
        "tal-[1 ta mejju] u",
        "betalte [3. nov] med visa",
        "peníze odešly hned [12.5.]",
    ],
)
def test_dates(text: str) -> None:
    plain = text.replace("[", "").replace("]", "")
    assert ("DATE_TIME", text[text.index("[") + 1 : text.index("]")]) in found(plain)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("sündinud 3. mail 1978", "3. mail 1978"),
        ("twieled 3 ta' Mejju 1978", "3 ta' Mejju 1978"),
        ("geboren am dritten Mai 1978", "dritten Mai 1978"),
        ("Mark Oakdell (b. 1978), the", "1978"),
    ],
)
def test_births(text: str, value: str) -> None:
    assert ("DATE_OF_BIRTH", value) in found(text)


@pytest.mark.parametrize(
    "text",
    ["siehe kapitel 3.2. und", "verze 3.2.", "1. set up the mail 2. out of it", "see 4.2. There"],
)
def test_numbers_of_sections_are_no_dates(text: str) -> None:
    assert found(text) == []
