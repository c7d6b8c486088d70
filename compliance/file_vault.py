"""The vault of files: what cleaning took out of copies, so that each original can be put back.

A vault as that of a run (encrypted, key apart, whole or refused), but with the changes to the bytes
of files instead of the values of records, so that what comes out is the file that went in.

    ["file", name, format]                          a file begins
    ["change", at, length, base64 of the original]  one change of it, in order
    ["end", SHA-256 of the copy, of the original]   it ends

Basis: GDPR Art. 4(5).
"""

from __future__ import annotations

import base64
import hashlib
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, cast

from compliance.dataset.copies import Change
from compliance.dataset.formats import format_named
from compliance.errors import VaultError
from compliance.evidence.files import atomic_write, sha256_file
from compliance.vault import FILES_SCHEMA, Vault, VaultWriter

EXACT = frozenset({"jsonl", "json", "csv", "tsv", "text"})
"""Formats whose original comes back byte for byte; of Parquet it is the table, as its file also
tells how its writer packed it."""


@dataclass(frozen=True, slots=True)
class HeldFile:
    """A file that a vault holds the changes of."""

    number: int
    """Place in the vault."""
    name: str
    """Of the copy, relative to where it was written."""
    format: str
    copy_sha256: str
    original_sha256: str


def file_vault(path: Path, keys_dir: Path, project: str) -> Vault:
    """Return a vault of files.

    Args:
        path: the file.
        keys_dir: folder of the project's keys.
        project: id of the project's public key.
    """
    return Vault(path, keys_dir, project, FILES_SCHEMA)


class FileVaultWriter:
    """Adds the changes of files, one file after the other."""

    def __init__(self, writer: VaultWriter) -> None:
        self._writer = writer

    def begin(self, name: str, file_format: str) -> None:
        """Begin a file."""
        self._writer.add_line(["file", name, file_format])

    def add(self, change: Change) -> None:
        """Add one change of the file."""
        old = base64.b64encode(change.old).decode()
        self._writer.add_line(["change", change.at, change.length, old])

    def end(self, copy: Path, original_sha256: str) -> None:
        """End the file, whose copy is written."""
        self._writer.add_line(["end", sha256_file(copy), original_sha256])


def held_files(vault: Vault) -> list[HeldFile]:
    """Return the files that a vault holds the changes of, in order; reads all of it.

    Raises:
        VaultError, KeyFileError: it cannot be opened, or is damaged.
    """
    files: list[HeldFile] = []
    name = file_format = ""
    for line in vault.lines():
        if line[0] == "file":
            name, file_format = line[1:]
        elif line[0] == "end":
            files.append(HeldFile(len(files), name, file_format, line[1], line[2]))
    return files


def matching(held: Iterable[HeldFile], copy: Path, name: str) -> HeldFile:
    """Return which file of a vault a copy is: that of its content, of equal ones that of its name.

    Args:
        held: the files of the vault.
        copy: the file.
        name: relative to the folder that was named, or its own.

    Raises:
        VaultError: it is none, or has been changed, or it cannot be told which.
    """
    digest = sha256_file(copy)
    same = [each for each in held if each.copy_sha256 == digest]
    if len({each.original_sha256 for each in same}) > 1:
        same = [each for each in same if each.name == name]
    if not same:
        raise VaultError(
            f"{copy} is no file of this vault, or was changed since",
            why="what stood in it is known by its place only, so nothing was put back",
            fix="name the file as `ftcheck anonymize` wrote it, and the vault it wrote with it",
        )
    return same[0]


def put_back(vault: Vault, held: HeldFile, copy: Path, target: Path) -> None:
    """Write the original of a copy; nobody but the owner can read it.

    Args:
        vault: holds the changes.
        held: which file of it.
        copy: the file as cleaning wrote it.
        target: where the original goes.

    Raises:
        VaultError: what comes out is not the original.
        OutputError, DiskFullError: it cannot be written.
    """
    with atomic_write(target, mode=0o600) as stream:
        out = _Hashing(stream)
        format_named(held.format).undo(
            copy, str(copy), _changes(vault, held.number), cast(IO[bytes], out)
        )
        if held.format in EXACT and out.digest.hexdigest() != held.original_sha256:
            raise VaultError(f"{copy} and its vault do not give the original")


class _Hashing(io.RawIOBase):
    """A stream that hashes what is written to it."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self.digest = hashlib.sha256()

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        self.digest.update(data)
        return self._stream.write(data)


def _changes(vault: Vault, number: int) -> Iterator[Change]:
    at = -1
    for line in vault.lines():
        at += line[0] == "file"
        if at == number and line[0] == "change":
            yield Change(line[1], line[2], base64.b64decode(line[3]))
        if at > number:
            return
