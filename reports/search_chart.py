"""A search as a picture: how the loss of each trial fell, and which values brought it there."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from reports.charts import ticks
from reports.svg import BLUE, END, ORANGE, WIDTH, at, line, number, opened, text

_LEFT, _RIGHT = 62.0, 16.0
_CURVES = 300.0
_PANEL, _COLUMNS = 162.0, 3
_LABEL = 12
_FACTOR = 20.0
"""From such a spread on values count in factors."""

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class _Scale:
    """Losses to heights; what lies above stands at the upper edge."""

    low: float
    high: float

    def y(self, loss: float, top: float, height: float) -> float:
        share = (min(loss, self.high) - self.low) / (self.high - self.low)
        return top + (1 - share) * height

    def above(self, loss: float) -> bool:
        return loss > self.high

    def lines(self, left: float, width: float, top: float, height: float) -> list[str]:
        """Return a line with its number for each round loss."""
        parts = []
        for tick in ticks(self.low, self.high, about=6):
            if not self.low <= tick <= self.high:
                continue
            y = self.y(tick, top, height)
            parts.append(line(left, y, left + width, y, 'stroke="currentColor" opacity="0.16"'))
            parts.append(text(left - 7, y + 4, number(tick), anchor="end", size=11))
        return parts


def search_chart(document: Mapping[str, Any]) -> str:
    """Return an SVG: losses over epochs of all trials, below it the loss over each setting.

    The best trial is orange and thick, those that were trained to their end are blue, those that
    were stopped before are thin and hollow; a cross at the upper edge is a trial that failed.

    Args:
        document: search.json.
    """
    rows = [row for row in document["trials"] if row["loss"] is not None and row["curve"]]
    failed = [row for row in document["trials"] if row["loss"] is None]
    best = int(document["winner"]["number"])
    keys = list(document["trials"][0]["changes"])
    lines = -(-len(keys) // _COLUMNS)
    height = _CURVES + lines * _PANEL
    curves, reached = (
        _scale([point["loss"] for row in rows for point in row["curve"]], rows),
        _scale([row["loss"] for row in rows], rows),
    )
    parts = [
        opened(
            height,
            "Search: validation loss of each trial",
            f"{len(document['trials'])} trials; number {best} is the best, with a validation loss "
            f"of {number(next(row['loss'] for row in rows if row['number'] == best))}",
        ),
        f'<rect width="{at(WIDTH)}" height="{at(height)}" fill="#ffffff"/>',
        *_legend(failed=bool(failed), above=any(curves.above(row["loss"]) for row in rows)),
        *_curves(rows, best, curves, 40.0, _CURVES - 92),
    ]
    width = (WIDTH - _LEFT - _RIGHT - (_COLUMNS - 1) * _LEFT) / _COLUMNS
    for index, key in enumerate(keys):
        left = _LEFT + (index % _COLUMNS) * (width + _LEFT)
        panel = _CURVES + (index // _COLUMNS) * _PANEL + 18
        parts += _panel(key, document, reached, best, left=left, width=width, top=panel)
    return "".join([*parts, END])


def _scale(losses: Sequence[float], rows: Sequence[Row]) -> _Scale:
    """Return a scale on which one trial that ran away does not press all others flat."""
    low, high = min(losses), max(losses)
    before = max(row["curve"][0]["loss"] for row in rows)
    if low < before:
        high = min(high, before + 0.25 * (before - low))
    if high <= low:
        high = low + (abs(low) * 0.1 or 1.0)
    room = 0.06 * (high - low)
    return _Scale(low - room, high + room)


def _legend(*, failed: bool, above: bool) -> list[str]:
    entries = [("best", ORANGE, 4.5, False), ("trained to the end", BLUE, 3.5, False)]
    entries.append(("stopped early by the search", BLUE, 3.5, True))
    parts, x = [], _LEFT
    for name, colour, size, hollow in entries:
        parts += [_dot(x + 5, 14, size, colour, hollow=hollow), text(x + 14, 18, name, size=12)]
        x += 34 + 6.6 * len(name)
    if above:
        name = "loss above the picture"
        parts += [_arrow(x + 5, 14, BLUE), text(x + 14, 18, name, size=12)]
        x += 34 + 6.6 * len(name)
    if failed:
        parts += [_cross(x + 5, 14), text(x + 14, 18, "failed", size=12)]
    return parts


def _curves(rows: Sequence[Row], best: int, scale: _Scale, top: float, height: float) -> list[str]:
    width = WIDTH - _LEFT - _RIGHT - 70
    last = max(point["epoch"] for row in rows for point in row["curve"]) or 1.0
    parts = scale.lines(_LEFT, width, top, height)
    base = top + height
    parts.append(line(_LEFT, base, _LEFT + width, base, 'stroke="currentColor"'))
    for tick in ticks(0, last):
        if tick.is_integer() and tick <= last:
            x = _LEFT + tick / last * width
            parts.append(line(x, base, x, base + 4, 'stroke="currentColor"'))
            parts.append(text(x, base + 18, number(tick), anchor="middle", size=11))
    parts.append(text(_LEFT + width / 2, base + 36, "epoch", anchor="middle", size=12))
    middle = at(top + height / 2)
    parts.append(
        f'<text x="14" y="{middle}" text-anchor="middle" font-size="12" '
        f'transform="rotate(-90 14 {middle})">validation loss</text>'
    )
    # The best one is drawn last, so that it lies on top.
    for row in sorted(rows, key=lambda row: (row["number"] == best, row["state"] == "finished")):
        places = [
            (_LEFT + point["epoch"] / last * width, scale.y(point["loss"], top, height))
            for point in row["curve"]
        ]
        chosen, whole = row["number"] == best, row["state"] == "finished"
        colour = ORANGE if chosen else BLUE
        style = (
            'stroke-width="2.6"'
            if chosen
            else 'stroke-width="1.3" opacity="0.7"'
            if whole
            else 'stroke-width="1" opacity="0.4" stroke-dasharray="4 3"'
        )
        path = " ".join(f"{at(x)},{at(y)}" for x, y in places)
        parts.append(f'<polyline points="{path}" fill="none" stroke="{colour}" {style}/>')
        if scale.above(row["curve"][-1]["loss"]):
            parts.append(_arrow(*places[-1], colour))
        else:
            parts.append(_dot(*places[-1], 4.5 if chosen else 3, colour, hollow=not whole))
        if chosen:
            x, y = places[-1]
            parts.append(text(x + 9, y + 4, f"number {best}", size=12))
    return parts


def _panel(
    key: str,
    document: Mapping[str, Any],
    scale: _Scale,
    best: int,
    *,
    left: float,
    width: float,
    top: float,
) -> list[str]:
    """Return one setting: its values against the loss."""
    height = _PANEL - 58
    base = top + height
    place, marks = _axis(key, document)
    parts = [
        text(left, top - 8, key, size=12),
        *scale.lines(left, width, top, height),
        line(left, base, left + width, base, 'stroke="currentColor"'),
    ]
    inner = width - 24
    for share, name in marks:
        x = left + 12 + share * inner
        parts.append(line(x, base, x, base + 4, 'stroke="currentColor"'))
        parts.append(text(x, base + 17, name, anchor="middle", size=11))
    for row in sorted(document["trials"], key=lambda row: row["number"] == best):
        x = left + 12 + place(row["changes"][key]) * inner
        if row["loss"] is None:
            parts.append(_cross(x, top))
            continue
        y = scale.y(row["loss"], top, height)
        chosen = row["number"] == best
        if scale.above(row["loss"]):
            parts.append(_arrow(x, y, BLUE))
            continue
        size, colour = (5.0, ORANGE) if chosen else (3.5, BLUE)
        parts.append(_dot(x, y, size, colour, hollow=row["state"] != "finished"))
    return parts


def _axis(
    key: str, document: Mapping[str, Any]
) -> tuple[Callable[[Any], float], list[tuple[float, str]]]:
    """Return where a value stands, as a share of the width, and what is written below it."""
    values = [row["changes"][key] for row in document["trials"]]
    if any(isinstance(value, bool) or not isinstance(value, int | float) for value in values):
        names = list(dict.fromkeys(json.dumps(value) for value in values))
        steps = max(1, len(names) - 1)
        shares = {name: index / steps for index, name in enumerate(names)}
        return (
            lambda value: shares[json.dumps(value)],
            [(share, _short(name)) for name, share in shares.items()],
        )
    low, high = min(values), max(values)
    if low == high:
        return lambda _: 0.5, [(0.5, number(low))]
    if low > 0 and high / low >= _FACTOR:
        span = math.log(high / low)
        first, last = math.ceil(math.log10(low) - 1e-9), math.floor(math.log10(high) + 1e-9)
        powers = [10.0**each for each in range(first, last + 1)]
        marked = powers if 2 <= len(powers) <= 4 else [low, high]
        return (
            lambda value: math.log(value / low) / span,
            [(math.log(each / low) / span, number(each)) for each in marked],
        )
    exact = sorted(set(values))
    marked = exact if len(exact) <= 4 else [low, *_between(low, high), high]
    return (
        lambda value: (value - low) / (high - low),
        [((each - low) / (high - low), number(each)) for each in marked],
    )


def _between(low: float, high: float) -> list[float]:
    """Return round values that are not too near to the ends."""
    near = 0.18 * (high - low)
    return [tick for tick in ticks(low, high, about=3) if low + near < tick < high - near]


def _short(name: str) -> str:
    name = name.strip('"')
    return name if len(name) <= _LABEL else name[: _LABEL - 1] + "…"


def _dot(x: float, y: float, size: float, colour: str, *, hollow: bool) -> str:
    fill = f'fill="none" stroke="{colour}" opacity="0.55"' if hollow else f'fill="{colour}"'
    return f'<circle cx="{at(x)}" cy="{at(y)}" r="{at(size)}" {fill}/>'


def _arrow(x: float, y: float, colour: str) -> str:
    points = f"{at(x - 4)},{at(y + 4)} {at(x + 4)},{at(y + 4)} {at(x)},{at(y - 4)}"
    return f'<polygon points="{points}" fill="none" stroke="{colour}" opacity="0.7"/>'


def _cross(x: float, y: float) -> str:
    style = 'stroke="currentColor" stroke-width="1.6" opacity="0.75"'
    return line(x - 4, y - 4, x + 4, y + 4, style) + line(x - 4, y + 4, x + 4, y - 4, style)
