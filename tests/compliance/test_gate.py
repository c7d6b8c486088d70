"""The verdict: a missing declaration is never a pass, a contradiction blocks."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compliance.clearance import Opening, issue_clearance, open_cleared
from compliance.dataset import Record, read_envelopes, write_envelopes
from compliance.declarations import Declarations, Purpose
from compliance.errors import NotCleared
from compliance.evidence import (
    Ledger,
    ProjectKeys,
    document_sha256,
    read_json,
    seal_run,
    write_json,
)
from compliance.evidence.files import sha256_file
from compliance.evidence.signing import sign_document
from compliance.fictional import is_assignable
from compliance.findings import RecordScan, ScanTotals
from compliance.gate import Decision, Facts, decide, decide_base, decide_synthetic
from compliance.policy import Policy
from compliance.policy.problems import policy_problems
from compliance.quality import Limit, Quality, QualityConfig
from compliance.verify import verify_evidence
from compliance.waivers import Approver, Covered, Held, Waiver, WaiversHere

TODAY = dt.date(2026, 11, 20)
SOURCE: dict[str, Any] = {
    "id": "chats",
    "path": "chats.jsonl",
    "origin": "own desk",
    "licence": "proprietary",
    "rights_holder": "Example GmbH",
    "legal_basis": "6.1.f",
    "purposes": ["train"],
    "notice_ref": "notice 1",
    "retention_until": "2027-12-31",
    "personal_data": True,
    "special_categories": "none",
    "kind_of_source": "own",
    "purpose_compatible": True,
    "compatibility_ref": "test 1",
}


def declared(**source: Any) -> Declarations:
    values = {key: value for key, value in {**SOURCE, **source}.items() if value is not ...}
    return Declarations.model_validate(
        {
            "controller": {"name": "Example GmbH", "contact": "mail"},
            "dpo": {"name": "external"},
            "purposes": [{"id": "train", "description": "answer mails"}],
            "sources": [values],
        }
    )


NOTHING_LEFT: dict[str, Any] = {
    "searched": {"unknown": 0},
    "left": {"block": {}, "review": {}, "note": {}},
    "canaries": None,
    "self_test": {"results": [{"planted": 3, "found": 3}]},
}


def totals(**types: int) -> ScanTotals:
    special = types.get("HEALTH", 0)
    return ScanTotals(
        records=100,
        by_type=Counter(types),
        personal_by_source=Counter({"chats": sum(types.values())}),
        special_records=Counter({"chats": special}) if special else Counter(),
        languages=Counter({"de": 100}),
    )


NOBODY_ALONE: dict[str, Any] = {
    "cleaned": {
        "units": 100,
        "singling_out": {
            "by_few_about_persons": {"by_k": {}},
            "by_few": {"alone": 0},
            "by_all": {"alone": 0},
        },
        "columns": {"own_value": []},
        "inference": {"by_type": [], "least_group": 5},
        "identified": {"units": 0},
        "linkability": {"slots": {}},
        "units_with_text": 0,
    }
}


def measured(**facts: Any) -> dict[str, Any]:
    return {**Quality(records=100).document(), **facts}


def verdict(
    declarations: Declarations | None = None,
    before: ScanTotals | None = None,
    after: ScanTotals | None = None,
    policy: Policy | None = None,
    quality: dict[str, Any] | None = None,
    limits: QualityConfig | None = None,
    identifiers: dict[str, dict[str, int]] | None = None,
    waivers: WaiversHere | None = None,
) -> Decision:
    policy = policy or Policy()
    before, after = before or totals(), after or totals()
    treated = Counter(
        {(name, policy.action_for(name)): count for name, count in before.by_type.items()}
    )
    left = {n: c for n, c in after.by_type.items() if policy.action_for(n) != "allow"}
    check = {
        "rescan": {
            "not_allowed": left,
            "languages_read": {"names": ["de", "en"], "special_categories": ["de", "en", "it"]},
        },
        "quality": quality or measured(),
        "residue": NOTHING_LEFT,
        "risk": NOBODY_ALONE,
        "identifiers": identifiers or {},
    }
    return decide(
        Facts(
            declarations=declarations or declared(),
            policy=policy,
            before=before,
            after=after,
            treated=treated,
            check=check,
            today=TODAY,
            quality=limits or QualityConfig(),
            waivers=waivers or WaiversHere(),
        )
    )


def codes(decision: Decision) -> set[str]:
    return {reason.code for reason in decision.reasons}


def test_clean_and_declared_is_clear() -> None:
    assert verdict() == Decision("clear", ())


def test_cleaned_and_declared_is_clear_after_anonymization() -> None:
    assert verdict(before=totals(PERSON=5)).verdict == "clear_after_anonymization"


def test_what_the_policy_allows_needs_no_cleaning() -> None:
    both = totals(ORGANIZATION=5)
    assert verdict(before=both, after=both).verdict == "clear"


@pytest.mark.parametrize(
    "missing",
    [
        "licence",
        "origin",
        "rights_holder",
        "legal_basis",
        "purposes",
        "notice_ref",
        "retention_until",
        "personal_data",
        "special_categories",
        "kind_of_source",
        "purpose_compatible",
        "compatibility_ref",
    ],
)
def test_a_missing_declaration_is_never_a_pass(missing: str) -> None:
    decision = verdict(declared(**{missing: ...}))
    assert decision.verdict == "needs_review"
    assert any(missing in reason.text for reason in decision.reasons)


def test_nothing_declared_names_every_open_point() -> None:
    decision = verdict(Declarations())
    assert decision.verdict == "needs_review"
    text = " ".join(reason.text for reason in decision.reasons)
    for name in ("controller.name", "dpo.name", "[[purposes]]", "[[sources]]"):
        assert name in text


def test_a_purpose_needs_words() -> None:
    empty = declared().model_copy(update={"purposes": (Purpose(id="train", description=""),)})
    decision = verdict(empty)
    assert decision.verdict == "needs_review"
    assert "purposes.train.description" in decision.reasons[0].text


def test_consent_needs_its_reference_and_its_withdrawals() -> None:
    consent = {"legal_basis": "6.1.a", "consent_withdrawals": 0}
    assert verdict(declared(**consent)).verdict == "blocked"
    assert verdict(declared(**consent, consent_ref="crm")).verdict == "clear"
    asked = verdict(declared(legal_basis="6.1.a", consent_ref="crm"))
    assert (asked.verdict, codes(asked)) == ("needs_review", {"G301"})


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ({"personal_data": False, "special_categories": "expected"}, {"G131", "G302"}),
        ({"kind_of_source": "scraped"}, {"G301"}),
        ({"kind_of_source": "public"}, {"G301"}),
        ({"kind_of_source": "public", "tdm_opt_out_checked": "2026-11-01"}, set()),
        (
            {
                "kind_of_source": "scraped",
                "tdm_opt_out_checked": "2026-11-01",
                "opt_outs_ref": "list 1",
                "opt_outs": 0,
            },
            set(),
        ),
        ({"opt_outs": 3}, {"G301"}),
        ({"opt_outs": 3, "opt_outs_removed": True}, set()),
        ({"opt_outs": 3, "opt_outs_removed": False}, {"G132"}),
        ({"purpose_compatible": False}, {"G134"}),
        (
            {
                "legal_basis": "6.1.a",
                "consent_ref": "crm",
                "consent_withdrawals": 2,
                "purpose_compatible": False,
            },
            {"G301"},
        ),
        (
            {
                "legal_basis": "6.1.a",
                "consent_ref": "crm",
                "consent_withdrawals": 2,
                "withdrawals_removed": False,
            },
            {"G133"},
        ),
        ({"legal_basis": ...}, {"G302"}),
    ],
)
def test_declarations_are_held_against_each_other(
    source: dict[str, Any], expected: set[str]
) -> None:
    assert codes(verdict(declared(**source))) == expected


def test_a_purpose_of_training_is_among_the_purposes() -> None:
    only = {"purposes": (Purpose(id="train", phase="deploy", description="answer"),)}
    assert codes(verdict(declared().model_copy(update=only))) == {"G131"}


def test_fictional_persons_have_no_identifiers_of_somebody() -> None:
    found = {"chats": {"IBAN_CODE": 2}}
    assert verdict(declared(fictional=True)).verdict == "clear"
    assert codes(verdict(declared(fictional=False), identifiers=found)) == set()
    blocked = verdict(declared(fictional=True), identifiers=found)
    assert [(r.code, r.count, r.source) for r in blocked.reasons] == [("G130", 2, "chats")]
    phones = verdict(declared(fictional=True), identifiers={"chats": {"PHONE_NUMBER": 1}})
    assert (phones.verdict, codes(phones)) == ("needs_review", {"G209"})


@pytest.mark.parametrize(
    ("entity_type", "value", "assignable"),
    [
        ("EMAIL_ADDRESS", "anna@kettenbrook.example.com", False),
        ("EMAIL_ADDRESS", "anna@desk.example", False),
        ("EMAIL_ADDRESS", "anna@kettenbrook.de", True),
        ("IBAN_CODE", "DE02 1203 0000 0000 2020 51", True),
        ("IBAN_CODE", "DE03 1203 0000 0000 2020 51", False),
        ("CREDIT_CARD", "4111 1111 1111 1111", False),
        ("CREDIT_CARD", "4539 1488 0343 6467", True),
        ("CREDIT_CARD", "4539 1488 0343 6468", False),
        ("PHONE_NUMBER", "+49 30 23125 123", False),
        ("PHONE_NUMBER", "+49 30 901820", True),
        ("PERSON", "Anna Meier", False),
    ],
)
def test_what_could_be_somebodys(entity_type: str, value: str, assignable: bool) -> None:
    assert is_assignable(entity_type, value) is assignable


def test_expected_special_categories_need_a_condition() -> None:
    assert verdict(declared(special_categories="expected")).verdict == "needs_review"
    good = declared(special_categories="expected", art9_condition="9.2.a")
    assert verdict(good, before=totals(HEALTH=2)).verdict == "clear_after_anonymization"


def test_data_without_persons_needs_no_legal_basis() -> None:
    free = declared(personal_data=False, legal_basis=..., notice_ref=..., retention_until=...)
    assert verdict(free).verdict == "clear"


@pytest.mark.parametrize(
    ("declarations", "before", "after", "policy", "code"),
    [
        (declared(personal_data=False), totals(PERSON=1), None, None, "G103"),
        (declared(), totals(HEALTH=1), None, None, "G106"),
        (declared(retention_until="2026-11-19"), None, None, None, "G104"),
        (declared(), totals(PERSON=2), totals(PERSON=1), None, "G102"),
        (declared(), totals(PERSON=2), None, Policy(actions={"PERSON": "block"}), "G101"),
        (declared(), None, ScanTotals(records=99), None, "G105"),
    ],
)
def test_what_blocks(
    declarations: Declarations,
    before: ScanTotals | None,
    after: ScanTotals | None,
    policy: Policy | None,
    code: str,
) -> None:
    decision = verdict(declarations, before, after, policy)
    assert decision.verdict == "blocked"
    assert code in codes(decision)


def test_a_policy_can_ask_a_person() -> None:
    declarations = declared(special_categories="expected", art9_condition="9.2.a")
    decision = verdict(declarations, totals(HEALTH=1), policy=Policy(preset="strict"))
    assert (decision.verdict, codes(decision)) == ("needs_review", {"G201"})


def test_what_was_replaced_until_a_person_decides_stays_replaced_under_a_waiver() -> None:
    declarations = declared(special_categories="expected", art9_condition="9.2.a")
    strict = Policy(preset="strict")
    asked = verdict(declarations, totals(HEALTH=1), policy=strict)
    (reason,) = (each for each in asked.reasons if each.code == "G201")
    waiver = Waiver(
        code="G201",
        run="main",
        sources=("s",),
        data={"s": ("a" * 64,)},
        covers=(Covered(text=reason.text, source=reason.source, count=reason.count),),
        reason="seen and replaced",
        approver=Approver(name="Ida Muster", role="DPO"),
        granted_on=TODAY,
        expires_on=TODAY,
    )
    held = WaiversHere((Held("0" * 16, waiver),))
    decided = verdict(declarations, totals(HEALTH=1), policy=strict, waivers=held)
    assert (decided.verdict, codes(decided)) == ("clear_after_anonymization", {"G440"})


def test_quality_gives_notes_that_do_not_block() -> None:
    quality = Quality()
    records = [
        RecordScan(Record(str(n), "text", {"id": str(n), "text": "short"}, group=str(n)), (), "en")
        for n in range(3)
    ]
    assert list(quality.watch(records)) == records
    limits = QualityConfig(duplicates=Limit(), near_empty=Limit())
    decision = verdict(quality=quality.document(), limits=limits)
    assert decision.verdict == "clear"
    assert {(r.code, r.count) for r in decision.reasons} == {("G401", 3), ("G402", 2), ("G403", 3)}
    asked = verdict(quality=quality.document())
    assert asked.verdict == "needs_review"
    assert codes(asked) == {"G401", "G230", "G232"}


@pytest.mark.parametrize(
    ("wish", "code", "expected"),
    [
        ("note", "G404", "clear"),
        ("review", "G203", "needs_review"),
        ("block", "G107", "blocked"),
    ],
)
def test_the_policy_decides_on_a_language_without_a_model(
    wish: str, code: str, expected: str
) -> None:
    before = totals()
    before.languages = Counter({"de": 90, "it": 10})
    policy = Policy.model_validate({"languages_without_name_model": wish})
    decision = verdict(before=before, policy=policy)
    assert decision.verdict == expected
    assert [(reason.code, reason.text, reason.count) for reason in decision.reasons] == [
        (code, "names in it: rules and lists only, no model for this language", 10)
    ]


@pytest.mark.parametrize(
    ("wish", "code", "expected"),
    [("note", None, "clear"), ("review", "G203", "needs_review"), ("block", "G107", "blocked")],
)
def test_what_must_not_pass_does_not_pass_once(wish: str, code: str | None, expected: str) -> None:
    before = totals()
    before.languages = Counter({"de": 99, "it": 1})
    policy = Policy.model_validate({"languages_without_name_model": wish})
    decision = verdict(before=before, policy=policy)
    assert decision.verdict == expected
    assert codes(decision) == ({code} if code else set())


@pytest.mark.parametrize(
    ("wish", "code", "expected"),
    [("note", "G406", "clear"), ("review", "G204", "needs_review"), ("block", "G108", "blocked")],
)
def test_the_policy_decides_where_special_categories_are_not_looked_for(
    wish: str, code: str, expected: str
) -> None:
    before = totals()
    before.languages = Counter({"de": 90, "fr": 10})
    policy = Policy.model_validate({"languages_without_special_words": wish})
    decision = verdict(before=before, policy=policy)
    assert decision.verdict == expected
    assert (code, "special categories in fr: not looked for in this language") in {
        (reason.code, reason.text) for reason in decision.reasons
    }


def test_synthetic_records_may_show_nothing() -> None:
    assert decide_synthetic(left=Counter()).verdict == "clear"
    assert decide_synthetic(left=Counter(PERSON=1)).verdict == "blocked"


def test_a_base_model_is_blocked_by_its_licence_only() -> None:
    assert decide_base([]).verdict == "clear"
    assert decide_base([{"severity": "review", "text": "no licence was found"}]).verdict == "clear"
    decision = decide_base([{"severity": "block", "text": "no commercial use"}])
    assert decision.verdict == "blocked"
    assert decision.reasons[0].text == "no commercial use"


def test_the_policy_takes_the_most_specific_rule() -> None:
    policy = Policy(actions={"contact": "block", "PHONE_NUMBER": "allow"})
    assert policy.action_for("EMAIL_ADDRESS") == "block"
    assert policy.action_for("PHONE_NUMBER") == "allow"
    assert policy.action_for("DATE_TIME") == "allow"
    assert policy.action_for("DATE_OF_BIRTH") == "anonymize"
    assert policy.action_for("NEVER_HEARD_OF") == "anonymize"
    assert Policy(preset="strict").action_for("ORGANIZATION") == "anonymize"
    assert policy.action_for("TITLE") == "allow"
    assert policy.action_for("PERSON") == "anonymize"
    assert Policy(preset="strict").action_for("TITLE") == "anonymize"
    assert Policy(actions={"identity": "block"}).action_for("TITLE") == "block"
    (problem,) = policy_problems(Policy(actions={"PERSN": "allow"}))
    assert "did you mean 'PERSON'" in problem


# --- clearance: the only door to training data ----------------------------------------------------


@pytest.fixture
def run_dir(tmp_path: Path, keys: ProjectKeys) -> Path:
    run_dir = tmp_path / "runs" / "main"
    records = [Record(str(n), "text", {"text": f"t{n}"}, "s", str(n)) for n in range(6)]
    write_envelopes(run_dir / "clean.jsonl", records)
    for name, part in (
        ("train", records[:4]),
        ("validation", records[4:5]),
        ("holdout", records[5:]),
    ):
        write_envelopes(run_dir / "split" / f"{name}.jsonl", part)
    clear(run_dir, "clean.jsonl", "clearance.json", keys)
    return run_dir


def clear(run_dir: Path, data: str, name: str, keys: ProjectKeys) -> None:
    issue_clearance(
        run_dir / name,
        run_dir / data,
        verdict="clear",
        records=1,
        decision_sha256="0" * 64,
        policy_sha256="0" * 64,
        keys=keys,
    )


def child(parent: str) -> Record:
    return Record(f"{parent}~1", "text", {"text": "child"}, "s", parent, (parent,))


def test_cleared_records_come_by_split(run_dir: Path, keys: ProjectKeys) -> None:
    write_envelopes(run_dir / "synthetic.jsonl", [child("0")])
    clear(run_dir, "synthetic.jsonl", "synthetic.clearance.json", keys)
    cleared = open_cleared(run_dir, public=keys.public_bytes())
    assert [len(part) for part in (cleared.train, cleared.validation, cleared.holdout)] == [4, 1, 1]
    assert [record.parents for record in cleared.synthetic] == [("0",)]
    assert cleared.dataset_sha256 == sha256_file(run_dir / "clean.jsonl")


def test_the_holdout_is_told_of_each_opening(run_dir: Path, keys: ProjectKeys) -> None:
    told: list[Opening] = []

    def opened(opening: Opening) -> int:
        told.append(opening)
        return len(told) - 1

    cleared = open_cleared(run_dir, public=keys.public_bytes(), opened=opened)
    assert len(cleared.holdout) == 1
    assert told == []
    path = run_dir / "split" / "holdout.jsonl"
    records, others = cleared.holdout.open("evaluation", judged="a")
    assert list(records) == list(read_envelopes(path))
    assert others == 0
    assert told == [Opening("evaluation", "a", sha256_file(path), 1)]
    assert cleared.holdout.open("evaluation", judged="b")[1] == 1
    path.write_bytes(path.read_bytes() * 2)
    with pytest.raises(NotCleared, match="changed"):
        cleared.holdout.open("evaluation", judged="c")


def _no_clearance(run_dir: Path, keys: ProjectKeys) -> None:
    (run_dir / "clearance.json").unlink()


def _data_changed(run_dir: Path, keys: ProjectKeys) -> None:
    with (run_dir / "clean.jsonl").open("ab") as stream:
        stream.write(b"\n")


def _data_removed(run_dir: Path, keys: ProjectKeys) -> None:
    (run_dir / "clean.jsonl").unlink()


def _strangers_signature(run_dir: Path, keys: ProjectKeys) -> None:
    clear(run_dir, "clean.jsonl", "clearance.json", ProjectKeys.ephemeral())


def _no_signature(run_dir: Path, keys: ProjectKeys) -> None:
    document = read_json(run_dir / "clearance.json")
    del document["signature"]
    write_json(run_dir / "clearance.json", document)


def _verdict_rewritten(run_dir: Path, keys: ProjectKeys) -> None:
    document = {**read_json(run_dir / "clearance.json"), "verdict": "blocked"}
    write_json(run_dir / "clearance.json", sign_document(document, keys))


def _foreign_record_in_split(run_dir: Path, keys: ProjectKeys) -> None:
    write_envelopes(
        run_dir / "split" / "train.jsonl", [Record("0", "text", {"text": "Anna"}, "s", "0")]
    )


def _foreign_record_in_holdout(run_dir: Path, keys: ProjectKeys) -> None:
    write_envelopes(
        run_dir / "split" / "holdout.jsonl", [Record("5", "text", {"text": "Anna"}, "s", "5")]
    )


def _uncleared_synthetic(run_dir: Path, keys: ProjectKeys) -> None:
    write_envelopes(run_dir / "synthetic.jsonl", [child("0")])


def _child_of_a_holdout_record(run_dir: Path, keys: ProjectKeys) -> None:
    write_envelopes(run_dir / "synthetic.jsonl", [child("5")])
    clear(run_dir, "synthetic.jsonl", "synthetic.clearance.json", keys)


@pytest.mark.parametrize(
    "harm",
    [
        _no_clearance,
        _data_changed,
        _data_removed,
        _strangers_signature,
        _no_signature,
        _verdict_rewritten,
        _foreign_record_in_split,
        _foreign_record_in_holdout,
        _uncleared_synthetic,
        _child_of_a_holdout_record,
    ],
)
def test_nothing_else_opens_the_door(harm: Any, run_dir: Path, keys: ProjectKeys) -> None:
    harm(run_dir, keys)
    with pytest.raises(NotCleared):
        open_cleared(run_dir, public=keys.public_bytes())


def test_a_failing_verdict_gets_no_clearance(run_dir: Path, keys: ProjectKeys) -> None:
    with pytest.raises(NotCleared, match="needs_review"):
        issue_clearance(
            run_dir / "c.json",
            run_dir / "clean.jsonl",
            verdict="needs_review",
            records=1,
            decision_sha256="",
            policy_sha256="",
            keys=keys,
        )
    assert not (run_dir / "c.json").exists()


# --- verify: documents held against each other ----------------------------------------------------


def test_an_exchanged_decision_does_not_fit_even_when_resealed(
    run_dir: Path, keys: ProjectKeys
) -> None:
    ledger = Ledger(run_dir.parent.parent / "ledger.db")
    decision = {"verdict": "clear", "clean_sha256": sha256_file(run_dir / "clean.jsonl")}
    digest = write_json(run_dir / "decision.json", decision)
    ledger.append("gate.decided", {"decision": digest}, keys=keys, run="main")
    document = {**read_json(run_dir / "clearance.json"), "decision_sha256": digest}
    write_json(run_dir / "clearance.json", sign_document(document, keys))

    def seal_and_verify() -> set[str]:
        seal_run(run_dir, run="main", ledger=ledger, keys=keys, facts={})
        found = verify_evidence(run_dir, ledger=ledger, public=keys.public_bytes())
        return {item.place for item in found}

    assert seal_and_verify() == set()
    write_json(run_dir / "decision.json", {**decision, "note": document_sha256("x")})
    assert seal_and_verify() == {"decision.json"}
    write_json(run_dir / "decision.json", {**decision, "verdict": "blocked"})
    (run_dir / "adapter").mkdir()
    (run_dir / "adapter" / "adapter_config.json").write_text("{}")
    assert "adapter" in seal_and_verify()


# --- laws of decide() -----------------------------------------------------------------------------

_ORDER = ("clear", "clear_after_anonymization", "needs_review", "blocked")
_TYPES = st.dictionaries(
    st.sampled_from(["PERSON", "HEALTH", "ORGANIZATION", "IBAN_CODE"]), st.integers(1, 3)
)
_SOURCES = st.fixed_dictionaries(
    {},
    optional={
        "licence": st.sampled_from(["", "CC0-1.0"]),
        "legal_basis": st.sampled_from([None, "6.1.a", "6.1.f"]),
        "kind_of_source": st.sampled_from([None, "own", "public", "scraped", "user"]),
        "personal_data": st.sampled_from([None, True, False]),
        "special_categories": st.sampled_from([None, "none", "expected"]),
        "fictional": st.booleans(),
        "opt_outs": st.none() | st.integers(0, 2),
        "purpose_compatible": st.sampled_from([None, True, False]),
        "retention_until": st.sampled_from([None, "2020-01-01", "2030-01-01"]),
    },
)


@settings(max_examples=100, deadline=None)
@given(_SOURCES, _TYPES, _TYPES)
def test_it_decides_everything_and_more_findings_never_improve_it(
    source: dict[str, Any], some: dict[str, int], more: dict[str, int]
) -> None:
    few = verdict(declared(**source), totals(**some), totals())
    both = {name: some.get(name, 0) + more.get(name, 0) for name in {*some, *more}}
    many = verdict(declared(**source), totals(**both), totals())
    left = verdict(declared(**source), totals(**both), totals(**more))
    ranks = [_ORDER.index(each.verdict) for each in (few, many, left)]
    assert ranks == sorted(ranks)
    again = verdict(declared(**source), totals(**some), totals())
    assert again == few
