"""Generators: each proposes new texts for a record and decides nothing."""

from __future__ import annotations

from collections.abc import Mapping

from synth.config import AugmentConfig
from synth.generators.base import Generator
from synth.generators.noise import Noise
from synth.generators.recombine import Recombine
from synth.sentences import Library

__all__ = ["Generator", "build_generators"]


def build_generators(config: AugmentConfig, library: Library) -> Mapping[str, Generator]:
    """Return the configured generators by name, in the configured order."""
    known: dict[str, Generator] = {
        "recombine": Recombine(library),
        "noise": Noise(config.noise_rate),
    }
    return {name: known[name] for name in config.generators}
