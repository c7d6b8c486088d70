from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st

from compliance.detect import TYPES, Entity
from compliance.detect.overlap import resolve

_TEXT = "Anna Krüger, anna.krueger@example.org - Hauptstraße 5; 10115 Berlin (0171 1234567)"
_SPANS = st.lists(
    st.tuples(
        st.integers(0, len(_TEXT) - 1),
        st.integers(1, 25),
        st.sampled_from(sorted(TYPES)),
        st.sampled_from([0.4, 0.5, 0.6, 0.85, 1.0]),
    ),
    max_size=12,
)


def _entities(spans: list[tuple[int, int, str, float]]) -> list[Entity]:
    return [
        Entity(start, min(len(_TEXT), start + length), kind, score, "test")
        for start, length, kind, score in spans
    ]


@given(_SPANS)
def test_nothing_found_is_lost_and_nothing_overlaps(
    spans: list[tuple[int, int, str, float]],
) -> None:
    found = _entities(spans)
    result = resolve(_TEXT, found)
    wanted = {at for each in found for at in range(each.start, each.end) if _TEXT[at].isalnum()}
    covered = [at for each in result for at in range(each.start, each.end)]
    assert wanted <= set(covered)
    assert len(covered) == len(set(covered))
    assert set(covered) <= {at for each in found for at in range(each.start, each.end)}
    assert result == sorted(result, key=lambda each: each.start)


@given(_SPANS, st.integers(0, 5))
def test_the_order_of_finds_does_not_matter(
    spans: list[tuple[int, int, str, float]], seed: int
) -> None:
    found = _entities(spans)
    shuffled = found[:]
    random.Random(seed).shuffle(shuffled)
    assert resolve(_TEXT, found) == resolve(_TEXT, shuffled)


def test_the_proven_find_wins_and_the_rest_of_the_guess_stays() -> None:
    text = "Anna DE89370400440532013000"
    found = [Entity(0, 27, "PERSON", 0.85, "names"), Entity(5, 27, "IBAN_CODE", 1.0, "iban")]
    assert [(each.type, text[each.start : each.end]) for each in resolve(text, found)] == [
        ("PERSON", "Anna"),
        ("IBAN_CODE", "DE89370400440532013000"),
    ]
