"""What the detector says of itself unbuilt is what a built one says, and changes with its rules."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from compliance.detect import DetectConfig, build_engine, description
from compliance.detect.description import describe
from compliance.detect.engine import build_finders
from compliance.detect.types import SENSITIVE_TYPES
from compliance.errors import DetectError, EngineMissing
from tests.contracts.test_house import HEAVY, loaded_by

SETTINGS: tuple[dict[str, Any], ...] = (
    {},
    {"dates": True},
    {"amounts": True},
    {"ner_types": ("PERSON",)},
    {"languages": ("pl",)},
    {"languages": ("ro",)},
    {"disabled": ("EMAIL_ADDRESS", "PERSON")},
    {"disabled": tuple(sorted(SENSITIVE_TYPES))},
)
RECOGNIZER = """recognizers:
  - name: Locker
    supported_language: de
    supported_entity: LOCKER
    patterns: [{name: locker, regex: 'LK-[0-9]{4}', score: 0.6}]
"""


@pytest.mark.parametrize(
    "config",
    [
        DetectConfig(),
        DetectConfig(ner="none", min_score=0.6),
        DetectConfig(ner={"de": "shipped", "en": "none"}),
        DetectConfig(ner_types=()),
    ],
)
def test_an_engine_that_was_built_says_the_same(config: DetectConfig) -> None:
    assert build_engine(config).describe() == describe(config)


@pytest.mark.parametrize("settings", SETTINGS)
def test_the_types_are_those_that_are_looked_for(settings: dict[str, Any]) -> None:
    config = DetectConfig(ner="none", **settings)
    found = {name for finder in build_finders(config) for name in finder.types}
    # Titles are found beside the names of persons, by no finder of their own.
    assert describe(config)["types"] == sorted({*found, "TITLE"} - set(config.disabled))


def test_it_is_stable_json_and_follows_the_settings() -> None:
    default = describe(DetectConfig())
    assert json.loads(json.dumps(default)) == default
    assert default == describe(DetectConfig())
    others = [describe(DetectConfig(**each)) for each in (*SETTINGS[1:], {"min_score": 0.5})]
    assert all(default != other for other in others)


def test_a_recognizer_of_the_users_own_that_was_changed_is_another_detector(
    tmp_path: Path,
) -> None:
    file = tmp_path / "own.yaml"
    file.write_text(RECOGNIZER, "utf-8")
    config = DetectConfig(ner="none", recognizers=(str(file),))
    first = describe(config)
    assert build_engine(config).describe() == first
    assert [(one["name"], one["types"]) for one in first["recognizers"]] == [
        ("own.yaml", ["LOCKER"])
    ]
    assert str(tmp_path) not in json.dumps(first)
    file.write_text(RECOGNIZER.replace("{4}", "{5}"), "utf-8")
    assert describe(config) != first
    file.unlink()
    with pytest.raises(DetectError, match="is missing"):
        describe(config)


def test_a_changed_rule_is_another_detector(monkeypatch: pytest.MonkeyPatch) -> None:
    first = describe(DetectConfig(ner="none"))
    monkeypatch.setattr(description, "rules_sha256", lambda: "0" * 64)
    assert describe(DetectConfig(ner="none")) != first


@pytest.mark.parametrize("name", ["no_such_pipeline", "./no/such/folder", "json"])
def test_a_model_that_is_not_there_is_an_error(name: str) -> None:
    with pytest.raises(EngineMissing, match=r"\[detect\] ner"):
        describe(DetectConfig(ner=name))


def test_a_folder_that_does_not_say_what_it_holds_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "config.cfg").write_text("")
    for content in (None, "no json", '{"lang": "de"}', "[]"):
        if content is not None:
            (tmp_path / "meta.json").write_text(content)
        with pytest.raises(EngineMissing, match="cannot be loaded"):
            describe(DetectConfig(ner=str(tmp_path)))


def test_neither_it_nor_the_stages_load_a_model() -> None:
    loaded = loaded_by(
        "import ftcheck.pipeline\n"
        "from compliance.detect.config import DetectConfig\n"
        "from compliance.detect.description import describe\n"
        "describe(DetectConfig())"
    )
    assert loaded.isdisjoint({*HEAVY, "presidio_anonymizer", "phonenumbers"})
