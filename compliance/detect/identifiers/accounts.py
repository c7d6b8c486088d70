"""Customer, contract, order, case and device numbers and user names: rules, labels, bare codes."""

from __future__ import annotations

import re

from compliance.detect.identifiers.labels import alternation, count_digits
from compliance.detect.identifiers.things import is_norm
from compliance.detect.matching.context import Hints, concepts
from compliance.detect.matching.rules import Rule

_VERB = (
    r"ist|is|lautet|war|was|heißt|est|es|è|é|era|jest|je|byl|bylo|är|er|var|on|yra|ir|este|glasi|"
    r"znie|zní|brzmi|είναι|е|huwa|az|in"
)
_NAME = r"[\p{L}\p{N}_][\p{L}\p{N}_.\-]*[\p{L}\p{N}_]"
_MARKED = r"[\p{L}\p{N}_][\p{L}\p{N}_.\-]*[\p{N}_.\-][\p{L}\p{N}_.\-]*[\p{L}\p{N}_]|[\p{L}_]+\p{N}"
_NO_NAMES = frozenset(
    "ist is und and or oder the die der das mein meine my not nicht falsch wrong gesperrt locked "
    "vergessen forgotten ein eine with mit override media import unbekannt unknown taken changed "
    "geändert name names weg for für has hat auch also can kann was war does doesn geht works "
    "funktioniert already field required email mail none null nil true false str string int "
    "integer text varchar char boolean bool optional undefined self request admin root anonymous "
    "handle owner account "
    "password passwort login user id type value key invalid ungültig here hier your you please "
    "bitte this that will must should est pas les une des por para que los las non che per una "
    "niet het een voor jest nie dla der ikke inte som och eller blocked bloqueado only default new "
    "current used unique public private const let var static function return incorrect correct "
    "property staticmethod classmethod dataclass param params todo see since deprecated returns "
    "throws author test before after beforeeach types angular babel vue app keyframes charset "
    "font-face supports page layer include mixin extend use if else elif end endif".split()
)
_TYPES_OF_CODE = re.compile(r"(?:u?int|float|utf|sha|base|ascii|latin|cp|windows|complex)_?\d+")
_CODE = re.compile(r"\.(?:com|org|net|de|eu|py|js|ts|json|html|name|id|user|email)$")


_FIELDS = frozenset(
    "name names id ids type key keys data list group groups role roles agent info count model "
    "table input output profile password passwd token session settings status state active mail "
    "email has can get set create created delete update find by file path dir home url uri api db "
    "sql ref".split()
)
"""Parts of names in program code."""


def _user_name(value: str) -> bool:
    bare = value.lower()
    parts = bare.split("_")
    if len(parts) > 1 and (parts[0] in _NO_NAMES or not _FIELDS.isdisjoint(parts)):
        return False
    return (
        len(value) >= 3
        and bare not in _NO_NAMES
        and _CODE.search(bare) is None
        and _TYPES_OF_CODE.fullmatch(bare) is None
        and any(char.isalpha() for char in value)
    )


def _plain_name(value: str) -> bool:
    """Tell the same of what a colon introduces: types of program code have capitals inside."""
    return _user_name(value) and re.search(r"[a-z][A-Z]|^_|_$|\.", value) is None


def _handle(value: str) -> bool:
    return _user_name(value[1:])


def _four_digits(value: str) -> bool:
    return count_digits(value) >= 4


def _account_name(value: str) -> bool:
    """Tell whether a value beside the name of a service is an account: letters and a mark."""
    return (
        _user_name(value)
        and re.search(r"[^\W\d_]{2}", value) is not None
        and re.search(r"\d|_", value) is not None
        and re.fullmatch(r"v?\d.*|\w+\.\d+", value) is None
    )


def _delivery(value: str) -> bool:
    return 8 <= count_digits(value) <= 11


def _file_code(value: str) -> bool:
    return count_digits(value) >= 4 and not is_norm(value)


_USER_NAME = alternation("user_name")
_AS = alternation("login_as")
_LOGGED_IN = (
    r"angemeldet|eingeloggt|registriert|anmelden|einloggen|anzumelden|einzuloggen|ingelogd|"
    r"aangemeld|geregistreerd|inloggen|aanmelden"
)
_ACCOUNT_OF = (
    r"(?:(?:kunden|nutzer|benutzer|user)?konto|account|profil|profile|sitzung(?:en)? von|"
    r"sessions? (?:of|for)|compte|cuenta|conta|konta|účet)"
)
_PASSWORD_WORD = alternation("password_label", least=2)
_PLATFORM = alternation("platform")
_NUMBER_WORD = alternation("number_word", least=5)
_ACCOUNT_WORD = (
    r"(?:[ -]?(?:name|id|tag|nick|account|konto|handle|user|username|nutzername|profil))?"
)
_EDGE = r"(?:^|[^\p{L}\p{N}])"
_LOGIN = concepts("login")

_ISSUE = Hints(
    ["issue", "issues", "pull", "pr", "gh", "bug", "commit", "closes", "fixes", "ticket-"]
)

