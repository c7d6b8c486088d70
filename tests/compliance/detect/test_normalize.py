from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance.detect.text.normalize import Normalized, normalize

_HIDING = "\u200b\u200d\u2060\ufeff\u00ad\u034f\ufe0f\u202e\u2066\U000e0061\u0336\u0489"
_TRICKY = st.one_of(
    st.characters(),
    st.sampled_from(
        [
            *_HIDING,
            *"abeo019.@-_ \n\r\t>&;#=%",
            "&amp;",
            "&#64;",
            "&uuml;",
            "&shy;",
            "%40",
            "\u0308",
        ]
    ),
    st.sampled_from([*"аеоАВΑΒ٣９①Ⓐ𝐚ᴀﬁ…’–\u00a0\u2028", "\ud800", "\x00", "\u05bc", "\u0e47"]),
)
_TEXTS = st.lists(_TRICKY, max_size=40).map("".join)


@pytest.mark.parametrize(
    ("hidden", "plain"),
    [
        ("ＤＥ８９", "DE89"),
        ("٠١٧١ ०१७१ ０１７１", "0171 0171 0171"),
        ("ma\u200bx@web.de", "max@web.de"),
        ("Muster\u00admann", "Mustermann"),
        ("0171\u00a01234\u202f567\u30008", "0171 1234 567 8"),
        ("12\u201112\u20131980\u2e3a1", "12-12-1980-1"),
        ("Mu\u0308ller", "Müller"),
        ("Mu\u200b\u0308ller", "Müller"),
        ("1\u03362\u03363\u0336", "123"),
        ("M\u0336u\u0308\u0336l\u0489ler", "Müller"),
        ("1\u0e472\u05bc", "12"),
        ("1\ufe0f\u20e32\ufe0f\u20e3", "12"),
        ("\u202emax\u202c@web.de", "max@web.de"),
        ("ma\U000e0061x", "max"),
        ("\U0001d40c\U0001d41a\U0001d431", "Max"),
        ("ⓜⓐⓧ 🄼🅐🆇 ᴍᴀx", "max MAX max"),
        ("①②③ ⓪", "123 ⓪"),
        ("O\u2019Brien", "O'Brien"),
        ("max＠web。de", "max@web.de"),
        ("a\u2028b", "a\nb"),
        ("a\x00b", "ab"),
        ("Anna\x00\x00Kowalska\x00 x", "Anna  Kowalska  x"),
        ("a\ud800b", "a\ufffdb"),
        ("a\r\nb\rc", "a\nb\nc"),
    ],
)
def test_hidden_text_becomes_plain(hidden: str, plain: str) -> None:
    assert normalize(hidden).text == plain


@pytest.mark.parametrize(
    ("hidden", "plain"),
    [
        ("p\u0430ypal", "paypal"),
        ("\u0391nna Schmidt", "Anna Schmidt"),
        ("ΑТ61 1904", "AT61 1904"),
        ("сору@ехаmple.com", "copy@example.com"),
        ("2001:db8:85а3::8а2е", "2001:db8:85a3::8a2e"),
        ("B-ΜΑ 12", "B-ΜΑ 12"),
    ],
)
def test_look_alike_letters_become_latin_beside_latin_ones(hidden: str, plain: str) -> None:
    assert normalize(hidden).text == plain


@pytest.mark.parametrize(
    ("hidden", "plain"),
    [
        ("NI \u0410\u0412 12 34 56 \u0421.", "NI AB 12 34 56 C."),
        ("70-74-79-\u0410", "70-74-79-A"),
        ("24 220748 \u041c 546", "24 220748 M 546"),
        ("G\u0323B49 N\u0323WB\u0323K 6321", "GB49 NWBK 6321"),
        ("Y\u03236520780H", "Y6520780H"),
        ("\u0443\u043b. \u0418\u0432\u0430\u043d 30 \u0410", None),
        ("\u0412 2019 \u0433.", None),
        ("Nguy\u1ec5n 12", None),
    ],
)
def test_letters_of_numbers_in_groups_become_plain(hidden: str, plain: str | None) -> None:
    assert normalize(hidden).text == (hidden if plain is None else plain)


