"""In which languages special categories are looked for, and in which they are not."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from compliance.detect.special.lexicon import load_special

UNKNOWN = "und"
"""Language of a text that is too short or too mixed to tell."""


def special_languages() -> frozenset[str]:
    """Return the languages that every category has words in."""
    categories = [table for name, table in load_special().items() if name != "person"]
    each = (
        {code for use in ("words", "close") for code in table.get(use, {})} for table in categories
    )
    return frozenset.intersection(*map(frozenset, each))


def types_with_words(languages: Iterable[str]) -> frozenset[str]:
    """Return the entity types that have words in one of some languages at least."""
    chosen = frozenset(languages)
    return frozenset(
        str(table["type"])
        for name, table in load_special().items()
        if name != "person"
        and any(isinstance(each, Mapping) and chosen & set(each) for each in table.values())
    )


def languages_with_words(configured: Iterable[str]) -> list[str]:
    """Return those of the configured languages in which special categories are looked for.

    Args:
        configured: `languages` of [detect].
    """
    return sorted(special_languages() & set(configured))


def special_in(detector: Mapping[str, Any], languages: Mapping[str, int]) -> list[str]:
    """Return a line for each language of the data in which no special category is looked for.

    Args:
        detector: what an engine says of itself (`Engine.describe`).
        languages: language → records, as a scan counts them.
    """
    read = set(detector["special"]["languages"])
    return [
        f"special categories in {language}: not looked for, {_remedy(language)} ({count:,} records)"
        for language, count in sorted(languages.items(), key=lambda item: (-item[1], item[0]))
        if language != UNKNOWN and language not in read
    ]


def _remedy(language: str) -> str:
    if language in special_languages():
        return f"add {language!r} to `languages` under [detect]"
    return "no words for this language"
