"""Word lists as readable text files, read once when an engine is built."""

from __future__ import annotations

import tomllib
from importlib import resources


def load_words(name: str) -> frozenset[str]:
    """Return the words of a list: separated by spaces or lines, `#` starts a comment.

    Args:
        name: a file name in this folder without its ending.
    """
    text = resources.files(__package__).joinpath(f"{name}.txt").read_text(encoding="utf-8")
    lines = (line.split("#", 1)[0] for line in text.splitlines())
    return frozenset(word for line in lines for word in line.lower().split())


def load_table(name: str) -> dict[str, dict[str, list[str]]]:
    """Return a TOML file of this folder: section -> key -> entries.

    Args:
        name: a file name in this folder without its ending.
    """
    text = resources.files(__package__).joinpath(f"{name}.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def load_concepts() -> dict[str, dict[str, list[str]]]:
    """Return the context words of every concept: concept -> language -> words and phrases.

    They stand in the TOML files of the folder `context`, one file per area.

    Raises:
        ValueError: two files define the same concept.
    """
    table: dict[str, dict[str, list[str]]] = {}
    folder = resources.files(__package__).joinpath("context")
    for file in sorted(folder.iterdir(), key=lambda each: each.name):
        if file.name.endswith(".toml"):
            for concept, words in tomllib.loads(file.read_text(encoding="utf-8")).items():
                if concept in table:
                    raise ValueError(f"context concept {concept} stands in two files")
                table[concept] = words
    return table
