"""No two values get the same surrogate, and none gets itself; 100,000 of each in the slow test."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator

import pytest
from surrogates import Scope

from compliance.evidence import ProjectKeys
from compliance.operators.numbers import Census

_MANY = 100_000
_SOME = 4_000
_FEW = 1_500


def _word(number: int) -> str:
    """Return an invented word that no other number gives."""
    letters = []
    for _ in range(5):
        number, consonant = divmod(number, 16)
        number, vowel = divmod(number, 5)
        letters.append("bdfghklmnprstvwz"[consonant] + "aeiou"[vowel])
    return "".join(letters).capitalize()


MANY: list[tuple[str, Callable[[int], str]]] = [
    ("PERSON", _word),
    ("EMAIL_ADDRESS", lambda at: f"{_word(at // 4).lower()}@firma{at % 4}.de"),
    ("PHONE_NUMBER", lambda at: f"+49 30 {1_000_000 + 7 * at}"),
    ("IBAN_CODE", lambda at: f"DE8937040044{at:010d}"),
]
"""The main types, and the values of each."""


@pytest.mark.slow
@pytest.mark.parametrize(("entity_type", "value"), MANY)
def test_no_collisions(entity_type: str, value: Callable[[int], str]) -> None:
    scope = Scope()
    values = {value(at) for at in range(_MANY)}
    assert len(values) == _MANY
    surrogates = {scope(entity_type, each) for each in values}
    assert len(surrogates) == _MANY
    assert not surrogates & {f"[{entity_type}_1]"}
    if entity_type != "PERSON":
        assert surrogates.isdisjoint(values)


@pytest.mark.parametrize(
    ("entity_type", "value"),
    [
        ("PERSON", _word),
        ("EMAIL_ADDRESS", lambda at: f"{_word(at // 4).lower()}@firma{at % 4}.de"),
        ("PHONE_NUMBER", lambda at: f"+49 30 {1_000_000 + 7 * at}"),
        ("IBAN_CODE", lambda at: f"DE8937040044{at:010d}"),
        ("LOCATION", _word),
        ("ORGANIZATION", lambda at: f"{_word(at)} AG"),
        ("STREET_ADDRESS", lambda at: f"{_word(at)}straße {at % 9 + 1}, {10_000 + at} Xstadt"),
        ("URL", lambda at: f"https://firma.de/{at}"),
        ("USERNAME", lambda at: f"{_word(at).lower()}{at % 10}"),
        ("CUSTOMER_ID", lambda at: f"K{at}"),
        ("IP_ADDRESS", lambda at: f"10.0.{at >> 8}.{at & 255}"),
        ("DE_TAX_ID", lambda at: f"{86_000_000_000 + 13 * at}"),
        (
            "DATE_OF_BIRTH",
            lambda at: f"{at % 28 + 1:02d}.{at // 28 % 12 + 1:02d}.{1920 + at // 336}",
        ),
    ],
)
def test_no_collisions_in_other_types(entity_type: str, value: Callable[[int], str]) -> None:
    scope = Scope()
    values = {value(at) for at in range(_SOME)}
    surrogates = {scope(entity_type, each) for each in values}
    assert len(surrogates) == len(values) == _SOME


def _whole(values: Iterable[str], entity_type: str) -> Iterator[str]:
    """Yield the surrogates of values that stand in one dataset of four languages."""
    languages = itertools.cycle(("de", "en", "fr", "und", "pl"))
    spoken = dict(zip(sorted(values), languages, strict=False))
    census = Census(ProjectKeys.ephemeral(), {})
    for value, language in spoken.items():
        Scope(language, census).meet(entity_type, value)
        Scope(language, census)(entity_type, value)
    numbers = census.close()
    for value, language in reversed(spoken.items()):
        yield Scope(language, numbers)(entity_type, value)


@pytest.mark.parametrize(("entity_type", "value"), MANY)
@pytest.mark.parametrize("count", [_FEW, pytest.param(_MANY, marks=pytest.mark.slow)])
def test_no_collisions_in_a_dataset_of_several_languages(
    entity_type: str, value: Callable[[int], str], count: int
) -> None:
    values = {value(at) for at in range(count)}
    surrogates = set(_whole(values, entity_type))
    assert len(surrogates) == len(values) == count
    assert surrogates.isdisjoint(values)


def test_towns_of_two_languages_never_meet() -> None:
    values = {_word(at) for at in range(_SOME)}
    surrogates = set(_whole(values, "LOCATION"))
    assert len(surrogates) == len(values)
