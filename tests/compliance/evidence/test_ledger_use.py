"""The ledger in use: clocks, locks, kills, full disks; and handed over as a file."""

from __future__ import annotations

import datetime as dt
import errno
import json
import multiprocessing
import os
import re
import shutil
import sqlite3
import subprocess
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sealed import Sealed, make_sealed

from bench.gate.tampering import undetected
from compliance.errors import DiskFullError, KeyFileError, LedgerError, OutputError
from compliance.evidence import Ledger, ProjectKeys, canonical_json, ledger_table
from compliance.evidence import ledger as module
from compliance.evidence.chain import clock_notes
from compliance.evidence.exported import ExportedLedger, write_export
from compliance.evidence.keys import public_key_of, signature_is_valid

DOCS = Path(__file__).parents[3] / "docs" / "evidence.md"


@pytest.fixture
def ledger(tmp_path: Path, keys: ProjectKeys) -> Ledger:
    ledger = Ledger(tmp_path / "ledger.db")
    for number in range(3):
        ledger.append("scan.finished", {"records": number}, keys=keys, run="main")
    return ledger


def set_clock(monkeypatch: pytest.MonkeyPatch, seconds: int) -> None:
    class Clock(dt.datetime):
        @classmethod
        def now(cls, tz: dt.tzinfo | None = None) -> dt.datetime:  # type: ignore[override]
            return dt.datetime.now(tz) + dt.timedelta(seconds=seconds)

    monkeypatch.setattr(
        ledger_table,
        "dt",
        type("dt", (), {"datetime": Clock, "UTC": dt.UTC, "timedelta": dt.timedelta}),
    )


# --- several entries as one -----------------------------------------------------------------------


def test_entries_are_added_together_or_not_at_all(ledger: Ledger, keys: ProjectKeys) -> None:
    with ledger.adding(keys=keys, run="main") as add:
        added = [add("x", {"n": number}) for number in range(5)]
    assert [entry.seq for entry in ledger.entries(first=4)] == [each.seq for each in added]
    assert ledger.problems(keys.public_bytes()) == []
    assert not ledger.is_behind()
    before = ledger.path.read_bytes()
    with pytest.raises(KeyFileError), ledger.adding(keys=keys) as add:
        add("x", {})
        raise KeyFileError("between two entries")
    assert ledger.path.read_bytes() == before
    assert ledger.problems(keys.public_bytes()) == []


def test_a_signature_has_one_form(ledger: Ledger, keys: ProjectKeys) -> None:
    """In capitals it is the same number, and still a changed byte."""
    data = bytes.fromhex(ledger.head()[1])
    signature = keys.sign(data)
    assert signature_is_valid(keys.public_bytes(), signature, data)
    for other in (signature.upper(), f"{signature[:2]} {signature[2:]}"):
        assert not signature_is_valid(keys.public_bytes(), other, data)


# --- time -----------------------------------------------------------------------------------------


def test_a_clock_set_back_is_written_down(
    ledger: Ledger, keys: ProjectKeys, monkeypatch: pytest.MonkeyPatch
) -> None:
    latest = ledger.latest_time()
    assert latest is not None
    with monkeypatch.context() as patch:
        set_clock(patch, -3600)
        entry = ledger.append("x", {"a": 1}, keys=keys)
        again = ledger.append("x", {"a": 2}, keys=keys)
    assert 3590 <= entry.body["clock_behind"] <= 3610
    assert entry.body["a"] == 1
    assert "clock_behind" in again.body
    assert ledger.latest_time() == latest
    assert ledger.problems(keys.public_bytes()) == []
    assert [line.split(":")[0] for line in clock_notes(ledger.entries())] == [
        "ledger entry 4",
        "ledger entry 5",
    ]
    assert "clock_behind" not in ledger.append("x", {}, keys=keys).body


