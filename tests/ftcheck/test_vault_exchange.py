"""Copies and vault of `anonymize --vault --force` belong together, whatever goes wrong between."""

from __future__ import annotations

import errno
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from compliance.evidence.ledger import Ledger
from ftcheck.commands import anonymize as command
from tests.conftest import FakeFinder
from tests.e2e.conftest import Result, ftcheck

NAMES = ("1.jsonl", "2.jsonl")
BEFORE_THE_SECOND = 6
"""Files that get their names before the second copy does: copies and vault beside, the older
vault that is kept, the vault, the first copy."""


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with two copies and their vault, and newer originals."""

    @contextmanager
    def scanner(*_: object) -> Iterator[FakeFinder]:
        yield FakeFinder()

    monkeypatch.setattr(command, "scanner", scanner)
    (tmp_path / "ftcheck.toml").write_text('[policy]\npreset = "pseudonymize"\n', "utf-8")
    (tmp_path / "in").mkdir()
    deliver(tmp_path, "old")
    assert again(tmp_path).code == 0
    deliver(tmp_path, "new")
    return tmp_path


def deliver(project: Path, which: str) -> None:
    for name in NAMES:
        (project / "in" / name).write_text(text_of(name, which), "utf-8")


def text_of(name: str, which: str) -> str:
    return f'{{"t":"Anna {name} {which}"}}\n'


def again(project: Path) -> Result:
    return ftcheck(project, "anonymize", "in", "-o", "out", "--vault", "v.enc", "--force")


def states(project: Path) -> list[str]:
    """Return for each copy which original its vault gives: the old or the new one."""
    back = ftcheck(project, "vault", "open", "out", "--vault", "v.enc", "-o", "back", "--force")
    assert back.code == 0, back.err
    found = []
    for name in NAMES:
        text = (project / "back" / name).read_text("utf-8")
        (which,) = (each for each in ("old", "new") if text == text_of(name, each))
        found.append(which)
    return found


def failing(real: Any, at: int) -> Any:
    """Return a call that fails from its n-th time on, as on a full disk."""
    calls = 0

    def wrapped(*arguments: Any, **options: Any) -> Any:
        nonlocal calls
        calls += 1
        if calls > at:
            raise OSError(errno.ENOSPC, "No space left on device")
        return real(*arguments, **options)

    return wrapped


@pytest.mark.parametrize("call", ["fsync", "replace"])
def test_a_disk_that_is_full_from_any_step_on(
    call: str, project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = set()
    for at in range(60):
        broken = tmp_path / f"broken-{at}"
        shutil.copytree(project, broken, ignore=shutil.ignore_patterns("broken-*"))
        with monkeypatch.context() as patch:
            patch.setattr(os, call, failing(getattr(os, call), at))
            result = again(broken)
        if result.code == 0:
            break
        assert result.code == 3, result.err
        assert "no space left" in result.err
        there = states(broken)
        seen.add("/".join(there))
        kept = list(broken.glob("v.enc.*"))
        # Where only the ledger could not be written, copies and vault are all new.
        assert ("run the same command with --force" in result.err) == (
            bool(kept) and "copies" in result.err
        )
        assert kept or set(there) == {"old"}
        assert not list(broken.rglob("*.partial"))
        assert again(broken).code == 0
        assert states(broken) == ["new", "new"]
        assert not list(broken.glob("v.enc.*"))
        assert len(list((broken / ".ftcheck" / "keys").glob("vault-*.key"))) == 1
    assert result.code == 0
    assert {"old/old", "new/old"} <= seen


def test_the_ledger_knows_each_vault_and_which_are_destroyed(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(os, "replace", failing(os.replace, BEFORE_THE_SECOND))
        assert again(project).code == 3
    assert states(project) == ["new", "old"]
    assert again(project).code == 0
    ledger = Ledger(project / ".ftcheck" / "ledger.db")
    created = [each.body["vault"] for each in ledger.entries(event="vault.created")]
    destroyed = [each.body["vault"] for each in ledger.entries(event="vault.destroyed")]
    opened = [each.body for each in ledger.entries(event="vault.opened")]
    assert [each["files"] for each in opened] == [1, 1]
    assert {each["vault"] for each in opened} == set(destroyed)
    assert created[-1] not in destroyed


def test_destroying_a_vault_destroys_what_was_kept_beside_it(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(os, "replace", failing(os.replace, BEFORE_THE_SECOND))
        assert again(project).code == 3
    assert ftcheck(project, "vault", "destroy", "--vault", "v.enc", "--yes").code == 0
    assert not list(project.glob("v.enc*"))
    assert not list((project / ".ftcheck" / "keys").glob("vault-*.key"))


@pytest.mark.slow
def test_a_process_that_is_killed_at_any_step(tmp_path: Path) -> None:
    project = tmp_path / "killed"
    project.mkdir()
    done = subprocess.run(
        [sys.executable, "-m", "tests.ftcheck.killed_exchange", str(project)],
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    kills = json.loads(done.stdout.splitlines()[-1])
    assert {each["new"] for each in kills} == {0, 1, 2}
    assert {each["kept"] for each in kills} == {0, 1}
    for step, each in enumerate(kills):
        assert each["fits"], step
        assert (each["again"], each["then"], each["older_key"]) == (0, True, False), step
        assert each["left"] == ["v.enc"], step
