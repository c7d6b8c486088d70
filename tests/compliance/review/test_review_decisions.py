"""What people decide: a fold over the ledger, and an overlay that survives a new scan."""

from __future__ import annotations

import multiprocessing
import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance.dataset import Record
from compliance.errors import LedgerError, ReviewError
from compliance.evidence import ProjectKeys
from compliance.evidence.canonical import document_sha256
from compliance.evidence.ledger import Entry, Ledger
from compliance.findings import HOLDS_LISTED, RecordScan
from compliance.review.decisions import Decisions, Made
from compliance.review.desk import Conflict
from compliance.review.fold import Fold, fold
from compliance.review.model import DECIDED, UNDONE, Decision
from compliance.review.overlay import DecisionOverlay
from compliance.review.places import mentions
from compliance.review.survey import survey
from compliance.scan import normal_value, scan
from compliance.treatments import treatments
from tests.compliance.review.review_kit import (
    KEYS,
    STRICT,
    choices,
    desk,
    nobody,
    record,
    scanned,
    waiting,
)
from tests.conftest import FakeFinder

TEXT = "Anna has diabetes, says Tom Hill."


def spans(one: RecordScan) -> list[tuple[str, int, int, bool]]:
    return [(each.type, each.start, each.end, each.reviewed) for each in one.findings]


def holding(*made: Decision) -> Decisions:
    return Decisions([Made(seq, "", each) for seq, each in enumerate(made, start=1)], KEYS)


def decided(one: RecordScan, *made: Decision) -> RecordScan:
    (result,) = DecisionOverlay(holding(*made)).originals([one])
    return result


def decided_in_cleaned(original: RecordScan, one: RecordScan, *made: Decision) -> RecordScan:
    """What holds for a text that was made of an original."""
    overlay = DecisionOverlay(holding(*made))
    overlay.see([original])
    (result,) = overlay.cleaned([one])
    return result


# --- the fold -------------------------------------------------------------------------------------


def some_decisions() -> list[Decision]:
    one, two = scanned(record(1, a=TEXT), record(2, a="Tom Hill and Anna have diabetes"))
    items = waiting([one, two], nobody())
    mine, other = choices(one), choices(two, "Bo")
    return [
        mine.on(items[0], "accept"),
        mine.on(items[0], "reject"),
        other.on(items[1], "allow"),
        mine.add("$.a", 5, 8, "NATIONALITY"),
        other.add("$.a", 9, 12, "AGE"),
        choices(two, "Bo", sample=1).checked(),
    ]


DECISIONS = some_decisions()


def entry(seq: int, event: str, body: dict[str, object]) -> Entry:
    content = {
        "seq": seq, "time": "", "run": "main", "event": event, "body": body, "prev": "",
        "key": KEYS.key_id,
    }  # fmt: skip
    digest = document_sha256(content)
    signature = KEYS.sign(bytes.fromhex(digest))
    return Entry(seq, "", "main", event, body, "", digest, KEYS.key_id, signature)


@given(st.lists(st.sampled_from(DECISIONS), max_size=8), st.sampled_from(DECISIONS), st.data())
def test_undo_is_the_inverse_of_a_decision(
    before: list[Decision], extra: Decision, data: st.DataObject
) -> None:
    entries = [entry(seq, DECIDED, each.body()) for seq, each in enumerate(before, start=1)]
    plain = fold(entries, KEYS)
    place = data.draw(st.integers(0, len(entries)))
    more = [*entries[:place], entry(50, DECIDED, extra.body()), *entries[place:]]
    undone = fold([*more, entry(51, UNDONE, {"entry": 50})], KEYS)
    assert undone.whole_digest == plain.whole_digest
    assert [each.seq for each in undone.made()] == [each.seq for each in plain.made()]
    assert undone.undone == 1


