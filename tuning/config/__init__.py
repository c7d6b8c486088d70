"""What a user may set for the base model and for training."""

from tuning.config.base_model import ModelConfig, ReleaseContext
from tuning.config.evaluation import EvaluateConfig, Thresholds
from tuning.config.launch import LaunchSettings
from tuning.config.methods import (
    ADAPTERS,
    BY_LAYER,
    GradualUnfreezing,
    IA3Settings,
    LoraSettings,
    PromptTuningSettings,
)
from tuning.config.privacy import PrivacySettings
from tuning.config.search import SearchConfig
from tuning.config.tune import TuneConfig

__all__ = [
    "ADAPTERS",
    "BY_LAYER",
    "EvaluateConfig",
    "GradualUnfreezing",
    "IA3Settings",
    "LaunchSettings",
    "LoraSettings",
    "ModelConfig",
    "PrivacySettings",
    "PromptTuningSettings",
    "ReleaseContext",
    "SearchConfig",
    "Thresholds",
    "TuneConfig",
]
