"""How long `ftcheck --help` takes, beside a bare interpreter, in the same run."""

from __future__ import annotations

import statistics
import subprocess
import sys
import time

ROUNDS = 10


def seconds(command: list[str]) -> list[float]:
    """Return the wall-clock seconds of each of `ROUNDS` runs, after one that warms the cache."""
    times = []
    for _ in range(ROUNDS + 1):
        start = time.perf_counter()
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        times.append(time.perf_counter() - start)
    return times[1:]


def main() -> None:
    for name, command in (
        ("python -c pass", [sys.executable, "-c", "pass"]),
        ("ftcheck --version", [sys.executable, "-m", "ftcheck", "--version"]),
        ("ftcheck --help", [sys.executable, "-m", "ftcheck", "--help"]),
        ("ftcheck run --help", [sys.executable, "-m", "ftcheck", "run", "--help"]),
    ):
        times = seconds(command)
        print(
            f"{name:<20} median {statistics.median(times):.3f} s, "
            f"min {min(times):.3f}, max {max(times):.3f} ({ROUNDS} runs)"
        )


if __name__ == "__main__":
    main()
