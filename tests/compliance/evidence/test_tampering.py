"""Whatever is changed in the evidence of a project is found."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest
from sealed import Sealed, make_sealed

from bench.gate.tampering import undetected
from compliance.evidence import Ledger, ProjectKeys, document_sha256, sha256_file, write_json
from compliance.evidence.chain import GENESIS, Entry
from compliance.evidence.signing import sign_document
from compliance.verify import verify_adapter


@pytest.fixture
def project(tmp_path: Path) -> Sealed:
    return make_sealed(tmp_path / "project")


def test_an_untouched_project_verifies(project: Sealed) -> None:
    assert project.wrong("main") == project.wrong("other") == []


def test_each_of_200_changed_bytes_is_found(project: Sealed) -> None:
    run = project.run()
    files = [
        run / "clean.jsonl",
        run / "decision.json",
        run / "clearance.json",
        project.ledger.path,
        project.ledger.head_path,
        run / "evidence.json",
        run / "adapter" / "adapter_model.safetensors",
        run / "adapter" / "MANIFEST.json",
        run / "report.html",
        run / "residue.jsonl",
    ]
    assert undetected(files, lambda: project.wrong() == [], count=200, seed=1) == []
    assert project.wrong() == []


def test_the_engine_says_what_is_not_found(project: Sealed) -> None:
    files = [project.run() / "report.html"]
    assert len(undetected(files, lambda: True, count=5, seed=0)) == 5


@pytest.mark.parametrize("name", ["evidence.json", "adapter/MANIFEST.json", "clearance.json"])
def test_a_signed_document_has_one_form(project: Sealed, name: str) -> None:
    # Each of these says the same, and the signature over the content stays valid.
    path = project.run() / name
    whole = path.read_bytes()
    value = json.loads(whole)["signature"]["value"]
    for changed in (
        whole.rstrip(b"\n"),
        whole + b"\n",
        whole.replace(b":", b": ", 1),
        whole.replace(value.encode(), value.upper().encode()),
        whole.replace(b'"algorithm":"ed25519"', b'"algorithm":"rsa-pss"'),
    ):
        assert changed != whole
        path.write_bytes(changed)
        assert name in project.places()
    path.write_bytes(whole)
    assert project.wrong() == []


# --- the ledger -----------------------------------------------------------------------------------


def rewrite(ledger: Ledger, entries: list[Entry]) -> None:
    """Put other entries in the place of those in the ledger's file."""
    db = sqlite3.connect(ledger.path)
    for name in ("entries_no_update", "entries_no_delete"):
        db.execute(f"DROP TRIGGER {name}")
    db.execute("DELETE FROM entries")
    for entry in entries:
        db.execute(
            "INSERT INTO entries VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (entry.seq, entry.time, entry.run, entry.event, json.dumps(entry.body))
            + (entry.prev, entry.hash, entry.key, entry.signature),
        )
    db.commit()
    db.close()


def chained(entries: list[Entry], keys: ProjectKeys | None) -> list[Entry]:
    """Return the entries as one chain again, signed anew where there is a key."""
    prev, found = GENESIS, []
    for seq, old in enumerate(entries, start=1):
        entry = replace(old, seq=seq, prev=prev, key=keys.key_id if keys else old.key)
        digest = document_sha256(entry.content())
        signature = keys.sign(bytes.fromhex(digest)) if keys else old.signature
        found.append(replace(entry, hash=digest, signature=signature))
        prev = digest
    return found


def test_a_ledger_cut_at_any_entry_is_found(project: Sealed) -> None:
    entries = list(project.ledger.entries())
    whole = project.ledger.path.read_bytes()
    head = project.ledger.head_path.read_bytes()
    for kept in range(len(entries)):
        project.ledger.path.write_bytes(whole)
        rewrite(project.ledger, entries[:kept])
        assert "ledger" in project.places()
        # As well when the owner of the key signs what is left.
        project.ledger.sign_head(project.keys)
        assert "ledger" in project.places("other")
        project.ledger.head_path.write_bytes(head)


def test_a_file_cut_at_any_page_is_found(project: Sealed) -> None:
    whole = project.ledger.path.read_bytes()
    for size in (0, 1, 100, *range(4096, len(whole), 4096), len(whole) - 1):
        project.ledger.path.write_bytes(whole[:size])
        assert "ledger" in project.places(), size
    project.ledger.path.write_bytes(whole + bytes(4096))
    assert "ledger" in project.places()


