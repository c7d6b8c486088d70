"""An export is verified wherever it lies, and a person's request finds it by the ledger."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from sealed import Sealed, make_sealed

from compliance.evidence import ProjectKeys
from compliance.evidence.canonical import canonical_json, read_json
from compliance.evidence.chain import Entry
from compliance.evidence.files import sha256_file, sha256_tree
from compliance.evidence.released import EXPORTED, made_from
from compliance.evidence.signing import sign_document
from compliance.subject.adapters import Adapter
from compliance.subject.exports import concerned_exports
from compliance.verify import verify_adapter


@pytest.fixture
def project(tmp_path: Path) -> Sealed:
    return make_sealed(tmp_path / "project", ("main",))


@pytest.fixture
def exported(project: Sealed, tmp_path: Path) -> Path:
    """A folder as `ftcheck export` leaves it, with its ledger entry."""
    folder = tmp_path / "given-out"
    folder.mkdir()
    (folder / "model.safetensors").write_bytes(b"merged" * 9)
    (folder / "config.json").write_text("{}")
    origin = read_json(project.run() / "adapter" / "MANIFEST.json")
    files = {path.name: sha256_file(path) for path in sorted(folder.iterdir())}
    sign(folder, project.keys, {
        **{key: origin[key] for key in ("run", "verdict", "dataset_sha256")},
        "schema": "ftcheck.export/1",
        "format": "merged",
        "weights": "model.safetensors",
        "weights_sha256": files["model.safetensors"],
        "origin": {"kind": "adapter", "sha256": origin["adapter_sha256"]},
        "files": files,
    })  # fmt: skip
    record(project, folder, dataset=origin["dataset_sha256"])
    return folder


def sign(folder: Path, keys: ProjectKeys, document: dict[str, object]) -> None:
    signed = canonical_json(sign_document(document, keys))
    (folder / "MANIFEST.json").write_bytes(signed + b"\n")


def record(project: Sealed, folder: Path, *, dataset: str) -> None:
    manifest = json.loads((folder / "MANIFEST.json").read_bytes())
    body = {
        "format": "merged",
        "numbers": "float32",
        "place": folder.name,
        "weights": manifest["weights_sha256"],
        "origin": manifest["origin"]["sha256"],
        "dataset": dataset,
        "tree": sha256_tree(folder),
    }
    project.ledger.append(EXPORTED, body, keys=project.keys, run="main")


def wrong(project: Sealed, folder: Path) -> list[str]:
    public = project.keys.public_bytes()
    found = verify_adapter(folder, public=public, ledger=project.ledger).problems
    return [f"{item.place}: {item.problem}" for item in found]


def test_an_export_verifies_and_its_entry_breaks_no_seal(project: Sealed, exported: Path) -> None:
    assert wrong(project, exported) == []
    assert project.wrong() == []


def test_quarantine_of_its_adapter_holds_for_it_too(project: Sealed, exported: Path) -> None:
    origin = made_from(read_json(exported / "MANIFEST.json"))
    assert origin == sha256_file(project.run() / "adapter" / "adapter_model.safetensors")
    body = {"adapter_sha256": origin, "request": "R-7", "reason": "erasure"}
    project.ledger.append("adapter.quarantined", body, keys=project.keys)
    assert len(found := wrong(project, exported)) == 1
    assert "not releasable" in found[0] and "R-7" in found[0]


@pytest.mark.parametrize("name", ["model.safetensors", "config.json", "MANIFEST.json"])
def test_a_changed_byte_is_found(project: Sealed, exported: Path, name: str) -> None:
    data = bytearray((exported / name).read_bytes())
    data[1] ^= 1
    (exported / name).write_bytes(data)
    if name == "MANIFEST.json":
        with pytest.raises(Exception, match="JSON|manifest"):
            wrong(project, exported)
    else:
        assert wrong(project, exported) == [f"{name}: content changed"]


def test_what_others_signed_or_nobody_exported_here_is_found(
    project: Sealed, exported: Path, tmp_path: Path
) -> None:
    document = read_json(exported / "MANIFEST.json")
    foreign = Path(shutil.copytree(exported, tmp_path / "foreign"))
    sign(foreign, ProjectKeys.ephemeral(), document)
    assert "signature is not valid" in wrong(project, foreign)[0]
    never = Path(shutil.copytree(exported, tmp_path / "never"))
    sign(never, project.keys, {**document, "format": "gguf"})
    assert "no entry of an export" in wrong(project, never)[0]


def test_a_request_finds_exports_by_adapter_by_data_and_by_data_that_are_gone() -> None:
    bodies = [
        {"origin": "a1", "dataset": "d-other", "place": "by-adapter"},
        {"origin": "a2", "dataset": "d-theirs", "place": "by-data"},
        {"origin": "a3", "dataset": "d-gone", "place": "unknown"},
        {"origin": "a4", "dataset": "d-other", "place": "not-concerned"},
    ]
    common = {"format": "gguf", "numbers": "q8_0", "weights": "w"}
    entries = [
        Entry(n, "t", "main", EXPORTED, {**common, **body}, "", "", "", "")
        for n, body in enumerate(bodies, start=1)
    ]
    found = concerned_exports(
        [*entries, Entry(9, "t", "", "run.sealed", {}, "", "", "", "")],
        [Adapter("runs/main", "adapter", "a1", "why a1")],
        theirs={"d-theirs"},
        known={"d-theirs", "d-other"},
    )
    assert [(each.place, each.origin) for each in found] == [
        ("by-adapter", "a1"), ("by-data", "a2"), ("unknown", "a3"),
    ]  # fmt: skip
    assert found[0].reason == "why a1"
    assert found[0].form == "gguf, q8_0"
    assert "cannot be ruled out" in found[2].reason