@given(st.permutations([DECISIONS[0], *DECISIONS[2:]]))
def test_the_order_of_independent_decisions_does_not_matter(order: list[Decision]) -> None:
    made = [Made(seq, "", each) for seq, each in enumerate(order, start=1)]
    straight = [Made(9, "", each) for each in [DECISIONS[0], *DECISIONS[2:]]]
    one, two = Decisions(made, KEYS), Decisions(straight, KEYS)
    assert (one.digest, one.whole_digest) == (two.digest, two.whole_digest)
    scans = scanned(record(1, a=TEXT), record(2, a="Tom Hill and Anna have diabetes"))
    assert list(DecisionOverlay(one).originals(scans)) == list(
        DecisionOverlay(two).originals(scans)
    )


@given(
    st.lists(st.sampled_from(DECISIONS) | st.integers(1, 12), max_size=12),
    st.lists(st.integers(0, 12), max_size=3),
)
def test_a_fold_that_goes_on_gives_what_a_whole_one_gives(
    steps: list[Decision | int], cuts: list[int]
) -> None:
    entries = [
        entry(seq, UNDONE, {"entry": each})
        if isinstance(each, int)
        else entry(seq, DECIDED, each.body())
        for seq, each in enumerate(steps, start=1)
    ]
    going = Fold(KEYS)
    at = 0
    for high in [*sorted(cuts), len(entries)]:
        going.take(entries[at:high])
        at = max(at, min(high, len(entries)))
        so_far = fold(entries[:at], KEYS)
        assert going.decisions().made() == so_far.made()
        assert going.decisions().undone == so_far.undone
        for made in so_far.made():
            assert going.current(made.decision.target) == going.holding(made.seq) == made
    assert going.seq == len(entries)


def test_undo_through_the_ledger_brings_back_what_held_before(tmp_path: Path) -> None:
    (one,) = scanned(record(a=TEXT))
    (item,) = waiting([one], nobody())
    mine = desk(tmp_path)
    mine.decide(choices(one).on(item, "accept"))
    before = mine.decisions().whole_digest
    made = mine.decide(choices(one).on(item, "reject"))
    assert isinstance(made, Made)
    assert mine.decisions().whole_digest != before
    mine.undo(made.seq)
    assert mine.decisions().whole_digest == before
    assert mine.decisions().undone == 1
    with pytest.raises(ReviewError, match="no decision that holds"):
        mine.undo(made.seq)


def test_a_decision_that_nobody_signed_is_refused(tmp_path: Path) -> None:
    (one,) = scanned(record(a=TEXT))
    (item,) = waiting([one], nobody())
    mine = desk(tmp_path)
    mine.decide(choices(one).on(item, "accept"))
    forger = desk(tmp_path, keys=ProjectKeys.ephemeral())
    with pytest.raises(LedgerError):
        forger.decide(choices(one).on(item, "reject"))


def test_a_record_of_another_source_is_not_touched() -> None:
    (one,) = scanned(record(a=TEXT))
    (item,) = waiting([one], nobody())
    elsewhere = Record("r1", "table", {"a": TEXT}, source="other", group="r1")
    (there,) = scanned(elsewhere)
    assert decided(there, choices(one).on(item, "reject")) == there


# --- the overlay ----------------------------------------------------------------------------------


def test_an_accepted_finding_is_marked_and_waits_no_longer() -> None:
    (one,) = scanned(record(a=TEXT))
    (item,) = waiting([one], nobody())
    result = decided(one, choices(one).on(item, "accept"))
    assert ("HEALTH", 9, 17, True) in spans(result)
    actions = {f.type: how.action for f, how in treatments(one.record, result.findings, STRICT)}
    assert actions["HEALTH"] == "anonymize"
    assert {f.type: how.action for f, how in treatments(one.record, one.findings, STRICT)}[
        "HEALTH"
    ] == "review"


def test_a_rejection_holds_in_what_was_made_of_its_text() -> None:
    (one,) = scanned(record(a=TEXT))
    (item,) = waiting([one], nobody())
    reject = choices(one).on(item, "reject")
    (cleaned,) = scanned(record(a="[PERSON_1] has diabetes, says [PERSON_2]."))
    assert [each.type for each in cleaned.findings] == ["HEALTH"]
    assert decided_in_cleaned(one, cleaned, reject).findings == ()
    (other_field,) = scanned(record(b=TEXT))
    assert decided(other_field, reject) == other_field
    assert decided_in_cleaned(one, other_field, reject) == other_field


