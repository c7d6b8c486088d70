from __future__ import annotations

import random
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance.dataset.record import Record
from synth.courtesy import classify, language_of
from synth.generators.noise import Noise, plain_words
from synth.generators.recombine import Recombine
from synth.sentences import Library, formulas, split
from synth.text import SLOT, slots_of
from synth.turns import turns

_WORDS = st.one_of(
    st.sampled_from(
        [
            "[PERSON_1]", "[IBAN_CODE_12]", "K-2026-0041", "bestellung", "Größe", "straße",
            "x@example.org", "https://example.org/abc", "12,50", "ÜBERWEISUNG", "hello,", "(danke)",
            "[PERSON_1]s", "vier4", "don't",
        ]
    ),
    st.text(min_size=1, max_size=12),
)  # fmt: skip
_TEXT = st.lists(_WORDS, max_size=25).map(" ".join)


def prompt(text: str, answer: str) -> Record:
    return Record("p", "prompt_completion", {"prompt": text, "completion": answer})


@given(text=_TEXT, answer=_TEXT, seed=st.integers(0, 2**32), rate=st.floats(0.01, 0.2))
def test_noise_touches_neither_slots_nor_digits_nor_the_completion(text, answer, seed, rate):
    changed = Noise(rate).propose(prompt(text, answer), random.Random(seed))
    assert set(changed) <= {"$.prompt"}
    new = changed.get("$.prompt", text)
    assert slots_of(new) == slots_of(text)
    assert SLOT.findall(new) == SLOT.findall(text)
    assert re.findall(r"\d", new) == re.findall(r"\d", text)
    fixed = [c for c in text.split() if not any(plain_words(c))]
    assert [c for c in fixed if c not in new.split()] == []


@given(text=_TEXT, seed=st.integers(0, 2**32))
def test_noise_changes_what_it_proposes(text, seed):
    changed = Noise(0.1).propose(prompt(text, "ok"), random.Random(seed))
    assert bool(changed) is bool(plain_words(text))
    if changed:
        assert changed["$.prompt"].casefold() != text.casefold()


def test_noise_leaves_the_assistant_alone_in_every_kind(chats):
    records = [
        *chats,
        Record("i", "instruction", {"instruction": "Bitte kürzen", "input": "", "output": "Kurz"}),
        Record(
            "c",
            "prompt_completion",
            {
                "prompt": [{"role": "user", "content": "Wann kommt meine Lieferung?"}],
                "completion": [{"role": "user", "content": "Morgen kommt die Lieferung."}],
            },
        ),
    ]
    for record in records:
        sides = {turn.path: turn.role for turn in turns(record)}
        for seed in range(20):
            changed = Noise(0.2).propose(record, random.Random(seed))
            assert changed
            assert {sides[path] for path in changed} == {"user"}


def test_noise_has_nothing_for_a_text():
    record = Record("t", "text", {"text": "Nichts als ein langer Satz."})
    assert Noise(0.2).propose(record, random.Random(1)) == {}


@pytest.mark.parametrize(
    ("sentence", "language"),
    [
        ("Guten Tag, Frau Ahrens", "de"),
        ("Danke, aber nein.", "de"),
        ("Danke, das Paket ist da.", "de"),
        ("Vielen Dank für die 12 Euro.", "de"),
        ("Viele Grüße [PERSON_1]", "de"),
        ("Danke, morgen passt.", "de"),
        ("Hello Margaret", "en"),
        ("Thanks, but no.", "en"),
        ("Sorry, it is sold out.", "en"),
        ("Regards, Dave", "en"),
        ("Yes, thank you.", "en"),
        ("", "en"),
    ],
)
def test_a_sentence_with_more_than_courtesy_is_no_formula(sentence, language):
    assert classify(sentence, language) is None


@pytest.mark.parametrize(
    ("sentence", "language", "functions", "register", "ending"),
    [
        ("Sehr geehrte Damen und Herren,", "de", {"greeting"}, "formal", ","),
        ("Hallo!", "de", {"greeting"}, "neutral", "."),
        ("Mit freundlichen Grüßen", "de", {"closing"}, "formal", ""),
        ("Kann ich sonst noch etwas für Sie tun?", "de", {"offer"}, "formal", "?"),
        ("Gern geschehen.", "de", {"welcome"}, "neutral", "."),
        ("Danke dir!", "de", {"thanks"}, "casual", "."),
        ("Thank you very much.", "en", {"thanks"}, "neutral", "."),
        ("Kind regards,", "en", {"closing"}, "formal", ","),
    ],
)
def test_formulas_are_told_apart(sentence, language, functions, register, ending):
    formula = classify(sentence, language)
    assert formula is not None
    assert (formula.functions, formula.register, formula.ending) == (functions, register, ending)


def test_recombine_keeps_every_other_sentence_of_an_answer(chats):
    recombine = Recombine(Library(chats, min_support=3))
    proposals = 0
    for record in chats:
        language = "de" if int(record.id[1:]) <= 6 else "en"
        texts = {turn.path: turn.text for turn in turns(record)}
        for path, new in recombine.propose(record, random.Random(3)).items():
            proposals += 1
            assert _rest(new, language) == _rest(texts[path], language)
    assert proposals > 10


def test_recombine_exchanges_whatever_can_be_exchanged(chats):
    recombine = Recombine(Library(chats, min_support=3))
    for seed in range(10):
        changed = recombine.propose(chats[0], random.Random(seed))
        assert changed["$.messages[0].content"].startswith("Hallo, ich warte")
        assert changed["$.messages[1].content"].startswith("Guten Tag! Das Paket")


def _rest(text: str, language: str) -> str:
    for sentence, _ in reversed(list(formulas(text, language))):
        text = text[: sentence.start] + "#" + text[sentence.end :]
    return text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Wo ist das Paket und was kostet es?", "de"),
        ("Where is the parcel and what was it?", "en"),
        ("Lorem ipsum dolor sit amet", None),
        ("", None),
    ],
)
def test_language_is_only_named_when_it_is_clear(text, expected):
    assert language_of(text) == expected


@given(st.text(alphabet="ab .!?\n\"'", max_size=60))
def test_sentences_cover_the_text_in_order(text):
    found = list(split(text))
    assert all(text[s.start : s.end] == s.text == s.text.strip() for s in found)
    assert all(a.end <= b.start for a, b in zip(found, found[1:], strict=False))
