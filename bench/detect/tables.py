"""The results as plain text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    """Return the lines of a table; the first column is flush left, the others right."""
    cells = [list(head), *(list(row) for row in rows)]
    widths = [max(len(row[column]) for row in cells) for column in range(len(head))]
    lines = [
        "  ".join(
            cell.ljust(width) if column == 0 else cell.rjust(width)
            for column, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in cells
    ]
    return [lines[0], "  ".join("-" * width for width in widths), *lines[1:]]


def with_counts(item: dict[str, Any] | None) -> str:
    """Return a ratio, its interval and its raw counts; `-` where there is none."""
    if item is None:
        return "-"
    low, high = item["interval"]
    return f"{item['ratio']:.3f} [{low:.3f}, {high:.3f}] {item['hits']:,}/{item['total']:,}"


def plain(pair: Sequence[int]) -> str:
    """Return a ratio and its raw counts."""
    hits, total = pair
    return f"{hits / total:.3f} {hits:,}/{total:,}" if total else "-"


def quality_tables(sets: dict[str, Any]) -> Iterator[str]:
    """Yield the headline table, then a table for each set, then the labels of ftcheck."""
    yield "Character recall and precision (letters and digits; any label counts)"
    yield ""
    yield from table(
        ("set", "tool", "recall", "precision"),
        (
            (name, tool, with_counts(result["recall"]), with_counts(result["precision"]))
            for name, data in sets.items()
            for tool, result in data["tools"].items()
        ),
    )
    with_entities = {
        name: data
        for name, data in sets.items()
        if any("quasi" in result for result in data["tools"].values())
    }
    if with_entities:
        yield ""
        yield "Entity recall, TAB's rule (protected only if every mention is found whole)"
        yield ""
        yield from table(
            ("set", "tool", "direct", "quasi"),
            (
                (name, tool, with_counts(result.get("direct")), with_counts(result.get("quasi")))
                for name, data in with_entities.items()
                for tool, result in data["tools"].items()
            ),
        )
    for name, data in sets.items():
        yield ""
        yield from _set_table(name, data)


def _set_table(name: str, data: dict[str, Any]) -> Iterator[str]:
    shown = {
        key: "special categories" if key == "disabled" else value
        for key, value in data["options"].items()
    }
    settings = ", ".join(f"{key} = {value}" for key, value in shown.items()) or "defaults"
    yield (
        f"{name}: {data['title']}, {data['documents']:,} texts, {data['characters']:,} characters; "
        f"ftcheck with {settings}"
    )
    if not data["plain_dates_in_gold"]:
        yield "  (no plain dates in the gold: a tool's plain dates off the gold are not counted)"
    yield ""
    tools = data["tools"]
    kinds = sorted({kind for result in tools.values() for kind in result["types"]})
    head = ["gold type", *(f"{tool} {what}" for tool in tools for what in ("chars", "whole"))]
    labels = tools.get("ftcheck", {}).get("labels", {})
    if labels:
        head.append("ftcheck, right label, chars")
    rows = []
    for kind in kinds:
        row = [kind]
        for result in tools.values():
            counts = result["types"][kind]
            row += [plain(counts["characters"]), plain(counts["whole"])]
        if labels:
            row.append(plain(labels[kind]["characters"]) if kind in labels else "-")
        rows.append(row)
    yield from table(head, rows)
