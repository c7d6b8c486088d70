from __future__ import annotations

import subprocess
import sys

import pytest
from pydantic import ValidationError

from compliance.detect import DetectConfig


def test_defaults() -> None:
    config = DetectConfig()
    assert config.languages == ("de", "en")
    assert config.ner == "shipped"
    assert config.min_score == 0.4


@pytest.mark.parametrize(
    "wrong",
    [
        {"languages": ()},
        {"languages": ("german",)},
        {"min_score": 1.5},
        {"disabled": ("PERSONS",)},
        {"ner_types": ("GPE",)},
        {"unknown": 1},
    ],
)
def test_wrong_values_are_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        DetectConfig.model_validate(wrong)


def test_importing_the_package_loads_nothing_heavy() -> None:
    code = (
        "import sys, compliance.detect as d; d.DetectConfig(); d.category_of('PERSON');"
        "bad = {'spacy', 'presidio_analyzer', 'torch', 're2', 'stdnum', 'phonenumbers'};"
        "sys.exit(','.join(bad & set(sys.modules)) or 0)"
    )
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert result.returncode == 0, result.stderr
