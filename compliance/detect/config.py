"""What the user can set under [detect]: languages, the name model, thresholds, types left out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal, get_args

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

from compliance.detect.types import TYPES

LANGUAGES: tuple[str, ...] = ("de", "en")
"""Languages with context words, titles and lexicons of their own; others get identifiers only."""


ALL_OTHERS = "*"
"""In the place of a language: every language that has no engine of its own."""

EngineKind = Literal["spacy", "huggingface", "gliner", "none"]


class EngineChoice(BaseModel):
    """One name engine: what it is, where it lies, what it is asked for."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: EngineKind = "spacy"
    """`spacy`, `huggingface` (token classification), `gliner`, or `none` for rules and lists."""
    path: str = ""
    """A local folder; for `spacy` also `shipped` or the name of an installed pipeline."""
    labels: dict[str, str] = {}
    """What the model calls a thing → entity type; for GLiNER these are the things asked for. Empty:
    persons, places and organisations under their usual labels."""
    min_score: Annotated[float, Field(ge=0, le=1)] = 0.5
    """Finds of which the model is less sure are left out; spaCy pipelines give no such figure."""

    @model_validator(mode="after")
    def _complete(self) -> EngineChoice:
        if self.kind != "none" and not self.path:
            raise ValueError("`path` is missing: a local folder with the model")
        if self.kind == "none" and (self.path or self.labels):
            raise ValueError("`none` takes neither `path` nor `labels`")
        return self


class DetectConfig(BaseModel):
    """Settings of the scanner; part of the evidence of every scan."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    languages: tuple[str, ...] = LANGUAGES
    """Languages whose context words are read (ISO 639-1)."""
    ner: str | dict[str, EngineChoice] = "shipped"
    """`shipped`, the name of an installed spaCy pipeline, a folder with one, or `none`; or a table
    from language to engine, with `*` for all other languages (without it: `shipped`)."""
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
    """Names of the controller's own organisation and products: an older, shorter form of a list
    [[policy.never]] for PERSON, LOCATION and ORGANIZATION."""
    dates: bool = False
    """Report every full date as DATE_TIME; dates of birth are always reported. Left out in a
    project: whether its policy does anything but leave plain dates."""
    amounts: bool = False
    """The data tell of cases: report as AMOUNT what a case is recognised by (sums, percentages,
    shares, measures, counted persons and things, lengths of sentences), and with `dates` durations
    and times of day as DATE_TIME. Everywhere else these are prices, doses and delivery times."""
    phone_regions: tuple[str, ...] = ("DE", "AT", "CH", "GB", "US")
    """Regions whose national phone numbers are recognised without a word for phone beside them
    (ISO 3166-1); behind such a word, and with +NN, all of 32 countries are."""
    recognizers: tuple[str, ...] = ()
    """Presidio recognizer YAML files of the user's own."""

    @field_validator("ner", mode="before")
    @classmethod
    def _engines_known(cls, value: Any) -> str | dict[str, EngineChoice]:
        if isinstance(value, str):
            return value
        if not isinstance(value, Mapping) or not value:
            raise ValueError("a name, or a table from language to engine")
        return {str(language): _choice(str(language), each) for language, each in value.items()}

    @model_validator(mode="after")
    def _labels_wanted(self) -> DetectConfig:
        for language, choice in self.engines().items():
            unwanted = sorted(set(choice.labels.values()) - set(self.ner_types))
            if unwanted:
                raise ValueError(
                    f"ner.{language}.labels: {', '.join(unwanted)} is not among `ner_types`"
                )
        return self

    def engines(self) -> dict[str, EngineChoice]:
        """Return the engine of each language; `*` stands for all others and is always there."""
        if isinstance(self.ner, str):
            return {ALL_OTHERS: _choice(ALL_OTHERS, self.ner)}
        return {ALL_OTHERS: _choice(ALL_OTHERS, "shipped"), **self.ner}

    @field_validator("languages")
    @classmethod
    def _languages_known(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        if not value:
            raise ValueError("name at least one language")
        for code in value:
            if not _is_code(code):
                raise ValueError("languages are two-letter codes (ISO 639-1), such as de, en")
        return value

    @field_validator("disabled", "ner_types")
    @classmethod
    def _types_known(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        unknown = [name for name in value if name not in TYPES]
        if unknown:
            raise ValueError(f"unknown entity types: {', '.join(unknown)}")
        return value


def _choice(language: str, value: Any) -> EngineChoice:
    """Return one entry of the table of engines; a bare name is a spaCy pipeline."""
    if language != ALL_OTHERS and not _is_code(language):
        raise ValueError(f"{language}: languages are two-letter codes (ISO 639-1), or *")
    if isinstance(value, EngineChoice):
        return value
    if isinstance(value, str):
        if value == "none":
            return EngineChoice(kind="none")
        return EngineChoice(path=value or "shipped")
    if not isinstance(value, Mapping):
        raise ValueError(f"{language}: a name, or a table with `kind` and `path`")
    unknown = sorted(set(value) - set(EngineChoice.model_fields))
    if unknown:
        raise ValueError(
            f"{language}: unknown key {', '.join(unknown)}; "
            f"known are {', '.join(EngineChoice.model_fields)}"
        )
    if value.get("kind", "spacy") not in get_args(EngineKind):
        raise ValueError(f"{language}: `kind` is one of {', '.join(get_args(EngineKind))}")
    try:
        return EngineChoice.model_validate(value)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        key = ".".join(str(step) for step in first["loc"])
        raise ValueError(f"{language}{'.' if key else ''}{key}: {first['msg']}") from None


def _is_code(code: str) -> bool:
    return len(code) == 2 and code.isascii() and code.islower()
