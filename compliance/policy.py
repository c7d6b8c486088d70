"""The policy: what happens to each type of personal data. The user decides, it is applied."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from compliance.detect.types import TYPES, category_of
from compliance.suggest import did_you_mean

Action = Literal["block", "anonymize", "review", "allow"]
Preset = Literal["strict", "balanced"]
Unread = Literal["note", "review", "block"]

_BALANCED: Mapping[str, Action] = {"organization": "allow", "date": "allow", "TITLE": "allow"}
_STRICT: Mapping[str, Action] = {"special_category": "review", "criminal": "review"}
_PRESETS: Mapping[Preset, Mapping[str, Action]] = {"balanced": _BALANCED, "strict": _STRICT}
# In the balanced preset a plain date stays, a birth date never does.
_ALWAYS: Mapping[str, Action] = {"DATE_OF_BIRTH": "anonymize"}


class Policy(BaseModel):
    """Actions per entity type and category.

    The most specific wins: type, then category, then the preset in the same order, then
    `anonymize`.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    preset: Preset = "balanced"
    """`balanced` anonymises everything but organisations, plain dates and forms of address;
    `strict` anonymises these too and asks a person about special categories and criminal
    offences."""
    min_score: float = Field(default=0.4, ge=0.0, le=1.0)
    """Findings below this score are not counted as personal data."""
    actions: dict[str, Action] = {}
    """Entity type or category → action, over the preset."""
    languages_without_name_model: Unread = "note"
    """What it means that texts are in a language whose names no model reads: rules and lists
    still look for them there. `note` says so, `review` asks a person, `block` forbids such data."""

    languages_without_special_words: Unread = "note"
    """What it means that texts are in a language in which no special categories are looked for."""

    def action_for(self, entity_type: str) -> Action:
        """Return the action for an entity type, known or not."""
        category = category_of(entity_type)
        preset = _PRESETS[self.preset]
        for table, key in (
            (self.actions, entity_type),
            (self.actions, category),
            (_ALWAYS, entity_type),
            (preset, entity_type),
            (preset, category),
        ):
            if key in table:
                return table[key]
        return "anonymize"

    def problems(self) -> list[str]:
        """Return the keys of `actions` that name neither a type nor a category."""
        known = {*TYPES, *(category_of(name) for name in TYPES)}
        return [
            f"policy.actions: {name!r} is neither an entity type nor a category"
            f"{did_you_mean(name, known)}"
            for name in self.actions
            if name not in known
        ]