def test_a_time_that_decreases_in_silence_is_found(
    ledger: Ledger, keys: ProjectKeys, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        set_clock(patch, -3600)
        patch.setattr(ledger_table, "latest", lambda _: "")
        ledger.append("x", {}, keys=keys)
    (problem,) = ledger.problems(keys.public_bytes())
    assert "entry 4" in problem
    assert "time" in problem


def test_no_entry_has_no_time(tmp_path: Path) -> None:
    assert Ledger(tmp_path / "none.db").latest_time() is None


def test_entries_of_an_event_or_a_run(ledger: Ledger, keys: ProjectKeys) -> None:
    ledger.append("gate.decided", {}, keys=keys, run="other")
    assert [entry.seq for entry in ledger.entries(event="gate.decided")] == [4]
    assert [entry.seq for entry in ledger.entries(run="main")] == [1, 2, 3]
    assert list(ledger.entries(event="gate.decided", run="main")) == []


# --- trouble --------------------------------------------------------------------------------------


def test_nothing_is_added_to_a_changed_or_cut_ledger(ledger: Ledger, keys: ProjectKeys) -> None:
    whole = ledger.path.read_bytes()
    changed = bytearray(whole)
    changed[-1] ^= 1
    for content in (b"", bytes(changed), b"not a database" * 400, whole[: len(whole) // 2]):
        ledger.path.write_bytes(content)
        with pytest.raises(LedgerError):
            ledger.append("x", {}, keys=keys)
        assert ledger.path.read_bytes() == content
    ledger.path.unlink()
    with pytest.raises(LedgerError, match="0 entries, and 3"):
        ledger.append("x", {}, keys=keys)
    ledger.path.write_bytes(whole)
    assert ledger.append("x", {}, keys=keys).seq == 4
    assert ledger.problems(keys.public_bytes()) == []


def test_a_lost_signed_head_is_named_and_made_again(ledger: Ledger, keys: ProjectKeys) -> None:
    ledger.head_path.unlink()
    assert any("head.json is missing" in line for line in ledger.problems(keys.public_bytes()))
    ledger.append("x", {}, keys=keys)
    assert ledger.problems(keys.public_bytes()) == []


def test_a_kill_between_entry_and_head_leaves_a_ledger_that_verifies(
    ledger: Ledger, keys: ProjectKeys, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(Ledger, "_sign_head", lambda *_: None)
        ledger.append("x", {}, keys=keys)
    assert ledger.is_behind()
    assert ledger.problems(keys.public_bytes()) == []
    ledger.append("x", {}, keys=keys)
    assert not ledger.is_behind()


def _killed_while_writing(path: Path) -> None:
    db = sqlite3.connect(path, isolation_level=None)
    db.execute("PRAGMA cache_size = 1")  # pages go to the file before the end
    db.execute("BEGIN IMMEDIATE")
    row = db.execute("SELECT * FROM entries ORDER BY seq DESC LIMIT 1").fetchone()
    for seq in range(4, 400):
        db.execute(
            "INSERT INTO entries VALUES (?,?,?,?,?,?,?,?,?)", (seq, *row[1:6], *(str(seq),) * 3)
        )
    os._exit(9)


def test_a_kill_in_the_middle_of_an_entry_is_undone(ledger: Ledger, keys: ProjectKeys) -> None:
    before = ledger.path.read_bytes()
    worker = multiprocessing.get_context("spawn").Process(
        target=_killed_while_writing, args=(ledger.path,)
    )
    worker.start()
    worker.join()
    assert ledger.path.read_bytes() != before
    assert ledger.problems(keys.public_bytes()) == []
    assert ledger.path.read_bytes() == before
    assert ledger.append("x", {}, keys=keys).seq == 4


def test_a_ledger_that_another_process_writes_is_named(
    ledger: Ledger, keys: ProjectKeys, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_LOCK_WAIT_SECONDS", 0.05)
    db = sqlite3.connect(ledger.path, isolation_level=None)
    db.execute("BEGIN EXCLUSIVE")
    with pytest.raises(LedgerError, match="locked"):
        list(ledger.entries())
    with pytest.raises(LedgerError, match="locked"):
        ledger.append("x", {}, keys=keys)
    db.close()
    assert ledger.append("x", {}, keys=keys).seq == 4


def test_a_full_disk_at_the_signed_head_loses_nothing(
    ledger: Ledger, keys: ProjectKeys, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "full")

    with monkeypatch.context() as patch:
        patch.setattr("compliance.evidence.files.os.replace", full)
        with pytest.raises(DiskFullError):
            ledger.append("x", {}, keys=keys)
    assert ledger.problems(keys.public_bytes()) == []
    assert ledger.append("x", {}, keys=keys).seq == 5
    assert ledger.problems(keys.public_bytes()) == []


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_cannot_be_written_to_is_named(ledger: Ledger, keys: ProjectKeys) -> None:
    ledger.path.parent.chmod(0o555)
    try:
        assert ledger.problems(keys.public_bytes()) == []
        with pytest.raises((LedgerError, OutputError)):
            ledger.append("x", {}, keys=keys)
    finally:
        ledger.path.parent.chmod(0o755)
    assert ledger.head()[0] == 3


@settings(max_examples=8, deadline=None)
@given(
    st.lists(
        st.dictionaries(st.text(max_size=5), st.integers(0, 9) | st.text(max_size=9), max_size=3),
        min_size=1,
        max_size=5,
    )
)
def test_any_entries_make_a_chain_that_survives_its_export(
    tmp_path_factory: pytest.TempPathFactory, bodies: list[dict[str, Any]]
) -> None:
    folder = tmp_path_factory.mktemp("chain")
    keys = ProjectKeys.ephemeral()
    ledger = Ledger(folder / "ledger.db")
    for body in bodies:
        ledger.append("x", body, keys=keys)
    with (folder / "out.jsonl").open("wb") as stream:
        write_export(ledger, stream)
    exported = ExportedLedger(folder / "out.jsonl")
    assert list(exported.entries()) == list(ledger.entries())
    assert exported.head() == ledger.head()
    assert exported.problems(keys.public_bytes()) == []
    shutil.rmtree(folder)


# --- handed over ----------------------------------------------------------------------------------


@pytest.fixture
def project(tmp_path: Path) -> Sealed:
    return make_sealed(tmp_path / "project", names=("main",))


@pytest.fixture
def export(project: Sealed, tmp_path: Path) -> Path:
    with (tmp_path / "ledger.jsonl").open("wb") as stream:
        write_export(project.ledger, stream)
    return tmp_path / "ledger.jsonl"


def test_each_changed_byte_of_an_export_is_found(project: Sealed, export: Path) -> None:
    ledger, public = ExportedLedger(export), project.keys.public_bytes()
    assert ledger.problems(public) == []
    assert undetected([export], lambda: not ledger.problems(public), count=200, seed=4) == []
    lines = export.read_bytes().splitlines(keepends=True)
    for changed in (
        lines[:-1],
        [lines[0], *lines[2:]],
        [lines[0], lines[2], lines[1], *lines[3:]],
        lines[1:],
        [*lines, lines[-1]],
        [*lines, b"\n"],
        lines[:1],
        [],
    ):
        export.write_bytes(b"".join(changed))
        assert ledger.problems(public)


def test_a_ledger_that_grew_without_its_head_is_not_exported(
    project: Sealed, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Ledger, "_sign_head", lambda *_: None)
    project.ledger.append("x", {}, keys=project.keys)
    with (tmp_path / "out").open("wb") as stream, pytest.raises(LedgerError, match="signed head"):
        write_export(project.ledger, stream)


@pytest.mark.skipif(shutil.which("openssl") is None, reason="needs openssl")
def test_the_recipe_in_the_docs_verifies_without_ftcheck(project: Sealed, export: Path) -> None:
    (recipe,) = re.findall(
        r"```bash\n(# usage: bash check.sh.*?)```", DOCS.read_text("utf-8"), re.S
    )
    script = export.with_name("check.sh")
    script.write_text(recipe)
    public = project.root / ".ftcheck" / "keys" / "signing.pub"

    def check(key: Path = public) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            ["bash", str(script), str(export), str(key)], capture_output=True, text=True
        )

    length, head = project.ledger.head()
    assert check().stdout == f"{length} entries verify; head {head}\n"
    stranger = export.with_name("other.pub")
    stranger.write_text(ProjectKeys.ephemeral().public_bytes().hex() + "\n")
    assert check(stranger).returncode != 0
    whole = export.read_bytes()
    lines = whole.splitlines(keepends=True)
    for changed in (
        whole.replace(b'"event":"check.finished"', b'"event":"chess.finished"'),
        b"".join(lines[:-1]),
        b"".join([lines[0], *lines[2:]]),
        whole.replace(b'"length":', b'"length":1'),
    ):
        assert changed != whole
        export.write_bytes(changed)
        assert check().returncode != 0


def test_the_line_of_an_entry_holds_what_is_hashed(project: Sealed, export: Path) -> None:
    for line, entry in zip(
        export.read_bytes().splitlines()[1:], project.ledger.entries(), strict=True
    ):
        assert canonical_json(entry.content()) in line
        assert json.loads(line)["hash"] == entry.hash


def test_a_public_key_is_taken_in_three_forms(keys: ProjectKeys, tmp_path: Path) -> None:
    from cryptography.hazmat.primitives import serialization

    public = keys.public_bytes()
    pem = tmp_path / "key.pem"
    pem.write_bytes(
        keys.signing.public_key().public_bytes(
            serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
        )
    )
    hexed = tmp_path / "signing.pub"
    hexed.write_text(public.hex() + "\n")
    for form in (public.hex(), str(hexed), str(pem)):
        assert public_key_of(form) == public
    (tmp_path / "bad").write_bytes(b"\xff" * 9000)
    for form in ("", "abc", "00" * 31, str(tmp_path / "bad"), str(tmp_path), "a" * 5000):
        with pytest.raises(KeyFileError):
            public_key_of(form)
