"""The whole scan of records with one and with more processes."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping, Sequence
from typing import Any


def scan_seconds(
    texts: Sequence[str], options: Mapping[str, Any], workers: int
) -> Callable[[], float] | None:
    """Return what times a scan, or None where `compliance.scan` knows no workers yet."""
    from compliance.scan import scan

    if "workers" not in inspect.signature(scan).parameters:
        return None
    raise NotImplementedError(workers, texts, options)
