"""Special categories of data and criminal matters, where a sentence speaks of a person.

The words stand in lexicons/special, one file per category, for a reader who is no engineer.

Basis: GDPR Art. 9(1) (special categories), Art. 10 (criminal convictions and offences).
"""

from compliance.detect.special.confirm import Weak, confirmed
from compliance.detect.special.finder import SpecialFinder

__all__ = ["SpecialFinder", "Weak", "confirmed"]
