"""Classifiers are exported with their head and their classes, and say what they said."""

from __future__ import annotations

from pathlib import Path

import pytest
from classes_fakes import cleared_of, colour_texts, colour_words, save_bert
from tuning_fakes import save_model

from tuning.config import EvaluateConfig, ModelConfig, TuneConfig
from tuning.exporting.merge import export_merged
from tuning.model import resolve
from tuning.run import tune


@pytest.mark.parametrize(
    ("kind", "method", "auto_class"),
    [
        ("llama", "lora", "AutoModelForSequenceClassification"),
        ("bert", "lora", "AutoModelForTokenClassification"),
        ("bert", "full", "AutoModelForSequenceClassification"),
    ],
)
def test_a_classifier_is_exported_with_head_and_classes(
    tmp_path: Path, kind: str, method: str, auto_class: str
) -> None:
    import transformers

    folder = (save_model if kind == "llama" else save_bert)(tmp_path / "base")
    base = resolve(ModelConfig(path=str(folder)), folder=Path())
    records = colour_words(24) if "Token" in auto_class else colour_texts(24)
    (tmp_path / "tuned").mkdir()
    config = TuneConfig.model_validate(
        {
            "method": method,
            "num_train_epochs": 1,
            "learning_rate": 0.01,
            "max_length": 64,
            "samples": 0,
        }
    )
    result = tune(
        cleared_of(records, validation=4, holdout=4),
        base=base,
        config=config,
        seed=3,
        out_dir=tmp_path / "tuned",
        find=lambda texts: [[] for _ in texts],
        evaluation=EvaluateConfig(slices=False),
    )
    (tmp_path / "out").mkdir()
    found = export_merged(
        tmp_path / "out",
        base=base,
        tuned=result.folder,
        training=result.training,
        dtype="bfloat16",
    )
    assert found["merging"]["mean_kl_nats"] < 1e-9
    assert found["moved_by_training_nats"] is None  # the base has no classes to move
    loaded, info = getattr(transformers, auto_class).from_pretrained(
        tmp_path / "out", output_loading_info=True
    )
    assert not info["missing_keys"] and not info["unexpected_keys"]
    classes = ("B-COL", "O") if "Token" in auto_class else ("colour", "other")
    assert tuple(sorted(loaded.config.label2id)) == classes
    assert str(loaded.dtype) == "torch.bfloat16"
