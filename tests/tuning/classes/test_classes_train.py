"""A rule is learned, exported, loaded again and judged; what cannot be learned is counted."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from classes_fakes import cleared_of, colour_texts, colour_words, save_bert, text_record
from tuning_fakes import save_model

from compliance.clearance import ClearedDataset, SealedHoldout
from compliance.errors import TuneError
from compliance.evidence.canonical import canonical_json
from tuning.config import EvaluateConfig, LoraSettings, ModelConfig, TuneConfig
from tuning.exported import open_pair
from tuning.model import BaseModel, resolve
from tuning.probe.config import ProbeConfig
from tuning.probe.removed_values import RemovedValue
from tuning.probe.run import probe
from tuning.reading import read
from tuning.run import TuneResult, tune
from tuning.tasks import task_for
from tuning.tasks.labelled import Labelled

FAST: dict[str, Any] = {
    "num_train_epochs": 12,
    "per_device_train_batch_size": 8,
    "learning_rate": 0.01,
    "max_length": 64,
    "early_stopping_patience": None,
    "samples": 2,
    "lora": LoraSettings(r=4, lora_alpha=8),
}
LEAN = EvaluateConfig(slices=False)


def find_nothing(texts: Any) -> list[list[Any]]:
    return [[] for _ in texts]


def run(
    cleared: ClearedDataset, base: BaseModel, out: Path, seed: int = 7, **config: Any
) -> TuneResult:
    out.mkdir()
    return tune(
        cleared,
        base=base,
        config=TuneConfig(**{**FAST, **config}),
        seed=seed,
        out_dir=out,
        find=find_nothing,
        evaluation=LEAN,
    )


def tuned_logits(result: TuneResult, base: BaseModel, cleared: ClearedDataset) -> Any:
    """What the exported model says about the training records, read by our own way."""
    task = task_for(cleared.train)
    assert isinstance(task, Labelled)
    pair, tokenizer = open_pair(task, base, result.folder, TuneConfig(**FAST))
    items = task.examples(cleared.train, tokenizer, max_length=64).items
    return [each.logits for each in read(pair.model, items, whole=task.whole, batch_size=16)]


@pytest.fixture(scope="module")
def llama(tmp_path_factory: pytest.TempPathFactory) -> BaseModel:
    folder = save_model(tmp_path_factory.mktemp("models") / "llama")
    return resolve(ModelConfig(path=str(folder)), folder=Path())


@pytest.fixture(scope="module")
def bert(tmp_path_factory: pytest.TempPathFactory) -> BaseModel:
    folder = save_bert(tmp_path_factory.mktemp("models") / "bert")
    return resolve(ModelConfig(path=str(folder)), folder=Path())


TEXTS = cleared_of(colour_texts(72), validation=12, holdout=20)
WORDS = cleared_of(colour_words(60), validation=10, holdout=15)


@pytest.fixture(scope="module")
def of_llama(llama: BaseModel, tmp_path_factory: pytest.TempPathFactory) -> TuneResult:
    return run(TEXTS, llama, tmp_path_factory.mktemp("runs") / "llama")


@pytest.fixture(scope="module")
def of_bert(bert: BaseModel, tmp_path_factory: pytest.TempPathFactory) -> TuneResult:
    return run(WORDS, bert, tmp_path_factory.mktemp("runs") / "bert", method="full")


def test_a_causal_model_learns_a_rule_about_texts(of_llama: TuneResult, llama: BaseModel) -> None:
    points = [point["loss"] for point in of_llama.training["curve"]["validation"]]
    assert min(points[1:]) < points[0]
    task = task_for(TEXTS.train)
    right = [task.labels.index[record.data["label"]] for record in TEXTS.train]  # type: ignore[attr-defined]
    said = [int(each.argmax()) for each in tuned_logits(of_llama, llama, TEXTS)]
    assert said == right


def test_an_encoder_learns_a_rule_about_words(of_bert: TuneResult, bert: BaseModel) -> None:
    task = task_for(WORDS.train)
    right = [
        task.labels.index[tag]  # type: ignore[attr-defined]
        for record in WORDS.train
        for tag in record.data["tags"]
    ]
    said = np.concatenate([each.argmax(axis=1) for each in tuned_logits(of_bert, bert, WORDS)])
    assert said.tolist() == right
    metrics = of_bert.evaluation["metrics"]
    assert of_bert.evaluation["headline"] == "entity_f1"
    assert metrics["entity_f1"]["tuned"]["value"] > 0.9
    assert set(metrics) == {"entity_f1", "macro_f1", "token_accuracy", "loss"}


def test_the_evaluation_names_its_base_and_is_exact_json(of_llama: TuneResult) -> None:
    evaluation = of_llama.evaluation
    assert json.loads(canonical_json(evaluation)) == evaluation
    assert json.loads(canonical_json(of_llama.training)) == of_llama.training
    details = evaluation["details"]
    assert "frozen" in details["base"]
    assert details["fitted_on"] == len(TEXTS.train)
    accuracy = evaluation["metrics"]["accuracy"]
    assert accuracy["records"] == 20
    assert accuracy["tuned"]["value"] == pytest.approx(details["accuracy"]["tuned"]["value"])
    assert accuracy["base"]["value"] == pytest.approx(details["accuracy"]["base"]["value"])
    assert accuracy["test"]["name"] == "exact McNemar"
    assert sum(row["support"] for row in details["by_class"]) == 20
    assert sum(row["training_records"] for row in details["by_class"]) == len(TEXTS.train)
    assert evaluation["forgetting"]["status"] == "not measured"
    sample = evaluation["samples"][0]
    assert {sample["base"], sample["tuned"], sample["reference"]} <= {"colour", "other"}
    assert sample["text"]


def test_an_adapter_stands_alone_with_its_classes(of_llama: TuneResult, llama: BaseModel) -> None:
    """A stranger with transformers and PEFT gets the same logits and the names of the classes."""
    from peft import PeftModel
    from transformers import AutoConfig, AutoModelForSequenceClassification, AutoTokenizer

    from tuning.quiet import quiet

    names = {path.name for path in of_llama.folder.iterdir()}
    assert names == {"adapter_config.json", "adapter_model.safetensors", "model_config.json"}
    saved = json.loads((of_llama.folder / "adapter_config.json").read_text())["modules_to_save"]
    assert sorted(saved) == ["classifier", "score"]
    assert str(of_llama.folder) not in (of_llama.folder / "model_config.json").read_text()
    with quiet():
        config = AutoConfig.from_pretrained(of_llama.folder / "model_config.json")
        model = AutoModelForSequenceClassification.from_pretrained(llama.path, config=config)
        model = PeftModel.from_pretrained(model, of_llama.folder).eval()
        tokenizer = AutoTokenizer.from_pretrained(llama.path)
    assert config.id2label == {0: "colour", 1: "other"}
    texts = [record.data["text"] for record in TEXTS.train]
    batch = tokenizer(texts, return_tensors="pt", padding=True)
    batch.pop("token_type_ids", None)
    import torch

    with torch.inference_mode():
        logits = model(**batch).logits.numpy()
    ours = np.concatenate(tuned_logits(of_llama, llama, TEXTS))
    np.testing.assert_allclose(logits, ours, atol=1e-4)


def test_a_whole_model_stands_alone_in_a_pipeline(of_bert: TuneResult) -> None:
    from transformers import pipeline

    from tuning.quiet import quiet

    with quiet():
        tagger = pipeline(
            "token-classification", model=str(of_bert.folder), aggregation_strategy="first"
        )
        found = tagger("small red open blue")
    assert [(each["entity_group"], each["word"]) for each in found] == [
        ("COL", "red"),
        ("COL", "blue"),
    ]


def test_the_same_seed_gives_the_same_bytes(
    of_llama: TuneResult, llama: BaseModel, tmp_path: Path
) -> None:
    again = run(TEXTS, llama, tmp_path / "again")
    assert again.weights_sha256 == of_llama.weights_sha256
    assert again.evaluation == of_llama.evaluation


@pytest.mark.parametrize("method", ["ia3", "feature_extraction", "full"])
def test_every_method_trains_the_head(bert: BaseModel, tmp_path: Path, method: str) -> None:
    result = run(TEXTS, bert, tmp_path / method, method=method, num_train_epochs=1, samples=0)
    pair, _ = open_pair(task_for(TEXTS.train), bert, result.folder, TuneConfig(method=method))  # type: ignore[arg-type]
    found = {name: item for name, item in pair.model.named_parameters() if "classifier" in name}
    with pair.base():
        before = {name: item.detach().clone() for name, item in found.items()}
    names = [name for name in found if "original_module" not in name and "bias" not in name]
    assert names
    if method != "ia3":
        assert all(bool((found[name] != before[name]).any()) for name in names)
    else:
        held = dict(pair.model.named_parameters())
        trained = next(name for name in names if "modules_to_save" in name)
        original = trained.replace("modules_to_save.default", "original_module")
        assert bool((held[trained] != held[original]).any())
    losses = [point["loss"] for point in result.training["curve"]["validation"]]
    assert losses[-1] != losses[0]


def test_accumulated_steps_learn_what_one_large_step_learns(
    bert: BaseModel, tmp_path: Path
) -> None:
    same = {
        "num_train_epochs": 1,
        "train_sampling_strategy": "sequential",
        "samples": 0,
        "dropout": 0.0,
    }
    large = run(TEXTS, bert, tmp_path / "a", method="full", **same)
    small = run(
        TEXTS,
        bert,
        tmp_path / "b",
        method="full",
        **same,
        per_device_train_batch_size=2,
        gradient_accumulation_steps=4,
    )
    first, second = (
        [point["loss"] for point in result.training["curve"]["train"]] for result in (large, small)
    )
    assert first == pytest.approx(second, rel=1e-3)


def test_weights_of_classes_bring_out_the_rare_one(bert: BaseModel, tmp_path: Path) -> None:
    """Labels that no text explains: what is left to learn is how often each occurs."""
    records = [
        dataclasses.replace(
            record, data={**record.data, "label": "rare" if number % 8 == 0 else "usual"}
        )
        for number, record in enumerate(colour_texts(80))
    ]
    few = cleared_of(records, validation=0, holdout=30)
    said = {}
    for name, weight in (("plain", None), ("balanced", "balanced")):
        result = run(
            few,
            bert,
            tmp_path / name,
            method="feature_extraction",
            num_train_epochs=8,
            class_weight=weight,
            samples=0,
        )
        rows = {row["name"]: row for row in result.evaluation["details"]["by_class"]}
        said[name] = rows["rare"]["predicted"]
    assert said["plain"] <= 3
    assert said["balanced"] >= 6


def test_smoothing_and_weights_are_those_of_the_definition() -> None:
    import torch

    from tuning.training.classes import summed_loss

    logits, labels = torch.tensor([[2.0, 0.0, -1.0], [0.0, 1.0, 0.0]]), torch.tensor([0, -100])
    likelihoods = logits[0].log_softmax(0)
    smoothed = summed_loss(logits, labels, weights=None, smoothing=0.3)
    expected = -(0.7 * likelihoods[0] + 0.1 * likelihoods.sum())
    assert float(smoothed) == pytest.approx(float(expected))
    weighed = summed_loss(logits, labels, weights=[4.0, 1.0, 1.0], smoothing=0.0)
    assert float(weighed) == pytest.approx(float(-4 * likelihoods[0]))


def test_held_out_labels_that_were_never_learned_are_counted(
    bert: BaseModel, tmp_path: Path
) -> None:
    held_out, _ = TEXTS.holdout.open("a test", judged="")
    strange = [
        dataclasses.replace(record, data={**record.data, "label": "new"}) for record in held_out[:5]
    ]
    cleared = dataclasses.replace(TEXTS, holdout=SealedHoldout.of([*strange, *held_out[5:]]))
    result = run(cleared, bert, tmp_path / "run", num_train_epochs=1)
    assert result.evaluation["holdout"]["excluded"] == {"unknown_label": 5}
    assert result.evaluation["metrics"]["accuracy"]["records"] == 15
    notes = {each["code"]: each["text"] for each in result.evaluation["warnings"]}
    assert notes["unknown_label"].startswith("5 held-out records")


def test_numbers_as_labels_are_learned_and_named(bert: BaseModel, tmp_path: Path) -> None:
    records = [text_record(n, "red" if n % 3 else "open", 10 if n % 3 else 9) for n in range(24)]
    result = run(
        cleared_of(records, validation=0, holdout=6), bert, tmp_path / "run", method="full"
    )
    config = json.loads((result.folder / "config.json").read_text())
    assert config["id2label"] == {"0": "9", "1": "10"}
    assert [row["name"] for row in result.evaluation["details"]["by_class"]] == ["9", "10"]


def test_one_class_alone_is_refused_before_anything_is_loaded(
    bert: BaseModel, tmp_path: Path
) -> None:
    records = [text_record(n, "red", "a") for n in range(8)]
    with pytest.raises(TuneError, match="same label"):
        run(cleared_of(records, validation=0, holdout=2), bert, tmp_path / "run")


def test_without_held_out_records_nothing_is_measured(bert: BaseModel, tmp_path: Path) -> None:
    cleared = dataclasses.replace(TEXTS, holdout=SealedHoldout.of(()), validation=())
    result = run(cleared, bert, tmp_path / "run", num_train_epochs=1)
    assert result.evaluation["metrics"] == {}
    assert result.evaluation["headline"] is None


@pytest.mark.parametrize("kind", ["texts", "words"])
def test_the_probe_attacks_classes_by_losses_and_says_what_it_cannot(
    kind: str, request: pytest.FixtureRequest
) -> None:
    names = {"texts": ("of_llama", "llama", TEXTS), "words": ("of_bert", "bert", WORDS)}
    result_name, base_name, cleared = names[kind]
    get: Callable[[str], Any] = request.getfixturevalue
    result = get(result_name)
    document = probe(
        cleared,
        base=get(base_name),
        exported=result.folder,
        config=ProbeConfig(),
        tuned_with=TuneConfig(**FAST, method=result.training["method"]),
        max_length=64,
        seed=1,
        removed=[RemovedValue("r1", "PERSON", "Zqwxy Korblum", "It was ")],
        release_context="internal",
    )
    tests = {test["id"]: test for test in document["tests"]}
    extraction = tests["extraction.removed_values"]
    assert (extraction["status"], extraction["verdict"]) == ("not_measurable", "open")
    assert extraction["result"] == {"tested": 0, "left_out": {"no_text_output": 1}}
    attacks = tests["membership.losses"]["result"]["attacks"]
    assert set(attacks) == ({"loss"} if kind == "texts" else {"loss", "min_k_20"})
    assert all(0 <= attack["auc"] <= 1 for attack in attacks.values())
    assert "Korblum" not in json.dumps(document)
    assert "likeliest continuation" not in json.dumps(document)
