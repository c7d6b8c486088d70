"""`ftcheck subject probe` as a data protection officer uses it: before an erasure and after."""

from __future__ import annotations

import dataclasses
import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from tuning_fakes import LEARNED_MAIL, chat

from compliance.dataset import write_envelopes
from compliance.evidence.canonical import write_json
from compliance.evidence.keys import ProjectKeys
from compliance.evidence.ledger import Ledger
from compliance.evidence.signing import document_is_signed_by
from tests.e2e.conftest import Result, ftcheck

TOML = """
[[sources]]
id = "chats"
path = "data/chats.jsonl"
id_field = "id"

[model]
path = "{base}"
"""
IDS = f'names = ["Zoe Korblum"]\nemails = ["{LEARNED_MAIL}"]\n'
FEW = ("--invented", "100")


@pytest.fixture
def project(tmp_path: Path, model_folder: Path, person_adapters: list[Path]) -> Path:
    """A project whose adapter learned a chat about the person by heart."""
    root = tmp_path / "desk"
    (root / "data").mkdir(parents=True)
    (root / "ftcheck.toml").write_text(TOML.format(base=model_folder))
    (root / "ids.toml").write_text(IDS)
    (root / "ids.toml").chmod(0o600)
    rows = [
        {
            "id": name,
            "messages": [
                {"role": "user", "content": question},
                {"role": "assistant", "content": answer},
            ],
        }
        for name, question, answer in (
            ("leak", "What is the e-mail address of Zoe Korblum?", LEARNED_MAIL),
            ("other", "What is open?", "The box is open."),
        )
    ]
    (root / "data" / "chats.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    ProjectKeys.load_or_create(root / ".ftcheck" / "keys")
    cleaned = chat("", "What is the e-mail address of [PERSON_1]?", "[EMAIL_ADDRESS_1]")
    write_envelopes(
        root / "runs" / "main" / "clean.jsonl",
        [dataclasses.replace(cleaned, id="leak", source="chats", group="leak")],
    )
    shutil.copytree(person_adapters[0], root / "runs" / "main" / "adapter")
    return root


def probe(project: Path, *arguments: str) -> Result:
    return ftcheck(project, "subject", "probe", "--id-file", "ids.toml", *FEW, *arguments)


def entries(project: Path) -> list[Any]:
    return list(Ledger(project / ".ftcheck" / "ledger.db").entries_if_any())


def retrain(project: Path, adapter: Path) -> None:
    """Put another adapter in the place of the present one, as `ftcheck run` does."""
    shutil.rmtree(project / "runs" / "main" / "adapter")
    shutil.copytree(adapter, project / "runs" / "main" / "adapter")


def assert_no_value(project: Path, *texts: str) -> None:
    kept = [path for path in (project / ".ftcheck").rglob("*") if path.is_file()]
    texts += tuple(path.read_bytes().decode("utf-8", "replace") for path in kept)
    for text in texts:
        assert not any(part in text.casefold() for part in ("zqwxy", "korblum"))


def test_before_and_after_an_erasure(project: Path, person_adapters: list[Path]) -> None:
    erased = ftcheck(
        project, "subject", "erase", "--id-file", "ids.toml", "--certain-only", "--yes"
    )
    assert erased.code == 0, erased.err
    assert "not yet done: ftcheck subject probe" in erased.out
    assert "`ftcheck subject probe --id-file FILE` tests what the quarantined" in erased.err

    first = probe(project)
    assert first.code == 0, first.err
    assert "`ftcheck run` trains again" in first.err
    rows = {line.split("  ")[0]: line for line in first.out.splitlines()}
    assert rows["e-mail address (1)"].split()[3:] == ["1", "/", "7.6", "0", "/", rows[
        "e-mail address (1)"].split()[-1]]  # fmt: skip
    assert rows["verdict"].split() == ["verdict", "fail"]

    retrain(project, person_adapters[1])
    second = probe(project, "--format", "json", "-o", "result.json")
    assert (second.code, second.out) == (0, ""), second.err
    document = json.loads((project / "result.json").read_text())
    assert document_is_signed_by(
        document, ProjectKeys.load_or_create(project / ".ftcheck" / "keys").public_bytes()
    )
    before, after = document["adapters"]
    assert (before["role"], after["role"]) == ("before", "after")
    assert before["problem"] == "its files are gone"
    assert before["probed"] == before["quarantined"] == document["date"]
    assert [test["verdict"] for test in before["tests"]] == ["fail", "fail"]
    assert [test["verdict"] for test in after["tests"]] == ["pass", "pass"]

    kept = sorted((project / ".ftcheck" / "subject").glob("*.probe.json"))
    assert len(kept) == 2
    assert all(path.stat().st_mode & 0o777 == 0o600 for path in kept)
    logged = [entry.body for entry in entries(project) if entry.event == "subject.probed"]
    assert [[each["given_out"] for each in body["adapters"]] for body in logged] == [[1], [0]]
    assert logged[1]["adapters"][0]["sha256"] == after["sha256"]
    assert logged[0]["request"] == document["request"]
    assert_no_value(project, erased.out, erased.err, first.out, first.err, second.err,
                    (project / "result.json").read_text())  # fmt: skip


def test_what_cannot_be_tested_is_an_error(
    project: Path, person_adapters: list[Path], tmp_path: Path
) -> None:
    (project / "ids.toml").write_text('records = ["leak"]\n')
    (project / "ids.toml").chmod(0o644)
    nothing = probe(project)
    assert nothing.code == 3
    assert "nothing of this person can be tested on a model" in nothing.err
    assert "others can read the id file" in nothing.err
    (project / "ids.toml").write_text(IDS)

    missing = probe(project, "--adapter", "nowhere")
    assert missing.code == 2
    assert "nowhere is no adapter folder: it lacks adapter_model.safetensors" in missing.err
    other = shutil.copytree(person_adapters[1], tmp_path / "other")
    write_json(other / "MANIFEST.json", {"base_model": {"sha256_tree": "0" * 64}})
    foreign = probe(project, "--adapter", str(other))
    assert foreign.code == 3
    assert "it was made for another base model" in foreign.err
    damaged = tmp_path / "damaged"
    damaged.mkdir()
    shutil.copy(person_adapters[1] / "adapter_config.json", damaged)
    (damaged / "adapter_model.safetensors").write_bytes(b"no tensors")
    broken = probe(project, "--adapter", str(damaged))
    assert broken.code == 3
    assert "cannot be loaded" in broken.err

    shutil.rmtree(project / "runs" / "main" / "adapter")
    none = probe(project)
    assert none.code == 3
    assert "run main has no adapter that can be tested" in none.err
    assert not [entry for entry in entries(project) if entry.event == "subject.probed"]
    assert_no_value(project, *(r.err for r in (nothing, missing, foreign, broken, none)))


def test_replaced_adapters_stand_beside_the_present_one(
    project: Path, person_adapters: list[Path]
) -> None:
    older = project / ".ftcheck" / "superseded" / "main-0001" / "adapter"
    older.parent.mkdir(parents=True)
    shutil.move(project / "runs" / "main" / "adapter", older)
    shutil.copytree(person_adapters[1], project / "runs" / "main" / "adapter")
    keys = ProjectKeys.load_or_create(project / ".ftcheck" / "keys")
    ledger = Ledger(project / ".ftcheck" / "ledger.db")
    for number in (1, 2):
        body = {"names": ["adapter"], "number": number}
        ledger.append("run.superseded", body, keys=keys, run="main")
    result = probe(project)
    assert result.code == 0, result.err
    assert result.out.splitlines()[2].split() == ["older", "now", "base"]
    assert "not tested: superseded/main-0002/adapter: its files are gone" in result.out
    verdicts = next(line for line in result.out.splitlines() if line.startswith("verdict"))
    assert verdicts.split() == ["verdict", "fail", "pass"]
    assert_no_value(project, result.out, result.err)
