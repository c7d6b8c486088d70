"""Which languages have a name model, for the gate's note."""

from __future__ import annotations

from typing import Any

import pytest

from compliance.detect import DetectConfig, build_engine
from compliance.detect.names.engines.coverage import coverage, languages_read


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
    assert languages_read(ner, ["de", "en"]) == expected


def test_the_shipped_pipeline_names_its_languages() -> None:
    detector = build_engine(DetectConfig()).describe()
    found = languages_read(detector["ner"], detector["languages"])
    assert {"de", "en"} <= set(found)
    assert "nl" not in found
    lines = coverage(detector, {"lv": 1200, "de": 5, "und": 3})
    assert lines[0] == "names in lv: rules and lists only (1,200 records)"
    assert lines[1].startswith("names in de: model ")
    assert len(lines) == 2
