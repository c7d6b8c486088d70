"""The trainings of several processes also need the records of classifiers."""

import sys
from pathlib import Path

sys.path.append(str(Path(__file__).parents[1] / "classes"))
