from __future__ import annotations

from collections.abc import Callable

import pytest

from compliance.detect import DetectConfig, Engine, build_engine

Found = list[tuple[str, str]]


@pytest.fixture(scope="session")
def engine() -> Engine:
    """An engine without a name model: what the rules alone find."""
    return build_engine(DetectConfig(ner="none"))


@pytest.fixture(scope="session")
def found(engine: Engine) -> Callable[[str], Found]:
    """(type, text) of every find of the rules."""

    def run(text: str) -> Found:
        return [(each.type, text[each.start : each.end]) for each in engine.find([text])[0]]

    return run
