"""Bad input: a clear error with place and fix, an exit code, and nothing half-written."""

from __future__ import annotations

import errno
import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.e2e.conftest import Result, ftcheck

GOOD = '{"text": "hello"}\n'
CHAT = '{"messages": [{"role": "user", "content": "x"}]}\n'
TWICE = '{"id": 1, "text": "a"}\n{"id": 1, "text": "b"}\n'


def is_three_lines(result: Result) -> bool:
    """Tell whether an error says what and where, why, and how to mend it."""
    lines = result.err.strip().splitlines()
    return (
        any(line.startswith("error[E") for line in lines)
        and lines[-2].startswith("  why: ")
        and lines[-1].startswith("  fix: ")
        and "Traceback" not in result.err
    )


@pytest.mark.parametrize("command", ["scan", "anonymize", "gate", "tune"])
@pytest.mark.parametrize(
    ("name", "content", "code", "error", "place"),
    [
        ("missing.jsonl", None, 2, "E110", "missing.jsonl"),
        ("empty.jsonl", b"", 3, "E203", "empty.jsonl"),
        ("latin.jsonl", b'{"text": "M\xfcller"}\n', 3, "E202", "latin.jsonl line 1"),
        ("broken.jsonl", GOOD.encode() + b'{"text": \n', 3, "E201", "broken.jsonl line 2"),
        ("mixed.jsonl", (GOOD + CHAT).encode(), 3, "E204", "mixed.jsonl line 2"),
        ("columns.csv", b"prompt,completion\na,b\nc\n", 3, "E205", "columns.csv line 3"),
        ("photo.png", b"\x89PNG", 3, "E206", "photo.png"),
        ("twice.jsonl", TWICE.encode(), 3, "E207", "twice.jsonl line 2"),
    ],
)  # fmt: skip
def test_bad_data(
    command: str,
    name: str,
    content: bytes | None,
    code: int,
    error: str,
    place: str,
    tmp_path: Path,
) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    before = sorted(tmp_path.iterdir())
    options = ["-o", "out.jsonl"] if command == "anonymize" else []
    result = ftcheck(tmp_path, command, name, *options)
    assert (result.code, error in result.err, place in result.err) == (code, True, True), result
    assert is_three_lines(result)
    assert not (tmp_path / "out.jsonl").exists()
    if command in {"scan", "anonymize"}:
        assert sorted(tmp_path.iterdir()) == before
    assert not list(tmp_path.rglob("*.partial"))
    assert not (tmp_path / "runs" / "main" / "clean.jsonl").exists()


