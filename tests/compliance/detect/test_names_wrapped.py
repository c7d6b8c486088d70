"""Names over line ends: in prose one name, in lists and address blocks several."""

from __future__ import annotations

import time

import pytest

from compliance.detect.config import DetectConfig
from compliance.detect.engine import build_engine
from compliance.detect.names.wrapped import unwrapped

ENGINE = build_engine(DetectConfig(ner="none"))


def people(text: str) -> list[str]:
    (found,) = ENGINE.find([text])
    return [text[each.start : each.end] for each in found if each.type == "PERSON"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Guten Tag, mein Name ist Anna\nKowalska und ich brauche Hilfe.", "Anna\nKowalska"),
        ("Ich habe gestern mit Thomas\nBergmann gesprochen.", "Thomas\nBergmann"),
        ("We have met Michael\nThornbury, who agreed.", "Michael\nThornbury"),
        ("Rozmawiałem wczoraj z Janem\nKowalskim o umowie.", "Janem\nKowalskim"),
        ("> Yesterday I met Sarah\n> Whitfield and told her", "Sarah\n> Whitfield"),
        ("Ich sprach mit Frau Müller-\nLüdenscheidt darüber.", "Müller-\nLüdenscheidt"),
        ("Ich habe Herrn Schnei-\nder angerufen.", "Schnei-\nder"),
        ("Das Paket ist für Olga  Petrova.", "Olga  Petrova"),
        ("Olga\tPetrova\t4711", "Olga\tPetrova"),
    ],
)
def test_a_name_over_a_broken_line_is_one(text: str, name: str) -> None:
    assert name in people(text)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Anna Weber\nPeter Klein\nSofia Rossi", ["Anna Weber", "Peter Klein", "Sofia Rossi"]),
        ("Vorname: Anna\nNachname: Kowalska", ["Anna", "Kowalska"]),
        ("Frau Anna Weber\nLindenweg 5\n10115 Berlin", ["Anna Weber"]),
        ("Viele Grüße\nAnna Weber", ["Anna Weber"]),
        ("Teilnehmer:\nHerr Klein\nFrau Weber", ["Klein", "Weber"]),
    ],
)
def test_lists_and_address_blocks_stay_apart(text: str, names: list[str]) -> None:
    assert people(text) == names


def test_the_copy_has_the_same_length_and_no_line_of_a_list_is_lost() -> None:
    text = "Der Vertrag liegt seit gestern hier bei uns und\nFrau Weber weiß davon.\nEnde\n"
    copy = unwrapped(text)
    assert len(copy) == len(text)
    assert copy.count("\n") == 2
    assert unwrapped("Hammer\nNagel\n") == "Hammer\nNagel\n"


def test_odd_texts_take_linear_time() -> None:
    begin = time.process_time()
    for text in ("\n> " * 50_000, "Anna\n" * 30_000, " " * 100_000 + "\nAnna", "Anna-\n" * 20_000):
        assert len(unwrapped(text)) == len(text)
    assert time.process_time() - begin < 5
