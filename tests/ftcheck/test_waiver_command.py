"""`ftcheck waiver` and `ftcheck gate` as their user calls them: what a waiver clears, what not."""

from __future__ import annotations

import datetime as dt
import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from compliance.evidence import Ledger, ProjectKeys
from compliance.evidence.canonical import document_sha256, read_json, write_json
from compliance.evidence.signing import sign_document
from ftcheck.config import LoadedConfig, load_config
from ftcheck.project import Project
from tests.e2e.conftest import Result, ftcheck

TOML = """
[controller]
name = "Kettenbrook"
contact = "datenschutz@kettenbrook.example"
[dpo]
name = "Alva Muster"
[[purposes]]
id = "assistant"
phase = "train"
description = "Draft replies"
[policy.actions]
EMAIL_ADDRESS = "review"
[detect]
ner = "none"
[check]
self_test = 0
"""
SOURCE = """
[[sources]]
id = "{0}"
path = "{0}.jsonl"
kind_of_source = "own"
origin = "export"
licence = "proprietary"
rights_holder = "Kettenbrook"
legal_basis = "6.1.f"
purposes = ["assistant"]
purpose_compatible = true
compatibility_ref = "test of 2026-02-01"
notice_ref = "privacy notice 7"
personal_data = true
special_categories = "none"
"""
OCTOBER = ("Schreiben Sie an kim@web.de, bitte.", "Danke!", "Oder an lea@gmx.de, wie immer.")
NOVEMBER = ("Schreiben Sie an udo@web.de, bitte.", "Danke!", "Oder an eva@gmx.de, wie immer.")
WHO = ("--name", "Alva Muster", "--role", "DPO", "--reason", "seen with the works council")


def write(folder: Path, texts: tuple[str, ...], name: str = "chats") -> None:
    lines = [json.dumps({"text": text}) + "\n" for text in texts]
    (folder / f"{name}.jsonl").write_text("".join(lines), "utf-8")


