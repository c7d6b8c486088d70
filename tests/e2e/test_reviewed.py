"""What a fresh reading found: each was wrong once."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.e2e.conftest import Result, ftcheck

MAIL = '{"text": "Mail an erika@example.org"}\n'


@pytest.mark.parametrize(
    "arguments",
    [
        ["anonymize", "a.jsonl", "-o", "."],
        ["anonymize", "a.jsonl", "-o", ".", "--force"],
        ["scan", "a.jsonl", "--format", "json", "-o", "a.jsonl"],
        ["scan", ".", "-o", "a.jsonl"],
    ],
)
def test_no_output_lands_on_an_input(arguments: list[str], tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(MAIL)
    result = ftcheck(tmp_path, *arguments)
    assert (result.code, "E111" in result.err) == (2, True), result
    assert (tmp_path / "a.jsonl").read_text() == MAIL


def test_a_file_in_an_output_folder_is_kept(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(MAIL)
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "a.jsonl").write_text("old")
    assert ftcheck(tmp_path, "anonymize", "a.jsonl", "-o", "out").code == 2
    assert (tmp_path / "out" / "a.jsonl").read_text() == "old"


def test_a_table_without_a_header_line_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("Erika,erika@example.org\nMax,max@example.org\n")
    result = ftcheck(tmp_path, "scan", "a.csv", "--format", "json")
    assert (result.code, "E205" in result.err) == (3, True)
    assert "example.org" not in result.err + result.out


@pytest.mark.parametrize(
    "name",
    ["First Name", "Vorname", "E-Mail", "Phone", "Kundennummer", "customer_id", "Date of birth",
     "Ort", "Street Address", "IBAN", "Bemerkungen", "Last Login IP", "Herr/Frau"],
)  # fmt: skip
def test_ordinary_columns_pass(name: str, tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(json.dumps({name: "x", "n": "y"}) + "\n")
    result = ftcheck(tmp_path, "scan", "a.jsonl")
    assert result.code == 0, result.err


def test_a_copy_is_verified_itself(project: Path) -> None:
    copy = shutil.copytree(project / "runs" / "main", project / "copies" / "main")
    assert ftcheck(project, "verify", "copies/main").code == 0
    with (copy / "clean.jsonl").open("a") as stream:
        stream.write("\n")
    result = ftcheck(project, "verify", "copies/main")
    assert (result.code, "clean.jsonl" in result.err) == (5, True)
    assert ftcheck(project, "report", "copies/main").code == 2
    assert ftcheck(project, "verify", "main").code == 0


def test_a_copied_run_has_no_report_of_its_own(project: Path) -> None:
    shutil.copytree(project / "runs" / "main", project / "runs" / "other")
    result = ftcheck(project, "report", "other")
    assert (result.code, "E800" in result.err) == (3, True)


def test_what_no_longer_follows_is_put_aside(project: Path) -> None:
    path = project / "ftcheck.toml"
    text = path.read_text("utf-8")
    path.write_text(text.replace("2028-12-31", "2020-12-31"), "utf-8")
    result = ftcheck(project, "run")
    assert (result.code, "retention period" in result.err) == (1, True)
    run = project / "runs" / "main"
    assert not (run / "adapter").exists()
    assert ftcheck(project, "verify").code == 0
    aside = project / ".ftcheck" / "superseded" / "main-0001"
    assert (aside / "adapter" / "adapter_model.safetensors").is_file()


def test_mixed_evidence_gets_no_report(project: Path) -> None:
    run = project / "runs" / "main"
    (run / "eval.json").write_text("{}")
    result = ftcheck(project, "report")
    assert (result.code, "eval.json" in result.err) == (3, True)


def test_an_older_state_put_back_is_named(project: Path, tmp_path: Path) -> None:
    old = shutil.copytree(project / "runs" / "main", tmp_path / "old")
    path = project / "ftcheck.toml"
    path.write_text(path.read_text("utf-8").replace("max_values = 12", "max_values = 6"), "utf-8")
    assert ftcheck(project, "run").code == 0
    shutil.rmtree(project / "runs" / "main")
    shutil.copytree(old, project / "runs" / "main")
    result = ftcheck(project, "verify")
    assert (result.code, "older" in result.err) == (5, True)


def test_a_changed_source_is_named_and_a_deleted_one_is_not_an_error(project: Path) -> None:
    data = project / "data" / "chats.jsonl"
    data.write_text(data.read_text("utf-8") + "\n", "utf-8")
    result = ftcheck(project, "verify")
    assert (result.code, "source support-chats" in result.err) == (5, True)
    data.unlink()
    result = ftcheck(project, "verify")
    assert (result.code, "no longer there" in result.out) == (0, True)


@pytest.mark.slow
def test_options_stay_with_the_run(project: Path) -> None:
    shipped = Path(__file__).parents[2] / "tuning" / "shipped_base"
    shutil.copytree(shipped, project / "mybase")
    first = ftcheck(project, "tune", "--run", "own", "--model", "mybase", "--dry-run")
    assert "base model: mybase" in first.out
    assert ftcheck(project, "augment", "--run", "own").code == 0
    lock = project / "runs" / "own" / "project.lock.json"
    document = json.loads(lock.read_bytes())
    document["overrides"] = {"model": "mybase"}
    lock.write_text(json.dumps(document))
    again = ftcheck(project, "probe", "--run", "own", "--dry-run")
    assert "base model: mybase" in again.out
    assert "used again" in again.err


def test_a_dry_run_writes_nothing(finished: tuple[Path, Result], tmp_path: Path) -> None:
    for name in ("data", "ftcheck.toml"):
        source = finished[0] / name
        target = tmp_path / name
        shutil.copytree(source, target) if source.is_dir() else shutil.copy(source, target)
    before = sorted(tmp_path.rglob("*"))
    for command in (
        ["run", "--dry-run"],
        ["tune", "--dry-run"],
        ["gate", "--dry-run"],
        ["augment", "--dry-run"],
        ["probe", "--dry-run"],
        ["anonymize", "data/chats.jsonl", "-o", "out.jsonl", "--dry-run"],
        ["init", "new", "--dry-run"],
    ):
        result = ftcheck(tmp_path, *command)
        assert result.code == 0, result.err
        assert sorted(tmp_path.rglob("*")) == before, command


def test_kinds_that_cannot_be_trained_are_refused_first(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('{"city": "Ulm", "size": 3}\n')
    result = ftcheck(tmp_path, "tune", "a.jsonl")
    assert (result.code, "table" in result.err) == (2, True)
    assert not (tmp_path / "runs").exists()


@pytest.mark.parametrize("options", [["--revision", "abc"], ["--model", ""]])
def test_wrong_model_options(options: list[str], tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(MAIL)
    result = ftcheck(tmp_path, "tune", "a.jsonl", *options)
    assert (result.code, options[0] in result.err) == (2, True), result.err


def test_a_closed_pipe_is_not_a_blocked_gate(tmp_path: Path) -> None:
    command = f"{sys.executable} -m ftcheck config show | head -1; exit ${{PIPESTATUS[0]}}"
    done = subprocess.run(["bash", "-c", command], cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode in {0, 141}, done.stderr


def test_a_configuration_in_pyproject(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text('[tool.ftcheck.project]\nname = "here"\n')
    for options in ([], ["--config", "."]):
        result = ftcheck(tmp_path, "config", "show", *options)
        assert "project.name" in result.out
        assert '"here"' in result.out
