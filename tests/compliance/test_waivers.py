"""Waivers: bound to what was seen, signed, in the ledger, and never silent."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compliance.errors import WaiverError
from compliance.evidence import Ledger, ProjectKeys
from compliance.evidence.canonical import document_sha256, write_json
from compliance.evidence.signing import sign_document
from compliance.gate import Reason
from compliance.gate.decide import weigh
from compliance.gate.reasons import Waived
from compliance.gate.waivers import reasons, waived
from compliance.waivers import (
    NOT_WAIVABLE,
    Approver,
    Covered,
    Elsewhere,
    Held,
    StoredWaivers,
    Waiver,
    WaiversHere,
    WaiverStore,
    bound_to,
)

TODAY = dt.date(2026, 11, 20)
LATER = dt.date(2027, 3, 1)
FILES = {"chats": ("a" * 64, "b" * 64), "mail": ("c" * 64,)}
SEEN = Covered(text="the policy asks a person to look at HEALTH", count=9)


def waiver(**changes: Any) -> Waiver:
    values: dict[str, Any] = {
        "code": "G201",
        "run": "main",
        "sources": ("chats", "mail"),
        "covers": (SEEN,),
        "reason": "seen with the works council",
        "approver": Approver(name="Alva Muster", role="DPO"),
        "granted_on": TODAY,
        "expires_on": LATER,
    }
    values |= changes
    bound = bound_to(values["code"], values["covers"], values["sources"])
    data = {each: FILES[each] for each in sorted(bound & set(FILES))}
    return Waiver(**{"data": data, **values})


def asked(count: int = 9, text: str = SEEN.text, source: str | None = None) -> Reason:
    return Reason("G201", "review", text, count, source)


def laid_over(found: list[Reason], *held: Waiver, today: dt.date = TODAY) -> list[Reason]:
    waivers = WaiversHere(tuple(Held(f"{n:016x}", each) for n, each in enumerate(held)))
    return [*waived(found, waivers, today), *reasons(waivers, today, clock_behind=False)]


def test_what_is_covered_becomes_a_note_that_names_the_waiver() -> None:
    (note,) = laid_over([asked()], waiver())
    assert (note.code, note.severity, note.count) == ("G440", "note", 9)
    assert note.waived == Waived("G201", "review", SEEN.text, "0" * 16)
    for word in ("G201", "Alva Muster", "DPO", "2027-03-01", "0" * 16, "HEALTH"):
        assert word in note.text


@pytest.mark.parametrize(
    "other", [asked(text="the policy asks a person to look at RELIGION"), asked(source="chats")]
)
def test_another_type_or_source_is_not_covered(other: Reason) -> None:
    assert laid_over([other], waiver()) == [other]


CHANGED = {**FILES, "chats": ("a" * 64, "d" * 64)}


@pytest.mark.parametrize(
    ("run", "data", "said"),
    [
        ("other", FILES, "another run"),
        ("main", {"chats": FILES["chats"]}, "other sources"),
        ("main", {**FILES, "wiki": ()}, "other sources"),
        ("main", CHANGED, "other data"),
        ("main", {**FILES, "chats": (*FILES["chats"], "d" * 64)}, "other data"),
    ],
)
def test_another_run_other_sources_or_data_are_not_covered(
    run: str, data: dict[str, tuple[str, ...]], said: str
) -> None:
    held = Held("0" * 16, waiver())
    found = StoredWaivers((held,))
    assert found.here("main", FILES) == WaiversHere((held,))
    assert found.here(run, data) == WaiversHere((), (Elsewhere(held, said),))
    reason, note = waived([asked()], found.here(run, data), TODAY)
    assert (reason, note.code, note.severity) == (asked(), "G441", "note")
    assert said in note.text
    assert "grant it anew" in note.text


def test_what_was_granted_for_something_else_does_not_block_when_it_has_expired() -> None:
    here = StoredWaivers((Held("0" * 16, waiver()),)).here("main", CHANGED)
    assert list(reasons(here, dt.date(2028, 1, 1), clock_behind=False)) == []


def test_a_waiver_in_the_place_of_a_declaration_holds_for_any_data() -> None:
    granted = waiver(code="G301", covers=(Covered(text="retention", source="chats"),))
    assert granted.data == {}
    assert granted.meant_for_other("main", CHANGED) is None
    assert granted.meant_for_other("main", {"chats": FILES["chats"]}) == "other sources"


def test_a_reason_of_one_source_is_bound_to_the_data_of_that_source() -> None:
    granted = waiver(code="G209", covers=(Covered(text="phones", source="mail", count=2),))
    assert granted.meant_for_other("main", CHANGED) is None
    assert granted.meant_for_other("main", {**FILES, "mail": ("e" * 64,)}) == "other data"


def test_the_gate_does_not_take_waivers_that_nobody_held_against_its_data() -> None:
    stored = StoredWaivers((Held("0" * 16, waiver()),))
    with pytest.raises(AttributeError):
        list(waived([asked()], stored, TODAY))  # type: ignore[arg-type]


def test_more_than_was_seen_is_not_covered() -> None:
    more, note = laid_over([asked(10)], waiver())
    assert more == asked(10)
    assert (note.code, note.severity, note.count) == ("G441", "note", 10)
    (fewer,) = laid_over([asked(8)], waiver())
    assert fewer.code == "G440"


def test_the_last_day_counts_and_then_it_blocks() -> None:
    assert [each.code for each in laid_over([asked()], waiver(), today=LATER)] == ["G440"]
    after = laid_over([asked()], waiver(), today=LATER + dt.timedelta(days=1))
    assert [each.code for each in after] == ["G201", "G140"]
    assert after[1].severity == "block"


def test_an_expired_waiver_blocks_even_when_its_reason_is_gone() -> None:
    assert [each.code for each in laid_over([], waiver(), today=dt.date(2028, 1, 1))] == ["G140"]


def test_a_clock_set_back_is_said() -> None:
    (note,) = reasons(WaiversHere(), TODAY, clock_behind=True)
    assert (note.code, note.severity) == ("G442", "note")


@pytest.mark.parametrize("code", sorted(NOT_WAIVABLE))
def test_some_reasons_are_nobodys_to_waive(code: str) -> None:
    with pytest.raises(ValueError, match="cannot be waived|should match pattern"):
        waiver(code=code)
    # Even one that was made in another way covers nothing.
    forged = waiver().model_copy(update={"code": code})
    reason = Reason(code, "block", SEEN.text, 1)
    assert laid_over([reason], forged) == [reason]


@pytest.mark.parametrize(
    "changes",
    [
        {"expires_on": dt.date(2026, 11, 19)},
        {"expires_on": dt.date(2027, 11, 22)},
        {"covers": ()},
        {"reason": " "},
        {"code": "G401"},
        {"data": {}},
        {"data": {"chats": FILES["chats"]}},
        {"data": {**FILES, "mail": ("no hash",)}},
        {"code": "G301", "data": FILES},
        {"covers": (Covered(text="phones", source="wiki"),), "data": {"wiki": ("a" * 64,)}},
    ],
)
def test_a_waiver_has_its_bounds(changes: dict[str, Any]) -> None:
    with pytest.raises(ValueError):
        waiver(**changes)


# --- laws -----------------------------------------------------------------------------------------

_ORDER = ("clear", "clear_after_anonymization", "needs_review", "blocked")
_REASONS = st.lists(
    st.builds(
        Reason,
        st.sampled_from(["G101", "G102", "G201", "G251", "G301", "G302", "G401"]),
        st.sampled_from(["block", "review", "open", "note"]),
        st.sampled_from(["one", "two"]),
        st.none() | st.integers(0, 5),
        st.sampled_from([None, "chats"]),
    ),
    max_size=5,
)
_WAIVERS = st.lists(
    st.builds(
        lambda code, covers, days: waiver(
            code=code, covers=tuple(covers), expires_on=TODAY + dt.timedelta(days=days)
        ),
        st.sampled_from(["G101", "G201", "G251", "G301"]),
        st.lists(
            st.builds(
                Covered,
                text=st.sampled_from(["one", "two"]),
                source=st.sampled_from([None, "chats"]),
                count=st.none() | st.integers(0, 5),
            ),
            min_size=1,
            max_size=2,
        ),
        st.integers(0, 10),
    ),
    max_size=3,
)


@given(_REASONS, _REASONS, st.booleans())
def test_more_reasons_never_improve_a_verdict(
    some: list[Reason], more: list[Reason], cleaned: bool
) -> None:
    before, after = weigh(some, cleaned=cleaned), weigh([*some, *more], cleaned=cleaned)
    assert _ORDER.index(after) >= _ORDER.index(before)


@settings(max_examples=200)
@given(_REASONS, _WAIVERS, st.integers(0, 20))
def test_a_waiver_is_never_silent(found: list[Reason], held: list[Waiver], days: int) -> None:
    today = TODAY + dt.timedelta(days=days)
    after = laid_over(found, *held, today=today)
    # Every reason is still there: as it was, or as a note that says who waived it.
    assert len(after) >= len(found)
    bare, laid = weigh(found, cleaned=False), weigh(after, cleaned=False)
    if _ORDER.index(laid) < _ORDER.index(bare):
        assert any(each.code == "G440" for each in after)
    if any(each.expires_on < today for each in held):
        assert laid == "blocked"
    if any(each.code == "G102" and each.severity == "block" for each in found):
        assert laid == "blocked"
    for reason in found:
        if reason.severity != "note" and reason not in after:
            assert any(reason.code in e.text and reason.text in e.text for e in after)


@given(_REASONS, _WAIVERS)
def test_the_verdict_does_not_depend_on_the_order_of_waivers(
    found: list[Reason], held: list[Waiver]
) -> None:
    one, other = laid_over(found, *held), laid_over(found, *reversed(held))
    assert weigh(one, cleaned=True) == weigh(other, cleaned=True)


# --- on disk --------------------------------------------------------------------------------------


@pytest.fixture
def store(tmp_path: Path) -> WaiverStore:
    return WaiverStore(tmp_path / "waivers", Ledger(tmp_path / "ledger.db"))


def test_granted_read_renewed_and_revoked(
    store: WaiverStore, keys: ProjectKeys, tmp_path: Path
) -> None:
    public = keys.public_bytes()
    assert store.read(public) == StoredWaivers()
    held, renewed = store.grant(waiver(), keys)
    assert renewed == ()
    assert store.read(public) == StoredWaivers((held,))
    assert store.grant(waiver(), keys) == (held, ())
    newer, renewed = store.grant(waiver(expires_on=dt.date(2027, 5, 1)), keys)
    assert renewed == (held.id,)
    assert store.read(public) == StoredWaivers((newer,))
    assert store.revoke(newer.id[:6], "Alva Muster", keys) == newer.id
    assert store.read(public) == StoredWaivers()
    events = [entry.event for entry in Ledger(tmp_path / "ledger.db").entries()]
    assert events == ["waiver.granted", "waiver.granted", "waiver.revoked", "waiver.revoked"]
    with pytest.raises(WaiverError):
        store.revoke(newer.id, "Alva Muster", keys)


def test_what_was_revoked_can_be_granted_again(store: WaiverStore, keys: ProjectKeys) -> None:
    held, _ = store.grant(waiver(), keys)
    store.revoke(held.id, "Alva Muster", keys)
    again, _ = store.grant(waiver(), keys)
    assert store.read(keys.public_bytes()) == StoredWaivers((again,))


def _changed(path: Path) -> None:
    path.write_text(path.read_text().replace("2027-03-01", "2027-09-01"))


def _unsigned(path: Path) -> None:
    document = json.loads(path.read_text())
    del document["signature"]
    path.write_text(json.dumps(document))


def _gone(path: Path) -> None:
    path.unlink()


def _rubbish(path: Path) -> None:
    path.write_bytes(b"\xff{")


@pytest.mark.parametrize("harm", [_changed, _unsigned, _gone, _rubbish])
def test_a_waiver_that_cannot_be_trusted_blocks(
    harm: Any, store: WaiverStore, keys: ProjectKeys, tmp_path: Path
) -> None:
    held, _ = store.grant(waiver(), keys)
    harm(tmp_path / "waivers" / f"{held.id}.json")
    found = store.read(keys.public_bytes())
    assert found.held == ()
    assert len(found.problems) == 1
    (reason,) = reasons(found.here("main", FILES), TODAY, clock_behind=False)
    assert (reason.code, reason.severity) == ("G142", "block")
    store.revoke(held.id, "Alva Muster", keys)
    assert store.read(keys.public_bytes()) == StoredWaivers()


def test_a_waiver_of_another_project_blocks(
    store: WaiverStore, keys: ProjectKeys, tmp_path: Path
) -> None:
    other = WaiverStore(tmp_path / "other", Ledger(tmp_path / "other.db"))
    strangers = ProjectKeys.ephemeral()
    held, _ = other.grant(waiver(), strangers)
    store.grant(waiver(code="G101"), keys)
    name = f"{held.id}.json"
    (tmp_path / "waivers" / name).write_bytes((tmp_path / "other" / name).read_bytes())
    found = store.read(keys.public_bytes())
    assert [each.waiver.code for each in found.held] == ["G101"]
    assert found.problems == (f"waiver {held.id} is not signed with this project's key",)


def test_a_copied_file_is_not_in_the_ledger(
    store: WaiverStore, keys: ProjectKeys, tmp_path: Path
) -> None:
    other = WaiverStore(tmp_path / "waivers", Ledger(tmp_path / "other.db"))
    held, _ = other.grant(waiver(), keys)
    assert store.read(keys.public_bytes()).problems == (f"waiver {held.id} is not in the ledger",)


@pytest.mark.parametrize("schema", ["ftcheck.waiver/1", "ftcheck.waiver/2"])
def test_one_of_an_older_form_covers_nothing_and_blocks_until_it_is_revoked(
    schema: str, store: WaiverStore, keys: ProjectKeys, tmp_path: Path
) -> None:
    document = {**waiver().model_dump(mode="json", by_alias=True), "schema": schema}
    del document["data"]
    signed = sign_document(document, keys)
    sha256 = document_sha256(signed)
    name = sha256[:16]
    (tmp_path / "waivers").mkdir()
    write_json(tmp_path / "waivers" / f"{name}.json", signed)
    ledger = Ledger(tmp_path / "ledger.db")
    ledger.append("waiver.granted", {"waiver": name, "sha256": sha256}, keys=keys)
    found = store.read(keys.public_bytes())
    assert found.held == ()
    assert [name in each and "older form" in each for each in found.problems] == [True]
    (reason,) = reasons(found.here("main", FILES), TODAY, clock_behind=False)
    assert (reason.code, reason.severity) == ("G142", "block")
    store.revoke(name, "Alva Muster", keys)
    assert store.read(keys.public_bytes()) == StoredWaivers()
