"""Ctrl-C and SIGTERM while training: first finish the step and keep it, then stop."""

from __future__ import annotations

import contextlib
import signal
import threading
from collections.abc import Callable, Iterator
from typing import Any

from tuning.parallel.processes import anyone

_SIGNALS = (signal.SIGINT, signal.SIGTERM)


class Interrupts:
    """Whether somebody asked training to stop.

    Several processes stop at the same step, so what one was asked counts when all know of it.
    """

    def __init__(self, poll: Callable[[], bool] = lambda: False) -> None:
        """Begin with nothing asked.

        Args:
            poll: tells whether a stop was asked for in another way than by a signal.
        """
        self._poll = poll
        self.asked = False
        self.agreed = False

    def agree(self) -> None:
        """Find out whether any process was asked; every process has to call this as often."""
        self.asked = self.asked or self._poll()
        self.agreed = anyone(self.asked)


@contextlib.contextmanager
def gently(
    say: Callable[[str], None], *, active: bool, poll: Callable[[], bool] = lambda: False
) -> Iterator[Interrupts]:
    """Inside the block the first signal is only noted, the second one stops at once.

    Outside of the main thread, where Python delivers no signals, nothing changes.

    Args:
        say: told that a stop was asked for.
        active: False leaves signals as they are, for a training that keeps no checkpoints.
        poll: see `Interrupts`.

    Raises:
        KeyboardInterrupt: at the second signal, or at the end of the block when nothing in it
            heeded the first.
    """
    interrupts = Interrupts(poll)
    if not active or threading.current_thread() is not threading.main_thread():
        yield interrupts
        return

    def handle(number: int, frame: Any) -> None:
        if interrupts.asked or poll():
            raise KeyboardInterrupt
        interrupts.asked = True
        # The signal can arrive in the middle of another message.
        with contextlib.suppress(RuntimeError):
            say("stopping when this step is done and kept; once more stops at once")

    before = {number: signal.signal(number, handle) for number in _SIGNALS}
    try:
        yield interrupts
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
    interrupts.agree()
    if interrupts.agreed:
        raise KeyboardInterrupt