@pytest.fixture(scope="module")
def decided(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project whose gate waits for a person: two addresses, and no retention period."""
    folder = tmp_path_factory.mktemp("waived") / "desk"
    folder.mkdir()
    (folder / "ftcheck.toml").write_text(TOML + SOURCE.format("chats"), "utf-8")
    write(folder, OCTOBER)
    result = ftcheck(folder, "gate")
    assert result.code == 4, result.err
    assert against(folder) == {"G201": 2, "G301": None}
    return folder


@pytest.fixture
def folder(decided: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(decided, tmp_path / "desk"))


@pytest.fixture
def waived(folder: Path) -> Path:
    """The project with both reasons waived and cleared."""
    for code in ("G201", "G301"):
        granted = grant(folder, code)
        assert granted.code == 0, granted.err
    result = ftcheck(folder, "gate")
    assert result.code == 0, result.err
    return folder


def decision(folder: Path, run: str = "main") -> dict[str, Any]:
    return dict(read_json(folder / "runs" / run / "decision.json"))


def against(folder: Path, run: str = "main") -> dict[str, int | None]:
    """Return code → count of what keeps the data from being cleared."""
    reasons = decision(folder, run)["reasons"]
    return {each["code"]: each["count"] for each in reasons if each["severity"] != "note"}


def notes(folder: Path, code: str, run: str = "main") -> list[str]:
    return [each["text"] for each in decision(folder, run)["reasons"] if each["code"] == code]


def in_days(days: int) -> str:
    return (dt.datetime.now(dt.UTC).date() + dt.timedelta(days=days)).isoformat()


def grant(folder: Path, code: str = "G201", *more: str, until: str | None = None) -> Result:
    return ftcheck(folder, "waiver", "grant", code, *WHO, "--until", until or in_days(30), *more)


def listed(folder: Path) -> list[dict[str, Any]]:
    return list(json.loads(ftcheck(folder, "waiver", "list", "--format", "json").out)["waivers"])


# --- granting -------------------------------------------------------------------------------------


def test_grant_list_renew_and_revoke(folder: Path) -> None:
    assert "no waivers" in ftcheck(folder, "waiver", "list").out
    assert "nothing was signed" in grant(folder, "G201", "--dry-run").out
    assert not (folder / ".ftcheck" / "waivers").exists()
    granted = grant(folder)
    assert granted.code == 0, granted.err
    assert "EMAIL_ADDRESS, up to 2" in granted.out
    (one,) = listed(folder)
    assert (one["code"], one["expired"], one["covers"][0]["count"]) == ("G201", False, 2)
    assert f"waiver {one['id']} is renewed" in grant(folder, until=in_days(60)).out
    (two,) = listed(folder)
    revoked = ftcheck(folder, "waiver", "revoke", two["id"][:5], "--name", "Alva Muster")
    assert revoked.code == 0, revoked.err
    assert "no waivers" in ftcheck(folder, "waiver", "list").out
    again = ftcheck(folder, "waiver", "revoke", two["id"], "--name", "Alva Muster")
    assert (again.code, "E404" in again.err) == (2, True)


def test_it_is_bound_to_the_files_of_the_decision_unless_it_stands_for_a_declaration(
    waived: Path,
) -> None:
    (files,) = read_json(waived / "runs" / "main" / "decision.json")["sources"]
    assert files["id"] == "chats"
    by_code = {each["code"]: each for each in listed(waived)}
    assert by_code["G201"]["data"] == {"chats": files["files"]}
    assert by_code["G301"]["data"] == {}
    assert [each["sources"] for each in by_code.values()] == [["chats"]] * 2
    shown = ftcheck(waived, "waiver", "list").out
    assert f"these files only: chats {files['files'][0][:16]}" in shown
    assert "whatever data they hold" in shown


def test_a_waived_reason_is_granted_again_before_it_ends(waived: Path) -> None:
    (one,) = [each for each in listed(waived) if each["code"] == "G201"]
    renewed = grant(waived, until=in_days(60))
    assert renewed.code == 0, renewed.err
    assert "EMAIL_ADDRESS, up to 2" in renewed.out
    assert f"waiver {one['id']} is renewed" in renewed.out
    assert ftcheck(waived, "gate").code == 0


@pytest.mark.parametrize(
    ("code", "more", "said"),
    [
        ("G102", (), "cannot be waived"),
        ("G401", (), "no such reason"),
        ("G999", (), "no such reason"),
        ("G201", ("--about", "RELIGION"), "no such reason"),
        ("G201", ("--source", "chats"), "no such reason"),
        ("G201", ("--until", "tomorrow"), "not a date"),
        ("G201", ("--until", "2020-01-01"), "in the past"),
        ("G201", ("--until", "2999-01-01"), "one year"),
        ("G201", ("--reason", "x"), "reason"),
        ("G201", ("--run", "other"), "has not decided"),
    ],
)
def test_what_cannot_be_granted(code: str, more: tuple[str, ...], said: str, folder: Path) -> None:
    result = grant(folder, code, *more)
    assert (result.code, "E404" in result.err) == (2, True), result.err
    assert said in result.err
    assert "no waivers" in ftcheck(folder, "waiver", "list").out


def _other_data(folder: Path) -> None:
    write(folder, NOVEMBER)


def _other_policy(folder: Path) -> None:
    path = folder / "ftcheck.toml"
    path.write_text(path.read_text("utf-8").replace('"review"', '"anonymize"'), "utf-8")


def _other_declarations(folder: Path) -> None:
    path = folder / "ftcheck.toml"
    path.write_text(path.read_text("utf-8") + "retention_until = 2030-01-01\n", "utf-8")


def _one_more_source(folder: Path) -> None:
    path = folder / "ftcheck.toml"
    path.write_text(path.read_text("utf-8") + SOURCE.format("mails"), "utf-8")
    write(folder, ("Bis morgen, und danke für die schnelle Antwort auf meine Frage!",), "mails")


@pytest.mark.parametrize(
    "change", [_other_data, _other_policy, _other_declarations, _one_more_source]
)
def test_nothing_is_granted_on_a_decision_that_is_out_of_date(change: Any, folder: Path) -> None:
    change(folder)
    result = grant(folder)
    assert (result.code, "E404" in result.err) == (2, True), result.err
    assert "out of date" in result.err
    assert "ftcheck gate" in result.err
    assert listed(folder) == []


def test_nothing_is_granted_on_a_decision_that_the_gate_did_not_make(folder: Path) -> None:
    changed = decision(folder)
    changed["reasons"][0]["count"] = 2_000
    write_json(folder / "runs" / "main" / "decision.json", changed)
    assert "not the one that the ledger names" in grant(folder).err
    shutil.copytree(folder / "runs" / "main", folder / "runs" / "copy")
    assert "not the one that the ledger names" in grant(folder, "G201", "--run", "copy").err
    assert listed(folder) == []


# --- what it clears -------------------------------------------------------------------------------


def test_what_was_waived_is_cleared_and_said(waived: Path) -> None:
    assert against(waived) == {}
    assert (waived / "runs" / "main" / "clearance.json").is_file()
    covered = {
        each["waived"]["code"]: each["waived"]["waiver"]
        for each in decision(waived)["reasons"]
        if each["code"] == "G440"
    }
    assert covered == {each["code"]: each["id"] for each in listed(waived)}


def test_other_mentions_of_the_next_export_are_not_covered(waived: Path) -> None:
    write(waived, NOVEMBER)
    assert ftcheck(waived, "gate").code == 4
    # As many addresses as before; the missing declaration is still the same one.
    assert against(waived) == {"G201": 2}
    (said,) = notes(waived, "G441")
    assert "granted for other data" in said
    assert "grant it anew" in said
    assert not (waived / "runs" / "main" / "clearance.json").exists()
    (older,) = [each["id"] for each in listed(waived) if each["code"] == "G201"]
    anew = grant(waived)
    assert f"waiver {older} is renewed" in anew.out, anew.err
    assert ftcheck(waived, "gate").code == 0


def test_a_source_more_is_not_covered(waived: Path) -> None:
    _one_more_source(waived)
    assert ftcheck(waived, "gate").code == 4
    assert set(against(waived)) == {"G201", "G301"}
    assert ["granted for other sources" in said for said in notes(waived, "G441")] == [True, True]


def test_another_run_is_not_covered(waived: Path) -> None:
    assert ftcheck(waived, "gate", "--run", "other").code == 4
    assert set(against(waived, "other")) == {"G201", "G301"}
    said = notes(waived, "G441", "other")
    assert ["granted for another run" in each for each in said] == [True, True]


def test_one_that_has_expired_blocks(waived: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    later = dt.datetime.now(dt.UTC) + dt.timedelta(days=31)
    monkeypatch.setattr(Ledger, "latest_time", lambda _: later)
    assert ftcheck(waived, "gate").code == 1
    assert set(against(waived)) == {"G201", "G301", "G140"}
    assert decision(waived)["verdict"] == "blocked"


@pytest.mark.parametrize("schema", ["ftcheck.waiver/1", "ftcheck.waiver/2"])
def test_one_of_an_older_form_blocks_until_it_is_revoked(schema: str, waived: Path) -> None:
    keys = ProjectKeys.load_or_create(waived / ".ftcheck" / "keys")
    (name,) = [each["id"] for each in listed(waived) if each["code"] == "G201"]
    path = waived / ".ftcheck" / "waivers" / f"{name}.json"
    document = {**read_json(path), "schema": schema}
    del document["signature"], document["data"]
    signed = sign_document(document, keys)
    path.unlink()
    older = document_sha256(signed)[:16]
    write_json(path.with_stem(older), signed)
    ledger = Ledger(waived / ".ftcheck" / "ledger.db")
    body = {"waiver": older, "sha256": document_sha256(signed)}
    ledger.append("waiver.granted", body, keys=keys)
    ledger.append("waiver.revoked", {"waiver": name}, keys=keys)
    assert ftcheck(waived, "gate").code == 1
    assert set(against(waived)) == {"G201", "G142"}
    assert ftcheck(waived, "waiver", "revoke", older, "--name", "Alva Muster").code == 0
    assert ftcheck(waived, "gate").code == 4


def test_a_changed_waiver_blocks_and_is_listed_as_a_problem(waived: Path) -> None:
    path = next((waived / ".ftcheck" / "waivers").glob("*.json"))
    path.write_bytes(path.read_bytes().replace(b"Alva", b"Olaf"))
    assert "problem: waiver" in ftcheck(waived, "waiver", "list").out
    assert ftcheck(waived, "gate").code == 1
    assert "G142" in against(waived)


# --- without the scanner, and the day -------------------------------------------------------------


@pytest.fixture
def no_scanner(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    def build(*_: Any) -> None:
        raise AssertionError("the scanner was built")

    monkeypatch.setattr("compliance.detect.engine.build_engine", build)
    yield


def test_to_grant_and_to_decide_again_no_scanner_is_built(folder: Path, no_scanner: None) -> None:
    assert ftcheck(folder, "gate").code == 4
    assert grant(folder, "G201").code == 0
    assert grant(folder, "G301").code == 0
    assert ftcheck(folder, "gate").code == 0


def test_dates_are_judged_by_the_ledger_where_the_clock_was_set_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = Project(tmp_path, LoadedConfig(load_config(None).config, None, frozenset()))
    today = dt.datetime.now(dt.UTC).date()
    assert project.today() == (today, False)
    ahead = dt.datetime.now(dt.UTC) + dt.timedelta(days=400)
    monkeypatch.setattr(Ledger, "latest_time", lambda _: ahead)
    assert project.today() == (ahead.date(), True)
    little = dt.datetime.now(dt.UTC) + dt.timedelta(seconds=30)
    monkeypatch.setattr(Ledger, "latest_time", lambda _: little)
    assert project.today()[1] is False
