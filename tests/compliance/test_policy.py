"""The policy: the most specific rule decides, and what contradicts itself is named."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from compliance.dataset import Record
from compliance.policy import OperatorChoice, Place, Policy, role_of


def policy(**values: Any) -> Policy:
    return Policy.model_validate(values)


@pytest.mark.parametrize(
    ("preset", "entity_type", "action"),
    [
        ("balanced", "PERSON", "anonymize"), ("balanced", "ORGANIZATION", "allow"),
        ("balanced", "DATE_TIME", "allow"), ("balanced", "DATE_OF_BIRTH", "anonymize"),
        ("balanced", "TITLE", "allow"), ("strict", "ORGANIZATION", "anonymize"),
        ("strict", "HEALTH", "review"), ("strict", "CRIMINAL_OFFENCE", "review"),
        ("pseudonymize", "ORGANIZATION", "anonymize"), ("pseudonymize", "PASSWORD", "block"),
        ("balanced", "A_TYPE_OF_THEIR_OWN", "anonymize"),
    ],
)  # fmt: skip
def test_presets(preset: str, entity_type: str, action: str) -> None:
    assert policy(preset=preset).action_for(entity_type) == action


def test_type_beats_category_beats_preset() -> None:
    own = policy(actions={"organization": "review", "special_category": "block", "HEALTH": "allow"})
    assert own.action_for("ORGANIZATION") == "review"
    assert own.action_for("RELIGION") == "block"
    assert own.action_for("HEALTH") == "allow"
    assert own.treatment("HEALTH").because[0] == "actions.HEALTH"


def test_the_first_rule_that_fits_the_place_decides() -> None:
    own = policy(
        rules=[
            {"types": ["PERSON"], "roles": ["assistant"], "action": "block"},
            {"fields": ["$.messages[*].content"], "operator": "redact"},
        ]
    )
    assistant = Place("$.messages[1].content", "assistant")
    user = Place("$.messages[0].content", "user")
    assert own.treatment("PERSON", assistant).action == "block"
    assert own.treatment("PERSON", user).action == "anonymize"
    assert own.treatment("PERSON", user).operator.name == "redact"
    assert own.treatment("PERSON", Place("$.note")).operator.name == "placeholder"
    assert own.treatment("PERSON", user).because == (
        "preset balanced", "rule 2", "min_score",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("pattern", "field", "fits"),
    [
        ("$.messages[*].content", "$.messages[12].content", True),
        ("$.messages[*].content", "$.messages[1].name", False),
        ("$.meta.*", "$.meta.owner", True),
        ("$.meta.*", "$.meta.owner.name", False),
        ("$.meta.**", "$.meta.owner[0].name", True),
        ("$.a", "$.ab", False),
    ],
)
def test_fields_are_json_paths_with_stars(pattern: str, field: str, fits: bool) -> None:
    own = policy(rules=[{"fields": [pattern], "action": "allow"}])
    assert (own.treatment("PERSON", Place(field)).action == "allow") == fits


def test_thresholds_of_their_own() -> None:
    own = policy(scores={"PERSON": 0.7}, rules=[{"types": ["PERSON"], "roles": ["tool"],
                                                 "min_score": 0.2}])  # fmt: skip
    assert own.treatment("PERSON").min_score == 0.7
    assert own.treatment("PERSON", Place("$.x", "tool")).min_score == 0.2
    assert own.treatment("HEALTH").min_score == 0.4
    assert own.lowest_score == 0.2


def test_keep_is_to_allow() -> None:
    own = policy(operators={"PERSON": "keep"})
    assert own.treatment("PERSON").action == "allow"


def test_a_vault_goes_with_one_preset_and_its_scope() -> None:
    assert policy(preset="pseudonymize").keeps_vault
    assert policy(preset="pseudonymize").scope == "dataset"
    assert not policy().keeps_vault
    assert policy().scope == "record"


@pytest.mark.parametrize(
    ("values", "problem"),
    [
        ({"actions": {"PERSN": "block"}}, "did you mean 'PERSON'"),
        ({"operators": {"PERSN": "mask"}}, "policy.operators: 'PERSN'"),
        ({"scores": {"personn": 0.5}}, "policy.scores: 'personn'"),
        ({"rules": [{"types": ["HELTH"], "action": "block"}]}, "policy.rules[0].types: 'HELTH'"),
        ({"rules": [{"roles": ["user"]}]}, "says neither action nor operator nor min_score"),
        ({"rules": [{"action": "allow", "operator": "mask"}]}, "an operator has no effect"),
        (
            {"rules": [{"action": "allow"}, {"types": ["PERSON"], "action": "block"}]},
            "policy.rules[1]: never decides anything",
        ),
        ({"operators": {"PERSON": "generalise"}}, "PERSON can be generalised not at all"),
        (
            {"operators": {"DATE_OF_BIRTH": {"name": "generalise", "to": "town"}}},
            "can be generalised to year or age_band",
        ),
        ({"operators": {"PERSON": "mask"}, "actions": {"PERSON": "allow"}}, "has no effect"),
        ({"scores": {"PERSON": 0.2}}, "has no effect, because min_score"),
        ({"preset": "pseudonymize", "consistency": "record"}, "contradicts the preset"),
    ],
)
def test_what_contradicts_itself_is_named(values: dict[str, Any], problem: str) -> None:
    assert any(problem in line for line in policy(**values).problems())


def test_all_problems_are_named_at_once() -> None:
    assert len(policy(actions={"A1": "block", "B2": "allow"}, scores={"C3": 0.1}).problems()) == 4


@pytest.mark.parametrize(
    "values",
    [
        {"preset": "loose"},
        {"operators": {"PERSON": "scramble"}},
        {"operators": {"PERSON": {"name": "hash", "keep_last": 4}}},
        {"operators": {"PERSON": {"name": "mask", "to": "year"}}},
        {"rules": [{"fields": ["messages"], "action": "allow"}]},
        {"scores": {"PERSON": 1.5}},
        {"colour": "red"},
    ],
)
def test_what_has_no_meaning_is_refused(values: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        policy(**values)


def test_an_operator_may_be_named_or_described() -> None:
    own = policy(operators={"PERSON": "hash", "IBAN_CODE": {"name": "mask", "keep_last": 4}})
    assert own.operators["PERSON"] == OperatorChoice(name="hash")
    assert own.operators["IBAN_CODE"].keep_last == 4


@pytest.mark.parametrize(
    ("kind", "data", "field", "role"),
    [
        ("chat", {"messages": [{"role": "user", "content": "x"}]}, "$.messages[0].content", "user"),
        ("chat", {"messages": [{"role": "user", "content": "x"}]}, "$.id", ""),
        ("prompt_completion", {"prompt": "x", "completion": "y"}, "$.completion", "assistant"),
        ("instruction", {"instruction": "x", "output": "y"}, "$.instruction", "user"),
        (
            "preference",
            {"prompt": [{"role": "user", "content": "x"}],
             "chosen": [{"role": "assistant", "content": "y"}], "rejected": "z"},
            "$.chosen[0].content", "assistant",
        ),
        ("table", {"prompt": "x"}, "$.prompt", ""),
        ("chat", {"messages": []}, "$.messages[0].content", ""),
    ],
)  # fmt: skip
def test_roles(kind: Any, data: dict[str, Any], field: str, role: str) -> None:
    assert role_of(Record("r", kind, data), field) == role
