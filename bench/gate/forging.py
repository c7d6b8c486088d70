"""What somebody without the key can do to finished evidence, and what verification says of it.

The attacker may write every file of the project, knows how hashes are made, has kept each signed
head that ever lay beside the ledger, and has a key pair of their own.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from compliance.errors import FtcheckError
from compliance.evidence import ProjectKeys
from compliance.evidence.canonical import document_sha256, read_json, write_json
from compliance.evidence.chain import GENESIS, Entry
from compliance.evidence.files import sha256_file
from compliance.evidence.ledger import Ledger
from compliance.evidence.signed_head import write_signed_head
from compliance.evidence.signing import sign_document

_COLUMNS = "seq, time, run, event, body, prev, hash, key, signature"


@dataclass(frozen=True, slots=True)
class Scene:
    """A finished run, another run of the same project, and the keys."""

    run: Path
    other: Path
    ledger: Ledger
    keys: ProjectKeys
    """The project's; the attacker has none of them but the heads that they signed."""
    foreign: ProjectKeys
    """The attacker's own."""


def attacks(scene: Scene, verifies: Callable[[], bool]) -> list[dict[str, Any]]:
    """Return how often each attack was made, and how often verification did not find it.

    Args:
        scene: verifies as it is; it is put back after each attack.
        verifies: does what `ftcheck verify` does; False or an FtcheckError means found.
    """
    found = []
    for name, attack in _ATTACKS.items():
        made = missed = 0
        for change in attack(scene):
            with _put_back(scene):
                change()
                made += 1
                try:
                    missed += verifies()
                except FtcheckError:
                    pass
        found.append({"attack": name, "made": made, "missed": missed})
    return found


@contextmanager
def _put_back(scene: Scene) -> Iterator[None]:
    kept = scene.run.with_name("kept")
    shutil.copytree(scene.run, kept)
    files = {path: path.read_bytes() for path in (scene.ledger.path, scene.ledger.head_path)}
    try:
        yield
    finally:
        shutil.rmtree(scene.run)
        kept.rename(scene.run)
        for path, content in files.items():
            path.write_bytes(content)


def _entries(scene: Scene) -> list[Entry]:
    return list(scene.ledger.entries())


def _rewrite(scene: Scene, entries: list[Entry]) -> None:
    """Write the ledger anew with other entries, triggers and all."""
    with closing(sqlite3.connect(scene.ledger.path, isolation_level=None)) as db:
        triggers = db.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        made = list(triggers)
        for name, _ in made:
            db.execute(f"DROP TRIGGER {name}")
        db.execute("DELETE FROM entries")
        for one in entries:
            row = (one.seq, one.time, one.run, one.event, json.dumps(one.body), one.prev)
            db.execute(
                f"INSERT INTO entries ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (*row, one.hash, one.key, one.signature),
            )
        for _, sql in made:
            db.execute(sql)
        db.execute("VACUUM")


def _head(scene: Scene, length: int, head: str, keys: ProjectKeys) -> None:
    with closing(sqlite3.connect(scene.ledger.path)) as db:
        digest = hashlib.sha256(db.serialize()).hexdigest()
    write_signed_head(
        scene.ledger.head_path, length=length, head=head, file_sha256=digest, keys=keys
    )


def _cut(scene: Scene, keys: ProjectKeys | None) -> Iterator[Callable[[], None]]:
    """Yield for each length: the ledger cut there, with the head that these keys signed for it."""
    entries = _entries(scene)
    for length in range(len(entries)):

        def change(length: int = length) -> None:
            kept = entries[:length]
            _rewrite(scene, kept)
            if keys is not None:
                _head(scene, length, kept[-1].hash if kept else GENESIS, keys)

        yield change


def _removed(scene: Scene, keys: ProjectKeys | None) -> Iterator[Callable[[], None]]:
    """Yield for each entry: it is removed, and all after it are numbered, chained and hashed anew.

    With keys of the attacker's they are signed anew as well.
    """
    entries = _entries(scene)
    for gone in range(len(entries)):

        def change(gone: int = gone) -> None:
            kept = entries[:gone]
            for one in entries[gone + 1 :]:
                key = one.key if keys is None else keys.key_id
                prev = kept[-1].hash if kept else GENESIS
                bare = Entry(
                    len(kept) + 1, one.time, one.run, one.event, one.body, prev, "", key, ""
                )
                digest = document_sha256(bare.content())
                signature = one.signature if keys is None else keys.sign(bytes.fromhex(digest))
                kept.append(Entry(bare.seq, *_middle(one), prev, digest, key, signature))
            _rewrite(scene, kept)
            head = kept[-1].hash if kept else GENESIS
            _head(scene, len(kept), head, scene.foreign)

        yield change


def _middle(one: Entry) -> tuple[str, str, str, dict[str, Any]]:
    return one.time, one.run, one.event, one.body


def _rewritten(scene: Scene, sign: bool) -> Iterator[Callable[[], None]]:
    """Yield for each file of the run: it is changed, and the manifest holds its fresh hash."""
    manifest = read_json(scene.run / "evidence.json")
    for name in sorted(manifest["files"]):

        def change(name: str = name) -> None:
            path = scene.run / name
            path.write_bytes(path.read_bytes() + b"\n")
            forged = {**manifest, "files": {**manifest["files"], name: sha256_file(path)}}
            if sign:
                forged = sign_document(forged, scene.foreign)
            write_json(scene.run / "evidence.json", forged)

        yield change


def _swapped(scene: Scene, whole: bool) -> Iterator[Callable[[], None]]:
    """Yield: the adapter of another run lies in the run; `whole`: with fresh hashes in the seal."""

    def change() -> None:
        shutil.rmtree(scene.run / "adapter")
        shutil.copytree(scene.other / "adapter", scene.run / "adapter")
        if whole:
            manifest = read_json(scene.run / "evidence.json")
            theirs = read_json(scene.other / "evidence.json")["files"]
            own = {k: v for k, v in manifest["files"].items() if not k.startswith("adapter/")}
            own |= {k: v for k, v in theirs.items() if k.startswith("adapter/")}
            write_json(scene.run / "evidence.json", {**manifest, "files": own})

    yield change


def _exchanged(scene: Scene) -> Iterator[Callable[[], None]]:
    """Yield: the whole run directory is that of the other run, under this run's name."""

    def change() -> None:
        shutil.rmtree(scene.run)
        shutil.copytree(scene.other, scene.run)

    yield change


_ATTACKS: dict[str, Callable[[Scene], Iterator[Callable[[], None]]]] = {
    "ledger cut at an entry": lambda scene: _cut(scene, None),
    "ledger cut at an entry, with the signed head of that day": lambda scene: _cut(
        scene, scene.keys
    ),
    "ledger cut at an entry, head signed by a foreign key": lambda scene: _cut(
        scene, scene.foreign
    ),
    "entry removed, the rest chained and hashed anew": lambda scene: _removed(scene, None),
    "entry removed, the rest signed by a foreign key": lambda scene: _removed(scene, scene.foreign),
    "file changed, fresh hash in the manifest": lambda scene: _rewritten(scene, False),
    "file changed, manifest signed by a foreign key": lambda scene: _rewritten(scene, True),
    "adapter of another run": lambda scene: _swapped(scene, False),
    "adapter of another run, fresh hashes in the manifest": lambda scene: _swapped(scene, True),
    "all of another run": _exchanged,
}
