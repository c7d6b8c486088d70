"""The licence table: families of model licences, licences of data, and the duties they bring."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict

from compliance.errors import ReportError

Severity = Literal["block", "review", "note"]
Commercial = Literal["yes", "conditions", "no", "unknown"]
SCHEMA = "ftcheck.licence-rules/1"


class _Rule(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Flag(_Rule):
    """Something about a licence that a person must know."""

    severity: Severity
    text: str


class Family(_Rule):
    """One family of model licences."""

    id: str
    title: str
    spdx: str | None
    tags: tuple[str, ...]
    """Values of `license` in a model card."""
    license_names: tuple[str, ...]
    """Values of `license_name` beside `license: other`."""
    commercial: Commercial
    commercial_note: str
    duties: tuple[str, ...]
    """When the model or an adapter is passed on."""
    limits: tuple[str, ...]
    marks: tuple[tuple[str, ...], ...]
    """Alternatives; in each, sentences of the licence text that must all occur."""
    absent: tuple[str, ...]
    """Sentences that must not occur."""
    name_patterns: tuple[str, ...]
    """Model names that belong to the family, whatever a label says."""
    eu_block: Literal["", "vision", "all"]
    """Which models of the family give no rights to whoever sits in the EU."""
    verified: Literal["seen", "general knowledge"]
    status: Literal["final", "draft"]


class DataLicence(_Rule):
    """One licence of data."""

    id: str
    title: str
    spdx: str | None
    aliases: tuple[str, ...]
    commercial: Commercial
    duties: tuple[str, ...]
    limits: tuple[str, ...]
    flags: tuple[Flag, ...]
    state: Literal["known"]
    verified: Literal["seen", "general knowledge"]
    status: Literal["final", "draft"]


class Rules(_Rule):
    """The whole table."""

    status: str
    checked_on: str
    families: tuple[Family, ...]
    data: tuple[DataLicence, ...]

    def family(self, name: str) -> Family | None:
        """Return the family with this id, card label, licence name or SPDX name."""
        wanted = fold(name)
        for family in self.families:
            known = (family.id, *family.tags, *family.license_names)
            if wanted in {fold(item) for item in known}:
                return family
        return next((f for f in self.families if f.spdx and fold(f.spdx) == wanted), None)

    def family_of_model(self, name: str) -> Family | None:
        """Return the family that a model's name belongs to, such as `meta-llama/Llama-3.1-8B`."""
        text = name.strip().lower()
        for family in self.families:
            if any(re.search(pattern, text) for pattern in family.name_patterns):
                return family
        return None

    def families_of_text(self, text: str) -> list[Family]:
        """Return the families whose distinctive sentences stand in a licence text."""
        words = " ".join(text.lower().split())
        return [
            family
            for family in self.families
            if any(all(mark in words for mark in marks) for marks in family.marks)
            and not any(mark in words for mark in family.absent)
        ]

    def data_licence(self, name: str) -> DataLicence | None:
        """Return the data licence with this id, alias or SPDX name."""
        wanted = fold(name)
        for licence in self.data:
            if wanted in {fold(item) for item in (licence.id, *licence.aliases)}:
                return licence
        return None


def fold(name: str) -> str:
    """Return a licence name without case, spaces and underscores."""
    return re.sub(r"[\s_]+", "-", name.strip().lower())


@cache
def load_rules() -> Rules:
    """Return the table that is shipped.

    Raises:
        ReportError: the file is damaged.
    """
    text = resources.files(__package__).joinpath("rules.json").read_text("utf-8")
    try:
        data: Mapping[str, Any] = json.loads(text)
        if data.get("schema") != SCHEMA:
            raise ValueError("schema")
        return Rules.model_validate({key: data[key] for key in data if key != "schema"})
    except ValueError as error:
        raise ReportError(
            "the licence table of this installation is damaged", fix="install ftcheck again"
        ) from error
