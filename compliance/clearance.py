"""Clearances: signed statements that data may train a model, and the only door to that data.

A clearance names the SHA-256 of a cleaned dataset. `open_cleared` verifies signature and hash and
hands out records; training code takes its result and nothing else, so nothing trains around the
gate.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from compliance.dataset.envelope import read_envelopes, to_envelope
from compliance.dataset.record import Record
from compliance.dataset.split import SPLITS
from compliance.errors import NotCleared
from compliance.evidence.canonical import read_json, write_json
from compliance.evidence.files import sha256_file
from compliance.evidence.keys import ProjectKeys
from compliance.evidence.signing import document_is_signed_by, sign_document

SCHEMA = "ftcheck.clearance/1"
PASSING = ("clear", "clear_after_anonymization")


@dataclass(frozen=True, slots=True)
class Opening:
    """One look at the held-out records."""

    purpose: str
    """What they were looked at for, in a few words."""
    judged: str
    """SHA-256 of the weights that are judged by them."""
    holdout_sha256: str
    """SHA-256 of the file they lie in."""
    records: int
    """How many they are."""


class SealedHoldout:
    """Held-out records that nobody sees without saying what for.

    A judgement by records that also chose the model flatters it, so each opening is told to whoever
    keeps the ledger. What is sealed is the way, not the file: who runs the project can read it.
    """

    def __init__(
        self,
        read: Callable[[], Sequence[Record]],
        *,
        records: int,
        sha256: str = "",
        opened: Callable[[Opening], int] = lambda _: 0,
    ) -> None:
        """Seal records.

        Args:
            read: returns them.
            records: how many they are.
            sha256: of the file they lie in.
            opened: told before they are read; returns how many other weights they have judged.
        """
        self._read = read
        self._records = records
        self._sha256 = sha256
        self._opened = opened

    @classmethod
    def of(cls, records: Iterable[Record]) -> SealedHoldout:
        """Seal records that lie in no file."""
        kept = tuple(records)
        return cls(lambda: kept, records=len(kept))

    def __len__(self) -> int:
        """Return how many records are held out; this opens nothing."""
        return self._records

    def open(self, purpose: str, *, judged: str) -> tuple[tuple[Record, ...], int]:
        """Return the records, and how many other weights they have judged before.

        Args:
            purpose: what for, in a few words.
            judged: SHA-256 of the weights that are judged.

        Raises:
            NotCleared: the file changed since it was sealed.
        """
        others = self._opened(Opening(purpose, judged, self._sha256, self._records))
        return tuple(self._read()), others


@dataclass(frozen=True, slots=True)
class ClearedDataset:
    """Records that a valid clearance covers, by split."""

    train: tuple[Record, ...]
    """Real records to train on."""
    synthetic: tuple[Record, ...]
    """Synthetic children of `train` records, cleared on their own."""
    validation: tuple[Record, ...]
    """For early stopping and search; real records only."""
    holdout: SealedHoldout
    """For the final evaluation; real records only."""
    dataset_sha256: str
    """SHA-256 of the cleaned dataset that the clearance names."""
    synthetic_sha256: str | None
    """SHA-256 of the synthetic records, None when there are none."""
    clearance_sha256: str
    """SHA-256 of clearance.json."""


def issue_clearance(
    path: Path,
    data: Path,
    *,
    verdict: str,
    records: int,
    decision_sha256: str,
    policy_sha256: str,
    keys: ProjectKeys,
) -> str:
    """Write the signed clearance for `data` to `path`; return its SHA-256.

    Raises:
        NotCleared: the verdict is not a passing one.
    """
    if verdict not in PASSING:
        raise NotCleared(f"{data} cannot be cleared: the verdict is {verdict}")
    document = {
        "schema": SCHEMA,
        "verdict": verdict,
        "dataset_sha256": sha256_file(data),
        "records": records,
        "decision_sha256": decision_sha256,
        "policy_sha256": policy_sha256,
    }
    return write_json(path, sign_document(document, keys))


def open_cleared(
    run_dir: Path, *, public: bytes, opened: Callable[[Opening], int] = lambda _: 0
) -> ClearedDataset:
    """Return the records of a run that may be trained on; the held-out ones stay sealed.

    Args:
        run_dir: a run directory with clean data, clearance and splits.
        public: the project's public signing key, 32 bytes.
        opened: told of each opening of the hold-out, see `SealedHoldout`.

    Raises:
        NotCleared: there is no clearance, it is not signed by this project, the data changed after
            it was given, or a split holds a record that it does not cover.
    """
    clearance = _valid(run_dir / "clearance.json", run_dir / "clean.jsonl", public)
    covered = {_digest(record) for record in read_envelopes(run_dir / "clean.jsonl")}
    files = {name: run_dir / "split" / f"{name}.jsonl" for name in SPLITS}
    parts = {name: tuple(_covered(files[name], covered)) for name in SPLITS if name != "holdout"}
    synthetic: tuple[Record, ...] = ()
    synthetic_path = run_dir / "synthetic.jsonl"
    synthetic_sha256 = None
    if synthetic_path.exists():
        document = _valid(run_dir / "synthetic.clearance.json", synthetic_path, public)
        synthetic = tuple(read_envelopes(synthetic_path))
        synthetic_sha256 = document["dataset_sha256"]
        parents = {record.id for record in parts["train"]}
        if any(
            not record.parents or not parents.issuperset(record.parents) for record in synthetic
        ):
            raise NotCleared(
                f"{synthetic_path} holds a record whose parents are not training records"
            )
    return ClearedDataset(
        train=parts["train"],
        synthetic=synthetic,
        validation=parts["validation"],
        holdout=_sealed(files["holdout"], covered, opened),
        dataset_sha256=clearance["dataset_sha256"],
        synthetic_sha256=synthetic_sha256,
        clearance_sha256=sha256_file(run_dir / "clearance.json"),
    )


def _sealed(path: Path, covered: set[str], opened: Callable[[Opening], int]) -> SealedHoldout:
    """Return the hold-out of a run: every record of it is checked and counted, and none is kept."""
    records = sum(1 for _ in _covered(path, covered))
    sha256 = sha256_file(path)

    def read() -> Sequence[Record]:
        if sha256_file(path) != sha256:
            raise NotCleared(f"{path} changed while it was in use", fix="run the command again")
        return list(read_envelopes(path))

    return SealedHoldout(read, records=records, sha256=sha256, opened=opened)


def _valid(path: Path, data: Path, public: bytes) -> dict[str, Any]:
    if not path.is_file():
        raise NotCleared(f"{data} has no clearance: {path.name} is missing")
    document = read_json(path)
    if not isinstance(document, dict) or document.get("schema") != SCHEMA:
        raise NotCleared(f"{path} is not a clearance")
    if not document_is_signed_by(document, public):
        raise NotCleared(f"{path} is not signed with this project's key")
    if document.get("verdict") not in PASSING:
        raise NotCleared(
            f"{path} does not clear the data: its verdict is {document.get('verdict')}"
        )
    if not data.is_file() or sha256_file(data) != document.get("dataset_sha256"):
        raise NotCleared(
            f"{data} is not the data that {path.name} covers: it was changed or removed"
        )
    return document


def _covered(path: Path, covered: set[str]) -> Iterable[Record]:
    for record in read_envelopes(path):
        if _digest(record) not in covered:
            raise NotCleared(f"{path} holds a record that clearance.json does not cover")
        yield record


def _digest(record: Record) -> str:
    # Not canonical JSON: data may hold integers beyond 2^53 or lone surrogates, which that refuses.
    text = json.dumps(to_envelope(record), sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()
