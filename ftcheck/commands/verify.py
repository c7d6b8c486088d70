"""`ftcheck verify`: is the evidence what was sealed?"""

from __future__ import annotations

from typing import Annotated, Literal

import typer

from compliance.errors import VerifyError
from ftcheck.commands.common import Session


def verify(
    session: Session,
    run: Annotated[
        str, typer.Argument(metavar="[RUN]", help="Name of a run, or its folder.")
    ] = "main",
    format: Annotated[Literal["text", "json"], typer.Option("--format")] = "text",
) -> None:
    """Check that the evidence of a run is unchanged.

    Recomputes every hash, the ledger's chain and all signatures, and compares the sources where
    they are still there. Names each file or entry that was
    changed, removed or added. Exit code 5 when anything differs.
    """
    import json

    from compliance.evidence.canonical import read_json
    from compliance.evidence.keys import key_id, read_public_key
    from compliance.evidence.manifest import MANIFEST
    from compliance.verify import verify_evidence, verify_sources
    from ftcheck.commands.running import locate

    project, folder = locate(session, run)
    name = folder.name
    public = read_public_key(project.keys_dir)
    found = verify_evidence(folder, ledger=project.ledger, public=public)
    gone: list[str] = []
    if not found:
        lock = read_json(folder / "project.lock.json")
        found, gone = verify_sources(lock, project.root)
    if format == "json":
        session.console.out(
            json.dumps(
                {
                    "schema": "ftcheck.verify/1",
                    "run": name,
                    "key": key_id(public),
                    "verified": not found,
                    "sources_gone": gone,
                    "problems": [{"place": m.place, "problem": m.problem} for m in found],
                }
            )
        )
    if found:
        lines = "".join(f"\n  - {item.place}: {item.problem}" for item in found)
        raise VerifyError(f"run {name} does not verify:{lines}")
    if format == "text":
        manifest = read_json(folder / MANIFEST)
        ledger = manifest["ledger"]
        session.console.out(
            f"run {name} verifies: {len(manifest['files'])} files, {ledger['length']} ledger "
            f"entries, signed with key {key_id(public)}\nledger head {ledger['head']}"
        )
        for source in gone:
            session.console.out(f"source {source} is no longer there, so it was not compared")
