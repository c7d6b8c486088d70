"""Which dates are dates of birth: by words and marks beside them, or as all that is said."""

from __future__ import annotations

import re

from rapidfuzz.distance import DamerauLevenshtein

from compliance.detect.dates.forms import Written
from compliance.detect.lexicons import load_words
from compliance.detect.matching.context import concepts, has_digit
from compliance.detect.names.lists import is_listed

_WEAK = frozenset({"year", "bare", "short"})
_STAR = re.compile(r"(?:[(,;]|\s)\*\s?$")
_CLOSING = re.compile(r"\s?(?:[),;.†+/-]|in |$)|\n")
_BRACKET = re.compile(r"\((?:b|f|n|s|ur|nar|szül|roj|rođ|gim|dzim|sünd|synt|род|р|γεν)\. ?$")
"""In a bracket even before a year: "(b. 1978)"."""
_INITIAL = re.compile(r"(?<![^\W_])[snf]\. ?$")
"""Right before a full date, as in Finland, Romania and Scandinavia: "f. 12.3.1980"."""
_CLOSED = re.compile(r"\d{2}|[.!?][ \n]+[^\W\d_a-z][^\W\d_]+ [^\W\d_a-z]?[^\W\d_]+[ ,]")
"""Between a word for birth and a date: a number or a new sentence parts them."""
_CORRECTED = re.compile(
    r"(?i)[.!?][ \n]+(?:it should (?:be|say|read)|it(?: is|'s)(?: really| actually)?|should (?:be|"
    r"say|read)|(?:the )?(?:right|correct|real)(?: one| date)? is|correct:?|(?:das )?(?:richtig|"
    r"korrekt)e?s?(?: datum)? (?:ist|wäre|lautet)|richtig:?|es (?:ist|muss|lautet)|sondern|statt"
    r"dessen|il s'agit du|c'est(?: le)?|la bonne(?: date)? est(?: le)?|es(?: el)?|la correcta es"
    r"(?: el)?|è(?: il)?|quella giusta è(?: il)?|het is|het juiste is|powinno być|to jest) $"
)
"""Behind a word for birth: a new sentence that says what the date is in truth."""
_MAIDEN = re.compile(r"^(?:ene[rns]?|\.)? [^\W\d_a-z][\w-]+[,.;]")
"""Behind "geb": a maiden name, and the date that follows is another's."""
_LONG_WORDS = ("geburtsdatum", "geburtstag", "geboren", "birthday", "birthdate")
"""Words for birth of which one letter may be wrong: long enough to be no other word then."""
_TYPO_REACH = 40
_LETTERS = re.compile(r"[^\W\d_]{6,}")
_ANSWER = 60
"""Characters of a text that may be an answer to who somebody is."""
_ANSWER_BEFORE = re.compile(
    r"\W*(?:(?:sure|ok|okay|yes|ja|gern|gerne|klar|hier|here|oui|sí|sì|tak|voilà)\W+)?"
    r"(?P<name>(?:[^\W\d_][\w'’-]+[ ,]+){0,3})"
)
_ANSWER_BEHIND = re.compile(r"(?:,? (?P<town>[^\W\d_][\w'’-]+(?: [^\W\d_][\w'’-]+){0,2}))?[.!]?\s*")
_TYPO_LINK = re.compile(r"(?:[ :=-]| ?(?:ist|is|am|war|was|on|lautet|der|the)(?![^\W_]))*")
_LETTERS_ANY = re.compile(r"[^\W\d_]{3,}")
_GROWN_UP = 2012
"""Dates of later years in a bare answer are appointments and deliveries."""
_CENTURY = 30
"""Years with two digits above it are of the last century."""
_REACH = 80
_WEAK_REACH = 25
_AFTER = 22


class Births:
    """Tells dates of birth from other dates, in the languages of the lexicon."""

    def __init__(self) -> None:
        self._before = concepts("birth")
        self._after = concepts("birth_after")

    def has(self, text: str, date: Written) -> bool:
        """Tell whether a date is one of birth.

        Args:
            text: normalised text.
            date: a date in it.
        """
        weak = date.form in _WEAK
        reach = _WEAK_REACH if weak else _REACH
        between = self._before.between(text, date.start, reach)
        # A number that stands between closes the context: "geb. 1.2.1980, Termin 3.4.2024".
        if between is not None and not _MAIDEN.match(between):
            open_ = not _CLOSED.search(between)
            if open_ or (date.form == "full" and _is_correction(between)):
                return True
        if date.form == "full" and (_misspelt_birth(text, date.start) or _is_all(text, date)):
            return True
        if _STAR.search(text[max(0, date.start - 4) : date.start]):
            # "*1881 failed" is a number in a log, "(*1981)" and "*1981, Ulm" are births.
            return not weak or _CLOSING.match(text, date.end) is not None
        if _BRACKET.search(text[max(0, date.start - 8) : date.start]):
            return True
        if date.form == "full" and _INITIAL.search(text[max(0, date.start - 4) : date.start]):
            return True
        return not weak and self._after.after(text, date.end, _AFTER)


def _is_correction(between: str) -> bool:
    """Tell whether a new sentence says what a date of birth is in truth, before any number."""
    found = _CORRECTED.search(between)
    return found is not None and not has_digit(between)


def _misspelt_birth(text: str, start: int) -> bool:
    """Tell whether the last long word before a date is one for birth, misspelt by one letter."""
    words = list(_LETTERS.finditer(text, max(0, start - _TYPO_REACH), start))
    if not words or not _TYPO_LINK.fullmatch(text, words[-1].end(), start):
        return False
    word = words[-1].group().lower()
    return any(
        DamerauLevenshtein.distance(word, known, score_cutoff=1) == 1 for known in _LONG_WORDS
    )


def _is_all(text: str, date: Written) -> bool:
    """Tell whether a short text is a date of birth with a name or a town: "12.3.1980, Köln".

    So people answer who is asked for them to be known. A place before a date heads a letter.
    """
    if len(text) > _ANSWER:
        return False
    born = date.year if date.year is not None else _short_year(text[date.start : date.end])
    before = _ANSWER_BEFORE.fullmatch(text, 0, date.start)
    behind = _ANSWER_BEHIND.fullmatch(text, date.end)
    if born is None or born > _GROWN_UP or before is None or behind is None:
        return False
    if before.group("name"):
        return any(is_listed(word) for word in _LETTERS_ANY.findall(before.group("name")))
    return (behind.group("town") or "").lower() in load_words("towns")


def _short_year(value: str) -> int | None:
    """Return the year of a date with two digits, when it can only be of the last century."""
    year = int(value[-2:]) if value[-2:].isdigit() else 0
    return 1900 + year if year > _CENTURY else None
