"""A model that was trained whole is evidence like an adapter: bound, verified, quarantined."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from sealed import Sealed, make_sealed

from compliance.errors import EvidenceError
from compliance.evidence.files import sha256_file
from compliance.evidence.released import ADAPTER, MODEL, released, weights_sha256
from compliance.subject.ground import State
from compliance.verify import verify_adapter


@pytest.fixture
def project(tmp_path: Path) -> Sealed:
    return make_sealed(tmp_path, kind=MODEL)


def test_a_run_with_a_whole_model_verifies(project: Sealed) -> None:
    assert project.wrong() == []


@pytest.mark.parametrize("name", ["model/MANIFEST.json", "model/model.safetensors"])
def test_a_changed_byte_is_found(project: Sealed, name: str) -> None:
    path = project.run() / name
    data = bytearray(path.read_bytes())
    data[20] ^= 1
    path.write_bytes(data)
    assert name in project.places()


def test_a_model_of_another_run_is_found_even_when_sealed_again(project: Sealed) -> None:
    shutil.rmtree(project.run() / "model")
    shutil.copytree(project.run("other") / "model", project.run() / "model")
    project.seal()
    assert "model" in project.places()


def test_a_bare_model_verifies_anywhere_until_it_is_quarantined(
    project: Sealed, tmp_path: Path
) -> None:
    copy = Path(shutil.copytree(project.run() / "model", tmp_path / "given-out"))
    public = project.keys.public_bytes()
    checked = verify_adapter(copy, public=public, ledger=project.ledger)
    assert checked.problems == []
    digest = sha256_file(copy / "model.safetensors")
    assert weights_sha256(checked.manifest) == digest
    project.ledger.append(
        "adapter.quarantined",
        {"adapter_sha256": digest, "request": "R-7", "reason": "erasure"},
        keys=project.keys,
    )
    problems = verify_adapter(copy, public=public, ledger=project.ledger).problems
    assert "not releasable" in problems[0].problem
    assert any("not releasable" in item.problem for item in project.wrong())


def test_a_model_that_nobody_trained_here_is_found(project: Sealed, tmp_path: Path) -> None:
    copy = Path(shutil.copytree(project.run() / "model", tmp_path / "stranger"))
    (copy / "added.txt").write_text("x")
    problems = verify_adapter(copy, public=project.keys.public_bytes(), ledger=None).problems
    assert [item.place for item in problems] == ["added.txt"]


def test_weights_of_both_kinds_count_for_a_persons_request(project: Sealed) -> None:
    state = State("runs/main", "main", project.run())
    assert [path.name for path in state.adapters()] == ["model.safetensors"]
    (project.run() / "model" / "README.md").write_text("# card")
    assert project.run() / "model" / "README.md" in state.documents()


def test_a_manifest_of_something_else_is_refused() -> None:
    assert released({"schema": "ftcheck.adapter/1"}) is ADAPTER
    with pytest.raises(EvidenceError):
        released({"schema": "ftcheck.training/1"})
