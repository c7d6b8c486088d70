"""The list of towns is well formed, and every name in it can be found."""

from __future__ import annotations

import re
from collections import Counter
from importlib import resources

import pytest

from compliance.detect.places.addresses.town import known_end

_FEWEST = {
    "Germany": 1_000, "Austria": 150, "Switzerland": 180, "Liechtenstein": 10, "Luxembourg": 40,
    "Belgium": 200, "Netherlands": 250, "France": 750, "Spain": 600, "Portugal": 200,
    "Italy": 700, "Malta": 100, "Poland": 600, "Czechia": 250, "Slovakia": 120, "Hungary": 180,
    "Romania": 250, "Bulgaria": 180, "Greece": 400, "Cyprus": 100, "Croatia": 110,
    "Slovenia": 90, "Denmark": 180, "Sweden": 220, "Norway": 150, "Finland": 180, "Iceland": 80,
    "Estonia": 80, "Latvia": 110, "Lithuania": 150, "Ireland": 220, "United Kingdom": 500,
}  # fmt: skip
"""How many names a country has at least: the 27 states of the EU, EFTA and the United Kingdom."""
_LONGEST_LINE = 120


def _sections(name: str) -> dict[str, list[str]]:
    text = resources.files("compliance.detect.lexicons").joinpath(f"{name}.txt").read_text("utf-8")
    head, *sections = re.split(r"^# (?=[^\n]+\n[^#\n])", text, flags=re.M)
    assert all(line.startswith("#") for line in head.splitlines())
    found = {}
    for section in sections:
        title, _, names = section.partition("\n")
        found[title] = names.split()
    return found


def _names(name: str) -> list[str]:
    return [town for names in _sections(name).values() for town in names]


def test_form() -> None:
    names = _names("towns")
    assert [town for town in names if town != town.lower()] == []
    assert [town for town in names if re.search(r"[\d\s,;:/()#]|__|^_|_$", town)] == []
    text = resources.files("compliance.detect.lexicons").joinpath("towns.txt").read_text("utf-8")
    assert max(map(len, text.splitlines())) <= _LONGEST_LINE


def test_no_name_twice() -> None:
    names = Counter(_names("towns"))
    assert [town for town, count in names.items() if count > 1] == []


def test_every_country_has_its_towns() -> None:
    sections = _sections("towns")
    counts = {country: len(sections.get(country, [])) for country in _FEWEST}
    assert {each: count for each, count in counts.items() if count < _FEWEST[each]} == {}


def test_every_name_can_be_found() -> None:
    names = frozenset(town.replace("_", " ") for town in _names("towns"))
    # The small form of the Turkish capital takes two characters, the capital itself one.
    written = [town.replace("i\u0307", "\u0130") for town in names]
    assert [town for town in written if known_end(town, 0, names) != len(town)] == []


@pytest.mark.parametrize("word", "nokia orange weg straße regen norden stein street best".split())
def test_ordinary_words_are_no_towns(word: str) -> None:
    assert word not in _names("towns")


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("lüdenscheid", "luedenscheid"), ("großenhain", "grossenhain"), ("kłodzko", "klodzko"),
        ("ajdovščina", "ajdovscina"), ("făgăraș", "fagaras"), ("sønderborg", "soenderborg"),
        ("λιβαδειά", "λιβαδεια"), ("велинград", "velingrad"), ("πάφος", "paphos"),
        ("baile_átha_luain", "athlone"), ("esch-uelzecht", "esch-sur-alzette"),
    ],
)  # fmt: skip
def test_other_spellings(written: str, plain: str) -> None:
    assert {written, plain} <= set(_names("towns"))
