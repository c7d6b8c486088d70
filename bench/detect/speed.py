"""How fast each tool reads, and how its time grows with the length of one text."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from bench.detect.quality import find_all, say
from bench.detect.sets import DataSet, support_desk, thinned
from bench.detect.tools import Bench, Tool
from bench.detect.workers import scan_seconds

_SAMPLE = 120_000
_ROUNDS = 3
_GROWTH_BASE = 10_000
_FACTORS = (1, 2, 4, 8)
_PATIENCE = 60.0
_QUICKER = 8


def run_speed(bench: Bench, sets: Sequence[DataSet], *, quick: bool) -> dict[str, Any]:
    """Return characters per second of every tool on a sample of every set, as JSON.

    The tools take turns, so that a busy moment of the machine does not hit one alone; the best of
    the rounds counts. ftcheck is measured a second time with two processes, over the whole scan.
    """
    limit = _SAMPLE // _QUICKER if quick else _SAMPLE
    results: dict[str, Any] = {}
    for data in (thinned(each, limit) for each in sets):
        texts = [document.text for document in data.documents]
        runs: dict[str, Callable[[], float]] = {}
        for tool in bench.tools(data.options):
            runs[tool.name] = partial(_seconds, tool, texts)
            if tool.name == "ftcheck":
                for workers in (1, 2):
                    run = scan_seconds(texts, data.options, workers)
                    if run is not None:
                        runs[f"ftcheck scan, {workers} worker{'s' * (workers > 1)}"] = run
        best = dict.fromkeys(runs, float("inf"))
        for _ in range(1 if quick else _ROUNDS):
            for name, run in runs.items():
                best[name] = min(best[name], run())
        say(f"{data.name}: speed measured on {data.characters:,} characters")
        results[data.name] = {
            "characters": data.characters,
            "texts": len(texts),
            "rounds": 1 if quick else _ROUNDS,
            "per_second": {name: round(data.characters / best[name]) for name in best},
        }
    return results


def run_growth(bench: Bench, *, quick: bool) -> dict[str, Any]:
    """Return the seconds of every tool on one dense text of 1, 2, 4 and 8 times a length, as JSON.

    The text is made of different messages of our support chats that hold personal data, none
    twice. A tool is asked no further once a step is likely to take more than a minute.
    """
    base = _GROWTH_BASE // _QUICKER if quick else _GROWTH_BASE
    text = dense(base * _FACTORS[-1])
    results: dict[str, Any] = {"base": base, "tools": {}}
    for tool in bench.tools({}):
        tool.find([text[:base]])
        times: list[float] = []
        for factor in _FACTORS:
            if times and times[-1] * 4 > _PATIENCE:
                break
            piece = text[: base * factor]
            times.append(min(_seconds(tool, [piece]) for _ in range(2)))
        say(f"growth: {tool.name} done")
        results["tools"][tool.name] = [round(each, 4) for each in times]
    return results


def dense(length: int) -> str:
    """Return a text of `length` characters, full of personal data and without repetition."""
    messages = [document.text for document in support_desk().documents if document.gold]
    text = "\n\n".join(messages)
    if len(text) < length:
        raise ValueError(f"the support chats give {len(text)} dense characters, {length} asked for")
    return text[:length]


def _seconds(tool: Tool, texts: Sequence[str]) -> float:
    began = time.perf_counter()
    find_all(tool, texts)
    return time.perf_counter() - began
