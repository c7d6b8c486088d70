"""One decision of a person, as it stands in the ledger: places and keyed fingerprints, no value."""

from __future__ import annotations

import re
from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

_TYPE = re.compile(r"[A-Z][A-Z0-9_]{0,63}\Z")
DECIDED = "review.decided"
UNDONE = "review.undone"

Choice = Literal["accept", "correct", "reject", "allow", "add", "checked"]
MEANING: dict[Choice, str] = {
    "accept": "it is what the scanner says",
    "correct": "it is something else, or more or less of the text",
    "reject": "no personal data here",
    "allow": "never personal data in this project",
    "add": "the scanner missed it",
    "checked": "the record was read as a whole for the sample",
}
"""What each decision says."""

Target = tuple[str | int, ...]


class Decision(BaseModel):
    """What a person decided, on what.

    `accept`, `correct` and `reject` are about a find: all mentions of one value in one field of one
    record. `allow` is about a value anywhere in the project, `add` about a place that the scanner
    missed, `checked` about a record of the sample.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    decision: Choice
    reviewer: str = Field(min_length=1, max_length=120)
    source: str = ""
    """Id of the declared source."""
    record: str = ""
    """The id under which evidence names the record: a number where its own is personal data."""
    field: str = ""
    """JSON path of the text as it is read."""
    type: str = ""
    """Entity type, as it was found or, for `add`, as the person says."""
    fingerprint: str = ""
    """Keyed; of the value."""
    text: str = ""
    """Keyed fingerprint of the whole text: a place in it means nothing in a changed text."""
    start: int | None = Field(default=None, ge=0)
    """Where the mention that was looked at begins; code points."""
    end: int | None = Field(default=None, ge=1)
    new_start: int | None = Field(default=None, ge=0)
    """For `correct`: where it begins in truth."""
    new_end: int | None = Field(default=None, ge=1)
    new_type: str = ""
    new_fingerprint: str = ""
    sample: int = Field(default=0, ge=0)
    """For what was decided on a record of a sample: the number of the sample."""

    @model_validator(mode="after")
    def _whole(self) -> Self:
        needed: dict[Choice, tuple[str, ...]] = {
            "accept": ("record", "field", "type", "fingerprint"),
            "correct": ("record", "field", "type", "fingerprint", "end", "new_end", "new_type",
                        "new_fingerprint"),
            "reject": ("record", "field", "type", "fingerprint"),
            "allow": ("type", "fingerprint"),
            "add": ("record", "field", "type", "fingerprint", "text", "end"),
            "checked": ("record", "text", "sample"),
        }  # fmt: skip
        missing = [name for name in needed[self.decision] if not getattr(self, name)]
        if missing:
            raise ValueError(f"{self.decision} needs {', '.join(missing)}")
        for name in (self.type, self.new_type):
            if name and not _TYPE.match(name):
                raise ValueError("no name of an entity type")
        return self

    @property
    def target(self) -> Target:
        """What it is about: a later decision on the same target replaces it."""
        if self.decision == "allow":
            return ("value", self.type, self.fingerprint)
        if self.decision == "add":
            place = (self.source, self.record, self.field, self.text)
            return ("place", *place, self.start or 0, self.end or 0)
        if self.decision == "checked":
            return ("record", self.source, self.record, self.sample)
        return find_target(self.source, self.record, self.field, self.type, self.fingerprint)

    @property
    def leaves_something(self) -> bool:
        """Whether it can leave in a text what the scanner found there.

        Such a decision on a find holds for the text that it was made on and no other. One that
        takes out as much or more holds on: nobody loses protection by it.
        """
        if self.decision == "correct":
            low, high = self.new_start or 0, self.new_end or 0
            covers = low <= (self.start or 0) and (self.end or 0) <= high
            return not covers or self.new_type != self.type
        return self.decision == "reject"

    def body(self) -> dict[str, object]:
        """Return it as the body of a ledger entry."""
        return self.model_dump(mode="json", exclude_defaults=True)


def find_target(source: str, record: str, field: str, type: str, fingerprint: str) -> Target:
    """Return the target of decisions on a find."""
    return ("find", source, record, field, type, fingerprint)
