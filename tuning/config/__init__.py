"""What a user may set for the base model and for training."""

from tuning.config.base_model import ModelConfig, ReleaseContext
from tuning.config.methods import LoraSettings
from tuning.config.tune import TuneConfig

__all__ = ["LoraSettings", "ModelConfig", "ReleaseContext", "TuneConfig"]