def test_a_value_of_the_data_is_never_in_an_error(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('{"text": "Erika Mustermann" "x"}\n', "utf-8")
    result = ftcheck(tmp_path, "scan", "a.jsonl")
    assert result.code == 3
    assert "Mustermann" not in result.err + result.out


def test_every_configuration_error_at_once(new_project: Callable[..., Path]) -> None:
    folder = new_project(
        GOOD,
        toml="""
[tune]
learning_rat = 1e-3
num_train_epochs = "many"
[policy.actions]
PERSN = "anonymize"
[[sources]]
id = "a"
path = "data.jsonl"
licens = "MIT"
""",
    )
    result = ftcheck(folder, "run")
    assert result.code == 2
    assert is_three_lines(result)
    assert "E101" in result.err
    assert "ftcheck.toml" in result.err
    assert "tune.learning_rat: unknown key (did you mean 'learning_rate'?)" in result.err
    assert "tune.num_train_epochs" in result.err
    assert "sources[0].licens: unknown key (did you mean 'licence'?)" in result.err
    assert "many" not in result.err
    assert not (folder / "runs").exists()


def test_broken_toml_names_the_line(new_project: Callable[..., Path]) -> None:
    result = ftcheck(new_project(GOOD, toml="[tune\n"), "config", "show")
    assert (result.code, "line 1" in result.err) == (2, True)


def test_a_configuration_that_is_named_must_exist(tmp_path: Path) -> None:
    result = ftcheck(tmp_path, "config", "show", "--config", "nowhere.toml")
    assert result.code == 2
    assert "nowhere.toml" in result.err


@pytest.mark.parametrize(
    ("files", "error"),
    [
        ({}, "E601"),
        ({"config.json": "{}", "tokenizer.json": "{}"}, "E601"),
        ({"config.json": "{}", "tokenizer.json": "{}", "pytorch_model.bin": "x"}, "E602"),
        ({"config.json": "{}", "tokenizer.json": "{}", "model.safetensors": "torn"}, "E601"),
    ],
)
def test_model_folders_that_cannot_be_used(
    files: dict[str, str], error: str, new_project: Callable[..., Path]
) -> None:
    folder = new_project(GOOD)
    (folder / "model").mkdir()
    for name, text in files.items():
        (folder / "model" / name).write_text(text)
    result = ftcheck(folder, "tune", "data.jsonl", "--model", "model")
    assert (result.code, error in result.err) == (2, True), result.err
    assert is_three_lines(result)
    assert not (folder / "runs").exists()


def test_a_hub_id_needs_permission_and_a_commit(new_project: Callable[..., Path]) -> None:
    folder = new_project(GOOD)
    for options in ([], ["--revision", "0" * 40], ["--allow-download"]):
        result = ftcheck(folder, "tune", "data.jsonl", "--model", "owner/name", *options)
        assert (result.code, "E603" in result.err) == (2, True), result.err


def test_originals_are_never_written_to(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(GOOD)
    for target in ("a.jsonl", "./a.jsonl"):
        result = ftcheck(tmp_path, "anonymize", "a.jsonl", "-o", target, "--force")
        assert (result.code, "E111" in result.err) == (2, True)
    result = ftcheck(tmp_path, "anonymize", ".", "-o", "out")
    assert result.code == 2
    assert path.read_text() == GOOD


def test_an_existing_output_is_kept(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(GOOD)
    (tmp_path / "b.jsonl").write_text("old")
    result = ftcheck(tmp_path, "anonymize", "a.jsonl", "-o", "b.jsonl")
    assert (result.code, "--force" in result.err) == (2, True)
    assert (tmp_path / "b.jsonl").read_text() == "old"


def test_a_place_that_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(GOOD)
    result = ftcheck(tmp_path, "anonymize", "a.jsonl", "-o", "a.jsonl/out.jsonl")
    assert (result.code, "E111" in result.err) == (2, True)


def refuse(*_: object, **__: object) -> None:
    raise OSError(errno.EROFS, os.strerror(errno.EROFS))


def test_a_read_only_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # Permissions do not stop root, so the refusal of the file system is put in by hand.
    (tmp_path / "a.jsonl").write_text(GOOD)
    monkeypatch.setattr("compliance.evidence.files.tempfile.mkstemp", refuse)
    result = ftcheck(tmp_path, "anonymize", "a.jsonl", "-o", "out.jsonl")
    assert (result.code, "E111" in result.err, "out.jsonl" in result.err) == (2, True, True), (
        result.err
    )
    assert is_three_lines(result)


def test_a_project_in_a_read_only_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.jsonl").write_text(GOOD)
    monkeypatch.setattr(Path, "mkdir", refuse)
    result = ftcheck(tmp_path, "gate", "a.jsonl")
    assert (result.code, "E111" in result.err, ".ftcheck" in result.err) == (2, True, True)
    assert is_three_lines(result)


@pytest.mark.parametrize(
    "arguments", [["scna"], ["scan"], ["scan", "--bogus", "x"], ["run", "--run", "../x"]]
)
def test_wrong_calls(arguments: list[str], tmp_path: Path) -> None:
    result = ftcheck(tmp_path, *arguments)
    assert result.code == 2
    assert is_three_lines(result)


def test_no_data_named(tmp_path: Path) -> None:
    result = ftcheck(tmp_path, "run")
    assert (result.code, "ftcheck init" in result.err) == (2, True)


@pytest.mark.parametrize("command", ["report", "verify"])
def test_a_run_that_is_not_there(command: str, tmp_path: Path) -> None:
    (tmp_path / "ftcheck.toml").write_text("")
    ftcheck(tmp_path, "doctor")
    result = ftcheck(tmp_path, command, "nowhere")
    assert result.code in {2, 3}
    assert is_three_lines(result)


def test_stdin(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import io
    import sys

    class Piped:
        def __init__(self, data: bytes) -> None:
            self.buffer = io.BytesIO(data)

    line = json.dumps({"id": "x1", "text": "Mail an erika@example.org"}) + "\n"
    monkeypatch.setattr(sys, "stdin", Piped(line.encode()))
    result = ftcheck(tmp_path, "scan", "-", "--format", "json")
    assert result.code == 0, result.err
    (finding,) = [
        item for item in json.loads(result.out)["findings"] if item["type"] == "EMAIL_ADDRESS"
    ]
    assert (finding["record"], finding["field"]) == ("x1", "$.text")
    assert (finding["start"], finding["end"]) == (8, 25)
    assert set(finding) == {
        "record",
        "field",
        "start",
        "end",
        "type",
        "category",
        "score",
        "recognizer",
        "fingerprint",
        "person",
    }
    monkeypatch.setattr(sys, "stdin", Piped(line.encode()))
    result = ftcheck(tmp_path, "anonymize", "-", "-o", "-")
    assert json.loads(result.out) == {"id": "x1", "text": "Mail an [EMAIL_ADDRESS_1]"}
    monkeypatch.setattr(sys, "stdin", Piped(b""))
    assert ftcheck(tmp_path, "scan", "-").code == 3
    assert list(tmp_path.iterdir()) == []


def test_folders_keep_their_shape(tmp_path: Path) -> None:
    (tmp_path / "in" / "sub").mkdir(parents=True)
    (tmp_path / "in" / "a.jsonl").write_text('{"text":  "erika@example.org"}\n')
    (tmp_path / "in" / "sub" / "b.jsonl").write_text(GOOD)
    result = ftcheck(tmp_path, "anonymize", "in", "-o", "out")
    assert result.code == 0, result.err
    assert (tmp_path / "out" / "a.jsonl").read_text() == '{"text":  "[EMAIL_ADDRESS_1]"}\n'
    assert (tmp_path / "out" / "sub" / "b.jsonl").read_text() == GOOD