def test_a_rejection_of_another_text_is_asked_again() -> None:
    """A new export has the same record with another text."""
    (one,) = scanned(record(a=TEXT))
    (item,) = waiting([one], nobody())
    reject = choices(one).on(item, "reject")
    (changed,) = scanned(record(a=TEXT.replace("says", "said")))
    assert decided(changed, reject) == changed
    assert [each.type for each in waiting([changed], holding(reject))] == ["HEALTH"]
    (cleaned,) = scanned(record(a="[PERSON_1] has diabetes, said [PERSON_2]."))
    assert decided_in_cleaned(changed, cleaned, reject) == cleaned
    # Nothing is known of an original that was not seen.
    assert next(DecisionOverlay(holding(reject)).cleaned([cleaned])) == cleaned
    found = survey([changed], holding(reject), STRICT, sample=0)
    assert [each.why for each in found.stale] == ["the text was changed"]
    assert found.set_aside.total() == 0
    again = choices(changed).on(item, "reject")
    assert [each.type for each in decided(changed, reject, again).findings] == ["PERSON", "PERSON"]
    assert survey([changed], holding(reject, again), STRICT, sample=0).stale == []
    # Where the value is never personal data, no rejection is needed.
    assert len(decided(changed, reject, choices(one).on(item, "allow")).findings) == 2


@given(
    st.sampled_from([TEXT, "Tom says: Anna has diabetes", "a diabetes; diabetes type 2"]),
    st.sampled_from([TEXT, "Tom says: Anna has diabetes", "a diabetes; diabetes type 2"]),
    st.integers(-3, 3),
    st.integers(-8, 8),
    st.sampled_from(["HEALTH", "ORGANIZATION"]),
)
def test_no_decision_leaves_more_in_a_text_that_it_was_not_made_on(
    before: str, after: str, left: int, right: int, type_name: str
) -> None:
    one, other = scanned(record(1, a=before))[0], scanned(record(1, a=after))[0]
    item = waiting([one], nobody())[0]
    try:
        correct = choices(one).correct(item, item.start + left, item.end + right, type_name)
    except ReviewError:
        return
    rejected, corrected = decided(other, choices(one).on(item, "reject")), decided(other, correct)
    if before == after:
        assert covered(rejected, "HEALTH") == set()
        assert corrected != other
    else:
        assert rejected == other
        assert covered(other, "HEALTH") <= covered(corrected, "HEALTH")


def covered(one: RecordScan, *types: str) -> set[int]:
    """Return the letters of field `$.a` that finds of some types cover."""
    text = str(one.record.data["a"])
    return {
        n
        for each in one.findings
        for n in range(each.start, each.end)
        if each.type in types and text[n].isalnum()
    }


def test_what_takes_out_as_much_or_more_holds_in_a_changed_text() -> None:
    (one,) = scanned(record(a="has diabetes type 2"))
    (item,) = waiting([one], nobody())
    accept = choices(one).on(item, "accept")
    wider = choices(one).correct(item, 4, 19, "HEALTH")
    (changed,) = scanned(record(a="she has diabetes type 2 now"))
    assert spans(decided(changed, accept)) == [("HEALTH", 8, 16, True)]
    assert spans(decided(changed, wider)) == [("HEALTH", 8, 23, True)]
    assert survey([changed], holding(wider), STRICT, sample=0).stale == []
    narrower = choices(one).correct(item, 4, 8, "HEALTH")
    assert decided(changed, narrower) == changed
    assert len(survey([changed], holding(narrower), STRICT, sample=0).stale) == 1


def test_an_allowed_value_vanishes_everywhere_but_where_it_was_accepted() -> None:
    one, two = scanned(record(1, a=TEXT), record(2, b="diabetes"))
    first, second = waiting([one, two], nobody())
    allow = choices(one).on(first, "allow")
    assert [each.type for each in decided(two, allow).findings] == []
    assert len(decided(two, allow, choices(two).on(second, "accept")).findings) == 1


