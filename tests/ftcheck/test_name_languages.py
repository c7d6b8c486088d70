"""Which languages have a name model, for the gate's note."""

from __future__ import annotations

from typing import Any

import pytest

from compliance.detect import DetectConfig, build_engine
from ftcheck.stages.clearing import _languages_of_names


@pytest.mark.parametrize(
    ("ner", "expected"),
    [
        ({"name": "none"}, []),
        ({"name": "de_core", "languages": "de"}, ["de"]),
        ({"name": "xx_own", "languages": ""}, ["de", "en"]),
    ],
)
def test_the_pipeline_says_it_else_the_configuration(
    ner: dict[str, Any], expected: list[str]
) -> None:
    assert _languages_of_names({"ner": ner, "languages": ["de", "en"]}) == expected


def test_the_shipped_pipeline_names_its_languages() -> None:
    found = _languages_of_names(build_engine(DetectConfig()).describe())
    assert {"de", "en"} <= set(found)
    assert "nl" not in found
