"""Text classification: majority class, linear probe, and each method, on the same held-out texts.

    python -m bench.tune.classification [DATA] [--records N] [--held-out N] [--epochs N]
                                        [--methods M ...] [--base P]

DATA is a folder with `classification_train.jsonl` and `classification_test.jsonl`, a record a line
with `text` and `label`; without it, Banking77 (Casanueva et al. 2020, CC BY 4.0) of the development
data where they lie beside the project. Nothing is downloaded. Training and held-out records are
drawn by a seed; a tenth of the training records is for early stopping. Methods have their default
rates. Raw counts are printed, and how many records each method and the probe alone got right, with
the exact McNemar test.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from bench.detect.sets import REPOSITORY
from compliance.clearance import ClearedDataset, SealedHoldout
from compliance.dataset.record import Record
from tuning.config import EvaluateConfig, ModelConfig, TuneConfig
from tuning.model import resolve
from tuning.run import tune

SEED = 7
BANKING77 = REPOSITORY.parent / "shared" / "data" / "demo" / "banking77_en"
METHODS: dict[str, dict[str, Any]] = {
    "lora": {},
    "lora, rsLoRA": {"lora": {"use_rslora": True}},
    "lora, DoRA": {"lora": {"use_dora": True}},
    "ia3": {"method": "ia3"},
    "full": {"method": "full"},
    "full, 2 layers frozen": {"method": "full", "freeze_layers": 2},
    "full, gradual unfreezing": {"method": "full", "gradual_unfreezing": {}},
    "full, layer rates 0.9": {"method": "full", "layer_lr_decay": 0.9},
    "feature_extraction": {"method": "feature_extraction"},
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data", type=Path, nargs="?", default=BANKING77)
    parser.add_argument("--records", type=int, default=1_000)
    parser.add_argument("--held-out", type=int, default=1_000)
    parser.add_argument("--epochs", type=int, default=5)
    parser.add_argument("--methods", nargs="+", choices=METHODS, default=list(METHODS))
    parser.add_argument("--base", default="shipped")
    parser.add_argument("--learning-rate", type=float)
    given = parser.parse_args()
    if not given.data.is_dir():
        print(f"{given.data.name} is not there: no classification is measured")
        return
    cleared = split(given.data, given.records, given.held_out)
    base = resolve(ModelConfig(path=given.base), folder=Path())
    print(
        f"{given.data.name}: {len(cleared.train)} training, {len(cleared.validation)} validation, "
        f"{len(cleared.holdout)} held-out records; base {base.name}"
    )
    print(f"{'':32} {'correct':>8} {'accuracy':>9} {'95 % interval':>16} {'macro F1':>9} {'s':>6}"
          f" {'it alone':>9} {'probe alone':>11} {'p':>8}")  # fmt: skip
    for number, method in enumerate(given.methods):
        config = TuneConfig.model_validate(
            {
                **METHODS[method],
                "num_train_epochs": given.epochs,
                "learning_rate": given.learning_rate,
                "max_length": 128,
                "per_device_train_batch_size": 16,
                "per_device_eval_batch_size": 64,
                "samples": 0,
            }
        )
        began = time.monotonic()
        with tempfile.TemporaryDirectory() as folder:
            result = tune(
                cleared,
                base=base,
                config=config,
                seed=SEED,
                out_dir=Path(folder),
                find=lambda texts: [[] for _ in texts],
                say=lambda line: print(f"  {line}", file=sys.stderr),
                evaluation=EvaluateConfig(slices=False, gap_records=0),
            )
        seconds = time.monotonic() - began
        found, f1 = (
            result.evaluation["details"]["accuracy"],
            result.evaluation["metrics"]["macro_f1"],
        )
        if number == 0:
            row("majority class", found["majority_class"], None, None)
            row("linear probe (base)", found["base"], f1["base"]["value"], None)
        steps = f"{method}, {result.training['steps']} steps"
        test = result.evaluation["metrics"]["accuracy"].get("test", {})
        row(steps, found["tuned"], f1["tuned"]["value"], seconds, test)


def row(
    name: str,
    found: dict[str, float],
    f1: float | None,
    seconds: float | None,
    test: dict[str, Any] | None = None,
) -> None:
    interval = f"{found['low']:.3f} to {found['high']:.3f}"
    line = (
        f"{name:32} {found['correct']:>8} {found['value']:>9.3f} {interval:>16} "
        f"{'' if f1 is None else format(f1, '.3f'):>9} "
        f"{'' if seconds is None else format(seconds, '.0f'):>6}"
    )
    if test:
        line += f" {test['only_tuned']:>9} {test['only_base']:>11} {test['p_value']:>8.1g}"
    print(line, flush=True)


def split(folder: Path, count: int, held_out: int) -> ClearedDataset:
    """Return the records as a cleared dataset; a benchmark needs no clearance of its own."""
    train = drawn(read(folder / "classification_train.jsonl", "train"), count)
    kept = len(train) // 10
    return ClearedDataset(
        train=tuple(train[kept:]),
        synthetic=(),
        validation=tuple(train[:kept]),
        holdout=SealedHoldout.of(
            drawn(read(folder / "classification_test.jsonl", "test"), held_out)
        ),
        dataset_sha256="0" * 64,
        synthetic_sha256=None,
        clearance_sha256="0" * 64,
    )


def drawn(records: list[Record], count: int) -> list[Record]:
    return random.Random(SEED).sample(records, min(count, len(records)))


def read(path: Path, name: str) -> list[Record]:
    lines = path.read_text(encoding="utf-8").splitlines()
    return [
        Record(id=f"{name}-{number}", kind="classification", data=json.loads(line))
        for number, line in enumerate(lines)
    ]


if __name__ == "__main__":
    main()
