"""The base that a tuned classifier is held against: its body as it came, and a head alone.

A base model has no classes, so it cannot be asked. What it already knows of them is measured by a
linear probe: its body stays frozen, and one output layer is fitted on the training records to its
optimum. What the tuned model does better was therefore learned in the body.

Basis: Alain & Bengio 2016, arXiv:1610.01644 (linear probes); Kumar et al. 2022, arXiv:2202.10054
(linear probing against fine-tuning).
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tuning.evaluation.measures import Setup
from tuning.examples import IGNORED, Example, Examples
from tuning.head import output_layer, plain
from tuning.labels import Labels
from tuning.pair import Pair
from tuning.reading import Reading, log_softmax, read

MOST_RECORDS = 10_000
MOST_NUMBERS = 20_000_000
"""Places times width of the features that the probe is fitted on: 160 MB in double precision."""
_ROUNDS = 200
_AT_ONCE = 1_000


@dataclass(frozen=True, slots=True)
class LinearProbe:
    """A fitted output layer over standardised features."""

    mean: NDArray[np.float64]
    scale: NDArray[np.float64]
    weight: NDArray[np.float64]
    """(width, classes)"""
    bias: NDArray[np.float64]

    def logits(self, features: NDArray[Any]) -> NDArray[np.float64]:
        """Return log-probabilities (places, classes) for features (places, width)."""
        scaled = (features.astype(np.float64) - self.mean) / self.scale
        return log_softmax(scaled @ self.weight + self.bias)


@dataclass(frozen=True, slots=True)
class Compared:
    """What base and tuned model make of the held-out records."""

    base: list[Reading]
    """By the linear probe."""
    tuned: list[Reading]
    fitted_on: int
    """Training records that the linear probe was fitted on."""


def compared(
    pair: Pair,
    holdout: Examples,
    train: Examples,
    setup: Setup,
    *,
    whole: bool,
    labels: Labels,
) -> Compared:
    """Read the held-out records with both models.

    Args:
        pair: the tuned model and its base.
        holdout: at least one example.
        train: what the linear probe is fitted on; drawn by record id where there is very much.
        setup: batch size, seed, class weights.
        whole: whether a record has one label, or one for each word.
        labels: the classes.
    """
    width = output_layer(plain(pair.model)).in_features
    chosen = _drawn(train.items, setup.seed, places=max(1, MOST_NUMBERS // width))
    items, size = holdout.items, setup.config.per_device_eval_batch_size
    total, title = len(chosen) + 2 * len(items), "evaluating on held-out records"

    def reading(examples: Sequence[Example], before: int, features: bool) -> list[Reading]:
        return read(
            pair.model,
            examples,
            whole=whole,
            batch_size=size,
            features=features,
            step=lambda done: setup.progress(before + done, total, title),
        )

    weights = labels.balanced_weights() if setup.config.class_weight == "balanced" else None
    base: list[Reading] = []
    with pair.base():
        learned = reading(chosen, 0, True)
        probe = fit(
            np.concatenate([_features(each) for each in learned]),
            np.concatenate([each.labels for each in learned]),
            classes=len(labels.names),
            weights=weights,
        )
        # In parts, because features take far more memory than what is made of them.
        for start in range(0, len(items), _AT_ONCE):
            seen = reading(items[start : start + _AT_ONCE], len(chosen) + start, True)
            base += [Reading(probe.logits(_features(each)), each.labels) for each in seen]
    return Compared(base, reading(items, len(chosen) + len(items), False), len(chosen))


def fit(
    features: NDArray[Any],
    labels: NDArray[np.int64],
    *,
    classes: int,
    weights: Sequence[float] | None = None,
    c: float = 1.0,
) -> LinearProbe:
    """Return the logistic regression with the least penalised loss.

    Minimises mean cross entropy + ||weight||^2 / (2 c n), the bias free, over features brought to
    mean 0 and standard deviation 1, with L-BFGS in double precision. Deterministic.

    Args:
        features: (places, width)
        labels: (places,)
        classes: their number; some may not occur.
        weights: of the classes.
        c: inverse strength of the penalty, as scikit-learn counts it.
    """
    import torch

    mean, scale = features.mean(axis=0, dtype=np.float64), features.std(axis=0, dtype=np.float64)
    scale = np.where(scale > 0, scale, 1.0)
    x = torch.from_numpy((features.astype(np.float64) - mean) / scale)
    y = torch.from_numpy(np.ascontiguousarray(labels))
    own = None if weights is None else torch.tensor(weights, dtype=torch.float64)
    weight = torch.zeros((x.shape[1], classes), dtype=torch.float64, requires_grad=True)
    bias = torch.zeros(classes, dtype=torch.float64, requires_grad=True)
    optimizer = torch.optim.LBFGS(
        [weight, bias], max_iter=_ROUNDS, tolerance_grad=1e-6, line_search_fn="strong_wolfe"
    )

    def closure() -> Any:
        optimizer.zero_grad()
        total = torch.nn.functional.cross_entropy(x @ weight + bias, y, own, reduction="sum")
        loss = total / len(y) + weight.square().sum() / (2 * c * len(y))
        loss.backward()
        return loss

    with torch.enable_grad():
        optimizer.step(closure)
    return LinearProbe(mean, scale, weight.detach().numpy(), bias.detach().numpy())


def _features(reading: Reading) -> NDArray[np.float32]:
    if reading.features is None:
        raise ValueError("the reading was made without features")
    return reading.features


def _drawn(items: Sequence[Example], seed: int, *, places: int) -> list[Example]:
    """Return examples drawn by record id, with about so many labelled places at most."""
    ordered = sorted(items, key=lambda item: item.record_id)
    found, total = [], 0
    for item in random.Random(seed).sample(ordered, min(MOST_RECORDS, len(ordered))):
        if total >= places:
            break
        found.append(item)
        total += sum(label != IGNORED for label in item.labels)
    return found
