"""Courtesy formulas of German and English: sentences that only greet, thank or close.

A sentence is a formula only if every single word of it stands in the closed word list of its
language. So no name, thing, number, yes or no can ride along, however a sentence begins.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

Language = Literal["de", "en"]
Function = Literal["greeting", "thanks", "thanks_for", "closing", "apology", "welcome", "offer"]
Register = Literal["formal", "casual", "neutral"]

_MAX_WORDS = 14
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_ONLY = re.compile(r"[^\W\d_]+(?:[\s,;.!?…:'’–-]+[^\W\d_]+)*[\s,;.!?…:]*\Z")


@dataclass(frozen=True, slots=True)
class Formula:
    """What a courtesy sentence does, and how."""

    functions: frozenset[Function]
    """All that it does; a sentence that thanks and closes is exchanged only for another such."""
    register: Register
    ending: str
    """`,` `?` `.` (or `!`, `…`, `:`) or empty; exchanged only for its like."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Keys by function. A key may be several words.
_KEYS: dict[Language, tuple[tuple[Function, tuple[str, ...]], ...]] = {
    "de": (
        ("closing", ("grüße", "grüßen", "gruß", "gruss", "grüsse", "grüssen", "lg", "vg", "mfg",
                     "wiedersehen", "wiederhören", "tschüss", "tschüß", "tschau", "wünsche",
                     "alles gute", "hochachtungsvoll")),
        ("greeting", ("hallo", "hi", "hey", "moin", "servus", "grüezi", "grüß gott", "guten tag",
                       "geehrte", "geehrter", "liebes team")),
        ("thanks_for", ("danke für", "dank für", "danken ihnen für", "danken dir für")),
        ("thanks", ("danke", "dank", "dankeschön", "danken", "merci")),
        ("apology", ("tut mir leid", "tut uns leid", "entschuldigung", "entschuldigen",
                     "verzeihung", "bedauern", "bedaure")),
        ("welcome", ("gern geschehen", "gerne geschehen", "keine ursache", "nichts zu danken",
                     "sehr gern", "sehr gerne")),
        ("offer", ("behilflich", "helfen", "weiterhelfen", "für sie tun", "für dich tun",
                   "weitere fragen", "noch fragen")),
    ),
    "en": (
        ("closing", ("regards", "sincerely", "faithfully", "goodbye", "bye", "take care",
                     "all the best", "best wishes", "have a great day", "have a nice day",
                     "have a good day", "have a lovely day")),
        ("greeting", ("hello", "hi", "hey", "dear", "hiya", "good day")),
        ("thanks_for", ("thanks for", "thank you for", "thank you very much for",
                        "thanks so much for", "thank you so much for", "many thanks for")),
        ("thanks", ("thanks", "thank", "thx", "cheers", "ta")),
        ("apology", ("sorry", "apologies", "apologise", "apologize")),
        ("welcome", ("you're welcome", "you’re welcome", "you are welcome", "my pleasure",
                     "no problem", "no worries", "happy to help", "glad to help",
                     "don't mention it")),
        ("offer", ("help you", "can i help", "help with", "assist you", "do for you")),
    ),
}  # fmt: skip

# Every other word that a formula may have. No times of day, no negation of facts, no yes.
_GLUE: dict[Language, frozenset[str]] = {
    "de": _words(
        "guten tag gott grüß zusammen team liebes liebe lieber geehrte geehrter damen herren und "
        "sehr vielen lieben besten herzlichen herzlich freundlichen freundliche viele liebe beste "
        "schönen schöne schönes noch einen eine ein auf ihr ihre ihren ihrem ihrer sie ihnen ich "
        "wir mir uns du dir dich dein deine deinen deiner mit für die den das dem der im "
        "bei nachricht anfrage mühe geduld hilfe geduldige unterstützung rückmeldung verständnis "
        "vertrauen auskunft antwort schnelle schnellen kontaktaufnahme "
        "alles gute gutes tut leid unannehmlichkeiten umstände gern gerne geschehen keine "
        "ursache nichts zu kann können wie womit sonst heute weiterhelfen helfen behilflich sein "
        "tun weitere fragen haben hast jederzeit melden melde sich etwas was wieder "
        "wünsche wünschen danken bitte es dafür ganz recht wirklich"
    ),
    "en": _words(
        "there everyone team all sir madam or and to whom it may concern very much so many a lot "
        "you your for the in kind best warm yours wishes message enquiry inquiry patience "
        "time help support reply quick understanding getting touch with us contacting reaching "
        "out i i'm i’m we we're are am really sincerely inconvenience trouble about this that any "
        "anything else can may how today do have great nice good lovely day take care is my "
        "pleasure no problem worries happy glad please let me know if there's there’s need "
        "further questions more again mention be of assist assistance would like again "
        "delay caused our be right"
    ),
}

_FORMAL: dict[Language, frozenset[str]] = {
    "de": _words(
        "sie ihnen ihr ihre ihren ihrem ihrer geehrte geehrter hochachtungsvoll freundlichen "
        "freundliche mfg"
    ),
    "en": _words("dear sir madam sincerely faithfully regards yours"),
}
_CASUAL: dict[Language, frozenset[str]] = {
    "de": _words("du dir dich dein deine deinen deiner hi hey moin servus lg tschüss tschau merci"),
    "en": _words("hi hey hiya cheers thx ta bye"),
}

_COMMON: dict[Language, frozenset[str]] = {
    "de": _words(
        "der die das und ich ist nicht ein eine mit für auf bitte sie wir den dem zu von habe "
        "mein meine kann wurde wird auch noch bei hallo danke guten tag wo wie was gern gerne"
    ),
    "en": _words(
        "the and i is not a an with for on please you we to of have my your can was will also "
        "still at hello thanks thank where how what it it's that this are be"
    ),
}


def language_of(text: str) -> Language | None:
    """Return the language of a text by its common words; None when that is not clear.

    At least three common words and twice as many as of the other language are asked for: a wrong
    guess would mix languages, no guess only gives fewer children.
    """
    words = [word.casefold() for word in _WORD.findall(text)]
    german = sum(word in _COMMON["de"] for word in words)
    english = sum(word in _COMMON["en"] for word in words)
    if german >= 3 and german >= 2 * english:
        return "de"
    if english >= 3 and english >= 2 * german:
        return "en"
    return None


def classify(sentence: str, language: Language) -> Formula | None:
    """Return what a courtesy formula does; None for any sentence that is not wholly one.

    Args:
        sentence: one sentence, without spaces around it.
        language: the language of the record.
    """
    if not _ONLY.match(sentence):
        return None
    words = [word.casefold() for word in _WORD.findall(sentence)]
    if not words or len(words) > _MAX_WORDS:
        return None
    line = f" {' '.join(words)} "
    fits = [
        (function, key) for function, keys in _KEYS[language] for key in keys if f" {key} " in line
    ]
    allowed = _GLUE[language].union(*(key.split() for _, key in fits))
    if not fits or not allowed.issuperset(words):
        return None
    functions = frozenset(function for function, _ in fits)
    return Formula(functions, _register(frozenset(words), language), _ending(sentence))


def _register(words: frozenset[str], language: Language) -> Register:
    if words & _FORMAL[language]:
        return "formal"
    return "casual" if words & _CASUAL[language] else "neutral"


def _ending(sentence: str) -> str:
    mark = sentence[-1]
    if mark in ",?":
        return mark
    return "" if mark.isalpha() else "."
