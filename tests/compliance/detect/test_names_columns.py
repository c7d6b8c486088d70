"""Names in tables by the header of their column."""

from __future__ import annotations

import time

import pytest

from compliance.detect.names.columns import ColumnFinder

FINDER = ColumnFinder()


def found(text: str) -> list[str]:
    return [text[each.start : each.end] for each in FINDER.find(text)]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Vorname;Nachname;Ort\nAnna;Kowalska;Ulm\n", ["Anna", "Kowalska"]),
        ("id,first_name,last_name\n1,Zyx,Qwert\n2,Bo,Ek", ["Zyx", "Qwert", "Bo", "Ek"]),
        ("| Name | Alter |\n|---|---|\n| Anna Kowalska | 31 |\n", ["Anna Kowalska"]),
        ("sku\tname\nA\tGarden Hose\nB\tTomasz Nowak\n", ["Tomasz Nowak"]),
        ("Liste:\nNr;Imię;Nazwisko\n1;Zdzichosław;Brzęk\n", ["Zdzichosław", "Brzęk"]),
        ('"surname","town"\n"Hempf","Ulm"\n', ["Hempf"]),
        ("город;фамилия\nУлм;Драгозов\n", ["Драгозов"]),
    ],
)
def test_fields_of_columns_of_names_are_found(text: str, names: list[str]) -> None:
    assert sorted(found(text)) == sorted(names)


@pytest.mark.parametrize(
    "text",
    [
        "name;price\nHammer;3\nSchraube;1\n",
        "Hello, name, and so on\nthen, Anna, goes",
        "surname\nHempf",
        "surname;town\n4711;Ulm\n-;Bonn\n",
        "surname;town\n\nHempf;Ulm",
        "surname;town\nHempf;Ulm;Bonn",
    ],
)
def test_other_fields_are_left_alone(text: str) -> None:
    assert found(text) == []


def test_a_table_of_headers_takes_linear_time() -> None:
    begin = time.process_time()
    found("name;name\n" * 20_000)
    assert time.process_time() - begin < 5
