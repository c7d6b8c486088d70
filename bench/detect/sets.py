"""The data sets of the benchmark: texts with gold spans, and the options each set is run with."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

REPOSITORY = Path(__file__).resolve().parents[2]
DESK = REPOSITORY / "examples" / "support-desk"

SPECIAL = (
    "HEALTH",
    "TRADE_UNION_MEMBERSHIP",
    "RELIGION",
    "POLITICAL_OPINION",
    "SEXUAL_ORIENTATION",
    "ETHNIC_ORIGIN",
    "GENETIC_DATA",
    "BIOMETRIC_DATA",
    "CRIMINAL_OFFENCE",
)
"""Types that are switched off in ftcheck where the gold of a set does not mark them."""


@dataclass(frozen=True, slots=True)
class Gold:
    """One annotated span; offsets are code points."""

    start: int
    end: int
    type: str
    kind: str = ""
    """DIRECT or QUASI in TAB, else empty."""
    entity: str = ""
    """The entity whose mention this is, in TAB."""


@dataclass(frozen=True, slots=True)
class Document:
    """One text with its gold."""

    id: str
    text: str
    gold: tuple[Gold, ...]
    record: str = ""
    """What the texts of one chat have in common."""


@dataclass(frozen=True)
class DataSet:
    """A set and how it is run."""

    name: str
    title: str
    documents: tuple[Document, ...]
    options: Mapping[str, Any] = field(default_factory=dict)
    """For ftcheck's `DetectConfig`; types in `disabled` that it does not know are left out."""
    dates_in_gold: bool = True
    """Where False, a plain date that a tool finds off the gold is neither right nor wrong."""
    types: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """Which types of ftcheck are the right label for a gold type; missing: nothing maps."""

    @property
    def characters(self) -> int:
        """Return the length of all texts."""
        return sum(len(document.text) for document in self.documents)


def _map(**types: str) -> dict[str, frozenset[str]]:
    return {name: frozenset(value.split()) for name, value in types.items()}


_DATES = "DATE_TIME DATE_OF_BIRTH"
_PLACE = "LOCATION STREET_ADDRESS"
_NUMBER = "CUSTOMER_ID CASE_NUMBER"
_TAB_TYPES = _map(
    PERSON="PERSON", ORG="ORGANIZATION", LOC=_PLACE, DATETIME=f"{_DATES} AGE", CODE=_NUMBER,
    DEM="NATIONALITY OCCUPATION AGE",
)  # fmt: skip
_GRASCCO_TYPES = _map(
    DATE=_DATES, NAME_PATIENT="PERSON", NAME_DOCTOR="PERSON", NAME_RELATIVE="PERSON",
    NAME_TITLE="PERSON", LOCATION_CITY=_PLACE, LOCATION_ZIP=_PLACE, LOCATION_STREET=_PLACE,
    LOCATION_COUNTRY=_PLACE, LOCATION_HOSPITAL="ORGANIZATION",
    LOCATION_ORGANIZATION="ORGANIZATION", AGE="AGE DATE_OF_BIRTH", CONTACT_PHONE="PHONE_NUMBER",
    CONTACT_FAX="PHONE_NUMBER", CONTACT_EMAIL="EMAIL_ADDRESS", ID=_NUMBER,
    NAME_USERNAME="USERNAME", PROFESSION="OCCUPATION",
)  # fmt: skip
_MEDDOCAN_TYPES = _map(
    TERRITORIO=_PLACE, PAIS=_PLACE, CALLE=_PLACE, FECHAS=_DATES, EDAD_SUJETO_ASISTENCIA="AGE",
    NOMBRE_SUJETO_ASISTENCIA="PERSON", NOMBRE_PERSONAL_SANITARIO="PERSON",
    CORREO_ELECTRONICO="EMAIL_ADDRESS", NUMERO_TELEFONO="PHONE_NUMBER",
    NUMERO_FAX="PHONE_NUMBER", HOSPITAL="ORGANIZATION", INSTITUCION="ORGANIZATION",
    CENTRO_SALUD="ORGANIZATION", ID_SUJETO_ASISTENCIA=_NUMBER, ID_CONTACTO_ASISTENCIAL=_NUMBER,
    ID_TITULACION_PERSONAL_SANITARIO=_NUMBER,
    ID_ASEGURAMIENTO="ES_SOCIAL_SECURITY SOCIAL_SECURITY HEALTH_INSURANCE",
    PROFESION="OCCUPATION", SEXO_SUJETO_ASISTENCIA="GENDER",
)  # fmt: skip
_POLISH_TYPES = _map(
    PERSON="PERSON", LOC=_PLACE, POSTAL=_PLACE, ORG="ORGANIZATION", IBAN="IBAN_CODE",
    PESEL="PL_PESEL", NIP="PL_TAX_ID TAX_ID VAT_ID", REGON="PL_REGON", DOWOD="PL_ID_CARD ID_CARD",
    DOB="DATE_OF_BIRTH",
)  # fmt: skip


