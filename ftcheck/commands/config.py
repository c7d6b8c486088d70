"""`ftcheck config show`: every value and where it came from."""

from __future__ import annotations

import json
from typing import Annotated, Literal

import typer

from ftcheck.commands.common import Session


def show(
    session: Session,
    format: Annotated[Literal["text", "json"], typer.Option("--format")] = "text",
) -> None:
    """Print the configuration as resolved, each value with its origin.

    Looked for in this order: --config, FTCHECK_CONFIG, ftcheck.toml here or above, [tool.ftcheck]
    in pyproject.toml.
    """
    from ftcheck.project import Project

    values = list(Project.find(session.config).loaded.values())
    if format == "json":
        rows = [{"key": key, "value": value, "origin": origin} for key, value, origin in values]
        document = {"schema": "ftcheck.config/1", "values": rows}
        session.console.out(json.dumps(document, ensure_ascii=False, indent=1))
        return
    width = max(len(key) for key, _, _ in values)
    for key, value, origin in values:
        text = json.dumps(value, ensure_ascii=False)
        session.console.out(f"{key:<{width}}  {text}  # {origin}")
