"""`ftcheck models`: the models that ship with ftcheck, with their provenance."""

from __future__ import annotations

import json
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Annotated, Any, Literal

import typer

from ftcheck.commands.common import Session

# Room and folder of each shipped model. find_spec does not import the room's heavy modules.
_SHIPPED = (("compliance", "detect/shipped_ner"), ("tuning", "shipped_base"))
# What stands beside the model and is not part of it: card.json cannot hold its own hash.
_BESIDE = ("card.json", "MODEL_CARD.md", "README.md", "metrics.json", "LICENSE")


def models(
    session: Session,
    format: Annotated[Literal["text", "json"], typer.Option("--format")] = "text",
) -> None:
    """List the shipped models and check them.

    Shows licence, sources and whether every file has the recorded hash.
    """
    rows = list(shipped_models())
    if format == "json":
        document = {"schema": "ftcheck.models/1", "models": rows}
        session.console.out(json.dumps(document, ensure_ascii=False, indent=1))
        return
    for row in rows:
        state = "intact" if row["intact"] else "CHANGED: reinstall ftcheck"
        session.console.out(
            f"{row['name']} {row['version']}  {row['kind']}  licence {row['licence']}\n"
            f"  {row['megabytes']:.1f} MB, sha256 {row['sha256_tree'][:16]}…, {state}\n"
            f"  made by {row['script']} from {len(row['sources'])} sources:"
        )
        for source in row["sources"]:
            session.console.out(f"    - {source['name']} ({source['licence']})")


def shipped_models() -> Iterator[dict[str, Any]]:
    """Yield the card of each shipped model with its folder, size and whether it is intact."""
    from compliance.evidence.canonical import read_json
    from compliance.evidence.files import sha256_tree

    for room, relative in _SHIPPED:
        spec = find_spec(room)
        assert spec is not None and spec.origin is not None
        folder = Path(spec.origin).parent / relative
        card = read_json(folder / "card.json")
        size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
        yield {
            **card,
            "folder": str(folder),
            "megabytes": round(size / 1e6, 2),
            "intact": sha256_tree(folder, leave_out=_BESIDE) == card["sha256_tree"],
        }
