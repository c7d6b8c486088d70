"""The policy: the most specific rule decides, and what contradicts itself is named."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from compliance.dataset import Record
from compliance.detect.config import DetectConfig
from compliance.detect.types import CATEGORIES
from compliance.policy import OperatorChoice, Place, Policy, role_of
from compliance.policy.against_scanner import against_scanner
from compliance.policy.problems import policy_problems


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
        (
            {
                "preset": "pseudonymize",
                "actions": dict.fromkeys(CATEGORIES, "block")
                | {"TITLE": "block", "DATE_OF_BIRTH": "block"},
            },
            "nothing would be in it",
        ),
        (
            {
                "rules": [
                    {"types": ["identity"], "action": "review"},
                    {"types": ["PERSON"], "action": "block"},
                ]
            },
            "policy.rules[1]: never decides anything, because rules[0]",
        ),
        (
            {
                "rules": [
                    {"fields": ["$.messages[*].content"], "action": "review"},
                    {"fields": ["$.messages[0].content"], "action": "block"},
                ]
            },
            "policy.rules[1]: never decides anything",
        ),
        ({"rules": [{"action": "review", "operator": "keep"}]}, "'keep' contradicts the action"),
        (
            {"rules": [{"types": ["URL"], "action": "anonymize"}], "operators": {"URL": "keep"}},
            "policy.rules[0]: the action 'anonymize' contradicts operators.URL",
        ),
        (
            {"rules": [{"types": ["PERSON"], "operator": "generalise"}]},
            "policy.rules[0].operator: PERSON can be generalised not at all",
        ),
        (
            {"operators": {"PERSON": "keep"}, "actions": {"PERSON": "review"}},
            "policy.operators.PERSON: 'keep' contradicts actions.PERSON",
        ),
        (
            {"preset": "strict", "operators": {"HEALTH": "keep"}},
            "policy.operators.HEALTH: 'keep' contradicts the action 'review'",
        ),
        ({"operators": {"ORGANIZATION": "hash"}}, "because the action is 'allow'"),
        (
            {"operators": {"secret": "hash"}, "actions": {"secret": "block"}},
            "policy.operators.secret: has no effect, because the action is 'block'",
        ),
        (
            {"always": [{"type": "ORGANIZATION", "terms": ["x1"]}]},
            "policy.always[0]: must always go, but ORGANIZATION is allowed (by preset balanced",
        ),
        (
            {
                "always": [{"terms": ["x1"]}],
                "rules": [{"types": ["identity"], "roles": ["tool"], "action": "allow"}],
            },
            "policy.always[0]: must always go, but rules[0] allows PERSON",
        ),
        ({"always": [{"type": "PERSN", "terms": ["x1"]}]}, "did you mean 'PERSON'"),
        ({"always": [{"type": "identity", "terms": ["x1"]}]}, "'identity' is no entity type"),
        ({"never": [{"types": ["persn"], "terms": ["x1"]}]}, "policy.never[0].types: 'persn'"),
        (
            {"never": [{"types": ["secret"], "terms": ["x1"]}], "actions": {"API_KEY": "block"}},
            "policy.never[0]: takes finds of API_KEY out, which the policy blocks",
        ),
        ({"types": {"PERSON": "account"}}, "policy.types.PERSON: is a name that ftcheck knows"),
        ({"types": {"staff code": "account"}}, "is written in capitals"),
        ({"types": {"STAFF_CODE": "account"}}, "no recognizer in [detect] and no list finds it"),
    ],
)
def test_what_contradicts_itself_is_named(values: dict[str, Any], problem: str) -> None:
    assert any(problem in line for line in policy_problems(policy(**values)))


@pytest.mark.parametrize(
    "values",
    [
        {"operators": {"ORGANIZATION": "hash"},
         "rules": [{"types": ["organization"], "roles": ["user"], "action": "anonymize"}]},
        {"operators": {"date": "hash"}},
        {"never": [{"types": ["secret"], "terms": ["x1"], "reason": "sample keys of the manual"}],
         "actions": {"secret": "block"}},
        {"always": [{"type": "ORGANIZATION", "terms": ["x1"]}], "preset": "strict"},
        {"always": [{"type": "STAFF_CODE", "terms": ["x1"]}], "types": {"STAFF_CODE": "account"},
         "scores": {"STAFF_CODE": 0.5}, "operators": {"account": "hash"}},
        {"rules": [{"fields": ["$.a"], "action": "allow"}, {"fields": ["$.*"], "action": "block"}]},
    ],
)  # fmt: skip
def test_what_only_looks_like_a_contradiction_is_none(values: dict[str, Any]) -> None:
    assert policy_problems(policy(**values)) == []


def test_types_of_recognizers_are_known_and_have_a_category() -> None:
    values = {"actions": {"STAFF_CODE": "block"}, "rules": [{"types": ["STAFF_COD"],
                                                            "action": "block"}]}  # fmt: skip
    (problem,) = policy_problems(policy(**values), ["STAFF_CODE"])
    assert "policy.rules[0].types: 'STAFF_COD'" in problem
    assert "did you mean 'STAFF_CODE'" in problem
    assert len(policy_problems(policy(**values))) == 2
    own = policy(types={"STAFF_CODE": "account"}, actions={"account": "allow"})
    assert own.treatment("STAFF_CODE").action == "allow"
    assert own.treatment("STAFF_COD").action == "anonymize"
    assert policy_problems(own, ["STAFF_CODE"]) == []


@pytest.mark.parametrize(
    ("values", "detect", "problem"),
    [
        ({"actions": {"HEALTH": "block"}}, {"disabled": ["HEALTH"]},
         "policy.actions.HEALTH: 'block' can never happen"),
        ({"scores": {"PERSON": 0.9}}, {}, "policy.scores.PERSON: 0.9 leaves out every find of"),
        ({"scores": {"location": 0.8}}, {}, "policy.scores.location: 0.8 leaves out every find"),
        ({"rules": [{"types": ["PERSON"], "min_score": 0.9}]}, {}, "policy.rules[0].min_score"),
        ({"min_score": 0.3}, {}, "policy.min_score: 0.3 has no effect, because [detect]"),
        ({"rules": [{"min_score": 0.5}]}, {"min_score": 0.6}, "policy.rules[0].min_score: 0.5"),
        ({}, {"min_score": 0.6}, None),
        ({"scores": {"PERSON": 0.9}}, {"ner_types": ["LOCATION"]}, None),
        ({"scores": {"identity": 0.9, "PERSON": 0.8}}, {}, None),
        ({"actions": {"special_category": "block"}}, {"disabled": ["HEALTH"]}, None),
    ],
)  # fmt: skip
def test_what_the_scanner_cannot_give_is_named(
    values: dict[str, Any], detect: dict[str, Any], problem: str | None
) -> None:
    lines = list(against_scanner(policy(**values), DetectConfig.model_validate(detect)))
    assert [problem in line for line in lines] == [True] if problem else lines == []


NAMES = st.sampled_from(["PERSON", "HEALTH", "AGE", "date", "secret", "STAFF_CODE", "x y", ""])
OPERATOR = st.sampled_from(
    ["placeholder", "hash", "keep", "generalise", {"name": "mask", "keep_last": 2},
     {"name": "generalise", "to": "year"}]
)  # fmt: skip
ACTION = st.sampled_from(["block", "anonymize", "review", "allow"])
SCORE = st.floats(0, 1, allow_nan=False)
FIELD = st.sampled_from(["$.a", "$.*", "$.a[*].b", "$**", "$.messages[0].content", "$[", "$"])
ROLE = st.sampled_from(["user", "assistant", ""])


@st.composite
def policies(draw: st.DrawFn) -> Policy:
    rule = st.fixed_dictionaries(
        {},
        optional={
            "types": st.lists(NAMES, max_size=2), "fields": st.lists(FIELD, max_size=2),
            "roles": st.lists(ROLE, max_size=2), "action": ACTION, "operator": OPERATOR,
            "min_score": SCORE, "reason": st.text(max_size=3),
        },
    )  # fmt: skip
    values = st.fixed_dictionaries(
        {},
        optional={
            "preset": st.sampled_from(["balanced", "strict", "pseudonymize"]),
            "min_score": SCORE,
            "scores": st.dictionaries(NAMES, SCORE, max_size=2),
            "actions": st.dictionaries(NAMES, ACTION, max_size=3),
            "operators": st.dictionaries(NAMES, OPERATOR, max_size=3),
            "rules": st.lists(rule, max_size=4),
            "consistency": st.sampled_from(["record", "dataset"]),
            "always": st.lists(
                st.fixed_dictionaries({"terms": st.just(["x1"]), "type": NAMES}), max_size=2
            ),
            "never": st.lists(
                st.fixed_dictionaries({"terms": st.just(["x2"]), "types": st.lists(NAMES)}),
                max_size=2,
            ),
            "types": st.dictionaries(NAMES, st.sampled_from(CATEGORIES), max_size=2),
        },
    )
    return policy(**draw(values))


def test_a_rule_for_no_role_removes_nothing_elsewhere() -> None:
    own = policy(rules=[{"roles": [""], "action": "block"}])
    assert own.treatment("date", Place("$.a", "user")).action == "allow"
    assert own.removed_whole(["date"]) == {}


@settings(max_examples=250, deadline=None)
@given(policies(), NAMES | st.text(max_size=4), FIELD | st.text(max_size=4), ROLE)
def test_every_policy_can_be_checked_and_decides_on_everything(
    own: Policy, name: str, field: str, role: str
) -> None:
    problems = [*policy_problems(own, ["STAFF_CODE"]), *against_scanner(own, DetectConfig())]
    assert all(line.startswith("policy.") and "\n" not in line for line in problems)
    how = own.treatment(name, Place(field, role))
    assert how.action in ("block", "anonymize", "review", "allow")
    assert 0 <= how.min_score <= 1
    assert len(how.because) == 3 and all(how.because)
    if not problems and how.replaces:
        assert how.operator.name != "keep"
    if name in own.removed_whole([name]):
        assert how.action in ("anonymize", "block")
        assert how.min_score <= own.removed_whole([name])[name]
    assert Policy.model_validate(own.model_dump(mode="json")).treatment(name) is not None


def test_all_problems_are_named_at_once() -> None:
    assert (
        len(policy_problems(policy(actions={"A1": "block", "B2": "allow"}, scores={"C3": 0.1})))
        == 4
    )


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
