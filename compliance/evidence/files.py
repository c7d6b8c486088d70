"""Files that are either whole or not there: write beside, fsync, rename; and their hashes."""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO

from compliance.errors import DiskFullError, FtcheckError, OutputError

_CHUNK = 1 << 20
_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
PARTIAL_SUFFIX = ".partial"


def write_error(error: OSError, target: Path) -> FtcheckError:
    """Return the user error for an `OSError` met while writing `target`."""
    if error.errno in _FULL:
        return DiskFullError(f"no space left while writing {target}")
    reason = error.strerror or type(error).__name__
    return OutputError(f"cannot write {target}: {reason}")


@contextlib.contextmanager
def atomic_write(
    target: Path, *, mode: int = 0o644, shown: Path | None = None
) -> Iterator[IO[bytes]]:
    """Open a binary file that gets its final name only when the block ends without an error.

    The content is written beside the target (same file system), flushed to disk and renamed;
    after an error or Ctrl-C neither a partial nor a final file is left, and an older file of that
    name is untouched.

    Args:
        target: the final name.
        mode: permissions of the file.
        shown: what errors name instead, where the target is itself a file on its way elsewhere.

    Raises:
        OutputError: the folder cannot be written to.
        DiskFullError: no space left.
    """
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(
            prefix=f".{target.name}.", suffix=PARTIAL_SUFFIX, dir=target.parent
        )
    except OSError as error:
        raise write_error(error, shown or target) from error
    partial = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        os.chmod(partial, mode)
        os.replace(partial, target)
        sync_folder(target.parent)
    except OSError as error:
        raise write_error(error, shown or target) from error
    finally:
        partial.unlink(missing_ok=True)


@contextlib.contextmanager
def atomic_folder(target: Path) -> Iterator[Path]:
    """Give an empty folder that takes its final name only when the block ends without an error.

    An older folder of that name is replaced as a whole.

    Raises:
        OutputError: the parent folder cannot be written to.
        DiskFullError: no space left.
    """
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        name = tempfile.mkdtemp(prefix=f".{target.name}.", suffix=PARTIAL_SUFFIX, dir=target.parent)
    except OSError as error:
        raise write_error(error, target) from error
    partial = Path(name)
    try:
        yield partial
        for path in partial.rglob("*"):
            if path.is_file():
                with path.open("rb") as stream:
                    os.fsync(stream.fileno())
        os.chmod(partial, 0o755)
        if target.exists():
            shutil.rmtree(target)
        os.replace(partial, target)
        sync_folder(target.parent)
    except OSError as error:
        raise write_error(error, target) from error
    finally:
        shutil.rmtree(partial, ignore_errors=True)


def sync_folder(folder: Path) -> None:
    """Flush a folder's entries to disk, so that a rename survives a power cut."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def remove_partials(folder: Path) -> None:
    """Delete what a killed process left behind under a `.partial` name below `folder`."""
    for path in folder.rglob(f".*{PARTIAL_SUFFIX}"):
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)


def sha256_file(path: Path) -> str:
    """Return the SHA-256 of a file's bytes as 64 hex digits; memory does not grow with the file."""
    digest = hashlib.sha256()
    with path.open("rb") as stream:
        while chunk := stream.read(_CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


def sha256_files(folder: Path, *, leave_out: Iterable[str] = ()) -> dict[str, str]:
    """Return the SHA-256 of each file of a folder by relative POSIX path, sorted by it.

    Args:
        folder: an existing folder.
        leave_out: relative POSIX paths that do not count.
    """
    skipped = set(leave_out)
    paths = sorted(
        (path.relative_to(folder).as_posix(), path) for path in folder.rglob("*") if path.is_file()
    )
    return {name: sha256_file(path) for name, path in paths if name not in skipped}


def sha256_tree(folder: Path, *, leave_out: Iterable[str] = ()) -> str:
    """Return one SHA-256 over all files of a folder: their hashes and relative POSIX paths, sorted.

    Each file gives a line `<sha256>  <path>`; the digest is taken over these lines, so it can be
    recomputed with `sha256sum` alone.

    Args:
        folder: an existing folder.
        leave_out: relative POSIX paths that do not count.
    """
    lines = [
        f"{digest}  {relative}\n"
        for relative, digest in sha256_files(folder, leave_out=leave_out).items()
    ]
    return hashlib.sha256("".join(lines).encode()).hexdigest()
