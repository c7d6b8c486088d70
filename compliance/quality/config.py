"""[quality]: from which share on a fact about cleaned data is noted, or needs a person."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, model_validator

Share = Annotated[float, Field(ge=0, le=1)]


class Limit(BaseModel):
    """When a fact is said, and when a person has to look: shares of the records.

    A fact that did not occur at all is never said.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    note: Share | None = 0.0
    """From this share on it is a note."""
    review: Share | None = None
    """From this share on a person has to look."""

    @model_validator(mode="after")
    def _ordered(self) -> Limit:
        if self.note is not None and self.review is not None and self.review < self.note:
            raise ValueError("review must not lie below note")
        return self


class QualityConfig(BaseModel):
    """[quality]: what is taken as similar, few and much. All of it can be changed."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    near_similarity: Annotated[float, Field(ge=0.5, le=1)] = 0.8
    """Records are near duplicates from this Jaccard similarity of 5-character pieces on."""
    few_examples: Annotated[int, Field(ge=0)] | None = None
    """Fewer examples get a note; left out: by kind, see `compliance/quality/size.py`."""
    rare_label: Annotated[int, Field(ge=0)] = 8
    """A label with fewer examples gets a note."""
    label_ratio: Annotated[float, Field(ge=1)] = 10.0
    """A note when the most frequent label has this many times the examples of the rarest."""
    group_factor: Annotated[float, Field(ge=1)] = 2.0
    """A note when a group stands this many times as often beside negative words as people do on
    average."""
    group_difference: Share = 0.2
    """A note when a label is this much more, or less, frequent where a group is mentioned."""

    duplicates: Limit = Limit(review=0.5)
    near_duplicates: Limit = Limit(note=0.05, review=0.5)
    near_empty: Limit = Limit(review=0.5)
    unfinished: Limit = Limit(review=0.5)
    """Texts that stop in mid-sentence at a length at which many others do."""
    open_end: Limit = Limit(note=0.1)
    """All texts that stop in mid-sentence."""
    unanswered: Limit = Limit(review=0.2)
    broken_characters: Limit = Limit(review=0.2)
    unbalanced: Limit = Limit(note=0.02, review=0.5)
    system_prompt: Limit = Limit(note=0.5)
    """A share of the characters, not of the records."""
    long: Limit = Limit(note=0.01)
    contradictory_labels: Limit = Limit(review=0.05)
    rare_languages: Limit = Limit()
    groups: Limit = Limit()
    """A share of the groups that are mentioned, not of the records."""

    def measuring(self) -> dict[str, Any]:
        """Return what the facts themselves depend on; limits only say what is made of them."""
        fields = type(self).model_fields
        limits = {name for name in fields if isinstance(getattr(self, name), Limit)}
        return self.model_dump(mode="json", exclude=limits)
