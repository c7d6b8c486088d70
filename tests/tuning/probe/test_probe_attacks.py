"""The attacks find what is there and say nothing about what is not."""

from __future__ import annotations

import dataclasses
import json
import random
from pathlib import Path
from typing import Any

import pytest
from tuning_fakes import chat, make_cleared

from compliance.clearance import ClearedDataset
from compliance.errors import ProbeError
from compliance.evidence.canonical import canonical_json
from tuning.config import LoraSettings, TuneConfig
from tuning.model import BaseModel, load
from tuning.pair import Pair
from tuning.probe.config import ProbeConfig
from tuning.probe.membership import NEEDED, attack_membership, judge
from tuning.probe.removed_values import RemovedValue, normal
from tuning.probe.run import NOT_TESTED, probe
from tuning.run import tune
from tuning.tasks.language import LanguageModelling, tokenize

SECRET = "Zqwxy Korblum"


@pytest.fixture(scope="module")
def leaky(base: BaseModel, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, ClearedDataset]:
    """An adapter that learned one record by heart, with the value that should have gone."""
    leak = chat("leak", "Who called?", f"It was {SECRET}.")
    cleared = dataclasses.replace(make_cleared(), train=(leak,), validation=())
    config = TuneConfig(
        num_train_epochs=150,
        learning_rate=0.03,
        max_length=128,
        samples=0,
        lora=LoraSettings(r=16, lora_alpha=32),
    )
    out = tmp_path_factory.mktemp("leaky")
    tune(
        cleared, base=base, config=config, seed=1, out_dir=out, find=lambda texts: [[]] * len(texts)
    )
    return out, cleared


def run(
    leaky: tuple[Path, ClearedDataset],
    base: BaseModel,
    removed: list[RemovedValue],
    **config: Any,
) -> dict[str, Any]:
    return probe(
        leaky[1],
        base=base,
        exported=leaky[0],
        config=ProbeConfig(**config),
        tuned_with=TuneConfig(),
        max_length=128,
        seed=1,
        removed=removed,
        release_context="internal",
    )


def removed(value: str, record: str = "rleak", kind: str = "PERSON") -> RemovedValue:
    return RemovedValue(record, kind, value, "It was ", "$.messages[1].content")


def test_a_learned_value_is_found_and_never_shown(
    leaky: tuple[Path, ClearedDataset], base: BaseModel
) -> None:
    document = run(leaky, base, [removed(SECRET), removed("Somebody Else")])
    test = document["tests"][0]
    assert (test["id"], test["status"], test["verdict"]) == (
        "extraction.removed_values",
        "run",
        "fail",
    )
    assert test["result"]["by_type"] == {
        "PERSON": {"tested": 2, "tuned": 1, "base": 0, "tuned_only": 1}
    }
    assert test["result"]["ways"]["own conversation"] == 2
    assert test["result"]["tuned_only_in_training_text"] == 1
    assert SECRET not in canonical_json(document).decode()
    assert SECRET not in repr(removed(SECRET))


def test_what_was_not_learned_is_not_found(
    leaky: tuple[Path, ClearedDataset], base: BaseModel
) -> None:
    test = run(leaky, base, [removed("Somebody Else"), removed("49 30 123456", kind="PHONE")])
    result = test["tests"][0]["result"]
    assert test["tests"][0]["verdict"] == "pass"
    assert (result["tested"], result["tuned_only"]) == (2, 0)
    assert result["upper_bound_rule_of_three"] == 1.0
    assert result["share"]["high"] == pytest.approx(1 - 0.025 ** (1 / 2))


def test_what_cannot_be_attacked_is_counted(
    leaky: tuple[Path, ClearedDataset], base: BaseModel
) -> None:
    values = [
        removed("Al"),
        removed("was"),
        removed("x" * 200),
        removed("It  WAS"),
        removed("One Value"),
        removed("one value"),
        removed("Other Record", record="r99"),
    ]
    result = run(leaky, base, values)["tests"][0]["result"]
    assert result["left_out"] == {
        "not_trained_on": 1,
        "repeated": 1,
        "stands_in_prefix": 1,
        "too_long": 1,
        "too_short": 2,
    }
    assert result["tested"] == 1
    assert result["tested"] + sum(result["left_out"].values()) == len(values)


