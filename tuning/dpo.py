"""The losses of preference tuning, for each pair of answers."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tuning.config.dpo import DpoSettings

Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Likelihoods:
    """Log-likelihoods of both answers of each pair under one model, (pairs,) each, in nats."""

    chosen: Numbers
    rejected: Numbers


def margins(model: Likelihoods, base: Likelihoods) -> Numbers:
    """Return by how much more the model raised the chosen answer than the rejected one, (pairs,).

    Above zero it prefers the chosen one by the reward that it implies.

    Basis: Rafailov et al. 2023, arXiv:2305.18290, equation 5 without beta.
    """
    return (model.chosen - base.chosen) - (model.rejected - base.rejected)


def pair_losses(
    model: Likelihoods,
    base: Likelihoods,
    settings: DpoSettings,
    *,
    chosen_tokens: Numbers,
    rejected_tokens: Numbers,
) -> Numbers:
    """Return the loss of each pair, (pairs,), as TRL's trainer takes it.

    Args:
        model: of the model that is trained.
        base: of its base.
        settings: loss and beta.
        chosen_tokens: number of tokens of each chosen answer.
        rejected_tokens: number of tokens of each rejected answer.

    Basis: see `DpoSettings`; TRL 1.16, `DPOTrainer._compute_loss`.
    """
    beta, smoothing = settings.beta, settings.label_smoothing
    chosen, rejected = model.chosen - base.chosen, model.rejected - base.rejected
    margin = chosen - rejected
    by_token = chosen / chosen_tokens - rejected / rejected_tokens
    match settings.loss_type:
        case "sigmoid":
            return -_log_sigmoid(beta * margin)
        case "hinge":
            return np.maximum(0.0, 1 - beta * margin)
        case "ipo":
            return (by_token - 1 / (2 * beta)) ** 2
        case "sigmoid_norm":
            return -_log_sigmoid(beta * by_token)
        case "robust":
            right, wrong = _log_sigmoid(beta * margin), _log_sigmoid(-beta * margin)
            return (smoothing * wrong - (1 - smoothing) * right) / (1 - 2 * smoothing)
        case "apo_zero":
            return 1 - _sigmoid(beta * chosen) + _sigmoid(beta * rejected)
        case "apo_down":
            return _sigmoid(beta * chosen) + 1 - _sigmoid(beta * margin)


def _log_sigmoid(values: Numbers) -> Numbers:
    return -np.logaddexp(0.0, -values)


def _sigmoid(values: Numbers) -> Numbers:
    return np.exp(_log_sigmoid(values))
