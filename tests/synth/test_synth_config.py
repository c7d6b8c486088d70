from __future__ import annotations

import pytest
from pydantic import ValidationError

from synth import AugmentConfig


@pytest.mark.parametrize(
    "settings",
    [
        {"per_parent": 0},
        {"generators": ()},
        {"generators": ("noise", "noise")},
        {"generators": ("invent",)},
        {"min_support": 1},
        {"noise_rate": 0.9},
        {"max_exact_duplicate_equivalents": 0.5},
        {"unknown": 1},
    ],
)
def test_settings_that_make_no_sense_are_refused(settings):
    with pytest.raises(ValidationError):
        AugmentConfig(**settings)


def test_settings_cannot_be_changed_later():
    with pytest.raises(ValidationError):
        AugmentConfig().per_parent = 5
