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
from compliance.evidence.ledger import Entry
from compliance.findings import HOLDS_LISTED, RecordScan
from compliance.review.decisions import Decisions, Made
from compliance.review.desk import Conflict
from compliance.review.model import DECIDED, UNDONE, Decision
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


def decided(one: RecordScan, *made: Decision) -> RecordScan:
    decisions = Decisions([Made(seq, "", each) for seq, each in enumerate(made, start=1)], KEYS)
    (result,) = decisions.applied([one])
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
    plain = Decisions.fold(entries, KEYS)
    place = data.draw(st.integers(0, len(entries)))
    more = [*entries[:place], entry(50, DECIDED, extra.body()), *entries[place:]]
    undone = Decisions.fold([*more, entry(51, UNDONE, {"entry": 50})], KEYS)
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
    assert list(one.applied(scans)) == list(two.applied(scans))


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


def test_a_rejection_survives_a_rescan_and_moved_offsets() -> None:
    (one,) = scanned(record(a=TEXT))
    (item,) = waiting([one], nobody())
    reject = choices(one).on(item, "reject")
    moved = record(a="[PERSON_1] has diabetes, says [PERSON_2], and more words before it.")
    (again,) = scanned(moved)
    assert [each.type for each in again.findings] == ["HEALTH"]
    assert decided(again, reject).findings == ()
    other_field = scanned(record(b=TEXT))[0]
    assert decided(other_field, reject) == other_field


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


def test_a_synthetic_record_inherits_the_rejections_of_its_parents() -> None:
    (one,) = scanned(record(a=TEXT))
    (item,) = waiting([one], nobody())
    reject = choices(one).on(item, "reject")
    child = Record("x", "table", {"a": "more diabetes"}, source="s", group="x", parents=("r1",))
    assert decided(scanned(child)[0], reject).findings == ()


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
