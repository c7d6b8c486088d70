"""Keyed fingerprints of a person's values, to find them where the values themselves are gone."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from compliance.dataset.record import Record
from compliance.detect.types import TYPES
from compliance.evidence.keys import ProjectKeys
from compliance.scan import normal_value
from compliance.subject.codes import is_sure_code, phone_forms
from compliance.subject.identity import Identity
from compliance.subject.matching import Matcher

_TYPES_OF = {
    "names": ("name", ("PERSON",)),
    "emails": ("email", ("EMAIL_ADDRESS",)),
    "phones": ("phone", ("PHONE_NUMBER",)),
}
_NUMBERED = frozenset({"account", "contact", "financial", "government_id", "online", "vehicle"})
"""Categories of types that an identifying number or code can be found as."""
_FOUR = 4


@dataclass(frozen=True, slots=True)
class Watched:
    """Identifiers of a person that no later export should bring back."""

    marks: frozenset[str] = frozenset()
    """Keyed fingerprints, as findings carry them."""
    used: int = 0
    """How many identifiers they stand for."""
    shared: int = 0
    """How many were left aside, because they stand in records that stay."""


def watched_identifiers(
    identity: Identity,
    keys: ProjectKeys,
    *,
    erased: Sequence[Record],
    staying: Sequence[Record],
    own_types: Collection[str] = (),
) -> Watched:
    """Return marks of the e-mail addresses, phone numbers and identifying numbers of a request.

    Names and addresses are no such: others have the same. An identifier that stands in a record
    which stays, because nobody said that it is the person's or the law keeps it, would stop every
    run; it is left aside.

    Args:
        identity: who asks.
        keys: the project's keys.
        erased: records in which the identifiers stand as the scanner meets them.
        staying: what was found and is not erased.
        own_types: entity types that the policy declares.
    """
    numbers = [name for name, one in TYPES.items() if one.category in _NUMBERED]
    given = [
        *(("emails", value, ["EMAIL_ADDRESS"], {value}) for value in identity.emails),
        *(("phones", value, ["PHONE_NUMBER"], phone_forms(value)) for value in identity.phones),
        *(
            ("ids", value, [*numbers, *own_types], _grouped(value))
            for value in identity.ids
            if is_sure_code(value)
        ),
    ]
    marks: set[str] = set()
    used = shared = 0
    for field, value, types, forms in given:
        matcher = Matcher(Identity.model_validate({field: (value,)}))
        if any(matcher.in_record(record) for record in staying):
            shared += 1
            continue
        met = {form for record in erased for form in _met(matcher, record)}
        used += 1
        marks |= {
            keys.fingerprint(name, normal_value(form)) for name in types for form in forms | met
        }
    return Watched(frozenset(marks), used, shared)


def _met(matcher: Matcher, record: Record) -> Iterable[str]:
    """Yield the forms in which an identifier stands in a record."""
    for item in record.fields():
        for hit in matcher.in_text(item.text, item.path):
            yield item.text[hit.start : hit.end]


def _grouped(code: str) -> set[str]:
    """Return a code as it was given, in one piece, and in groups of four."""
    whole = "".join(code.split())
    fours = " ".join(whole[at : at + _FOUR] for at in range(0, len(whole), _FOUR))
    return {code, whole, fours}


class Marks:
    """Fingerprint → kind of hit, as the scanner wrote them into evidence.

    Args:
        identity: the person.
        keys: the project's keys.
    """

    def __init__(self, identity: Identity, keys: ProjectKeys) -> None:
        self._keys = keys
        self._kinds: dict[str, str] = {}
        for field, (kind, types) in _TYPES_OF.items():
            for value in getattr(identity, field):
                self._add(kind, types, value)
        for value in identity.ids:
            self._add("id", tuple(TYPES), value)

    def learn(self, kind: str, value: str) -> None:
        """Add a form in which a value was met in a record that is surely the person's."""
        types = {"name": ("PERSON",), "email": ("EMAIL_ADDRESS",), "phone": ("PHONE_NUMBER",)}
        self._add(kind, types.get(kind, tuple(TYPES)), value)

    def _add(self, kind: str, types: Iterable[str], value: str) -> None:
        for name in types:
            self._kinds.setdefault(self._keys.fingerprint(name, normal_value(value)), kind)

    def kind_of(self, fingerprint: object) -> str | None:
        """Return what a fingerprint stands for; None when it is not the person's."""
        return self._kinds.get(fingerprint) if isinstance(fingerprint, str) else None

    def in_lines(self, path: Path) -> Mapping[str, set[str]]:
        """Return record id → kinds, for a file with one finding or replacement a line."""
        found: dict[str, set[str]] = {}
        with path.open("rb") as stream:
            for line in stream:
                if b'"fingerprint"' not in line:
                    continue
                try:
                    value = json.loads(line.rstrip(b",\n"))
                except ValueError:
                    continue  # the first or last line of a document
                kind = self.kind_of(value.get("fingerprint"))
                if kind is not None:
                    found.setdefault(str(value.get("record")), set()).add(kind)
        return found
