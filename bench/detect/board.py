"""What a run was made on, and the part of docs/scoreboard.md that a run renews."""

from __future__ import annotations

import os
import platform
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bench.detect.tables import (
    calibration_tables,
    disguise_tables,
    growth_table,
    identifier_tables,
    letter_tables,
    negative_tables,
    people_table,
    quality_tables,
    speed_table,
)

BEGIN = "<!-- begin: bench-detect -->"
END = "<!-- end: bench-detect -->"
_PATHS = frozenset({"--shared", "--misses", "-o", "--output", "--board"})


def machine() -> dict[str, Any]:
    """Return date and machine in words, without names and paths."""
    return {
        "date": datetime.now(UTC).date().isoformat(),
        "machine": (
            f"{os.cpu_count()} cores, {platform.machine()}, {platform.system()}, "
            f"Python {platform.python_version()}"
        ),
        "load": round(os.getloadavg()[0], 1),
        "command": " ".join(["scripts/bench-detect", *public_arguments(sys.argv[1:])]),
    }


def public_arguments(words: Sequence[str]) -> list[str]:
    """Return the arguments of a run without the options that name files and folders."""
    kept: list[str] = []
    previous = ""
    for word in words:
        if word not in _PATHS and previous not in _PATHS:
            kept.append(word)
        previous = word
    return kept


def render(results: dict[str, Any]) -> str:
    """Return all results as plain text."""
    lines = [
        f"Detection benchmark, {results['date']}; {results['machine']}",
        f"load average when it began: {results['load']} (1.0 is one busy core)",
        f"command: {results['command']}",
        *results["tools"],
        "",
    ]
    lines += [f"(at most {results['limit']:,} characters of each set, evenly spread)", ""]
    parts = {
        "quality": quality_tables,
        "letters": letter_tables,
        "calibration": calibration_tables,
        "identifiers": identifier_tables,
        "disguises": disguise_tables,
        "people": people_table,
        "negative": negative_tables,
        "speed": speed_table,
        "growth": growth_table,
    }
    for name, part in parts.items():
        if results.get(name):
            lines += [*part(results[name]), ""]
    return "\n".join(lines)


def write_board(path: Path, text: str) -> None:
    """Put the results between the markers of a Markdown file.

    Raises:
        SystemExit: the file has no markers.
    """
    old = path.read_text("utf-8")
    before, begin, rest = old.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not (begin and end):
        raise SystemExit(f"error: {path.name} has no markers {BEGIN} and {END}")
    path.write_text(f"{before}{BEGIN}\n\n```\n{text}\n```\n\n{END}{after}", "utf-8")
