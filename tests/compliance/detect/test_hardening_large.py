"""Very long texts, noise and endless repetition: read to the end, with work that grows linearly."""

from __future__ import annotations

import random
import re
from typing import Any

import pytest

from compliance.detect import DetectConfig, Engine, build_engine
from compliance.detect.names import people
from compliance.detect.names.people import PeopleFinder

_PROSE = "The committee met again and talked about the weather, the harvest and the new road. "
_VALUE = "Write to anna.kowalska@example.org today."


@pytest.fixture(scope="module")
def engine() -> Engine:
    return build_engine(DetectConfig(ner="none"))


def _long(size: int, unit: str) -> str:
    return (unit * (size // len(unit) + 1))[:size] + " " + _VALUE


def _noise(size: int) -> str:
    return random.Random(20261125).randbytes(size).decode("latin-1") + " " + _VALUE


def _last(engine: Engine, text: str) -> str:
    found = engine.find([text])[0][-1]
    return text[found.start : found.end]


@pytest.mark.parametrize("unit", [_PROSE, _PROSE.replace(". ", ".\n"), "a", "1 "])
def test_what_stands_behind_a_long_text_is_found(engine: Engine, unit: str) -> None:
    assert _last(engine, _long(200_000, unit)) == "anna.kowalska@example.org"


def test_what_stands_behind_noise_is_found(engine: Engine) -> None:
    assert _last(engine, _noise(100_000)) == "anna.kowalska@example.org"


@pytest.mark.slow
def test_ten_million_characters(engine: Engine) -> None:
    assert _last(engine, _long(10_000_000, _PROSE)) == "anna.kowalska@example.org"


@pytest.mark.slow
def test_ten_million_characters_of_noise(engine: Engine) -> None:
    assert _last(engine, _noise(10_000_000)) == "anna.kowalska@example.org"


class _Counting:
    """A pattern that counts how often it is asked."""

    def __init__(self, pattern: re.Pattern[str]) -> None:
        self._pattern = pattern
        self.asked = 0

    def match(self, *args: Any) -> re.Match[str] | None:
        self.asked += 1
        return self._pattern.match(*args)


@pytest.mark.parametrize("unit", ["Mr. ", "Herr Dr. ", "Frau ", "Prof. Dr. med. "])
def test_repeated_titles_take_linear_work(unit: str, monkeypatch: pytest.MonkeyPatch) -> None:
    finder = PeopleFinder()
    asked = []
    for count in (500, 1000):
        counting = _Counting(people._TOKEN)
        with monkeypatch.context() as patch:
            patch.setattr(people, "_TOKEN", counting)
            list(finder.find(unit * count))
        asked.append(counting.asked)
    assert 0 < asked[1] <= 2.2 * asked[0] + 50
