"""Reads the word lists of the special categories: one readable file per category."""

from __future__ import annotations

import itertools
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib import resources
from typing import Any

_SET = re.compile(r"\{(\w+)\}")


@cache
def load_special() -> Mapping[str, Mapping[str, Any]]:
    """Return the files of lexicons/special by name: table -> language -> words and phrases.

    A category has its entity type as `type` and the tables `words`, `close`, `adjectives`, `not`,
    `topics`, `labels`, `subjects` and `facts`, each with a comment in the file that says how its
    words count; the file `person` says what speaks of a person. A file may give names to
    lists of words under `sets.LANGUAGE`: an entry such as "torn {ligament}" stands for one phrase
    with each of them. An entry in capitals ("OP") stands so in a text.

    Raises:
        KeyError: an entry names a set that is not there.
    """
    folder = resources.files("compliance.detect.lexicons").joinpath("special")
    return {
        file.name.removesuffix(".toml"): _expanded(tomllib.loads(file.read_text(encoding="utf-8")))
        for file in sorted(folder.iterdir(), key=lambda each: each.name)
        if file.name.endswith(".toml")
    }


def _expanded(table: Mapping[str, Any]) -> Mapping[str, Any]:
    sets = table.get("sets", {})
    return {
        use: (
            {code: _entries(entries, sets.get(code, {})) for code, entries in lists.items()}
            if isinstance(lists, Mapping)
            else lists
        )
        for use, lists in table.items()
        if use != "sets"
    }


def _entries(entries: Sequence[str], sets: Mapping[str, Sequence[str]]) -> list[str]:
    """Return entries in which every set is written out, without what is there already."""
    written = [entry for entry in entries if "{" not in entry]
    made = (each for entry in entries if "{" in entry for each in _phrases(entry, sets))
    known = set(written)
    return written + [each for each in dict.fromkeys(made) if each not in known]


def _phrases(entry: str, sets: Mapping[str, Sequence[str]]) -> Iterator[str]:
    pieces = _SET.split(entry)
    choices = [sets[each] if at % 2 else (each,) for at, each in enumerate(pieces)]
    return ("".join(choice) for choice in itertools.product(*choices))
