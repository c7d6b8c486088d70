"""Institutions of every EU language with the name of their place."""

from __future__ import annotations

import pytest

from compliance.detect.names.organisations import OrganisationFinder

FINDER = OrganisationFinder()


@pytest.mark.parametrize(
    "name",
    [
        "Районен съд – Габрово", "Okresní soud v Kolíně", "Retten i Nykøbing",
        "Oberlandesgericht Neustadt",
        "Ειρηνοδικείο Λαμίας", "Juzgado de Primera Instancia n.º 4 de Soria",
        "Audiencia Provincial de Soria", "Pärnu Haigla", "Kainuun käräjäoikeus",
        "Centre hospitalier de Guéret", "tribunal judiciaire de Guéret", "Ospidéal Naomh Eoin",
        "Opća bolnica Vukovar", "Ceglédi Járásbíróság", "Sjúkrahúsið á Húsavík",
        "Tribunale di Biella", "Utenos ligoninė", "Vidzemes rajona tiesa", "Sptar San Mark",
        "Rechtbank Gelderland", "Florø sykehus", "Prokuratura Rejonowa w Pile",
        "Câmara Municipal de Tomar", "Judecătoria Turda", "Okresný súd v Žiline",
        "Okrajno sodišče v Kranju", "Kalix tingsrätt",
    ],
)  # fmt: skip
def test_an_institution_is_found_with_its_place(name: str) -> None:
    found = [each for each in FINDER.find(f"(1) {name}, 2024") if each.type == "ORGANIZATION"]
    assert [f"(1) {name}, 2024"[each.start : each.end] for each in found] == [name]


@pytest.mark.parametrize(
    "name",
    [
        "„Изток 90“ ЕООД", "Gorska streha d.o.o.", "Beskidy dach sp. z o.o.", "Αλφα Τεχνική ΕΠΕ",
        "Tógálaithe Locha Teoranta", "AS „Daugavas Maize”", "Zielony Ogród s.c.",
    ],
)  # fmt: skip
def test_firms_of_other_alphabets_and_small_words(name: str) -> None:
    text = f"(1) {name}, 2024"
    found = [text[each.start : each.end] for each in FINDER.find(text)]
    assert any(name.startswith(value) or value in name for value in found)
    assert max(map(len, found)) >= len(name) - 4


@pytest.mark.parametrize(
    "text",
    [
        "Община е добре", "sudjelovao je u radu", "Retten er enkel", "die Praxis zeigt das",
        "der Region und dem Land", "Gemeente en burgers", "tribunal judiciaire compétent",
    ],
)  # fmt: skip
def test_a_kind_alone_is_no_institution(text: str) -> None:
    assert list(FINDER.find(text)) == []
