"""Taking what is said of some records out of a run's lists: findings, replacements, samples."""

from __future__ import annotations

import json
from collections.abc import Collection
from pathlib import Path

from compliance.evidence.canonical import read_json, write_json
from compliance.evidence.files import atomic_write


def filter_samples(path: Path, ids: Collection[str]) -> None:
    """Take the answers to some held-out prompts out of an evaluation."""
    document = read_json(path)
    samples = document.get("samples", []) if isinstance(document, dict) else []
    left = [each for each in samples if each.get("record") not in ids]
    if len(left) != len(samples):
        write_json(path, {**document, "samples": left})


def filter_lines(path: Path, ids: Collection[str]) -> None:
    """Take the lines about some records out of a file; a scan document stays valid JSON."""
    with path.open("rb") as stream:
        if not any(_is_about(line, ids) for line in stream):
            return
    in_document = path.suffix == ".json"
    with path.open("rb") as stream, atomic_write(path) as out:
        finding: bytes | None = None
        for line in stream:
            if _is_about(line, ids):
                continue
            if finding is not None:
                # Whether a comma stands behind a finding depends on what follows it now.
                out.write(finding + (b"\n" if line.startswith(b"]") else b",\n"))
                finding = None
            if in_document and line.startswith(b'{"record"'):
                finding = line.rstrip(b",\n")
            else:
                out.write(line)


def _is_about(line: bytes, ids: Collection[str]) -> bool:
    try:
        value = json.loads(line.rstrip(b",\n"))
    except ValueError:
        return False
    if not isinstance(value, dict):
        return False
    named = {value.get("record"), value.get("id")} if "findings" not in value else set()
    for key in ("parents", "records"):
        several = value.get(key)
        named.update(several if isinstance(several, list) else ())
    return any(isinstance(each, str) and each in ids for each in named)
