"""What pictures are made of: strings of SVG, in the colours and letters of all of them."""

from __future__ import annotations

from html import escape

from reports.glyphs import printable
from reports.text import visible

BLUE = "#0072B2"
ORANGE = "#D55E00"
WIDTH = 720.0
FONT = "font-family=\"'Noto Sans', system-ui, sans-serif\""
END = "</g></svg>"


def safe(words: str) -> str:
    """Return a text as XML and PDF/A can hold it."""
    # A name of the user's own recognizer may hold anything; XML and PDF/A do not.
    return escape(printable(visible(words)))


def opened(height: float, title: str, description: str) -> str:
    """Return the beginning of a picture; `END` ends it."""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {at(WIDTH)} {at(height)}" '
        f'width="{at(WIDTH)}" height="{at(height)}" role="img" color="#1a1d21">'
        f"<title>{safe(title)}</title><desc>{safe(description)}</desc>"
        f'<g {FONT} font-size="13" fill="currentColor">'
    )


def line(x1: float, y1: float, x2: float, y2: float, style: str) -> str:
    """Return a straight line."""
    return f'<line x1="{at(x1)}" y1="{at(y1)}" x2="{at(x2)}" y2="{at(y2)}" {style}/>'


def text(x: float, y: float, words: str, *, anchor: str = "start", size: int = 13) -> str:
    """Return a text; `anchor` says which end of it stands at x."""
    return (
        f'<text x="{at(x)}" y="{at(y)}" text-anchor="{anchor}" font-size="{size}">'
        f"{safe(words)}</text>"
    )


def box(
    x: float, y: float, width: float, height: float, colour: str, *, hollow: bool = False
) -> str:
    """Return a rectangle."""
    fill = f'fill="{colour}" fill-opacity="0.22"' if hollow else f'fill="{colour}"'
    return (
        f'<rect x="{at(x)}" y="{at(y)}" width="{at(width)}" height="{at(height)}" {fill} '
        f'stroke="{colour}" stroke-width="1.2"/>'
    )


def at(value: float) -> str:
    """Return a coordinate."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


def number(value: float) -> str:
    """Return a number as people read it."""
    return f"{value:,.4g}" if abs(value) < 10000 else f"{value:,.0f}"
