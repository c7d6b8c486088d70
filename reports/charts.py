"""Small SVG pictures for HTML and PDF alike: no script, no outside resource, the same bytes twice.

Two colours of the Okabe-Ito set, which colour-blind readers can tell apart, and different strokes
or fillings besides. Texts and axes take the colour of the surrounding text.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape

from reports.svg import BLUE, END, ORANGE, WIDTH, at, box, line, number, opened, text

_LABEL = 34


@dataclass(frozen=True, slots=True)
class Series:
    """One line of a chart."""

    name: str
    points: tuple[tuple[float, float], ...]
    """x and y, in the order of x."""


def curve_chart(first: Series, second: Series, *, title: str, x_label: str, y_label: str) -> str:
    """Return two lines over a common x axis, each named at its end.

    Args:
        first: drawn solid, blue.
        second: drawn dashed with dots, orange.
        title: short; becomes the title of the SVG.
        x_label: name of the x axis.
        y_label: name of the y axis.
    """
    height, left, right, top, bottom = 300.0, 62.0, 124.0, 18.0, 46.0
    points = [*first.points, *second.points]
    x_ticks = ticks(min(x for x, _ in points), max(x for x, _ in points))
    y_ticks = ticks(min(y for _, y in points), max(y for _, y in points))
    x_low, x_high = x_ticks[0], max(x for x, _ in points)
    if x_high <= x_low:
        x_high = x_ticks[-1]
    y_low, y_high = y_ticks[0], y_ticks[-1]
    plot_width, plot_height = WIDTH - left - right, height - top - bottom

    def place(x: float, y: float) -> tuple[float, float]:
        return (
            left + (x - x_low) / (x_high - x_low) * plot_width,
            top + (y_high - y) / (y_high - y_low) * plot_height,
        )

    parts = [opened(height, title, _describe(first, second))]
    for tick in y_ticks:
        _, y = place(x_low, tick)
        parts.append(line(left, y, left + plot_width, y, 'stroke="currentColor" opacity="0.18"'))
        parts.append(text(left - 8, y + 4, number(tick), anchor="end"))
    for tick in (tick for tick in x_ticks if tick <= x_high):
        x, _ = place(tick, y_low)
        base = top + plot_height
        parts.append(line(x, base, x, base + 5, 'stroke="currentColor"'))
        parts.append(text(x, base + 19, number(tick), anchor="middle"))
    base = top + plot_height
    parts.append(line(left, base, left + plot_width, base, 'stroke="currentColor"'))
    parts.append(text(left + plot_width / 2, height - 6, x_label, anchor="middle"))
    parts.append(
        f'<text x="15" y="{at(top + plot_height / 2)}" text-anchor="middle" '
        f'transform="rotate(-90 15 {at(top + plot_height / 2)})">{escape(y_label)}</text>'
    )
    ends: list[tuple[float, float, str]] = []
    for series, colour, stroke in ((first, BLUE, ""), (second, ORANGE, ' stroke-dasharray="7 4"')):
        places = [place(x, y) for x, y in series.points]
        if not places:
            continue
        path = " ".join(f"{at(x)},{at(y)}" for x, y in places)
        parts.append(
            f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"{stroke}/>'
        )
        if stroke:
            parts += [
                f'<circle cx="{at(x)}" cy="{at(y)}" r="3" fill="{colour}"/>' for x, y in places
            ]
        ends.append((*places[-1], series.name))
    for x, y, name in _apart(ends):
        parts.append(
            f'<text x="{at(x + 10)}" y="{at(y + 4)}" font-weight="700">{escape(name)}</text>'
        )
    return "".join([*parts, END])


def bar_chart(
    before: Mapping[str, int], after: Mapping[str, int], *, title: str, limit: int = 14
) -> str:
    """Return two bars for each name, before and after, longest first, with their numbers.

    Args:
        before: counts; decides the order.
        after: counts; a missing name counts as zero.
        title: short; becomes the title of the SVG.
        limit: how many names are drawn; the table beside the chart has all of them.
    """
    names = sorted(set(before) | set(after), key=lambda name: (-before.get(name, 0), name))[:limit]
    row, top, left, right = 29.0, 30.0, 256.0, 60.0
    height = top + row * len(names) + 8
    longest = max([1, *(before.get(name, 0) for name in names), *(after.get(n, 0) for n in names)])
    scale = (WIDTH - left - right) / longest
    description = "; ".join(
        f"{name}: {before.get(name, 0)} before, {after.get(name, 0)} after" for name in names
    )
    parts = [opened(height, title, description)]
    parts.append(box(left, 4, 12, 12, ORANGE, hollow=True) + text(left + 18, 15, "before"))
    parts.append(box(left + 90, 4, 12, 12, BLUE) + text(left + 108, 15, "after"))
    for index, name in enumerate(names):
        y = top + row * index
        parts.append(text(left - 10, y + 17, _cut(name), anchor="end"))
        for offset, counts, colour, hollow in ((3, before, ORANGE, True), (14, after, BLUE, False)):
            count = counts.get(name, 0)
            width = count * scale
            if count:
                parts.append(box(left, y + offset, max(width, 2), 9, colour, hollow=hollow))
            parts.append(text(left + width + 7, y + offset + 9, f"{count:,}", size=11))
    parts.append(line(left, top, left, height - 6, 'stroke="currentColor"'))
    return "".join([*parts, END])


def ticks(low: float, high: float, *, about: int = 5) -> list[float]:
    """Return round numbers that enclose a range, evenly spaced, at least two."""
    if high <= low:
        pad = abs(low) * 0.1 or 1.0
        low, high = low - pad, high + pad
    rough = (high - low) / about
    power = 1.0
    while power > rough:
        power /= 10
    while power * 10 <= rough:
        power *= 10
    step = next(power * factor for factor in (1, 2, 5, 10) if power * factor >= rough)
    first = int(low // step)
    last = int(-(-high // step))
    return [round(number * step, 10) for number in range(first, last + 1)]


def _apart(ends: Sequence[tuple[float, float, str]]) -> list[tuple[float, float, str]]:
    # Two lines often end at the same height; their names must not lie on each other.
    placed: list[tuple[float, float, str]] = []
    for x, y, name in sorted(ends, key=lambda end: end[1]):
        low = placed[-1][1] + 16 if placed else y
        placed.append((x, max(y, low), name))
    return placed


def _cut(name: str) -> str:
    return name if len(name) <= _LABEL else name[: _LABEL - 1] + "…"


def _describe(*lines: Series) -> str:
    parts = []
    for each in lines:
        if each.points:
            (x0, y0), (x1, y1) = each.points[0], each.points[-1]
            parts.append(
                f"{each.name}: from {number(y0)} at {number(x0)} to {number(y1)} at {number(x1)}"
            )
    return "; ".join(parts)
