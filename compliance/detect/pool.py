"""The engine in several processes: the same finds, in the same order.

The finds of a text depend on the text and the configuration alone, so it does not matter which
process reads it. A dataset that is read before worker processes are up needs none.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import lru_cache
from typing import Any

from compliance.detect.config import DetectConfig
from compliance.detect.engine import Engine, build_engine
from compliance.detect.types import Entity
from compliance.errors import DetectError

_WORTH_STARTING = 400_000
"""Characters: about what one process reads while another one loads its name model."""
_AHEAD = 3
"""Batches in flight for each process; bounds the memory."""

Found = list[list[Entity]]


class EnginePool:
    """An engine that reads large datasets with several processes.

    Use it as a context manager, or call `close`: processes stay up between calls.
    """

    def __init__(
        self, engine: Engine, workers: int = 0, *, worth_starting: int = _WORTH_STARTING
    ) -> None:
        """Take an engine that is loaded already.

        Args:
            engine: reads everything short, and tells the configuration.
            workers: processes, >= 1; 0 is one for each core. The finds do not depend on it.
            worth_starting: characters that are read before processes are started.
        """
        self._engine = engine
        self._config = engine.config.model_dump_json()
        self._workers = workers or os.cpu_count() or 1
        self._left = worth_starting
        self._executor: ProcessPoolExecutor | None = None

    def __enter__(self) -> EnginePool:
        """Return the pool itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """End the processes."""
        self.close()

    def close(self) -> None:
        """End the processes; the next large call starts new ones."""
        if self._executor is not None:
            self._executor.shutdown(wait=True, cancel_futures=True)
            self._executor = None

    def find(self, texts: Sequence[str]) -> Found:
        """Return the entities of each text."""
        if self._executor is None or len(texts) < self._workers:
            self._left -= sum(map(len, texts))
            return self._engine.find(texts)
        size = -(-len(texts) // self._workers)
        parts = (texts[at : at + size] for at in range(0, len(texts), size))
        return [found for part in self.map_find(parts) for found in part]

    def join(self, texts: Sequence[str], found: Sequence[Sequence[Entity]]) -> Found:
        """Return the finds of a record's texts, with what each text tells about the others."""
        return self._engine.join(texts, found)

    def describe(self) -> dict[str, Any]:
        """Return what made the findings; the number of processes is no part of it."""
        return self._engine.describe()

    def map_find(self, batches: Iterable[Sequence[str]]) -> Iterator[Found]:
        """Yield the finds of each batch of texts, in order; holds a few batches in memory.

        Raises:
            DetectError: a text could not be scanned, or a process died.
        """
        pending: deque[Future[Found]] = deque()
        try:
            for texts in batches:
                executor = self._processes()
                if executor is None:
                    yield self.find(texts)
                    continue
                pending.append(executor.submit(_find, self._config, list(texts)))
                if len(pending) >= self._workers * _AHEAD:
                    yield pending.popleft().result()
            while pending:
                yield pending.popleft().result()
        except BrokenProcessPool as error:
            raise DetectError(
                "a process of the scanner died, so its texts were not scanned",
                why="the system ends processes when memory runs out",
                fix="run again with fewer processes: --workers 1",
            ) from error
        finally:
            for future in pending:
                future.cancel()

    def _processes(self) -> ProcessPoolExecutor | None:
        """Return the running processes; None while there is too little text to start them for."""
        if self._executor is None and self._workers > 1 and self._left <= 0:
            self._executor = ProcessPoolExecutor(
                self._workers,
                # A forked copy of a process with threads can hang.
                mp_context=multiprocessing.get_context("spawn"),
                initializer=_begin,
            )
        return self._executor


def _begin() -> None:
    """Leave Ctrl-C to the process that holds the results, and end with it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    # A process that is killed tells its workers nothing: they would hold their memory for ever.
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


@lru_cache(maxsize=1)
def _loaded(config: str) -> Engine:
    return build_engine(DetectConfig.model_validate_json(config))


def _find(config: str, texts: list[str]) -> Found:
    return _loaded(config).find(texts)
