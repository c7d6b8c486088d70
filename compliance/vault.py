"""The vault: what stood where replacements stand, encrypted, to be put back or destroyed.

Only the preset `pseudonymize` makes one. The key lies apart from the data, in the project's key
folder; without it the vault says nothing. Destroying the vault destroys the key first: what is left
of the file, on disk or in a backup, stays unreadable.

    line 1   header: schema, id, key id of the project, a check value of the key
    line n   one record: base64 of nonce and AES-256-GCM ciphertext, bound to the vault's id and the
             line's number, so that no line can be exchanged or moved
    last     the number of records, encrypted as well, so that none can be cut off

Basis: GDPR Art. 4(5) (additional information kept separately), Recital 26; NIST SP 800-38D.
"""

from __future__ import annotations

import base64
import contextlib
import hmac
import json
import os
import secrets
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from compliance.errors import KeyFileError, VaultError
from compliance.evidence.files import atomic_write, write_error
from compliance.evidence.secret_file import create_once, read_secret

SCHEMA = "ftcheck.vault/1"
FILES_SCHEMA = "ftcheck.file-vault/1"
_KINDS = {SCHEMA: "of a run", FILES_SCHEMA: "of files that `ftcheck anonymize` wrote"}
_KEY_BYTES = 32
_NONCE_BYTES = 12
_CHECK_BYTES = 8
_END = "\x00end"


@dataclass(frozen=True, slots=True, repr=False)
class Held:
    """What the vault holds of one record; for memory only."""

    record: str
    originals: tuple[str | None, ...]
    """What stood in each replacement, in their order; None for what was destroyed."""
    numbers: Mapping[str, int | float] = field(default_factory=dict)
    """JSON path → the number that stood there, where a number became a text."""


@dataclass(frozen=True, slots=True)
class Header:
    """The first line of a vault."""

    id: str
    """Random; names the key file."""
    project: str
    """Id of the project's public key."""
    check: str
    """Tells whether a key is this vault's."""
    schema: str = SCHEMA
    """What it holds: records of a run, or changes to files."""

    def line(self) -> bytes:
        """Return the line as it stands in the file."""
        document = {
            "schema": self.schema, "id": self.id, "project": self.project, "check": self.check,
        }  # fmt: skip
        return json.dumps(document, separators=(",", ":")).encode() + b"\n"


class Vault:
    """A vault on disk.

    Args:
        path: the file.
        keys_dir: folder of the project's keys.
        project: id of the project's public key.
        schema: what it holds.
    """

    def __init__(self, path: Path, keys_dir: Path, project: str, schema: str = SCHEMA) -> None:
        self.path = path
        self._keys_dir = keys_dir
        self._project = project
        self._schema = schema

    def at(self, path: Path) -> Vault:
        """Return a vault of the same kind and project that lies elsewhere."""
        return Vault(path, self._keys_dir, self._project, self._schema)

    @contextlib.contextmanager
    def writing(self) -> Iterator[VaultWriter]:
        """Open a new vault under a new key; it gets its name when the block ends without error.

        Raises:
            OutputError: vault or key cannot be written.
        """
        key = secrets.token_bytes(_KEY_BYTES)
        header = Header(secrets.token_hex(8), self._project, _check(key), self._schema)
        place = self.key_path(header.id)
        create_once(place, key)
        try:
            with atomic_write(self.path, mode=0o600) as stream:
                stream.write(header.line())
                writer = VaultWriter(stream, header, key)
                yield writer
                writer.finish()
        except BaseException:
            # The disk can fail once the file has its name: then it is the vault, and needs its key.
            if not self._is_there(header):
                place.unlink(missing_ok=True)
            raise

    def _is_there(self, header: Header) -> bool:
        try:
            return self.header() == header
        except VaultError:
            return False

    def read(self) -> Iterator[Held]:
        """Yield what the vault holds, in record order.

        Raises:
            VaultError: there is none, or it is damaged or another project's.
            KeyFileError: the key is gone, another's, or open to other users.
        """
        for record, originals, numbers in self.lines():
            yield Held(record, tuple(originals), numbers)

    def lines(self) -> Iterator[list[Any]]:
        """Yield what the vault holds, line by line, as it was written.

        Raises:
            VaultError, KeyFileError: as `read`.
        """
        with self._opened() as (stream, header, key):
            for number, line in enumerate(stream, start=1):
                held = _decrypted(line, number, header, key)
                if held[:2] == [str(number - 1), [_END]]:
                    if stream.read(1):
                        break
                    return
                yield held
        raise VaultError(f"{self.path} is not whole: something was cut off or added at its end")

    def rewrite(self, change: Iterable[Held]) -> None:
        """Put other content in the place of the vault's, under a new key; the old key is destroyed.

        What was in the old file cannot be read any more, wherever a copy of it lies.

        Args:
            change: what the vault holds from now on; may be read from this vault.
        """
        old = self.header()
        with self.writing() as writer:
            for held in change:
                writer.add(held)
        destroy_key(self.key_path(old.id))

    def destroy(self) -> None:
        """Destroy the key, then the file; works as well when one of them is gone.

        Raises:
            VaultError: there is neither.
            OutputError: something could not be removed.
        """
        header = self.header()
        destroy_key(self.key_path(header.id))
        try:
            self.path.unlink(missing_ok=True)
        except OSError as error:
            raise write_error(error, self.path) from error

    def header(self) -> Header:
        """Return the first line.

        Raises:
            VaultError: the file is missing or no vault.
        """
        try:
            with self.path.open("rb") as stream:
                return self._header(stream.readline())
        except FileNotFoundError as error:
            raise VaultError(
                f"{self.path} does not exist",
                why='only data cleaned with preset = "pseudonymize" have a vault, until it is '
                "destroyed",
                fix="look whether this is the right run",
            ) from error

    def _header(self, line: bytes) -> Header:
        try:
            document: dict[str, Any] = json.loads(line)
            if document["schema"] not in _KINDS:
                raise ValueError("schema")
            header = Header(
                document["id"], document["project"], document["check"], document["schema"]
            )
        except (ValueError, KeyError, TypeError) as error:
            raise VaultError(f"{self.path} is no vault of this version, or damaged") from error
        if header.project != self._project:
            raise VaultError(
                f"{self.path} is the vault of another project",
                why="its key lies in that project",
                fix="open it there",
            )
        if header.schema != self._schema:
            raise VaultError(
                f"{self.path} is the vault {_KINDS[header.schema]}",
                why=f"what is asked for is one {_KINDS[self._schema]}",
                fix="`ftcheck vault open --help` says how each is opened",
            )
        if not header.id.isalnum():
            raise VaultError(f"{self.path} is damaged")
        return header

    @contextlib.contextmanager
    def _opened(self) -> Iterator[tuple[IO[bytes], Header, bytes]]:
        header = self.header()
        key = _read_key(self.key_path(header.id))
        if not hmac.compare_digest(_check(key), header.check):
            raise KeyFileError(f"{self.key_path(header.id)} is not the key of {self.path}")
        with self.path.open("rb") as stream:
            stream.readline()
            yield stream, header, key

    def key_path(self, identity: str) -> Path:
        """Return where the key of the vault with this id lies."""
        return self._keys_dir / f"vault-{identity}.key"


