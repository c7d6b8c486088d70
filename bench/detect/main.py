"""The command line of the detection benchmark."""

from __future__ import annotations

import argparse
import json
import traceback
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bench.detect.board import machine, render, write_board
from bench.detect.calibration import run_calibration
from bench.detect.identifiers import run_disguises, run_identifiers
from bench.detect.letter_lane import run_letters
from bench.detect.negative import run_negative
from bench.detect.people import run_people
from bench.detect.quality import run_quality, say
from bench.detect.sets import REPOSITORY, load_sets
from bench.detect.speed import run_growth, run_speed
from bench.detect.tools import TOOLS, Bench

LANES = (
    "quality", "letters", "calibration", "identifiers", "disguises", "people", "negative", "speed",
    "growth",
)  # fmt: skip
_QUICK = 25_000
_MOST = 750_000


def arguments() -> argparse.Namespace:
    """Return what the user asked for."""
    parser = argparse.ArgumentParser(prog="scripts/bench-detect", description=__doc__)
    parser.add_argument("--shared", type=Path, default=REPOSITORY.parent / "shared",
                        help="folder with data/ and models/ (default: ../shared)")  # fmt: skip
    parser.add_argument("--sets", nargs="+", default=[], help="tab grascco meddocan polish desk")
    parser.add_argument("--tools", nargs="+", default=list(TOOLS), choices=TOOLS)
    parser.add_argument("--lanes", nargs="+", default=list(LANES), choices=LANES)
    parser.add_argument("--quick", action="store_true", help="fewer texts, under two minutes")
    parser.add_argument(
        "--limit", type=int, help=f"at most so many characters of each set (default {_MOST:,})"
    )
    parser.add_argument("--misses", type=Path,
                        help="write missed and false finds WITH values to this file")  # fmt: skip
    parser.add_argument("-o", "--output", type=Path, help="write the results as JSON")
    parser.add_argument("--board", type=Path, help="renew the figures in this Markdown file")
    return parser.parse_args()


def save(path: Path, results: dict[str, Any]) -> None:
    """Write the results so far as JSON."""
    path.write_text(json.dumps(results, indent=1, ensure_ascii=False) + "\n", "utf-8")


def main() -> None:
    warnings.filterwarnings("ignore")
    options = arguments()
    if options.misses and options.misses.resolve().is_relative_to(REPOSITORY):
        raise SystemExit("error: --misses holds personal data; name a file outside the project")
    shared = options.shared.resolve() if (options.shared / "data").is_dir() else None
    if shared is None:
        say("no public data sets beside the project: only our own are read")
    bench = Bench(options.tools, shared)
    limit = options.limit or (_QUICK if options.quick else _MOST)
    results: dict[str, Any] = {"schema": "ftcheck-bench-detect/1", **machine(), "limit": limit}
    results |= {"tools": [], "failed": []}
    sets = load_sets(shared, options.sets, limit)
    quick, misses = options.quick, options.misses
    if misses is not None:
        misses.write_text("", "utf-8")
    lanes: dict[str, Callable[[], dict[str, Any]]] = {
        "quality": lambda: run_quality(bench, sets, misses),
        "letters": lambda: run_letters(bench, misses),
        "calibration": lambda: run_calibration(sets),
        "identifiers": lambda: run_identifiers(bench, quick=quick),
        "disguises": lambda: run_disguises(bench, quick=quick),
        "people": lambda: run_people(bench, quick=quick),
        "negative": lambda: run_negative(bench, shared, quick=quick, misses=misses),
        "speed": lambda: run_speed(bench, sets, quick=quick),
        "growth": lambda: run_growth(bench, quick=quick),
    }
    failed: list[str] = []
    for name, run in lanes.items():
        if name in options.lanes:
            try:
                results[name] = run()
            except Exception:  # noqa: BLE001 - the other lanes are still worth having
                traceback.print_exc()
                failed.append(name)
            results |= {"tools": bench.about(), "failed": failed}
            if options.output:
                save(options.output, results)
    text = render(results)
    print(text)
    if failed:
        raise SystemExit(f"error: {', '.join(failed)} failed; the scoreboard was not renewed")
    if options.board:
        write_board(options.board, text)


if __name__ == "__main__":
    main()
