"""Waivers: signed statements by which a person takes responsibility for a reason of the gate.

A waiver names the reasons it covers, how many of each were seen and in which data, so what is found
later or elsewhere is not waived in silence. It ends on a date. What an expired, changed or foreign
one means, the gate says.

Waivers lie in `.ftcheck/waivers/`; that one was granted or revoked is an entry of the ledger, so
one that was slipped in, or taken away, is noticed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from types import MappingProxyType
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from compliance.errors import EvidenceError, WaiverError
from compliance.evidence.canonical import document_sha256, read_json, write_json
from compliance.evidence.chain import Entry, is_genuine
from compliance.evidence.keys import ProjectKeys
from compliance.evidence.ledger import Ledger
from compliance.evidence.signing import document_is_signed_by, sign_document

SCHEMA: Literal["ftcheck.waiver/3"] = "ftcheck.waiver/3"
_OLDER = frozenset({"ftcheck.waiver/1", "ftcheck.waiver/2"})
GRANTED, REVOKED = "waiver.granted", "waiver.revoked"
LONGEST = timedelta(days=366)
_ID = re.compile(r"[0-9a-f]{16}\Z")
_Words = Annotated[str, Field(min_length=3, max_length=2_000)]
_Sha256 = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]

Data = Mapping[str, tuple[str, ...]]
"""Source id → SHA-256 of each of its files, in the order of scan.json."""

NOT_WAIVABLE: Mapping[str, str] = MappingProxyType(
    {
        "G102": "what is still found after cleaning is cleaned or settled by a review",
        "G103": "a declaration that the findings contradict is corrected",
        "G104": "a retention period that ended is not made longer by a waiver",
        "G105": "records that were lost cannot be accounted for",
        "G106": "a declaration that the findings contradict is corrected",
        "G111": "values that were taken out elsewhere are cleaned or settled by a review",
        "G112": "planted values in the cleaned data prove that cleaning failed",
        "G122": "a claim of anonymity that the data contradict is withdrawn",
        "G123": "a claim of anonymity that the data contradict is withdrawn",
        "G124": "a claim of anonymity that the data contradict is withdrawn",
        "G131": "declarations that contradict each other are corrected",
        "G132": "an opt-out that was declared binds (DSM Directive Art. 4(3))",
        "G133": "consent that was withdrawn is no basis any more (GDPR Art. 7(3))",
        "G134": "data whose purpose is not compatible may not be used (GDPR Art. 5(1)(b))",
        "G140": "an expired waiver is renewed or revoked",
        "G142": "a waiver that cannot be trusted is revoked",
        "G302": "the law knows no exception from it",
        "G501": "a licence that forbids the use is not overruled by its user",
    }
)
"""Code → why no waiver covers it."""

ABOUT_DECLARATIONS = frozenset({"G301"})
"""Codes of reasons that something is not declared. A declaration would hold for any data of its
source, and so does a waiver in its place; every other reason was measured in certain data."""


class _Stored(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


class Covered(_Stored):
    """One reason as it stood when the waiver was granted."""

    text: str
    source: str | None = None
    count: int | None = None
    """Up to how many are covered; None where the reason has no count."""

    def covers(self, text: str, source: str | None) -> bool:
        """Tell whether it is this reason, whatever its count."""
        return (self.text, self.source) == (text, source)


class Approver(_Stored):
    """Who takes the responsibility."""

    name: _Words
    role: _Words


class Waiver(_Stored):
    """A waiver as it is signed."""

    schema_: Annotated[Literal["ftcheck.waiver/3"], Field(alias="schema")] = SCHEMA
    code: Annotated[str, Field(pattern=r"^G[1-3][0-9]{2}$")]
    run: Annotated[str, Field(min_length=1)]
    """The run it was granted for; it covers no other."""
    sources: tuple[str, ...]
    """Ids of the declared sources, sorted; with others it covers nothing."""
    data: dict[str, tuple[_Sha256, ...]]
    """Source → SHA-256 of its files, for those that `bound_to` names; with others it covers
    nothing."""
    covers: Annotated[tuple[Covered, ...], Field(min_length=1)]
    reason: _Words
    approver: Approver
    granted_on: date
    expires_on: date
    """The last day on which it holds."""

    @model_validator(mode="after")
    def _bounded(self) -> Waiver:
        if self.expires_on < self.granted_on:
            raise ValueError("a waiver cannot end before it is granted")
        if self.expires_on - self.granted_on > LONGEST:
            raise ValueError("a waiver holds for one year at most")
        if self.code in NOT_WAIVABLE:
            raise ValueError(f"{self.code} cannot be waived: {NOT_WAIVABLE[self.code]}")
        bound = bound_to(self.code, self.covers, self.sources)
        if set(self.data) != bound or not bound <= set(self.sources):
            raise ValueError("a waiver is bound to the data that its reasons were found in")
        return self

    def meant_for_other(self, run: str, data: Data) -> str | None:
        """Return what it was granted for where that is not this; None where it is.

        Args:
            run: name of the run.
            data: of every source of the run.
        """
        if self.run != run:
            return "another run"
        if self.sources != tuple(sorted(data)):
            return "other sources"
        if any(data[source] != files for source, files in self.data.items()):
            return "other data"
        return None


def bound_to(code: str, covers: Iterable[Covered], sources: Iterable[str]) -> set[str]:
    """Return the ids of the sources whose data a waiver is bound to.

    Args:
        code: of the reasons.
        covers: the reasons.
        sources: ids of all declared sources.
    """
    if code in ABOUT_DECLARATIONS:
        return set()
    about = {one.source for one in covers}
    return set(sources) if None in about else {each for each in about if each is not None}


@dataclass(frozen=True, slots=True)
class Held:
    """A waiver that is signed, in the ledger and not revoked; it may have expired."""

    id: str
    """The first 16 hex digits of its hash."""
    waiver: Waiver

    def document(self, today: date) -> dict[str, Any]:
        """Return what decision.json and reports say of it."""
        return {
            "id": self.id,
            **self.waiver.model_dump(mode="json", by_alias=True, exclude={"schema_"}),
            "expired": self.waiver.expires_on < today,
        }


@dataclass(frozen=True, slots=True)
class StoredWaivers:
    """All waivers of a project that were not revoked, whatever they were granted for.

    The gate does not take them: only `here` tells which of them speak of its data.
    """

    held: tuple[Held, ...] = ()
    problems: tuple[str, ...] = ()
    """What is wrong with those that cannot be trusted."""

    def here(self, run: str, data: Data) -> WaiversHere:
        """Return them for one run, with those set apart that were granted for something else.

        Args:
            run: name of the run.
            data: of every source of the run.
        """
        meant = [(each, each.waiver.meant_for_other(run, data)) for each in self.held]
        return WaiversHere(
            tuple(each for each, other in meant if other is None),
            tuple(Elsewhere(each, other) for each, other in meant if other is not None),
            self.problems,
        )


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """A waiver that was granted for something else."""

    held: Held
    meant_for: str
    """`another run`, `other sources` or `other data`."""


@dataclass(frozen=True, slots=True)
class WaiversHere:
    """The waivers of a project, as they stand to one run and its data."""

    granted: tuple[Held, ...] = ()
    """Those that were granted for this run and these data."""
    elsewhere: tuple[Elsewhere, ...] = ()
    problems: tuple[str, ...] = ()


class WaiverStore:
    """The waivers of one project on disk."""

    def __init__(self, folder: Path, ledger: Ledger) -> None:
        """Name the folder, which is made on first use, and the project's ledger."""
        self._folder = folder
        self._ledger = ledger

    def read(self, public: bytes) -> StoredWaivers:
        """Return the waivers that hold, and what is wrong with the others.

        Args:
            public: the project's public signing key, 32 bytes.

        Raises:
            LedgerError: the ledger cannot be read.
        """
        granted, revoked, problems = _entries(self._ledger.entries_if_any(), public)
        held: list[Held] = []
        names = {path.stem for path in self._folder.glob("*.json")}
        for name in sorted((names | set(granted)) - revoked):
            if not _ID.match(name):
                problems.append("a file in the folder of waivers has a strange name")
                continue
            found = _read(self._folder / f"{name}.json", public, granted.get(name))
            if isinstance(found, Waiver):
                held.append(Held(name, found))
            else:
                problems.append(f"waiver {name} {found}")
        return StoredWaivers(tuple(held), tuple(problems))

    def grant(self, waiver: Waiver, keys: ProjectKeys) -> tuple[Held, tuple[str, ...]]:
        """Sign and store a waiver; it takes the place of older ones that cover the same.

        Returns:
            The waiver, and the ids of those it renews.
        """
        older = [
            each.id
            for each in self.read(keys.public_bytes()).held
            if (each.waiver.code, each.waiver.run) == (waiver.code, waiver.run)
            and any(
                one.covers(new.text, new.source)
                for one in each.waiver.covers
                for new in waiver.covers
            )
        ]
        document = sign_document(waiver.model_dump(mode="json", by_alias=True), keys)
        digest = document_sha256(document)
        held = Held(digest[:16], waiver)
        if held.id in older:
            return held, ()
        self._folder.mkdir(parents=True, exist_ok=True)
        write_json(self._folder / f"{held.id}.json", document)
        facts = {
            "waiver": held.id,
            "sha256": digest,
            "code": waiver.code,
            "expires_on": waiver.expires_on.isoformat(),
            "name": waiver.approver.name,
            "role": waiver.approver.role,
        }
        self._ledger.append(GRANTED, facts, keys=keys)
        for each in older:
            self._ledger.append(REVOKED, {"waiver": each, "renewed_by": held.id}, keys=keys)
        return held, tuple(older)

    def revoke(self, name: str, who: str, keys: ProjectKeys) -> str:
        """Revoke a waiver, one that cannot be trusted included; return its id.

        Args:
            name: its id, or the beginning of it.
            who: the name of the person.
            keys: the project's keys.

        Raises:
            WaiverError: there is none, or more than one, of that name.
        """
        granted, revoked, _ = _entries(self._ledger.entries_if_any(), keys.public_bytes())
        names = {path.stem for path in self._folder.glob("*.json")} | set(granted)
        fitting = sorted(each for each in names - revoked if name and each.startswith(name))
        if len(fitting) != 1:
            raise WaiverError(
                "no waiver has that id" if not fitting else "more than one waiver begins like that",
                why="nothing was revoked",
                fix="`ftcheck waiver list` shows the ids",
            )
        self._ledger.append(REVOKED, {"waiver": fitting[0], "name": who}, keys=keys)
        return fitting[0]


