"""Codes of JSON, links, mails and web pages, and misread UTF-8: undone once, with a way back."""

from __future__ import annotations

import base64
import html
import json
import quopri
import time
from collections.abc import Callable
from urllib.parse import quote, quote_plus

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance.detect import DetectConfig, Engine, build_engine
from compliance.detect.text.normalize import Normalized, normalize


@pytest.mark.parametrize(
    ("coded", "plain"),
    [
        (r"J\u00f6rg M\u00FCller", "Jörg Müller"),
        (r"J\\u00f6rg", "Jörg"),
        (r"anna\u0040example.org", "anna@example.org"),
        (r"\ud835\udc00nna \u{1F600} \U0001F600", "Anna \U0001f600 \U0001f600"),
        (r"anna\x40example.org", "anna@example.org"),
        (r"b'J\xc3\xb6rg'", "b'Jörg'"),
        (r"M\303\274ller.pdf", "Müller.pdf"),
        (r"https:\/\/example.org\/a", "https://example.org/a"),
        (r"{\"name\": \"Anna\"}", '{"name": "Anna"}'),
        (r"Anna\nGartenstr. 1\n80331 M\u00fcnchen", "Anna\nGartenstr. 1\n80331 München"),
        (r"Mail:\nanna@example.org", "Mail:\nanna@example.org"),
        (r"anna\@example\.org und anna\_k", "anna@example.org und anna_k"),
        ("Gartenstr. 1\\\n80331 München", "Gartenstr. 1\n80331 München"),
        (r"\(0171\) 12 34", "(0171) 12 34"),
    ],
)
def test_characters_behind_backslashes(coded: str, plain: str) -> None:
    assert normalize(coded).text == plain


@pytest.mark.parametrize(
    "text",
    [
        r"C:\new\tables\reports",
        r"D:\Notizen\alt",
        r"\textbf{x} \neq \rho \nu",
        r"\\server\share\u12",
        r"\ud835 allein \x5c \u005c",
        r"\100\200 und \377\376",
        r"[\w.]+\.\w+ \d{2}",
    ],
)
def test_folders_commands_and_patterns_stay(text: str) -> None:
    assert normalize(text) == Normalized(text)


@pytest.mark.parametrize(
    ("coded", "plain"),
    [
        ("J%C3%B6rg%20M%C3%BCller", "Jörg Müller"),
        ("J%F6rg M%FCller", "Jörg Müller"),
        ("%u0141ukasz W%u0105troba", "Łukasz Wątroba"),
        ("DE89%203704%200440%20532013%2000", "DE89 3704 0440 532013 00"),
        ("Stra%C3%9Fe%2014%2C%2080331", "Straße 14, 80331"),
        ("name=Anna+Kowalska", "name=Anna Kowalska"),
        ("Vorname=anna+maria", "Vorname=anna maria"),
        ("?q=anna+kowalska&s=1", "?q=anna kowalska&s=1"),
        ("iban=DE89+3704+0440", "iban=DE89 3704 0440"),
        ("tel=+49+171", "tel=+49 171"),
        ("mail=anna+news@example.org&a=1", "mail=anna+news@example.org&a=1"),
        ("http://x.example/?name=A%20B%3C&q=%C3%B6", "http://x.example/?name=A%20B%3C&q=ö"),
        ("http://x.example/?q=A%20B", "http://x.example/?q=A B"),
    ],
)
def test_codes_of_links(coded: str, plain: str) -> None:
    assert normalize(coded).text == plain


@pytest.mark.parametrize(
    "text",
    [
        "100%40",
        "step %5d loss %10.2f, %d%% und 50%20",
        "%20 Rabatt, %50'si",
        "LIKE '%fall%' OR '%dec%'",
        "x=a+b; y = x % 5, c=d+e",
        "total=price+tax",
        "%2540",
    ],
)
def test_shares_formats_and_sums_stay(text: str) -> None:
    assert normalize(text) == Normalized(text)