@pytest.mark.parametrize("owner", [False, True])
@pytest.mark.parametrize("gone", [1, 2, 4, 8])
def test_removed_entries_and_a_new_chain_are_found(project: Sealed, gone: int, owner: bool) -> None:
    entries = list(project.ledger.entries())
    del entries[gone - 1]
    rewrite(project.ledger, chained(entries, project.keys if owner else None))
    if owner:
        project.ledger.sign_head(project.keys)
        # The chain alone is whole again; the manifests hold the head that it had.
        assert project.ledger.problems(project.keys.public_bytes()) == []
    assert "ledger" in project.places("main") | project.places("other")
    assert "ledger" in project.places("other")


def test_a_chain_signed_with_another_key_is_found(project: Sealed) -> None:
    stranger = ProjectKeys.ephemeral()
    rewrite(project.ledger, chained(list(project.ledger.entries()), stranger))
    project.ledger.sign_head(stranger)
    assert "ledger" in project.places()


def test_an_exchanged_public_key_is_named(project: Sealed) -> None:
    stranger = ProjectKeys.ephemeral().public_bytes()
    assert any("exchanged" in line for line in project.ledger.problems(stranger))


def test_an_old_state_of_a_run_is_found(project: Sealed, tmp_path: Path) -> None:
    old = shutil.copytree(project.run(), tmp_path / "old")
    (project.run() / "report.html").write_text("new")
    project.seal()
    assert project.wrong() == []
    shutil.rmtree(project.run())
    shutil.copytree(old, project.run())
    assert project.places() == {"evidence.json"}


def test_an_old_state_of_run_and_ledger_is_found_by_a_head_kept_elsewhere(
    project: Sealed, tmp_path: Path
) -> None:
    old = shutil.copytree(project.root, tmp_path / "old")
    project.seal()
    _, head = project.ledger.head()
    shutil.rmtree(project.root)
    shutil.copytree(old, project.root)
    assert project.wrong() == []  # nothing inside can tell
    assert head not in {entry.hash for entry in project.ledger.entries()}


# --- what a run directory holds -------------------------------------------------------------------


def test_fresh_hashes_without_the_key_are_found(project: Sealed) -> None:
    run = project.run()
    (run / "report.html").write_text("<h1>better</h1>")
    manifest = json.loads((run / "evidence.json").read_bytes())
    manifest["files"]["report.html"] = sha256_file(run / "report.html")
    write_json(run / "evidence.json", manifest)
    assert "evidence.json" in project.places()
    write_json(run / "evidence.json", sign_document(manifest, ProjectKeys.ephemeral()))
    assert "evidence.json" in project.places()
    # With the key as well: the ledger saw other files sealed.
    write_json(run / "evidence.json", sign_document(manifest, project.keys))
    assert project.places() == {"evidence.json"}


def test_an_adapter_of_another_run_is_found_even_when_sealed_again(project: Sealed) -> None:
    shutil.rmtree(project.run() / "adapter")
    shutil.copytree(project.run("other") / "adapter", project.run() / "adapter")
    assert "adapter/MANIFEST.json" in project.places()
    project.seal()
    assert "adapter" in project.places()


@pytest.mark.parametrize("name", ["clean.jsonl", "decision.json", "check.json", "residue.jsonl"])
def test_a_document_of_another_run_is_found_even_when_sealed_again(
    project: Sealed, name: str
) -> None:
    path = project.run() / name
    path.write_bytes(path.read_bytes() + b" ")
    project.seal()
    assert name in project.places()


def test_what_was_erased_may_be_sealed_again(project: Sealed) -> None:
    (project.run() / "residue.jsonl").write_text("")
    project.ledger.append("subject.erased", {"request": "R-1"}, keys=project.keys)
    assert project.places() == {"residue.jsonl"}
    project.seal()
    assert project.wrong() == []


def test_what_lies_elsewhere_or_holds_nothing_is_found(project: Sealed, tmp_path: Path) -> None:
    run = project.run()
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "clean.jsonl").write_bytes((run / "clean.jsonl").read_bytes())
    (run / "folder").symlink_to(tmp_path / "elsewhere")
    (run / "empty").mkdir()
    (run / "left.partial").write_text("x")
    os.mkfifo(run / "pipe")
    (run / "clean.jsonl").unlink()
    (run / "clean.jsonl").symlink_to(tmp_path / "elsewhere" / "clean.jsonl")
    assert project.places() == {"folder", "empty", "left.partial", "pipe", "clean.jsonl"}


