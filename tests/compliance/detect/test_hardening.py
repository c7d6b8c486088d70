"""Identifiers are found however they are disguised: each identifier with each disguise."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from compliance.detect import DetectConfig, Engine, build_engine

_LATIN = "ABEHIKMOPTXaceopxy"
_CYRILLIC = "АВЕНІКМОРТХасеорху"

SENTENCES: dict[str, tuple[str, str]] = {
    "EMAIL_ADDRESS": ("Bitte an {} schreiben.", "paco.exe@sample-axe.com"),
    "IBAN_CODE": ("Meine IBAN ist {} bei der Bank.", "DE89 3704 0044 0532 0130 00"),
    "CREDIT_CARD": ("Die Kreditkarte {} ist gesperrt.", "4111 1111 1111 1111"),
    "IP_ADDRESS": ("Zugriff von {} heute.", "203.0.113.42"),
    "PHONE_NUMBER": ("Telefon {} bitte anrufen.", "+49 171 2345678"),
    "DE_TAX_ID": ("Steuer-ID: {} eintragen.", "86 095 742 719"),
    "PL_PESEL": ("PESEL: {} w aktach.", "44051401359"),
    "FR_NIR": ("Mon NIR est {} merci.", "2 69 05 49 588 157 80"),
    "IT_FISCAL_CODE": ("Il codice fiscale {} va bene.", "RSSMRA85T10A562S"),
    "UK_NINO": ("My NI number is {} please.", "AB 12 34 56 C"),
    "NL_BSN": ("Mijn BSN is {} hoor.", "111222333"),
    "CH_AHV": ("AHV-Nummer {} angeben.", "756.9217.0769.85"),
    "LICENSE_PLATE": ("Kennzeichen {} parkt hier.", "B-KX 4711"),
    "API_KEY": ("Der Token ist {} und gilt.", "ghp_" + "A1b2C3d4E5f6G7h8I9j0K1l2M3n4O5p6Q7r8"),
}
"""A sentence and an invented value of each kind; the value stands where the braces are."""


def _digits(zero: str) -> Callable[[str], str]:
    table = {ord("0") + place: chr(ord(zero) + place) for place in range(10)}
    return lambda value: value.translate(table)


def _between(mark: str) -> Callable[[str], str]:
    return lambda value: mark.join(value)


def _wide(value: str) -> str:
    return "".join(chr(ord(char) + 0xFEE0) if "!" <= char <= "~" else char for char in value)


def _lookalikes(value: str) -> str:
    return value.translate(str.maketrans(_LATIN, _CYRILLIC))


def _spaces(space: str) -> Callable[[str], str]:
    return lambda value: value.replace(" ", space)


def _dashes(value: str) -> str:
    return value.replace("-", "\u2011").replace(" ", "\u2011")


def _fours(space: str) -> Callable[[str], str]:
    """Write in groups of four what is written in one."""
    return lambda value: (
        space.join(value[at : at + 4] for at in range(0, len(value), 4))
        if value.isalnum() and len(value) > 14
        else value.replace(" ", space)
    )


def _broken_anywhere(value: str) -> str:
    """Break a number written in one in its middle."""
    half = len(value) // 2
    return f"{value[:half]}\n{value[half:]}" if value.isalnum() else value


def _broken(mark: str) -> Callable[[str], str]:
    """Break a line where a writer or a mail program would: at a space, else after a sign."""

    def disguise(value: str) -> str:
        if " " in value:
            places = [at for at, char in enumerate(value) if char == " "]
            at = places[len(places) // 2]
            return value[:at] + mark + value[at + 1 :]
        signs = "@" if "@" in value else ".-_"
        places = [at + 1 for at, char in enumerate(value) if char in signs]
        return value if not places else value[: places[0]] + mark + value[places[0] :]

    return disguise


def _entities(value: str) -> str:
    return "".join(f"&#{ord(char)};" if not char.isalnum() else char for char in value)


def _named_entities(value: str) -> str:
    names = {"@": "&commat;", ".": "&period;", " ": "&nbsp;", "-": "&hyphen;", "_": "&lowbar;"}
    return "&shy;".join(names.get(char, char) for char in value)


def _bidi(value: str) -> str:
    half = len(value) // 2
    return "\u2066" + value[:half] + "\u200e" + value[half:] + "\u2069"


DISGUISES: dict[str, Callable[[str], str]] = {
    "plain": str,
    "full width": _wide,
    "Arabic digits": _digits("\u0660"),
    "Devanagari digits": _digits("\u0966"),
    "mathematical digits": _digits("\U0001d7ce"),
    "zero width between all": _between("\u200b"),
    "word joiner between all": _between("\u2060"),
    "soft hyphens": _between("\u00ad"),
    "tag characters": _between("\U000e0041"),
    "variation selectors": _between("\ufe0f"),
    "strike through": _between("\u0336"),
    "piled marks": _between("\u0336\u0489\u0323"),
    "no-break spaces": _spaces("\u00a0"),
    "thin spaces": _spaces("\u2009"),
    "narrow no-break spaces": _spaces("\u202f"),
    "groups of four": _fours("\u00a0"),
    "non-breaking hyphens": _dashes,
    "look-alike letters": _lookalikes,
    "numeric entities": _entities,
    "named entities": _named_entities,
    "direction marks": _bidi,
    "line break": _broken("\n"),
    "line break anywhere": _broken_anywhere,
    "Windows line break": _broken("\r\n"),
    "line break and indent": _broken("\n    "),
    "quoted line break": _broken("\n> "),
}
"""What each disguise makes of a value."""

_AT_LINE_ENDS = ("API_KEY",)
"""A secret is one word: a line break ends it."""
_BREAKS = ("line break", "Windows line break", "line break and indent", "quoted line break")


@pytest.fixture(scope="module")
def scanner() -> Engine:
    return build_engine(DetectConfig(ner="none"))


def _missed(scanner: Engine, kind: str, sentence: str, value: str) -> str:
    """Return what of the disguised value was not found as its kind; empty if nothing."""
    text = sentence.format(value)
    start = text.index(value)
    end = start + len(value)
    covered = {
        at
        for found in scanner.find([text])[0]
        if found.type == kind
        for at in range(found.start, found.end)
    }
    return "".join(
        text[at] for at in range(start, end) if at not in covered and text[at] not in _MARKS
    )


_MARKS = frozenset("\u2066\u2069\u200e\u200b")
"""What may stay outside at the edges of a find."""


@pytest.mark.parametrize("disguise", DISGUISES)
@pytest.mark.parametrize("kind", SENTENCES)
def test_a_disguised_identifier_is_found_whole(scanner: Engine, kind: str, disguise: str) -> None:
    if kind in _AT_LINE_ENDS and disguise in _BREAKS:
        disguise = "plain"
    sentence, value = SENTENCES[kind]
    assert _missed(scanner, kind, sentence, DISGUISES[disguise](value)) == ""


@pytest.mark.parametrize(
    "value",
    [
        "max at sample dot org",
        "max AT sample DOT org",
        "max (at) sample (dot) org",
        "max [at] sample [dot] org",
        "max[at]sample[dot]org",
        "max (at) sample (punkt) de",
        "max@sample(dot)org",
        "m a x @ s a m p l e . d e",
        "max&#64;sample&#46;org",
        "max%40sample.org",
        "max\uff20sample\u3002org",
    ],
)
def test_an_address_with_its_signs_spelled_out_is_found(scanner: Engine, value: str) -> None:
    assert _missed(scanner, "EMAIL_ADDRESS", "Mail: {}, danke.", value) == ""


@pytest.mark.parametrize(
    "text",
    [
        "<p>a &lt; b &amp;&amp; c &gt; d</p>",
        "if (x &amp; 0x40) { y = x % 40; }",
        "> zitiert\n> noch einmal\nAntwort",
        "\u2460 Teig kneten \u2461 ruhen lassen \u2462 backen",
        "Der Wert von \u03b1 liegt bei 0,5 \u2013 1,5 \u00b5m.",
        "\U0001f600 super \U0001f44d\U0001f3fd \u2764\ufe0f danke \u2026",
    ],
)
def test_undoing_disguises_makes_no_finds(scanner: Engine, text: str) -> None:
    assert scanner.find([text]) == [[]]
