"""What the policy decides on each finding where it stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from compliance.dataset.record import Record
from compliance.findings import Finding
from compliance.policy import Place, Policy, Treatment, role_of

Treated = tuple[Finding, Treatment]


def treatments(record: Record, findings: Iterable[Finding], policy: Policy) -> Iterator[Treated]:
    """Yield each finding that counts, with what the policy decides on it where it stands.

    What a person looked at counts whatever its score is, and waits for nobody.
    """
    for finding in findings:
        how = policy.treatment(finding.type, Place(finding.field, role_of(record, finding.field)))
        if finding.reviewed and how.action == "review":
            how = replace(how, action="anonymize")
        if finding.reviewed or finding.score >= how.min_score:
            yield finding, how
