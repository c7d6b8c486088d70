"""What evidence is verified with: a public key, and the ledger where there is one."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from compliance.errors import FtcheckError, UsageError
from compliance.evidence.chain import LedgerView
from compliance.evidence.exported import ExportedLedger
from compliance.evidence.keys import key_id, public_key_of, read_public_key
from ftcheck.commands.common import Session
from ftcheck.config import config_in, load_config
from ftcheck.project import STATE_DIR, Project


@dataclass(frozen=True, slots=True)
class Trust:
    """What evidence is held against."""

    public: bytes
    """Public key, 32 bytes."""
    ledger: LedgerView | None


def evidence_of(project: Project | None, key: str | None, ledger: Path | None) -> Trust:
    """Return key and ledger: those that the user names, else those of the project.

    Raises:
        KeyFileError: the key is missing or none.
        UsageError: there is neither a project nor a key.
    """
    if key is not None:
        public = public_key_of(key)
    elif project is not None and project.keys_dir.is_dir():
        public = read_public_key(project.keys_dir)
    else:
        raise UsageError(
            "there is no project here, and no key is named to verify with",
            fix="go to the project, or name its public key: --key FILE|HEX",
        )
    if ledger is not None:
        return Trust(public, ExportedLedger(ledger))
    return Trust(public, project.ledger if project is not None else None)


def project_around(session: Session, folder: Path, signed_with: str) -> Project | None:
    """Return the project that tuned weights come from: around its folder, or around the user.

    Args:
        session: for --config.
        folder: of the weights.
        signed_with: id of the key that its manifest names.
    """
    for parent in folder.resolve().parents:
        if (parent / STATE_DIR / "keys").is_dir():
            return Project(parent, load_config(session.config or config_in(parent)))
    try:
        here = Project.find(session.config)
        return here if key_id(read_public_key(here.keys_dir)) == signed_with else None
    except FtcheckError:
        return None
