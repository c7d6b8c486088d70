"""What `ftcheck tune` and the processes that it started tell each other, through one folder.

Progress comes as lines of JSON; errors, the result and a wish to stop lie in the folder as files.
Started by hand there is no such folder, and nobody who waits.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from compliance.errors import FtcheckError, LaunchError, from_document
from compliance.evidence.canonical import read_json, write_json

EVENT = "ftcheck"
"""Key of a line that the first process tells."""
INTERRUPTED: dict[str, str] = {"unexpected": "KeyboardInterrupt"}
"""What a process leaves that was asked to stop."""

_FOLDER, _WAITING = "FTCHECK_LAUNCH_FOLDER", "FTCHECK_LAUNCH_PID"
_STOP, _RESULT, _WEIGHTS = "stop", "result.json", "weights.safetensors"


@dataclass(frozen=True, slots=True)
class Exchange:
    """One side of the folder."""

    folder: Path | None
    """None where nobody waits."""
    waiting: int = 0
    """Process id of `ftcheck tune`."""

    @classmethod
    def of_worker(cls) -> Exchange:
        """Return the exchange that this process was started with."""
        folder = os.environ.get(_FOLDER)
        waiting = int(os.environ.get(_WAITING, "0"))
        return cls(None if folder is None else Path(folder), waiting)

    @property
    def waited_for(self) -> bool:
        """Whether `ftcheck tune` waits for the result."""
        return self.folder is not None

    # --- of `ftcheck tune` --------------------------------------------------------------------

    def environment(self) -> dict[str, str]:
        """Return what tells the processes of this exchange."""
        return {_FOLDER: str(self.folder), _WAITING: str(os.getpid())}

    def ask_to_stop(self) -> None:
        """Ask the processes to finish their step, keep it and stop."""
        assert self.folder is not None
        (self.folder / _STOP).touch()

    def result(self) -> tuple[dict[str, Any], dict[str, Any]] | None:
        """Return weights and the rest of the result; None where there is none."""
        from safetensors.torch import load_file

        assert self.folder is not None
        if not (self.folder / _RESULT).is_file():
            return None
        weights = load_file(self.folder / _WEIGHTS)
        # Copies: what the library returns is the file itself in memory, which goes with the folder.
        return {name: value.clone() for name, value in weights.items()}, read_json(
            self.folder / _RESULT
        )

    def error(self, *, killed: str = "") -> BaseException | None:
        """Return why a process ended; the first of ours where several did, None without any.

        When one ends, the others cannot reach it any more and end as well.

        Args:
            killed: how the system killed one; empty where it did not.
        """
        assert self.folder is not None
        told = sorted(
            (path.stat().st_mtime_ns, path.name) for path in self.folder.glob("error-*.json")
        )
        documents = [read_json(self.folder / name) for _, name in told]
        ours = [from_document(each) for each in documents if "error" in each]
        if ours:
            return ours[0]
        if killed:
            return unexpected(killed)
        if INTERRUPTED in documents and (self.folder / _STOP).exists():
            return KeyboardInterrupt()
        others = [each for each in documents if each != INTERRUPTED] or documents
        return unexpected(str(others[0]["unexpected"])) if others else None

    # --- of a process -------------------------------------------------------------------------

    def stopped(self) -> bool:
        """Tell whether the processes were asked to stop, or nobody waits any more who did."""
        if self.folder is None:
            return False
        return (self.folder / _STOP).exists() or not _alive(self.waiting)

    def scratch(self, otherwise: Path) -> Path:
        """Return a folder for what is not needed afterwards.

        Args:
            otherwise: the one when nobody waits.
        """
        if self.folder is not None:
            return self.folder
        otherwise.mkdir(parents=True, exist_ok=True)
        return otherwise

    def failed(self, document: Mapping[str, str]) -> None:
        """Leave the reason why this process ends."""
        if self.folder is None:
            if "error" in document:
                error: FtcheckError = from_document(document)
                tell(f"error: {error.message}\n  why: {error.why}\n  fix: {error.fix}")
            return
        if self.folder.is_dir():
            write_json(self.folder / f"error-{os.environ.get('RANK', '0')}.json", document)

    def finished(self, weights: Mapping[str, Any], document: Mapping[str, Any]) -> None:
        """Leave the result, its JSON last."""
        if self.folder is None:
            tell(
                "training is done; `ftcheck tune` with the same configuration takes its last "
                "checkpoint and goes on"
            )
            return
        from safetensors.torch import save_file

        save_file(dict(weights), self.folder / _WEIGHTS)
        write_json(self.folder / _RESULT, document)


def unexpected(what: str) -> LaunchError:
    """Return the error of a process that ended for a reason that is not ours."""
    return LaunchError(
        f"a process of the training ended: {what}",
        why="all of them stopped; checkpoints from before are kept",
        fix="start launch.sh in the run's launch folder by hand: it shows what the processes say "
        "(which may repeat data: do not share it)",
    )


def tell(line: str) -> None:
    """Write a line to whoever started this process."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def _alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        pass
    return True
