from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import sample_run

from reports import Report


@pytest.fixture
def make_report(tmp_path: Path) -> Callable[..., Report]:
    def make(change: Callable[[dict[str, Any]], None] | None = None) -> Report:
        return sample_run.read(sample_run.write_run(tmp_path, change))

    return make
