"""Full training, gradual unfreezing and LoRA with the same operations, on the example's chats.

    python -m bench.tune.equal_compute [--base PATH] [--chats N] [--held-out N] [--epochs N]
                                       [--seeds N]

Full training makes N epochs. The others make as many as cost the same operations (FLOP, counted
stretch by stretch as in training.json), rounded to whole epochs; what each really took is printed.
Rates are the defaults of each method. The loss is that of every learned token of the held-out
chats, in nats, under the last weights; other seeds train on the same chats.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
from pathlib import Path
from typing import Any

from bench.detect.board import machine
from bench.tune.example import chats

LENGTH = 512
METHODS: dict[str, dict[str, Any]] = {
    "full": {"method": "full"},
    "full, gradual unfreezing": {"method": "full", "gradual_unfreezing": {}},
    "lora": {"method": "lora"},
}


def main() -> None:
    parser = argparse.ArgumentParser(description=str(__doc__).splitlines()[0])
    parser.add_argument("--base", default="shipped")
    parser.add_argument("--chats", type=int, default=96)
    parser.add_argument("--held-out", type=int, default=100)
    parser.add_argument("--epochs", type=int, default=6)
    parser.add_argument("--seeds", type=int, default=3)
    given = parser.parse_args()
    print(
        f"{machine()['machine']}; base {given.base}, {given.chats} chats, "
        f"{given.held_out} held out, {given.seeds} seeds"
    )
    print(f"{'':26} {'epochs':>6} {'FLOP':>9} {'seconds':>8} {'loss':>7} {'from':>7} {'to':>7}")
    print(f"{'base, untrained':26} {0:>6} {'':>18} {_untrained(given):>7.3f}", flush=True)
    budget = 0.0
    for name, settings in METHODS.items():
        epochs = given.epochs
        if budget:
            # The share of thawed layers depends on the schedule alone, so the cost is linear.
            epochs = max(1, round(budget / _trained(given, settings, given.epochs, 0)["flops"]
                                  * given.epochs))  # fmt: skip
        runs = [_trained(given, settings, epochs, seed) for seed in range(given.seeds)]
        budget = budget or runs[0]["flops"]
        losses = [run["loss"] for run in runs]
        print(
            f"{name:26} {epochs:>6} {runs[0]['flops']:>9.3g} "
            f"{statistics.mean(run['seconds'] for run in runs):>8.1f} "
            f"{statistics.mean(losses):>7.3f} {min(losses):>7.3f} {max(losses):>7.3f}",
            flush=True,
        )


def _ready(given: argparse.Namespace) -> tuple[Any, Any, Any, Any, Any]:
    """Return task, model, tokenizer, and the examples to learn from and to judge by."""
    from compliance.env import go_offline

    go_offline()
    from tuning.config import ModelConfig
    from tuning.model import load, resolve
    from tuning.tasks import task_for

    records = chats(given.chats + given.held_out)
    task = task_for(records)
    model, tokenizer = load(resolve(ModelConfig(path=given.base), folder=Path()))
    learned, held = (
        task.examples(part, tokenizer, max_length=LENGTH)
        for part in (records[: given.chats], records[given.chats :])
    )
    return task, model, tokenizer, learned, held


def _untrained(given: argparse.Namespace) -> float:
    from tuning.losses import token_mean
    from tuning.training.padding import pad_id_of

    task, model, tokenizer, _, held = _ready(given)
    return token_mean(task.losses(model, held.items, pad_id=pad_id_of(tokenizer), batch_size=8))


def _trained(
    given: argparse.Namespace, settings: dict[str, Any], epochs: int, seed: int
) -> dict[str, float]:
    task, model, tokenizer, learned, held = _ready(given)
    from compliance.progress import silent
    from tuning.config import TuneConfig
    from tuning.examples import Examples
    from tuning.losses import token_mean
    from tuning.training.loop import train

    config = TuneConfig.model_validate(
        {
            **settings,
            "num_train_epochs": epochs,
            "max_length": LENGTH,
            "early_stopping_patience": None,
            "save_strategy": "no",
        }
    )
    with tempfile.TemporaryDirectory() as folder:
        trained = train(
            task,
            model,
            tokenizer,
            learned,
            Examples((), {}),
            config=config,
            seed=seed,
            scratch=Path(folder),
            progress=silent,
            judge=held,
        )
    return {
        "flops": float(trained.facts["flops"]),
        "seconds": float(trained.facts["seconds"]),
        "loss": token_mean(trained.judged),
    }


if __name__ == "__main__":
    main()