@pytest.mark.parametrize(
    ("coded", "plain"),
    [
        ("max&#64;web&period;de", "max@web.de"),
        ("max&#x40;web.de &commat;", "max@web.de @"),
        ("0171&nbsp;12&shy;34", "0171 1234"),
        ("M&uuml;ller &amp;uuml; &amp;amp;uuml;", "Müller ü ü"),
        ("e&#x301;", "é"),
        ("R&amp;D &amp;D; &amp;", "R&D &D; &"),
        ("max%40web.de 100%40", "max@web.de 100%40"),
        ("M=C3=BCller =E2=82=AC =C3=28", "Müller € =C3=28"),
        ("x" * 70 + "max@we=\nb.de", "x" * 70 + "max@web.de"),
        ("TOKEN=\nMAIL=x", "TOKEN=\nMAIL=x"),
    ],
)
def test_codes_become_characters(coded: str, plain: str) -> None:
    assert normalize(coded).text == plain


@pytest.mark.parametrize(
    ("broken", "joined"),
    [
        ("DE89 3704\n> 0044\n> > 05", "DE89 3704\n0044\n05"),
        ("DE89 3704  \n   0044", "DE89 3704\n0044"),
        ("B-KX\n   4711", "B-KX\n4711"),
        ("0171-\n1234567", "0171-1234567"),
        ("192.168.\n1.10", "192.168.1.10"),
        ("192.168\n.1.10", "192.168.1.10"),
        ("am 5.\n3. Mai", "am 5.\n3. Mai"),
        ("85.\n07.30-033.28", "85.07.30-033.28"),
        ("756.9217.\n0769.85", "756.9217.0769.85"),
        ("geboren 12.\n05.1980", "geboren 12.05.1980"),
        ("0171/\n1234567", "0171/1234567"),
        ("Seite 12.\n1980 war", "Seite 12.\n1980 war"),
        ("max@\n  web.de", "max@web.de"),
        ("max@exam\nple.de", "max@example.de"),
        ("max@example.\nde", "max@example.de"),
        ("an m.\nmuster@web.de", "an m.muster@web.de"),
        ("an anna.\nmuster@web.de", "an anna.muster@web.de"),
        ("Schreib mir.\nmuster@web.de", "Schreib mir.\nmuster@web.de"),
        ("max.muster-\nmann@web.de", "max.muster-mann@web.de"),
        ("max@web.de\nhallo.du", "max@web.de\nhallo.du"),
        ("bin @ home\nwww.web.de", "bin @ home\nwww.web.de"),
        ("Mail m a x @ w e b . d e bitte", "Mail max@web.de bitte"),
        ("5 @ 3 x", "5 @ 3 x"),
    ],
)
def test_breaks_inside_identifiers_are_undone(broken: str, joined: str) -> None:
    assert normalize(broken).text == joined


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Hallo Jürgen, 5 € für ½ Pizza",
        "m² kg",
        "Москва Αθήνα ΑΒ СОС",
        "5 μm α2 ν3",
        "AT&T; a&b &foo; &#xfffffff; ?a=1&copy=2",
        "שָׁלוֹם नमस्ते",
        "🇩🇪 👍🏽 ☕",
        "① Erstens",
        "x = 5 % 40 > 3\n\ty",
        "Tiếng Việt Łódź ñandú",
    ],
)
def test_plain_text_stays(text: str) -> None:
    assert normalize(text) == Normalized(text)


