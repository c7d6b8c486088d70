"""What the user can set under [detect]: languages, the name model, thresholds, types left out."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, field_validator

from compliance.detect.types import TYPES

LANGUAGES: tuple[str, ...] = ("de", "en")
"""Languages with context words, titles and lexicons of their own; others get identifiers only."""


class DetectConfig(BaseModel):
    """Settings of the scanner; part of the evidence of every scan."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    languages: tuple[str, ...] = LANGUAGES
    """Languages whose context words are read (ISO 639-1)."""
    ner: str = "shipped"
    """`shipped`, the name of an installed spaCy pipeline, a folder with one, or `none`."""
    ner_types: tuple[str, ...] = ("PERSON", "LOCATION", "ORGANIZATION")
    """Which types are taken from the name model."""
    ner_scores: dict[str, Annotated[float, Field(ge=0, le=1)]] = Field(
        default_factory=lambda: {"PERSON": 0.85, "LOCATION": 0.7, "ORGANIZATION": 0.6}
    )
    """Score given to a find of the name model, by type: such models give no usable score."""
    min_score: Annotated[float, Field(ge=0, le=1)] = 0.4
    """Finds below this score are not reported."""
    disabled: tuple[str, ...] = ()
    """Entity types that are not looked for; named in the evidence and in the report."""
    own_names: tuple[str, ...] = ()
    """Names of the controller's own organisation and products: finds of PERSON, LOCATION and
    ORGANIZATION that hold nothing else are left out, in any case of letters."""
    dates: bool = False
    """Report every full date as DATE_TIME; dates of birth are always reported."""
    phone_regions: tuple[str, ...] = ("DE", "AT", "CH", "GB", "US")
    """Regions whose national phone numbers are recognised; +NN numbers always are (ISO 3166-1)."""
    recognizers: tuple[str, ...] = ()
    """Presidio recognizer YAML files of the user's own."""

    @field_validator("languages")
    @classmethod
    def _languages_known(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        if not value:
            raise ValueError("name at least one language")
        for code in value:
            if len(code) != 2 or not code.isascii() or not code.islower():
                raise ValueError("languages are two-letter codes (ISO 639-1), such as de, en")
        return value

    @field_validator("disabled", "ner_types")
    @classmethod
    def _types_known(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        unknown = [name for name in value if name not in TYPES]
        if unknown:
            raise ValueError(f"unknown entity types: {', '.join(unknown)}")
        return value
