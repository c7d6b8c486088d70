"""The command line of the benchmark of cleaning, check, gate and evidence."""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bench.detect.board import machine, public_arguments
from bench.detect.quality import say
from bench.detect.sets import REPOSITORY, support_desk
from bench.gate import lanes
from bench.gate.board import page, remarks_in

LANES = (
    "operators", "leaks", "collisions", "trips", "rivals", "run", "stages", "gold", "tampering",
)  # fmt: skip


def arguments() -> argparse.Namespace:
    """Return what the user asked for."""
    parser = argparse.ArgumentParser(prog="scripts/bench-gate", description=__doc__)
    parser.add_argument("--shared", type=Path, default=REPOSITORY.parent / "shared",
                        help="folder with data/pii_dev (default: ../shared)")  # fmt: skip
    parser.add_argument("--lanes", nargs="+", default=list(LANES), choices=LANES)
    parser.add_argument("--sizes", nargs="+", type=int, default=[1_000, 10_000],
                        help="chats that the real scanner reads; 100000 takes hours")  # fmt: skip
    parser.add_argument("--operator-sizes", nargs="+", type=int,
                        default=[1_000, 10_000, 100_000],
                        help="chats for cleaning and stages without a scanner")  # fmt: skip
    parser.add_argument("--chats", type=int, default=480, help="of the example, for leaks")
    parser.add_argument("--values", type=int, default=lanes.COLLISIONS, help="of each type")
    parser.add_argument("-o", "--output", type=Path,
                        help="write the results as JSON; lanes that are there stay")  # fmt: skip
    parser.add_argument("--board", type=Path, help="write the figures to this Markdown file")
    return parser.parse_args()


def main() -> None:
    warnings.filterwarnings("ignore")
    options = arguments()
    results: dict[str, Any] = {}
    if options.output and options.output.is_file():
        results = json.loads(options.output.read_text("utf-8"))
    results |= {"schema": "ftcheck-bench-gate/2"}
    command = " ".join(["scripts/bench-gate", *public_arguments(sys.argv[1:])])
    sets = lanes.sets_beside(options.shared if (options.shared / "data").is_dir() else None)
    with tempfile.TemporaryDirectory(prefix="ftcheck-bench-") as name:
        folder = Path(name)
        work: dict[str, Callable[[], Any]] = {
            "operators": lambda: lanes.operators(folder, options.operator_sizes),
            "leaks": lambda: lanes.leaks_of_gold(sets),
            "collisions": lambda: lanes.collisions(options.values),
            "trips": lambda: lanes.round_trips(sets, folder / "trips"),
            "rivals": lambda: lanes.rivals(support_desk()),
            "run": lambda: lanes.leaks_of_run(folder, options.chats),
            "stages": lambda: lanes.stages(folder, options.sizes),
            "gold": lambda: lanes.stages_of_gold(folder, options.operator_sizes),
            "tampering": lambda: lanes.tampering(lanes.finished(folder)),
        }
        for lane in LANES:
            if lane in options.lanes:
                say(f"{lane} …")
                results.setdefault("calls", {})[lane] = {**machine(), "command": command}
                results[lane] = work[lane]()
                if options.output:
                    text = json.dumps(results, indent=1, ensure_ascii=False)
                    options.output.write_text(text + "\n", "utf-8")
    text = page(results, remarks_in(options.board))
    print(text)
    if options.board:
        options.board.write_text(text, "utf-8")


if __name__ == "__main__":
    main()
