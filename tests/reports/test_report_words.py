from __future__ import annotations

import pytest

from reports.sections.numbers import numbers
from reports.text import BREAK, breakable, visible
from reports.words import compute, flatten, legal_basis, moment, plural, short_hash, show


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, "not recorded"),
        (True, "yes"),
        (False, "no"),
        (1234567, "1,234,567"),
        (0.04119, "0.04119"),
        (2.14881, "2.149"),
        (3.0, "3"),
        (float("nan"), "not a number"),
        ({"de": 4, "en": 2}, "de: 4; en: 2"),
        (["de", "en"], "de, en"),
        ({}, "none"),
        ("<b>", "<b>"),
    ],
)
def test_show(value, text):
    assert show(value) == text


def test_large_counts_times_and_nouns():
    assert compute("3.3e22") == "3.3 × 10^22"
    assert compute("many") == "many"
    assert moment("2026-11-20T18:05:59+02:00") == "2026-11-20 16:05 UTC"
    assert (plural(1, "source"), plural(2, "entry", "entries")) == ("1 source", "2 entries")
    assert legal_basis("6.1.f") == "Art. 6(1)(f) GDPR: legitimate interests"
    assert legal_basis("other") == "other"
    assert short_hash("ab" * 32) == "abababababab…"
    assert short_hash("9f2c41d0") == "9f2c41d0"


def test_flatten_keeps_leaves_and_names():
    value = {"a": {"b": 1, "c": [1, 2]}, "d": [{"name": "x"}, {"name": "y"}], "e": [{"k": 1}]}
    assert flatten(value) == [("a.b", 1), ("a.c", [1, 2]), ("d", ["x", "y"]), ("e", "1 entry")]


def test_equal_objects_become_one_table_with_all_their_numbers():
    values = {"n": 4, "by": {"p": {"hits": 1, "of": 2}, "q": {"hits": 3, "of": 4}}}
    first, second = numbers(values, title="T", where="probe.json: tests[0].result")
    assert first.rows[0][1].text == "4"
    assert first.rows[0][2].text == "measured · probe.json: tests[0].result.n"
    assert [column.title for column in second.columns] == ["Item", "hits", "of"]
    assert [[cell.text for cell in row] for row in second.rows] == [
        ["p", "1", "2"],
        ["q", "3", "4"],
    ]


def test_seeds_are_not_grouped_and_empty_lists_are_results():
    table = numbers({"seed": 20261120, "notes": []}, title="T", where="augment.json")[0]
    assert [row[1].text for row in table.rows] == ["20261120", "none"]
    assert all("measured" in row[2].text for row in table.rows)


def test_long_words_can_be_broken_and_stay_the_same_otherwise():
    text = "a " + "f" * 64 + " b"
    broken = breakable(text)
    assert broken.replace(BREAK, "") == text
    assert max(map(len, broken.replace(" ", BREAK).split(BREAK))) <= 16
    assert breakable("short words stay") == "short words stay"


def test_what_cannot_be_seen_is_named():
    assert visible("a\u202eb\x00c\ud800d\r\ne\tf") == "a[U+202E]b[U+0000]c[U+D800]d\ne\tf"
    assert visible("Grüße, שלום") == "Grüße, שלום"
