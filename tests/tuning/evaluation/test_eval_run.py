"""The evaluation of a whole run: answers, forgetting, overfitting, verdict."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Any

import pytest
from tuning_fakes import chat

from compliance.clearance import ClearedDataset, SealedHoldout
from compliance.dataset.record import Record
from compliance.errors import ConfigError, PathError
from compliance.evidence.canonical import canonical_json
from tuning.config import EvaluateConfig, LoraSettings, Thresholds, TuneConfig
from tuning.evaluation.forgetting import general_texts
from tuning.model import BaseModel
from tuning.run import TuneResult, evaluate_again, tune

CONFIG = TuneConfig(
    num_train_epochs=6,
    per_device_train_batch_size=4,
    learning_rate=0.02,
    max_length=96,
    max_new_tokens=6,
    samples=1,
    early_stopping_patience=None,
    lora=LoraSettings(r=4, lora_alpha=8),
)
SETTINGS = EvaluateConfig(
    thresholds=Thresholds(gain_over={"loss": 0, "exact_match": 0.2}, max_forgetting=0.001)
)


def questions(answer: str = "yes") -> ClearedDataset:
    records = [chat(n, f"Is {n} a number?", answer, group=f"g{n}") for n in range(44)]
    return ClearedDataset(
        train=tuple(records[:20]),
        synthetic=(),
        validation=tuple(records[20:28]),
        holdout=SealedHoldout.of(records[28:]),
        dataset_sha256="a" * 64,
        synthetic_sha256=None,
        clearance_sha256="b" * 64,
    )


def run(base: BaseModel, out: Path, cleared: ClearedDataset, **change: Any) -> TuneResult:
    given: dict[str, Any] = {"config": CONFIG, "evaluation": SETTINGS, **change}
    return tune(cleared, base=base, seed=5, out_dir=out, find=lambda t: [[]] * len(t), **given)


@pytest.fixture(scope="module")
def trained(base: BaseModel, tmp_path_factory: pytest.TempPathFactory) -> TuneResult:
    return run(base, tmp_path_factory.mktemp("answers"), questions())


@pytest.fixture(scope="module")
def answered(trained: TuneResult) -> dict[str, Any]:
    return trained.evaluation


def test_a_model_that_learned_the_answers_gives_them(answered: dict[str, Any]) -> None:
    assert set(answered["metrics"]) == {"loss", "perplexity", "exact_match", "token_f1"}
    exact = answered["metrics"]["exact_match"]
    assert (exact["base"]["value"], exact["tuned"]["value"]) == (0, 1)
    # All sixteen right is no certainty: 1 - .025 ** (1 / 16) may still be wrong.
    assert exact["tuned"]["low"] == pytest.approx(0.025 ** (1 / 16))
    assert exact["test"] == {
        "name": "exact McNemar",
        "only_base": 0,
        "only_tuned": 16,
        "p_value": pytest.approx(2 / 2**16),
    }


def test_thresholds_decide_and_each_is_told(answered: dict[str, Any]) -> None:
    held = {check["threshold"]: check["holds"] for check in answered["verdict"]["checks"]}
    assert held == {
        "gain_over.loss": True,
        "gain_over.exact_match": True,
        "max_forgetting": False,
    }
    assert answered["verdict"]["state"] == "not ready"
    assert answered["verdict"]["reasons"][0].startswith("max_forgetting = 0.001 does not hold")


def test_a_narrow_training_forgets_general_text(answered: dict[str, Any]) -> None:
    forgetting = answered["forgetting"]
    assert (forgetting["texts"], forgetting["loss"]["records"]) == ("shipped", 234)
    assert forgetting["loss"]["difference"]["low"] > 0
    assert set(forgetting["by_language"]) == {"de", "en", "es", "fr", "it", "nl", "pl"}
    assert sum(each["records"] for each in forgetting["by_language"].values()) == 234
    assert forgetting["sha256"] == general_texts("shipped")[1]


def test_weights_can_be_evaluated_again(trained: TuneResult, base: BaseModel) -> None:
    def evaluated(settings: EvaluateConfig) -> dict[str, Any]:
        return evaluate_again(
            questions(),
            base=base,
            config=CONFIG,
            seed=5,
            folder=trained.folder,
            find=lambda texts: [[]] * len(texts),
            evaluation=settings,
        )

    assert evaluated(SETTINGS) == trained.evaluation
    easier = SETTINGS.model_copy(update={"thresholds": Thresholds(gain_over={"loss": 0})})
    found = evaluated(easier)
    assert found["verdict"]["state"] == "ready"
    assert found["metrics"] == trained.evaluation["metrics"]


def test_splits_of_one_kind_show_no_overfitting(answered: dict[str, Any]) -> None:
    found = answered["overfitting"]
    assert (found["status"], found["records"]) == ("measured", 8)
    assert set(found["loss"]) == {"train", "validation", "holdout"}
    assert found["gap"]["holdout"]["value"] == pytest.approx(
        found["loss"]["holdout"] - found["loss"]["train"]
    )


def test_the_document_is_exact_json(answered: dict[str, Any]) -> None:
    assert b'"schema":"ftcheck.eval/2"' in canonical_json(answered)


def test_records_learned_by_heart_show_overfitting(base: BaseModel, tmp_path: Path) -> None:
    import random

    rng = random.Random(1)
    words = ["".join(rng.choices("abcdefghijklmnop", k=12)) for _ in range(24)]
    records = [chat(n, "Say a word.", word, group=f"g{n}") for n, word in enumerate(words)]
    cleared = dataclasses.replace(
        questions(),
        train=tuple(records[:8]),
        validation=tuple(records[8:16]),
        holdout=SealedHoldout.of(records[16:]),
    )
    # Without records to stop by, training goes on until the words are known.
    config = CONFIG.model_copy(update={"num_train_epochs": 25, "samples": 0})
    settings = EvaluateConfig(answers=0, general_texts="none", gap_records=8)
    found = run(
        base,
        tmp_path,
        dataclasses.replace(cleared, validation=()),
        config=config,
        evaluation=settings,
    ).evaluation
    gap = found["overfitting"]["gap"]
    assert set(gap) == {"holdout"}
    assert gap["holdout"]["low"] > 0
    assert "overfitting" in {each["code"] for each in found["warnings"]}
    assert found["forgetting"] == {
        "status": "not measured",
        "reason": 'general_texts is "none"',
    }
    assert set(found["metrics"]) == {"loss", "perplexity"}


def test_texts_without_prompts_are_measured_by_loss_alone(base: BaseModel, tmp_path: Path) -> None:
    records = [
        Record(id=f"t{n}", kind="text", data={"text": f"the box {n} is red"}, group=f"g{n}")
        for n in range(24)
    ]
    cleared = dataclasses.replace(
        questions(),
        train=tuple(records[:8]),
        validation=tuple(records[8:12]),
        holdout=SealedHoldout.of(records[12:]),
    )
    config = CONFIG.model_copy(update={"num_train_epochs": 1})
    found = run(
        base, tmp_path, cleared, config=config, evaluation=EvaluateConfig(gap_records=0)
    ).evaluation
    assert set(found["metrics"]) == {"loss", "perplexity"}
    assert len(found["samples"]) == 1
    assert found["overfitting"]["reason"] == "gap_records is 0"


def test_long_answers_are_measured_by_rouge_and_cut_ones_are_told(
    base: BaseModel, tmp_path: Path
) -> None:
    config = CONFIG.model_copy(update={"num_train_epochs": 1, "samples": 0, "max_length": 200})
    settings = EvaluateConfig(general_texts="none", gap_records=0, slices=False, answers=4)
    found = run(
        base, tmp_path, questions("so it is " * 6), config=config, evaluation=settings
    ).evaluation
    assert set(found["metrics"]) == {"loss", "perplexity", "rouge_l"}
    assert found["metrics"]["rouge_l"]["records"] == 4
    notes = {each["code"]: each["text"] for each in found["warnings"]}
    assert notes["answers_cut_off"].endswith(
        "answers of the tuned model were ended by max_new_tokens"
    )


def test_what_the_user_names_first_is_the_headline(base: BaseModel, tmp_path: Path) -> None:
    config = CONFIG.model_copy(update={"num_train_epochs": 1})
    settings = EvaluateConfig(
        metrics=("rouge_l", "loss"), general_texts="none", gap_records=0, min_slice_groups=2
    )
    found = run(base, tmp_path, questions(), config=config, evaluation=settings).evaluation
    assert (found["headline"], set(found["metrics"])) == ("rouge_l", {"rouge_l", "loss"})
    assert found["slices"]["measure"] == "rouge_l"


def test_a_metric_of_another_task_is_refused_before_training(
    base: BaseModel, tmp_path: Path
) -> None:
    settings = EvaluateConfig(
        metrics=("accuracy",), thresholds=Thresholds(at_least={"entity_f1": 0.5})
    )
    with pytest.raises(ConfigError) as caught:
        run(base, tmp_path, questions(), evaluation=settings)
    assert "evaluate.metrics: language modelling does not measure accuracy" in str(caught.value)
    assert "evaluate.thresholds: language modelling does not measure entity_f1" in str(caught.value)


# --- general texts --------------------------------------------------------------------------------


def test_general_texts_can_be_the_users_own(tmp_path: Path) -> None:
    path = tmp_path / "texts.txt"
    path.write_text('plain line\n\nde\tHallo Welt\n{"text": "a b", "lang": "en"}\n{"text": "c"}\n')
    texts, digest = general_texts(str(path))
    assert texts == [("", "plain line"), ("de", "Hallo Welt"), ("en", "a b"), ("", "c")]
    assert len(digest) == 64


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"", "holds no text"),
        (b"\xff\xfe", "no UTF-8"),
        (b'ok\n{"txt": 1}', 'line 2 is no JSON object with "text"'),
        (b'{"text": 1}', "line 1: text and lang must be texts"),
        (None, "cannot be read"),
    ],
)
def test_damaged_general_texts_are_refused_before_training(
    base: BaseModel, tmp_path: Path, content: bytes | None, problem: str
) -> None:
    path = tmp_path / "texts.txt"
    if content is not None:
        path.write_bytes(content)
    out = tmp_path / "out"
    out.mkdir()
    with pytest.raises(PathError, match=problem):
        run(base, out, questions(), evaluation=EvaluateConfig(general_texts=str(path)))
    assert list(out.iterdir()) == []


def test_the_shipped_sentences_are_as_the_card_says() -> None:
    texts, _ = general_texts("shipped")
    card = Path("tuning/evaluation/general/README.md").read_text("utf-8")
    assert f"{len(texts)} short sentences" in card
    assert len({text for _, text in texts}) == len(texts)
    assert min(sum(own == language for own, _ in texts) for language in ("de", "en", "fr")) >= 30
