"""What the declared licence of a data source allows and asks for."""

from __future__ import annotations

from typing import Any

from compliance.suggest import did_you_mean
from reports.licence.rules import fold, load_rules

_NONE = frozenset({"", "none", "unknown", "no-licence", "no-license", "n/a", "tbd", "?"})


def resolve_data(licence: str, *, commercial: bool = True) -> dict[str, Any]:
    """Return duties, limits and flags of a data licence.

    Args:
        licence: as declared: an SPDX name, `proprietary`, or empty.
        commercial: the use is commercial; turns a non-commercial licence into a block.

    Returns:
        `state` is `known`, `unknown` (a name that is not in the table) or `none` (no permission
        shown); `flags` are {"severity", "text"}.
    """
    rules = load_rules()
    base: dict[str, Any] = {
        "schema": "ftcheck.data-licence/1",
        "given": licence,
        "id": None,
        "spdx": None,
        "commercial": "unknown",
        "duties": [],
        "limits": [],
        "checked_on": rules.checked_on,
        "verified": None,
    }
    if fold(licence) in _NONE:
        text = "no licence is declared: no permission to use the texts is shown"
        return {
            **base,
            "state": "none",
            "title": "no licence",
            "flags": [{"severity": "review", "text": text}],
        }
    found = rules.data_licence(licence)
    if found is None:
        known = {item.id for item in rules.data} | {item.spdx for item in rules.data if item.spdx}
        hint = did_you_mean(licence, known)
        text = f"this name is not in the licence table{hint}; read the terms and decide"
        return {
            **base,
            "state": "unknown",
            "title": "not in the licence table",
            "flags": [{"severity": "review", "text": text}],
        }
    flags = [
        {
            "severity": "note" if flag.severity == "block" and not commercial else flag.severity,
            "text": flag.text,
        }
        for flag in found.flags
    ]
    return {
        **base,
        "state": found.state,
        "id": found.id,
        "spdx": found.spdx,
        "title": found.title,
        "commercial": found.commercial,
        "duties": list(found.duties),
        "limits": list(found.limits),
        "flags": flags,
        "verified": found.verified,
    }
