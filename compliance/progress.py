"""How a long step tells how far it is, without knowing a terminal."""

from __future__ import annotations

from collections.abc import Callable

Progress = Callable[[int, "int | None", str], None]
"""Called with (done, total or None when unknown, short note); the note never holds data values.

Further lines of a note are shown below the bar, where there is room for them: a curve, a table.
"""


def silent(done: int, total: int | None, note: str) -> None:
    """Show nothing."""
