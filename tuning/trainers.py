"""Supervised fine-tuning with LoRA, by TRL's trainer and PEFT."""

from __future__ import annotations

import contextlib
import os
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from compliance.errors import TuneError
from compliance.progress import Progress
from tuning.config import TuneConfig
from tuning.data import Example, Examples
from tuning.device import describe_device, precision
from tuning.energy import EnergyMeter
from tuning.quiet import quiet

_CURVE_POINTS = 200
_SMALL_MODEL = 100_000_000
_SMALL_RATE, _LARGE_RATE = 6e-3, 2e-4


@dataclass(frozen=True, slots=True)
class Trained:
    """A finished training run, in memory."""

    weights: dict[str, Any]
    """Adapter tensors on the CPU, by PEFT's names."""
    peft_config: Any
    facts: dict[str, Any]
    """The measured part of training.json."""


def train(
    model: Any,
    tokenizer: Any,
    train_set: Examples,
    validation: Examples,
    *,
    config: TuneConfig,
    seed: int,
    scratch: Path,
    progress: Progress,
) -> Trained:
    """Train an adapter and return it; the best one by validation loss where there is one.

    The same model, examples, configuration, seed, machine and thread count give the same bytes.

    Args:
        model: the base model; it is changed in place and is not to be used afterwards.
        tokenizer: its tokenizer.
        train_set: what is learned.
        validation: what early stopping looks at; may be empty, then the last adapter is kept.
        config: how to train.
        seed: for initial weights, order and dropout.
        scratch: an existing folder for the trainer; nothing in it is needed afterwards.
        progress: told after every step.

    Raises:
        TuneError: nothing to train on, or the layers named in `target_modules` do not exist.
        DivergedError: the loss is no number any more.
    """
    if not train_set.items:
        raise TuneError(
            "no record is left to train on",
            why=f"left out: {train_set.excluded}",
            fix="raise max_length in [tune], or check that the records hold answers",
        )
    with quiet(), tempfile.TemporaryDirectory(dir=scratch, prefix="trainer-") as output:
        import torch
        from transformers import PrinterCallback

        from tuning.callbacks import History, Watch

        cuda = torch.cuda.is_available()
        history, energy = History(), EnergyMeter(cuda=cuda)
        pad_id = tokenizer.pad_token_id
        pad_id = tokenizer.eos_token_id if pad_id is None else pad_id
        with deterministic(cuda=cuda):
            trainer = _trainer(model, tokenizer, train_set.items, config, seed, Path(output))
            trainer.remove_callback(PrinterCallback)
            world_size = int(trainer.accelerator.num_processes)
            if world_size != 1:
                raise TuneError(
                    f"training was started in {world_size} processes",
                    why="this version trains in one process, so each would train on its own",
                    fix="start ftcheck without a distributed launcher",
                )
            trainer.add_callback(
                Watch(
                    history,
                    validation=validation.items,
                    pad_id=pad_id,
                    batch_size=config.per_device_eval_batch_size,
                    patience=config.early_stopping_patience,
                    weights=adapter_weights,
                    energy=energy,
                    progress=progress,
                )
            )
            started = time.perf_counter()
            outcome = trainer.train()
            seconds = time.perf_counter() - started
        tuned = trainer.model
        weights = history.best_weights or adapter_weights(tuned)
        facts = _facts(
            trainer, tuned, history, train_set, validation, seconds, int(outcome.global_step)
        )
        facts["energy"] = energy.result()
        peft_config = tuned.peft_config["default"]
    return Trained(weights=weights, peft_config=peft_config, facts=facts)


def adapter_weights(model: Any) -> dict[str, Any]:
    """Return a copy of the adapter's tensors on the CPU, by the names PEFT stores them under."""
    from peft import get_peft_model_state_dict

    state = get_peft_model_state_dict(model, save_embedding_layers=False)
    return {name: state[name].detach().to("cpu", copy=True).contiguous() for name in sorted(state)}


@contextlib.contextmanager
def deterministic(*, cuda: bool) -> Iterator[None]:
    """Choose reproducible GPU kernels inside the block; the CPU needs nothing."""
    if not cuda:
        yield
        return
    import torch

    os.environ.setdefault("CUBLAS_WORKSPACE_CONFIG", ":4096:8")
    before = torch.are_deterministic_algorithms_enabled()
    torch.use_deterministic_algorithms(True, warn_only=True)
    try:
        yield
    finally:
        torch.use_deterministic_algorithms(before)


