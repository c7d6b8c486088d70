"""What the terminal shows: results on stdout, progress and messages on stderr."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from compliance.errors import FtcheckError
from compliance.progress import Progress, silent

if TYPE_CHECKING:
    from rich.progress import Progress as Bars

    from ftcheck.stages.base import Watcher


class Console:
    """One terminal session. rich is loaded only when a bar is shown."""

    def __init__(self, *, quiet: bool = False, verbose: bool = False) -> None:
        self.quiet = quiet
        self.verbose = verbose

    @property
    def is_terminal(self) -> bool:
        """Whether stderr is a terminal that can show bars."""
        return sys.stderr.isatty() and os.environ.get("TERM") != "dumb"

    def out(self, text: str) -> None:
        """Write a result to stdout."""
        sys.stdout.write(text if text.endswith("\n") else text + "\n")

    def say(self, text: str) -> None:
        """Write a message to stderr, unless quiet."""
        if not self.quiet:
            sys.stderr.write(text + "\n")
            sys.stderr.flush()

    def detail(self, text: str) -> None:
        """Write a message to stderr when verbose."""
        if self.verbose:
            self.say(text)

    def error(self, error: FtcheckError) -> None:
        """Show an error: what and where, why it matters, how to fix it."""
        red, bold, end = ("\033[31m", "\033[1m", "\033[0m") if self._colour() else ("", "", "")
        sys.stderr.write(
            f"{red}{bold}error[{error.code}]{end}: {error.message}\n"
            f"  why: {error.why}\n  fix: {error.fix}\n"
        )

    def _colour(self) -> bool:
        return self.is_terminal and "NO_COLOR" not in os.environ

    @contextmanager
    def bar(self, title: str) -> Iterator[Progress]:
        """Show one progress bar with rate and time left; nothing when stderr is no terminal."""
        if self.quiet or not self.is_terminal:
            yield silent
            return
        with self._bars() as bars:
            yield _task(bars, title)

    @contextmanager
    def stages(self) -> Iterator[Watcher]:
        """Show each stage of a run: a bar while it works, a line when it is done."""
        from ftcheck.stages.base import Watcher

        if self.quiet:
            yield Watcher()
            return

        def kept(stage: str) -> None:
            self.say(f"  = {stage:<10} unchanged, kept")

        if not self.is_terminal:

            def started(stage: str) -> Progress:
                self.say(f"  > {stage}")
                return silent

            yield Watcher(
                started,
                told=lambda line: self.say(f"    {line}"),
                finished=lambda stage, line: self.say(f"  + {stage:<10} {line}"),
                kept=kept,
            )
            return
        with self._bars() as bars:

            def show(stage: str) -> Progress:
                return _task(bars, stage)

            def told(line: str) -> None:
                bars.console.print(f"    {line}", markup=False, highlight=False)

            def finished(stage: str, line: str) -> None:
                for task in list(bars.task_ids):
                    bars.remove_task(task)
                bars.console.print(f"  + {stage:<10} {line}", markup=False, highlight=False)

            def unchanged(stage: str) -> None:
                bars.console.print(
                    f"  = {stage:<10} unchanged, kept", markup=False, highlight=False
                )

            yield Watcher(show, told=told, finished=finished, kept=unchanged)

    def _bars(self) -> Bars:
        from rich.console import Console as RichConsole
        from rich.console import RenderableType
        from rich.progress import (
            BarColumn,
            MofNCompleteColumn,
            Progress,
            TextColumn,
            TimeElapsedColumn,
            TimeRemainingColumn,
        )
        from rich.text import Text

        class Drawn(Progress):
            """Shows below the bars what a note has in further lines, such as a curve."""

            def get_renderables(self) -> Iterator[RenderableType]:
                yield from super().get_renderables()
                drawn = [task.fields["below"] for task in self.tasks if task.fields["below"]]
                if drawn and self.console.encoding.startswith("utf"):
                    yield from map(Text, drawn)

        return Drawn(
            TextColumn("  {task.description:<12}", markup=False),
            BarColumn(bar_width=28),
            MofNCompleteColumn(),
            TextColumn("{task.fields[note]}", markup=False),
            TextColumn("{task.fields[rate]}", markup=False),
            TimeElapsedColumn(),
            TextColumn("left"),
            TimeRemainingColumn(),
            console=RichConsole(stderr=True, highlight=False),
            transient=True,
        )


def _task(bars: Bars, title: str) -> Progress:
    task = bars.add_task(title, total=None, note="", below="", rate="")

    def progress(done: int, total: int | None, note: str) -> None:
        speed = bars.tasks[bars.task_ids.index(task)].speed if task in bars.task_ids else None
        rate = f"{speed:,.1f}/s" if speed else ""
        first, _, below = note.partition("\n")
        bars.update(task, completed=done, total=total, note=first, below=below, rate=rate)

    return progress
