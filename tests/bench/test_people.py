"""The sentences with names, and how a find is judged."""

from __future__ import annotations

import pytest

from bench.detect.people import CASES, LOCALES, SENTENCES, Message, judge, people_messages
from bench.detect.score import Find


def test_every_message_holds_its_name_at_its_place() -> None:
    pytest.importorskip("faker")
    messages = list(people_messages(1))
    assert messages == list(people_messages(1))
    assert len(messages) == len(CASES) * sum(map(len, SENTENCES.values()))
    for each in messages:
        name = each.text[each.start : each.end]
        assert name == name.strip() != ""
        assert each.case != "CAPITALS" or name == name.upper()
        assert each.case != "small" or each.text == each.text.lower()


def test_languages_have_sentences_and_names() -> None:
    assert set(SENTENCES) == set(LOCALES)
    assert all(text.count("{}") == 1 for texts in SENTENCES.values() for text in texts)


def test_a_name_counts_when_it_is_found_whole() -> None:
    message = Message("en", "Normal", "Parcel for Ada Roe, thanks", 11, 18)
    assert judge(message, [Find(11, 18, "ORG")]) == (True, 0)
    assert judge(message, [Find(11, 14, "PERSON"), Find(15, 18, "PERSON")]) == (True, 0)
    assert judge(message, [Find(11, 14, "PERSON"), Find(20, 26, "PERSON")]) == (False, 1)
