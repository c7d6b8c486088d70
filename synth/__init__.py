"""More training examples from cleaned ones: propose, check, then accept, reject or hold."""

from synth.augment import augment
from synth.config import AugmentConfig

__all__ = ["AugmentConfig", "augment"]
