"""Numbers in groups are found across one line break, and only where they prove themselves."""

from __future__ import annotations

import pytest

from compliance.detect import DetectConfig
from compliance.detect.across_lines import AcrossLines
from compliance.detect.engine import build_finders


@pytest.fixture(scope="module")
def across() -> AcrossLines:
    return AcrossLines([each for each in build_finders(DetectConfig(ner="none")) if each.types])


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Steuer-ID: 86 095\n742 719 eintragen.", ("DE_TAX_ID", "86 095\n742 719")),
        ("Kennzeichen B-KX\n4711 parkt hier.", ("LICENSE_PLATE", "B-KX\n4711")),
        ("Telefon +49 171\n2345678 bitte", ("PHONE_NUMBER", "+49 171\n2345678")),
        ("AHV-Nummer 756 9217\n0769 85 angeben", ("CH_AHV", "756 9217\n0769 85")),
    ],
)
def test_a_number_goes_on_in_the_next_line(
    across: AcrossLines, text: str, found: tuple[str, str]
) -> None:
    assert found in [(each.type, text[each.start : each.end]) for each in across.find(text)]


@pytest.mark.parametrize(
    "text",
    [
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


def test_offsets_count_in_the_whole_text(across: AcrossLines) -> None:
    text = "Ein Satz ohne Zahlen. " * 40 + "Steuer-ID: 86 095\n742 719 und mehr. " + "Ende. " * 80
    found = {(each.type, text[each.start : each.end]) for each in across.find(text)}
    assert ("DE_TAX_ID", "86 095\n742 719") in found
