"""Lists in a policy: what must always go, and what is never personal data."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, SecretStr, model_validator

NEVER_TYPES: tuple[str, ...] = ("identity", "location", "organization")
"""What the entries of a `never` list are mistaken for, where it does not say."""


class _List(BaseModel):
    """Entries inline or in a file, or both."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    terms: tuple[SecretStr, ...] = ()
    """Entries. They can be personal data, so that no dump, log or message shows them."""
    file: str = ""
    """A UTF-8 text file, one entry a line, `#` for remarks; relative to the file that names it."""
    reason: str = ""
    """Why, for the person who reads the policy."""

    @model_validator(mode="after")
    def _has_entries(self) -> _List:
        if not self.terms and not self.file:
            raise ValueError("a list needs `terms` or a `file`")
        return self

    def values(self) -> tuple[str, ...]:
        """Return the inline entries as they were written."""
        return tuple(term.get_secret_value() for term in self.terms)


class AlwaysList(_List):
    """One entry of [[policy.always]]: names and terms that go wherever they stand."""

    type: str = "PERSON"
    """The entity type that they are found as; the policy must not allow it."""


class NeverList(_List):
    """One entry of [[policy.never]]: terms that are no personal data, such as product names."""

    types: tuple[str, ...] = NEVER_TYPES
    """Entity types or categories; finds of others stay, whatever they hold."""