@pytest.mark.parametrize(
    ("coded", "plain"),
    [
        ("=?utf-8?q?J=C3=B6rg_M=C3=BCller?= x", "Jörg Müller x"),
        ("=?UTF-8?B?SsO2cmcgTcO8bGxlcg==?=", "Jörg Müller"),
        ("=?utf-8?B?SsO2cmcgTcO8bGxlcg?=", "Jörg Müller"),
        ("=?iso-8859-1?Q?J=F6rg?=\n =?iso-8859-1?Q?_M=FCller?=", "Jörg Müller"),
        ("=?rot13?q?Naan?= =?utf-8?b?!!?= =?utf-8?q?=FF?=", None),
        ("M=FCller x=FALSE mode=ADmin", "Müller x=FALSE mode=ADmin"),
        ('<i a=3D"b">c', 'c\n\na="b"'),
        ("SsO2cmcgTcO8bGxlcg==", None),
    ],
)
def test_codes_of_mails(coded: str, plain: str | None) -> None:
    assert normalize(coded).text == (coded if plain is None else plain)


@pytest.mark.parametrize(
    ("coded", "plain"),
    [
        ("anna&#64example&#46org", "anna@example.org"),
        ("M&uumlller &Eacutetienne", "Müller Étienne"),
        ("0171&nbsp1234", "0171 1234"),
        ("?a=1&uuml=2&copy=3&reg&section", None),
        ("&#1234567890 &amperes &thorn &eth", None),
        ("&amp;lt;b&amp;gt;", "< b>"),
    ],
)
def test_entities_without_a_semicolon(coded: str, plain: str | None) -> None:
    assert normalize(coded).text == (coded if plain is None else plain)


@pytest.mark.parametrize(
    ("misread", "plain"),
    [
        ("JÃ¶rg MÃ¼ller, RenÃ©e", "Jörg Müller, Renée"),
        ("JÃƒÂ¶rg", "Jörg"),
        ("KÃ–LN MÃœNCHEN Ãœber", "KÖLN MÜNCHEN Über"),
        ("wÄ…tÅ‚y Å\x81ukasz sÄ…", "wątły Łukasz są"),
        ("donâ€™t â€“ 5 â‚¬", "don't - 5 €"),
        ("IonuÈ› Nguyá»…n", "Ionuț Nguyễn"),
        ("Ð\x90Ð½Ð½Ð°", "Анна"),
        ("ï»¿Anna", "Anna"),
        ("O\x92Brien", "O'Brien"),
    ],
)
def test_misread_utf8(misread: str, plain: str) -> None:
    assert normalize(misread).text == plain


@pytest.mark.parametrize(
    "text", ["„Ä“ und »É«", "CAFÉ» ESPAÑA° MANHû.", "Ähm Ä, Ö: ÄÖÜ", "Île Ñandú âme ïle áéí"]
)
def test_capitals_before_quotation_marks_stay(text: str) -> None:
    assert normalize(text).text == text


@pytest.mark.parametrize(
    ("raised", "plain"),
    [
        ("⁴¹¹¹ ¹¹¹¹ ¹¹¹¹", "4111 1111 1111"),
        ("DE₈₉ ₃₇₀₄", "DE89 3704"),
        ("Müller⁴ m² 10¹² C₁₂H₂₂O₁₁ ¹,²,³,⁴", None),
    ],
)
def test_numbers_in_raised_digits(raised: str, plain: str | None) -> None:
    assert normalize(raised).text == (raised if plain is None else plain)


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("anna@ex\x00ample.org", "anna@example.org"),
        ("anna@ex\x01\x02ample\x7f.org", "anna@example.org"),
        ("Anna\x00Kowalska", "Anna Kowalska"),
        ("Anna\x00\x00\x00Kowalska", "Anna   Kowalska"),
        ("4111\x001111", "41111111"),
        ("Anna\x1fKowalska\x0cEnde", "Anna Kowalska\nEnde"),
        ("\x1b[31mAnna\x1b[0m", "Anna"),
    ],
)
def test_control_characters(text: str, plain: str) -> None:
    assert normalize(text).text == plain


def _encoded_word(value: str) -> str:
    return f"=?utf-8?b?{base64.b64encode(value.encode()).decode()}?="


def _quoted_word(value: str) -> str:
    coded = quopri.encodestring(value.encode(), quotetabs=True).decode().replace("=\n", "")
    return f"=?utf-8?q?{coded.replace('=20', '_').replace('?', '=3F')}?="


