"""What people decide on findings: the queue, the decisions, and what follows from them."""

from compliance.review.decisions import Decisions, Made
from compliance.review.fold import Fold, fold
from compliance.review.model import Decision

__all__ = ["Decision", "Decisions", "Fold", "Made", "fold"]
