"""What the scanner finds in which language of the data, in lines for people and evidence."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from compliance.detect.names.engines import coverage as names
from compliance.detect.special.coverage import special_in


def coverage(detector: Mapping[str, Any], languages: Mapping[str, int]) -> dict[str, list[str]]:
    """Return how names are found in each language, and where special categories are not looked for.

    Args:
        detector: what an engine says of itself (`Engine.describe`).
        languages: language → records, as a scan counts them.
    """
    return {
        "names": names.coverage(detector, languages),
        "special_categories": special_in(detector, languages),
    }
