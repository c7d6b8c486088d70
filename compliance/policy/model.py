"""The policy: what happens to each type of personal data. The user decides, it is applied."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator

from compliance.detect.types import CATEGORIES, TYPES, category_of
from compliance.policy.operators import LEVELS, Action, OperatorChoice, OperatorName
from compliance.policy.place import Place
from compliance.policy.presets import ACTIONS, ALWAYS, Preset
from compliance.policy.rules import Rule
from compliance.policy.treatment import Treatment
from compliance.suggest import did_you_mean

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

    def action_for(self, entity_type: str) -> Action:
        """Return the action for an entity type, known or not, where no rule holds."""
        return self.treatment(entity_type).action

    def treatment(self, entity_type: str, place: Place = _EVERYWHERE) -> Treatment:
        """Return what happens to a finding of a type at a place.

        Args:
            entity_type: known or not; an unknown one counts as `identity`.
            place: where it stands; left out: a place that no rule names.
        """
        category = category_of(entity_type)
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

    def problems(self) -> list[str]:
        """Return what is wrong with the policy or contradicts itself, one line each."""
        return [*self._unknown(), *self._contradictions()]

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

    def _unknown(self) -> Iterator[str]:
        known = {*TYPES, *CATEGORIES}
        named = [
            *(("actions", name) for name in self.actions),
            *(("operators", name) for name in self.operators),
            *(("scores", name) for name in self.scores),
            *(
                (f"rules[{number}].types", name)
                for number, rule in enumerate(self.rules)
                for name in rule.types
            ),
        ]
        for where, name in named:
            if name not in known:
                yield (
                    f"policy.{where}: {name!r} is neither an entity type nor a category"
                    f"{did_you_mean(name, known)}"
                )

    def _contradictions(self) -> Iterator[str]:
        for number, rule in enumerate(self.rules):
            if rule.action is None and rule.operator is None and rule.min_score is None:
                yield f"policy.rules[{number}]: says neither action nor operator nor min_score"
            if rule.action in ("allow", "block") and rule.operator is not None:
                yield (
                    f"policy.rules[{number}]: an operator has no effect with action {rule.action!r}"
                )
            first = next((at for at in range(number) if self.rules[at].covers(rule)), None)
            if first is not None:
                yield (
                    f"policy.rules[{number}]: never decides anything, because rules[{first}] "
                    "holds wherever it would"
                )
        for name, choice in self.operators.items():
            levels = LEVELS.get(name, ())
            if choice.name == "generalise" and (not levels or choice.to not in (None, *levels)):
                offered = f"to {' or '.join(levels)}" if levels else "not at all"
                yield f"policy.operators.{name}: {name} can be generalised {offered}"
            if name in TYPES and self.action_for(name) == "block":
                yield f"policy.operators.{name}: has no effect, because the action is 'block'"
            if self.actions.get(name) == "allow":
                yield f"policy.operators.{name}: has no effect, because the action is 'allow'"
        for name, score in self.scores.items():
            if score < self.min_score:
                yield (
                    f"policy.scores.{name}: {score} has no effect, because min_score is "
                    f"{self.min_score}"
                )
        if self.keeps_vault and self.consistency == "record":
            yield (
                "policy.consistency: 'record' contradicts the preset 'pseudonymize', whose vault "
                "needs one slot for one value in the whole dataset"
            )
