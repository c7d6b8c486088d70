"""Asking for words and types, and finding the words where they stand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from rich.console import RenderableType
from rich.text import Text

from compliance.errors import ReviewError
from compliance.review.choices import known_type
from ftcheck.reviewing.drawing import Keys
from ftcheck.reviewing.terminal import Terminal


def ask_key(terminal: Terminal, parts: Sequence[RenderableType], keys: Keys) -> str:
    """Show something until a key is pressed that means something there, and return it.

    `?` shows what the keys mean; any other key shows everything from the beginning again.
    """
    help_shown = False
    while True:
        terminal.show(*parts, Text(keys.help if help_shown else keys.line, "dim"))
        key = terminal.key().lower()
        if key == "?":
            help_shown = not help_shown
        elif key and key in keys.allowed:
            return key


def ask_type(terminal: Terminal, default: str = "") -> str | None:
    """Ask for an entity type until there is one; None when the person gives up."""
    hint = f"Enter: {default}" if default else "empty: give up"
    while True:
        name = terminal.line(f"Type ({hint}): ").strip().upper() or default
        if not name:
            return None
        if name == default:
            return name
        try:
            return known_type(name)
        except ReviewError as error:
            terminal.say(error.message)


def occurrences(text: str, words: str) -> Iterator[tuple[int, int]]:
    """Yield where words stand in a text as words of their own; inside others only if nowhere else.

    Args:
        text: where to look.
        words: as they stand there, not empty.
    """
    every = []
    start = text.find(words)
    while start != -1:
        every.append((start, start + len(words)))
        start = text.find(words, start + 1)
    whole = [
        (low, high)
        for low, high in every
        if not (text[low - 1 : low].isalnum() and words[0].isalnum())
        and not (text[high : high + 1].isalnum() and words[-1].isalnum())
    ]
    position = 0
    for low, high in whole or every:
        if low >= position:
            yield low, high
            position = high


def nearest(text: str, words: str, at: int) -> tuple[int, int] | None:
    """Return the occurrence of words that is nearest to a place, or None."""
    return min(occurrences(text, words), key=lambda place: abs(place[0] - at), default=None)


def everywhere(texts: Mapping[str, str], words: str) -> list[tuple[str, int, int]]:
    """Return every (field, start, end) where words stand in a record."""
    return [
        (field, start, end)
        for field, text in texts.items()
        for start, end in occurrences(text, words)
    ]
