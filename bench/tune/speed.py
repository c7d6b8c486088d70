"""Tokens per second and peak memory of training, beside a plain TRL script with the same settings.

    python -m bench.tune.speed [--base PATH ...] [--chats N] [--epochs N] [--repeats N]

Without --base: the shipped base, the stories260K of the development data where they lie beside the
project, and with a GPU a random Llama of about 1 billion weights, which is made for it and removed.

Every lane is a process of its own, the lanes take turns, and each trains a LoRA adapter on the same
chats of the example. "Plain TRL" is what one would write with `SFTTrainer`: chats in, the same
rank, rate, batch and length, random order, a checkpoint at the end of each epoch. "TRL's defaults"
is the same with what its arguments choose where nothing is said: activation checkpointing, batch 8,
random order, no packing (but the precision and the length of the others). ftcheck does that with
its guards, its own checkpoints and its counting (one validation record is read after each epoch).
Seconds are those of training alone, on the clock and of the processor; loading, tokenising and
evaluation are left out on both sides. Real tokens: without padding. Pace: tokens per second, as
many times those of plain TRL and of TRL's defaults in the same turn.
"""

from __future__ import annotations

import argparse
import json
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from pathlib import Path
from typing import Any

from bench.detect.board import machine
from bench.detect.sets import REPOSITORY
from bench.tune import example