def test_a_find_that_holds_a_listed_entry_stays_found() -> None:
    (plain,) = scanned(record(1, a=TEXT))
    marked = replace(
        plain,
        findings=tuple(
            replace(each, recognizer=each.recognizer + HOLDS_LISTED) for each in plain.findings
        ),
    )
    item = waiting([plain], nobody())[0]
    for choice in ("reject", "allow"):
        decision = choices(plain).on(item, choice)
        assert len(decided(plain, decision).findings) < len(plain.findings)
        assert decided(marked, decision).findings == marked.findings
        assert survey([marked], holding(decision), STRICT, sample=0).set_aside.total() == 0


@given(st.integers(0, 32), st.integers(1, 33), st.sampled_from(["HEALTH", "ORGANIZATION"]))
def test_a_correction_never_loses_a_listed_entry(start: int, length: int, type_name: str) -> None:
    """Where in the find the entry stands is not known, so none of it may be lost."""
    end = min(len(TEXT), start + length)
    (plain,) = scanned(record(a=TEXT))
    marked = replace(
        plain,
        findings=tuple(
            replace(each, recognizer=each.recognizer + HOLDS_LISTED) for each in plain.findings
        ),
    )
    (item,) = waiting([plain], nobody())
    try:
        correct = choices(plain).correct(item, start, end, type_name)
    except ReviewError:
        return
    result = decided(marked, correct)
    assert covered(marked, "HEALTH") <= covered(result, "HEALTH")
    assert covered(marked, "PERSON", "HEALTH") <= covered(result, "PERSON", "HEALTH", type_name)
    if correct.decision == "correct":
        wanted = {n for n in range(start, end) if TEXT[n].isalnum()}
        assert wanted <= covered(result, "PERSON", "HEALTH", type_name)
    places = [(each.start, each.end) for each in result.findings]
    assert places == sorted(places)
    assert all(a[1] <= b[0] for a, b in zip(places, places[1:], strict=False))


def test_a_synthetic_record_inherits_the_rejections_of_its_parents() -> None:
    (one,) = scanned(record(a=TEXT))
    (item,) = waiting([one], nobody())
    reject = choices(one).on(item, "reject")
    child = Record("x", "table", {"a": "more diabetes"}, source="s", group="x", parents=("r1",))
    assert decided_in_cleaned(one, scanned(child)[0], reject).findings == ()
    (changed,) = scanned(record(a="Her diabetes"))
    assert len(decided_in_cleaned(changed, scanned(child)[0], reject).findings) == 1


def test_a_correction_moves_and_renames_every_mention() -> None:
    (one,) = scanned(record(a="diabetes type 2, diabetes type 2, diabetes alone"))
    (item,) = waiting([one], nobody())
    correct = choices(one).correct(item, 0, 15, "GENETIC_DATA")
    result = decided(one, correct)
    assert spans(result) == [
        ("GENETIC_DATA", 0, 15, True),
        ("GENETIC_DATA", 17, 32, True),
        ("HEALTH", 34, 42, False),
    ]


def test_an_addition_holds_for_the_text_that_was_read_and_no_other() -> None:
    (one,) = scanned(record(a=TEXT))
    add = choices(one).add("$.a", 24, 32, "PERSON")
    assert ("PERSON", 24, 32, True) in spans(decided(one, add))
    (changed,) = scanned(record(a=TEXT.replace("says", "said")))
    assert decided(changed, add) == changed
    found = survey([changed], Decisions([Made(1, "", add)], KEYS), STRICT, sample=0)
    assert [each.why for each in found.stale] == ["the text was changed"]
    gone = survey([], Decisions([Made(1, "", add)], KEYS), STRICT, sample=0)
    assert [each.why for each in gone.stale] == ["the record is gone"]


