from __future__ import annotations

from collections.abc import Callable

import pytest

Find = Callable[[str], list[tuple[str, str]]]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Mein Name ist Anna Krüger und ich", "Anna Krüger"),
        ("ich heiße jens", "jens"),
        ("hier ist die sabine krueger, guten tag", "sabine krueger"),
        ("my name is tom baker and i need help", "tom baker"),
        ("Das hat Herr von der Leyen gesagt", "von der Leyen"),
        ("frau dr. yilmaz hat angerufen", "yilmaz"),
        ("Ask Mrs O'Brien about it", "O'Brien"),
        ("Hallo Anna,\nwie geht es", "Anna"),
        ("hi tom!", "tom"),
        ("Dear Ms Okafor,", "Okafor"),
        ("Liebe Frau Schmidt-Meier,", "Schmidt-Meier"),
        ("Bis bald.\nViele Grüße\nJonas Weber", "Jonas Weber"),
        ("Kind regards,\n\nJ. Smith", "J. Smith"),
        ("mfg petra", "petra"),
        ("lg\nsabine k.", "sabine k."),
        ("Thanks,\nTom", "Tom"),
        ("Ich bin Peter Lustig.", "Peter Lustig"),
        ("Kontoinhaber: Max Mustermann", "Max Mustermann"),
        ("my wife Poppy will call", "Poppy"),
        ("order in the name of chukwuemeka cooper", "chukwuemeka cooper"),
        ("c/o Meyer", "Meyer"),
        ("represented by Mr C.-H. Lindqvist", "C.-H. Lindqvist"),
        ("Dr.in Horn hat angerufen", "Horn"),
        ("mein kollege mustafa sagt das auch", "mustafa"),
        ("Für meine Enkelin Ottilie ein Rad", "Ottilie"),
        ("Hallo, Zwenka am Apparat.", "Zwenka"),
        ("this is Quandra speaking", "Quandra"),
        ("by a Danish national, Aksel Quandrup (“the applicant”)", "Aksel Quandrup"),
        ("seen by Orestis Quandakis MD PhD", "Orestis Quandakis"),
        ("Das Paket wurde bei Zwölfender abgegeben.", "Zwölfender"),
        ("The parcel was left with Underhill, it says.", "Underhill"),
        ("Kundendienst, I. Zwölfender", "I. Zwölfender"),
        ("Das ist alles. A. Werner", "A. Werner"),
        ("ich bin die mandy aus dem chat", "mandy"),
        ("mfg d. zwölfender", "d. zwölfender"),
        ("grüße ottokar", "ottokar"),
        ("Dr. mult. Hans Zwölfender kommt", "Hans Zwölfender"),
        ("Annette zur Mühlen, sagt Frau Annette zur Mühlen", "Annette zur Mühlen"),
        ("Prof. Wurster zur Therapieevaluation", "Wurster"),
    ],
)
def test_found(found: Find, text: str, name: str) -> None:
    assert ("PERSON", name) in found(text)


@pytest.mark.parametrize(
    "text",
    [
        "Sehr geehrte Damen und Herren,",
        "Herr",
        "Herr der Ringe ist ein Film",
        "Hallo zusammen,",
        "Hallo Support-Team,",
        "hi there!",
        "Dear customer,",
        "Dear Nordlicht team,",
        "Dear Sir or Madam,",
        "Viele Grüße aus dem Norden",
        "Ich bin sehr zufrieden.",
        "Ich bin Kunde.",
        "ich bin da",
        "This is not what I ordered.",
        "Danke, das hilft.",
        "On this point, as regards deductible expenses, it is right",
        "this is simply not so",
        "section 24 of the Military Service Act, as in force",
        "Sie schreiben für den Kundendienst von Zwölfender, einem Versand.",
        "Aufnahme:\n- Labor bei Aufnahme\n- Adipositas\n-Hemograma: normal",
        "Muster: Streifen, Punkte, Ranke",
        "Kreatinin 1,2 mg/dl. Bilirubin normal",
        "Im MR Becken und im MR BWS ist nichts",
        "Bekannter M. Parkinson seit 2010",
        "das ist in der Familie bekannt",
        "Die Vene hat Kontakt zur linken Arterie.",
        "VORSICHT: Heiße Oberflächen.",
        "Klasse 3, VG II",
        "welches Geburtsdatum steht im Konto",
        "Soll ein Gruß dabeistehen?",
        "meine frau hat angerufen",
        "meine frau arbeitet auch dort",
        "Ansprechpartner: siehe unten",
        "Patient: männlich, sonst nichts",
        "Wir danken.\nGeschäftsführender Direktor",
        "Vielen Dank im Voraus",
        "Mein Name ist falsch geschrieben",
        "thanks for the quick answer",
        "Die Frau am Telefon war nett",
        "Kind regards",
    ],
)
def test_nothing_found(found: Find, text: str) -> None:
    assert found(text) == []


def test_a_name_found_once_is_found_everywhere_in_the_text(found: Find) -> None:
    text = "Mein Name ist Anna Krüger. Bitte an Krüger adressieren, Annas Paket liegt dort."
    names = [value for kind, value in found(text) if kind == "PERSON"]
    assert names == ["Anna Krüger", "Krüger", "Annas"]


def test_a_name_that_is_a_word_is_not_found_small(found: Find) -> None:
    text = "Mein Name ist Tom Sommer. Im sommer bin ich weg."
    assert [value for kind, value in found(text) if kind == "PERSON"] == ["Tom Sommer"]


@pytest.mark.parametrize("text", ["Meine Frau trägt Kopftuch.", "Her father supports Brexit."])
def test_a_verb_behind_a_relative_begins_no_name(found: Find, text: str) -> None:
    assert all(kind != "PERSON" for kind, _ in found(text))
