"""The presets: what happens to each category when nobody says more."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from compliance.policy.operators import Action

Preset = Literal["strict", "balanced", "pseudonymize"]

ACTIONS: Mapping[Preset, Mapping[str, Action]] = {
    "balanced": {"organization": "allow", "date": "allow", "TITLE": "allow"},
    "strict": {"special_category": "review", "criminal": "review"},
    "pseudonymize": {"secret": "block", "TITLE": "allow"},
}
"""Preset → entity type or category → action; everything else is replaced."""

ALWAYS: Mapping[str, Action] = {"DATE_OF_BIRTH": "anonymize"}
"""Types that no preset leaves: a plain date may stay, a birth date never does."""

MEANING: Mapping[Preset, str] = {
    "balanced": "everything is replaced but organisations, plain dates and forms of address",
    "strict": "these are replaced too; special categories and offences wait for a person",
    "pseudonymize": "every value is replaced by one slot in the whole dataset and kept, "
    "encrypted, in a vault that can be destroyed; secrets block",
}
