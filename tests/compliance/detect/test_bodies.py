"""The whole names of organisations."""

from __future__ import annotations

import pytest

from compliance.detect.config import DetectConfig
from compliance.detect.engine import Engine, build_finders
from compliance.detect.names.bodies import introduced, whole_names
from compliance.detect.types import Entity


def widened(text: str, part: str, kind: str = "LOCATION") -> list[str]:
    """Return what a find of `part` is widened to."""
    start = text.index(part)
    find = Entity(start, start + len(part), kind, 0.6, "names")
    return [text[each.start : each.end] for each in whole_names(text, [find])]


@pytest.mark.parametrize(
    ("text", "part", "whole"),
    [
        ("works for the Musterstadt Municipality", "Musterstadt", "Musterstadt Municipality"),
        ("the Neustadt Public Prosecutor filed", "Neustadt", "Neustadt Public Prosecutor"),
        ("the Neustadt Public Prosecutor's Office filed", "Neustadt",
         "Neustadt Public Prosecutor's Office"),
        ("the Neustadt River Engineering Directorate built", "Neustadt",
         "Neustadt River Engineering Directorate"),
        ("this decision of the Musterstadt court was", "Musterstadt", "Musterstadt court"),
        ("buried in the Musterstadt municipal cemetery in", "Musterstadt",
         "Musterstadt municipal cemetery"),
        ("the Frankfurt/Oder Labour Court dismissed", "Frankfurt", "Frankfurt/Oder Labour Court"),
        ("the Mayor of Musterstadt signed", "Musterstadt", "Mayor of Musterstadt"),
        ("held by the District Court in Neustadt on", "Neustadt", "District Court in Neustadt"),
        ("el Juzgado de Sevilla acordó", "Sevilla", "Juzgado de Sevilla"),
    ],
)  # fmt: skip
def test_a_place_with_the_word_for_a_body_is_its_name(text: str, part: str, whole: str) -> None:
    assert widened(text, part) == [whole]


@pytest.mark.parametrize(
    ("text", "part", "whole"),
    [
        ("the Neustadt Court of First Instance held", "Neustadt Court",
         "Neustadt Court of First Instance"),
        ("the Ninth Chamber of the Neustadt Assize Court held", "Neustadt Assize Court",
         "Ninth Chamber of the Neustadt Assize Court"),
        ("The 8th Chamber of the Neustadt Assize Court held", "Neustadt Assize Court",
         "8th Chamber of the Neustadt Assize Court"),
        ("at the Faculty of Medicine of Neustadt University he", "Neustadt University",
         "Faculty of Medicine of Neustadt University"),
        ('the Helping Association "Lantern" wrote', "Helping Association",
         'Helping Association "Lantern"'),
    ],
)  # fmt: skip
def test_an_organisation_keeps_its_chamber_and_its_kind(text: str, part: str, whole: str) -> None:
    assert widened(text, part, "ORGANIZATION") == [whole]


def test_what_a_body_is_called_at_home_stands_in_brackets() -> None:
    text = "appealed to the Neustadt District Court (Sąd Rejonowy w Nowym Mieście) in May"
    assert widened(text, "Neustadt District Court", "ORGANIZATION") == [
        "Sąd Rejonowy w Nowym Mieście"
    ]


@pytest.mark.parametrize(
    ("text", "part", "kind"),
    [
        ("He lives in Musterstadt. Court costs are due", "Musterstadt", "LOCATION"),
        ("She moved to Musterstadt and police came", "Musterstadt", "LOCATION"),
        ("in Musterstadt the weather is fine", "Musterstadt", "LOCATION"),
        ("the Republic of Austria is a party", "Austria", "LOCATION"),
        ("the Acme Court (see paragraph nine above) held", "Acme Court", "ORGANIZATION"),
        ("the Acme Court (no. 29361) held", "Acme Court", "ORGANIZATION"),
        ("Anna Muster Court", "Anna Muster", "PERSON"),
        ("delivery from Musterstadt of Chairs", "Musterstadt", "LOCATION"),
    ],
)
def test_other_words_beside_a_find_are_left(text: str, part: str, kind: str) -> None:
    assert widened(text, part, kind) == []


def introductions(text: str) -> list[str]:
    return [text[each.start : each.end] for each in introduced(text)]


def test_a_body_that_a_text_gives_a_short_name_is_found_with_it() -> None:
    text = 'In May the occupational advice and redeployment board ("the OARB") gave a rating.'
    assert introductions(text) == ["occupational advice and redeployment board", "OARB"]


@pytest.mark.parametrize(
    "text",
    [
        'with the value added tax ("VAT") of',
        'the General Data Protection Regulation ("GDPR")',
        'under the supreme court ("SC") rules',
        'the print("XYZ") call of the office',
    ],
)
def test_other_short_names_introduce_no_body(text: str) -> None:
    assert introductions(text) == []


def test_the_engine_repeats_the_short_name_elsewhere() -> None:
    config = DetectConfig(ner="none")
    text = 'He wrote to the regional health insurance fund ("the RHIF"). Later RHIF refused.'
    found = Engine(config, build_finders(config), None).find([text])[0]
    organisations = [text[each.start : each.end] for each in found if each.type == "ORGANIZATION"]
    assert organisations == ["regional health insurance fund", "RHIF", "RHIF"]
