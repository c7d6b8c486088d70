"""Surrogates of names: every mention of a person gets the same parts in its own form."""

from __future__ import annotations

import re

import pytest
from surrogates import Scope

from compliance.detect.names.words import fold
from compliance.evidence import ProjectKeys
from compliance.operators.numbers import Census
from compliance.operators.surrogates.draw import table
from compliance.operators.surrogates.pools import names


@pytest.fixture(params=range(5))
def scope() -> Scope:
    return Scope()


def test_mentions_of_a_person_agree(scope: Scope) -> None:
    given, surname = scope("PERSON", "Anna Müller").split(" ")
    assert {given.casefold(), surname.casefold()}.isdisjoint({"anna", "müller"})
    assert scope("PERSON", "Müller, Anna") == f"{surname}, {given}"
    assert scope("PERSON", "Müller") == surname
    assert scope("PERSON", "Müllers") == f"{surname}s"
    assert scope("PERSON", "Anna's") == f"{given}'s"
    assert scope("PERSON", "Herrn Müller") == f"Herrn {surname}"
    assert scope("PERSON", "Prof. Dr. Anna Müller") == f"Prof. Dr. {given} {surname}"
    assert scope("PERSON", "ANNA MÜLLER") == f"{given} {surname}".upper()
    assert scope("PERSON", "anna müller") == f"{given} {surname}".lower()
    assert scope("PERSON", "Anna von der Müller") == f"{given} von der {surname}"
    double = scope("PERSON", "Anna-Petra Müller-Krüger")
    assert re.fullmatch(rf"{given}-\w+ {surname}-\w+", double)


def test_initials_get_one_letter_for_each(scope: Scope) -> None:
    surname = scope("PERSON", "Müller")
    letter = scope("PERSON", "A. Müller")[0]
    assert letter != "A"
    assert scope("PERSON", "A. Müller") == f"{letter}. {surname}"
    assert scope("PERSON", "K. A. Müller").split()[1] == f"{letter}."
    letters = {scope("PERSON", f"{chr(ord('A') + at)}. Müller")[0] for at in range(26)}
    assert len(letters) == 26


@pytest.mark.parametrize("end", ["i", "a", "iego", "iemu", "im", "iej"])
def test_polish_surnames_agree_with_the_sex(scope: Scope, end: str) -> None:
    stem = scope("PERSON", "Kowalski").removesuffix("i")
    assert scope("PERSON", f"Kowalsk{end}") == stem + end


def test_czech_surnames_agree_with_the_sex(scope: Scope) -> None:
    wife = scope("PERSON", "Nováková")
    assert wife.endswith("ová")
    assert scope("PERSON", "Novákové") == f"{wife[:-1]}é"
    assert scope("PERSON", "Novotná")[:-1] == scope("PERSON", "Novotný")[:-1]


@pytest.mark.parametrize(
    ("name", "language", "home", "sex"),
    [
        ("Anna", "de", "de", "f"),
        ("Anna", "pl", "pl", "f"),
        ("Giulia", "de", "it", "f"),
        ("Thomas", "de", "de", "m"),
        ("John", "de", "en", "m"),
        ("Andrea", "it", "it", "m"),
        ("Andrea", "de", "de", "f"),
    ],
)
def test_given_names_keep_sex_and_language(name: str, language: str, home: str, sex: str) -> None:
    pool = set(table("names")[home][sex].split())
    assert all(Scope(language)("PERSON", name) in pool for _ in range(5))


def test_an_unknown_word_that_opens_a_name_is_a_given_name(scope: Scope) -> None:
    given = scope("PERSON", "Xenjana Müller").split()[0]
    assert given in table("names")["de"]["f"].split()


@pytest.mark.parametrize("value", ["Dr.", "Herr", "Max2", "...", "von der"])
def test_what_holds_no_name_becomes_a_slot(scope: Scope, value: str) -> None:
    assert scope("PERSON", value) == "[PERSON_1]"


def test_names_in_other_scripts_and_forms_are_replaced(scope: Scope) -> None:
    for value in ("李明", "Олена Петренко", "Mu\u0308ller", "O'Brien", "Ali Yılmaz"):
        new = scope("PERSON", value)
        assert set(fold(new).split()).isdisjoint(fold(value).split())
        assert "[" not in new


def test_no_name_stands_for_itself() -> None:
    for language, lists in table("names").items():
        for words in lists.values() if language != "tails" else ():
            scope = Scope(language)
            for word in words.split():
                assert fold(scope("PERSON", word)) != fold(word)


def test_a_dataset_has_one_surrogate_for_a_name_in_any_language_and_order() -> None:
    keys = ProjectKeys.ephemeral()
    census = Census(keys, {})
    people = ["Anna Müller", "Xaver Grünhagen", "Jan Kowalski", "Ruth Olmbach"]
    for person in people:
        Scope("de", census)("PERSON", person)
    numbers = census.close()
    first = [Scope("de", numbers)("PERSON", person) for person in people]
    second = [Scope("und", numbers)("PERSON", person) for person in reversed(people)]
    assert first == second[::-1]
    assert len(set(first)) == len(people)
    assert numbers.is_settled


@pytest.mark.parametrize(
    ("name", "spoken", "home", "sex"),
    [("Andrea", "it", "it", "m"), ("Andrea", "de", "de", "f"), ("Giulia", "de", "it", "f")],
)
def test_given_names_of_a_dataset_keep_sex_and_language(
    name: str, spoken: str, home: str, sex: str
) -> None:
    census = Census(ProjectKeys.ephemeral(), {})
    for language in (spoken, spoken, "und", "en"):
        Scope(language, census)("PERSON", name)
    numbers = census.close()
    pool = set(table("names")[home][sex].split())
    assert {Scope(each, numbers)("PERSON", name) for each in (spoken, "und", "en")} <= pool
    assert numbers.is_settled


@pytest.mark.parametrize("whole", [False, True])
def test_no_name_stands_for_another_person_of_the_scope(whole: bool) -> None:
    pool = table("names")["de"]["f"].split()
    numbers = Census(ProjectKeys.ephemeral(), {}) if whole else None
    scope = Scope("de", numbers)
    for name in pool:
        scope.meet("PERSON", name)
        scope("PERSON", name)
    if numbers is not None:
        scope = Scope("de", numbers.close())
    surrogates = [scope("PERSON", name) for name in pool]
    assert len(set(surrogates)) == len(pool)
    assert {fold(each) for each in surrogates}.isdisjoint(map(fold, pool))
    assert not any("[" in each for each in surrogates)


def test_no_word_is_in_two_pools() -> None:
    tails = {fold(word) for words in table("names")["tails"].values() for word in words.split()}
    words = [
        fold(names().pool(language, kind).at(index, b"k" * 32, ""))
        for language in names().languages
        for kind in ("f", "m", "surname")
        for index in range(50)
    ]
    assert len(set(words)) == len(words)
    assert tails.isdisjoint(words)
    assert all(word.isascii() for word in words)
