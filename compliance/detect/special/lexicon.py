"""Reads the word lists of the special categories: one readable file per category."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Any


@cache
def load_special() -> Mapping[str, Mapping[str, Any]]:
    """Return the files of lexicons/special by name: table -> language -> words and phrases.

    A category has its entity type as `type` and the tables `words`, `close`, `not` and `labels`;
    the file `person` says what speaks of a person.
    """
    folder = resources.files("compliance.detect.lexicons").joinpath("special")
    return {
        file.name.removesuffix(".toml"): tomllib.loads(file.read_text(encoding="utf-8"))
        for file in sorted(folder.iterdir(), key=lambda each: each.name)
        if file.name.endswith(".toml")
    }
