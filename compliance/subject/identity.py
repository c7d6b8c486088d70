"""Who asks: the identifiers of one person, from a file and never from a command line."""

from __future__ import annotations

import datetime as dt
import json
import tomllib
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, StringConstraints, ValidationError

from compliance.errors import SubjectError
from compliance.evidence.canonical import canonical_json
from compliance.evidence.keys import ProjectKeys
from compliance.subject.folding import fold
from compliance.suggest import did_you_mean

_Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=2, max_length=300)]

TEMPLATE = """\
# Who asks. Keep this file where only you can read it (chmod 600), and delete it when the request
# is answered. Every line is optional; the more there is, the surer a find can be.

names = []          # all spellings, former names too: ["Erika Mustermann", "Erika Gabler"]
emails = []         # ["erika@example.com"]
phones = []         # as you know them, best with country code: ["+49 30 90009 712"]
ids = []            # customer, contract, account numbers, IBAN: ["KB12345678"]
addresses = []      # street and number first: ["Musterstraße 12, 28195 Bremen"]
# birth_date = 1980-02-29
records = []        # ids of records that are known to be about this person
groups = []         # cases or customers as group_field in ftcheck.toml names them
"""


class Identity(BaseModel):
    """What is known of the person who asks."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    names: tuple[_Text, ...] = ()
    """Full names in any order, former ones and other spellings included."""
    emails: tuple[_Text, ...] = ()
    phones: tuple[_Text, ...] = ()
    ids: tuple[_Text, ...] = ()
    """Numbers and codes that stand for the person: customer number, IBAN, login."""
    addresses: tuple[_Text, ...] = ()
    birth_date: dt.date | None = None
    records: tuple[Annotated[str, StringConstraints(min_length=1)], ...] = ()
    """Record ids."""
    groups: tuple[Annotated[str, StringConstraints(min_length=1)], ...] = ()
    """Values of the group field."""

    def __repr__(self) -> str:
        """Show no value."""
        return "Identity(…)"

    def values(self) -> list[str]:
        """Return every value that may stand in a text."""
        return [*self.names, *self.emails, *self.phones, *self.ids, *self.addresses]

    def counts(self) -> dict[str, int]:
        """Return kind of identifier → how many are given."""
        kinds = ("names", "emails", "phones", "ids", "addresses", "records", "groups")
        found = {kind: len(getattr(self, kind)) for kind in kinds}
        return {**found, "birth_date": int(self.birth_date is not None)}

    def fingerprint(self, keys: ProjectKeys) -> str:
        """Return what stands for the request in ledger and certificate: keyed, without a value.

        Order, case and accents do not count, so the same request is known again.
        """
        document = {
            key: sorted({fold(value) for value in getattr(self, key)})
            for key in ("names", "emails", "phones", "ids", "addresses", "records", "groups")
        }
        document["birth_date"] = [str(self.birth_date or "")]
        return keys.fingerprint("subject", canonical_json(document).decode())


def read_identity(raw: bytes, place: str) -> Identity:
    """Return the identity that a TOML or JSON text holds.

    Args:
        raw: the file.
        place: how messages name it.

    Raises:
        SubjectError: it is neither, has an unknown key or a wrong value, or nothing to search for;
            all problems at once, never a value.
    """
    data = _parsed(raw, place)
    try:
        identity = Identity.model_validate(data)
    except ValidationError as error:
        problems = [_problem(item) for item in error.errors(include_url=False, include_input=False)]
        lines = "".join(f"\n  - {line}" for line in problems)
        raise SubjectError(
            f"{place} cannot be used:{lines}", fix="`ftcheck subject template` prints its form"
        ) from None
    if not any(count for kind, count in identity.counts().items() if kind != "birth_date"):
        raise SubjectError(
            f"{place} names nobody",
            why="there is nothing to search for; where the person cannot be identified, ask them "
            "for more (GDPR Art. 11(2), 12(6))",
            fix="fill in names, emails, phones, ids, addresses, records or groups",
        )
    return identity


def _parsed(raw: bytes, place: str) -> dict[str, Any]:
    try:
        text = raw.decode("utf-8-sig")
        data = json.loads(text) if text.lstrip()[:1] == "{" else tomllib.loads(text)
    except (ValueError, RecursionError):  # both decoders and Unicode; their texts repeat values
        raise SubjectError(
            f"{place} is neither TOML nor JSON",
            fix="`ftcheck subject template` prints the form to fill in",
        ) from None
    return dict(data)


def _problem(item: Any) -> str:
    key = ".".join(str(step) for step in item["loc"])
    if item["type"] == "extra_forbidden":
        return f"unknown key{did_you_mean(str(item['loc'][-1]), list(Identity.model_fields))}"
    return f"{key}: {item['msg'][0].lower()}{item['msg'][1:]}"
