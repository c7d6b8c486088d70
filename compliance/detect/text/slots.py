"""Slots of cleaned text: how the name model reads them."""

from __future__ import annotations

import re

SLOT = re.compile(r"\[([A-Z][A-Z0-9_]*)_\d{1,6}\]")
"""A typed, numbered slot of cleaned text, such as `[PERSON_1]`. A longer number is no count of
slots: it could be an identifier in brackets, which must not hide there."""

# A name model that sees a sign it never learned takes the next word for a name. So it is shown an
# ordinary word of the slot's kind, of the same length; what it finds there is left out.
_SURNAMES = ("", "A", "Au", "Kern", "Kern", "Meier", "Müller", "Schmidt", "Hoffmann", "Zimmermann")
_PLACES = {12: "Braunschweig", 13: "Aschaffenburg", 14: "Recklinghausen"}
_STREET = "Bahnhofstraße 12 b"


def fill_slots(text: str) -> str:
    """Return a text of the same length with an ordinary word in the place of each slot."""
    return SLOT.sub(lambda match: _filler(match.group(1), len(match.group())), text)


def _filler(entity_type: str, length: int) -> str:
    if entity_type == "PERSON":
        surname = _SURNAMES[min(max(length - 5, 0), len(_SURNAMES) - 1)]
        return f"Anna {surname}"[:length].ljust(length)
    if entity_type == "LOCATION":
        return _PLACES.get(length, "Köln").ljust(length)
    if entity_type == "STREET_ADDRESS":
        return _STREET[:length].ljust(length)
    return "0" * length
