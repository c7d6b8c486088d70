"""`ftcheck verify`: is the evidence of a run, or of bare tuned weights, what it was?"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from ftcheck.commands.common import Session

if TYPE_CHECKING:
    from compliance.evidence.chain import LedgerView
    from compliance.evidence.manifest import Mismatch
    from ftcheck.commands.trust import Trust
    from ftcheck.project import Project

KeyOption = Annotated[
    str | None,
    typer.Option(
        "--key",
        metavar="FILE|HEX",
        help="Public key that you trust: signing.pub, or its 64 digits. Default: the project's.",
    ),
]


def verify(
    session: Session,
    run: Annotated[
        str,
        typer.Argument(metavar="[RUN]", help="Name of a run, its folder, or a folder of weights."),
    ] = "main",
    key: KeyOption = None,
    ledger: Annotated[
        Path | None,
        typer.Option("--ledger", metavar="FILE", help="An exported ledger. Default: the project's"),
    ] = None,
    format: Annotated[Literal["text", "json"], typer.Option("--format")] = "text",
) -> None:
    """Check that a run, or a folder of tuned weights, is unchanged.

    Recomputes every hash, the ledger's chain, time stamps and all signatures, and compares the
    sources where they are still there. Names each file or entry that was changed, removed or added.
    A folder of weights is checked wherever it lies, and what it comes from is said. Outside of the
    project name its public key, and its exported ledger. Exit code 5 when anything differs.
    """
    path = Path(run)
    if path.is_dir() and (path / "MANIFEST.json").is_file():
        _adapter(session, path, key, ledger, format)
    else:
        _run(session, run, key, ledger, format)


def _run(session: Session, run: str, key: str | None, ledger: Path | None, format: str) -> None:
    from compliance.evidence.canonical import read_json
    from compliance.evidence.keys import key_id
    from compliance.evidence.manifest import MANIFEST
    from ftcheck.commands.running import locate
    from ftcheck.commands.trust import evidence_of

    handed_over = Path(run) / "project.lock.json"
    if key is not None and ledger is not None and handed_over.is_file():
        project, folder = None, Path(run)
    else:
        project, folder = locate(session, run)
    trust = evidence_of(project, key, ledger)
    found, gone, stamps = check_run(project, folder, trust)
    name = folder.resolve().name
    notes = [f"source {source} is no longer there, so it was not compared" for source in gone]
    notes += ledger_notes(trust.ledger) if trust.ledger else []
    notes += [f"time stamp: {stamp.covers} existed on {stamp.time}" for stamp in stamps]
    if format == "json":
        _print_json(session, {"run": name, "sources_gone": gone}, trust.public, found, notes)
    refuse(f"run {name}", found)
    if format == "text":
        manifest = read_json(folder / MANIFEST)
        state = manifest["ledger"]
        session.console.out(
            f"run {name} verifies: {len(manifest['files'])} files, {state['length']} ledger "
            f"entries, signed with key {key_id(trust.public)}\nledger head {state['head']}"
        )
        for note in notes:
            session.console.out(note)


def check_run(
    project: Project | None, folder: Path, trust: Trust
) -> tuple[list[Mismatch], list[str], list[Any]]:
    """Return what is wrong with a run, which of its sources are gone, and its time stamps.

    Args:
        project: where it lies; None of a run that was handed over, with key and ledger.
        folder: the run directory.
        trust: what it is held against.
    """
    from compliance.evidence.canonical import read_json
    from compliance.evidence.timestamps import check_timestamps
    from compliance.verify import verify_evidence, verify_sources

    assert trust.ledger is not None  # without a project both were named
    inside = project is not None and folder.resolve().parent == project.runs_dir.resolve()
    found = verify_evidence(
        folder,
        ledger=trust.ledger,
        public=trust.public,
        run=folder.name if inside else None,
    )
    gone: list[str] = []
    stamps: list[Any] = []
    if project is not None:
        stamps, wrong = check_timestamps(trust.ledger, project.timestamps_dir, project.runs_dir)
        found += wrong
    if not found and project is not None:
        found, gone = verify_sources(read_json(folder / "project.lock.json"), project.root)
    return found, gone, stamps


def _adapter(
    session: Session, folder: Path, key: str | None, ledger: Path | None, format: str
) -> None:
    from compliance.errors import VerifyError
    from compliance.evidence.manifest import shown
    from compliance.evidence.released import released
    from compliance.evidence.signing import signing_key
    from compliance.verify import read_adapter, verify_adapter
    from ftcheck.commands.trust import evidence_of, project_around

    manifest = read_adapter(folder)
    kind, signed_with = released(manifest).kind, signing_key(manifest)
    project = project_around(session, folder, signed_with)
    if project is None and key is None:
        raise VerifyError(
            f"{folder} is signed by key {shown(signed_with)}, not checked against a key you trust",
            why="whoever changes weights can sign them with a key of their own",
            fix="name the public key of the project it comes from: --key FILE|HEX",
        )
    trust = evidence_of(project, key, ledger)
    checked = verify_adapter(folder, public=trust.public, ledger=trust.ledger)
    notes = checked.notes + (ledger_notes(trust.ledger) if trust.ledger else [])
    if format == "json":
        facts = {kind: checked.manifest}
        _print_json(session, facts, trust.public, checked.problems, notes)
    refuse(f"{kind} {folder}", checked.problems)
    if format == "text":
        session.console.out("\n".join([f"{kind} {folder} verifies", *_origin(checked.manifest)]))
        for note in notes:
            session.console.out(note)


def _origin(manifest: dict[str, Any]) -> list[str]:
    """Return where tuned weights come from, a line a fact."""
    from compliance.evidence.released import weights_sha256

    base = manifest["base_model"]
    lines = [
        ("run", manifest["run"]),
        ("signed with key", manifest["signature"]["key"]),
        ("weights", weights_sha256(manifest)),
        *_made(manifest),
        ("base model", f"{base['name']}, revision {base['revision'] or 'none (local files)'}"),
        ("  all files", base["sha256_tree"]),
        ("  licence", base["licence"] or "not known: an open point"),
    ]
    for source in manifest.get("sources", ()):
        lines.append((f"source {source['id']}", f"{source['records']:,} records"))
        lines += [("  file", digest) for digest in source["sha256"]]
    lines.append(("cleaned data", manifest["dataset_sha256"]))
    if records := manifest.get("records"):
        lines.append(("  records", ", ".join(f"{n:,} {name}" for name, n in records.items())))
    lines += [
        ("synthetic data", manifest["synthetic_sha256"] or "none"),
        ("clearance", manifest["clearance_sha256"]),
        ("decision", manifest.get("decision_sha256", "see the clearance")),
        ("  verdict", str(manifest.get("verdict", "see the clearance")).replace("_", " ")),
        ("policy", manifest.get("policy_sha256", "see the clearance")),
        ("training", manifest["training_sha256"]),
        ("evaluation", manifest["eval_sha256"]),
    ]
    return [f"  {name:<16} {value}" for name, value in lines]


def _made(manifest: dict[str, Any]) -> list[tuple[str, str]]:
    """Return what an export was made from, and how near it is to it; nothing for other weights."""
    origin, found = manifest.get("origin"), manifest.get("comparison")
    if origin is None:
        return []
    form = f"{manifest['format']}, {manifest['outtype'] or manifest['dtype']}"
    lines = [("  made from", f"{origin['kind']} {origin['sha256']}"), ("  form", form)]
    if found is not None:
        figures = (
            f"mean KL divergence {found['mean_kl_nats']:.2g} nats, same first choice "
            f"{found['same_first_choice']:.2%} of {found['places']:,} places"
        )
        when = "" if manifest["converter"] is None else "; before it was converted"
        lines.append(("  compared", figures + when))
    return lines


def ledger_notes(ledger: LedgerView) -> list[str]:
    """Return what should be known of a ledger although it verifies."""
    from compliance.errors import EvidenceError
    from compliance.evidence.chain import clock_notes
    from compliance.evidence.ledger import Ledger

    try:
        notes = clock_notes(ledger.entries())
        if isinstance(ledger, Ledger) and ledger.is_behind():
            notes.append(
                "ledger: a process was killed after its last entry; the entries are proved, the "
                "other bytes of the file are again when the next entry is added"
            )
    except EvidenceError:
        return []  # named as a broken ledger
    return notes


def _print_json(
    session: Session,
    facts: dict[str, Any],
    public: bytes,
    found: Sequence[Mismatch],
    notes: list[str],
) -> None:
    import json

    from compliance.evidence.keys import key_id

    session.console.out(
        json.dumps(
            {
                "schema": "ftcheck.verify/1",
                **facts,
                "key": key_id(public),
                "verified": not found,
                "problems": [{"place": m.place, "problem": m.problem} for m in found],
                "notes": notes,
            }
        )
    )


def refuse(what: str, found: Sequence[Mismatch]) -> None:
    """Stop here when anything is wrong.

    Raises:
        VerifyError: there are mismatches; all are named.
    """
    from compliance.errors import VerifyError

    if found:
        lines = "".join(f"\n  - {item.place}: {item.problem}" for item in found)
        raise VerifyError(f"{what} does not verify:{lines}")
