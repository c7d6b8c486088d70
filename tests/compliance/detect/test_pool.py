from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from compliance.detect import DetectConfig, Engine, build_engine
from compliance.detect.pool import EnginePool
from compliance.errors import DetectError
from compliance.scan import Remembering

BATCHES = [
    [f"Frau Nr{number} Krüger, Tel. 0171 123456{number % 10}", f"max{number}@example.de", ""]
    for number in range(12)
]


@pytest.fixture(scope="module")
def plain() -> Engine:
    return build_engine(DetectConfig(ner="none"))


@pytest.mark.parametrize("workers", [1, 2])
def test_findings_do_not_depend_on_the_number_of_processes(plain: Engine, workers: int) -> None:
    expected = [plain.find(batch) for batch in BATCHES]
    flat = [text for batch in BATCHES for text in batch]
    with EnginePool(plain, workers, worth_starting=100) as pool:
        assert list(pool.map_find(BATCHES)) == expected
        assert pool.find(flat) == plain.find(flat)
        assert list(Remembering(pool).map_find(BATCHES * 2)) == expected * 2
        assert _taken_for_one_result(pool) < 20


def _taken_for_one_result(pool: EnginePool) -> int:
    """Return how many of many batches are read before the first result is there."""
    taken: list[int] = []

    def batches() -> Iterator[list[str]]:
        for number in range(1000):
            taken.append(number)
            yield BATCHES[0]

    next(pool.map_find(batches()))
    return len(taken)


def test_small_data_start_no_process(plain: Engine) -> None:
    with EnginePool(plain, 2) as pool:
        list(pool.map_find(BATCHES))
        assert pool._executor is None


_KILLED = """
import multiprocessing, time
from compliance.detect import DetectConfig, build_engine
from compliance.detect.pool import EnginePool

if __name__ == "__main__":
    pool = EnginePool(build_engine(DetectConfig(ner="none")), 2, worth_starting=0)
    list(pool.map_find([["max@example.de"]] * 8))
    print(*(each.pid for each in multiprocessing.active_children()), flush=True)
    time.sleep(600)
"""


@pytest.mark.slow
def test_processes_end_with_the_one_that_started_them(tmp_path: Path) -> None:
    script = tmp_path / "killed.py"
    script.write_text(_KILLED, "utf-8")
    with subprocess.Popen([sys.executable, script], stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        workers = [int(word) for word in parent.stdout.readline().split()]
        assert len(workers) == 2
        assert all(_runs(pid) for pid in workers)
        parent.kill()
    for _ in range(1000):
        if not any(_runs(pid) for pid in workers):
            return
        time.sleep(0.05)
    pytest.fail("the processes of the scanner outlived the command")


def _runs(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    # Nobody may be there to fetch the exit status of an orphan.
    status = Path(f"/proc/{pid}/stat")
    return not status.is_file() or ") Z " not in status.read_text("ascii", "replace")


def test_a_process_that_dies_is_an_error_and_no_gap(plain: Engine) -> None:
    with EnginePool(plain, 2, worth_starting=0) as pool:
        results = pool.map_find(iter(BATCHES * 50))
        next(results)
        assert pool._executor is not None
        for process in list(pool._executor._processes.values()):
            process.kill()
        with pytest.raises(DetectError, match="process of the scanner died"):
            list(results)
