"""What waits for a person: where it stood in the original, and that decisions settle it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance.anonymize import Cleaned, anonymize
from compliance.errors import EvidenceError, ReviewError
from compliance.findings import RecordScan
from compliance.policy import Policy
from compliance.replacements import Replacement
from compliance.residue.listed import Residue, read_residue
from compliance.review.alignment import Alignment
from compliance.review.decisions import Decisions, Made
from compliance.review.model import Decision
from compliance.review.overlay import DecisionOverlay
from compliance.review.queue import Queue, Wanted, open_by_origin
from compliance.scan import normal_value
from tests.compliance.review.review_kit import (
    KEYS,
    STRICT,
    choices,
    nobody,
    record,
    scanned,
    waiting,
)
from tests.conftest import FakeFinder

WORDS = st.lists(st.sampled_from(["Anna", "Meier", "in", "an", "Rom", "x", "-"]), max_size=12)


@given(WORDS, st.data())
def test_what_stood_where_is_found_again(words: list[str], data: st.DataObject) -> None:
    raw = " ".join(words)
    cuts = data.draw(st.lists(st.integers(0, len(raw)), max_size=8, unique=True).map(sorted))
    spans = [(a, b) for a, b in zip(cuts[::2], cuts[1::2], strict=False)]
    clean, position, put = "", 0, []
    for start, end in spans:
        clean += raw[position:start]
        mark = KEYS.fingerprint("PERSON", normal_value(raw[start:end]))
        new = f"[PERSON_{len(put)}]"
        at = len(clean)
        put.append(Replacement("r", "$.a", at, at + len(new), "PERSON", "placeholder", mark))
        clean += new
        position = end
    clean += raw[position:]
    aligned = Alignment.of(raw, clean, put, KEYS)
    assert aligned is not None
    for (low, high), (start, end) in zip(aligned.originals, spans, strict=True):
        assert normal_value(raw[low:high]) == normal_value(raw[start:end])
    for at in range(len(clean)):
        place = aligned.original_of(at, at + 1)
        if place is not None:
            assert raw[place[0] : place[1]] == clean[at]


def test_texts_that_are_not_of_each_other_have_no_alignment() -> None:
    put = Replacement("r", "$.a", 0, 10, "PERSON", "placeholder", "0" * 32)
    assert Alignment.of("Anna x", "[PERSON_1] y", [put], KEYS) is None
    assert Alignment.of("a", "b", [], KEYS) is None


def made(*all_of_them: Decision) -> Decisions:
    return Decisions([Made(seq, "", each) for seq, each in enumerate(all_of_them, 1)], KEYS)


def cleaned(one: RecordScan, decisions: Decisions, policy: Policy = STRICT) -> Cleaned:
    overlay = DecisionOverlay(decisions)
    overlaid = overlay.originals([one])
    (result,) = anonymize(overlaid, FakeFinder(), policy, keys=KEYS, overlay=overlay.cleaned)
    return result


def test_decisions_hold_while_a_text_is_cleaned_again_and_again() -> None:
    (one,) = scanned(record(a="Anna has diabetes, calls Bertil"))
    (item,) = waiting([one], nobody())
    rejected = cleaned(one, made(choices(one).on(item, "reject")))
    assert rejected.record.data["a"] == "[PERSON_1] has diabetes, calls Bertil"
    assert ("HEALTH", "review") not in rejected.treated
    accepted = cleaned(one, made(choices(one).on(item, "accept")))
    assert accepted.treated["HEALTH", "anonymize"] == 1
    assert ("HEALTH", "review") not in accepted.treated
    added = cleaned(one, made(choices(one).add("$.a", 25, 31, "PERSON")))
    assert added.record.data["a"] == "[PERSON_1] has [HEALTH_1], calls [PERSON_2]"


def test_a_name_that_was_corrected_to_a_firm_stays_while_others_go() -> None:
    policy = Policy(actions={"PERSON": "review"})
    (one,) = scanned(record(a="Tom Hill sells, Anna buys"))
    firm, _ = waiting([one], nobody(), policy)
    decision = choices(one).correct(firm, 0, 8, "ORGANIZATION")
    assert (
        cleaned(one, made(decision), policy).record.data["a"] == "Tom Hill sells, [PERSON_1] buys"
    )


def queue(one: RecordScan, done: Cleaned, left: list[Residue], decisions: Decisions) -> list[str]:
    items = Queue(STRICT, decisions, KEYS).items(
        DecisionOverlay(decisions).originals([one]),
        [done.record],
        [("r1", list(done.replacements))],
        [("r1", left)] if left else [],
    )
    return [f"{each.origin} {each.type} {each.start}-{each.end} {each.placed}" for each in items]


def test_what_shows_only_in_the_cleaned_text_waits_where_it_stood() -> None:
    (one,) = scanned(record(a="Anna has diabetes"))
    hidden = replace(one, findings=one.findings[:1])  # the scan did not see it, cleaning does
    done = cleaned(hidden, nobody())
    assert done.treated["HEALTH", "review"] == 1
    assert queue(hidden, done, [], nobody()) == ["cleaned HEALTH 9-17 True"]
    (item,) = Queue(STRICT, nobody(), KEYS).items(
        [hidden], [done.record], [("r1", list(done.replacements))]
    )
    accepted = made(choices(hidden).on(item, "accept"))
    assert cleaned(hidden, accepted).treated["HEALTH", "anonymize"] == 1
    assert queue(hidden, done, [], accepted) == []


def test_what_is_left_comes_first_and_is_added_when_it_is_accepted() -> None:
    (one,) = scanned(record(a="Anna has diabetes; bertil"))
    done = cleaned(one, nobody())
    text = done.record.data["a"]
    at = text.index("bertil")
    left = [Residue("r1", "$.a", at, at + 6, "PERSON", "normalised", "review", "b" * 32)]
    assert queue(one, done, left, nobody()) == [
        "residue PERSON 19-25 True",
        "review HEALTH 9-17 True",
    ]
    item = Queue(STRICT, nobody(), KEYS).items(
        [one], [done.record], [("r1", list(done.replacements))], [("r1", left)]
    )[0]
    accepted = choices(one).on(item, "accept")
    assert (accepted.decision, accepted.start, accepted.end) == ("add", 19, 25)
    assert queue(one, done, left, made(accepted)) == ["review HEALTH 9-17 True"]
    rejected = choices(one).on(item, "reject")
    assert queue(one, done, left, made(rejected)) == ["review HEALTH 9-17 True"]
    unknown = replace(item, placed=False)
    with pytest.raises(ReviewError, match="cannot be told"):
        choices(one).on(unknown, "accept")


def test_a_canary_waits_until_it_has_a_type() -> None:
    (one,) = scanned(record(a="Anna fragt; bertil"))
    done = cleaned(one, nobody())
    at = done.record.data["a"].index("bertil")
    left = [Residue("r1", "$.a", at, at + 6, "CANARY", "exact", "block", "b" * 32)]
    (item,) = Queue(STRICT, nobody(), KEYS).items(
        [one], [done.record], [("r1", list(done.replacements))], [("r1", left)]
    )
    for choice in ("accept", "reject", "allow"):
        with pytest.raises(ReviewError, match="canary"):
            choices(one).on(item, choice)
    typed = choices(one).correct(item, item.start, item.end, "PERSON")
    assert typed.decision == "add"
    assert queue(one, done, left, made(typed)) == []
    # A rejection of an earlier version hides nothing.
    rejected = typed.model_copy(
        update={"decision": "reject", "type": "CANARY", "fingerprint": "b" * 32}
    )
    assert queue(one, done, left, made(rejected)) == ["residue CANARY 12-18 True"]


def test_order_weight_and_what_is_asked_for() -> None:
    scans = scanned(record(1, a="diabetes, diabetes"), record(2, a="Anna has diabetes"))
    items = waiting(scans, nobody())
    assert [(each.record, each.mentions) for each in items] == [("r2", 1), ("r1", 2)]
    assert waiting(scans, nobody()) == items
    assert open_by_origin(items) == {"review": {"HEALTH": 2}}
    blocking = Policy(actions={"PERSON": "block"}, min_score=0.85)
    assert Queue(blocking, nobody(), KEYS).items(scans) == []
    wanted = Queue(blocking, nobody(), KEYS, Wanted(doubtful=0.1, blocked=True)).items(scans)
    assert [each.origin for each in wanted] == ["blocked", "doubtful", "doubtful"]


def test_a_damaged_list_of_what_is_left_is_an_error(tmp_path) -> None:  # type: ignore[no-untyped-def]
    path = tmp_path / "residue.jsonl"
    assert list(read_residue(path)) == []
    path.write_text("{}\n")
    with pytest.raises(EvidenceError):
        list(read_residue(path))
