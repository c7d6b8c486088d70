"""No two values get the same surrogate, and none gets itself; 100,000 of each in the slow test."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from surrogates import Scope

_MANY = 100_000
_SOME = 4_000


def _word(number: int) -> str:
    """Return an invented word that no other number gives."""
    letters = []
    for _ in range(5):
        number, consonant = divmod(number, 16)
        number, vowel = divmod(number, 5)
        letters.append("bdfghklmnprstvwz"[consonant] + "aeiou"[vowel])
    return "".join(letters).capitalize()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("entity_type", "value"),
    [
        ("PERSON", _word),
        ("EMAIL_ADDRESS", lambda at: f"{_word(at // 4).lower()}@firma{at % 4}.de"),
        ("PHONE_NUMBER", lambda at: f"+49 30 {1_000_000 + 7 * at}"),
        ("IBAN_CODE", lambda at: f"DE8937040044{at:010d}"),
    ],
)
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