@pytest.mark.parametrize(
    ("text", "value", "original"),
    [
        ("x ma\u200bx@web.de\u200b y", "max@web.de", "ma\u200bx@web.de"),
        ("x 1\u03362\u0336 y", "12", "1\u03362\u0336"),
        ("&lt;max&#64;web.de&gt; y", "max@web.de", "max&#64;web.de"),
        ("&#x2066;m&shy;a&amp;shy;x&#8203; y", "max", "m&shy;a&amp;shy;x"),
        ("> a\r\n> DE89\r\n> 3704 x", "DE89\n3704", "DE89\r\n> 3704"),
        ("an ﬁn… y", "fin...", "ﬁn…"),
        ("– ’ 𝐌𝐚𝐱 ’", "Max", "𝐌𝐚𝐱"),
    ],
)
def test_a_span_covers_exactly_what_it_came_from(text: str, value: str, original: str) -> None:
    normalized = normalize(text)
    start = normalized.text.index(value)
    left, right = normalized.to_original(start, start + len(value))
    assert text[left:right] == original


@pytest.mark.parametrize("pile", ["\u0300\u0323", "\u200b\u0300", "\r\n>", "&amp;", "@a\n", "а1"])
def test_a_pile_of_hiding_characters_is_undone(pile: str) -> None:
    normalized = normalize("max" + pile * 50_000 + " x")
    assert normalized.to_original(0, 1) == (0, 1)
    size = len(normalized.text)
    assert normalized.to_original(size - 1, size)[1] == 3 + 50_000 * len(pile) + 2


@given(_TEXTS)
def test_the_map_keeps_order_and_stays_within_the_text(text: str) -> None:
    normalized = normalize(text)
    spans = [normalized.to_original(at, at + 1) for at in range(len(normalized.text))]
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert [start for start, _ in spans] == sorted(start for start, _ in spans)
    assert [end for _, end in spans] == sorted(end for _, end in spans)
    if len(normalized.text) > 1:
        assert normalized.to_original(0, len(spans)) == (spans[0][0], spans[-1][1])


@given(_TEXTS)
def test_no_letter_or_digit_is_lost(text: str) -> None:
    text = text.replace("&", "+")  # an entity can stand for an invisible character
    normalized = normalize(text)
    covered: set[int] = set()
    for at in range(len(normalized.text)):
        covered.update(range(*normalized.to_original(at, at + 1)))
    assert all(at in covered for at, char in enumerate(text) if char.isascii() and char.isalnum())


@given(_TEXTS)
def test_normalising_twice_changes_nothing_more(text: str) -> None:
    once = normalize(text).text
    assert normalize(once).text == once


@given(
    st.text(st.characters(max_codepoint=126, min_codepoint=32, exclude_characters="&%=@\\<*_~]"))
)
def test_plain_ascii_is_its_own_normal_form(text: str) -> None:
    assert normalize(text) == Normalized(text)


@given(_TEXTS, _TEXTS)
def test_two_texts_are_normalised_as_their_parts_are(left: str, right: str) -> None:
    parted = ". Und dann "
    whole = normalize(left + parted + right)
    first, second = normalize(left), normalize(right)
    assert whole.text == first.text + parted + second.text
    moved = len(left) + len(parted)
    before = len(first.text) + len(parted)
    for at in range(len(second.text)):
        start, end = second.to_original(at, at + 1)
        found = whole.to_original(before + at, before + at + 1)
        assert found == (moved + start, moved + end)


@given(
    st.lists(
        st.tuples(st.sampled_from("abcdefghijkmnopqrstuvwxyz0123456789"), st.sampled_from(_HIDING)),
        min_size=1,
        max_size=20,
    )
)
def test_invisible_characters_and_marks_never_hide_a_span(pairs: list[tuple[str, str]]) -> None:
    hidden = "".join(letter + mark for letter, mark in pairs)
    normalized = normalize(hidden)
    assert normalized.text == "".join(letter for letter, _ in pairs)
    start, end = normalized.to_original(0, len(pairs))
    assert hidden[start:end].rstrip(_HIDING) == hidden.rstrip(_HIDING)
