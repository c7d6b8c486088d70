"""What the user decides about personal data: actions, operators, thresholds, places, lists."""

from compliance.policy.model import Action, OperatorChoice, OperatorName, Policy, Preset
from compliance.policy.place import Place, role_of
from compliance.policy.rules import Rule
from compliance.policy.treatment import Treatment

__all__ = [
    "Action",
    "OperatorChoice",
    "OperatorName",
    "Place",
    "Policy",
    "Preset",
    "Rule",
    "Treatment",
    "role_of",
]
