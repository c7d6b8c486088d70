"""The country of a number that no word names: told by its passage."""

from __future__ import annotations

from typing import Any

import pytest

from compliance.detect.identifiers.national_ids import national_id_finder
from compliance.detect.identifiers.origin import countries_near
from compliance.detect.identifiers.phones import PhoneFinder


@pytest.fixture(scope="module")
def ids() -> Any:
    """Compiling all patterns takes a second."""
    return national_id_finder()


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("Gisteren stuurde ik u het nummer, is dat aangekomen?", "NL"),
        ("Ontem enviei o formulário, já chegou?", "PT"),
        ("Jučer sam vam poslao prijavu, je li stiglo?", "HR"),
        ("Call +36 1 234 5678", "HU"),
        ("Call 0048 512 345 678", "PL"),
        ("to SI56 1910 0000 0123 438", "SI"),
        ("see www.example.nl.", "NL"),
        ("j.doe@example.co.uk", "GB"),
        ("He lives in Greece.", "GR"),
        ("Lives in Croatia.\n\nNumber 1", "HR"),
    ],
)
def test_a_passage_tells_its_country(text: str, country: str) -> None:
    assert country in countries_near(text, 0)


@pytest.mark.parametrize("text", ["", "12345", "x = 7", "file.py", "file.pl", "+1 212 555 0123"])
def test_what_tells_no_country(text: str) -> None:
    assert countries_near(text, 0) == frozenset()


def test_only_the_passage_around_a_place_counts() -> None:
    text = (
        "Gisteren stuurde ik u het nummer. " * 60 + "Ontem enviei o formulário aos senhores. " * 60
    )
    assert "NL" in countries_near(text, 0)
    assert "NL" not in countries_near(text, len(text) - 1)
    assert "PT" in countries_near(text, len(text) - 1)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Gisteren stuurde ik 111222333, is dat aangekomen?", "NL_BSN"),
        ("Ontem enviei 501 964 843, já chegou?", "PT_NIF"),
        ("Σας έστειλα χθες 094259216, το λάβατε;", "GR_TAX_ID"),
        ("Jučer sam vam poslao 33392005961, je li stiglo?", "HR_OIB"),
        ("Včeraj sem poslal 50223054, ali je prispelo?", "SI_TAX_ID"),
        ("Tegnap elküldtem: 123 456 788, megérkezett?", "HU_SOCIAL_SECURITY"),
        ("Wczoraj wysłałam 8567346215, czy dotarło?", "PL_TAX_ID"),
        ("Ilbieraħ bgħattilkom 123485M, wasal?", "MT_ID_CARD"),
        ("I wrote 9434765870 on the form yesterday.", "UK_NHS"),
        ("I wrote 943 476 5870 on the form, mail j@example.co.uk", "UK_NHS"),
        ("It says 111222333, call me on +31 20 123 4567.", "NL_BSN"),
    ],
)
def test_a_number_at_home_needs_no_word(ids: Any, text: str, kind: str) -> None:
    found = [each for each in ids.find(text) if each.type == kind]
    assert [each.score for each in found] == [0.45]


@pytest.mark.parametrize(
    "text",
    [
        "I sent 111222333 this morning, is that all you need?",
        "Gisteren stuurde ik 111222334, is dat aangekomen?",
        "De omzet was 111222333 euro, meer dan vorig jaar.",
        "Bestelling 111222333 is gisteren verzonden.",
        "De koers staat op 1,111222333 volgens de bank.",
        "Gisteren 111222333 | 123456782 | 111222333 in de tabel.",
        "Gisteren kwam artikel 111222333 binnen.",
        "De som van 500 000 000 is te hoog voor ons.",
        "Tegnap 123 456 788 forintot küldtem, 12 345 678 euro.",
        "Ilbieraħ bgħattilkom 1234M, wasal?",
        "I wrote 943 476 5871 on the form yesterday.",
    ],
)
def test_what_is_no_number_at_home(ids: Any, text: str) -> None:
    assert [each.type for each in ids.find(text)] == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Σας έστειλα χθες 96 123456, το λάβατε;", True),
        ("Vakar nosūtīju 21 234 567, vai saņēmāt?", True),
        ("Ég sendi 611 1234 í gær, barst það?", True),
        ("Saatsin eile 321 2345, kas see jõudis kohale?", True),
        ("I sent 611 1234 this morning, is that all you need?", False),
        ("I sent 21 234 567 this morning, is that all?", False),
        ("Vakar nosūtīju 21 234 567 eur, vai saņēmāt?", False),
        ("Ég sendi 611 1234, 611 1235 í gær, barst það?", False),
    ],
)
def test_a_phone_number_at_home_needs_no_word(text: str, *, found: bool) -> None:
    assert bool(list(PhoneFinder(("DE",)).find(text))) is found
