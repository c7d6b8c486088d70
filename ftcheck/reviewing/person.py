"""One person at a terminal: deciding, conflicts shown and confirmed, taking back."""

from __future__ import annotations

from collections.abc import Mapping

from compliance.errors import ReviewError
from compliance.review.choices import Choices
from compliance.review.desk import Conflict, Desk
from compliance.review.model import Decision
from ftcheck.reviewing.asking import ask_type, everywhere
from ftcheck.reviewing.drawing import standing
from ftcheck.reviewing.terminal import Terminal


class Person:
    """What a person does at a desk, through a terminal.

    Args:
        terminal: where to ask.
        desk: where decisions are made.
    """

    def __init__(self, terminal: Terminal, desk: Desk) -> None:
        self.terminal = terminal
        self.desk = desk

    def decide(self, decision: Decision) -> bool:
        """Record a decision; where another person decided otherwise, only after a yes.

        Returns:
            Whether it holds now.
        """
        over: int | None = None
        while True:
            result = self.desk.decide(decision, over=over)
            if not isinstance(result, Conflict):
                return True
            self.terminal.say(standing(result.standing).plain)
            if not self.yes("Replace this decision by yours?"):
                return False
            over = result.standing.seq

    def undo(self) -> Decision | None:
        """Take the person's last decision back and return it; None without one."""
        last = self.desk.last()
        if last is None:
            self.pause("There is no decision of yours to take back.")
            return None
        return self.desk.undo(last.seq).decision

    def mark_missed(self, choices: Choices, texts: Mapping[str, str]) -> int:
        """Ask for words that were missed and add them wherever they stand in the record.

        Returns:
            How many places were added.
        """
        words = self.terminal.line("Which words were missed? (as they stand; empty: none): ")
        if not words:
            return 0
        places = everywhere(texts, words)
        if not places:
            self.pause("These words do not stand in this record.")
            return 0
        type_name = ask_type(self.terminal)
        if type_name is None:
            return 0
        added = 0
        for field, start, end in places:
            try:
                added += self.decide(choices.add(field, start, end, type_name))
            except ReviewError as error:
                self.pause(f"{error.message}: {error.fix}")
        self.pause(f"Marked in {added} place{'' if added == 1 else 's'}.")
        return added

    def yes(self, question: str) -> bool:
        """Ask a question; only `y` is a yes."""
        self.terminal.say(f"{question} y/n")
        return self.terminal.key().lower() == "y"

    def pause(self, text: str) -> None:
        """Say something and wait until it was read."""
        self.terminal.say(f"{text} (any key)")
        self.terminal.key()
