"""E-mail addresses, written with their sign or spelled out in the languages of Europe.

Addresses are few and their patterns begin with anything, so texts without the sign, or without a
word for the dot, are not asked at all.

Basis: RFC 5321, RFC 5322 and RFC 6531 (e-mail).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from compliance.detect.identifiers.labels import alternation
from compliance.detect.matching.context import concepts
from compliance.detect.matching.rules import Rule, RuleFinder, compile_pattern
from compliance.detect.types import Entity

_FILE_ENDINGS = frozenset(
    "png jpg jpeg gif svg webp css js ts jsx tsx mjs py json html htm pdf txt csv xml zip exe dll "
    "sh yml yaml toml md rs go java rb php cpp h so whl gz tar jar cfg ini lock log".split()
)
_ENDINGS = frozenset(
    "com net org info eu io dev app biz edu gov int mil name pro email mail cloud online site shop "
    "me tv cc example test invalid localdomain museum coop jobs mobi tel cat berlin wien bayern "
    "hamburg koeln nrw swiss bzh paris amsterdam brussels vlaanderen london scot wales tirol ruhr "
    "saarland bio blog news xyz club life live tech team work world store agency "
    "ad al at ax ba be bg by ch cy cz de dk ee es fi fo fr gb ge gg gi gl gr hr hu ie im is it je "
    "li lt lu lv ma mc md me mk mt nl no pl pt ro rs ru se si sk sm tr ua uk us va ca au nz br ar "
    "cl co mx jp cn in il ai ευ ею бг ελ".split()
)
"""Endings that a spelled-out address may have: any other word would make prose an address."""
_NO_MAILBOX = frozenset({"git", "hg", "svn"})
"""Accounts of code servers, not of people: git@host:group/project."""


def _is_email(value: str) -> bool:
    local, _, domain = value.rpartition("@")
    ending = domain.rsplit(".", 1)[-1].strip().lower()
    return (
        ending not in _FILE_ENDINGS
        and not local.startswith(".")
        and local.lower() not in _NO_MAILBOX
        # A package and its version: name@1.2.3-beta.
        and re.match(r"\d+\.\d+", domain) is None
    )


def _ends_well(value: str) -> bool:
    return re.split(r"[\s.\[({<>})\]]+", value)[-1].lower() in _ENDINGS


def _words(*names: str, without: frozenset[str]) -> str:
    words = (word for word in alternation(*names).split("|") if word not in without)
    return "|".join(words)


_PROSE = frozenset({"at", "ät", "et", "ag", "hjá", "eta", "ат", "chez", "manki", "majmun"})
"""Names of the sign that are ordinary words, too."""
_PROSE_DOTS = frozenset({"point", "pont", "punt", "pika", "piste"})
_AT = alternation("email_at")
_SURE_AT = _words("email_at", without=_PROSE)
_DOT = alternation("email_dot")
_SURE_DOT = _words("email_dot", without=_PROSE_DOTS)
_MARKED = re.compile(r"\S*[\d._]\S* ")
_LOUD = re.compile(r"\S+ AT ")
_FIRST = r"[\p{L}\p{N}_%+\-]"
_LOCAL = rf"{_FIRST}[\p{{L}}\p{{N}}._%+\-']*"
_PART = r"[\p{L}\p{N}._+\-]+"
_LABEL = r"[\p{L}\p{N}][\p{L}\p{N}\-]*"
_TLD = r"(?:xn--[a-z0-9\-]{4,40}|\p{L}{2,24})"
_OPEN, _CLOSE = r" ?[\[({<] ?", r" ?[\])}>] ?"
_MARKED_DOT = rf"(?:{_OPEN}(?:{_DOT}|\.){_CLOSE}| (?:{_DOT}) |\.)"
_LINE = alternation("email_line")
_BEGUN = rf"{_PART}(?: (?:{_LINE}) [\p{{L}}\p{{N}}]+)?"
"""The first part of an address, with a low line or a hyphen in words."""
_PROVIDERS = (
    r"gmx|gmail|googlemail|web|outlook|hotmail|live|yahoo|icloud|aol|mail|posteo|mailbox|proton|"
    r"protonmail|t-online|freenet|orange|free|laposte|wp|onet|interia|o2|seznam|centrum|libero|tin|"
    r"telenet|ziggo|kpn|sapo|abv|freemail|citromail|inbox|delfi|telia|elisa|online|siol|azet"
)
"""Where most people have their mail: beside one of these the sign may be any word for it."""

_SIGNED: tuple[Rule, ...] = (
    Rule("EMAIL_ADDRESS", rf"{_LOCAL}@\n?(?:{_LABEL}\.)+{_TLD}", 1.0, _is_email),
    Rule("EMAIL_ADDRESS", rf"\"[^\"\n]{{1,64}}\"@(?:{_LABEL}\.)+{_TLD}", 0.95, _is_email),
    Rule("EMAIL_ADDRESS", rf"{_LOCAL}@\[(?:IPv6:)?[0-9A-Fa-f:.]{{4,45}}\]", 0.95),
    Rule("EMAIL_ADDRESS",
         rf"{_PART}(?: @ ?|@ ){_LABEL}(?: ?\. ?{_LABEL})*(?: \. ?| ?\. |\.)\p{{L}}{{2,12}}",
         0.0, _ends_well, concepts("email"), 0.9),
    Rule("EMAIL_ADDRESS", rf"{_PART} @ {_LABEL}(?: \. {_LABEL})* \. \p{{Ll}}{{2,12}}", 0.85,
         _ends_well),
    Rule("EMAIL_ADDRESS",
         rf"(?i){_PART} ?@ ?{_LABEL}(?:{_MARKED_DOT}{_LABEL})*{_OPEN}(?:{_DOT}){_CLOSE}{_TLD}",
         0.9, _ends_well),
)  # fmt: skip

_SPELLED: tuple[Rule, ...] = (
    Rule("EMAIL_ADDRESS",
         rf"(?i){_BEGUN} (?:{_LINE}) [\p{{L}}\p{{N}}]+ (?:{_AT}|@) "
         rf"{_LABEL}(?:(?: (?:{_DOT}) |\.){_LABEL})*(?: (?:{_DOT}) |\.)\p{{L}}{{2,12}}",
         0.85, _ends_well),
    Rule("EMAIL_ADDRESS",
         rf"(?i){_PART} (?:{_AT}) (?:{_PROVIDERS})(?:\.| (?:{_DOT}) )\p{{L}}{{2,3}}", 0.8,
         lambda value: _ends_well(value)
         and ("." not in value or _MARKED.match(value) is not None)),
    Rule("EMAIL_ADDRESS",
         rf"(?i)[\p{{L}}\p{{N}}._]+-(?:at|ät)-{_LABEL}-dot-\p{{L}}{{2,12}}", 0.8,
         lambda value: value.rsplit("-", 1)[-1].lower() in _ENDINGS),
    Rule("EMAIL_ADDRESS", rf"{_PART} AT (?:{_LABEL}(?:\.| DOT ))+\p{{L}}{{2,12}}", 0.8,
         lambda value: _ends_well(value) and _LOUD.match(value) is not None),
    Rule("EMAIL_ADDRESS",
         rf"(?i){_PART}(?:{_MARKED_DOT}[\p{{L}}\p{{N}}_+\-]+){{0,3}}"
         rf"{_OPEN}(?:{_AT}|a|ä|@){_CLOSE}{_LABEL}(?:{_MARKED_DOT}{_LABEL})*{_MARKED_DOT}{_TLD}",
         0.9, _ends_well),
    Rule("EMAIL_ADDRESS",
         rf"(?i){_PART}(?: (?:{_DOT}) [\p{{L}}\p{{N}}_+\-]+){{0,3}} (?:{_SURE_AT}) "
         rf"{_LABEL}(?:(?: (?:{_DOT}) |\.){_LABEL})*(?: (?:{_DOT}) |\.)\p{{L}}{{2,12}}",
         0.85, _ends_well),
    Rule("EMAIL_ADDRESS",
         rf"(?i){_PART}(?: (?:{_SURE_DOT}) [\p{{L}}\p{{N}}_+\-]+){{0,3}} (?:at|ät|et|eta) "
         rf"{_LABEL}(?:(?: (?:{_SURE_DOT}) |\.){_LABEL})* (?:{_SURE_DOT}) \p{{L}}{{2,12}}",
         0.8, _ends_well),
    Rule("EMAIL_ADDRESS",
         rf"(?i){_PART}(?: (?:{_DOT}) [\p{{L}}\p{{N}}_+\-]+){{0,3}} (?:{_AT}) "
         rf"{_LABEL}(?:(?: (?:{_DOT}) |\.){_LABEL})* (?:{_DOT}) \p{{L}}{{2,12}}",
         0.0, _ends_well, concepts("email"), 0.75),
    Rule("EMAIL_ADDRESS", rf"(?i){_PART} (?:at|ät) (?:{_LABEL}\.)+\p{{L}}{{2,12}}",
         0.0, lambda value: _ends_well(value) and _MARKED.match(value) is not None,
         concepts("email"), 0.75),
)  # fmt: skip


class EmailFinder:
    """Finds e-mail addresses."""

    name = "emails"
    types: tuple[str, ...] = ("EMAIL_ADDRESS",)

    def __init__(self) -> None:
        self._signed = RuleFinder(self.name, _SIGNED)
        self._spelled = RuleFinder(self.name, _SPELLED)
        common = "com|org|net|info|de|at|ch|eu|fr|it|es|pl|nl|be|cz|pt|uk|example|invalid|test"
        self._ending = compile_pattern(rf"{_LOCAL}@(?:{_LABEL}\.)+?(?:{common})")
        self._whole = compile_pattern(rf"{_LOCAL}@(?:{_LABEL}\.)+{_TLD}")
        self._sign = compile_pattern(
            rf"(?i)(?:[\[({{<] ?(?:{_AT}|a|ä|@) ?[\])}}>]| (?:{_DOT}) \p{{L}}{{2}}| (?:{_SURE_AT}) "
            rf"| (?:at|ät) {_LABEL}\.| (?:{_LINE}) |-(?:at|ät)-| (?:{_AT}) (?:{_PROVIDERS})[. ])"
        )

    def _glued(self, text: str, found: Entity) -> Iterator[Entity]:
        """Yield an address and the one right behind it: the first ends as everybody knows it."""
        first = self._ending.match(text, found.start)
        second = self._whole.match(text, first.end()) if first is not None else None
        if first is None or second is None or not _is_email(second.group()):
            yield found
            return
        for each in (first, second):
            start, end = each.span()
            yield Entity(start, end, found.type, found.score, self.name)

    def find(self, text: str) -> Iterator[Entity]:
        """Yield addresses with the sign, and spelled-out ones."""
        if "@" in text:
            for each in self._signed.find(text):
                if text[each.start - 1 : each.start] == "@":
                    continue
                if text[each.end : each.end + 1] == "@":
                    yield from self._glued(text, each)
                else:
                    yield each
        if self._sign.search(text) is not None:
            yield from self._spelled.find(text)
