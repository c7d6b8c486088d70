"""False finds in texts without personal data: statutes, program code, tables, catalogues."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bench.detect.quality import find_all, say
from bench.detect.sets import REPOSITORY
from bench.detect.tools import DATE_LABELS, Bench
from compliance.detect.types import category_of

_BLOCK = 2_000
_STATUTE_LINES = 25
_STATUTE_STEP = 40
_QUICKER = 10
_AMOUNTS = frozenset({"monetary amount"})
_NUMBER = re.compile(r"^[A-Z]{2}_|^(?!phone|case).* number$|iban|account|passport|card", re.I)


def run_negative(
    bench: Bench, shared: Path | None, *, quick: bool, misses: Path | None
) -> dict[str, Any]:
    """Return the finds of every tool by kind of text, as JSON.

    Every find is false, whatever its type. Plain dates and amounts of money are counted apart:
    ftcheck does not report dates unless asked to, and an amount alone is no personal data.
    """
    results: dict[str, Any] = {}
    lines = []
    for kind, blocks in kinds(shared):
        texts = blocks[::_QUICKER] if quick else blocks
        tokens = sum(len(text.split()) for text in texts)
        scores: dict[str, Any] = {}
        for tool in bench.tools({}):
            types: Counter[str] = Counter()
            for text, finds in zip(texts, find_all(tool, texts), strict=True):
                types.update(find.type for find in finds)
                lines += [
                    {"kind": kind, "tool": tool.name, "type": find.type,
                     "value": text[find.start : find.end],
                     "before": text[max(0, find.start - 40) : find.start],
                     "after": text[find.end : find.end + 40]}
                    for find in finds
                ]  # fmt: skip
            apart = sum(types[label] for label in DATE_LABELS[tool.name] | _AMOUNTS)
            scores[tool.name] = {
                "finds": types.total() - apart,
                "apart": apart,
                "numbers": sum(types[label] for label in types if is_number(label)),
                "types": dict(types.most_common()),
            }
        say(f"negative: {kind}, {tokens:,} tokens")
        results[kind] = {"texts": len(texts), "tokens": tokens, "tools": scores}
    if misses is not None:
        with misses.open("a", encoding="utf-8") as out:
            out.writelines(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
    return results


def is_number(label: str) -> bool:
    """Tell whether a label of any tool is that of an identifier or an account."""
    return bool(_NUMBER.search(label)) or category_of(label) in ("government_id", "financial")


def kinds(shared: Path | None) -> Iterator[tuple[str, list[str]]]:
    """Yield each kind of text with its blocks of about 2,000 characters."""
    if shared is not None:
        statutes = shared / "data" / "base_corpus" / "de_federal_statutes.txt"
        if statutes.is_file():
            lines = statutes.read_text("utf-8").splitlines(keepends=True)
            stride = _STATUTE_LINES * _STATUTE_STEP
            yield (
                "statutes_de",
                [
                    block
                    for first in range(0, len(lines), stride)
                    for block in split("".join(lines[first : first + _STATUTE_LINES]))
                ],
            )
    own = sorted((REPOSITORY / "compliance").glob("*.py"))
    yield "our_code", [block for path in own for block in split(path.read_text("utf-8"))]
    for path in sorted((REPOSITORY / "bench" / "negative").glob("*.txt")):
        yield path.stem, split(path.read_text("utf-8"))


def split(text: str) -> list[str]:
    """Return a text in blocks of whole lines, each of about 2,000 characters."""
    blocks: list[str] = []
    block = ""
    for line in text.splitlines(keepends=True):
        if block and len(block) + len(line) > _BLOCK:
            blocks.append(block)
            block = ""
        block += line
    if block.strip():
        blocks.append(block)
    return blocks
