"""May this data train a model? Facts → reasons → one verdict."""

from compliance.gate.decide import (
    SCHEMA,
    Decision,
    Verdict,
    decide,
    decide_base,
    decide_synthetic,
    decision_document,
)
from compliance.gate.facts import Facts
from compliance.gate.reasons import Reason, Severity

__all__ = [
    "SCHEMA",
    "Decision",
    "Facts",
    "Reason",
    "Severity",
    "Verdict",
    "decide",
    "decide_base",
    "decide_synthetic",
    "decision_document",
]
