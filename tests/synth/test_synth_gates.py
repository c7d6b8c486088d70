from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance.dataset.record import Record
from synth.gates.base import Context, scan
from synth.gates.closed_world import ClosedWorld
from synth.gates.duplicates import Duplicates
from synth.gates.edit_budget import EditBudget, edit_fraction, rho
from synth.gates.near_copy import NearCopy
from synth.sentences import Library
from synth.sketch import NearIndex, jaccard, shingles

EMPTY = Context({})


def closed(finder: Any, child: Record, parent: Record, *values: str) -> tuple[str, str]:
    verdict = ClosedWorld().check(child, parent, scan([(child, parent)], finder(*values)))
    return verdict.outcome, verdict.code


def test_what_the_parent_has_may_stay(chat, finder):
    parent = chat(1, "Ich war in Celle. Danke.", "Gern.")
    child = chat(1, "Ich war in Celle. Vielen Dank.", "Gern.")
    assert closed(finder, child, parent, "Celle") == ("accept", "")


def only_in(word: str, find: Any) -> Any:
    """A scanner that finds only in texts with a certain word."""
    return lambda texts: [find([text])[0] if word in text else [] for text in texts]


def test_a_finding_over_a_slot_is_nothing_new(chat, finder):
    parent = chat(1, "Ich bin [PERSON_1].", "Gern.")
    child = chat(1, "Ihc bin [PERSON_1].", "Gern.")
    context = scan([(child, parent)], only_in("Ihc", finder("[PERSON_1].")))
    assert ClosedWorld().check(child, parent, context).outcome == "accept"


def test_what_the_parent_holds_unfound_is_held_for_a_person(chat, finder):
    parent = chat(1, "Ich war in Celle. Danke.", "Gern.")
    child = chat(1, "Ich war in Celle. Vielen Dank.", "Gern.")
    context = scan([(child, parent)], only_in("Vielen", finder("Celle.")))
    verdict = ClosedWorld().check(child, parent, context)
    assert (verdict.outcome, verdict.code) == ("hold", "parent_may_hold_it")
    assert closed(finder, child, parent, "Celle. Vielen") == ("reject", "new_finding")
    both = scan([(child, parent)], only_in("Vielen", finder("Celle.", "Vielen Dank")))
    assert ClosedWorld().check(child, parent, both).outcome == "reject"


@pytest.mark.parametrize(
    "data",
    [
        {"case": "K-1", "messages": [{"role": "user", "content": "Hallo"}], "note": "neu"},
        {"case": "K-1", "messages": [{"role": "system", "content": 5}]},
        {"case": "K-1", "messages": []},
    ],
)
def test_another_structure_is_rejected(data, chat, finder):
    parent = chat(1, "Hallo")
    assert closed(finder, Record("c", "chat", data), parent) == ("reject", "structure")


def test_a_slot_that_moves_to_another_turn_is_rejected(chat, finder):
    parent = chat(1, "Ich bin [PERSON_1].", "Gern.")
    child = chat(1, "Ich bin es.", "Gern, [PERSON_1].")
    assert closed(finder, child, parent) == ("reject", "slots")


@pytest.mark.parametrize(
    ("share", "expected"), [(0.0, 1.0), (0.01, 0.8), (0.1, 0.62), (0.5, 0.18), (1.0, 0.0)]
)
def test_rho_meets_the_published_points(share, expected):
    assert rho(share) == pytest.approx(expected)


@given(st.floats(0, 1), st.floats(0, 1))
def test_rho_never_rises(left, right):
    low, high = sorted((left, right))
    assert 0.0 <= rho(high) <= rho(low) <= 1.0


def test_edit_fraction_counts_tokens(chat):
    parent = chat(1, "eins zwei drei vier", "fünf sechs sieben acht neun zehn")
    child = chat(1, "eins zwei drei VIER", "fünf sechs sieben acht neun zehn")
    assert edit_fraction(child, parent) == pytest.approx(0.1)
    assert edit_fraction(parent, parent) == 0.0


