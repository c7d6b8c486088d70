"""What a report may say: evidence documents of one run, and facts that know where they come from.

A `Fact` is a value with its source: measured by the tool, declared by a person, or open (nobody
said). Facts are read from documents on disk and never worked out here, so each figure of a report
can be looked up again.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from compliance import declarations
from compliance.clearance import PASSING

Source = Literal["measured", "declared", "open"]


@dataclass(frozen=True, slots=True)
class Fact:
    """One value and where it comes from."""

    value: Any
    """The value as it stands in the evidence; None when it is open."""
    source: Source
    """`measured` by the tool, `declared` by a person, or `open`."""
    where: str
    """File and key, for instance `eval.json: metrics.loss.tuned.value`."""

    @property
    def known(self) -> bool:
        """Tell whether there is a value."""
        return self.source != "open"


@dataclass(frozen=True, slots=True)
class Document:
    """One evidence document of a run."""

    name: str
    """Relative POSIX path, for instance `training.json`."""
    data: Mapping[str, Any]
    sha256: str
    """Hash of the file's bytes."""

    def fact(self, path: str, *, declared: bool = False) -> Fact:
        """Return the value at a dotted path as a fact; open when it is missing, null or empty.

        Args:
            path: keys joined by dots, for instance `metrics.loss.tuned.value`.
            declared: a person wrote the value (else the tool measured it).
        """
        return make_fact(self.get(path), f"{self.name}: {path}", declared=declared)

    def get(self, path: str) -> Any:
        """Return the value at a dotted path, or None."""
        value: Any = self.data
        for key in path.split("."):
            if not isinstance(value, Mapping) or key not in value:
                return None
            value = value[key]
        return value

    def mapping(self, path: str) -> Mapping[str, Any]:
        """Return the object at a dotted path; empty when there is none."""
        value = self.get(path)
        return value if isinstance(value, Mapping) else {}

    def items(self, path: str) -> list[Mapping[str, Any]]:
        """Return the objects of the array at a dotted path; empty when there is none."""
        value = self.get(path)
        if not isinstance(value, Sequence) or isinstance(value, str):
            return []
        return [item for item in value if isinstance(item, Mapping)]


def make_fact(value: Any, where: str, *, declared: bool = False) -> Fact:
    """Return a fact for `value`; open when it is None, an empty text, list or object."""
    if value is None or (isinstance(value, str | list | tuple | Mapping) and not value):
        return Fact(None, "open", where)
    return Fact(value, "declared" if declared else "measured", where)


@dataclass(frozen=True, slots=True)
class EvidenceFile:
    """One file of the run directory."""

    name: str
    sha256: str
    size: int
    """Bytes."""


@dataclass(frozen=True, slots=True)
class Report:
    """Everything that a rendering needs; made by `load_report`."""

    run: str
    """Name of the run."""
    generated_at: str
    """UTC, ISO 8601; given by the caller so that two renderings are equal."""
    public_key_id: str
    ledger_head: str
    lock: Document
    scan: Document
    """Without its findings: only dataset and summary are held."""
    decision: Document
    clearance: Document | None
    anonymize: Document | None
    check: Document | None
    """What was measured on the cleaned data."""
    review: Document | None
    """What people decided on findings, as counts."""
    rights: Document | None
    """Requests of persons, as counts over the whole project."""
    synthetic_decision: Document | None
    synthetic_clearance: Document | None
    split: Document | None
    augment: Document | None
    base_model: Document | None
    search: Document | None
    """For the settings of the training, where there was one."""
    training: Document | None
    evaluation: Document | None
    probe: Document | None
    weights: Document | None
    """adapter/MANIFEST.json, or model/MANIFEST.json of a model that was trained whole."""
    files: tuple[EvidenceFile, ...]
    """Evidence files of the run, sorted by name; reports and the seal are not among them."""

    @property
    def verdict(self) -> str:
        """Return the gate's verdict code."""
        return str(self.decision.get("verdict") or "")

    @property
    def cleared(self) -> bool:
        """Tell whether the gate let the data pass."""
        return self.verdict in PASSING

    @property
    def stopped_by_synthetic(self) -> bool:
        """Tell whether the gate let the data pass, but not the synthetic examples."""
        decision = self.synthetic_decision
        return decision is not None and decision.get("verdict") not in PASSING

    def config(self, path: str) -> Fact:
        """Return a declared value of the resolved configuration."""
        return self.lock.fact(f"config.{path}", declared=True)

    def sources(self) -> list[Mapping[str, Any]]:
        """Return the declared sources."""
        return self.lock.items("config.sources")

    def purposes(self) -> list[Mapping[str, Any]]:
        """Return the declared purposes."""
        return self.lock.items("config.purposes")

    def source_fact(self, index: int, key: str) -> Fact:
        """Return a declared value of one source; `False` counts as an answer."""
        value = self.sources()[index].get(key)
        return make_fact(value, f"project.lock.json: config.sources[{index}].{key}", declared=True)

    def asks(self, index: int, key: str) -> bool:
        """Tell whether a source has to declare `key`; what is declared anyway is shown as well."""
        source = self.sources()[index]
        if source.get(key) not in (None, "", [], ()):
            return True
        if key == "consent_ref":
            return source.get("legal_basis") == "6.1.a"
        # Not validated: the report of a lock that somebody changed says so elsewhere.
        declared = declarations.Source.model_construct(**source)
        conditions = {name: applies for name, _, applies in declarations.NEEDED}
        return key not in conditions or conditions[key](declared)

    def locked_source(self, source_id: str) -> Mapping[str, Any]:
        """Return what was measured of a declared source: files, kind, records."""
        for item in self.lock.items("sources"):
            if item.get("id") == source_id:
                return item
        return {}

    def documents(self) -> Iterator[Document]:
        """Yield the documents that are there."""
        every = (
            self.lock,
            self.scan,
            self.decision,
            self.clearance,
            self.anonymize,
            self.check,
            self.review,
            self.rights,
            self.synthetic_decision,
            self.synthetic_clearance,
            self.split,
            self.augment,
            self.base_model,
            self.search,
            self.training,
            self.evaluation,
            self.probe,
            self.weights,
        )
        yield from (document for document in every if document is not None)
