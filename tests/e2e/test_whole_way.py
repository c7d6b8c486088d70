"""The whole way on the example: every stage real, every promise held."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.e2e.conftest import Result, ftcheck, gold_values, make_project

STAGES = ("scan", "anonymize", "check", "gate", "split", "augment", "tune", "probe", "report")


def read(folder: Path, name: str) -> dict:  # type: ignore[type-arg]
    return json.loads((folder / "runs" / "main" / name).read_bytes())


def test_a_run_ends_with_a_verdict_and_reports(finished: tuple[Path, Result]) -> None:
    folder, result = finished
    assert result.code == 0, result.err
    assert "verdict: clear after anonymization" in result.out
    assert "report.html" in result.out
    assert "report.pdf" in result.out
    for stage in STAGES:
        assert f"+ {stage}" in result.err
    run = folder / "runs" / "main"
    for name in (
        "project.lock.json",
        "scan.json",
        "clean.jsonl",
        "check.json",
        "decision.json",
        "clearance.json",
        "split/train.jsonl",
        "split/validation.jsonl",
        "split/holdout.jsonl",
        "synthetic.jsonl",
        "adapter/adapter_model.safetensors",
        "adapter/MANIFEST.json",
        "training.json",
        "eval.json",
        "probe.json",
        "base_model.json",
        "evidence.json",
    ):
        assert (run / name).stat().st_size > 0, name
    assert (run / "report.pdf").read_bytes().startswith(b"%PDF-")


def test_tuning_lowers_the_holdout_loss(finished: tuple[Path, Result]) -> None:
    loss = read(finished[0], "eval.json")["metrics"]["loss"]
    assert loss["tuned"]["value"] < loss["base"]["value"]
    assert loss["difference"]["high"] < 0


def test_the_adapter_manifest_binds_everything(finished: tuple[Path, Result]) -> None:
    from compliance.evidence import sha256_file

    folder = finished[0]
    manifest = read(folder, "adapter/MANIFEST.json")
    run = folder / "runs" / "main"
    assert manifest["dataset_sha256"] == sha256_file(run / "clean.jsonl")
    assert manifest["clearance_sha256"] == sha256_file(run / "clearance.json")
    assert manifest["base_model"]["licence"] == "apache-2.0" or manifest["base_model"]["licence"]
    assert len(manifest["base_model"]["sha256_tree"]) == 64
    assert manifest["signature"]["algorithm"] == "ed25519"


def test_nothing_pickled_is_left(finished: tuple[Path, Result]) -> None:
    names = [path.name for path in finished[0].rglob("*")]
    assert not [name for name in names if re.search(r"\.(bin|pt|pkl|pth)$", name)]
    assert not [name for name in names if name.endswith(".partial")]


def test_found_values_are_nowhere_in_evidence_or_output(finished: tuple[Path, Result]) -> None:
    folder, result = finished
    cleaned = (folder / "runs" / "main" / "clean.jsonl").read_text("utf-8")
    values = {value for value in gold_values(folder) if len(value) >= 7 and value not in cleaned}
    assert len(values) > 100
    places = [path for path in folder.rglob("*") if path.is_file()]
    # The user's own files: the data, and a configuration whose lists may name people.
    own = {folder / "ftcheck.toml", *(folder / "data").iterdir()}
    places = [path for path in places if path not in own]
    for path in places:
        raw = path.read_bytes()
        for value in values:
            assert value.encode() not in raw, path
            assert json.dumps(value)[1:-1].encode() not in raw, path
    for value in values:
        assert value not in result.out + result.err


def test_holdout_and_parents_stay_apart(finished: tuple[Path, Result]) -> None:
    from compliance.dataset import read_envelopes

    run = finished[0] / "runs" / "main"
    parts = {
        name: list(read_envelopes(run / "split" / f"{name}.jsonl"))
        for name in ("train", "validation", "holdout")
    }
    groups = {name: {record.group for record in part} for name, part in parts.items()}
    assert groups["train"].isdisjoint(groups["validation"] | groups["holdout"])
    assert groups["validation"].isdisjoint(groups["holdout"])
    trained = {record.id for record in parts["train"]}
    children = list(read_envelopes(run / "synthetic.jsonl"))
    assert children
    assert all(set(child.parents) <= trained for child in children)


def test_a_second_run_keeps_every_stage(project: Path) -> None:
    # A copied project has the same evidence, so nothing is done again.
    result = ftcheck(project, "run")
    assert result.code == 0, result.err
    for stage in STAGES:
        assert re.search(rf"= {stage}\s+unchanged", result.err), result.err


def test_a_changed_setting_redoes_only_what_depends_on_it(project: Path) -> None:
    path = project / "ftcheck.toml"
    path.write_text(path.read_text("utf-8").replace("max_values = 12", "max_values = 8"), "utf-8")
    result = ftcheck(project, "run")
    assert result.code == 0, result.err
    for stage in STAGES[: STAGES.index("probe")]:
        assert f"= {stage}" in result.err
    assert "+ probe" in result.err
    assert "+ report" in result.err
    assert ftcheck(project, "verify").code == 0


def test_the_same_run_twice_gives_the_same_bytes(project: Path) -> None:
    # Under another name, and with keys of its own: neither may show in what is compared.
    one = project / "runs" / "main"
    shutil.rmtree(project / ".ftcheck")
    result = ftcheck(project, "tune", "--run", "again")
    assert result.code == 0, result.err
    two = project / "runs" / "again"
    # Lists count by fingerprint.
    keyed = {"detector_sha256", "policy_sha256", "check_sha256", "facts_sha256"}
    for name in ("check.json", "decision.json"):
        documents = [json.loads((run / name).read_bytes()) for run in (one, two)]
        for document in documents:
            for key in keyed & set(document):
                del document[key]
        assert documents[0] == documents[1], name
    for name in (
        "clean.jsonl",
        "synthetic.jsonl",
        "adapter/adapter_model.safetensors",
        "adapter/adapter_config.json",
    ):
        assert (one / name).read_bytes() == (two / name).read_bytes(), name


def test_a_lost_output_is_made_again(project: Path) -> None:
    (project / "runs" / "main" / "clean.jsonl").unlink()
    result = ftcheck(project, "gate")
    assert result.code == 0, result.err
    assert "+ anonymize" in result.err
    assert "= check" in result.err
    assert "= gate" in result.err


# --- verify ---------------------------------------------------------------------------------------


def test_an_untouched_run_verifies(finished: tuple[Path, Result]) -> None:
    result = ftcheck(finished[0], "verify", "main")
    assert (result.code, result.err) == (0, "")
    assert "run main verifies" in result.out
    by_path = ftcheck(finished[0].parent, "verify", str(finished[0] / "runs" / "main"))
    assert by_path.code == 0, by_path.err


@pytest.mark.parametrize(
    "name",
    [
        "clean.jsonl",
        "scan.json",
        "check.json",
        "decision.json",
        "clearance.json",
        "adapter/adapter_model.safetensors",
        "adapter/MANIFEST.json",
        "eval.json",
        "report.html",
        "report.pdf",
        "evidence.json",
        "project.lock.json",
    ],
)
def test_a_changed_byte_is_named(name: str, project: Path) -> None:
    path = project / "runs" / "main" / name
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)
    result = ftcheck(project, "verify", "--format", "json")
    assert result.code == 5
    document = json.loads(result.out)
    assert document["verified"] is False
    assert name in {problem["place"] for problem in document["problems"]}
    assert name in result.err


def test_a_truncated_ledger_is_named(project: Path) -> None:
    import sqlite3

    db = sqlite3.connect(project / ".ftcheck" / "ledger.db")
    db.execute("DROP TRIGGER entries_no_delete")
    db.execute("DELETE FROM entries WHERE seq > 3")
    db.commit()
    db.close()
    result = ftcheck(project, "verify")
    assert result.code == 5
    assert "ledger" in result.err


# --- the gate -------------------------------------------------------------------------------------


def test_undeclared_data_is_not_tuned(finished: tuple[Path, Result], tmp_path: Path) -> None:
    folder = tmp_path / "bare"
    folder.mkdir()
    shutil.copy(finished[0] / "data" / "chats.jsonl", folder / "chats.jsonl")
    result = ftcheck(folder, "tune", "chats.jsonl")
    assert result.code == 4
    assert "E402" in result.err
    assert "sources.data.licence is not declared" in result.err
    assert not (folder / "runs" / "main" / "adapter").exists()
    report = ftcheck(folder, "report")
    assert report.code == 0, report.err
    assert (folder / "runs" / "main" / "report.pdf").is_file()
    assert ftcheck(folder, "verify").code == 0


def test_a_contradiction_blocks_and_is_reported(tmp_path: Path) -> None:
    folder = make_project(tmp_path / "desk", chats=12)
    path = folder / "ftcheck.toml"
    text = path.read_text("utf-8").replace(
        'special_categories = "expected"', 'special_categories = "none"'
    )
    path.write_text(text.replace("personal_data = true", "personal_data = false"), "utf-8")
    result = ftcheck(folder, "run")
    assert result.code == 1
    assert "E401" in result.err
    assert "declared to hold no personal data" in result.err
    run = folder / "runs" / "main"
    assert not (run / "clearance.json").exists()
    assert not (run / "adapter").exists()
    assert (run / "report.html").is_file()
    assert "blocked" in (run / "report.html").read_text("utf-8").lower()
    assert ftcheck(folder, "verify").code == 0


def test_there_is_no_flag_around_the_gate() -> None:
    import inspect

    from ftcheck.commands import run as run_command
    from ftcheck.commands import tune as tune_command

    names = {
        name
        for function in (tune_command.tune, run_command.run)
        for name in inspect.signature(function).parameters
    }
    assert names == {
        "session",
        "data",
        "model",
        "revision",
        "allow_download",
        "run",
        "dry_run",
        "restart",
        "launch",
        "processes",
    }


def test_data_changed_behind_the_gate_is_not_trained_on(project: Path) -> None:
    from compliance.clearance import open_cleared
    from compliance.errors import NotCleared
    from compliance.evidence.keys import read_public_key

    run = project / "runs" / "main"
    train = run / "split" / "train.jsonl"
    train.write_text(train.read_text("utf-8").replace("[PERSON_1]", "Erika Mustermann"), "utf-8")
    with pytest.raises(NotCleared):
        open_cleared(run, public=read_public_key(project / ".ftcheck" / "keys"))
    # The command mends it from the cleared data instead of training on it.
    result = ftcheck(project, "tune")
    assert result.code == 0, result.err
    assert "+ split" in result.err
    assert "Erika Mustermann" not in train.read_text("utf-8")


def test_a_whole_run_uses_no_network(finished: tuple[Path, Result]) -> None:
    log = finished[0].parent / "sockets.log"
    used = log.read_text("utf-8").splitlines() if log.exists() else []
    # urllib3 asks at import whether this machine has IPv6, with a socket bound to ::1.
    with_address = [line for line in used if not line.startswith("socket.__new__")]
    outside = [line for line in with_address if not re.search(r"'(127\.|::1|localhost)", line)]
    assert outside == []


def test_the_socket_log_sees_a_connection(tmp_path: Path) -> None:
    log = tmp_path / "sockets.log"
    code = "import socket; s = socket.socket(); s.connect_ex(('127.0.0.1', 9))"
    watched = Path(__file__).parent / "watched"
    subprocess.run(
        [sys.executable, "-c", code],
        check=True,
        env={**os.environ, "PYTHONPATH": str(watched), "FTCHECK_TEST_SOCKETS": str(log)},
    )
    assert "socket.connect" in log.read_text("utf-8")
