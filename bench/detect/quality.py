"""Finds of every tool on every set, scored."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

from bench.detect.score import (
    Counts,
    Find,
    Share,
    TypeCounts,
    by_type,
    characters,
    covered,
    entities,
)
from bench.detect.sets import DataSet, Document
from bench.detect.stats import bootstrap
from bench.detect.tools import DATE_LABELS, Bench, Ftcheck, Tool

_BATCH = 32
_CONTEXT = 40
_TITLES_IN_GOLD = frozenset({"tab", "grascco"})
"""Sets whose gold marks "Mr" and "Frau Dr."; elsewhere finding them is no fault."""


def say(message: str) -> None:
    """Tell the person who waits; results go to stdout, this goes to stderr."""
    print(message, file=sys.stderr, flush=True)


def run_quality(bench: Bench, sets: Sequence[DataSet], misses: Path | None) -> dict[str, Any]:
    """Return the scores of every tool on every set, as JSON.

    Args:
        bench: the tools.
        sets: what to read.
        misses: file for missed gold and false finds, with their values; None: not written.
    """
    results: dict[str, Any] = {}
    lines: list[str] = []
    for data in sets:
        scores: dict[str, Any] = {}
        for tool in bench.tools(data.options):
            began = time.perf_counter()
            finds = find_documents(tool, data.documents)
            seconds = time.perf_counter() - began
            say(f"{data.name}: {tool.name} read {data.characters:,} characters in {seconds:.1f} s")
            scores[tool.name] = score(data, tool.name, finds, seconds)
            if misses is not None:
                lines.extend(misses_of(data, tool.name, finds))
        results[data.name] = {
            "title": data.title,
            "documents": len(data.documents),
            "characters": data.characters,
            "options": {
                key: list(v) if isinstance(v, tuple) else v for key, v in data.options.items()
            },
            "plain_dates_in_gold": data.dates_in_gold,
            "tools": scores,
        }
    if misses is not None:
        with misses.open("a", encoding="utf-8") as out:
            out.writelines(lines)
    return results


def find_documents(tool: Tool, documents: Sequence[Document]) -> list[list[Find]]:
    """Return the finds of all documents; ftcheck is told which are texts of one record."""
    if not isinstance(tool, Ftcheck):
        return find_all(tool, [document.text for document in documents])
    return [
        found
        for _, record in groupby(documents, lambda document: document.record)
        for found in tool.find_record([document.text for document in record])
    ]


def find_all(tool: Tool, texts: Sequence[str]) -> list[list[Find]]:
    """Return the finds of all texts, read in batches."""
    finds: list[list[Find]] = []
    for first in range(0, len(texts), _BATCH):
        finds.extend(tool.find(texts[first : first + _BATCH]))
    return finds


def neutral_labels(data: DataSet, tool: str) -> frozenset[str]:
    """Return the labels that are not held against a tool on a set."""
    labels = frozenset() if data.name in _TITLES_IN_GOLD else frozenset({"TITLE"})
    return labels if data.dates_in_gold else labels | DATE_LABELS[tool]


def score(
    data: DataSet, tool: str, finds: Sequence[Sequence[Find]], seconds: float
) -> dict[str, Any]:
    """Return the scores of one tool on one set, as JSON: raw counts with every ratio."""
    pairs = list(zip(data.documents, finds, strict=True))
    neutral = neutral_labels(data, tool)
    counts = [characters(document, found, neutral) for document, found in pairs]
    total = sum(counts, Counts())
    result: dict[str, Any] = {
        "seconds": round(seconds, 2),
        "finds": sum(len(found) for found in finds),
        "recall": ratio(
            Share(total.found, total.gold), bootstrap([(each.found, each.gold) for each in counts])
        ),
        "precision": ratio(
            Share(total.right, total.claimed),
            bootstrap([(each.right, each.claimed) for each in counts]),
        ),
        "types": _types(by_type(pairs)),
    }
    for published in (False, True):
        protected = [entities(document, found, published=published) for document, found in pairs]
        for kind in ("DIRECT", "QUASI"):
            shares = [each[kind] for each in protected]
            if any(share.total for share in shares):
                result[kind.lower() + ("_published" if published else "")] = ratio(
                    sum(shares, Share()), bootstrap([(share.hits, share.total) for share in shares])
                )
    if tool == "ftcheck":
        result["labels"] = _types(by_type(pairs, data.types))
    return result


def ratio(share: Share, interval: tuple[float, float]) -> dict[str, Any]:
    """Return a ratio with its raw counts and its 95 % interval, as JSON."""
    return {
        "hits": share.hits,
        "total": share.total,
        "ratio": round(share.ratio, 4),
        "interval": [round(bound, 4) for bound in interval],
    }


def _types(counts: dict[str, TypeCounts]) -> dict[str, Any]:
    return {
        name: {
            "characters": [each.characters.hits, each.characters.total],
            "touched": [each.touched.hits, each.touched.total],
            "whole": [each.whole.hits, each.whole.total],
        }
        for name, each in counts.items()
    }


def misses_of(data: DataSet, tool: str, finds: Sequence[Sequence[Find]]) -> Iterator[str]:
    """Yield a JSON line for each gold span not found whole and each find off the gold."""
    neutral = neutral_labels(data, tool)
    for document, found in zip(data.documents, finds, strict=True):
        everything = covered(document.text, found)
        marked = covered(document.text, document.gold)
        for gold in document.gold:
            wanted = covered(document.text, [gold])
            if not wanted <= everything:
                what = "part" if wanted & everything else "missed"
                yield _line(data, tool, document, what, gold.start, gold.end, gold.type, gold.kind)
        for find in found:
            own = covered(document.text, [find])
            if own - marked and find.type not in neutral:
                what = "wide" if own & marked else "false"
                yield _line(data, tool, document, what, find.start, find.end, find.type, "")


def _line(
    data: DataSet, tool: str, document: Document, what: str, start: int, end: int, label: str,
    kind: str,
) -> str:  # fmt: skip
    text = document.text
    item = {
        "set": data.name, "tool": tool, "document": document.id, "what": what, "type": label,
        "kind": kind, "value": text[start:end], "before": text[max(0, start - _CONTEXT) : start],
        "after": text[end : end + _CONTEXT],
    }  # fmt: skip
    return json.dumps(item, ensure_ascii=False) + "\n"