def _entries(entries: Iterable[Entry], public: bytes) -> tuple[dict[str, str], set[str], list[str]]:
    """Return id → hash of what was granted, the ids of what was revoked, and problems."""
    granted: dict[str, str] = {}
    revoked: set[str] = set()
    problems: list[str] = []
    for entry in entries:
        if entry.event not in (GRANTED, REVOKED):
            continue
        if not is_genuine(entry, public):
            problems.append(f"ledger entry {entry.seq} on a waiver is not this project's")
        elif entry.event == GRANTED:
            # Granted again in the same words: it has the same id, and holds again.
            revoked.discard(str(entry.body.get("waiver")))
            granted[str(entry.body.get("waiver"))] = str(entry.body.get("sha256"))
        else:
            revoked.add(str(entry.body.get("waiver")))
    return granted, revoked, problems


def _read(path: Path, public: bytes, digest: str | None) -> Waiver | str:
    """Return a waiver, or what is wrong with it."""
    if not path.is_file():
        return "is in the ledger, but its file is missing"
    try:
        document = read_json(path)
        if not isinstance(document, dict) or not document_is_signed_by(document, public):
            return "is not signed with this project's key"
        if document.get("schema") in _OLDER:
            return (
                "is of an older form, bound to no data, and covers nothing: revoke it, grant anew"
            )
        waiver = Waiver.model_validate({k: v for k, v in document.items() if k != "signature"})
    except (EvidenceError, ValidationError):
        return "cannot be read"
    if digest is None:
        return "is not in the ledger"
    if document_sha256(document) != digest:
        return "is not the one that the ledger names"
    return waiver
