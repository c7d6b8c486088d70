from __future__ import annotations

import pytest

from compliance.detect.names.titles import titles_of
from compliance.detect.types import Entity


def titles(text: str, *names: str) -> list[str]:
    found = [
        Entity(text.index(name), text.index(name) + len(name), "PERSON", 0.8, "test")
        for name in names
    ]
    return [text[each.start : each.end] for each in titles_of(text, found)]


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        ("Sehr geehrte Frau Weber,", "Weber", ["Frau"]),
        ("the applicant, Mr Z.M. Arslan, said", "Z.M. Arslan", ["Mr"]),
        ("(Mrs. Anna Horn)", "Anna Horn", ["Mrs."]),
        ("Prof. Dr. med. Tom Weber", "Tom Weber", ["Prof. Dr. med."]),
        ("Prof.Dr. Weber", "Weber", ["Prof.Dr."]),
        ("OA Dr.Weber", "Weber", ["OA Dr."]),
        ("Herrn Univ.-Prof. Dr. Weber", "Weber", ["Herrn Univ.-Prof. Dr."]),
        ("Dipl.-Ing. Weber", "Weber", ["Dipl.-Ing."]),
        ("Dr. h. c. mult. Weber", "Weber", ["Dr. h. c. mult."]),
        ("Herr und Frau Weber", "Weber", ["Herr und Frau"]),
        ("Pani Kowalska", "Kowalska", ["Pani"]),
        ("Mme Dupont", "Dupont", ["Mme"]),
        ("Sr. D. Luis Romero", "Luis Romero", ["Sr. D."]),
        ("de heer Jansen", "Jansen", ["heer"]),
        ("Kovács úr", "Kovács", ["úr"]),
        ("Anna Horn, PhD, spoke", "Anna Horn", ["PhD"]),
        ("Janina Horn MD MSc, Graz", "Janina Horn", ["MD", "MSc"]),
        ("Priv.Doz. Dr.in Horn", "Horn", ["Priv.Doz. Dr.in"]),
        ("DDr. Horn", "Horn", ["DDr."]),
        ("DR. MED. HORN", "HORN", ["DR. MED."]),
        ("guten tag frau weber", "weber", ["frau"]),
        ("κ. Παπαδόπουλος", "Παπαδόπουλος", ["κ."]),
        ("г-н Петров", "Петров", ["г-н"]),
    ],
)
def test_found(text: str, name: str, expected: list[str]) -> None:
    assert titles(text, name) == expected


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Ich mag Anna", "Anna"),
        ("I miss Anna", "Anna"),
        ("Call me Anna", "Anna"),
        ("Gå med Anna", "Anna"),
        ("Da Anna krank ist", "Anna"),
        ("Der Dr., Anna", "Anna"),
        ("the data you hold about me. Kofi", "Kofi"),
        ("based on Anna", "Anna"),
        ("PCT m. Folfox", "Folfox"),
        ("Weber und Horn", "Horn"),
        ("Mr Weber; Horn", "Horn"),
        ("der Arzt Weber", "Weber"),
        ("Weber, der Arzt", "Weber"),
        ("Frau\n\nWeber", "Weber"),
    ],
)
def test_words_that_are_no_titles(text: str, name: str) -> None:
    assert titles(text, name) == []


def test_no_title_without_a_person() -> None:
    assert titles("Frau Weber und Dr. Horn") == []


def test_a_name_inside_a_longer_one_has_no_title_of_its_own() -> None:
    assert titles("Dr. Lord Weber", "Lord Weber", "Weber") == ["Dr."]
