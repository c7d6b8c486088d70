"""How good cleaned data are for fine-tuning: facts and counts, no verdict and no values."""

from compliance.quality.config import Limit, QualityConfig
from compliance.quality.measure import Quality

__all__ = ["Limit", "Quality", "QualityConfig"]
