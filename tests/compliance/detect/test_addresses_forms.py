"""Whole addresses in rarer forms: quotes, squares, roads with numbers, chats in small letters."""

from __future__ import annotations

import pytest

from compliance.detect.places.addresses import AddressFinder
from compliance.detect.text.normalize import normalize

FINDER = AddressFinder()


def found(text: str) -> list[str]:
    plain = normalize(text)
    spans = [
        plain.to_original(each.start, each.end)
        for each in FINDER.find(plain.text)
        if each.score >= 0.4
    ]
    return [text[start:end] for start, end in spans]


@pytest.mark.parametrize(
    "text",
    [
        "живее в [Асеновград, ул. „Изворна“ № 14, вх. Б, ет. 3], твърди",
        "osoitteesta [Satamakatu 31 A 5] tukevat",
        "ina chónaí ag [7 Ardán na Mara, Gaoth Dobhair], an",
        "CTR\n[Bóthar an Chillín 3]\n",
        "na adresu, [vinogradska 55, čakovec]\n",
        "Prosím adresu.\n[družstevná 8, galanta], tel",
        "kolisime ära, [kesk 18-2]. nr on",
        "moteris, [Žalioji g. 5, Šilutė]\n",
        "moramos na [rua da azenha 17, Estremoz]\n",
        "residente in [via dei Mosaicisti 8], contro",
        "wohnt [Straße des 17. Juni 135, 10623 Berlin]",
        "wohnt [Q7, 24, 68161 Mannheim]",
        "[Laan van Meerdervoort 50 bis, 2517 AM Den Haag]",
        "[Urb. Las Rozas, Bloque 4, Esc. A, 1º Izq., 28230 Las Rozas]",
        "[Strada Provinciale 12 n. 5, 20100 Milano]",
        "[123 County Road 45, Bend, Oregon 97701]",
        "[RR 2, Box 45, Bend, OR 97701]",
        "[Lindenstraße 5, 2. OG links, 10969 Berlin]",
        "[12 rue de la Paix, Bât. C, 3ème étage, 75002 Paris]",
        "wohnt in der [Lindengasse 12/7, 1070 Wien]",
        "Wohnhaft [Bahnhofstrasse 21, 8001 Zürich]",
        "wohnt am [Marktplatz 3, 70173 Stuttgart]",
    ],
)
def test_whole_address(text: str) -> None:
    plain = text.replace("[", "").replace("]", "")
    assert found(plain) == [text[text.index("[") + 1 : text.index("]")]]


@pytest.mark.parametrize(
    "text",
    [
        "Edil Meduna S.r.l. All'udienza del 9 aprile 2024",
        "läuft auf Windows 10, Chrome 5",
        "siehe Anhang 3, Seite 4",
        "Punkt 18-2.",
        "in der Tabelle 12, danach",
    ],
)
def test_no_address(text: str) -> None:
    assert found(text) == []