CODINGS: dict[str, Callable[[str], str]] = {
    "JSON": lambda value: json.dumps(value)[1:-1],
    "JSON twice": lambda value: json.dumps(json.dumps(value))[3:-3],
    "JSON, all signs": lambda value: "".join(
        char if char.isalnum() and char.isascii() else f"\\u{ord(char):04x}" for char in value
    ),
    "percent": lambda value: quote(value, safe=""),
    "query": lambda value: f"?q={quote_plus(value)}&x=1",
    "entities": lambda value: "".join(
        char if char.isalnum() and char.isascii() else f"&#{ord(char)};" for char in value
    ),
    "named entities": lambda value: html.escape(value).replace("ö", "&ouml;").replace("ü", "&uuml"),
    "encoded word": _encoded_word,
    "quoted word": _quoted_word,
    "misread as cp1252": lambda value: value.encode().decode("cp1252"),
    "misread as Latin-1": lambda value: value.encode().decode("latin-1"),
    "Markdown": lambda value: value.replace("@", "\\@").replace(".", "\\.").replace("_", "\\_"),
    "NUL inside": lambda value: value[:2] + "\x00" + value[2:],
}
VALUES = {
    "PERSON": ("Herr {} kommt.", "Jörg Müller"),
    "EMAIL_ADDRESS": ("Bitte an {} schreiben.", "anna.kowalska_7@example.org"),
    "IBAN_CODE": ("Die IBAN ist {} bei der Bank.", "DE89 3704 0044 0532 0130 00"),
}


@pytest.fixture(scope="module")
def scanner() -> Engine:
    return build_engine(DetectConfig(ner="none"))


@pytest.mark.parametrize("coding", CODINGS)
@pytest.mark.parametrize("kind", VALUES)
def test_a_coded_value_is_found_whole(scanner: Engine, kind: str, coding: str) -> None:
    sentence, value = VALUES[kind]
    coded = CODINGS[coding](value)
    text = sentence.format(coded)
    first, last = text.index(coded), text.index(coded) + len(coded)
    if coding == "query":
        first, last = first + len("?q="), last - len("&x=1")
    spans = {(each.start, each.end) for each in scanner.find([text])[0] if each.type == kind}
    assert (first, last) in spans


_NAMES = st.one_of(
    st.text(st.sampled_from(letters), min_size=1, max_size=12)
    for letters in ("abcdefgäöüßéèçñłąęčřžőşoe", "αβγδόά", "дежзийя")
)
"""A word that mixes alphabets is a disguise, and read as one."""
_WORDS = st.lists(_NAMES, min_size=1, max_size=4).map(" ".join)
_SAFE = sorted(set(CODINGS) - {"NUL inside", "query", "misread as cp1252", "misread as Latin-1"})


@given(_WORDS, st.sampled_from(_SAFE))
def test_coding_and_undoing_gives_the_words_back(words: str, coding: str) -> None:
    assert normalize(f"A {CODINGS[coding](words)}. B").text == normalize(f"A {words}. B").text


_PIECES = st.sampled_from(
    [
        *"aZ7äЖ@. \n",
        "\\u00e4",
        "\\n",
        "\\x40",
        "%20",
        "%C3%B6",
        "%",
        "&uuml",
        "&#64",
        "&amp;",
        "lt;",
    ]
    + [
        "=?utf-8?q?a?=",
        "=C3=B6",
        "Ã¶",
        "â€™",
        "²³⁴⁵",
        "\x00",
        "+",
        "=",
        "?",
        "&",
        "\\",
        "Ä“",
        "://",
    ]
)


@given(st.lists(_PIECES, max_size=30).map("".join))
def test_the_way_back_is_in_order_and_inside_the_text(text: str) -> None:
    normalized = normalize(text)
    spans = [normalized.to_original(at, at + 1) for at in range(len(normalized.text))]
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert spans == sorted(spans)


@given(st.lists(_PIECES, max_size=12).map("".join))
def test_what_stands_around_a_code_stays(text: str) -> None:
    whole = normalize(f"Wort {text} Ende").text
    assert whole.startswith("Wort ")
    assert whole.endswith(" Ende")


@pytest.mark.parametrize(
    "pile",
    [
        "\\",
        "%",
        "&",
        "=",
        "+",
        "Ã",
        "\\u00e4",
        "%20",
        "&#6",
        "=?utf-8?q?",
        "=A1+",
        "Ã¶",
        "\x00",
        "²",
    ],
)
def test_time_grows_with_the_text_and_no_faster(pile: str) -> None:
    text = pile * (400_000 // len(pile))
    begun = time.process_time()
    normalize(text)
    assert time.process_time() - begun < 10
