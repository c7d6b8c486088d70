"""Numbers in groups are found across one line break, and only where they prove themselves."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from compliance.detect import DetectConfig, Entity
from compliance.detect.engine import build_finders
from compliance.detect.identifiers.across_lines import AcrossLines


class _Groups:
    """A finder of numbers that knows spaces only."""

    name = "groups"
    types = ("CUSTOMER_ID",)

    def find(self, text: str) -> Iterator[Entity]:
        for match in re.finditer(r"(?:\d{4} ){2}\d{4}|\(\d{3}\) \d{4}|[A-Z]{2} \d{4}", text):
            yield Entity(match.start(), match.end(), "CUSTOMER_ID", 0.9, self.name)
        for match in re.finditer(r"Nr\. \d{4} \d{3}\b", text):
            yield Entity(match.start(), match.end(), "CUSTOMER_ID", 0.6, self.name)


@pytest.fixture(scope="module")
def simple() -> AcrossLines:
    return AcrossLines([_Groups()])


@pytest.fixture(scope="module")
def across() -> AcrossLines:
    return AcrossLines(build_finders(DetectConfig(ner="none")))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("x 1234 5678\n9012 y", ["1234 5678\n9012"]),
        ("x (030)\n1234 y", ["(030)\n1234"]),
        ("x KX\n4711 y", ["KX\n4711"]),
        ("x 1234\n5678\n9012 y", []),
        ("x Nr. 1234\n567 y", []),
        ("x 123456789012\n1234 y", []),
        ("", []),
    ],
)
def test_only_a_sure_find_crosses_one_line(
    simple: AcrossLines, text: str, found: list[str]
) -> None:
    assert [text[each.start : each.end] for each in simple.find(text)] == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Mój PESEL to 4405\n1401359 w aktach", "4405\n1401359"),
        ("PESEL 44051401\n   359.", "44051401\n   359"),
        ("codice fiscale RS\nSMRA85T10A562S qui", "RS\nSMRA85T10A562S"),
        ("Mi NIE es X12\n34567L y", "X12\n34567L"),
        ("rijksregisternummer 85.07.30-033.\n28 klopt", "85.07.30-033.\n28"),
        ("cartão de cidadão 00000000 0\nZZ4 ok", "00000000 0\nZZ4"),
        ("PESEL 4405\n1401358 falsch", None),
        ("Mitglied 4405\n1401359\nMitglied", None),
    ],
)
def test_a_code_goes_on_behind_a_line_break(
    across: AcrossLines, text: str, found: str | None
) -> None:
    crossing = {text[each.start : each.end] for each in across.find(text)}
    assert crossing == ({found} if found else set())


@pytest.mark.parametrize(
    "text",
    [
        "4405\n1401359\n4405\n1401359\n4405\n1401359",
        "PESEL der Reihe nach:\n4405\n1401359\n4405\n",
        "1234\n5678\n9012\n3456\n7890\n1234",
        "Tel. 030 1234567\n10115 Berlin",
        "Mobil 0171 1234567\n0172 7654321",
        "Raum 12\n34 Personen",
        "2019 12\n2020 14\n2021 17",
    ],
)
def test_numbers_below_each_other_stay_apart(across: AcrossLines, text: str) -> None:
    assert [
        text[each.start : each.end] for each in across.find(text) if each.type != "STREET_ADDRESS"
    ] == []


def test_offsets_count_in_the_whole_text(simple: AcrossLines) -> None:
    break_inside = "1234 5678\n9012"
    text = f"{'Ein Satz. ' * 40}{break_inside} {'Ende. ' * 80}{break_inside}"
    found = [text[each.start : each.end] for each in simple.find(text)]
    assert found == [break_inside, break_inside]


class _Counting(_Groups):
    """Counts the characters that it is asked to read."""

    def __init__(self) -> None:
        self.read = 0

    def find(self, text: str) -> Iterator[Entity]:
        self.read += len(text)
        return super().find(text)


@pytest.mark.parametrize(
    "unit",
    ["1234 5678\n9012 ", "ab 12A4\nB7 cd\n", "12345678\n", "word " * 60 + "1234\n5678 ", "7\n"],
)
def test_the_second_look_reads_a_text_no_more_than_a_few_times(unit: str) -> None:
    finder = _Counting()
    text = unit * (20_000 // len(unit))
    list(AcrossLines([finder]).find(text))
    assert finder.read <= 4 * len(text)


def test_a_column_is_not_read_again() -> None:
    finder = _Counting()
    list(AcrossLines([finder]).find("Liste\n" + "12345678\n" * 500))
    assert finder.read < 500