@given(st.integers(0, 32), st.integers(1, 33))
def test_nothing_that_was_found_is_lost_under_an_addition(start: int, length: int) -> None:
    end = min(len(TEXT), start + length)
    (one,) = scanned(record(a=TEXT))
    try:
        add = choices(one).add("$.a", start, end, "PERSON")
    except ReviewError:
        return
    result = decided(one, add)
    covered = {n for f in result.findings for n in range(f.start, f.end)}
    wanted = {n for f in one.findings for n in range(f.start, f.end)} | set(range(start, end))
    assert {n for n in wanted if TEXT[n].isalnum()} <= covered
    places = [(each.start, each.end) for each in result.findings]
    assert places == sorted(places)
    assert all(a[1] <= b[0] for a, b in zip(places, places[1:], strict=False))


def test_words_of_a_list_are_decided_together() -> None:
    item = Record("t", "tokens", {"tokens": ["Hi", "Anna", "Meier"], "tags": ["O"] * 3}, "s", "t")
    (one,) = scan([item], FakeFinder(), keys=KEYS)
    policy = STRICT.model_copy(update={"actions": {"PERSON": "review"}})
    (waits,) = waiting([one], nobody(), policy)
    assert (waits.field, waits.start, waits.end) == ("$.tokens", 3, 13)
    assert decided(one, choices(one).on(waits, "reject")).findings == ()
    shorter = decided(one, choices(one).correct(waits, 8, 13, "PERSON"))
    assert [(f.field, f.start, f.end) for f in shorter.findings] == [("$.tokens[2]", 0, 5)]


def test_a_record_that_is_its_own_id_cannot_be_marked() -> None:
    own = Record("Jo Doe", "table", {"id": "Jo Doe", "a": "x"}, "s", "Jo Doe")
    (one,) = scanned(own)
    with pytest.raises(ReviewError) as caught:
        choices(one).add("$.id", 0, 6, "PERSON")
    assert "Jo Doe" not in caught.value.message + caught.value.fix


# --- two people -----------------------------------------------------------------------------------


def test_another_persons_decision_is_replaced_only_when_seen(tmp_path: Path) -> None:
    (one,) = scanned(record(a=TEXT))
    (item,) = waiting([one], nobody())
    first = desk(tmp_path, "Ada").decide(choices(one, "Ada").on(item, "accept"))
    bo = desk(tmp_path, "Bo")
    reject = choices(one, "Bo").on(item, "reject")
    conflict = bo.decide(reject)
    assert isinstance(conflict, Conflict)
    assert isinstance(first, Made)
    assert conflict.standing.seq == first.seq
    assert bo.decide(choices(one, "Bo").on(item, "accept")) == conflict.standing
    assert isinstance(bo.decide(reject, over=first.seq), Made)
    assert bo.decisions().current(reject.target).decision.decision == "reject"  # type: ignore[union-attr]


def test_a_decision_on_another_text_stands_in_nobodys_way(tmp_path: Path) -> None:
    (one,) = scanned(record(a=TEXT))
    (changed,) = scanned(record(a=TEXT + " Yes."))
    (item,) = waiting([one], nobody())
    old = desk(tmp_path, "Ada").decide(choices(one, "Ada").on(item, "reject"))
    assert isinstance(old, Made)
    bo = desk(tmp_path, "Bo")
    new = bo.decide(choices(changed, "Bo").on(item, "reject"))
    assert isinstance(new, Made) and new.seq != old.seq
    assert isinstance(
        desk(tmp_path, "Ada").decide(choices(changed, "Ada").on(item, "accept")), Conflict
    )


def _decide_all(folder: Path, keys_folder: Path, name: str) -> None:
    keys = ProjectKeys.load_or_create(keys_folder)
    mine = desk(folder, name, keys)
    for number in range(12):
        target = {"record": f"r{number}", "field": "$.a", "type": "HEALTH", "fingerprint": "f" * 32}
        choice = "accept" if name == "Ada" else "reject"
        mine.decide(Decision(decision=choice, reviewer=name, source="s", **target))  # type: ignore[arg-type]


