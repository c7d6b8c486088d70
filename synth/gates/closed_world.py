"""Closed world: a child holds nothing personal-looking that its parent does not hold."""

from __future__ import annotations

from typing import Any

from compliance.dataset.record import Record
from synth.gates.base import ACCEPT, Context, Verdict, changed_texts
from synth.text import slots_of


class ClosedWorld:
    """Compares structure, slots and findings of a child with its parent's.

    A value that the scanner finds in the child, and that stands in the parent but was not found
    there, is held: the parent may still carry something personal, and a person should look.
    """

    name = "closed_world"

    def check(self, child: Record, parent: Record, context: Context) -> Verdict:
        """Return `structure`, `slots`, `new_finding` (reject) or `parent_may_hold_it` (hold)."""
        if child.kind != parent.kind or _skeleton(child.data) != _skeleton(parent.data):
            return Verdict("reject", "structure")
        before = {field.path: field.text for field in parent.fields()}
        changed = changed_texts(child, parent)
        if any(slots_of(text) != slots_of(before[path]) for path, text in changed.items()):
            return Verdict("reject", "slots")
        seen = {value for text in changed.values() for value in context.found[text]}
        if not seen:
            return ACCEPT
        new = seen.difference(*(context.found[text] for text in before.values()))
        if not new:
            return ACCEPT
        whole = [" ".join(text.casefold().split()) for text in before.values()]
        if all(any(value in text for text in whole) for value in new):
            return Verdict("hold", "parent_may_hold_it")
        return Verdict("reject", "new_finding")

    def remember(self, child: Record, parent: Record) -> None:
        """Nothing to remember: every child is judged by its parent alone."""


def _skeleton(value: Any) -> Any:
    """Return the data with every text emptied: what generators must not touch."""
    if isinstance(value, str):
        return ""
    if isinstance(value, dict):
        return {key: _skeleton(member) for key, member in value.items()}
    if isinstance(value, list | tuple):
        return [_skeleton(member) for member in value]
    return value
