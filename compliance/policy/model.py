"""The policy: what happens to each type of personal data. The user decides, it is applied."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator

from compliance.detect.types import category_of
from compliance.policy.listed import AlwaysList, NeverList
from compliance.policy.operators import LEAVE_A_PART, Action, OperatorChoice, OperatorName
from compliance.policy.own_types import OwnType
from compliance.policy.place import Place
from compliance.policy.presets import ACTIONS, ALWAYS, Preset
from compliance.policy.rules import Rule
from compliance.policy.treatment import Treatment

__all__ = ["Action", "OperatorChoice", "OperatorName", "Policy", "Preset"]

Unread = Literal["note", "review", "block"]
Consistency = Literal["record", "dataset"]
_EVERYWHERE = Place("")


class Policy(BaseModel):
    """Actions, operators and thresholds per entity type and category.

    The most specific wins: a rule for the place, then the type, then the category, then the preset
    in the same order, then `anonymize`.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    preset: Preset = "balanced"
    """`balanced`, `strict` or `pseudonymize`; `ftcheck policy show` says what each means."""
    min_score: float = Field(default=0.4, ge=0.0, le=1.0)
    """Findings below this score are not counted as personal data."""
    scores: dict[str, Annotated[float, Field(ge=0, le=1)]] = {}
    """Entity type or category → a threshold of its own, not below `min_score`."""
    actions: dict[str, Action] = {}
    """Entity type or category → action, over the preset."""
    operators: dict[str, OperatorChoice] = {}
    """Entity type or category → how its values are replaced; `placeholder` elsewhere."""
    rules: tuple[Rule, ...] = ()
    """Rules for some fields or roles; the first that fits decides."""
    consistency: Consistency | None = None
    """Whether equal values share a slot within a record or in the whole dataset. Left out:
    `dataset` with the preset `pseudonymize`, else `record`."""
    always: tuple[AlwaysList, ...] = ()
    """Lists of names and terms that go wherever they stand."""
    never: tuple[NeverList, ...] = ()
    """Lists of terms that are no personal data, such as product names."""
    types: dict[str, OwnType] = {}
    """Entity type of the user's own, from recognizers or lists → its category and title."""
    languages_without_name_model: Unread = "note"
    """What it means that texts are in a language whose names no model reads: rules and lists
    still look for them there. `note` says so, `review` asks a person, `block` forbids such data."""
    languages_without_special_words: Unread = "note"
    """What it means that texts are in a language in which no special categories are looked for."""

    @field_validator("operators", mode="before")
    @classmethod
    def _by_name(cls, value: Any) -> Any:
        if not isinstance(value, dict):
            return value
        return {key: {"name": one} if isinstance(one, str) else one for key, one in value.items()}

    @field_validator("types", mode="before")
    @classmethod
    def _by_category(cls, value: Any) -> Any:
        if not isinstance(value, dict):
            return value
        return {
            key: {"category": one} if isinstance(one, str) else one for key, one in value.items()
        }

    @property
    def keeps_vault(self) -> bool:
        """Whether what is replaced is kept, encrypted, so that it can be put back."""
        return self.preset == "pseudonymize"

    @property
    def scope(self) -> Consistency:
        """Where equal values share a slot or a surrogate."""
        return self.consistency or ("dataset" if self.keeps_vault else "record")

    @property
    def lowest_score(self) -> float:
        """The lowest threshold of any type or place: what a scan has to report."""
        rules = [rule.min_score for rule in self.rules if rule.min_score is not None]
        return min([self.min_score, *rules])

    def category_of(self, entity_type: str) -> str:
        """Return the category of an entity type; for one of the user's own, what `types` says."""
        own = self.types.get(entity_type)
        return own.category if own is not None else category_of(entity_type)

    def action_for(self, entity_type: str) -> Action:
        """Return the action for an entity type, known or not, where no rule holds."""
        return self.treatment(entity_type).action

    def treatment(self, entity_type: str, place: Place = _EVERYWHERE) -> Treatment:
        """Return what happens to a finding of a type at a place.

        Args:
            entity_type: known or not; an unknown one counts as `identity`.
            place: where it stands; left out: a place that no rule names.
        """
        category = self.category_of(entity_type)
        number, rule = next(
            (
                (number, rule)
                for number, rule in enumerate(self.rules, start=1)
                if rule.fits(entity_type, category, place)
            ),
            (0, None),
        )
        by_rule = f"rule {number}"
        action, action_by = self._action(entity_type, category)
        operator, operator_by = self._operator(entity_type, category)
        score, score_by = self._score(entity_type, category)
        if rule is not None:
            if rule.action is not None:
                action, action_by = rule.action, by_rule
            if rule.operator is not None:
                operator, operator_by = rule.operator, by_rule
            if rule.min_score is not None:
                score, score_by = rule.min_score, by_rule
        if operator.name == "keep" and action == "anonymize":
            action, action_by = "allow", f"{operator_by}: keep"
        return Treatment(action, operator, score, (action_by, operator_by, score_by))

    def removed_whole(self, entity_types: Iterable[str]) -> dict[str, float]:
        """Return entity type → score from which its finds are gone whole, wherever they stand.

        Types that some place leaves, or whose values stay in part, are not among them.

        Args:
            entity_types: the types to tell of.
        """
        whole = {}
        # Without the rules: one of them can fit the place that is no place.
        elsewhere = self.model_copy(update={"rules": ()})
        for name in entity_types:
            category = self.category_of(name)
            base = elsewhere.treatment(name)
            rules = [r for r in self.rules if not r.types or {name, category} & {*r.types}]
            actions = {base.action, *(r.action for r in rules if r.action)}
            operators = {base.operator.name, *(r.operator.name for r in rules if r.operator)}
            scores = [base.min_score, *(r.min_score for r in rules if r.min_score is not None)]
            if actions <= {"anonymize", "block"} and not operators & LEAVE_A_PART:
                whole[name] = max(scores)
        return whole

    def leaves(self, entity_type: str) -> bool:
        """Tell whether finds of a type stay wherever they are: nothing that names it says else.

        Args:
            entity_type: known or not.
        """
        names = {entity_type, self.category_of(entity_type)}
        named = (rule.action for rule in self.rules if names & {*rule.types})
        return {self.action_for(entity_type), *named} <= {"allow", None}

    def _action(self, entity_type: str, category: str) -> tuple[Action, str]:
        preset = ACTIONS[self.preset]
        for table, key, why in (
            (self.actions, entity_type, f"actions.{entity_type}"),
            (self.actions, category, f"actions.{category}"),
            (ALWAYS, entity_type, "never left by a preset"),
            (preset, entity_type, f"preset {self.preset}: {entity_type}"),
            (preset, category, f"preset {self.preset}: {category}"),
        ):
            if key in table:
                return table[key], why
        return "anonymize", f"preset {self.preset}"

    def _operator(self, entity_type: str, category: str) -> tuple[OperatorChoice, str]:
        for key in (entity_type, category):
            if key in self.operators:
                return self.operators[key], f"operators.{key}"
        return OperatorChoice(), "the default"

    def _score(self, entity_type: str, category: str) -> tuple[float, str]:
        for key in (entity_type, category):
            if key in self.scores:
                return self.scores[key], f"scores.{key}"
        return self.min_score, "min_score"