RULES: tuple[Rule, ...] = (
    Rule("USERNAME", rf"(?i){_EDGE}(?:{_AS}|(?:{alternation('user')})(?: (?:{_VERB}))?):? "
         r"[\"'`„]?(?P<v>(?-i:\p{Ll}{2,}_\p{Ll}+\d{0,4}))", 0.6, _user_name),
    Rule("USERNAME", rf"(?i){_EDGE}(?:{_AS}) [\"'`„]?(?P<v>{_MARKED})", 0.7,
         _account_name),
    # German and Dutch have the verb behind the name.
    Rule("USERNAME", rf"(?i){_EDGE}als [\"'`„]?(?P<v>{_MARKED})[\"'`“]? (?:{_LOGGED_IN})",
         0.7, _account_name),
    Rule("USERNAME", rf"(?i){_EDGE}(?:{_ACCOUNT_OF}) [\"'`„]?(?P<v>(?-i:\p{{Ll}})(?:{_MARKED}))"
         r"[\"'`“]?(?:[ ,;!?)]|\.\s|\.?\s*$|\n)", 0.6, _account_name),
    Rule("USERNAME", rf"(?i){_EDGE}name:? [\"'`„]?(?P<v>{_MARKED})[\"'`“]?,? ?(?:/|und|and)? ?"
         rf"(?:{_PASSWORD_WORD})", 0.65, _account_name),
    Rule("USERNAME", rf"(?i){_EDGE}(?:{_PLATFORM}){_ACCOUNT_WORD}(?: (?:{_VERB}))?"
         r"(?:: ?| )[\"'`„@]?(?P<v>[\p{L}_][\p{L}\p{N}_.\-]{2,30}[\p{L}\p{N}_])", 0.65,
         _account_name),
    Rule("USERNAME", r"\p{L}[\p{L}\p{N}_.]{1,31}#\d{4}", 0.0, _user_name, concepts("social"), 0.8,
         needs="#"),
    Rule("USERNAME", r"(?i)(?:^|[^\p{L}\p{N}])(?P<v>live:[a-z0-9._\-]{3,40})", 0.85, trim=".-",
         needs="live:"),
    Rule("USERNAME",
         r"(?:^|[^\p{L}\p{N}.@/])(?P<v>@[A-Za-z0-9_.]{2,30}@(?:[A-Za-z0-9\-]+\.)+[a-z]{2,12})",
         0.95, needs="@"),
    Rule("CUSTOMER_ID", r"[A-Z]{2}(?: ?\d{2,5}){2,4} ?[A-Z]{2}", 0.0, _delivery,
         concepts("delivery"), 0.8, needs="0"),
    Rule("CUSTOMER_ID", rf"(?i){_EDGE}(?:{_NUMBER_WORD})[:. ]{{1,2}}"
         r"(?P<v>(?-i:[A-Z]{2,5}(?:-\d{2,8}){1,3}))", 0.5, _file_code,
         against=concepts("product"), needs="0"),
    # Courts of Hungary.
    Rule("CASE_NUMBER", r"\d{1,2}\.[A-Z][a-zé]{0,3}\.\d{1,2}\.\d{3}/(?:19|20)\d\d(?:/\d{1,3})?",
         0.85, needs="0"),
    Rule("USERNAME", r"\p{Ll}{2,}[_.]\p{Ll}{2,}\d{1,4}|\p{Ll}{4,}_?\d{2,4}", 0.0, _user_name,
         _LOGIN, 0.55, needs="0"),
    Rule("USERNAME", rf"(?i)\b(?:{alternation('user')}|username) [\"'`„]?"
         r"(?P<v>(?-i:\p{Ll}{2,}_\p{Ll}{2,}\d{0,4}))", 0.55, _user_name),
    Rule("USERNAME",
         rf"(?i)(?:{_USER_NAME})n?(?: \p{{L}}+){{0,3}}?(?:: ?| ?= ?| (?:{_VERB}):? | )?"
         rf"[\"'`„]?(?P<v>{_MARKED})", 0.75, _user_name),
    Rule("USERNAME",
         rf"(?i)(?:{_USER_NAME})(?:\"?\s?[:=]\s?| (?:{_VERB}):? )[\"'`„]?(?P<v>{_NAME})"
         r"[\"'`“]?(?:[.,;!?)]|\s*$|\n)", 0.6, _user_name),
    Rule("USERNAME",
         rf"(?i)\b(?:{alternation('user')})\"?\s?[:=]\s?[\"'`„]?(?P<v>{_NAME})"
         r"[\"'`“]?(?:[,;!?)]|\.\s|\.?\s*$|\n)", 0.5, _plain_name),
    # Inside a line only: at its start stand the decorators of program code.
    Rule("USERNAME",
         r"(?:\A|[^\n\s] |[(,:])(?P<v>@[A-Za-z][A-Za-z0-9_.]{2,29})"
         r"(?:[^(/.\p{L}\p{N}_]|\.\s|\.?\z)",
         0.4, _handle, concepts("social"), 0.7, trim=".", needs="@"),
    Rule("USERNAME", r"\n *(?P<v>@[A-Za-z][A-Za-z0-9_.]{2,29})[ ,!?:]", 0.0, _handle,
         concepts("social"), 0.7, trim=".", needs="@"),
    Rule("CUSTOMER_ID",
         r"(?i)(?:kd|kdnr|kn|kunde|cust|customer|client|ord|order|inv|re|rg|rnr|best|vtr|ticket|"
         r"tkt|case|inc|abo|mem|member|pol|vs|az|ref|rma|crm|acc|acct|user|uid|pat|cli|kli|cmd|"
         r"fac|fakt|zam|obj|ped|fatt|con)[\-_#:]{1,2}[a-z0-9]*\d{4,}(?:[\-_/][a-z0-9]+)*",
         0.6, _four_digits, needs="0"),
    Rule("CUSTOMER_ID", r"(?:^|[\s(:,])#(?P<v>\d{5}|\d{7}|\d{9,12})", 0.5, None, against=_ISSUE,
         needs="0"),
    # Six digits, and eight, are colours as well.
    Rule("CUSTOMER_ID", r"(?:^|[\s(:,])#(?P<v>\d{6}|\d{8})", 0.0, None,
         concepts("id_bare", "id_thing"), 0.55, against=_ISSUE, needs="0"),
)  # fmt: skip
