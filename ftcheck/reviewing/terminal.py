"""A terminal: single keys, lines, and drawing. Nothing that is shown stays behind on it."""

from __future__ import annotations

import contextlib
import os
import select
import sys
import termios
import tty
from collections.abc import Iterator
from typing import Protocol

from rich.console import Console, RenderableType
from rich.segment import Segment, Segments

from compliance.errors import ReviewError

_ESCAPE = "\x1b"
_WAIT_FOR_SEQUENCE = 0.05
_LEAST_ROOM = 5
_LOCAL = 3
"""Where the local modes stand in what termios gives."""


class Terminal(Protocol):
    """What the review needs of a terminal."""

    def show(self, *parts: RenderableType) -> None:
        """Clear the screen and draw on it."""
        ...

    def say(self, text: str) -> None:
        """Write one line below."""
        ...

    def key(self) -> str:
        """Wait for one key; `q` when the terminal is gone."""
        ...

    def line(self, prompt: str) -> str:
        """Ask for a line; empty when the terminal is gone."""
        ...


class RichTerminal:
    """The terminal that stdin and stdout are."""

    def __init__(self) -> None:
        self._console = Console(highlight=False, markup=False, emoji=False)
        self._input = sys.stdin.fileno()

    @contextlib.contextmanager
    def opened(self) -> Iterator[None]:
        """Take single keys, and the terminal's second screen, so that no value stays on it."""
        before = termios.tcgetattr(self._input)
        tty.setcbreak(self._input, termios.TCSADRAIN)
        self._console.set_alt_screen(True)
        try:
            yield
        finally:
            self._console.set_alt_screen(False)
            termios.tcsetattr(self._input, termios.TCSADRAIN, before)

    def show(self, *parts: RenderableType) -> None:
        """Clear the screen and draw on it; keys from before count for nothing.

        A key that was held down must not decide on what nobody has seen. What is longer than the
        screen comes a page at a time, because this screen cannot be scrolled back.
        """
        lines = [line for part in parts for line in self._console.render_lines(part, pad=False)]
        room = max(_LEAST_ROOM, self._console.height - 2)
        for start in range(0, len(lines), room):
            if start:
                self._console.print(f"(any key for the rest, {len(lines) - start} lines)")
                self._character()
            termios.tcflush(self._input, termios.TCIFLUSH)
            self._console.clear()
            page = lines[start : start + room]
            self._console.print(
                Segments([part for line in page for part in (*line, Segment.line())]), end=""
            )

    def say(self, text: str) -> None:
        """Write one line below."""
        self._console.print(text)

    def key(self) -> str:
        """Wait for one key; arrow keys and the like give an empty text."""
        pressed = self._character()
        if pressed != _ESCAPE:
            return pressed
        while select.select([self._input], [], [], _WAIT_FOR_SEQUENCE)[0]:
            os.read(self._input, 1)
        return ""

    def line(self, prompt: str) -> str:
        """Ask for a line as the terminal edits it."""
        before = termios.tcgetattr(self._input)
        edited = termios.tcgetattr(self._input)
        edited[_LOCAL] |= termios.ICANON | termios.ECHO
        termios.tcsetattr(self._input, termios.TCSADRAIN, edited)
        try:
            self._console.print(prompt, end="")
            data = b""
            while not data.endswith(b"\n"):
                piece = os.read(self._input, 4096)
                if not piece:
                    break
                data += piece
        finally:
            termios.tcsetattr(self._input, termios.TCSADRAIN, before)
        return data.decode("utf-8", "replace").strip()

    def _character(self) -> str:
        data = b""
        while True:
            piece = os.read(self._input, 1)
            if not piece:
                return "q"
            data += piece
            with contextlib.suppress(UnicodeDecodeError):
                return data.decode()
            if len(data) == 4:
                return ""


def open_terminal() -> RichTerminal:
    """Return the terminal.

    Raises:
        ReviewError: stdin or stdout is none.
    """
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise ReviewError(
            "this is no terminal, so nobody can be asked",
            why="a decision is made by a person who sees the text",
            fix="use a terminal, or --list and --decide FILE.jsonl",
        )
    return RichTerminal()
