"""A small project with two sealed runs, made without a model: what verification is tried on."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from compliance.clearance import issue_clearance
from compliance.dataset import write_envelopes
from compliance.dataset.record import Record
from compliance.errors import FtcheckError
from compliance.evidence import Ledger, ProjectKeys, seal_run, sha256_file, sha256_tree, write_json
from compliance.evidence.manifest import Mismatch
from compliance.evidence.released import ADAPTER, Released
from compliance.evidence.signing import sign_document
from compliance.verify import verify_evidence


@dataclass(frozen=True)
class Sealed:
    """Where everything lies."""

    root: Path
    keys: ProjectKeys
    ledger: Ledger

    def run(self, name: str = "main") -> Path:
        return self.root / "runs" / name

    def wrong(self, name: str = "main") -> list[Mismatch]:
        try:
            return verify_evidence(
                self.run(name), ledger=self.ledger, public=self.keys.public_bytes(), run=name
            )
        except FtcheckError as error:
            return [Mismatch("", error.message)]

    def places(self, name: str = "main") -> set[str]:
        return {item.place for item in self.wrong(name)}

    def seal(self, name: str = "main", keys: ProjectKeys | None = None) -> dict[str, Any]:
        return seal_run(
            self.run(name),
            run=name,
            ledger=self.ledger,
            keys=keys or self.keys,
            facts={"verdict": "clear"},
        )


def make_sealed(
    root: Path, names: tuple[str, ...] = ("main", "other"), kind: Released = ADAPTER
) -> Sealed:
    keys = ProjectKeys.load_or_create(root / ".ftcheck" / "keys")
    project = Sealed(root, keys, Ledger(root / ".ftcheck" / "ledger.db"))
    for name in names:
        _make_run(project, name, kind)
        project.seal(name)
    return project


def _make_run(project: Sealed, name: str, kind: Released) -> None:
    run = project.run(name)
    run.mkdir(parents=True)
    texts = [f"[PERSON_1] wrote to {name} about order {number}" for number in range(6)]
    records = [
        Record(id=str(number), kind="text", source="s", data={"text": text}, group=str(number))
        for number, text in enumerate(texts)
    ]
    write_envelopes(run / "clean.jsonl", records)
    write_json(run / "project.lock.json", {"schema": "ftcheck.lock/1", "run": name})
    write_json(run / "scan.json", {"schema": "ftcheck.scan/1", "findings": []})
    (run / "residue.jsonl").write_text(json.dumps({"record": "1"}) + "\n")
    clean = sha256_file(run / "clean.jsonl")
    check = write_json(run / "check.json", {"schema": "ftcheck.check/1", "clean_sha256": clean})
    decision = write_json(
        run / "decision.json",
        {
            "schema": "ftcheck.decision/2",
            "verdict": "clear",
            "reasons": [],
            "clean_sha256": clean,
            "check_sha256": check,
            "review_sha256": "absent",
        },
    )
    _finished(project, name, "check", "check.json", "residue.jsonl")
    project.ledger.append(
        "gate.decided", {"verdict": "clear", "decision": decision}, keys=project.keys, run=name
    )
    clearance = issue_clearance(
        run / "clearance.json",
        run / "clean.jsonl",
        verdict="clear",
        records=len(records),
        decision_sha256=decision,
        policy_sha256="0" * 64,
        keys=project.keys,
    )
    make_weights(project, name, kind, clean=clean, clearance=clearance, decision=decision)
    _finished(project, name, "tune", kind.kind)
    (run / "report.html").write_text(f"<h1>{name}</h1>")


def make_weights(
    project: Sealed, name: str, kind: Released, *, clean: str, clearance: str, decision: str
) -> None:
    folder = project.run(name) / kind.kind
    folder.mkdir()
    (folder / kind.weights).write_bytes(name.encode() * 40)
    (folder / "config.json").write_text("{}\n")
    files = {path.name: sha256_file(path) for path in sorted(folder.iterdir())}
    manifest = {
        "schema": kind.schemas[-1],
        "run": name,
        kind.key: files[kind.weights],
        "files": files,
        "sources": [{"id": "s", "records": 6, "sha256": ["1" * 64]}],
        "dataset_sha256": clean,
        "clearance_sha256": clearance,
        "decision_sha256": decision,
        "policy_sha256": "0" * 64,
        "verdict": "clear",
        "records": {"cleared": 6, "train": 4},
        "synthetic_sha256": None,
        "base_model": {"name": "b", "revision": None, "sha256_tree": "2" * 64, "licence": "mit"},
        "training_sha256": None,
        "eval_sha256": None,
        "public_key": project.keys.public_bytes().hex(),
    }
    write_json(folder / "MANIFEST.json", sign_document(manifest, project.keys))


def _finished(project: Sealed, name: str, stage: str, *outputs: str) -> None:
    paths = {output: project.run(name) / output for output in outputs}
    hashes = {
        output: sha256_tree(path) if path.is_dir() else sha256_file(path)
        for output, path in paths.items()
    }
    project.ledger.append(
        f"{stage}.finished", {"inputs": "3" * 64, "outputs": hashes}, keys=project.keys, run=name
    )
