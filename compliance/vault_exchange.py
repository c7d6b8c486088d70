"""A new vault of files in the place of an older one: every copy on disk has its vault throughout.

Copies and vault cannot be replaced in one step, so both vaults are there while it happens:

    1  copies and new vault are written beside, and flushed
    2  the older vault is kept as NAME.ID, then the new one gets the name
    3  copies get their names, one after the other
    4  the keys of the older vaults are destroyed, and NAME.ID removed

Before the first copy has its name, step 2 can be taken back. After it, a copy belongs to one of the
two vaults; doing it all again ends it.
"""

from __future__ import annotations

import contextlib
import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

from compliance.errors import FtcheckError, VaultError
from compliance.evidence.files import PARTIAL_SUFFIX, atomic_write, sync_folder, write_error
from compliance.file_vault import FileVaultWriter
from compliance.vault import Vault

_ID = re.compile(r"[0-9a-f]{16}\Z")


class Exchange:
    """One vault that takes the place of another, or of none.

    Args:
        vault: where the new one goes; what lies there is a vault of this project, or nothing.
    """

    def __init__(self, vault: Vault) -> None:
        self._vault = vault
        self._new = vault.at(vault.path.with_name(f".{vault.path.name}.new{PARTIAL_SUFFIX}"))
        self._kept: Path | None = None

    @contextlib.contextmanager
    def writing(self) -> Iterator[FileVaultWriter]:
        """Write the new vault beside the place where it goes.

        Raises:
            OutputError, DiskFullError: it cannot be written; nothing is left of it.
        """
        self._sweep()
        with self._new.writing() as writer:
            yield FileVaultWriter(writer)

    def put_in_place(self) -> None:
        """Keep the older vault under its id, and give the new one its name.

        Raises:
            OutputError, DiskFullError: it cannot be done; `take_back` puts things right.
        """
        path = self._vault.path
        try:
            if path.exists():
                kept = path.with_name(f"{path.name}.{self._vault.header().id}")
                with atomic_write(kept, mode=0o600) as out, path.open("rb") as older:
                    shutil.copyfileobj(older, out)
                self._kept = kept
            os.replace(self._new.path, path)
            sync_folder(path.parent)
        except OSError as error:
            raise write_error(error, path) from error

    def take_back(self) -> None:
        """Put the older vault in its place again, as long as no copy has its name.

        What a failing disk does not let be done stays as it is: then both vaults are there.
        """
        path, staged = self._vault.path, self._new.path
        with contextlib.suppress(OSError, FtcheckError):
            new = self._new.header() if staged.exists() else self._vault.header()
            if staged.exists():
                staged.unlink()
                if path.exists():
                    kept = path.with_name(f"{path.name}.{self._vault.header().id}")
                    kept.unlink(missing_ok=True)
            elif self._kept is not None:
                os.replace(self._kept, path)
            else:
                path.unlink()
            self._vault.key_path(new.id).unlink(missing_ok=True)

    @property
    def both_are_there(self) -> bool:
        """Tell whether the older vault is kept beside the new one."""
        return self._kept is not None and self._kept.exists()

    def discard(self) -> None:
        """Remove the new vault where it did not get its name."""
        if self._new.path.exists():
            self.take_back()

    def _sweep(self) -> None:
        """Remove what a killed process left beside the vault, and the keys to it."""
        name, folder = self._vault.path.name, self._vault.path.parent
        # What is written beside is written atomically, so it has a file beside itself in turn.
        for left in (
            *folder.glob(f".{name}.*{PARTIAL_SUFFIX}"),
            *folder.glob(f"..{name}.*{PARTIAL_SUFFIX}"),
        ):
            with contextlib.suppress(OSError, VaultError):
                self._vault.key_path(self._vault.at(left).header().id).unlink(missing_ok=True)
            left.unlink(missing_ok=True)


def older_vaults(vault: Vault) -> list[Vault]:
    """Return the vaults that were kept beside one while it took their place.

    There are some only where that was interrupted.
    """
    path = vault.path
    found = path.parent.glob(f"{path.name}.*") if path.parent.is_dir() else ()
    return [
        vault.at(each)
        for each in sorted(found)
        if _ID.match(each.name.removeprefix(f"{path.name}."))
    ]
