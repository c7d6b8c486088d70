"""Support chats in any number, none twice, and where the personal data in them stands."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from bench.detect.sets import DESK
from compliance.dataset import Record
from compliance.detect.types import category_of
from compliance.evidence import ProjectKeys
from compliance.findings import Finding, RecordScan
from compliance.scan import normal_value

_EACH = 480
"""Chats that one seed gives."""


def chats_of(folder: Path, count: int) -> list[Path]:
    """Return folders with `chats.jsonl` and `gold.jsonl`, as many as so many chats need."""
    folders = []
    for seed in range(1, -(-count // _EACH) + 1):
        place = folder / f"seed-{seed:04d}"
        if not (place / "gold.jsonl").is_file():
            command = [sys.executable, DESK / "generate.py", "--seed", str(seed), "--out", place]
            subprocess.run(
                command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
            )
        folders.append(place)
    return folders


def records_of(folder: Path, count: int) -> Iterator[tuple[Record, list[dict[str, object]]]]:
    """Yield chats with their gold; one at a time is held."""
    number = 0
    for place in chats_of(folder, count):
        gold: defaultdict[str, list[dict[str, object]]] = defaultdict(list)
        for line in (place / "gold.jsonl").read_text("utf-8").splitlines():
            span = json.loads(line)
            gold[span["record"]].append(span)
        for line in (place / "data" / "chats.jsonl").read_text("utf-8").splitlines():
            chat = json.loads(line)
            own = chat["id"]
            chat["id"] = f"{place.name}-{own}"
            yield Record(chat["id"], "chat", chat, "chats", chat["id"]), gold[own]
            number += 1
            if number == count:
                return


def scans_of(folder: Path, count: int, keys: ProjectKeys) -> Iterator[RecordScan]:
    """Yield chats with their gold as findings."""
    for record, gold in records_of(folder, count):
        texts = {item.path: item.text for item in record.fields()}
        yield RecordScan(record, tuple(findings(record.id, texts, gold, keys)), "")


def findings(
    record: str, texts: dict[str, str], gold: list[dict[str, object]], keys: ProjectKeys
) -> Iterator[Finding]:
    """Yield gold spans as findings."""
    for span in gold:
        path, kind = str(span["field"]), str(span["type"])
        start, end = int(str(span["start"])), int(str(span["end"]))
        value = normal_value(texts[path][start:end])
        yield Finding(
            record, path, start, end, kind, category_of(kind), 1.0, "gold",
            keys.fingerprint(kind, value),
        )  # fmt: skip


def write_project(folder: Path, chats: Path, count: int) -> None:
    """Write a project with so many chats and the configuration of the example."""
    (folder / "data").mkdir(parents=True)
    with (folder / "data" / "chats.jsonl").open("w", encoding="utf-8") as out:
        for record, _ in records_of(chats, count):
            out.write(json.dumps(record.data, ensure_ascii=False) + "\n")
    text = (DESK / "ftcheck.toml").read_text("utf-8")
    (folder / "ftcheck.toml").write_text(text, "utf-8")
