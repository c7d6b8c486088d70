"""Ages without a word for years, in words, and in the case forms of all languages."""

from __future__ import annotations

import pytest

from compliance.detect.dates.ages import Ages


@pytest.fixture(scope="module")
def ages() -> Ages:
    return Ages()


def values(ages: Ages, text: str) -> set[str]:
    return {text[start:end] for start, end, _ in ages.find(text)}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("mamma er 83 og bor alene", "83"),
        ("han är 66 o bor i stan", "66"),
        ("hes 91 and deaf", "91"),
        ("I'm 34 and live here", "34"),
        ("ich bin 34 und wohne hier", "34"),
        ("I turned 40.", "40"),
        ("mijn moeder is 81.", "81"),
        ("babi je 83 i sama", "83"),
        ("mummoni on 83", "83"),
        ("mano mamai 83 metai", "83 metai"),
        ("mociutei 79, jai reikia", "79"),
        ("Unsere Tochter (7) und", "7"),
        ("sin Luka (7 godina)", "7 godina"),
        ("kvinne (83) fra byen", "83"),
        ("Anna Weber (34) fragt", "34"),
        ("Anna Weber, 34, aus", "34"),
        ("f/34/Berlin", "34"),
    ],
)
def test_bare_numbers(ages: Ages, text: str, value: str) -> None:
    assert value in values(ages, text)


@pytest.mark.parametrize(
    "text",
    [
        "I'm 34 minutes away",
        "ich bin 100 % sicher",
        "ich bin 34 Mal dort gewesen",
        "he was 3 of 5",
        "er ist 20 Euro teurer",
        "Kind 2, Kind 3",
        "brother 20, 30 and 40",
        "Kapitel Drei (34)",
        "I'm 50/50 on this",
        "Windows is 34 and",
    ],
)
def test_other_bare_numbers(ages: Ages, text: str) -> None:
    assert values(ages, text) == set()


@pytest.mark.parametrize(
    "text",
    [
        "Monsieur Yvon Le Guennec, [70 ans], ancien marin",
        "iš Rietavo. [71 metų] moteris",
        "Ta' [69 sena], huwa",
        "на [34 години]",
        "mám [34 rokov] a bývam",
        "star sem [34 let].",
        "[69-letna] bolnica",
        "[69χρονη] γυναίκα",
        "babka má [83 rokov]",
        "atá [69 bliana d'aois]",
        "[69 gadus veca] sieviete",
        "una donna di anni [69]",
        "[69-jährig]",
        "[83 eves]",
    ],
)
def test_years_in_every_language(ages: Ages, text: str) -> None:
    plain = text.replace("[", "").replace("]", "")
    assert text[text.index("[") + 1 : text.index("]")] in values(ages, plain)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Osmačtyřicetiletý pacient", "Osmačtyřicetiletý"),
        ("ein vierunddreißigjähriger Mann", "vierunddreißigjähriger"),
        ("an eighty-two-year-old woman", "eighty-two-year-old"),
        ("in her mid-thirties", "mid-thirties"),
        ("trzydziestoczteroletnia kobieta", "trzydziestoczteroletnia"),
        ("kolmekymmentäviisivuotias mies", "kolmekymmentäviisivuotias"),
        ("en trettifireåring", "trettifireåring"),
        ("un septuagénaire", "septuagénaire"),
        ("un trentaquattrenne", "trentaquattrenne"),
        ("în vârstă de treizeci și patru de ani", "treizeci și patru de ani"),
    ],
)
def test_ages_in_words(ages: Ages, text: str, value: str) -> None:
    assert value in values(ages, text)


@pytest.mark.parametrize(
    "text",
    [
        "Wein, 12 Jahre alt",
        "5 Jahre Garantie",
        "seit 10 Jahren",
        "zehnjähriges Jubiläum",
        "der Dreißigjährige Krieg",
        "tiene 15 años de experiencia",
        "имам 20 години стаж",
        "договор на 15 години, който",
        "ma 20 lat doświadczenia",
        "in the mid-eighties",
        "2-letna garancija",
    ],
)
def test_years_of_no_person(ages: Ages, text: str) -> None:
    assert values(ages, text) == set()
