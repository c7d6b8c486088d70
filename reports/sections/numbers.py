"""Draws a stage's numbers as they stand in its document, whatever keys the stage gave them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from compliance.detect.types import TYPES
from reports.blocks import Block, Cell, Column, FactTable, Table
from reports.facts import Fact
from reports.words import KEYS, flatten, short_hash, show

_MAX_COLUMNS = 6


def numbers(values: Mapping[str, Any], *, title: str, where: str) -> list[Block]:
    """Return tables for a nested object: one for its plain values, one for each group of equals.

    Args:
        values: a JSON object.
        title: begins the captions.
        where: file, and key of `values` in it.
    """
    groups = {key: value for key, value in values.items() if _is_group(value)}
    table = FactTable(title)
    for key, value in flatten({k: v for k, v in values.items() if k not in groups}):
        place = f"{where}.{key}" if ":" in where else f"{where}: {key}"
        # Here an empty list is a result: a stage wrote it.
        table.add(label(key), Fact(value, "measured", place), text=plain(key, value))
    blocks: list[Block] = [table.table()] if table.rows else []
    for key, group in groups.items():
        blocks.append(_grid(group, f"{title}: {label(key)}"))
    return blocks


def plain(key: str, value: Any) -> str:
    """Return a value as `show` does; hashes shortened, seeds as the digits they are."""
    if key.endswith("seed"):
        return str(value)
    text = show("none" if value in ([], {}, "") else value)
    return short_hash(text) if "sha256" in key else text


def label(key: str) -> str:
    """Return a dotted key as words."""
    return ": ".join(_word(part) for part in key.split("."))


def _word(part: str) -> str:
    known = TYPES.get(part)
    return known.title if known else KEYS.get(part, part.replace("_", " "))


def _is_group(value: Any) -> bool:
    """Tell whether a value holds at least two objects with the same keys."""
    if not isinstance(value, Mapping) or len(value) < 2:
        return False
    shapes = [
        tuple(key for key, _ in flatten(item)) if isinstance(item, Mapping) else ()
        for item in value.values()
    ]
    return bool(shapes[0]) and all(shape == shapes[0] for shape in shapes)


def _grid(group: Mapping[str, Any], caption: str) -> Table:
    flat = {name: dict(flatten(item)) for name, item in group.items()}
    keys = list(next(iter(flat.values())))
    if len(keys) > _MAX_COLUMNS and len(flat) <= _MAX_COLUMNS:
        columns, rows = list(flat), keys
        cell = {(key, name): flat[name][key] for key in keys for name in flat}
    else:
        columns, rows = keys, list(flat)
        cell = {(name, key): flat[name][key] for key in keys for name in flat}
    return Table(
        caption,
        (Column("Item", 1.8), *(Column(label(name), 1, number=True) for name in columns)),
        tuple(
            (Cell(label(row)), *(Cell(show(cell[row, name])) for name in columns)) for row in rows
        ),
    )
