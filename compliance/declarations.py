"""What a company declares about itself, its purposes and its sources in ftcheck.toml.

Declarations are facts that no tool can measure. A missing one is an open point, never a pass.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from compliance.dataset.kinds import Kind

LegalBasis = Literal["6.1.a", "6.1.b", "6.1.c", "6.1.d", "6.1.e", "6.1.f"]
"""GDPR Art. 6(1): consent, contract, legal obligation, vital interests, public task, interests."""

SourceKind = Literal["own", "licensed", "public", "scraped", "user"]
"""The controller's own data; bought or licensed ones; published as open data; collected from the
web; written by users of a service. As in the template of AI Act Art. 53(1)(d)."""


class _Declared(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


class Controller(_Declared):
    """Who decides about the processing (GDPR Art. 4(7), 30(1)(a))."""

    name: str = ""
    address: str = ""
    contact: str = ""


class DataProtectionOfficer(_Declared):
    """Whom a data subject and the authority may ask (GDPR Art. 37(7))."""

    name: str = ""
    contact: str = ""


class Purpose(_Declared):
    """What for, in one phase (GDPR Art. 5(1)(b))."""

    id: str
    phase: Literal["train", "deploy"] = "train"
    description: str


class Recipient(_Declared):
    """Who gets the data, the adapter or what the model answers (GDPR Art. 4(9), 13(1)(e), 28)."""

    name: str = Field(min_length=1)
    role: Literal["processor", "controller", "joint_controller", "authority", "public"]
    """Works for the controller, or decides on its own; `public` for a model that is published."""
    gets: str = ""
    """What: data, adapter, answers."""
    country: str = Field(default="", pattern=r"^([A-Z]{2})?$")
    """ISO 3166-1, such as DE."""
    safeguard: str = ""
    """Outside the EEA: on what the transfer rests (GDPR Art. 45, 46), for instance an adequacy
    decision or standard contractual clauses."""

    @property
    def is_transfer(self) -> bool:
        """Whether this is a transfer to a third country (GDPR Art. 44)."""
        return bool(self.country) and self.country not in EEA


EEA: frozenset[str] = frozenset(
    "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IS IT LI LT LU LV MT NL NO PL PT RO SE SI SK"
    .split()
)  # fmt: skip
"""The member states of the EU with Iceland, Liechtenstein and Norway (ISO 3166-1)."""


class Source(_Declared):
    """One source of training data."""

    id: str = Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9_.-]*$")
    path: str
    description: str = ""
    origin: str = ""
    """Where it came from, in words."""
    licence: str = ""
    """SPDX identifier, or `proprietary` for the controller's own data."""
    rights_holder: str = ""
    legal_basis: LegalBasis | None = None
    purposes: tuple[str, ...] = ()
    """Ids of [[purposes]]."""
    notice_ref: str = ""
    """Where the people were told (GDPR Art. 13, 14)."""
    consent_ref: str = ""
    """Where consent is recorded; needed with legal basis 6.1.a (GDPR Art. 7(1))."""
    retention_until: date | None = None
    personal_data: bool | None = None
    """Whether the source holds personal data; held against the findings."""
    special_categories: Literal["none", "expected"] | None = None
    """GDPR Art. 9 data in the source; held against the findings."""
    art9_condition: str = ""
    """The condition of GDPR Art. 9(2) that applies, for instance `9.2.a`; needed when expected."""
    fictional: bool = False
    """All persons in it are invented; held against identifiers that could be somebody's."""
    kind_of_source: SourceKind | None = None
    """Whose data they are; scraped and public ones have rules of their own."""
    purpose_compatible: bool | None = None
    """Whether training is what the data were collected for, or compatible with it (Art. 6(4))."""
    compatibility_ref: str = ""
    """Where that was tested."""
    consent_withdrawals: Annotated[int, Field(ge=0)] | None = None
    """Persons who withdrew their consent; needed with legal basis 6.1.a (Art. 7(3))."""
    withdrawals_removed: bool | None = None
    """Whether their data were taken out of the source."""
    tdm_opt_out_checked: date | None = None
    """When it was checked that no right holder reserved text and data mining (DSM Art. 4(3))."""
    opt_outs_ref: str = ""
    """Where opt-outs and objections (GDPR Art. 21) are recorded."""
    opt_outs: Annotated[int, Field(ge=0)] | None = None
    """How many there are."""
    opt_outs_removed: bool | None = None
    """Whether what they concern was taken out of the source."""
    kind: Kind | None = None
    id_field: str | None = None
    group_field: str | None = None