def test_copies_are_refused_when_the_budget_is_spent(chat):
    budget = EditBudget(3.0)
    parent = chat(1, "eins zwei drei", "vier")
    for _ in range(2):
        assert budget.check(parent, parent, EMPTY).outcome == "accept"
        budget.remember(parent, parent)
    assert budget.spent(parent.id) == pytest.approx(3.0)
    assert budget.check(parent, parent, EMPTY).code == "over_budget"
    assert budget.spent("another") == 1.0


STORY = "Der Rahmen ist gebrochen, als ich gestern mit dem Hund durch den Wald gefahren bin"


def near_copy(records: list[Record], child: Record, parent: Record) -> str:
    return NearCopy(records, Library(records, min_support=3), run=50).check(
        child, parent, EMPTY
    ).code  # fmt: skip


def test_a_run_of_another_record_is_rejected(chat):
    parent, other = chat(1, "Wo ist mein Paket?", "Hier."), chat(2, STORY, "Oh.")
    child = chat(1, f"Wo ist mein Paket? {STORY.upper()}", "Hier.")
    assert near_copy([parent, other], child, parent) == "verbatim_run"


def test_a_short_run_or_the_parents_own_passes(chat):
    parent, other = chat(1, f"{STORY}. Wo?", "Hier."), chat(2, STORY, "Oh.")
    assert near_copy([parent, other], chat(1, f"{STORY}. Woo?", "Hier."), parent) == ""
    plain = chat(3, "Wo ist es?", "Hier.")
    child = chat(3, f"Wo ist es? {STORY[:45]}", "Hier.")
    assert near_copy([parent, other, plain], child, plain) == ""


def test_a_sentence_of_many_groups_may_be_shared(chat):
    others = [chat(n, f"{STORY}. Fall {n}", "Oh.") for n in range(2, 5)]
    parent = chat(1, "Wo ist es?", "Hier.")
    child = chat(1, f"Wo ist es? {STORY}.", "Hier.")
    assert near_copy([parent, *others], child, parent) == ""
    assert near_copy([parent, *others[:2]], child, parent) == "verbatim_run"


@given(
    run=st.text(alphabet="abcdefg", min_size=50, max_size=80),
    before=st.text(alphabet="xyz", max_size=30),
    after=st.text(alphabet="xyz", max_size=30),
)
def test_every_run_of_full_length_is_found(run, before, after, chat):
    parent = chat(1, "Wo ist es?", "Hier.")
    other = chat(2, f"{before}{run}{after}", "Oh.")
    child = chat(1, f"Wo ist es? {after}{run}", "Hier.")
    assert near_copy([parent, other], child, parent) == "verbatim_run"


def test_equal_records_are_rejected_whatever_their_case_spaces_and_slot_numbers(chats, chat):
    gate = Duplicates(chats, 0.8)
    first = chats[0]
    texts = [m["content"] for m in first.data["messages"]]
    same = chat(1, *(t.upper().replace(" ", "  ") for t in texts))
    assert gate.check(same, first, EMPTY).code == "equal"
    assert gate.check(first, chats[1], EMPTY).code == "equal"


def test_a_near_copy_of_another_records_child_is_rejected(chats, chat):
    gate = Duplicates(chats, 0.8)
    text = "Seit gestern leuchtet die rote Lampe am Motor und der Akku lädt nicht mehr auf"
    child = chat(1, text, "Das sehen wir uns gern an, bitte schicken Sie ein Bild.")
    twin = chat(2, f"{text}!", "Das sehen wir uns gern an, bitte schicken Sie ein Bild.")
    assert gate.check(twin, chats[1], EMPTY).outcome == "accept"
    gate.remember(child, chats[0])
    assert gate.check(twin, chats[1], EMPTY).code == "near_duplicate"
    assert gate.check(twin, chats[0], EMPTY).outcome == "accept"


@given(st.text(alphabet="abcd ", min_size=30, max_size=200), st.integers(0, 29))
def test_the_near_index_finds_a_text_with_one_letter_changed(text, at):
    other = f"{text[:at]}z{text[at + 1 :]}"
    index = NearIndex(0.8)
    index.add("a", text)
    similar = index.similar(other, not_owner="b")
    close = jaccard(shingles(text), shingles(other))
    assert not similar or close >= 0.8
    assert similar or close < 0.95
    assert not index.similar(text, not_owner="a")
