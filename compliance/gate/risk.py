"""Reasons from the risk of re-identification, measured on the cleaned data."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from compliance.gate.reasons import Reason, Severity
from compliance.policy import Preset
from compliance.risk.config import Below, RiskConfig

_BELOW: Mapping[Below, tuple[str, Severity]] = {
    "note": ("G421", "note"),
    "review": ("G221", "review"),
    "block": ("G121", "block"),
}


def reasons(risk: Mapping[str, Any], config: RiskConfig, preset: Preset) -> Iterator[Reason]:
    """Yield what the measurement says against the cleaned data.

    A claim of anonymity is held against it: what can be singled out or linked is not anonymous.
    Without one, small groups are a fact to know, because the data stay personal data anyway.

    Args:
        risk: `risk` of check.json.
        config: the settings of [risk].
        preset: of the policy.

    Basis: GDPR Recital 26, Art. 4(5); WP216 (Opinion 05/2014); EDPB draft 02/2026.
    """
    cleaned = risk["cleaned"]
    code, severity = _BELOW[config.below or ("review" if preset == "strict" else "note")]
    by_k = cleaned["singling_out"]["by_few_about_persons"]["by_k"]
    # Whoever fits with all others is told apart by nothing, however few there are.
    least = min(config.min_k, cleaned["units"])
    few = sum(count for k, count in by_k.items() if int(k) < least)
    if few:
        yield Reason(
            code,
            severity,
            f"persons or cases stand in a group of fewer than {config.min_k} by at most three "
            f"facts that stay in the cleaned data{_most_telling(cleaned)}",
            few,
        )
    if config.claim == "anonymous":
        yield from _against_anonymity(cleaned)
    own = cleaned["columns"]["own_value"]
    if own:
        yield Reason(
            "G422",
            "note",
            "columns of the cleaned data hold a value of its own for nearly every person or case, "
            f"which leads back to the source: {', '.join(sorted(own))}",
            len(own),
        )
    inferred = [one for one in cleaned["inference"]["by_type"] if one["homogeneous_large"]]
    if inferred:
        yield Reason(
            "G423",
            "note",
            f"groups of {cleaned['inference']['least_group']} and more with the same facts all say "
            f"the same about {', '.join(one['kind'] for one in inferred)}: it can be inferred",
            max(one["homogeneous_large"] for one in inferred),
        )


def _most_telling(cleaned: Mapping[str, Any]) -> str:
    """Return the fact without which the fewest would stand alone, in words; empty if there is none.

    What a company can change: replace it, make it coarser, or have the scanner look for it.
    """
    alone = cleaned["singling_out"]["by_few"]["alone"]
    telling = min(cleaned["facts"], key=lambda fact: fact["alone_without"], default=None)
    if telling is None or telling["alone_without"] >= alone:
        return ""
    return f", most by {telling['type']}: without it {telling['alone_without']} would stand alone"


def _against_anonymity(cleaned: Mapping[str, Any]) -> Iterator[Reason]:
    alone = max(cleaned["singling_out"][key]["alone"] for key in ("by_few", "by_all"))
    if alone:
        yield Reason(
            "G122",
            "block",
            "the cleaned data are claimed to be anonymous, but persons or cases can be singled "
            "out by facts that stay in them",
            alone,
        )
    identified = cleaned["identified"]["units"]
    if identified:
        yield Reason(
            "G123",
            "block",
            "the cleaned data are claimed to be anonymous, but values that point to a person on "
            "their own stay in them",
            identified,
        )
    linked = max((one["units"] for one in cleaned["linkability"]["slots"].values()), default=0)
    if linked:
        yield Reason(
            "G124",
            "block",
            "the cleaned data are claimed to be anonymous, but the same slot stands for the same "
            "value in several of them: that is pseudonymised (GDPR Art. 4(5))",
            linked,
        )
    if cleaned["units_with_text"]:
        yield Reason(
            "G222",
            "review",
            "the cleaned data are claimed to be anonymous and hold free text: what a text tells "
            "cannot be counted, so a person has to judge it",
            cleaned["units_with_text"],
        )
