"""Invented letters, mails and chats in 26 languages: half to learn from, half held out.

Files and marks: see `letters/README.md`. The part `held` is read only to publish a figure; misses
of it are never written down.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bench.detect.quality import find_documents, misses_of, say, score
from bench.detect.score import Counts, characters
from bench.detect.sets import DataSet, Document, Gold
from bench.detect.tools import Bench

FOLDER = Path(__file__).resolve().parent / "letters"
PARTS = ("dev", "held")
_OPTIONS = {"dates": True, "languages": ("de", "en", "es", "fr", "it", "nl", "pl")}
"""All dates are marked in the texts, and so are special categories, in every language; ftcheck has
words for them in seven."""
_HEAD = re.compile(r"(?m)^## (?P<language>[a-z]{2}) (?P<kind>[a-d]) (?P<part>dev|held)$")
_MARK = re.compile(r"\{\{(?P<type>[A-Z_]+)\|(?P<surface>[^{}]+)\}\}")


def read_letters(part: str, folder: Path = FOLDER) -> DataSet:
    """Return the texts of one part; each is a record of its own, named `language-kind`.

    Args:
        part: `dev` or `held`.
        folder: one file for each language.
    """
    documents = [
        document
        for path in sorted(folder.glob("??.txt"))
        for document in _documents(path.read_text("utf-8"), part)
    ]
    return DataSet(f"letters-{part}", f"letters, {part}", tuple(documents), _OPTIONS)


def _documents(content: str, part: str) -> Iterator[Document]:
    heads = list(_HEAD.finditer(content))
    ends = [head.start() for head in heads[1:]] + [len(content)]
    for head, end in zip(heads, ends, strict=True):
        if head.group("part") == part:
            name = f"{head.group('language')}-{head.group('kind')}"
            yield unmarked(name, content[head.end() : end].strip())


def unmarked(name: str, marked: str) -> Document:
    """Return a text without its marks, and the marks as gold."""
    text, gold, at = "", [], 0
    for match in _MARK.finditer(marked):
        text += marked[at : match.start()]
        start = len(text)
        text += match.group("surface")
        gold.append(Gold(start, len(text), match.group("type")))
        at = match.end()
    return Document(name, text + marked[at:], tuple(gold), name)


def run_letters(bench: Bench, misses: Path | None) -> dict[str, Any]:
    """Return the scores of every tool on both parts, with those of each language; as JSON.

    Args:
        bench: the tools.
        misses: file for misses of the part `dev`; None: not written.
    """
    results: dict[str, Any] = {}
    for part in PARTS:
        data = read_letters(part)
        tools: dict[str, Any] = {}
        for tool in bench.tools(data.options):
            finds = find_documents(tool, data.documents)
            languages: defaultdict[str, Counts] = defaultdict(Counts)
            for document, found in zip(data.documents, finds, strict=True):
                counts = characters(document, found, frozenset({"TITLE"}))
                languages[document.id.partition("-")[0]] += counts
            tools[tool.name] = {
                **score(data, tool.name, finds, 0.0),
                "languages": {
                    language: {
                        "recall": [each.found, each.gold],
                        "precision": [each.right, each.claimed],
                    }
                    for language, each in sorted(languages.items())
                },
            }
            if misses is not None and part == "dev":
                with misses.open("a", encoding="utf-8") as out:
                    out.writelines(misses_of(data, tool.name, finds))
            say(f"letters, {part}: {tool.name}, {len(data.documents)} texts")
        results[part] = {"documents": len(data.documents), "tools": tools}
    return results
