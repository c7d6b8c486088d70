"""The chats of the example project, as training reads them."""

from __future__ import annotations

import json

from bench.detect.sets import DESK
from compliance.dataset.record import Record


def chats(count: int) -> list[Record]:
    """Return the first chats, each a group of its own."""
    lines = (DESK / "data" / "chats.jsonl").read_text("utf-8").splitlines()[:count]
    return [
        Record(f"r{number}", "chat", {"messages": json.loads(line)["messages"]}, "s", f"g{number}")
        for number, line in enumerate(lines)
    ]
