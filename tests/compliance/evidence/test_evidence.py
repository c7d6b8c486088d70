"""Evidence: canonical, atomic, signed, chained; and every change to it is noticed."""

from __future__ import annotations

import errno
import hashlib
import multiprocessing
import os
import shutil
import sqlite3
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance.errors import (
    DiskFullError,
    EvidenceError,
    FtcheckError,
    KeyFileError,
    LedgerError,
    OutputError,
)
from compliance.evidence import (
    Ledger,
    ProjectKeys,
    atomic_write,
    canonical_json,
    document_sha256,
    read_json,
    seal_run,
    sha256_tree,
    verify_run,
    write_json,
)
from compliance.evidence.files import atomic_folder, remove_partials
from compliance.evidence.keys import read_public_key
from compliance.evidence.signing import document_is_signed_by, sign_document

JSON: Any = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


# --- files ----------------------------------------------------------------------------------------


def test_a_write_that_fails_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    target = tmp_path / "a.json"
    target.write_text("old")
    with pytest.raises(KeyboardInterrupt), atomic_write(target) as stream:
        stream.write(b"half")
        raise KeyboardInterrupt
    assert target.read_text() == "old"
    assert list(tmp_path.iterdir()) == [target]


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT, errno.EFBIG])
def test_a_full_disk_is_named_and_leaves_nothing(
    number: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: int) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(DiskFullError, match="a.json"), atomic_write(tmp_path / "a.json") as stream:
        stream.write(b"x")
    assert list(tmp_path.iterdir()) == []


def test_a_place_that_cannot_be_written_to_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with (
        pytest.raises(OutputError, match="a.json"),
        atomic_write(tmp_path / "file" / "a.json") as stream,
    ):
        stream.write(b"x")


def test_a_folder_is_whole_or_not_there(tmp_path: Path) -> None:
    target = tmp_path / "adapter"
    with pytest.raises(RuntimeError), atomic_folder(target) as folder:
        (folder / "x").write_text("half")
        raise RuntimeError
    assert list(tmp_path.iterdir()) == []
    for text in ("1", "2"):
        with atomic_folder(target) as folder:
            (folder / text).write_text(text)
    assert [path.name for path in target.iterdir()] == ["2"]


