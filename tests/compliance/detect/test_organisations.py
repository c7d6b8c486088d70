from __future__ import annotations

import pytest

from compliance.detect.names.organisations import OrganisationFinder, is_public_body

FINDER = OrganisationFinder()


def found(text: str) -> list[str]:
    return [text[each.start : each.end] for each in FINDER.find(text)]


@pytest.mark.parametrize(
    "name",
    [
        "Supreme Administrative Court", "Republic of Turkey", "Turkish Government", "Ministry",
        "Constitutional Court", "European Court of Human Rights", "Chamber", "Fundamental Freedoms",
        "Protection of Human Rights and Fundamental Freedoms", "United Kingdom Government",
        "Bundesgericht", "Amtsgericht", "Finanzamt", "Bundesrepublik Deutschland",
        "Verwaltungsgerichtshof", "Europäischen Union", "Cour de cassation", "Tribunal Supremo",
        "Ministerio de Justicia", "Corte di Cassazione", "Hoge Raad", "Sąd Najwyższy",
        "Conseil d'État", "Rzeczpospolita Polska", "Federal", "Bürgerliches Gesetzbuch",
    ],
)  # fmt: skip
def test_a_public_body_of_no_certain_place_is_one(name: str) -> None:
    assert is_public_body(name)


@pytest.mark.parametrize(
    "name",
    [
        "Warsaw District Court", "Amtsgericht Musterstadt", "Sąd Rejonowy w Poznaniu",
        "Finanzamt Neustadt", "Tribunal de Nantes", "Anna Schmidt", "London", "Germany",
        "Hospital San Carlos", "", "123",
    ],
)  # fmt: skip
def test_a_name_or_a_place_of_its_own_makes_a_body_count(name: str) -> None:
    assert not is_public_body(name)


def test_a_person_or_a_place_may_be_called_like_a_people() -> None:
    assert is_public_body("German")
    assert not is_public_body("German", "PERSON")
    assert not is_public_body("Kurdish", "LOCATION")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Er arbeitet bei Müller & Sohn GmbH in Köln.", "Müller & Sohn GmbH"),
        ("Die Firma Alfa Beta s.r.o. liefert", "Alfa Beta s.r.o."),
        ("umowa z Nowak i Syn Sp. z o.o. w Łodzi", "Nowak i Syn Sp. z o.o."),
        ('Nazwa: Spółdzielnia "MURAL" Sp. z o.o.', 'Spółdzielnia "MURAL" Sp. z o.o.'),
        ("société Dupont et Fils SARL", "Dupont et Fils SARL"),
        ("con Rossi e Figli S.p.A. dal 2010", "Rossi e Figli S.p.A."),
        ("Costruzioni Bianchi S.r.l.", "Costruzioni Bianchi S.r.l."),
        ("Servicios Delta S.L.", "Servicios Delta S.L."),
        ("Jansen Bouw B.V.", "Jansen Bouw B.V."),
        ("Sousa e Irmãos Lda", "Sousa e Irmãos Lda"),
        ("Kovács és Társa Kft.", "Társa Kft."),
        ("Virtanen Oy", "Virtanen Oy"),
        ("at Nordlys Television AB in", "Nordlys Television AB"),
        ("Hansen Byg ApS", "Hansen Byg ApS"),
        ("Hansen Byg A/S", "Hansen Byg A/S"),
        ("Novak Gradnje d.o.o.", "Novak Gradnje d.o.o."),
        ("UAB „Baltas Namas“", "UAB „Baltas Namas“"),
        ("Ozols Serviss SIA", "Ozols Serviss SIA"),
        ("Tamm Ehitus OÜ", "Tamm Ehitus OÜ"),
        ("Popescu Construct SRL", "Popescu Construct SRL"),
        ("Алфа Строй ООД", "Алфа Строй ООД"),
        ("Άλφα Βήτα Α.Ε.", "Άλφα Βήτα Α.Ε."),
    ],
)  # fmt: skip
def test_a_legal_form_makes_a_firm(text: str, name: str) -> None:
    assert found(text) == [name]


@pytest.mark.parametrize(
    "name",
    [
        "Hospital Clínico San Carlos", "Klinikum Musterstadt", "Landeskrankenhaus Neustadt",
        "Szpital Miejski w Gdyni", "Urząd Skarbowy w Poznaniu", "Sankt-Klara-Spital",
        "Praxis Dr. Beispiel", "University of Exeter", "St Mary's Hospital", "Lycée Jean Moulin",
        "Ospedale San Paolo", "Universidad de Granada", "Grundschule am Ring",
        "Finanzamt Neustadt", "Warsaw District Court", "Uniwersytet Jagielloński",
    ],
)  # fmt: skip
def test_an_institution_with_a_name_of_its_own_is_found(name: str) -> None:
    assert found(f"({name})") == [name]


@pytest.mark.parametrize(
    "text",
    [
        "Die KG war 80 KG schwer.", "The Supreme Court held", "Klinik und Poliklinik",
        "in der HNO-Klinik und der Hals-Nasen-Ohren-Klinik", "The High School was closed.",
        "Das Finanzamt hat geschrieben.", "AG, KG, SE", "int as = 3; AS SELECT SA",
        "ALLE PREISE IN EURO KG", "El hospital y la clínica", "",
    ],
)  # fmt: skip
def test_kinds_and_abbreviations_alone_are_no_organisations(text: str) -> None:
    assert found(text) == []


def test_long_rows_of_capitals_cost_no_more_than_their_length() -> None:
    assert found("Aa " * 40_000) == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ('a claim against a company "Lantos" before', "Lantos"),
        ("the newspaper “Morgenruf” wrote", "Morgenruf"),
        ("die Zeitung „Morgenruf“ schrieb", "Morgenruf"),
        ("membership of an illegal organisation, the QXR, and", "QXR"),
        ("war Mitglied der Partei QXP in", "QXP"),
        ("ordered the Office for Veterans to pay", "Office for Veterans"),
        ("works at the Institute for Positive Sciences now", "Institute for Positive Sciences"),
        ("treated at the Altdorf Military Hospital in", "Altdorf Military Hospital"),
        ("detained in the Neudorf Detention Centre", "Neudorf Detention Centre"),
        ("UNIKLINIK NEUDORF\nInnere", "UNIKLINIK NEUDORF"),
        ("Restaging im KH der Schwestern am 2.", "KH der Schwestern"),
        ("Klinik des Marienkrankenhauses Neudorf", "Klinik des Marienkrankenhauses Neudorf"),
    ],
)
def test_a_name_in_quotes_or_behind_the_word_for_a_body_is_one(text: str, name: str) -> None:
    assert name in found(text)


@pytest.mark.parametrize(
    "text",
    ["in der Praxis der Behörden", "eine Klinik der Wahl", 'der company "a" in', "a party BY ME"],
)
def test_kinds_without_a_name_are_none(text: str) -> None:
    assert found(text) == []


def test_a_short_form_behind_a_word_with_a_digit_is_a_firm() -> None:
    assert found("the Swedish firm TV9 AB said") == ["TV9 AB"]
    assert found("MAX ROWS SE") == []
