"""Who receives data: declared, nobody, or not said."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from compliance.declarations import Declarations, Recipient


def test_nobody_is_an_answer_and_nothing_is_none() -> None:
    assert Declarations().recipients is None
    assert Declarations(recipients=()).recipients == ()


def test_a_transfer_needs_a_safeguard() -> None:
    outside = Recipient(name="Hosting Inc.", role="processor", country="US")
    inside = Recipient(name="Hosting ehf.", role="processor", country="IS")
    assert outside.is_transfer and not inside.is_transfer
    assert Declarations(recipients=(inside, outside)).problems() == [
        "recipients[1].safeguard: is missing for a transfer outside the EEA"
    ]
    safe = outside.model_copy(update={"safeguard": "standard contractual clauses"})
    assert Declarations(recipients=(inside, safe)).problems() == []


@pytest.mark.parametrize("country", ["usa", "us", "D"])
def test_countries_are_two_letters(country: str) -> None:
    with pytest.raises(ValidationError):
        Recipient(name="Hosting Inc.", role="processor", country=country)
