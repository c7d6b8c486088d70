"""ftcheck with more than one process, as the scan of a dataset uses it."""

from __future__ import annotations

from collections.abc import Sequence
from types import TracebackType
from typing import Any

from bench.detect.score import Find

_BATCHES_EACH = 4
_BATCH = 64


class Workers:
    """Several processes that are up and have loaded the engine."""

    def __init__(self, engine: Any, count: int, sample: Sequence[str]) -> None:
        from compliance.detect.pool import EnginePool

        self.name = f"ftcheck, {count} workers"
        self.about = self.name
        self._count = count
        self._pool = EnginePool(engine, count, worth_starting=0)
        for _ in range(2):
            self.find(sample)

    def __enter__(self) -> Workers:
        """Return itself."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """End the processes."""
        self._pool.close()

    def find(self, texts: Sequence[str]) -> list[list[Find]]:
        """Return the finds of each text, read by all processes."""
        size = max(1, min(_BATCH, len(texts) // (self._count * _BATCHES_EACH)))
        batches = [texts[first : first + size] for first in range(0, len(texts), size)]
        return [
            [Find(entity.start, entity.end, entity.type) for entity in entities]
            for found in self._pool.map_find(batches)
            for entities in found
        ]