def test_a_run_with_a_link_is_not_sealed(project: Sealed, tmp_path: Path) -> None:
    (project.run() / "link").symlink_to(tmp_path)
    from compliance.errors import EvidenceError

    with pytest.raises(EvidenceError, match="link"):
        project.seal()


def test_empty_folders_are_gone_after_sealing(project: Sealed) -> None:
    (project.run() / "a" / "b").mkdir(parents=True)
    project.seal()
    assert not (project.run() / "a").exists()
    assert project.wrong() == []


def test_a_name_that_cannot_be_printed_is_named(project: Sealed) -> None:
    (project.run() / os.fsdecode(b"a\xff\x1b[2J")).write_text("x")
    (name,) = project.places()
    assert name.isprintable()
    name.encode()


def test_a_copy_under_another_name_is_found(project: Sealed) -> None:
    shutil.copytree(project.run(), project.run("copy"))
    assert "evidence.json" in project.places("copy")


def test_a_run_of_another_project_is_found(project: Sealed, tmp_path: Path) -> None:
    stranger = make_sealed(tmp_path / "stranger")
    shutil.rmtree(project.run())
    shutil.copytree(stranger.run(), project.run())
    (problem,) = [item.problem for item in project.wrong() if item.place == "evidence.json"]
    assert stranger.keys.key_id in problem


def test_what_happens_after_sealing_without_a_change_keeps_the_seal(project: Sealed) -> None:
    for event in ("vault.opened", "vault.destroyed", "review.decided", "subject.searched"):
        project.ledger.append(event, {}, keys=project.keys, run="main")
    assert project.wrong() == []
    project.ledger.append("scan.finished", {}, keys=project.keys, run="main")
    assert project.places() == {"evidence.json"}


# --- adapters -------------------------------------------------------------------------------------


def test_a_bare_adapter_verifies_anywhere(project: Sealed, tmp_path: Path) -> None:
    copy = Path(shutil.copytree(project.run() / "adapter", tmp_path / "model"))
    public = project.keys.public_bytes()
    checked = verify_adapter(copy, public=public, ledger=project.ledger)
    assert (checked.problems, checked.notes) == ([], [])
    assert "quarantine" in verify_adapter(copy, public=public, ledger=None).notes[0]
    stranger = ProjectKeys.ephemeral().public_bytes()
    assert verify_adapter(copy, public=stranger, ledger=None).problems


@pytest.mark.parametrize("ledger", [True, False])
def test_each_changed_byte_of_a_bare_adapter_is_found(
    project: Sealed, tmp_path: Path, ledger: bool
) -> None:
    copy = Path(shutil.copytree(project.run() / "adapter", tmp_path / "model"))
    view = project.ledger if ledger else None
    public = project.keys.public_bytes()

    def verifies() -> bool:
        return not verify_adapter(copy, public=public, ledger=view).problems

    assert verifies()
    assert undetected(sorted(copy.iterdir()), verifies, count=100, seed=3) == []
    (copy / "evidence.json").write_text("{}")
    assert not verifies()


def test_an_adapter_that_nobody_trained_here_is_found(project: Sealed, tmp_path: Path) -> None:
    stranger = make_sealed(tmp_path / "stranger", names=("elsewhere",))
    adapter = stranger.run("elsewhere") / "adapter"
    manifest = json.loads((adapter / "MANIFEST.json").read_bytes())
    write_json(adapter / "MANIFEST.json", sign_document(manifest, project.keys))
    checked = verify_adapter(adapter, public=project.keys.public_bytes(), ledger=project.ledger)
    assert [item.place for item in checked.problems] == ["adapter"]


def test_an_adapter_in_quarantine_is_not_releasable(project: Sealed) -> None:
    adapter = project.run() / "adapter"
    digest = sha256_file(adapter / "adapter_model.safetensors")
    project.ledger.append(
        "adapter.quarantined",
        {"adapter_sha256": digest, "request": "R-7", "reason": "erasure"},
        keys=project.keys,
    )
    checked = verify_adapter(adapter, public=project.keys.public_bytes(), ledger=project.ledger)
    for problems in (checked.problems, project.wrong()):
        (found,) = problems
        assert "not releasable" in found.problem
        assert "R-7" in found.problem
    assert project.wrong("other") == []