STORIES = REPOSITORY.parent / "shared" / "models" / "stories260K"
SEED = 7
BATCH = 8
LENGTH = 512
RATE = 2e-3
PLAIN, DEFAULTS = "plain TRL", "TRL's defaults"
LANES: dict[str, dict[str, Any]] = {
    PLAIN: {},
    DEFAULTS: {"activation_checkpointing": True},
    "ftcheck, same settings": {"train_sampling_strategy": "random"},
    "ftcheck, groups of like length": {"train_sampling_strategy": "group_by_length"},
    "ftcheck, packing": {"packing": True, "per_device_train_batch_size": BATCH // 2},
}


def main() -> None:
    parser = argparse.ArgumentParser(description=str(__doc__).splitlines()[0])
    parser.add_argument("--base", action="append", help="folder of a base model, or `shipped`")
    parser.add_argument("--chats", type=int, default=160)
    parser.add_argument("--epochs", type=int, default=2)
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--lane", choices=LANES, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.lane:
        print(json.dumps(_lane(given.lane, given.base[0], given.chats, given.epochs)))
        return
    with tempfile.TemporaryDirectory() as folder:
        for base in given.base or _bases(Path(folder)):
            _compared(given, base)


def _bases(folder: Path) -> list[str]:
    import torch

    bases = ["shipped"]
    if STORIES.is_dir():
        bases.append(str(STORIES))
    if torch.cuda.is_available():
        bases.append(str(_random_llama(folder / "llama-1b-random")))
    return bases


def _random_llama(folder: Path) -> Path:
    """Write a Llama of the shape of Llama 3.2 1B, with random weights and the shipped tokenizer."""
    import torch
    from transformers import LlamaConfig, LlamaForCausalLM

    _, tokenizer = _loaded("shipped")
    torch.manual_seed(SEED)
    config = LlamaConfig(
        vocab_size=len(tokenizer),
        hidden_size=2048,
        intermediate_size=8192,
        num_hidden_layers=16,
        num_attention_heads=32,
        num_key_value_heads=8,
        max_position_embeddings=2048,
        eos_token_id=tokenizer.eos_token_id,
        pad_token_id=tokenizer.pad_token_id,
    )
    LlamaForCausalLM(config).to(torch.bfloat16).save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    return folder


def _compared(given: argparse.Namespace, base: str) -> None:
    print(
        f"{machine()['machine']}, load {machine()['load']}; base {Path(base).name}, "
        f"{given.chats} chats, {given.epochs} epochs, batch {BATCH}, max_length {LENGTH}"
    )
    found: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
    for _ in range(given.repeats):
        for lane in LANES:
            command = [sys.executable, "-m", "bench.tune.speed", "--lane", lane]
            command += ["--base", base, "--chats", str(given.chats)]
            command += ["--epochs", str(given.epochs)]
            done = subprocess.run(command, capture_output=True, text=True, check=True)
            found[lane].append(json.loads(done.stdout.splitlines()[-1]))
            print(f"  {lane}: {found[lane][-1]}", file=sys.stderr, flush=True)
    show(found)


def show(found: dict[str, list[dict[str, Any]]]) -> None:
    """Print the median of each lane, and its pace against both lanes of TRL, turn by turn."""
    print(f"{'':80} {'pace against plain TRL':>23} {'against its defaults':>23}")
    print(f"{'lane':32} {'tokens':>8} {'steps':>6} {'seconds':>8} {'tokens/s':>9} {'peak MiB':>12}"
          f"{'median':>9} {'from':>7} {'to':>7}{'median':>9} {'from':>7} {'to':>7}")  # fmt: skip
    for lane, runs in found.items():
        middle = sorted(runs, key=lambda run: float(run["seconds"]))[len(runs) // 2]
        print(f"{lane:32} {middle['tokens']:>8} {middle['steps']:>6} {middle['seconds']:>8.1f} "
              f"{_pace(middle):>9,.0f} {middle['peak_mib']:>12,.0f}"
              f"{_against(runs, found[PLAIN])}{_against(runs, found[DEFAULTS])}")  # fmt: skip


def _against(runs: list[dict[str, Any]], others: list[dict[str, Any]]) -> str:
    times = [_pace(run) / _pace(other) for run, other in zip(runs, others, strict=True)]
    return f"{statistics.median(times):>9.2f} {min(times):>7.2f} {max(times):>7.2f}"


def _pace(run: dict[str, Any]) -> float:
    return float(run["tokens"]) / float(run["seconds"])


def _lane(lane: str, base: str, chats: int, epochs: int) -> dict[str, Any]:
    from compliance.env import go_offline

    go_offline()
    records = example.chats(chats + 1)
    with tempfile.TemporaryDirectory() as folder:
        train = _plain if lane in (PLAIN, DEFAULTS) else _ours
        found = train(base, records, epochs, Path(folder), LANES[lane])
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {**found, "peak_mib": peak}


def _plain(
    base: str, records: list[Any], epochs: int, folder: Path, settings: dict[str, Any]
) -> dict[str, Any]:
    import torch
    from datasets import Dataset
    from peft import LoraConfig
    from transformers import set_seed
    from trl import SFTConfig, SFTTrainer

    from tuning.template import new_template

    model, tokenizer = _loaded(base)
    if (template := new_template(tokenizer)) is not None:
        tokenizer.chat_template = template  # a base without one gets ours on both sides
    cuda = torch.cuda.is_available()
    set_seed(SEED)
    trainer = SFTTrainer(
        model=model,
        processing_class=tokenizer,
        train_dataset=Dataset.from_list([each.data for each in records[:-1]]),
        peft_config=LoraConfig(
            r=16, lora_alpha=32, target_modules="all-linear", task_type="CAUSAL_LM"
        ),
        args=SFTConfig(
            output_dir=str(folder),
            use_cpu=not cuda,
            bf16=cuda,
            activation_checkpointing=settings.get("activation_checkpointing", False),
            learning_rate=RATE,
            num_train_epochs=epochs,
            per_device_train_batch_size=BATCH,
            max_length=LENGTH,
            assistant_only_loss=True,
            lr_scheduler_type="cosine",
            optim="adamw_torch_fused",
            save_strategy="epoch",
            report_to="none",
            disable_tqdm=True,
            seed=SEED,
        ),
    )
    tokens = epochs * sum(len(row["input_ids"]) for row in trainer.train_dataset)
    wall, own = time.perf_counter(), time.process_time()
    trainer.train()
    return {
        "tokens": tokens,
        "steps": int(trainer.state.global_step),
        "seconds": time.perf_counter() - wall,
        "cpu": time.process_time() - own,
    }


def _ours(
    base: str, records: list[Any], epochs: int, folder: Path, settings: dict[str, Any]
) -> dict[str, Any]:
    import torch

    from compliance.evidence import ProjectKeys
    from compliance.progress import silent
    from tuning.config import TuneConfig
    from tuning.tasks import task_for
    from tuning.training.checkpoints import Checkpoints
    from tuning.training.loop import train

    config = TuneConfig.model_validate(
        {
            "learning_rate": RATE,
            "num_train_epochs": epochs,
            "per_device_train_batch_size": BATCH,
            "max_length": LENGTH,
            "bf16": torch.cuda.is_available(),
            "warmup_steps": 0,
            **settings,
        }
    )
    task = task_for(records)
    model, tokenizer = _loaded(base)
    learned = task.examples(records[:-1], tokenizer, max_length=LENGTH)
    validation = task.examples(records[-1:], tokenizer, max_length=LENGTH)
    (folder / "scratch").mkdir()
    own = time.process_time()
    trained = train(
        task,
        model,
        tokenizer,
        learned,
        validation,
        config=config,
        seed=SEED,
        scratch=folder / "scratch",
        progress=silent,
        checkpoints=Checkpoints(folder / "kept", ProjectKeys.ephemeral(), limit=2),
    )
    return {
        "tokens": trained.facts["tokens"]["trained_on"],
        "steps": trained.facts["steps"],
        "seconds": trained.facts["seconds"],
        "cpu": time.process_time() - own,
    }


def _loaded(base: str) -> tuple[Any, Any]:
    from tuning.config import ModelConfig
    from tuning.model import load, resolve

    return load(resolve(ModelConfig(path=base), folder=Path()))


if __name__ == "__main__":
    main()
