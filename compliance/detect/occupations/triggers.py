"""What stands before or behind an occupation, by language and kind."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from compliance.detect.occupations.words import LANGUAGES, vocabulary, words

_AGED = {
    "de": r"\d{1,3}[ -]?jährige[rnms]?|\(\d{2}\),|\d{2}(?: ?j\.| jahre(?: alt)?),?",
    "en": r"\(\d{2}\),|\d{1,3}[ -]years?[ -]old,?|\d{2}[ -]?(?:yo|y/o),?|aged \d{2},",
    "es": r"\d{1,3} años(?: de edad)?(?: \([^()\n]{1,30}\))?,?",
    "fr": r"\d{1,3} ans,?",
    "it": r"\d{1,3} anni,?",
    "nl": r"\d{1,3}[ -]?jarige|\d{1,3} jaar(?: oud)?,?",
    "pl": r"lat \d{2},?|\d{1,3}[ -]letnia?|\d{2} lat,?",
    "pt": r"\d{1,3} anos(?: de idade)?,?",
}
_TIMES_DE = (
    r"(?:seit|bis|von) \d{4}|bis zu[rm] \p{L}+|seit \p{L}+ jahren|seit \d+ jahren|"
    r"(?:viele|mehrere|einige|\d+) jahre(?: lang)?|jahrelang"
)
"""Times between a German verb and an occupation: "war bis 2015 Polizist"."""
_START = r"(?i)(?:^|[^\p{L}\p{N}_])"
_END = r"(?:$|[^\p{L}\p{N}])"
_NAME = r"(?:[ \n][^\W\d_a-zß-ÿ][^\W_]*[.-]?(?:[^\W_]+)?)"
_NAMED = re.compile(rf"{_NAME}{{1,3}},")
_PERHAPS_NAMED = re.compile(rf"{_NAME}{{0,3}},")


@dataclass(frozen=True, slots=True)
class Trigger:
    """What may stand beside an occupation."""

    language: int
    """Its place in `LANGUAGES`."""
    kind: str
    """`label` of a field, `work`, `post` (work, perhaps nobody's yet), `late` (work words behind),
    `self` ("as a nurse I"), `aged`, `state` ("retired"), `be`, `last` (German, the verb behind),
    `small` (German nouns written small), `beside` and `apart` (appositions without and with an
    article), `behind` ("by profession")."""
    pattern: str
    """RE2; the phrase with the occupation begins where group 1 ends, or ends there for `behind`."""
    then: re.Pattern[str] | None = None
    """What has to follow group 1, before the phrase. Not part of the RE2 pattern: gaps of several
    words in dozens of patterns make their common automaton huge."""


def triggers() -> list[Trigger]:
    """Return all triggers.

    One pattern each: with all of a language in one, RE2 finds its groups much more slowly. In
    languages whose "is" needs no article the occupations themselves stand in the pattern, or every
    "is" of a text would be looked at.
    """
    return [
        Trigger(number, kind, _START + pattern, then)
        for number, language in enumerate(LANGUAGES)
        for kind, pattern, then in (*_common(language), *_said(language))
    ]


_Row = tuple[str, str, re.Pattern[str] | None]


def _common(language: str) -> Iterator[_Row]:
    """Yield the kinds that all languages have."""

    def any_of(section: str) -> str:
        return _any(words(section, language))

    # "Worked for two years in Izmir as a".
    gap = re.compile(rf",?(?:[ \n][\w,'()/&-]+){{0,7}}?[ \n](?:{any_of('as')})(?=[ \n])", re.I)
    yield "label", rf"((?:{any_of('labels')})\"? ?[:=][ \t]?\"?)", None
    yield "work", rf"({any_of('work')}),?[ \n]", gap
    yield "work", rf"({any_of('before')})[ \n]", None
    if words("as_at_once", language):
        yield "work", rf"((?:{any_of('work')}) (?:{any_of('as_at_once')}))[ \n]?", None
    if words("work_nouns", language):
        yield "post", rf"({any_of('work_nouns')}),?[ \n]", gap
        yield "post", rf"({any_of('of')})[ \n]", None
    if words("work_behind", language):
        yield "late", rf"({any_of('as')})[ \n]", None
    yield "aged", rf"({_AGED[language]})[ \n]", None
    yield "state", rf"()(?:{any_of('state')})[ \n]", None
    yield "behind", rf"()(?:{any_of('behind')}){_END}", None


def _said(language: str) -> Iterator[_Row]:
    """Yield the kinds of predicates and appositions."""

    def any_of(section: str) -> str:
        return _any(words(section, language))

    be, adverbs, state = any_of("be"), any_of("adverbs"), any_of("state")
    if language == "en":
        yield "be", rf"((?:{be})(?: (?:{adverbs}))?)[ \n](?:an?|the)[ \n]", None
        yield "self", r"(as)[ \n]an?[ \n]", None
        return
    if language == "de":
        filler = rf"(?: (?:{adverbs}|{_TIMES_DE})){{0,2}}"
        upper = r"(?-i:\p{Lu})"
        yield "be", rf"((?:{be}){filler})[ \n](?:eine?[ \n]|(?:{state})[ \n])?{upper}", None
        yield "last", rf"({any_of('pronouns')})[ \n](?:eine? )?{upper}", None
        yield "self", r"(als)[ \n]", None
        yield "small", rf"(ich bin(?: (?:{adverbs}))?)[ \n](?-i:\p{{Ll}})", None
        yield "beside", rf"(herrn?|frau|hr\.|fr\.)[ \n]{upper}", _NAMED
        return
    forms, articles = vocabulary(language).forms, any_of("articles")
    if language == "pl":
        # "Is" has the instrumental behind it; with the nominative it turns the sentence round.
        heads = _any(form for form in forms if form.endswith(("em", "ym", "ą")))
    else:
        heads = _any(forms)
    phrase = rf"(?:(?:{articles})[ \n]?)?" if articles else ""
    phrase += rf"(?:(?:{state})[ \n-]?)?(?:{heads}){_END}"
    yield "be", rf"({be})[ \n]{phrase}", None
    if language == "nl":
        yield "be", rf"({be})[ \n]een[ \n]", None
    yield "beside", rf"({any_of('people')})(?:[ \n]\p{{Lu}}|,)", _PERHAPS_NAMED


def apart() -> list[Trigger]:
    """Return the triggers of an apposition with an article: ", a lorry driver"."""
    return [
        Trigger(LANGUAGES.index(language), "apart", rf"(?i)([,(]) ?{article}[ \n]")
        for language, article in (("de", "eine?"), ("en", "an?"))
    ]


def _any(phrases: Iterable[str]) -> str:
    """Return a pattern for any of some phrases, the longest first."""
    ordered = sorted(set(phrases), key=lambda each: (-len(each), each))
    return "|".join(re.escape(each).replace(r"\ ", r"[ \n]") for each in ordered)
