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
        {"ner": {}},
        {"ner": 3},
        {"ner": {"german": "shipped"}},
        {"ner": {"de": 3}},
        {"ner": {"de": {"kind": "gliner"}}},
        {"ner": {"de": {"kind": "flair", "path": "x"}}},
        {"ner": {"de": {"kind": "none", "path": "x"}}},
        {"ner": {"de": {"path": "x", "lables": {}}}},
        {"ner": {"de": {"path": "x", "min_score": 2}}},
        {"ner": {"de": {"path": "x", "labels": {"PER": "EMAIL_ADDRESS"}}}},
    ],
)
def test_wrong_values_are_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        DetectConfig.model_validate(wrong)


def test_engines_by_language() -> None:
    config = DetectConfig.model_validate(
        {
            "ner": {
                "de": "de_core_news_lg",
                "it": {"kind": "huggingface", "path": "models/it-ner"},
                "fr": "none",
            }
        }
    )
    kinds = {language: (each.kind, each.path) for language, each in config.engines().items()}
    assert kinds == {
        "*": ("spacy", "shipped"),
        "de": ("spacy", "de_core_news_lg"),
        "it": ("huggingface", "models/it-ner"),
        "fr": ("none", ""),
    }
    assert DetectConfig.model_validate(config.model_dump(mode="json")) == config
    assert set(DetectConfig(ner="none").engines()) == {"*"}


def test_a_wrong_engine_is_named_in_one_error() -> None:
    with pytest.raises(ValidationError) as caught:
        DetectConfig.model_validate({"ner": {"it": {"kind": "huggingface", "pfad": "x"}}})
    errors = caught.value.errors()
    assert len(errors) == 1
    assert errors[0]["loc"] == ("ner",)
    assert "it: unknown key pfad" in errors[0]["msg"]


def test_importing_the_package_loads_nothing_heavy() -> None:
    code = (
        "import sys, compliance.detect as d; d.DetectConfig(); d.category_of('PERSON');"
        "bad = {'spacy', 'presidio_analyzer', 'torch', 're2', 'stdnum', 'phonenumbers'};"
        "sys.exit(','.join(bad & set(sys.modules)) or 0)"
    )
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert result.returncode == 0, result.stderr