def load_sets(shared: Path | None, names: Sequence[str], limit: int | None) -> list[DataSet]:
    """Return the sets that are there, in a fixed order.

    Args:
        shared: the folder beside the project that holds `data/pii_dev`; None: only our own set.
        names: which sets; empty: all.
        limit: at most so many characters of each set, evenly spread over it; None: all of it.
    """
    sets = [*_public(shared / "data" / "pii_dev" if shared else None), support_desk()]
    kept = [each for each in sets if not names or each.name in names]
    return [thinned(each, limit) for each in kept]


def _public(folder: Path | None) -> Iterator[DataSet]:
    if folder is None:
        return
    dates = {"dates": True, "disabled": SPECIAL}
    # Amounts and lengths of sentences are quasi identifiers in TAB.
    cases = {**dates, "amounts": True}
    plan: tuple[tuple[str, str, str, dict[str, Any], bool, Mapping[str, frozenset[str]]], ...] = (
        ("tab", "tab_en.jsonl", "TAB, English court documents", cases, True, _TAB_TYPES),
        ("grascco", "grascco_de.jsonl", "GraSCCo, German letters", dates, True, _GRASCCO_TYPES),
        ("meddocan", "meddocan_es.jsonl", "MEDDOCAN, Spanish cases", dates, True, _MEDDOCAN_TYPES),
        ("polish", "pl_core_address.jsonl", "Polish core and address", {"disabled": SPECIAL},
         False, _POLISH_TYPES),
    )  # fmt: skip
    for name, file, title, options, dates_in_gold, types in plan:
        path = folder / file
        if path.is_file():
            documents = tuple(_documents(path))
            yield DataSet(name, title, documents, options, dates_in_gold, types)


def _documents(path: Path) -> Iterator[Document]:
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            item = json.loads(line)
            gold = tuple(
                Gold(
                    span["start"],
                    span["end"],
                    span["type"],
                    span.get("kind", ""),
                    str(span.get("entity", "")),
                )
                for span in item["spans"]
                if span.get("kind") != "NO_MASK"
            )
            yield Document(str(item["id"]), item["text"], gold, str(item["id"]))


def support_desk(folder: Path = DESK) -> DataSet:
    """Return our own support chats, every message a document."""
    spans: defaultdict[tuple[str, str], list[Gold]] = defaultdict(list)
    for line in (folder / "gold.jsonl").read_text("utf-8").splitlines():
        item = json.loads(line)
        spans[item["record"], item["field"]].append(Gold(item["start"], item["end"], item["type"]))
    documents = []
    for line in (folder / "data" / "chats.jsonl").read_text("utf-8").splitlines():
        chat = json.loads(line)
        for number, message in enumerate(chat["messages"]):
            path = f"$.messages[{number}].content"
            gold = tuple(spans[chat["id"], path])
            documents.append(Document(chat["id"] + path, message["content"], gold, chat["id"]))
    names = {gold.type for document in documents for gold in document.gold}
    types = {name: frozenset((name,)) for name in names}
    types["LOCATION"] = types["STREET_ADDRESS"] = frozenset(_PLACE.split())
    return DataSet("desk", "our support chats", tuple(documents), {}, False, types)


def thinned(data: DataSet, limit: int | None) -> DataSet:
    """Return a set cut to about `limit` characters: every n-th record, all texts of it."""
    if limit is None or data.characters <= limit:
        return data
    step = -(-data.characters // limit)
    records = list(dict.fromkeys(document.record for document in data.documents))[::step]
    wanted = set(records)
    kept = tuple(document for document in data.documents if document.record in wanted)
    return DataSet(data.name, data.title, kept, data.options, data.dates_in_gold, data.types)
