"""Run by test_vault_exchange.py: `anonymize --vault --force` ended with SIGKILL at every step.

A step is a file that gets its name. After each kill both copies are opened with the vault of that
name, and the command is given again.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from ftcheck.commands import anonymize as command
from tests.conftest import FakeFinder
from tests.e2e.conftest import Result, ftcheck

NAMES = ("1.jsonl", "2.jsonl")
GIVE_UP = 60


@contextmanager
def scanner(*_: object) -> Iterator[FakeFinder]:
    """Give a scanner that knows a few words."""
    yield FakeFinder()


def again(project: Path) -> Result:
    """Make the copies once more."""
    return ftcheck(project, "anonymize", "in", "-o", "out", "--vault", "v.enc", "--force")


def killed_at(project: Path, step: int) -> bool:
    """Make the copies in a process that ends before a step; False when it has fewer steps."""
    if process := os.fork():
        return os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]) == -signal.SIGKILL
    done = 0

    def stopping(real: Any) -> Any:
        def wrapped(*arguments: Any, **options: Any) -> Any:
            nonlocal done
            if done == step:
                os.kill(os.getpid(), signal.SIGKILL)
            done += 1
            return real(*arguments, **options)

        return wrapped

    try:
        os.replace = stopping(os.replace)
        os._exit(again(project).code)
    finally:
        os._exit(99)


def opened(project: Path) -> list[str]:
    """Return what the copies become with the vault; empty where it does not open them."""
    back = ftcheck(project, "vault", "open", "out", "--vault", "v.enc", "-o", "back", "--force")
    return [(project / "back" / name).read_text("utf-8") for name in NAMES if back.code == 0]


def key_of(project: Path) -> Path:
    """Return where the key of the vault lies."""
    identity = json.loads((project / "v.enc").read_text("utf-8").splitlines()[0])["id"]
    return project / ".ftcheck" / "keys" / f"vault-{identity}.key"


def main(project: Path) -> None:
    """Kill the command at each of its steps, and print what was found after each kill."""
    command.scanner = scanner  # type: ignore[assignment]
    (project / "ftcheck.toml").write_text('[policy]\npreset = "pseudonymize"\n', "utf-8")
    (project / "in").mkdir()

    def deliver(number: int) -> list[str]:
        texts = [f'{{"t":"Anna {number} in {name}"}}\n' for name in NAMES]
        for name, text in zip(NAMES, texts, strict=True):
            (project / "in" / name).write_text(text, "utf-8")
        return texts

    before = deliver(0)
    again(project)
    kills = []
    for step in range(GIVE_UP):
        after, older = deliver(step + 1), key_of(project)
        if not killed_at(project, step):
            break
        there = opened(project)
        pairs = list(zip(there, before, after, strict=True)) if there else []
        kept = len(list(project.glob("v.enc.*")))
        code = again(project).code
        kills.append(
            {
                "fits": bool(pairs) and all(text in fit for text, *fit in pairs),
                "new": sum(text == new for text, _, new in pairs),
                "kept": kept,
                "again": code,
                "then": opened(project) == after,
                "older_key": older.exists(),
                "left": sorted(path.name for path in project.iterdir() if "v.enc" in path.name),
            }
        )
        before = after
    sys.stdout.write(json.dumps(kills) + "\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