def _always(_: Source) -> bool:
    return True


def _is_personal(source: Source) -> bool:
    return source.personal_data is not False and not source.fictional


NEEDED: tuple[tuple[str, str, Callable[[Source], bool]], ...] = (
    ("licence", "under which licence the data may be used", _always),
    ("rights_holder", "who holds the rights", _always),
    ("origin", "where the data come from", _always),
    ("purposes", "for which of the purposes the data are used", _always),
    ("personal_data", "whether the data hold personal data", _always),
    ("special_categories", "whether GDPR Art. 9 data are in it", _always),
    ("kind_of_source", "own, licensed, public, scraped or user", _always),
    ("legal_basis", "the legal basis (GDPR Art. 6(1))", _is_personal),
    ("notice_ref", "where the people were told (GDPR Art. 13, 14)", _is_personal),
    (
        "purpose_compatible",
        "whether training is compatible with what they were collected for (Art. 6(4))",
        _is_personal,
    ),
    (
        "compatibility_ref",
        "where that was tested (Art. 6(4))",
        lambda source: _is_personal(source) and bool(source.purpose_compatible),
    ),
    (
        "retention_until",
        "until when the data are kept",
        lambda source: source.personal_data is not False,
    ),
    (
        "consent_withdrawals",
        "how many withdrew their consent (GDPR Art. 7(3)), 0 included",
        lambda source: source.legal_basis == "6.1.a",
    ),
    (
        "art9_condition",
        "the condition of Art. 9(2)",
        lambda source: source.special_categories == "expected" and not source.fictional,
    ),
    (
        "withdrawals_removed",
        "whether their data were taken out",
        lambda source: bool(source.consent_withdrawals),
    ),
    (
        "tdm_opt_out_checked",
        "when reservations of text and data mining were checked (DSM Directive Art. 4(3))",
        lambda source: source.kind_of_source in ("scraped", "public"),
    ),
    (
        "opt_outs_ref",
        "where opt-outs and objections are recorded",
        lambda source: source.kind_of_source == "scraped",
    ),
    (
        "opt_outs",
        "how many opt-outs there are, 0 included",
        lambda source: source.kind_of_source == "scraped",
    ),
    (
        "opt_outs_removed",
        "whether what they concern was taken out",
        lambda source: bool(source.opt_outs),
    ),
)
"""What a source has to declare: key, what it says, and for which sources; in the order in which the
gate asks for it."""


class Declarations(_Declared):
    """All declarations of a project."""

    controller: Controller = Controller()
    dpo: DataProtectionOfficer = DataProtectionOfficer()
    purposes: tuple[Purpose, ...] = ()
    sources: tuple[Source, ...] = ()
    recipients: tuple[Recipient, ...] | None = None
    """None where nothing is declared; empty: nobody outside gets anything."""
    automated_decisions: str = ""
    """Whether the model decides about people on its own (GDPR Art. 22), and how; or `none`."""

    def problems(self) -> list[str]:
        """Return what contradicts itself: double ids, purposes that are not declared."""
        found = [f"sources: the id {name!r} stands twice" for name in _twice(self.sources)]
        found += [f"purposes: the id {name!r} stands twice" for name in _twice(self.purposes)]
        found += [
            f"recipients[{number}].safeguard: is missing for a transfer outside the EEA"
            for number, each in enumerate(self.recipients or ())
            if each.is_transfer and not each.safeguard
        ]
        known = {purpose.id for purpose in self.purposes}
        found += [
            f"sources.{source.id}.purposes: {name!r} is not declared in [[purposes]]"
            for source in self.sources
            for name in source.purposes
            if name not in known
        ]
        return found


def _twice(items: Sequence[Purpose | Source]) -> list[str]:
    names = [item.id for item in items]
    return sorted({name for name in names if names.count(name) > 1})