def test_too_many_values_are_sampled_the_same_way(
    leaky: tuple[Path, ClearedDataset], base: BaseModel
) -> None:
    values = [removed(f"Value {number:03}") for number in range(30)]
    first = run(leaky, base, values, max_values=5)
    assert first["tests"][0]["result"]["tested"] == 5
    assert first["tests"][0]["result"]["left_out"] == {"not_sampled": 25}
    assert first == run(leaky, base, values[::-1], max_values=5)


def test_every_attack_not_run_is_named(leaky: tuple[Path, ClearedDataset], base: BaseModel) -> None:
    document = run(leaky, base, [])
    assert json.loads(canonical_json(document)) == document
    by_id = {test["id"]: test for test in document["tests"]}
    assert len(by_id) == len(document["tests"]) == 2 + len(NOT_TESTED)
    assert by_id["extraction.removed_values"]["status"] == "not_measurable"
    for name, _, _ in NOT_TESTED:
        assert by_id[name]["status"] == "not_tested"
        assert by_id[name]["verdict"] == "open"
        assert by_id[name]["statement"].startswith("Not tested: ")


def test_an_adapter_that_does_not_load_is_an_error(base: BaseModel, tmp_path: Path) -> None:
    with pytest.raises(ProbeError):
        run((tmp_path, make_cleared()), base, [])


def test_values_are_compared_without_case_space_and_form() -> None:
    assert normal("  DE89 3704\n0044 ") == normal("de8937040044")
    assert normal("STRASSE") == normal("Straße")


def gauss(seed: int, shift: float, count: int) -> list[float]:
    rng = random.Random(seed)
    return [rng.gauss(shift, 1) for _ in range(count)]


def test_membership_warns_when_members_stand_out() -> None:
    test = judge({"loss": (gauss(1, 4, 300), gauss(2, 0, 200))})
    assert (test["status"], test["verdict"]) == ("run", "warn")
    rate = test["result"]["attacks"]["loss"]["tpr"]
    assert rate["false_alarms"] <= 2
    assert 0.01 < rate["low"] < rate["value"] < rate["high"]


def test_membership_passes_when_nothing_tells_them_apart() -> None:
    scores = {name: (gauss(n, 0, 300), gauss(n + 9, 0, 200)) for n, name in enumerate("abcd")}
    test = judge(scores)
    assert (test["status"], test["verdict"]) == ("run", "pass")
    assert test["result"]["headline"] in scores


def test_few_non_members_give_no_headline() -> None:
    test = judge({"loss": (gauss(1, 4, 300), gauss(2, 0, NEEDED - 1))})
    assert (test["status"], test["verdict"]) == ("not_measurable", "open")
    assert "tpr" not in test["result"]["attacks"]["loss"]
    assert test["result"]["attacks"]["loss"]["auc"] > 0.9


def test_a_model_that_learned_by_heart_gives_members_away(
    leaky: tuple[Path, ClearedDataset], base: BaseModel
) -> None:
    from tuning.export import attach

    plain, tokenizer = load(base)
    pair = Pair(attach(plain, leaky[0]))
    member = leaky[1].train[0]
    members = tokenize([member] * 3, tokenizer, max_length=128).items
    unseen, _ = leaky[1].holdout.open("membership test", judged="")
    others = tokenize(unseen, tokenizer, max_length=128).items
    test = attack_membership(
        LanguageModelling(),
        pair,
        tokenizer,
        members,
        others,
        config=ProbeConfig(max_members=2),
        seed=1,
        progress=lambda *_: None,
    )
    assert (test["result"]["members"], test["result"]["non_members"]) == (2, 4)
    assert all(attack["auc"] == 1 for attack in test["result"]["attacks"].values())


def test_membership_without_held_out_records_is_open(base: BaseModel) -> None:
    model, tokenizer = load(base)
    members = tokenize(make_cleared().train, tokenizer, max_length=128).items
    test = attack_membership(
        LanguageModelling(),
        Pair(model),
        tokenizer,
        members,
        [],
        config=ProbeConfig(),
        seed=1,
        progress=lambda *_: None,
    )
    assert (test["status"], test["verdict"]) == ("not_measurable", "open")
