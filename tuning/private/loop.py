"""One private training run: units drawn in secret, gradients clipped per unit, noise once a step.

Nothing is kept on the way: a checkpoint would have to hold the secret random state, and a step
that is done twice is spent twice. A training that was stopped begins anew, and the ledger counts
both.

Basis: Abadi et al. 2016, arXiv:1607.00133 (DP-SGD); Li et al. 2022, arXiv:2110.05679, and Yu et al.
2022, arXiv:2110.06500 (language models and LoRA).
"""

from __future__ import annotations

import math
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol

from compliance.errors import DivergedError
from compliance.progress import Progress
from tuning.config import TuneConfig
from tuning.cost.energy import energy_meter
from tuning.cost.peak_memory import PeakMemory
from tuning.examples import IGNORED, Example, Examples, require_some
from tuning.losses import RecordLoss
from tuning.methods.adapters import plain_config
from tuning.methods.prepare import prepare, rates_of
from tuning.private.accounting import Plan, epsilon, plan, require_opacus
from tuning.private.gradients import RowGradients, clipped_sum, row_losses, unit_gradients
from tuning.private.secret import Secret
from tuning.private.units import MEANING, Unit
from tuning.quiet import quiet
from tuning.reading import Collator
from tuning.tasks import Task
from tuning.training.arguments import common_arguments
from tuning.training.facts import measured, trained_on
from tuning.training.guarding import listed
from tuning.training.lock import training_lock
from tuning.training.loop import Trained, deterministic
from tuning.training.memory import memory_for
from tuning.training.padding import pad_id_of

_CHECKED = 3
NOT_REPRODUCIBLE = (
    "noise and sampling come from the operating system's entropy and are kept nowhere: who could "
    "repeat them could take the noise away"
)


class Attempts(Protocol):
    """Where private trainings on the same records are counted."""

    def earlier(self) -> Sequence[Mapping[str, Any]]:
        """Return earlier ones, each as `Plan.document`, with the steps that were really done."""

    def begun(self, planned: Mapping[str, Any]) -> None:
        """Note, before the first step, what a training is going to spend."""

    def ended(self, spent: Mapping[str, Any]) -> None:
        """Note what it spent."""


class Uncounted:
    """Counts nothing."""

    def earlier(self) -> Sequence[Mapping[str, Any]]:
        """Return nothing."""
        return ()

    def begun(self, planned: Mapping[str, Any]) -> None:
        """Do nothing."""

    def ended(self, spent: Mapping[str, Any]) -> None:
        """Do nothing."""


