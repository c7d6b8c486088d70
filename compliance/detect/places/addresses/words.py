"""Words of a street's name to the left of its ending, and what ends the search for them."""

from __future__ import annotations

import re
from functools import cache

from compliance.detect.lexicons import load_words
from compliance.detect.matching.context import concepts

PARTICLES = frozenset(
    "de del la las los el le les l' d' du des dos das do da di della delle dello dei degli "
    "dell' al "
    "alla e y i en aux au van der den het ten ter te 't von vom zum zur und op aan na nad pod pri "
    "im. gen. płk. ks. św. dr. prof. sv. sr. sto. sta. s. st. kpt. rtm. bł. abp. bp. mjr. marsz. a "
    "och og ja in und of the on св. ген. проф. д-р кн. цар του της των".split()
)
"""Small words and shortened titles inside the name of a street."""
_WORD_LEFT = re.compile(r"(?<![^\s(:,;\"\n])(?P<word>[^\W\d_][\w'.-]*|\d{1,2}\.?)[ ]{1,2}$")
_MOST = 4
_LONGEST_ABBREVIATION = 5
"""Length with its full stop of a shortened word inside a name; a longer one ends a sentence."""


@cache
def sentence_words() -> frozenset[str]:
    """Return words that belong to the sentence before a street rather than to its name."""
    hints = {word.removesuffix("*") for word in concepts("address").words}
    return load_words("not_names") | hints | _LABELS


_LABELS = frozenset(
    "seite kapitel artikel absatz rechnung nr nummer tel telefon fax page chapter article section "
    "step table figure fig item order invoice version release room zimmer paragraph line zeile "
    "tabelle abbildung página capítulo artículo artigo articolo pagina capitolo strona rozdział "
    "artykuł art strana kapitola článek článok oldal fejezet cikk pagina artikel hoofdstuk sida "
    "kapitel side sivu luku klasse class typ type modell model serie series stufe level phase "
    "größe size punkt point schritt paket ticket kunde kundennummer vertrag bestellung dated "
    "wohnhaft wohnt wohne wohnen gemeldet ansässig adresse anschrift residente domiciliado "
    "geb born né née nato nata nacido nacida ur nar dni nif nie nhc id cip".split()
)
"""Words that a number follows which is no house number."""


def name_start(text: str, at: int) -> int:
    """Return where the name of a street begins whose last word begins at `at`.

    Words to the left belong to it while they have a capital or are particles between such words.
    """
    start = place = at
    words = sentence_words()
    for _ in range(_MOST):
        window = text[max(0, place - 30) : place]
        match = _WORD_LEFT.search(window)
        if match is None:
            break
        word = match.group("word")
        lower = word.lower()
        if lower.rstrip(".") in words and lower not in PARTICLES:
            break
        if not (word[0].isupper() or word[0].isdigit() or lower in PARTICLES):
            break
        if word.endswith(".") and len(word) > _LONGEST_ABBREVIATION and lower not in PARTICLES:
            break
        place -= len(window) - match.start()
        if word[0].isupper() or (word[0].isdigit() and start == at):
            start = place
        elif word[0].isdigit():
            break
    return start


def word_start(text: str, at: int) -> int:
    """Return the begin of the word (letters, marks inside) that ends at `at`."""
    while at > 0 and (
        text[at - 1].isalpha() or (text[at - 1] in "-'." and text[at - 2 : at - 1].isalpha())
    ):
        at -= 1
    return at
