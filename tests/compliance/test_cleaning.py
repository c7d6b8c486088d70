"""Cleaning as a policy wants it: operators, places, one person, a whole dataset, lists of words."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from compliance.anonymize import Cleaned, Leftovers, anonymize, census, placed_values
from compliance.dataset import Record
from compliance.evidence import ProjectKeys
from compliance.policy import Policy
from compliance.policy.problems import policy_problems
from compliance.replacements import Replacement
from compliance.scan import scan
from tests.conftest import FakeFinder

KEYS = ProjectKeys.ephemeral()
FINDER = FakeFinder()


def cleaned(records: list[Record], **policy: Any) -> list[Cleaned]:
    rules = Policy.model_validate(policy)
    assert policy_problems(rules) == []
    scans = list(scan(records, FINDER, keys=KEYS))
    numbers = census(scans, rules, keys=KEYS) if rules.scope == "dataset" else None
    return list(anonymize(scans, FINDER, rules, keys=KEYS, numbers=numbers))


def table(name: str, **data: Any) -> Record:
    return Record(name, "table", data, "s", name)


def test_each_type_has_its_operator() -> None:
    (result,) = cleaned(
        [table("r", a="Anna, 0123456, a@b.de")],
        operators={"PERSON": "redact", "PHONE_NUMBER": {"name": "mask", "keep_last": 2}},
    )
    assert result.record.data["a"] == "[PERSON], *****56, [EMAIL_ADDRESS_1]"


def test_a_rule_for_a_role_holds_in_its_messages_only() -> None:
    chat = {
        "messages": [{"role": "user", "content": "Anna"}, {"role": "assistant", "content": "Anna"}]
    }
    (result,) = cleaned(
        [Record("c", "chat", chat)], rules=[{"roles": ["assistant"], "action": "allow"}]
    )
    assert [each["content"] for each in result.record.data["messages"]] == ["[PERSON_1]", "Anna"]
    assert result.treated == {("PERSON", "anonymize"): 1, ("PERSON", "allow"): 1}


def test_one_value_has_one_slot_in_the_whole_dataset_whatever_the_order() -> None:
    records = [table("r1", a="Anna and Tom Hill"), table("r2", a="Tom Hill"), table("r3", a="Anna")]
    forward = {each.record.id: each.record.data for each in cleaned(records, consistency="dataset")}
    backward = {
        each.record.id: each.record.data for each in cleaned(records[::-1], consistency="dataset")
    }
    assert forward == backward
    first = forward["r1"]["a"].split(" and ")
    assert [forward["r3"]["a"], forward["r2"]["a"]] == first
    assert set(first) == {"[PERSON_1]", "[PERSON_2]"}


def test_slots_that_stand_in_the_data_are_given_to_nobody_else() -> None:
    records = [table("r1", a="[PERSON_7] met Anna"), table("r2", a="Anna")]
    results = cleaned(records, consistency="dataset")
    assert [each.record.data["a"] for each in results] == [
        "[PERSON_7] met [PERSON_8]",
        "[PERSON_8]",
    ]


def test_the_words_of_a_list_keep_their_number_and_their_tags() -> None:
    item = Record("t", "tokens", {"tokens": ["Hi", "Tom", "Hill", "!"],
                                  "tags": ["O", "B-PER", "I-PER", "O"]})  # fmt: skip
    (result,) = cleaned([item])
    assert result.record.data["tokens"] == ["Hi", "[PERSON_1]", "[PERSON_1]", "!"]
    assert result.record.data["tags"] == ["O", "B-PER", "I-PER", "O"]


def test_what_stands_where_is_known_without_values() -> None:
    (result,) = cleaned([table("r", a="x Anna y 0123456", b="Anna")])
    text = {"$.a": result.record.data["a"], "$.b": result.record.data["b"]}
    assert [text[each.field][each.start : each.end] for each in result.replacements] == [
        "[PERSON_1]", "[PHONE_NUMBER_1]", "[PERSON_1]",
    ]  # fmt: skip
    assert result.originals == ("Anna", "0123456", "Anna")
    assert "Anna" not in repr(result.replacements)
    assert "originals" not in repr(result)


def left_in(records: list[Record], placed: dict[str, frozenset[str]]) -> dict[str, int]:
    leftovers = Leftovers(Policy(), placed)
    list(leftovers.watch(scan(records, FINDER, keys=KEYS), ()))
    return dict(leftovers.not_allowed)


def test_what_a_synthetic_child_takes_over_from_its_parent_is_nobody() -> None:
    parent = table("p", a="x Anna y")
    put = Replacement("p", "$.a", 2, 6, "PERSON", "surrogate", "f" * 32)
    placed = placed_values([parent], [("p", [put])])
    child = Record("c", "table", {"a": "so x Anna y"}, "s", "p", parents=("p",))
    other = Record("o", "table", {"a": "so x Anna y"}, "s", "q", parents=("q",))
    new = Record("n", "table", {"a": "Tom Hill y"}, "s", "p", parents=("p",))
    assert left_in([child], placed) == {}
    assert left_in([other], placed) == {"PERSON": 1}
    assert left_in([new], placed) == {"PERSON": 1}


def test_two_replacements_side_by_side_are_nobody_together() -> None:
    both = [Replacement("p", "$.a", 2, 5, "PERSON", "surrogate", "f" * 32),
            Replacement("p", "$.a", 6, 10, "PERSON", "surrogate", "e" * 32)]  # fmt: skip
    record = table("p", a="x Tom Hill y Anna")
    leftovers = Leftovers(Policy())
    list(leftovers.watch(scan([record], FINDER, keys=KEYS), [("p", both)]))
    assert leftovers.not_allowed == {"PERSON": 1}
    assert placed_values([record], [("p", both)]) == {"p": {"tom", "hill", "tom hill"}}


PIECES = st.lists(
    st.sampled_from(
        ["Anna", "Tom Hill", "a@b.de", "0123456", " ", "x", "ACME", "\n", "é", "[PERSON_2]"]
    ),
    max_size=12,
)  # fmt: skip


@settings(deadline=None)  # the first example loads the language model
@given(PIECES, st.sampled_from(["placeholder", "mask", "hash", "encrypt", "redact"]))
def test_what_was_replaced_can_be_put_back(parts: list[str], operator: str) -> None:
    text = " ".join(parts)
    (result,) = cleaned([table("r", a=text)], operators={"identity": operator, "contact": operator})
    now = result.record.data["a"]
    for put, original in reversed(list(zip(result.replacements, result.originals, strict=True))):
        now = now[: put.start] + original + now[put.end :]
    assert now == text