def test_two_reviewers_in_two_processes(tmp_path: Path) -> None:
    keys = ProjectKeys.load_or_create(tmp_path / "keys")
    context = multiprocessing.get_context("fork")
    both = [
        context.Process(target=_decide_all, args=(tmp_path, tmp_path / "keys", name))
        for name in ("Ada", "Bo")
    ]
    for each in both:
        each.start()
    for each in both:
        each.join(60)
        assert each.exitcode == 0
    mine = desk(tmp_path, "Ada", keys)
    # Whoever came first stands; the other was told and recorded nothing.
    assert len(mine.decisions().made()) == 12
    with sqlite3.connect(tmp_path / "ledger.db") as db:
        assert db.execute("SELECT count(*) FROM entries").fetchone() == (12,)


def test_a_desk_sees_what_others_add_and_no_other_ledger(tmp_path: Path) -> None:
    one, two = scanned(record(1, a=TEXT), record(2, a=TEXT))
    first, second = waiting([one, two], nobody())
    ada, bo = desk(tmp_path, "Ada"), desk(tmp_path, "Bo")
    ada.decide(choices(one).on(first, "accept"))
    assert len(bo.decisions().made()) == 1
    ada.decide(choices(two).on(second, "accept"))
    assert [each.seq for each in bo.decisions().made()] == [1, 2]
    for path in tmp_path.iterdir():
        path.unlink()
    with pytest.raises(LedgerError, match="no longer the ledger"):
        bo.decide(choices(one, "Bo").on(first, "reject"))
    eve = desk(tmp_path, "Eve")
    eve.decide(choices(one, "Eve").on(first, "reject"))
    eve.decide(choices(two, "Eve").on(second, "reject"))
    with pytest.raises(LedgerError, match="no longer the ledger"):
        bo.decisions()


def test_decisions_together_are_recorded_all_or_none(tmp_path: Path) -> None:
    one, two = scanned(record(1, a=TEXT), record(2, a=TEXT))
    first, second = waiting([one, two], nobody())
    mine = desk(tmp_path)
    with mine.together():
        made = mine.decide(choices(one).on(first, "accept"))
        assert isinstance(made, Made)
        mine.undo(made.seq)
        mine.decide(choices(two).on(second, "reject"))
        assert len(mine.decisions().made()) == 1
    held = desk(tmp_path).decisions()
    assert (len(held.made()), held.undone) == (1, 1)
    with pytest.raises(ReviewError), mine.together():
        mine.decide(choices(one).on(first, "reject"))
        mine.undo(99)
    for each in (mine, desk(tmp_path)):
        assert each.decisions().whole_digest == held.whole_digest
    assert Ledger(tmp_path / "ledger.db").problems(KEYS.public_bytes()) == []
    mine.decide(choices(one).on(first, "reject"))
    assert len(mine.decisions().made()) == 2


def test_no_value_is_in_the_ledger(tmp_path: Path) -> None:
    (one,) = scanned(record(a=TEXT))
    (item,) = waiting([one], nobody())
    mine = desk(tmp_path)
    for decision in (
        choices(one).on(item, "accept"),
        choices(one).correct(item, 5, 17, "GENETIC_DATA"),
        choices(one).on(item, "allow"),
        choices(one).add("$.a", 24, 32, "PERSON"),
        choices(one, sample=1).checked(),
    ):
        mine.decide(decision)
    raw = b"".join(path.read_bytes() for path in tmp_path.glob("ledger.db*"))
    for value in (b"Anna", b"diabetes", b"Tom", b"Hill", b"says"):
        assert value not in raw


def test_a_type_of_the_users_own_keeps_its_category_when_it_is_corrected() -> None:
    """Only the policy knows it; as `identity` it would not count against "no Art. 9 data"."""
    (one,) = scanned(record(a=TEXT))
    first = one.findings[0]
    shorter = TEXT[first.start : first.end - 1]
    one = replace(one, findings=(replace(first, type="WARD", category="health"),))
    correct = (
        choices(one)
        .reject(next(mentions(one.record, one.findings)))
        .model_copy(
            update={
                "decision": "correct",
                "new_start": first.start,
                "new_end": first.end - 1,
                "new_type": "WARD",
                "new_fingerprint": KEYS.fingerprint("WARD", normal_value(shorter)),
            }
        )
    )
    (found,) = decided(one, correct).findings
    assert (found.type, found.category, found.reviewed) == ("WARD", "health", True)
    assert found.end == first.end - 1
