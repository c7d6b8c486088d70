"""Everything that a verdict is made from, as the documents of a run and the company say it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from compliance.declarations import Declarations
from compliance.findings import ScanTotals
from compliance.policy import Action, Policy
from compliance.quality.config import QualityConfig
from compliance.risk.config import RiskConfig
from compliance.waivers import WaiversHere


@dataclass(frozen=True, slots=True)
class Facts:
    """What decide() takes, and nothing else: no clock, no disk, no detector."""

    declarations: Declarations
    """What the company declares."""
    policy: Policy
    """What may happen to each type of data."""
    before: ScanTotals
    """The scan of the data as delivered."""
    after: ScanTotals
    """The scan of the cleaned data, without what lies inside replacements."""
    treated: Counter[tuple[str, Action]]
    """(entity type, action) → findings of the data as delivered, each where it stood."""
    check: Mapping[str, Any]
    """check.json: what was measured on the cleaned data."""
    today: date
    """For dates of retention and of waivers: a clock that was set back prolongs nothing."""
    review: Mapping[str, Any] = field(default_factory=dict)
    """review.json: what people decided."""
    came_back: Mapping[str, int] = field(default_factory=dict)
    """Source id → records with an identifier of a person whose data were erased."""
    quality: QualityConfig = QualityConfig()
    """From which share on a fact about quality is said."""
    waivers: WaiversHere = WaiversHere()
    """What people took responsibility for."""
    clock_behind: bool = False
    """The clock stands before the last entry of the ledger."""
    risk: RiskConfig = field(default_factory=RiskConfig)
    """What the company claims of the cleaned data, and which groups are too small."""

    @classmethod
    def from_documents(
        cls,
        *,
        declarations: Declarations,
        policy: Policy,
        scan: Mapping[str, Any],
        cleaning: Mapping[str, Any],
        check: Mapping[str, Any],
        today: date,
        review: Mapping[str, Any] | None = None,
        risk: RiskConfig | None = None,
        quality: QualityConfig | None = None,
        waivers: WaiversHere | None = None,
        clock_behind: bool = False,
    ) -> Facts:
        """Return the facts that the documents of a run hold.

        Args:
            declarations: what the company declares.
            policy: what may happen to each type of data.
            scan: scan.json without its findings.
            cleaning: anonymize.json.
            check: check.json.
            today: the later one of the clock's day and that of the ledger's last entry.
            review: review.json.
            risk: the settings of [risk].
            quality: the settings of [quality].
            waivers: of the project, as they stand to the run and its data.
            clock_behind: the clock stands before the last entry of the ledger.
        """
        return cls(
            declarations=declarations,
            policy=policy,
            before=ScanTotals.from_document(scan),
            after=ScanTotals.from_document(check["rescan"]),
            treated=Counter(
                {
                    (name, action): number
                    for name, actions in cleaning["treated"].items()
                    for action, number in actions.items()
                }
            ),
            check=check,
            today=today,
            review=review or {},
            came_back=scan["dataset"].get("with_identifiers_of_erased", {}),
            risk=risk or RiskConfig(),
            quality=quality or QualityConfig(),
            waivers=waivers or WaiversHere(),
            clock_behind=clock_behind,
        )
