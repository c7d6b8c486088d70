"""One test's entry in a probe document."""

from __future__ import annotations

from typing import Any


def entry(
    test: tuple[str, str], status: str, verdict: str, result: dict[str, Any], statement: str
) -> dict[str, Any]:
    """Return the entry of a test.

    Args:
        test: its id, and its title as reports say it.
        status: `run`, `not_measurable` or `not_tested`.
        verdict: `pass`, `warn`, `fail` or `open`.
        result: counts; no value.
        statement: what it means, in words.
    """
    return {
        "id": test[0],
        "title": test[1],
        "status": status,
        "verdict": verdict,
        "result": result,
        "statement": statement,
    }