class PrivateSteps:
    """Makes the steps of a private training; counts what `measured` asks a trainer for."""

    def __init__(
        self,
        task: Task,
        model: Any,
        tokenizer: Any,
        units: Sequence[Unit],
        planned: Plan,
        config: TuneConfig,
        secret: Secret,
    ) -> None:
        assert config.privacy is not None
        self.task, self.model, self.units, self.planned = task, model, units, planned
        self.max_grad_norm = config.privacy.max_grad_norm
        self.batch_size = config.per_device_train_batch_size
        self.smoothing = config.label_smoothing_factor
        self.secret = secret
        self.collate = Collator(pad_id_of(tokenizer))
        self.rows = RowGradients(model, self._losses)
        self.trained: tuple[str, ...] = ()
        """Parameters that the loss depends on; others get no noise either."""
        self.tokens_read = self.tokens_learned = self.tokens_computed = self.rows_read = 0
        self.units_read = self.units_clipped = self.empty_steps = 0

    def step(self, number: int) -> float | None:
        """Set the noisy gradient of one step; return the mean loss of its units, None without any.

        Raises:
            DivergedError: the gradient of a unit is no number.
        """
        import torch

        chosen = [self.units[i] for i in self.secret.chosen(len(self.units), self._rate)]
        chosen.sort(key=lambda unit: max(len(row.input_ids) for row in unit))
        every = dict(self.model.named_parameters())
        named = {name: every[name] for name in self.trained}
        total = {n: torch.zeros_like(p, dtype=torch.float32) for n, p in named.items()}
        losses: list[float] = []
        for which, gradients in unit_gradients(self._chunks(chosen, losses)):
            summed, norms = clipped_sum(gradients, self.max_grad_norm)
            if not bool(norms.isfinite().all()):
                raise _diverged(number, [chosen[i] for i in which])
            self.units_clipped += int((norms > self.max_grad_norm).sum())
            for name, own in summed.items():
                total[name] += own
        self.units_read += len(chosen)
        self.empty_steps += not chosen
        expected = self._rate * len(self.units)
        scale = self.planned.noise_multiplier * self.max_grad_norm
        for name, p in named.items():
            noise = torch.from_numpy(self.secret.normal(p.numel())).reshape(p.shape)
            noisy = total[name] + (noise * scale).to(p.device, torch.float32)
            p.grad = (noisy / expected).to(p.dtype)
        return sum(losses) / len(chosen) if chosen else None

    def require_exact(self) -> None:
        """Refuse a model whose gradients of rows are not exact, see `RowGradients`."""
        rows = [row for unit in self.units for row in unit]
        rows.sort(key=lambda row: len(row.input_ids))
        # Short ones of different length, so that the check takes little and padding is in it.
        several = rows[: _CHECKED - 1] + rows[len(rows) // 2 :][:1]
        self.trained = self.rows.require_exact(
            self._batch(several), [self._batch([row]) for row in several]
        )

    @property
    def _rate(self) -> float:
        return self.planned.sample_rate

    def _chunks(
        self, chosen: Sequence[Unit], losses: list[float]
    ) -> Iterator[tuple[list[tuple[int, float]], dict[str, Any]]]:
        """Yield rows of the chosen units, so many at once as fit, with their gradients."""
        every = [(number, 1 / len(unit), row) for number, unit in enumerate(chosen) for row in unit]
        for first in range(0, len(every), self.batch_size):
            part = every[first : first + self.batch_size]
            batch = self._batch([row for _, _, row in part])
            self._count(batch)
            found, own = self.rows.of(batch)
            losses += [weight * float(loss) for (_, weight, _), loss in zip(part, own, strict=True)]
            yield [(number, weight) for number, weight, _ in part], found

    def _batch(self, rows: Sequence[Example]) -> dict[str, Any]:
        batch = self.collate([self.task.row(row) for row in rows])
        return {name: value.to(self.model.device) for name, value in batch.items()}

    def _losses(self, model: Any, batch: Mapping[str, Any]) -> Any:
        more = {"use_cache": False} if self.task.writes else {}
        logits = model(
            input_ids=batch["input_ids"], attention_mask=batch["attention_mask"], **more
        ).logits
        return row_losses(
            logits,
            batch["labels"],
            predicts_next=self.task.writes,
            smoothing=self.smoothing,
        )

    def _count(self, batch: Mapping[str, Any]) -> None:
        labels = batch["labels"]
        if labels.dim() > 1 and self.task.writes:
            labels = labels[:, 1:]
        self.tokens_read += int(batch["attention_mask"].sum())
        self.tokens_computed += int(batch["input_ids"].numel())
        self.rows_read += len(batch["input_ids"])
        self.tokens_learned += int((labels != IGNORED).sum())


def train_privately(
    task: Task,
    model: Any,
    tokenizer: Any,
    train_set: Examples,
    validation: Examples,
    units: Sequence[Unit],
    *,
    config: TuneConfig,
    seed: int,
    scratch: Path,
    progress: Progress,
    base_sha256: str = "",
    say: Callable[[str], None] = lambda _: None,
    attempts: Attempts | None = None,
    secret: Secret | None = None,
) -> Trained:
    """Train with differential privacy and return the last weights, with the epsilon spent.

    A step takes `per_device_train_batch_size * gradient_accumulation_steps` units on average, and
    reads `per_device_train_batch_size` rows at once. Memory: the gradients of so many rows twice.

    Args:
        task: what is learned.
        model: the base model; it is changed in place.
        tokenizer: its tokenizer.
        train_set: what is learned from.
        validation: is looked at after each epoch and changes nothing; may be empty.
        units: `train_set` by unit, see `tuning.private.units`.
        config: how to train; `privacy` is set.
        seed: for initial weights and dropout, and neither for noise nor for sampling.
        scratch: an existing folder.
        progress: told after every step.
        base_sha256: one hash over the base model's files.
        say: told line by line what happens.
        attempts: where trainings are counted.
        secret: tests alone give one.

    Raises:
        ConfigError: delta or epsilon do not fit the number of units.
        TuneError: nothing to train on, Opacus is missing, or the gradients of the model's rows
            cannot be told apart.
        DivergedError: a gradient is no number any more.
        OutOfMemoryError: the memory does not hold a batch.
    """
    require_some(train_set)
    require_opacus()
    assert config.privacy is not None
    attempts = attempts or Uncounted()
    batch = config.per_device_train_batch_size * config.gradient_accumulation_steps
    per_epoch = max(1, math.ceil(len(units) / batch))
    planned = plan(
        config.privacy,
        units=len(units),
        sample_rate=min(1.0, batch / len(units)),
        steps=config.num_train_epochs * per_epoch,
    )
    for line in told(planned, units, config.privacy.max_grad_norm):
        say(line)
    with quiet(), tempfile.TemporaryDirectory(dir=scratch, prefix="trainer-") as output:
        import torch
        from transformers import Trainer, TrainerState, TrainingArguments, set_seed

        from tuning.methods.rates import discriminative
        from tuning.training.watch import History, Watch

        cuda = torch.cuda.is_available()
        history, energy, memory = History(), energy_meter(cuda=cuda), PeakMemory(cuda=cuda)

        def losses(tuned: Any, examples: Sequence[Example]) -> list[RecordLoss]:
            size = config.per_device_eval_batch_size
            return task.losses(tuned, examples, pad_id=pad_id_of(tokenizer), batch_size=size)

        with (
            deterministic(cuda=cuda),
            memory_for(
                "training",
                batch=config.per_device_train_batch_size,
                longest=train_set.longest,
                setting="per_device_train_batch_size",
            ),
        ):
            set_seed(seed % 2**32)
            prepared = prepare(model, task, config)
            # Its optimizer, schedule and device, as without privacy; the steps are made here.
            trainer: Any = discriminative(Trainer)(
                model=prepared.model,
                args=TrainingArguments(
                    **common_arguments(
                        config, model, seed=seed, output=Path(output), rate_factor=task.rate_factor
                    )
                ),
                processing_class=tokenizer,
            )
            trainer.rates = rates_of(prepared, config)
            trainer.create_optimizer_and_scheduler(num_training_steps=planned.steps)
            steps = PrivateSteps(
                task, prepared.model, tokenizer, units, planned, config, secret or Secret()
            )
            steps.require_exact()
            watch = Watch(
                history,
                validation=validation.items,
                losses=losses,
                patience=None,
                energy=energy,
                progress=progress,
                say=say,
            )
            state = trainer.state = TrainerState(max_steps=planned.steps, global_step=0, epoch=0.0)
            earlier = list(attempts.earlier())
            attempts.begun(planned.document())
            begun = time.perf_counter()
            prepared.model.train()
            watch.on_train_begin(None, state, None, model=prepared.model)
            while state.global_step < planned.steps:
                loss = steps.step(state.global_step + 1)
                rate = float(trainer.optimizer.param_groups[0]["lr"])
                trainer.optimizer.step()
                trainer.lr_scheduler.step()
                trainer.optimizer.zero_grad()
                state.global_step += 1
                state.epoch = state.global_step / per_epoch
                if loss is not None:
                    logs = {"loss": loss, "learning_rate": rate}
                    watch.on_log(None, state, None, logs=logs)
                watch.on_step_end(None, state, None)
                if state.global_step % per_epoch == 0:
                    watch.on_epoch_end(None, state, _Control(), model=prepared.model)
            seconds = time.perf_counter() - begun
            steps.rows.close()
            spent = {**planned.document(), "steps": int(state.global_step)}
            spent["epsilon"] = epsilon([spent], planned.delta, planned.accountant)
            attempts.ended(spent)
            history.best_step = int(state.global_step)
            for name in ("tokens_read", "tokens_learned", "tokens_computed", "rows_read"):
                setattr(trainer, name, getattr(steps, name))
            # The order of the rows would tell who took part in which step.
            trainer.batches_sha256, trainer.predicts_next = None, task.writes
            energy.sample()
            facts = measured(
                trainer, prepared, config, history, train_set, validation, seconds, energy, memory
            )
        lock = training_lock(
            task=task.name,
            base_sha256=base_sha256,
            train_set=train_set,
            validation=validation,
            config=config,
            seed=seed,
            device=str(trainer.args.device.type),
            bf16=False,
        )
        facts["resumed_from"] = []
        facts["lock"] = trained_on(trainer, lock, tokenizer, seed=seed)
        facts["privacy"] = _facts(steps, spent, earlier)
        weights = prepared.weights(prepared.model)
    adapter = plain_config(prepared.adapter)
    return Trained(weights=weights, adapter_config=adapter, facts=facts)


class _Control:
    should_training_stop = False


def told(planned: Plan, units: Sequence[Unit], max_grad_norm: float) -> list[str]:
    """Return in words what a private training is going to do and what it leaves out."""
    rows, expected = sum(len(unit) for unit in units), planned.sample_rate * len(units)
    noise = planned.noise_multiplier * max_grad_norm / expected
    return [
        f"differential privacy: epsilon {planned.epsilon:.2f} at delta {planned.delta:.2g} "
        f"({planned.accountant}) for {len(units):,} units of {rows:,} rows; noise multiplier "
        f"{planned.noise_multiplier:.3g} over {planned.steps:,} steps of {expected:,.0f} units on "
        f"average, so the noise on each weight of a step's gradient has deviation {noise:.2g}",
        "with privacy no checkpoints are kept and the last weights are taken: a training that is "
        "stopped begins anew, and what it spent counts",
    ]


def _facts(
    steps: PrivateSteps, spent: Mapping[str, Any], earlier: Sequence[Mapping[str, Any]]
) -> dict[str, Any]:
    """Return `privacy` of training.json."""
    import opacus

    units = steps.units
    return {
        "unit": MEANING,
        "neighbours": "data sets that differ in one whole unit, which is there or not",
        "sampling": "Poisson",
        **spent,
        "max_grad_norm": steps.max_grad_norm,
        "units": len(units),
        "rows": sum(len(unit) for unit in units),
        "largest_unit": max(len(unit) for unit in units),
        "units_per_step": spent["sample_rate"] * len(units),
        "empty_steps": steps.empty_steps,
        "clipped_share": steps.units_clipped / max(1, steps.units_read),
        "attempts": len(earlier) + 1,
        "epsilon_all_attempts": epsilon(
            [*earlier, spent], float(spent["delta"]), str(spent["accountant"])
        ),
        "opacus": str(opacus.__version__),
        "reproducible": False,
        "why_not_reproducible": NOT_REPRODUCIBLE,
    }


def _diverged(step: int, units: Sequence[Unit]) -> DivergedError:
    names = [row.record_id for unit in units for row in unit]
    return DivergedError(
        f"the gradient is no number any more at step {step}, in a batch of {listed(names)}",
        why="noise cannot hide what is no number; nothing was kept, and what was spent counts",
        fix="lower learning_rate in [tune], look at these records, then begin again",
    )
