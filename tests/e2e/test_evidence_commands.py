"""ledger, timestamp and verify at the command line, and handed over to an auditor."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from compliance.evidence import Ledger, ProjectKeys, sha256_file
from tests.e2e.conftest import Result, ftcheck


def test_the_head_is_said_at_the_end(finished: tuple[Path, Result]) -> None:
    _, head = Ledger(finished[0] / ".ftcheck" / "ledger.db").head()
    assert f"ledger head {head}" in finished[1].err


def test_the_ledger_is_shown(finished: tuple[Path, Result]) -> None:
    folder = finished[0]
    length, head = Ledger(folder / ".ftcheck" / "ledger.db").head()
    result = ftcheck(folder, "ledger", "show")
    assert result.code == 0, result.err
    lines = result.out.splitlines()
    assert len(lines) == length + 2
    assert lines[-1] == f"ledger head {head} ({length} entries)"
    decided = ftcheck(folder, "ledger", "show", "--event", "gate.decided", "--run", "main")
    assert "verdict clear_after_anonymization" in decided.out.splitlines()[1]
    assert len(decided.out.splitlines()) == 3
    assert len(ftcheck(folder, "ledger", "show", "--run", "none").out.splitlines()) == 2
    assert len(ftcheck(folder, "ledger", "show", "--since", "2999-01-01").out.splitlines()) == 2
    document = json.loads(ftcheck(folder, "ledger", "show", "--format", "json").out)
    assert (document["head"], len(document["entries"])) == (head, length)
    assert ftcheck(folder, "ledger", "show", "--since", "yesterday").code == 2


def test_the_whole_project_verifies_and_a_changed_run_is_named(project: Path) -> None:
    result = ftcheck(project, "ledger", "verify")
    assert result.code == 0, result.err
    assert "run main verifies" in result.out
    _, head = Ledger(project / ".ftcheck" / "ledger.db").head()
    assert ftcheck(project, "ledger", "verify", "--head", head).code == 0
    assert ftcheck(project, "ledger", "verify", "--head", "0" * 64).code == 5
    with (project / "runs" / "main" / "risk.jsonl").open("a") as stream:
        stream.write("\n")
    result = ftcheck(project, "ledger", "verify", "--format", "json")
    assert result.code == 5
    assert "run main: risk.jsonl" in {item["place"] for item in json.loads(result.out)["problems"]}


@pytest.fixture
def handed_over(project: Path, tmp_path: Path) -> Path:
    """What an auditor gets: run, adapter, exported ledger, public key."""
    folder = tmp_path / "auditor"
    folder.mkdir()
    assert ftcheck(project, "ledger", "export", "-o", str(folder / "ledger.jsonl")).code == 0
    shutil.copytree(project / "runs" / "main", folder / "their-run")
    shutil.copytree(project / "runs" / "main" / "adapter", folder / "model")
    shutil.copy(project / ".ftcheck" / "keys" / "signing.pub", folder)
    shutil.rmtree(project)
    return folder


def test_an_auditor_verifies_without_the_project(handed_over: Path) -> None:
    with_both = ("--key", "signing.pub", "--ledger", "ledger.jsonl")
    for what in ("their-run", "model"):
        result = ftcheck(handed_over, "verify", what, *with_both)
        assert result.code == 0, result.err
    assert ftcheck(handed_over, "ledger", "verify", "ledger.jsonl", *with_both[:2]).code == 0
    # Without a key there is nothing to trust, without the ledger a run cannot be verified.
    assert ftcheck(handed_over, "verify", "model").code == 5
    assert ftcheck(handed_over, "verify", "their-run").code == 2
    assert ftcheck(handed_over, "verify", "their-run", *with_both[:2]).code == 2
    assert ftcheck(handed_over, "ledger", "verify", "ledger.jsonl").code == 2
    stranger = ProjectKeys.ephemeral().public_bytes().hex()
    assert ftcheck(handed_over, "verify", "model", "--key", stranger).code == 5
    assert ftcheck(handed_over, "verify", "model", "--key", "nothing").code == 3
    with (handed_over / "their-run" / "eval.json").open("a") as stream:
        stream.write(" ")
    result = ftcheck(handed_over, "verify", "their-run", *with_both)
    assert (result.code, "eval.json" in result.err) == (5, True)


def test_a_bare_adapter_says_what_it_comes_from(handed_over: Path) -> None:
    result = ftcheck(handed_over, "verify", "model", "--key", "signing.pub")
    assert result.code == 0, result.err
    run = handed_over / "their-run"
    for name in ("clean.jsonl", "decision.json", "clearance.json", "synthetic.jsonl"):
        assert sha256_file(run / name) in result.out
    lock = json.loads((run / "project.lock.json").read_bytes())
    assert lock["sources"][0]["files"][0]["sha256"] in result.out
    assert "clear after anonymization" in result.out
    assert "apache-2.0" in result.out
    assert "quarantine" in result.out
    document = json.loads(
        ftcheck(handed_over, "verify", "model", "--key", "signing.pub", "--format", "json").out
    )
    assert document["verified"] is True
    assert document["adapter"]["records"]["cleared"] == 72
    (handed_over / "model" / "more.bin").write_text("x")
    result = ftcheck(handed_over, "verify", "model", "--key", "signing.pub")
    assert (result.code, "more.bin: added" in result.err) == (5, True)


def test_an_adapter_in_quarantine_is_not_released(project: Path, tmp_path: Path) -> None:
    adapter = project / "runs" / "main" / "adapter"
    copy = shutil.copytree(adapter, tmp_path / "deployed")
    # Standing in the project, the copy is checked with its key and its ledger.
    assert ftcheck(project, "verify", str(copy)).code == 0
    Ledger(project / ".ftcheck" / "ledger.db").append(
        "adapter.quarantined",
        {
            "adapter_sha256": sha256_file(adapter / "adapter_model.safetensors"),
            "request": "R-1",
            "reason": "erasure",
        },
        keys=ProjectKeys.load_or_create(project / ".ftcheck" / "keys"),
    )
    for what in (str(copy), "main"):
        result = ftcheck(project, "verify", what)
        assert result.code == 5
        assert "not releasable" in result.err
        assert "R-1" in result.err


def test_no_file_is_replaced_without_being_asked_to(project: Path) -> None:
    (project / "there").write_text("mine")
    for command in (["ledger", "export"], ["timestamp", "request"]):
        assert ftcheck(project, *command, "-o", "there").code == 2
        assert (project / "there").read_text() == "mine"
    before = Ledger(project / ".ftcheck" / "ledger.db").head()
    assert ftcheck(project, "timestamp", "request", "-o", "new.tsq", "--dry-run").code == 0
    assert not (project / "new.tsq").exists()
    assert Ledger(project / ".ftcheck" / "ledger.db").head() == before
    result = ftcheck(project, "timestamp", "add", "there", "--certificate", "there")
    assert (result.code, "E505" in result.err) == (5, True)


def test_a_damaged_ledger_is_not_exported(project: Path) -> None:
    path = project / ".ftcheck" / "ledger.db"
    data = bytearray(path.read_bytes())
    data[-5] ^= 1
    path.write_bytes(data)
    result = ftcheck(project, "ledger", "export", "-o", "out.jsonl")
    assert (result.code, "E501" in result.err) == (5, True)
    assert not (project / "out.jsonl").exists()
    for command in (["ledger", "verify"], ["verify"]):
        assert ftcheck(project, *command).code == 5
