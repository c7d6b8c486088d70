from __future__ import annotations

import pytest

from compliance.detect.identifiers.amounts import AmountFinder


def amounts(text: str) -> list[str]:
    return [text[each.start : each.end] for each in AmountFinder().find(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("was paid EUR 4,684.40 in costs", "EUR 4,684.40"),
        ("a total of 200,000 Turkish liras (TRY) was", "200,000 Turkish liras (TRY)"),
        ("about 80 DEM as interest", "about 80 DEM"),
        ("sein Gehalt von 3.450,00 € monatlich", "3.450,00 €"),
        ("a loan of 1.5 million euros, he said", "1.5 million euros"),
        ("24,952.51 pounds sterling (GBP), which", "24,952.51 pounds sterling (GBP)"),
        ("sentenced him to three years' imprisonment", "three years'"),
        ("sentenced to one year and four months of detention", "one year and four months"),
        ("a sentence of 18 years could be expected", "18 years"),
        ("Freiheitsstrafe von drei Jahren", "drei Jahren"),
        ("a fine of five hundred euros was", "five hundred euros"),
        ("eine Strafe von fünfhundert Euro", "fünfhundert Euro"),
        ("une amende de cinq cents euros", "cinq cents euros"),
        ("una multa de dos mil euros", "dos mil euros"),
        ("una multa di duecento euro", "duecento euro"),
        ("een boete van vijfhonderd euro", "vijfhonderd euro"),
        ("grzywna pięćset złotych", "pięćset złotych"),
        ("which was 8,450,000 Turkish Liras (TRL)0, together", "8,450,000 Turkish Liras (TRL)"),
        (
            "bail of 90,000 Polish zlotys (PLN) [approx. 22,500 euros (EUR)], to",
            "90,000 Polish zlotys (PLN) [approx. 22,500 euros (EUR)]",
        ),
        ("EUR 90 (euros) as", "EUR 90 (euros)"),
        ("a disability of 45%", "45%"),
        ("a 40 to 60% disability rating", "40 to 60%"),
        ("zwischen 20 und 30 Prozent", "20 und 30 Prozent"),
        ("un taux de 12,5 pour cent", "12,5 pour cent"),
        ("exceeding the limit by 31 km/h.", "31 km/h"),
        ("a bullet measuring 9 x 19 mm was", "9 x 19 mm"),
        ("an area of 4,120 m², on plot", "4,120 m²"),
        ("about forty metres from the sea", "forty metres"),
        ("along with twelve other persons, under", "twelve other persons"),
        ("the property of 388 landowners", "388 landowners"),
        ("smuggling 4,000 ecstasy tablets worth", "4,000 ecstasy tablets"),
        ("the owner of nine plots of land in", "nine plots of land"),
        ("By 4 June 2007 sixty-one hearings took", "sixty-one hearings"),
        ("changed on five occasions", "five occasions"),
        ("wegen dreiundzwanzig Einbrüchen", "dreiundzwanzig Einbrüchen"),
        ("Er hat vier Kinder", "vier Kinder"),
        ("was sentenced to life imprisonment", "life imprisonment"),
        ("zu einer lebenslangen Freiheitsstrafe", "lebenslangen Freiheitsstrafe"),
        ("her share being equivalent to 7/36)", "7/36"),
    ],
)
def test_found(text: str, expected: str) -> None:
    assert expected in amounts(text)


@pytest.mark.parametrize(
    "text",
    [
        "three years later he left",
        "EUROPE 2020 and EURO 2024x",
        "der Eurocode 5 gilt",
        "in 24 hours",
        "12345",
        "In 1997 persons of that age",
        "Article 6 persons",
        "on page 5 of the documents",
        "the two cases were joined",
        "one of the applicants",
        "in 2001/2002 the share",
        "the file 33/29",
        "EUR 5M2 and 12 kgX",
    ],
)
def test_other_numbers_are_no_amounts(text: str) -> None:
    assert amounts(text) == []


def test_sums_in_a_list_stay_apart() -> None:
    assert amounts("EUR 10, EUR 20 and 30 euros") == ["EUR 10", "EUR 20", "30 euros"]
