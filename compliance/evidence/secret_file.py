"""Files with a secret key: made once, readable by their owner alone."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from compliance.errors import KeyFileError
from compliance.evidence.files import write_error


def create_once(path: Path, data: bytes, *, mode: int = 0o600) -> None:
    """Write a file that is not there yet; after an error nothing of it is left.

    A folder that holds secrets is closed to other users.

    Raises:
        OutputError: the file is there already, or cannot be written.
        DiskFullError: no space left.
    """
    made = False
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if mode == 0o600:
            path.parent.chmod(0o700)
        # O_EXCL: two first runs at once must not both believe that their key is the project's.
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
        made = True
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
    except OSError as error:
        if made:
            path.unlink(missing_ok=True)
        raise write_error(error, path) from error


def read_secret(path: Path, size: int, *, if_seen: str) -> bytes:
    """Return the key in a file.

    Args:
        path: the file.
        size: bytes that the key has.
        if_seen: what to do when others may have copied it.

    Raises:
        FileNotFoundError: there is no such file.
        KeyFileError: it is damaged, or open to other users.
    """
    try:
        mode = stat.S_IMODE(path.stat().st_mode)
        if mode & 0o077:
            raise KeyFileError(
                f"{path} has mode {mode:04o}: other users can read it",
                fix=f"chmod 600 {path}; if others may have copied it, {if_seen}",
            )
        data = path.read_bytes()
    except FileNotFoundError:
        raise
    except OSError as error:
        raise KeyFileError(f"{path} cannot be read: {error.strerror}") from error
    if len(data) != size:
        raise KeyFileError(f"{path} is damaged: {len(data)} bytes, expected {size}")
    return data
