"""Passwords, PINs, keys and connection strings: no personal data by themselves, but doors to it.

Basis: GDPR Art. 32(1); key prefixes as documented by the services that issue them.
"""

from __future__ import annotations

import re

from compliance.detect.rules import Rule, RuleFinder

_WORD = (
    r"(?:passw[oö]rt|kennwort|password|passwd|passcode|passphrase|pwd|pw|wlan-schlüssel|"
    r"wifi key|zugangscode|kundenkennwort|codewort|security answer|sicherheitsantwort)"
)
_PIN = (
    r"(?:pin(?:-?code| code| nummer|-nummer)?|puk|tan|cvv|cvc|prüfziffer|sicherheitscode|"
    r"security code|"
    r"verification code|bestätigungscode|einmalpasswort|otp|passcode|access code|türcode|door code)"
)
_LINK = (
    r"(?:\s?(?::|=|->)\s?| (?:ist|is|lautet|war|was|heißt|set to|auf)"
    r"(?: (?:jetzt|now|nun|still|noch))?:? )"
)
_VALUE = r"[\"'`„“]?(?P<v>[^\s\"'`„“<>\[\]]{3,80})"
_ORDINARY = frozenset(
    "falsch wrong incorrect invalid ungültig abgelaufen expired vergessen forgotten geändert "
    "changed "
    "gesperrt blocked locked weg gone lost nicht not working funktioniert und and oder or das the "
    "richtig correct right zurückgesetzt reset required erforderlich nötig zu too sehr very immer "
    "always noch still jetzt now unsicher unsafe weak strong schwach stark sicher safe secure leer "
    "empty bekannt unknown unbekannt reset. reset, ihr your mein my dein kein no nie never hier "
    "here "
    "auch also leider wohl derzeit aktuell currently already schon bitte please temporär temporary "
    "being was war wird will set gesetzt stored gespeichert saved hidden sichtbar visible "
    "needed".split()
)


def _after_is(value: str) -> bool:
    bare = value.strip(".,;!?)(")
    return bare.lower() not in _ORDINARY and _mixed(bare)


def _mixed(value: str) -> bool:
    """Tell whether a value looks made up: a digit, a mark or capitals inside a word."""
    return bool(re.search(r"\d|[^\w.,;!?-]|[a-zß-ÿ][A-ZÄÖÜ]", value))


def _made_up(value: str) -> bool:
    """Tell whether a value has letters, digits and a mark at once, as passwords have."""
    return bool(
        re.search(r"[^\W\d_]{2}", value)
        and re.search(r"\d{2}", value)
        and re.search(r"[!#$%&*?_+=~^]|[^\W\d_]-\d", value)
        and "/" not in value
        and "@" not in value
    )


def _after_colon(value: str) -> bool:
    return value.strip(".,;!?)(").lower() not in _ORDINARY


RULES: tuple[Rule, ...] = (
    Rule("PASSWORD", rf"(?i){_WORD}(?:s|e|es)?(?: \p{{L}}+){{0,3}}? ?(?::|=) ?{_VALUE}", 0.85,
         _after_colon, trim=".,;)"),
    Rule("PASSWORD", rf"(?i){_WORD}(?: \p{{L}}+){{0,3}}?{_LINK}{_VALUE}", 0.85, _after_is,
         trim=".,;)"),
    Rule("PASSWORD", rf"(?i){_WORD} {_VALUE}", 0.6,
         lambda value: _after_is(value) and bool(re.search(r"\d", value))
         and bool(re.search(r"[A-Za-z]", value)), trim=".,;)"),
    Rule("PASSWORD",
         rf"(?i)\b{_PIN}(?: \p{{L}}+){{0,3}}?(?:\s?[:=]\s?| (?:ist|is|lautet|war|was)(?: jetzt| "
         rf"now)? | )"
         r"(?P<v>\d{3,10})", 0.8, needs="0"),
    Rule("PASSWORD",
         r"(?i)(?:set (?:it|that|this) to|changed (?:it |that )?to|it's now|geändert (?:auf|in|zu)|"
         r"hab(?:e)?(?: (?:jetzt|nun|es|mal))*|genommen:?|neues?:?|new one(?: is)?:?) "
         r"(?P<v>[^\s]{8,60})", 0.6, _made_up, trim=".,;)"),
    Rule("PRIVATE_KEY",
         r"-----BEGIN [A-Z0-9 ]*PRIVATE KEY(?: BLOCK)?-----[A-Za-z0-9+/=\s:,\-]*?"
         r"(?:-----END [A-Z0-9 ]*PRIVATE KEY(?: BLOCK)?-----|\z)", 1.0, needs="-----begin"),
    Rule("API_KEY", r"(?:sk|pk|rk)[_-](?:live|test|proj|ant|or)?[_-]?[A-Za-z0-9_\-]{16,200}", 0.9),
    Rule("API_KEY", r"(?:gh[pousr]_[A-Za-z0-9]{30,255}|github_pat_[A-Za-z0-9_]{22,255})", 1.0),
    Rule("API_KEY", r"glpat-[A-Za-z0-9_\-]{20,64}", 1.0, needs="glpat-"),
    Rule("API_KEY", r"(?:AKIA|ASIA|ABIA|ACCA)[A-Z0-9]{16}", 1.0),
    Rule("API_KEY", r"AIza[A-Za-z0-9_\-]{35}", 1.0, needs="aiza"),
    Rule("API_KEY", r"xox[abeoprs]-[A-Za-z0-9\-]{10,250}", 1.0, needs="xox"),
    Rule("API_KEY", r"hf_[A-Za-z0-9]{30,64}", 1.0, needs="hf_"),
    Rule("API_KEY", r"SG\.[A-Za-z0-9_\-]{16,64}\.[A-Za-z0-9_\-]{16,64}", 1.0, needs="sg."),
    Rule("API_KEY", r"npm_[A-Za-z0-9]{36}", 1.0, needs="npm_"),
    Rule("API_KEY", r"eyJ[A-Za-z0-9_\-]{10,}\.eyJ[A-Za-z0-9_\-]{10,}\.[A-Za-z0-9_\-]{5,}", 1.0,
         needs="eyj"),
    Rule("API_KEY",
         r"(?i)(?:api[-_ ]?key|api[-_ ]?token|access[-_ ]?token|auth[-_ ]?token|secret[-_ ]?key|"
         r"client[-_ ]?secret|bearer|aws_secret_access_key|token|zugangsschlüssel|api-schlüssel)"
         r"(?: (?:ist|is|lautet))?\s?[:= ]\s?[\"'`]?(?P<v>[A-Za-z0-9_\-/+.=]{12,200})", 0.8,
         lambda value: bool(re.search(r"\d", value)) and bool(re.search(r"[A-Za-z]", value))),
    Rule("CONNECTION_STRING",
         r"(?i)[a-z][a-z0-9+.\-]{1,20}://[^\s:/@\"'<>]{1,80}:[^\s/@\"'<>]{1,120}"
         r"@[^\s\"'<>]{2,200}", 1.0, trim=".,;)", needs="://"),
    Rule("CONNECTION_STRING",
         r"(?i)(?:server|host|data source|endpoint|accountname)=[^\n;]{2,100};[^\n]{0,200}"
         r"(?:password|pwd|accountkey|sharedaccesskey)=[^\n;\"']{3,200}", 1.0, needs="="),
)  # fmt: skip


def secret_finder() -> RuleFinder:
    """Return the finder for the rules above."""
    return RuleFinder("secrets", RULES)
