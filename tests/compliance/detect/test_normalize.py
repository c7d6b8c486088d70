from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance.detect.normalize import normalize

_HIDING = "\u200b\u200d\u2060\ufeff\u00ad\u034f\ufe0f"


@pytest.mark.parametrize(
    ("hidden", "plain"),
    [
        ("ＤＥ８９", "DE89"),
        ("٠١٧١", "0171"),
        ("ma\u200bx@web.de", "max@web.de"),
        ("Muster\u00admann", "Mustermann"),
        ("0171\u00a01234\u202f567", "0171 1234 567"),
        ("12\u201112\u20131980", "12-12-1980"),
        ("Mu\u0308ller", "Müller"),
        ("p\u0430ypal", "paypal"),
        ("\u0391nna Schmidt", "Anna Schmidt"),
        ("1\ufe0f\u20e32\ufe0f\u20e3", "12"),
        ("\U0001d40c\U0001d41a\U0001d431", "Max"),
        ("O\u2019Brien", "O'Brien"),
        ("a\u2028b", "a\nb"),
        ("a\x00b", "a b"),
        ("a\ud800b", "a\ufffdb"),
    ],
)
def test_hidden_text_becomes_plain(hidden: str, plain: str) -> None:
    assert normalize(hidden).text == plain


@pytest.mark.parametrize("text", ["", "Hallo Jürgen, 5 € für ½ Pizza", "m² kg", "Москва", "Αθήνα"])
def test_plain_text_stays(text: str) -> None:
    normalized = normalize(text)
    assert normalized.text == text
    assert normalized.starts is None


def test_a_span_covers_the_hidden_characters_inside() -> None:
    text = "x ma\u200bx@web.de y"
    normalized = normalize(text)
    start = normalized.text.index("max")
    assert normalized.to_original(start, start + len("max@web.de")) == (2, 13)


@given(st.text(st.characters(), max_size=80))
def test_the_map_is_monotone_and_within_the_text(text: str) -> None:
    normalized = normalize(text)
    if normalized.starts is None or normalized.ends is None:
        assert normalized.text == text
        return
    assert len(normalized.starts) == len(normalized.ends) == len(normalized.text)
    assert list(normalized.starts) == sorted(normalized.starts)
    assert list(normalized.ends) == sorted(normalized.ends)
    for start, end in zip(normalized.starts, normalized.ends, strict=True):
        assert 0 <= start < end <= len(text)


@given(st.text(st.characters(), max_size=60))
def test_every_visible_character_is_mapped(text: str) -> None:
    normalized = normalize(text)
    if normalized.starts is None or normalized.ends is None:
        return
    covered = {
        place
        for start, end in zip(normalized.starts, normalized.ends, strict=True)
        for place in range(start, end)
    }
    for place, char in enumerate(text):
        if char.isascii() and char.isalnum():
            assert place in covered


@given(st.text(st.characters(), max_size=60))
def test_normalising_twice_changes_nothing_more(text: str) -> None:
    once = normalize(text).text
    assert normalize(once).text == once


@given(
    st.lists(st.sampled_from("abcdefghijkmnopqrstuvwxyz0123456789"), min_size=1, max_size=20),
    st.lists(st.sampled_from(_HIDING), min_size=20, max_size=20),
)
def test_invisible_characters_never_hide_a_span(letters: list[str], hiding: list[str]) -> None:
    plain = "".join(letters)
    hidden = "".join(
        letter + mark for letter, mark in zip(letters, hiding[: len(letters)], strict=True)
    )
    normalized = normalize(hidden)
    assert normalized.text == unicodedata.normalize("NFKC", plain)
    start, end = normalized.to_original(0, len(plain))
    assert hidden[start:end].rstrip(_HIDING) == hidden.rstrip(_HIDING)
