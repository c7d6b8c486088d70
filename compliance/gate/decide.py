"""decide(): the only place where a verdict is made.

It is pure: the same facts give the same verdict. Each origin of reasons is a module beside this one
that yields them; only here they are weighed. A waiver turns what it covers into a note, never away.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from types import MappingProxyType
from typing import Any, Literal

from compliance.findings import ScanTotals
from compliance.gate import declared, erased, findings, quality, residue, reviewed, risk, waivers
from compliance.gate.facts import Facts
from compliance.gate.reasons import Reason
from compliance.policy.treatment import REPLACING
from compliance.waivers import Data

SCHEMA = "ftcheck.decision/2"
Verdict = Literal["clear", "clear_after_anonymization", "needs_review", "blocked"]


@dataclass(frozen=True, slots=True)
class Decision:
    """The verdict on a dataset with its reasons."""

    verdict: Verdict
    reasons: tuple[Reason, ...]


def decide(facts: Facts) -> Decision:
    """Return the verdict on a dataset.

    Basis: GDPR Art. 5(1), 5(2), 6, 9, 24, 30.
    """
    found = (
        *findings.reasons(facts),
        *declared.reasons(facts),
        *quality.reasons(facts.check["quality"], facts.after.languages, facts.quality),
        *residue.reasons(facts.check["residue"]),
        *reviewed.reasons(facts.review),
        *erased.reasons(facts.came_back),
        *risk.reasons(facts.check["risk"], facts.risk, facts.policy.preset),
    )
    reasons = (
        *waivers.waived(found, facts.waivers, facts.today),
        *waivers.reasons(facts.waivers, facts.today, clock_behind=facts.clock_behind),
    )
    cleaned = any(action in REPLACING for _, action in facts.treated)
    return Decision(weigh(reasons, cleaned=cleaned), reasons)


def decide_synthetic(*, left: Mapping[str, int]) -> Decision:
    """Return the verdict on synthetic records made from a cleared dataset: no finding is allowed.

    Args:
        left: entity type → findings in the synthetic records that the policy does not allow.
    """
    reasons = tuple(findings.residual(left))
    return Decision(weigh(reasons, cleaned=False), reasons)


def decide_base(flags: Iterable[Mapping[str, Any]]) -> Decision:
    """Return the verdict on a base model, from the flags of its licence dossier.

    A licence that forbids the use blocks. What is merely unknown about a base model stays an open
    point of every report: tuning does not mend it, and the gate cannot.

    Args:
        flags: `severity` (block, review or note) and `text` of each.
    """
    reasons = tuple(
        Reason("G501", "block", str(flag["text"]))
        for flag in flags
        if flag.get("severity") == "block"
    )
    return Decision(weigh(reasons, cleaned=False), reasons)


def weigh(reasons: Iterable[Reason], *, cleaned: bool) -> Verdict:
    """Return the verdict that reasons make: the gravest of them decides.

    Args:
        reasons: all of them; their order does not matter.
        cleaned: something was replaced.
    """
    severities = {reason.severity for reason in reasons}
    if "block" in severities:
        return "blocked"
    if severities & {"review", "open"}:
        return "needs_review"
    return "clear_after_anonymization" if cleaned else "clear"


def decision_document(
    decision: Decision,
    *,
    before: ScanTotals,
    after: ScanTotals,
    removed: Mapping[str, int],
    hashes: Mapping[str, Any],
    data: Data = MappingProxyType({}),
    waivers: Sequence[Mapping[str, Any]] = (),
) -> dict[str, Any]:
    """Return decision.json: verdict, reasons, counts, and the hashes it is bound to. No time.

    Args:
        decision: the verdict with its reasons.
        before: counts of the data as delivered.
        after: counts of the cleaned data.
        removed: entity type → replaced mentions.
        hashes: name → SHA-256 of what it was made from.
        data: the files of the sources.
        waivers: those that were granted for this run and these data.
    """
    return {
        "schema": SCHEMA,
        "verdict": decision.verdict,
        "reasons": [asdict(reason) for reason in decision.reasons],
        "records": {"in": before.records, "out": after.records},
        "findings_before": dict(sorted(before.by_type.items())),
        "findings_after": dict(sorted(after.by_type.items())),
        "removed": dict(sorted(removed.items())),
        "sources": [{"id": source, "files": list(files)} for source, files in data.items()],
        **hashes,
        "waivers": list(waivers),
    }