def test_leftovers_of_a_killed_process_are_removed(tmp_path: Path) -> None:
    (tmp_path / ".clean.jsonl.x.partial").write_text("half")
    (tmp_path / ".adapter.y.partial").mkdir()
    (tmp_path / "clean.jsonl").write_text("whole")
    remove_partials(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["clean.jsonl"]


def test_tree_hash_is_what_sha256sum_would_give(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "2").write_text("two")
    (tmp_path / "a").write_text("one")
    one, two = (hashlib.sha256(text).hexdigest() for text in (b"one", b"two"))
    expected = hashlib.sha256(f"{one}  a\n{two}  b/2\n".encode()).hexdigest()
    assert sha256_tree(tmp_path) == expected
    assert sha256_tree(tmp_path, leave_out=["a"]) != expected


# --- canonical JSON -------------------------------------------------------------------------------


@given(JSON)
def test_same_facts_same_bytes(value: Any) -> None:
    import json

    assert canonical_json(json.loads(canonical_json(value))) == canonical_json(value)


@given(JSON)
def test_the_canonical_form_is_that_of_the_rfc(value: Any) -> None:
    """Most documents take a shorter way to it."""
    import rfc8785

    assert canonical_json(value) == rfc8785.dumps(value)


def test_key_order_does_not_matter() -> None:
    assert document_sha256({"a": 1, "b": 2}) == document_sha256({"b": 2, "a": 1})


def test_inexact_numbers_are_refused() -> None:
    with pytest.raises(EvidenceError):
        canonical_json({"n": 2**60})
    with pytest.raises(EvidenceError):
        canonical_json({"n": "\ud800"})


@pytest.mark.parametrize("content", ["", "{", "\ufeff{"])
def test_broken_evidence_is_an_error(content: str, tmp_path: Path) -> None:
    (tmp_path / "x.json").write_text(content)
    with pytest.raises(EvidenceError, match="x.json"):
        read_json(tmp_path / "x.json")
    with pytest.raises(EvidenceError, match="missing"):
        read_json(tmp_path / "y.json")


# --- keys -----------------------------------------------------------------------------------------


def test_keys_are_made_once_and_private(tmp_path: Path) -> None:
    first = ProjectKeys.load_or_create(tmp_path)
    assert first.key_id == ProjectKeys.load_or_create(tmp_path).key_id
    for name in ("signing.key", "fingerprint.key"):
        assert stat.S_IMODE((tmp_path / name).stat().st_mode) == 0o600
    assert read_public_key(tmp_path) == first.public_bytes()


def _open_to_others(folder: Path) -> None:
    (folder / "signing.key").chmod(0o644)


def _damage(folder: Path) -> None:
    (folder / "fingerprint.key").write_bytes(b"short")


def _lose_one(folder: Path) -> None:
    (folder / "fingerprint.key").unlink()


def _lose_both(folder: Path) -> None:
    (folder / "fingerprint.key").unlink()
    (folder / "signing.key").unlink()


@pytest.mark.parametrize("harm", [_open_to_others, _damage, _lose_one, _lose_both])
def test_harmed_keys_are_refused_and_never_replaced(
    harm: Callable[[Path], None], tmp_path: Path
) -> None:
    ProjectKeys.load_or_create(tmp_path)
    harm(tmp_path)
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    with pytest.raises(KeyFileError):
        ProjectKeys.load_or_create(tmp_path)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_fingerprints_are_keyed(keys: ProjectKeys) -> None:
    value = keys.fingerprint("PERSON", "Anna Meier")
    assert value == keys.fingerprint("PERSON", "Anna Meier")
    assert value != keys.fingerprint("LOCATION", "Anna Meier")
    assert value != ProjectKeys.ephemeral().fingerprint("PERSON", "Anna Meier")
    assert hashlib.sha256(b"Anna Meier").hexdigest()[:32] != value


def test_signed_documents(keys: ProjectKeys) -> None:
    document = sign_document({"a": 1}, keys)
    assert document_is_signed_by(document, keys.public_bytes())
    assert not document_is_signed_by({**document, "a": 2}, keys.public_bytes())
    assert not document_is_signed_by(document, ProjectKeys.ephemeral().public_bytes())
    assert not document_is_signed_by({"a": 1}, keys.public_bytes())


# --- ledger ---------------------------------------------------------------------------------------


@pytest.fixture
def ledger(tmp_path: Path, keys: ProjectKeys) -> Ledger:
    ledger = Ledger(tmp_path / "ledger.db")
    for number in range(4):
        ledger.append("scan.finished", {"records": number}, keys=keys, run="main")
    return ledger


def change(ledger: Ledger, *statements: str) -> None:
    db = sqlite3.connect(ledger.path)
    for statement in ("DROP TRIGGER entries_no_update", "DROP TRIGGER entries_no_delete"):
        db.execute(statement)
    for statement in statements:
        db.execute(statement)
    db.commit()
    db.close()


def test_a_chain_verifies(ledger: Ledger, keys: ProjectKeys) -> None:
    entries = list(ledger.entries())
    assert [entry.seq for entry in entries] == [1, 2, 3, 4]
    assert [entry.body["records"] for entry in entries] == [0, 1, 2, 3]
    assert ledger.head() == (4, entries[-1].hash)
    assert ledger.problems(keys.public_bytes()) == []


@pytest.mark.parametrize("statement", ["UPDATE entries SET run = 'x'", "DELETE FROM entries"])
def test_triggers_refuse_changes(ledger: Ledger, statement: str) -> None:
    db = sqlite3.connect(ledger.path)
    with pytest.raises(sqlite3.IntegrityError, match="append-only"):
        db.execute(statement)
    db.close()


@pytest.mark.parametrize(
    ("statement", "entry"),
    [
        ("UPDATE entries SET body = '{\"records\":9}' WHERE seq = 2", "entry 2"),
        ("UPDATE entries SET time = '2020-01-01T00:00:00+00:00' WHERE seq = 4", "entry 4"),
        ("UPDATE entries SET event = 'x' WHERE seq = 1", "entry 1"),
        ("UPDATE entries SET run = 'x' WHERE seq = 3", "entry 3"),
        ("UPDATE entries SET signature = '00' WHERE seq = 3", "entry 3"),
        ("UPDATE entries SET key = 'x' WHERE seq = 3", "entry 3"),
        ("DELETE FROM entries WHERE seq = 2", "entry 3"),
        ("DELETE FROM entries WHERE seq = 1", "entry 2"),
    ],
)
def test_each_change_is_named(
    ledger: Ledger, keys: ProjectKeys, statement: str, entry: str
) -> None:
    change(ledger, statement)
    assert any(entry in problem for problem in ledger.problems(keys.public_bytes()))


def test_a_rehashed_entry_lacks_the_signature(ledger: Ledger, keys: ProjectKeys) -> None:
    last = list(ledger.entries())[-1]
    forged = {**last.content(), "body": {"records": 9}}
    change(
        ledger,
        f"UPDATE entries SET body = '{{\"records\":9}}', hash = '{document_sha256(forged)}' "
        "WHERE seq = 4",
    )
    assert ledger.problems(keys.public_bytes()) == [
        "ledger entry 4: its signature is not this project's",
        "ledger: entry 4 is not the one of its signed head",
    ]


def test_a_ledger_that_is_none_is_named(tmp_path: Path, keys: ProjectKeys) -> None:
    (tmp_path / "ledger.db").write_bytes(b"not a database" * 100)
    with pytest.raises(LedgerError, match="damaged"):
        Ledger(tmp_path / "ledger.db").append("x", {}, keys=keys)
    with pytest.raises(LedgerError, match="missing"):
        list(Ledger(tmp_path / "none.db").entries())


def test_a_locked_ledger_is_named(
    ledger: Ledger, keys: ProjectKeys, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("compliance.evidence.ledger._LOCK_WAIT_SECONDS", 0.05)
    db = sqlite3.connect(ledger.path, isolation_level=None)
    db.execute("BEGIN IMMEDIATE")
    with pytest.raises(LedgerError, match="locked"):
        ledger.append("x", {}, keys=keys)
    db.close()
    assert ledger.append("x", {}, keys=keys).seq == 5


def test_a_full_disk_keeps_the_chain(
    ledger: Ledger, keys: ProjectKeys, monkeypatch: pytest.MonkeyPatch
) -> None:
    connect = Ledger._connect

    def small(self: Ledger, *, read_only: bool = False) -> sqlite3.Connection:
        db = connect(self, read_only=read_only)
        (pages,) = db.execute("PRAGMA page_count").fetchone()
        db.execute(f"PRAGMA max_page_count = {pages}")
        return db

    with monkeypatch.context() as patch:
        patch.setattr(Ledger, "_connect", small)
        with pytest.raises(DiskFullError):
            ledger.append("x", {"long": "x" * 100_000}, keys=keys)
    assert ledger.problems(keys.public_bytes()) == []
    assert ledger.head()[0] == 4


def _append_some(path: Path, folder: Path) -> None:
    keys = ProjectKeys.load_or_create(folder)
    for number in range(10):
        Ledger(path).append("x", {"n": number}, keys=keys)


def test_two_processes_at_once_make_one_chain(tmp_path: Path, keys: ProjectKeys) -> None:
    context = multiprocessing.get_context("spawn")
    path = tmp_path / "ledger.db"
    workers = [
        context.Process(target=_append_some, args=(path, tmp_path / "keys")) for _ in range(2)
    ]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert Ledger(path).head()[0] == 20
    assert Ledger(path).problems(keys.public_bytes()) == []


# --- manifest -------------------------------------------------------------------------------------


@pytest.fixture
def run_dir(tmp_path: Path, ledger: Ledger, keys: ProjectKeys) -> Path:
    folder = tmp_path / "runs" / "main"
    (folder / "adapter").mkdir(parents=True)
    (folder / "scan.json").write_text('{"a": 1}')
    (folder / "adapter" / "weights").write_bytes(bytes(range(256)))
    seal_run(folder, run="main", ledger=ledger, keys=keys, facts={"verdict": "clear"})
    return folder


def places(run_dir: Path, ledger: Ledger, keys: ProjectKeys) -> dict[str, str]:
    found = verify_run(run_dir, ledger=ledger, public=keys.public_bytes())
    return {item.place: item.problem for item in found}


def test_a_sealed_run_verifies(run_dir: Path, ledger: Ledger, keys: ProjectKeys) -> None:
    assert places(run_dir, ledger, keys) == {}


@pytest.mark.parametrize("name", ["scan.json", "adapter/weights"])
def test_any_changed_byte_is_named(
    name: str, run_dir: Path, ledger: Ledger, keys: ProjectKeys
) -> None:
    data = bytearray((run_dir / name).read_bytes())
    for index in range(len(data)):
        data[index] ^= 1
        (run_dir / name).write_bytes(data)
        assert places(run_dir, ledger, keys) == {name: "content changed"}
        data[index] ^= 1


def test_an_older_sealed_state_put_back_is_named(
    run_dir: Path, ledger: Ledger, keys: ProjectKeys, tmp_path: Path
) -> None:
    old = shutil.copytree(run_dir, tmp_path / "old")
    (run_dir / "scan.json").write_text('{"a": 2}')
    seal_run(run_dir, run="main", ledger=ledger, keys=keys, facts={})
    assert places(run_dir, ledger, keys) == {}
    shutil.rmtree(run_dir)
    shutil.copytree(old, run_dir)
    assert "older" in places(run_dir, ledger, keys)["evidence.json"]


@pytest.mark.parametrize("content", ['{"files": []}', '{"ledger": []}', '{"signature": 1}'])
def test_a_forged_manifest_of_another_form_is_named(
    content: str, run_dir: Path, ledger: Ledger, keys: ProjectKeys
) -> None:
    import json

    document = {**read_json(run_dir / "evidence.json"), **json.loads(content)}
    write_json(run_dir / "evidence.json", document)
    assert "signature" in places(run_dir, ledger, keys)["evidence.json"]


def test_removed_and_added_files_are_named(
    run_dir: Path, ledger: Ledger, keys: ProjectKeys
) -> None:
    (run_dir / "scan.json").unlink()
    (run_dir / "extra").write_text("x")
    assert places(run_dir, ledger, keys) == {
        "scan.json": "missing",
        "extra": "added after sealing",
    }


def test_a_rewritten_manifest_lacks_the_signature(
    run_dir: Path, ledger: Ledger, keys: ProjectKeys
) -> None:
    (run_dir / "scan.json").write_text('{"a": 2}')
    manifest = read_json(run_dir / "evidence.json")
    manifest["files"]["scan.json"] = hashlib.sha256(b'{"a": 2}').hexdigest()
    write_json(run_dir / "evidence.json", manifest)
    assert "signature" in places(run_dir, ledger, keys)["evidence.json"]
    stranger = ProjectKeys.ephemeral()
    write_json(run_dir / "evidence.json", sign_document(manifest, stranger))
    assert "signature" in places(run_dir, ledger, keys)["evidence.json"]


@pytest.mark.parametrize("kept", [0, 1, 2, 3, 4])
def test_a_truncated_ledger_is_named(
    kept: int, run_dir: Path, ledger: Ledger, keys: ProjectKeys
) -> None:
    change(ledger, f"DELETE FROM entries WHERE seq > {kept}")
    assert "ledger" in places(run_dir, ledger, keys)


def test_a_lost_ledger_is_named(run_dir: Path, ledger: Ledger, keys: ProjectKeys) -> None:
    ledger.path.unlink()
    assert "ledger" in places(run_dir, ledger, keys)


def test_a_ledger_that_grew_still_verifies(
    run_dir: Path, ledger: Ledger, keys: ProjectKeys
) -> None:
    ledger.append("scan.finished", {}, keys=keys, run="other")
    assert places(run_dir, ledger, keys) == {}


def test_another_projects_ledger_is_named(
    run_dir: Path, ledger: Ledger, keys: ProjectKeys, tmp_path: Path
) -> None:
    other = Ledger(tmp_path / "other.db")
    for _ in range(5):
        other.append("scan.finished", {}, keys=ProjectKeys.ephemeral())
    shutil.copy(other.path, ledger.path)
    assert "ledger" in places(run_dir, ledger, keys)


def test_a_run_that_was_never_sealed(tmp_path: Path, ledger: Ledger, keys: ProjectKeys) -> None:
    with pytest.raises(FtcheckError, match="never sealed"):
        verify_run(tmp_path, ledger=ledger, public=keys.public_bytes())
