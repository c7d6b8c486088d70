"""`ftcheck waiver` as its user calls it, and the day by which it is judged."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest

from compliance.evidence import Ledger, ProjectKeys
from ftcheck.config import LoadedConfig, load_config
from ftcheck.project import Project
from tests.e2e.conftest import Result, ftcheck

REASON = {
    "code": "G201",
    "severity": "review",
    "text": "the policy asks a person to look at HEALTH",
    "count": 9,
    "source": None,
}
WHO = ("--name", "Alva Muster", "--role", "DPO", "--reason", "seen with the works council")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    run = tmp_path / "runs" / "main"
    run.mkdir(parents=True)
    note = {**REASON, "code": "G401", "severity": "note"}
    fixed = {**REASON, "code": "G102", "severity": "block"}
    (run / "decision.json").write_text(json.dumps({"reasons": [REASON, note, fixed]}))
    return tmp_path


def in_days(days: int) -> str:
    return (dt.datetime.now(dt.UTC).date() + dt.timedelta(days=days)).isoformat()


def grant(folder: Path, code: str = "G201", *more: str, until: str | None = None) -> Result:
    return ftcheck(folder, "waiver", "grant", code, *WHO, "--until", until or in_days(30), *more)


def test_grant_list_renew_and_revoke(folder: Path) -> None:
    assert "no waivers" in ftcheck(folder, "waiver", "list").out
    assert "nothing was signed" in grant(folder, "G201", "--dry-run").out
    assert not (folder / ".ftcheck" / "waivers").exists()
    granted = grant(folder)
    assert granted.code == 0, granted.err
    assert "HEALTH, up to 9" in granted.out
    listed = json.loads(ftcheck(folder, "waiver", "list", "--format", "json").out)
    (one,) = listed["waivers"]
    assert (one["code"], one["expired"], one["covers"][0]["count"]) == ("G201", False, 9)
    assert f"waiver {one['id']} is renewed" in grant(folder, until=in_days(60)).out
    (two,) = json.loads(ftcheck(folder, "waiver", "list", "--format", "json").out)["waivers"]
    revoked = ftcheck(folder, "waiver", "revoke", two["id"][:5], "--name", "Alva Muster")
    assert revoked.code == 0, revoked.err
    assert "no waivers" in ftcheck(folder, "waiver", "list").out
    again = ftcheck(folder, "waiver", "revoke", two["id"], "--name", "Alva Muster")
    assert (again.code, "E404" in again.err) == (2, True)


def test_a_waived_reason_is_granted_again_before_it_ends(folder: Path) -> None:
    assert grant(folder).code == 0
    (one,) = json.loads(ftcheck(folder, "waiver", "list", "--format", "json").out)["waivers"]
    text = f"G201 is waived by A (DPO) until 2027-01-01, waiver {one['id']}: {REASON['text']}"
    note = {**REASON, "code": "G440", "severity": "note", "text": text, "count": 4}
    decision = {"reasons": [note], "waivers": [one]}
    (folder / "runs" / "main" / "decision.json").write_text(json.dumps(decision))
    renewed = grant(folder, until=in_days(60))
    assert renewed.code == 0, renewed.err
    assert "HEALTH, up to 4" in renewed.out
    assert f"waiver {one['id']} is renewed" in renewed.out


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


def test_a_changed_waiver_is_listed_as_a_problem(folder: Path) -> None:
    assert grant(folder).code == 0
    (path,) = (folder / ".ftcheck" / "waivers").glob("*.json")
    path.write_bytes(path.read_bytes().replace(b"Alva", b"Olaf"))
    assert "problem: waiver" in ftcheck(folder, "waiver", "list").out


def test_dates_are_judged_by_the_ledger_where_the_clock_was_set_back(
    tmp_path: Path, keys: ProjectKeys, monkeypatch: pytest.MonkeyPatch
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
