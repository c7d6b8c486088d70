"""Tags and Markdown: read as they are shown, attributes read behind the text."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance.detect import DetectConfig, Engine, build_engine
from compliance.detect.text.normalize import Normalized, normalize


@pytest.mark.parametrize(
    ("marked", "plain"),
    [
        ("Jörg <b>Müller</b>", "Jörg Müller"),
        ('Herr <span class="x" style="color: #336699">Bergmann</span>', "Herr Bergmann"),
        ("1111<br>2222<BR/>3333<br />4", "1111\n2222\n3333\n4"),
        ("<p>A</p><p>B</p>\n<div>C</div>", "A\nB\nC\n"),
        ("<td>Anna</td>\n <td>Weber</td></tr>", "Anna\tWeber\n"),
        ("<td>Kowalska</td><td>Anna</td>", "Kowalska, Anna\t"),
        ("A<!-- --> <!-- -->B<wbr>C<o:p></o:p>", "A BC"),
        ("&lt;b&gt;A&lt;/b&gt; \\u003cb\\u003eB", "A B"),
        ('<a href="/x" title="A">B</a>', 'B\n\nhref="/x" title="A"'),
        ("anna<!-- Frau Weber -->@b.example", "anna@b.example\n\n Frau Weber "),
        ("<span class='0171-2345678'>B</span>", "B\n\nclass='0171-2345678'"),
        ('<span class="Anna">B</span>', 'B\n\nclass="Anna"'),
        ("<input value='A' disabled> <option selected>B</option>", None),
    ],
)
def test_tags_are_read_as_shown(marked: str, plain: str | None) -> None:
    if plain is None:
        plain = " B\n\n\nvalue='A' disabled\n\nselected"
    assert normalize(marked).text == plain


@pytest.mark.parametrize(
    ("marked", "plain"),
    [
        ("<k><vorname>Anna</vorname><ort>Köln</ort></k>", "<k>\nvorname: Anna\nort: Köln\n</k>"),
        ('<x:tel art="mobil">0171</x:tel>', 'tel art="mobil": 0171\n'),
        ("<Name>Anna</Name>\n<Ort>Köln</Ort>\n", "Name: Anna\nOrt: Köln\n"),
    ],
)
def test_fields_are_read_as_lines_of_a_form(marked: str, plain: str) -> None:
    assert normalize(marked).text == plain


@pytest.mark.parametrize(
    "text",
    [
        "if a < b and c > d: x <- y",
        "List<String> x; Map<K, V> y; vector<int> z",
        "x<i and y>z; a<b c>d",
        "Anna <anna@example.org>, <https://example.org>",
        "P<POLKOWALSKA<<ANNA<<<<<<<<<<",
        "<name>Anna</vorname> <kunde><b x>",
        "<b title='a",
        "<-- --> <3 <> </>",
    ],
)
def test_comparisons_generics_and_addresses_are_no_tags(text: str) -> None:
    assert normalize(text) == Normalized(text)


@pytest.mark.parametrize(
    ("marked", "plain"),
    [
        ("**Anna** *Kowalska* __Köln__ _Ort X_", "Anna Kowalska Köln Ort X"),
        ("***Anna*** ~~Weber~~ ~Weber~", "Anna Weber Weber"),
        ("Ko**wal**ska: An**na**", "Kowalska: Anna"),
        ("**Name:** Anna", "Name: Anna"),
        ("[Anna Weber](mailto:a@b.example)", "Anna Weber (mailto:a@b.example)"),
        ("**[Anna](x)**", "Anna (x)"),
        ("Jörg [b]Müller[/b]", "Jörg Müller"),
        ("Jörg [b]Müller[/b] [color=red]aus[/color] Köln", "Jörg Müller aus Köln"),
    ],
)
def test_markdown_is_read_as_shown(marked: str, plain: str) -> None:
    assert normalize(marked).text == plain


@pytest.mark.parametrize(
    "text",
    [
        "* Anna\n* Bert",
        "DE89 **** **** 3000 und ****1234",
        "f(*args, **kwargs) 2**3**4 a*b*c 5 * 3",
        "char *a, *b; self.__init__(_x, _y)",
        "__name__ my_Long_Name anna_K_weber",
        "[PERSON_1] [STREET_ADDRESS_1] [PERSON_1](mailto:[EMAIL_ADDRESS_1])",
        "@_Anna_K_ und @_ANNA_ (*) oder (*) nicht",
        "rows[i] = [b]; x[s]",
        "rows[0](x) [ ] [x] ~/bin/~x",
        "| a | b |\n|---|---|",
    ],
)
def test_lists_masks_code_and_slots_stay(text: str) -> None:
    assert normalize(text) == Normalized(text)


@pytest.fixture(scope="module")
def scanner() -> Engine:
    return build_engine(DetectConfig(ner="none"))


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("Frau Anna <b>Weber</b> kommt", "PERSON", "Anna <b>Weber"),
        ('Herr <span class="x">Bergmann</span> kommt', "PERSON", "Bergmann"),
        ("Frau **Anna** *Weber* kommt", "PERSON", "Anna** *Weber"),
        ("Karte 4111 1111<br>1111 1111 weg", "CREDIT_CARD", "4111 1111<br>1111 1111"),
        (
            "IBAN DE89 3704 <i>0044</i> 0532 0130 00",
            "IBAN_CODE",
            "DE89 3704 <i>0044</i> 0532 0130 00",
        ),
        ("an anna@<wbr>example.org", "EMAIL_ADDRESS", "anna@<wbr>example.org"),
        (
            "<p>Gartenstraße 14a<br>80331 München</p>",
            "STREET_ADDRESS",
            "Gartenstraße 14a<br>80331 München",
        ),
        ('<a href="mailto:a.weber@b.example">Mail</a>', "EMAIL_ADDRESS", "a.weber@b.example"),
        ('<img src="x.png" alt="Foto: Frau Anna Weber"> x', "PERSON", "Anna Weber"),
    ],
)
def test_values_under_markup_are_found_whole(
    scanner: Engine, text: str, kind: str, value: str
) -> None:
    found = [text[each.start : each.end] for each in scanner.find([text])[0] if each.type == kind]
    assert value in found


def test_a_find_ends_where_the_attributes_of_a_tag_end() -> None:
    text = 'A <a href="b">c</a> <a id="D">e</a>'
    normalized = normalize(text)
    assert normalized.text == 'A c e\n\nhref="b"\n\nid="D"'
    assert normalized.to_original(2, len(normalized.text)) == (14, 31)
    start = normalized.text.index("href")
    assert text[slice(*normalized.to_original(start, len(normalized.text)))] == 'href="b"'
    assert text[slice(*normalized.to_original(start - 2, start))] == "<a "


_PIECES = st.sampled_from(
    [
        *"aZ7ä@. \n<>/\"'=",
        "<b>",
        "</b>",
        "<p>",
        "</td>",
        "<td>",
        "<br>",
        '<a href="x@y.de">',
        "</a>",
    ]
    + ['<i class="x">', "&lt;", "&gt;", "&amp;", "<!-- -->", "**", "*", "_", "~~", "[", "](", ")"]
)


@given(st.lists(_PIECES, max_size=30).map("".join))
def test_each_character_comes_from_inside_the_text(text: str) -> None:
    normalized = normalize(text)
    size = len(normalized.text)
    spans = [normalized.to_original(at, at + 1) for at in range(size)]
    assert all(0 <= start < end <= len(text) for start, end in spans)
    for at in range(size):
        start, end = normalized.to_original(at, size)
        assert 0 <= start < end <= len(text)
    if "href" not in text:
        assert spans == sorted(spans)


@given(st.lists(_PIECES, max_size=12).map("".join))
def test_what_stands_around_markup_stays(text: str) -> None:
    whole = normalize(f"Wort {text}").text
    assert whole.startswith("Wort ")


@pytest.mark.parametrize(
    "pile",
    [
        "<",
        "<b>",
        "<p>",
        "</td> ",
        '<a href="x">',
        "<a href=",
        "<!--",
        "*",
        "*a",
        "_A_",
        "[A](",
        "~",
    ],
)
def test_time_grows_with_the_text_and_no_faster(pile: str) -> None:
    text = pile * (400_000 // len(pile))
    begun = time.process_time()
    normalize(text)
    assert time.process_time() - begun < 10