def _trainer(
    model: Any,
    tokenizer: Any,
    items: Sequence[Example],
    config: TuneConfig,
    seed: int,
    output: Path,
) -> Any:
    import torch
    from datasets import Dataset
    from peft import LoraConfig, TaskType
    from transformers import set_seed
    from trl import SFTConfig

    from tuning.callbacks import CountingTrainer

    cuda = torch.cuda.is_available()
    # `from_list` keeps the examples in memory: a file cache would outlive an erased record.
    dataset = Dataset.from_list(
        [{"input_ids": list(item.input_ids), "labels": list(item.labels)} for item in items]
    )
    arguments = SFTConfig(
        output_dir=str(output),
        learning_rate=learning_rate(config, model),
        num_train_epochs=config.num_train_epochs,
        per_device_train_batch_size=config.per_device_train_batch_size,
        gradient_accumulation_steps=config.gradient_accumulation_steps,
        warmup_steps=config.warmup_steps,
        weight_decay=config.weight_decay,
        max_grad_norm=config.max_grad_norm,
        lr_scheduler_type=config.lr_scheduler_type,
        train_sampling_strategy="group_by_length",
        max_length=None,
        dataset_kwargs={"skip_prepare_dataset": True},
        use_cpu=not cuda,
        bf16=cuda and torch.cuda.is_bf16_supported(),
        fp16=False,
        activation_checkpointing=False,
        seed=seed % 2**32,
        data_seed=seed % 2**32,
        logging_steps=1,
        logging_nan_inf_filter=False,
        save_strategy="no",
        eval_strategy="no",
        report_to="none",
        push_to_hub=False,
        disable_tqdm=True,
        dataloader_num_workers=0,
        dataloader_pin_memory=cuda,
    )
    targets = config.lora.target_modules
    lora = LoraConfig(
        task_type=TaskType.CAUSAL_LM,
        r=config.lora.r,
        lora_alpha=config.lora.lora_alpha,
        lora_dropout=config.lora.lora_dropout,
        target_modules=targets if isinstance(targets, str) else list(targets),
        use_rslora=config.lora.use_rslora,
    )
    # The adapter's first weights are drawn when the trainer wraps the model.
    set_seed(seed % 2**32)
    try:
        return CountingTrainer(
            model=model,
            args=arguments,
            train_dataset=dataset,
            processing_class=tokenizer,
            peft_config=lora,
        )
    except ValueError as error:
        raise TuneError(
            "the trainer does not accept this configuration for this model",
            why="target_modules may name layers the model does not have, or its output layer",
            fix='set target_modules = "all-linear" in [tune.lora], and show one GPU at most',
        ) from error


def _facts(
    trainer: Any,
    model: Any,
    history: Any,
    train_set: Examples,
    validation: Examples,
    seconds: float,
    steps: int,
) -> dict[str, Any]:
    total = sum(parameter.numel() for parameter in model.parameters())
    trainable = sum(p.numel() for p in model.parameters() if p.requires_grad)
    read = int(trainer.tokens_read)
    return {
        "method": "lora",
        "learning_rate": float(trainer.args.learning_rate),
        "steps": steps,
        "epochs": float(trainer.state.epoch or 0),
        "curve": {"train": thinned(history.train), "validation": history.validation},
        "tokens": {
            "trained_on": read,
            "padding_share": 1 - read / trainer.tokens_computed,
            "truncated_records": train_set.truncated + validation.truncated,
        },
        "parameters": {"total": total, "trainable": trainable},
        "device": describe_device(model.device),
        "precision": precision(model, autocast=trainer.args.bf16),
        "attention": str(model.config._attn_implementation),
        "world_size": int(trainer.accelerator.num_processes),
        "flops": str(lora_flops(total=total, trainable=trainable, tokens=read)),
        "seconds": seconds,
        "tokens_per_second": read / seconds,
        "early_stopped": history.early_stopped,
        "best_step": history.best_step,
    }


def learning_rate(config: TuneConfig, model: Any) -> float:
    """Return the configured learning rate, or one that fits the size of the base model.

    Small models need far larger steps: on the shipped base 0.006 reached a lower held-out loss in
    two epochs than 0.002 in three; 0.0002 is the usual rate for adapters of large models.

    Basis: Dettmers et al. 2023, QLoRA, arXiv:2305.14314 (2e-4 for 7 and 13 billion).
    """
    if config.learning_rate is not None:
        return config.learning_rate
    size = sum(parameter.numel() for parameter in model.parameters())
    return _SMALL_RATE if size < _SMALL_MODEL else _LARGE_RATE


def lora_flops(*, total: int, trainable: int, tokens: int) -> int:
    """Return the floating-point operations of training `tokens` tokens with an adapter.

    Forward costs 2 operations per parameter and token, the way back through the activations again
    2; gradients of weights, another 2, are only taken for the trainable ones. Attention scores,
    which grow with the square of the length, are left out.

    Basis: Kaplan et al. 2020, Scaling Laws, arXiv:2001.08361, section 2.1.
    """
    return (4 * total + 2 * trainable) * tokens


def thinned(points: Sequence[dict[str, Any]], limit: int = _CURVE_POINTS) -> list[dict[str, Any]]:
    """Return at most `limit` points, each the mean loss of a stretch at its last step."""
    size = -(-len(points) // limit) or 1
    stretches = [points[i : i + size] for i in range(0, len(points), size)]
    return [
        {**part[-1], "loss": sum(point["loss"] for point in part) / len(part)} for part in stretches
    ]
