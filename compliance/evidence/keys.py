"""The project's keys: ed25519 for signatures, HMAC-SHA-256 for fingerprints of personal data.

Both are made on first use with mode 0600 in `.ftcheck/keys/`. Whoever holds the signing key can
sign new evidence; keep the id of the public key (`ftcheck doctor` prints it) outside the project,
to notice an exchange of keys. Destroying the fingerprint key makes every fingerprint meaningless.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from dataclasses import dataclass
from pathlib import Path

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from compliance.errors import KeyFileError
from compliance.evidence.secret_file import create_once, read_secret

_RAW = serialization.Encoding.Raw
_SEED_BYTES = 32
_LONGEST_KEY = 4096


@dataclass(frozen=True, slots=True, repr=False)
class ProjectKeys:
    """The two secret keys of one project, in memory."""

    signing: Ed25519PrivateKey
    fingerprint_key: bytes

    @classmethod
    def load_or_create(cls, folder: Path) -> ProjectKeys:
        """Return the keys in `folder`, making them on first use with mode 0600.

        Raises:
            KeyFileError: a key is damaged, readable by others, or one of the pair is missing.
        """
        signing_path, fingerprint_path = folder / "signing.key", folder / "fingerprint.key"
        public_path = folder / "signing.pub"
        present = [path.exists() for path in (signing_path, fingerprint_path)]
        if any(present) and not all(present):
            lost = signing_path if not present[0] else fingerprint_path
            raise KeyFileError(
                f"{lost} is missing while its companion is there",
                fix="restore it from a backup; a new one would not fit the evidence on disk",
            )
        if not any(present):
            if public_path.exists():
                raise KeyFileError(
                    f"{signing_path} is missing, but the project was signed with one before",
                    fix="restore both keys from a backup",
                )
            create_once(signing_path, secrets.token_bytes(_SEED_BYTES))
            create_once(fingerprint_path, secrets.token_bytes(_SEED_BYTES))
        keys = cls(
            signing=Ed25519PrivateKey.from_private_bytes(_read(signing_path)),
            fingerprint_key=_read(fingerprint_path),
        )
        if not public_path.exists():
            create_once(public_path, keys.public_bytes().hex().encode() + b"\n", mode=0o644)
        return keys

    @classmethod
    def ephemeral(cls) -> ProjectKeys:
        """Return fresh keys that are never stored: for scans outside a project."""
        return cls(Ed25519PrivateKey.generate(), secrets.token_bytes(_SEED_BYTES))

    def public_bytes(self) -> bytes:
        """Return the 32 raw bytes of the public signing key."""
        return self.signing.public_key().public_bytes(_RAW, serialization.PublicFormat.Raw)

    @property
    def key_id(self) -> str:
        """The first 16 hex digits of the SHA-256 of the public key."""
        return key_id(self.public_bytes())

    def sign(self, data: bytes) -> str:
        """Return the ed25519 signature of `data` as hex (RFC 8032; deterministic)."""
        return self.signing.sign(data).hex()

    def fingerprint(self, kind: str, value: str) -> str:
        """Return 32 hex digits that stand for a value without showing it.

        Keyed (HMAC-SHA-256), because a bare hash of a name or a phone number can be found by trying
        all of them.

        Basis: GDPR Art. 4(5); EDPB Guidelines 01/2025 on pseudonymisation.
        """
        text = f"{kind}\x1f{value}".encode("utf-8", "surrogatepass")
        return hmac.new(self.fingerprint_key, text, hashlib.sha256).hexdigest()[:32]


def key_id(public: bytes) -> str:
    """Return the short id of a raw public key."""
    return hashlib.sha256(public).hexdigest()[:16]


def signature_is_valid(public: bytes, signature: str, data: bytes) -> bool:
    """Tell whether `signature` (hex) over `data` was made with the key of `public` (32 bytes).

    A signature has one form, in small letters: in another one a byte of the evidence was changed.
    """
    try:
        raw = bytes.fromhex(signature)
        Ed25519PublicKey.from_public_bytes(public).verify(raw, data)
    except (InvalidSignature, ValueError):
        return False
    return raw.hex() == signature


def read_public_key(folder: Path) -> bytes:
    """Return the project's public signing key (32 bytes) from `signing.pub`.

    Raises:
        KeyFileError: the file is missing or damaged.
    """
    path = folder / "signing.pub"
    try:
        public = bytes.fromhex(path.read_text("ascii").strip())
    except (OSError, ValueError) as error:
        raise KeyFileError(f"{path} is missing or damaged") from error
    if len(public) != _SEED_BYTES:
        raise KeyFileError(f"{path} does not hold a public key")
    return public


def public_key_of(given: str) -> bytes:
    """Return the public key (32 bytes) that a user names: a file, or 64 hex digits.

    A file holds the hex digits, as `signing.pub` does, or a PEM public key.

    Raises:
        KeyFileError: there is no such file, or no ed25519 public key in it.
    """
    path = Path(given)
    try:
        if path.is_file():
            with path.open("rb") as stream:
                text = stream.read(_LONGEST_KEY).decode("ascii").strip()
        else:
            text = given
        if text.startswith("-----BEGIN"):
            loaded = serialization.load_pem_public_key(text.encode())
            if isinstance(loaded, Ed25519PublicKey):
                return loaded.public_bytes(_RAW, serialization.PublicFormat.Raw)
        elif len(public := bytes.fromhex(text)) == _SEED_BYTES:
            return public
    except (OSError, ValueError, UnsupportedAlgorithm):
        pass
    raise KeyFileError(
        "the key given is neither a file with an ed25519 public key nor 64 hex digits",
        why="nothing was verified",
        fix="name signing.pub of the project, or give the digits in it",
    )


def _read(path: Path) -> bytes:
    return read_secret(path, _SEED_BYTES, if_seen="start a new project")
