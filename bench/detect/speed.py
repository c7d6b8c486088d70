"""How fast each tool reads, and how its time grows with the length of one text."""

from __future__ import annotations

import time
from collections.abc import Sequence
from contextlib import ExitStack
from typing import Any

from bench.detect.quality import say
from bench.detect.sets import DataSet, support_desk, thinned
from bench.detect.tools import Bench, Ftcheck, Tool
from bench.detect.workers import Workers

_SAMPLE = 180_000
_ROUNDS = 3
_GROWTH_BASE = 8_000
_FACTORS = (1, 2, 4, 8)
_PATIENCE = 60.0
_WORKERS = 2
_QUICKER = 6


def run_speed(bench: Bench, sets: Sequence[DataSet], *, quick: bool) -> dict[str, Any]:
    """Return characters per second of every tool on a sample of every set, as JSON.

    The tools take turns, so that a busy moment of the machine does not hit one alone; the best of
    the rounds counts. ftcheck is measured a second time with two processes. Seconds of the
    processor are measured too: they do not count what else the machine does.
    """
    limit = _SAMPLE // _QUICKER if quick else _SAMPLE
    rounds = 1 if quick else _ROUNDS
    results: dict[str, Any] = {}
    for data in (thinned(each, limit) for each in sets):
        texts = [document.text for document in data.documents]
        with ExitStack() as stack:
            tools: list[Tool] = list(bench.tools(data.options))
            for tool in tools:
                if isinstance(tool, Ftcheck):
                    many = Workers(tool.engine, _WORKERS, texts[: 2 * _WORKERS])
                    tools = [*tools, stack.enter_context(many)]
            best = {tool.name: (float("inf"), float("inf")) for tool in tools}
            for _ in range(rounds):
                for tool in tools:
                    wall, processor = _seconds(tool, texts)
                    least = best[tool.name]
                    best[tool.name] = min(least[0], wall), min(least[1], processor)
        say(f"{data.name}: speed measured on {data.characters:,} characters")
        results[data.name] = {
            "characters": data.characters,
            "texts": len(texts),
            "rounds": rounds,
            "per_second": {name: round(data.characters / best[name][0]) for name in best},
            "per_processor_second": {
                name: round(data.characters / best[name][1])
                for name in best
                if "workers" not in name
            },
        }
    return results


def run_growth(bench: Bench, *, quick: bool) -> dict[str, Any]:
    """Return processor seconds of every tool on dense text of 1, 2, 4 and 8 times a length.

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
            times.append(min(_seconds(tool, [piece])[1] for _ in range(2)))
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


def _seconds(tool: Tool, texts: Sequence[str]) -> tuple[float, float]:
    """Return seconds on the clock and of this process on the processor."""
    began, worked = time.perf_counter(), time.process_time()
    tool.find(texts)
    return time.perf_counter() - began, time.process_time() - worked
