"""Epsilon of a training, by Opacus' accountants: noise for a target, and what was spent."""

from __future__ import annotations

import importlib.util
import warnings
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from compliance.errors import ConfigError, TuneError
from tuning.config.privacy import PrivacySettings


@dataclass(frozen=True, slots=True)
class Plan:
    """A training as the accountant sees it: so many steps of one Poisson-sampled Gaussian."""

    noise_multiplier: float
    sample_rate: float
    """Probability with which a unit takes part in a step."""
    steps: int
    delta: float
    accountant: str
    epsilon: float
    """Of all steps together."""

    def document(self) -> dict[str, Any]:
        """Return it as JSON."""
        return asdict(self)


def plan(settings: PrivacySettings, *, units: int, sample_rate: float, steps: int) -> Plan:
    """Return the noise that a training needs, or the epsilon that its noise gives.

    Args:
        settings: the target, or the noise.
        units: number of units that are learned from.
        sample_rate: probability with which each takes part in a step, in (0, 1].
        steps: of the training.

    Raises:
        ConfigError: delta is too large for so few units, or the target cannot be reached.
        TuneError: Opacus is not installed.
    """
    require_opacus()
    from opacus.accountants.utils import get_noise_multiplier

    delta = settings.target_delta or min(1e-5, units**-1.1)
    if delta >= 1 / units:
        raise ConfigError(
            "[tune.privacy] does not fit the data:",
            problems=[
                f"tune.privacy.target_delta: {delta:g} is not below 1 / {units} units: by it alone"
                " a unit could be published whole; lower it, or remove it"
            ],
        )
    kind, noise = settings.accountant, settings.noise_multiplier
    if settings.target_epsilon is not None:
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # orders at which the search has no optimum yet
                noise = get_noise_multiplier(
                    target_epsilon=settings.target_epsilon,
                    target_delta=delta,
                    sample_rate=sample_rate,
                    steps=steps,
                    accountant=kind,
                    epsilon_tolerance=min(0.01, settings.target_epsilon / 100),
                )
        except ValueError as error:
            raise ConfigError(
                "[tune.privacy] does not fit the data:",
                problems=[
                    f"tune.privacy.target_epsilon: no noise gives {settings.target_epsilon:g} over "
                    f"{steps} steps; raise it, or lower num_train_epochs"
                ],
            ) from error
    assert noise is not None
    planned = Plan(float(noise), sample_rate, steps, delta, kind, epsilon=0.0)
    return Plan(**{**planned.document(), "epsilon": epsilon([planned.document()], delta, kind)})


def epsilon(trainings: Iterable[Mapping[str, Any]], delta: float, accountant: str) -> float:
    """Return the epsilon of trainings one after the other, an upper bound.

    Args:
        trainings: each with `noise_multiplier`, `sample_rate` and `steps`.
        delta: probability with which the bound may not hold.
        accountant: `prv` or `rdp`.

    Raises:
        TuneError: Opacus is not installed.
    """
    require_opacus()
    from opacus.accountants import create_accountant

    counted = create_accountant(mechanism=accountant)
    counted.history = [
        (float(each["noise_multiplier"]), float(each["sample_rate"]), int(each["steps"]))
        for each in trainings
        if each["steps"]
    ]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return float(counted.get_epsilon(delta=delta)) if counted.history else 0.0


def require_opacus() -> None:
    """Refuse to go on without Opacus.

    Raises:
        TuneError: it is not installed.
    """
    if importlib.util.find_spec("opacus") is None:
        raise TuneError(
            "training with differential privacy needs the package opacus",
            fix="pip install 'ftcheck-gdpr[privacy]', or take [tune.privacy] out",
        )