class VaultWriter:
    """Adds records to a new vault."""

    def __init__(self, stream: IO[bytes], header: Header, key: bytes) -> None:
        self._stream = stream
        self._header = header
        self._cipher = AESGCM(key)
        self._number = 0

    def add(self, held: Held) -> None:
        """Add one record."""
        self.add_line([held.record, list(held.originals), dict(held.numbers)])

    def finish(self) -> None:
        """Add the last line."""
        self.add_line([str(self._number), [_END], {}])

    def add_line(self, line: Sequence[Any]) -> None:
        """Add a line of another kind."""
        self._number += 1
        plain = json.dumps(line).encode()
        nonce = secrets.token_bytes(_NONCE_BYTES)
        sealed = self._cipher.encrypt(nonce, plain, _bound(self._header, self._number))
        self._stream.write(base64.b64encode(nonce + sealed) + b"\n")


def destroy_key(path: Path) -> None:
    """Overwrite a key file and remove it; nothing is done where there is none.

    Raises:
        OutputError: it could not be removed.
    """
    try:
        with contextlib.suppress(FileNotFoundError):
            with path.open("r+b") as stream:
                stream.write(secrets.token_bytes(_KEY_BYTES))
                stream.flush()
                os.fsync(stream.fileno())
            path.unlink()
    except OSError as error:
        raise write_error(error, path) from error


def _decrypted(line: bytes, number: int, header: Header, key: bytes) -> list[Any]:
    try:
        raw = base64.b64decode(line.strip(), validate=True)
        plain = AESGCM(key).decrypt(raw[:_NONCE_BYTES], raw[_NONCE_BYTES:], _bound(header, number))
        held: list[Any] = json.loads(plain)
    except (InvalidTag, ValueError) as error:
        raise VaultError(
            f"line {number + 1} of the vault was changed, moved or cut",
            why="what it held cannot be trusted, so nothing was put back",
            fix="take the vault from a backup",
        ) from error
    return held


def _bound(header: Header, number: int) -> bytes:
    return f"{header.schema}\x1f{header.id}\x1f{number}".encode()


def _check(key: bytes) -> str:
    return hmac.digest(key, b"ftcheck vault", "sha256")[:_CHECK_BYTES].hex()


def _read_key(path: Path) -> bytes:
    try:
        return read_secret(path, _KEY_BYTES, if_seen="destroy the vault")
    except FileNotFoundError as error:
        raise KeyFileError(
            f"{path} is missing",
            why="without its key nobody can open the vault",
            fix="restore the key from a backup; if it is lost, what the vault holds is lost",
        ) from error
