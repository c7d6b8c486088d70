"""What the scanner says it looks for in each language of the data."""

from __future__ import annotations

from compliance.detect.config import DetectConfig
from compliance.detect.coverage import coverage
from compliance.detect.engine import Engine
from compliance.detect.special.coverage import special_languages
from compliance.detect.types import SENSITIVE_TYPES


def described(config: DetectConfig) -> dict[str, object]:
    return Engine(config, (), None).describe()


def test_special_categories_are_named_where_they_are_not_looked_for() -> None:
    lines = coverage(described(DetectConfig()), {"de": 5, "fr": 4, "ro": 3, "und": 2})
    assert lines["special_categories"] == [
        "special categories in fr: not looked for, add 'fr' to `languages` under [detect] "
        "(4 records)",
        "special categories in ro: not looked for, no words for this language (3 records)",
    ]
    assert lines["names"][0] == "names in de: rules and lists only (5 records)"


def test_a_configured_language_is_looked_for() -> None:
    lines = coverage(described(DetectConfig(languages=("de", "fr"))), {"fr": 4})
    assert lines["special_categories"] == []


def test_with_the_categories_switched_off_they_are_looked_for_nowhere() -> None:
    config = DetectConfig(disabled=tuple(sorted(SENSITIVE_TYPES)))
    assert len(coverage(described(config), {"de": 4})["special_categories"]) == 1


def test_the_languages_with_words_are_those_of_the_documentation() -> None:
    assert special_languages() >= {"de", "en", "es", "fr", "it", "nl", "pl"}
