"""Text to findings: what personal data stands where in a text.

Importing this package loads nothing heavy; `build_engine` loads spaCy when names are looked for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from compliance.detect.config import DetectConfig
from compliance.detect.types import CATEGORIES, TYPES, Entity, EntityType, category_of

if TYPE_CHECKING:
    from compliance.detect.engine import Engine, build_engine

__all__ = [
    "CATEGORIES",
    "TYPES",
    "DetectConfig",
    "Engine",
    "Entity",
    "EntityType",
    "build_engine",
    "category_of",
]


def __getattr__(name: str) -> Any:
    """Load the engine only when it is asked for: re2, phonenumbers and stdnum come with it."""
    if name in ("Engine", "build_engine"):
        from compliance.detect import engine

        return getattr(engine, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
