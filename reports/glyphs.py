"""Which characters the shipped fonts can draw; the others are written as their numbers in the PDF.

PDF/A and PDF/UA forbid missing glyphs, and a silent box would hide what was declared.
"""

from __future__ import annotations

import struct
from functools import cache
from importlib import resources

from reports.text import code_point

FONTS = (
    "NotoSans-Regular.ttf",
    "NotoSans-Bold.ttf",
    "NotoSansHebrew-Regular.ttf",
    "NotoSansArabic-Regular.ttf",
)


@cache
def drawable() -> frozenset[int]:
    """Return the code points that the shipped fonts can draw in every weight that is used."""
    folder = resources.files("reports").joinpath("fonts")
    regular, bold, *others = (character_map(folder.joinpath(name).read_bytes()) for name in FONTS)
    return frozenset((regular & bold).union(*others)) | {0x0A, 0x09, 0x200B}


def printable(text: str) -> str:
    """Return `text` with every character that no shipped font can draw written as `[U+1F600]`."""
    known = drawable()
    return "".join(char if ord(char) in known else code_point(char) for char in text)


def character_map(font: bytes) -> set[int]:
    """Return the code points that a TrueType font maps to a glyph.

    Basis: OpenType specification, table `cmap`, formats 4 and 12.
    """
    tables = struct.unpack_from(">H", font, 4)[0]
    cmap = next(
        struct.unpack_from(">I", font, 12 + 16 * index + 8)[0]
        for index in range(tables)
        if font[12 + 16 * index : 16 + 16 * index] == b"cmap"
    )
    found: set[int] = set()
    for index in range(struct.unpack_from(">H", font, cmap + 2)[0]):
        offset = cmap + struct.unpack_from(">I", font, cmap + 4 + 8 * index + 4)[0]
        kind = struct.unpack_from(">H", font, offset)[0]
        if kind == 4:
            found |= _format_4(font, offset)
        elif kind == 12:
            found |= _format_12(font, offset)
    return found


def _format_4(font: bytes, offset: int) -> set[int]:
    count = struct.unpack_from(">H", font, offset + 6)[0] // 2
    ends = struct.unpack_from(f">{count}H", font, offset + 14)
    starts = struct.unpack_from(f">{count}H", font, offset + 16 + 2 * count)
    deltas = struct.unpack_from(f">{count}H", font, offset + 16 + 4 * count)
    base = offset + 16 + 6 * count
    shifts = struct.unpack_from(f">{count}H", font, base)
    found = set()
    for segment in range(count):
        for code in range(starts[segment], min(ends[segment], 0xFFFE) + 1):
            glyph = code + deltas[segment]
            if shifts[segment]:
                place = base + 2 * segment + shifts[segment] + 2 * (code - starts[segment])
                glyph = struct.unpack_from(">H", font, place)[0]
            if glyph & 0xFFFF:
                found.add(code)
    return found


def _format_12(font: bytes, offset: int) -> set[int]:
    found: set[int] = set()
    for group in range(struct.unpack_from(">I", font, offset + 12)[0]):
        first, last, glyph = struct.unpack_from(">III", font, offset + 16 + 12 * group)
        found.update(range(first + (glyph == 0), last + 1))
    return found
