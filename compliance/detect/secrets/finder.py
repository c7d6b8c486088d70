"""Passwords, PINs, keys and connection strings: no personal data by themselves, but doors to it.

Basis: GDPR Art. 32(1); key formats as documented by the services that issue them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from compliance.detect.matching.context import Hints, concepts
from compliance.detect.matching.re2patterns import compile_pattern
from compliance.detect.matching.rules import Rule, RuleFinder
from compliance.detect.secrets.broken import BrokenSecrets, second_half
from compliance.detect.secrets.checks import (
    is_basic,
    is_made_up,
    is_password,
    is_placeholder,
    is_random,
    is_seed_phrase,
    is_strong,
    is_uri_with_password,
)
from compliance.detect.secrets.tokens import TOKEN_RULES
from compliance.detect.types import Entity

_SHORT = 4
"""A label of at most so many letters must be a word of its own: "pw" stands in "upward"."""
_Q = r"[\"'`„“‘’«]{0,2}"
_VALUE = rf"{_Q}(?P<v>[^\s\"'`„“”‘’«»<>\[\]|]{{3,80}})"
_WORDS = r"(?: ?\([^()\n]{1,40}\))?(?: \p{L}[\p{L}'\-]*){0,4}?"
_SIGN = r"[\"'`]?[ \t]{0,4}(?:=>|:=|->|→|[:=|\t])[ \t]{0,4}"


def _words(concept: str, *, sign: bool = False) -> str:
    """Return a pattern for the words of a concept.

    Args:
        concept: a table in lexicons/context/secrets.toml.
        sign: also the short ones inside of names in code, such as `db_pw`.
    """
    words = sorted(concepts(concept).words, key=lambda word: (-len(word), word))
    long = [re.escape(word).replace(r"\ ", "[ _-]") for word in words if len(word) > _SHORT]
    short = [re.escape(word) for word in words if len(word) <= _SHORT]
    edge = r"[^\p{L}\p{N}]" if sign else r"[^\p{L}\p{N}_\-]"
    parts = [rf"(?:{'|'.join(long)})"] if long else []
    if short:
        parts.append(rf"(?:^|{edge})(?:{'|'.join(short)})")
    return f"(?:{'|'.join(parts)})"


_PASSWORD = _words("password_label", sign=True)
_PIN = _words("pin_code")
_KEY = _words("access_key", sign=True)
_IS = (
    "(?:"
    + "|".join(
        re.escape(word) for word in sorted(concepts("secret_is").words, key=lambda each: -len(each))
    )
    + ")"
)
_HARDWARE = Hints(["gpio", "header", "connector", "stecker", "jumper", "chip", "pinout"])


def _is_pin(value: str) -> bool:
    digits = re.sub(r"\D", "", value)
    return 3 <= len(digits) <= 10 and not is_placeholder(value)


def _is_code(value: str) -> bool:
    return bool(re.search(r"\d", value)) and not is_placeholder(value)


def _is_letters_and_digits(value: str) -> bool:
    return bool(re.search(r"\d", value) and re.search(r"[^\W\d_]", value)) and is_password(value)


def _is_small_and_digits(value: str) -> bool:
    """Tell whether a value is no code of a shop or office: these have capitals only."""
    return _is_letters_and_digits(value) and value != value.upper()


PASSWORD_RULES: tuple[Rule, ...] = (
    Rule("PASSWORD", rf"(?i){_PASSWORD}s?{_WORDS}{_SIGN}{_VALUE}", 0.85, is_password,
         trim=".,;)"),
    Rule("PASSWORD", rf"(?i){_PASSWORD}{_WORDS}[ \t]{{0,2}}:?[ \t]{{0,2}}\r?\n[ \t]{{0,8}}{_VALUE}",
         0.7, _is_letters_and_digits, trim=".,;)"),
    Rule("PASSWORD", rf"(?i){_PASSWORD}{_WORDS} {_IS}:? {_VALUE}", 0.85, is_made_up,
         trim=".,;)"),
    Rule("PASSWORD", rf"(?i){_PASSWORD} {_VALUE}", 0.6, _is_letters_and_digits, trim=".,;)"),
    Rule("PASSWORD",
         rf"(?i){_PASSWORD}{_WORDS} (?:{_words('secret_reads')}):? {_Q}"
         r"(?P<v>(?-i:\p{Ll}{5,30}))[\"“'’]?(?:[.,;!?)](?:\s|\z)|\n|\s*\z)", 0.55, is_password),
    # In Greek a password is called a code, as much else is.
    Rule("PASSWORD", rf"(?i)κωδικ[όο]ς?(?: μου| σου)?(?:{_SIGN}| (?:είναι|ειναι):? ){_VALUE}", 0.65,
         _is_small_and_digits, trim=".,;)"),
    Rule("PASSWORD", rf"(?i){_PASSWORD}{_WORDS}(?:{_SIGN}| {_IS}:? )"
         r"[\"„“‘'«](?P<v>[^\s\"„“”‘’'«»\n]+(?: [^\s\"„“”‘’'«»\n]+){2,11})[\"“”’'»]", 0.7,
         lambda value: not is_placeholder(value)
         and len(value.split()) >= 3 and value == value.lower()),
    Rule("PASSWORD", rf"(?i){_PIN}{_WORDS}(?:\s?[:=]\s?| {_IS}:? )"
         r"[\"'„“]?(?P<v>\d{3,10}|\d{2,3} \d{2,3})", 0.8, _is_pin, against=_HARDWARE, needs="0"),
    Rule("PASSWORD", rf"(?i){_PIN} (?P<v>\d{{3,8}})", 0.65, _is_pin, against=_HARDWARE, needs="0"),
    Rule("PASSWORD",
         r"(?i)(?:set (?:it|that|this) to|changed (?:it |that )?to|it's now|geändert (?:auf|in|zu)|"
         r"hab(?:e)?(?: (?:jetzt|nun|es|mal))*|genommen:?|neues?:?|new one(?: is)?:?) "
         r"(?P<v>[^\s]{8,60})", 0.6, is_strong, trim=".,;)", needs="0"),
    Rule("PASSWORD", rf"(?i){_words('login_pair')}{_WORDS}(?:\s?[:=]\s?)[^\s:,;/|]{{2,60}}"
         r"(?: ?[:/|,] ?| und | and )(?P<v>[^\s:,;/|]{4,60})", 0.7, is_made_up, trim=".,;)"),
    Rule("PASSWORD", r"(?i)--?pass(?:word|wd)?=(?P<v>[^\s]{3,80})", 0.85, is_password, trim=".,;)",
         needs="pass"),
    Rule("PASSWORD", r"(?i)--pass(?:word|wd)? (?P<v>[^\s]{3,80})", 0.8, is_made_up, trim=".,;)",
         needs="pass"),
    Rule("PASSWORD", r"\bsshpass -p ?(?P<v>[^\s]{3,80})", 0.9, is_password, needs="sshpass"),
    Rule("PASSWORD", r"\bmysql\w*\b[^\n]{0,80} (?P<v>-p[^\s\-]{3,80})", 0.85, is_password,
         needs="mysql"),
    Rule("PASSWORD", r"\bcurl (?:[^\n]{0,120} )?-u ?[\"']?[^\s:\"']{1,60}:"
         r"(?P<v>[^\s\"']{3,80})", 0.9, is_password, needs="curl"),
    Rule("PASSWORD", r"(?i)\bmachine \S+\s+login \S+\s+password (?P<v>\S{3,120})", 0.98,
         is_password, needs="machine"),
    Rule("PASSWORD", r"WIFI:(?:[A-Z]:[^;\n]*;){0,4}?P:(?P<v>[^;\n]{3,63});", 0.98, is_password,
         needs="wifi:"),
    # Hashes of passwords: htpasswd, shadow, Django, LDAP; they can be tried out.
    Rule("PASSWORD", r"\$2[abxy]?\$\d\d\$[./A-Za-z0-9]{53}", 0.99, needs="0"),
    Rule("PASSWORD", r"\$argon2(?:id|i|d)\$v=\d+\$m=\d+,t=\d+,p=\d+\$"
         r"[A-Za-z0-9+/]+\$[A-Za-z0-9+/]+", 0.99, needs="0"),
    Rule("PASSWORD", r"\$(?:1|5|6|y|7|gy|apr1|sha1)\$(?:[A-Za-z0-9=,]+\$)?[./A-Za-z0-9]{1,32}\$"
         r"[./A-Za-z0-9]{20,100}", 0.98),
    Rule("PASSWORD", r"(?:pbkdf2_sha(?:256|1|512)|scrypt|bcrypt_sha256|argon2)\$[\d$A-Za-z0-9=,]+\$"
         r"[A-Za-z0-9./+\-_]+\$?[A-Za-z0-9+/]{20,120}={0,2}", 0.97, needs="0"),
    Rule("PASSWORD", r"\{(?:SSHA|SHA|SMD5|SSHA256|SSHA512|CRYPT)\}[A-Za-z0-9+/$.]{20,120}={0,2}",
         0.97),
    Rule("PASSWORD", rf"(?i){_words('recovery_code')}(?: \p{{L}}+){{0,3}}\s?[:=]?\s{{0,3}}"
         r"(?P<v>[A-Za-z0-9]{4,10}(?:-[A-Za-z0-9]{4,10})+(?:[\s,;]{1,3}[A-Za-z0-9]{4,10}"
         r"(?:-[A-Za-z0-9]{4,10})+)*|\d{6,10}(?:[\s,;]{1,3}\d{6,10})*)", 0.85, _is_code,
         needs="0"),
    Rule("PASSWORD", rf"(?i){_words('seed_phrase')}(?: \p{{L}}+){{0,3}}?"
         rf"(?:\s?[:=\-]\s{{0,4}}|\s{_IS}:?\s|\s{{1,4}})[\"'„“]?"
         r"(?P<v>(?:(?:\d{1,2}[.)] ?)?[a-z]{3,8}[ ,\n\t]{1,3}){11,23}(?:\d{1,2}[.)] ?)?[a-z]{3,8})",
         0.95, is_seed_phrase),
)  # fmt: skip

KEY_RULES: tuple[Rule, ...] = (
    Rule("API_KEY", rf"(?i){_KEY}{_SIGN}(?:Bearer |Token )?{_Q}"
         r"(?P<v>[A-Za-z0-9_\-/+.=~]{12,})", 0.85, is_random, trim=".,;"),
    Rule("API_KEY", rf"(?i){_KEY}(?: \p{{L}}+){{0,2}} {_IS}:? {_Q}"
         r"(?P<v>[A-Za-z0-9_\-/+.=~]{12,})", 0.85, is_random, trim=".,;"),
    Rule("API_KEY", rf"(?i){_KEY} {_Q}(?P<v>[A-Za-z0-9_\-/+.=~]{{16,}})", 0.7, is_random,
         trim=".,;", needs="0"),
    Rule("API_KEY", r"(?i)aws[^\n]{0,20}(?:secret|sk)[^\n]{0,24}?[:= ][ \t]{0,3}[\"'`]?"
         r"(?P<v>[A-Za-z0-9/+]{40})", 0.95, is_random, needs="aws"),
    Rule("API_KEY", rf"(?i)(?:heroku|twilio|datadog|dd[_-]api|algolia|cohere|mistral|okta|fastly|"
         rf"postmark|hetzner|pagerduty|codecov|asana|zendesk|wise|snyk|vercel|wandb|cloudflare)"
         rf"[^\n]{{0,24}}?(?:key|token|secret|auth)[\"'`]?[ \t]{{0,3}}[:= ][ \t]{{0,3}}{_Q}"
         r"(?P<v>[A-Za-z0-9_\-]{20,80})", 0.9, is_random),
    Rule("API_KEY", r"(?i)authorization[\"'`]?\s?[:=]\s?[\"'`]?(?:bearer|token|apikey|api-key|"
         r"digest|negotiate|aws4-hmac-sha256) (?P<v>[A-Za-z0-9_\-/+.=~]{8,})",
         0.95, lambda value: not is_placeholder(value), needs="authorization"),
    Rule("API_KEY", r"(?i)\bbearer (?P<v>[A-Za-z0-9_\-/+.=~]{16,})", 0.85, is_random, trim=".,;",
         needs="bearer"),
    Rule("PASSWORD", r"(?i)\bbasic (?P<v>[A-Za-z0-9+/]{8,}={0,2})", 0.95, is_basic,
         needs="basic"),
    Rule("API_KEY", r"(?i)(?:phpsessid|jsessionid|asp\.net_sessionid|connect\.sid|laravel_session|"
         r"sessionid|session_id|session-id|session|sid|auth|xsrf-token|csrftoken|remember_token|"
         r"wordpress_logged_in\w*|\.aspxauth)[=:]\s?[\"']?(?P<v>[A-Za-z0-9%_\-.+/:|]{16,})",
         0.85, is_random, trim=".,;"),
    Rule("API_KEY", r"(?i)[?&;](?:access_token|refresh_token|id_token|auth_token|token|api[-_]?key|"
         r"apikey|client_secret|secret|sig|signature|x-amz-signature|x-goog-signature|"
         r"x-amz-security-token|sharedaccesssignature)=(?P<v>[A-Za-z0-9%_\-.+/=~]{16,})", 0.9,
         is_random),
    Rule("PASSWORD", r"(?i)[?&](?:password|passwd|pwd|pass|passwort|kennwort)="
         r"(?P<v>[^\s&#\"'<>]{3,120})", 0.9, is_password),
    Rule("PRIVATE_KEY",
         r"-----BEGIN [A-Z0-9 ]*PRIVATE KEY(?: BLOCK)?-----[A-Za-z0-9+/=\s:,.()\-\\]*?"
         r"(?:-----END [A-Z0-9 ]*PRIVATE KEY(?: BLOCK)?-----|\z)", 1.0, needs="-----begin"),
    # Cut off or followed by other text: as far as the lines of base64 go.
    Rule("PRIVATE_KEY",
         r"-----BEGIN [A-Z0-9 ]*PRIVATE KEY(?: BLOCK)?-----(?:(?:\s|\\n|\\r)+"
         r"[A-Za-z0-9+/=]{16,80})+", 0.98, needs="-----begin"),
    Rule("PRIVATE_KEY", r"---- BEGIN SSH2 ENCRYPTED PRIVATE KEY ----[A-Za-z0-9+/=\s:,.\-\"]*"
         r"---- END SSH2 ENCRYPTED PRIVATE KEY ----", 1.0, needs="ssh2"),
    Rule("PRIVATE_KEY", r"PuTTY-User-Key-File-[123]: [^\n]+\n(?:[A-Za-z0-9\-]+: [^\n]*\n|"
         r"[A-Za-z0-9+/=]+\r?\n)*Private-MAC: [a-f0-9]{40,64}", 1.0, needs="putty"),
    Rule("PRIVATE_KEY", r"\"kty\"[^{}]*\"d\"\s?:\s?\"(?P<v>[A-Za-z0-9_\-]{40,})\"", 0.98,
         needs="kty"),
    Rule("PRIVATE_KEY", r"\"d\"\s?:\s?\"(?P<v>[A-Za-z0-9_\-]{40,})\"[^{}]*\"kty\"", 0.98,
         needs="kty"),
    Rule("PRIVATE_KEY", r"\b[xyz]prv[1-9A-HJ-NP-Za-km-z]{107,108}", 0.99, needs="prv"),
    Rule("PRIVATE_KEY", r"(?i)(?:private|privater|secret|geheimer) (?:key|schlüssel)\s?"
         r"(?:[:=]|is|ist)\s?[\"'`]?(?P<v>(?:0x)?[a-f0-9]{64}|"
         r"[5KL][1-9A-HJ-NP-Za-km-z]{50,51})", 0.95, needs="0"),
)  # fmt: skip

CONNECTION_RULES: tuple[Rule, ...] = (
    Rule("CONNECTION_STRING",
         r"(?i)\b[a-z][a-z0-9+.\-]{1,20}://[^\s:/@\"'<>]{0,80}:[^\s/@\"'<>]{1,120}"
         r"@[^\s\"'<>]{2,}", 1.0, is_uri_with_password, trim=".,;)", needs="://"),
    Rule("CONNECTION_STRING",
         r"(?i)(?:server|host|data source|endpoint|accountname|driver|dsn|uid|user id|username)="
         r"[^\n;]{2,100};[^\n]{0,}?(?:password|pwd|accountkey|sharedaccesskey)=[^\n;\"'<$]{3,}",
         1.0, needs="="),
    Rule("CONNECTION_STRING", r"(?i)jdbc:[a-z0-9:]+[^\s\"'<>]{3,}?[?&;](?:password|pwd)="
         r"[^\s\"'<>&;${]{3,120}", 1.0, trim=".,)", needs="jdbc:"),
    Rule("CONNECTION_STRING", r"(?i)jdbc:oracle:[a-z]+:[^\s/\"'<>]{1,60}/[^\s@\"'<>]{1,120}"
         r"@[^\s\"'<>]+", 1.0, trim=".,;)", needs="jdbc:"),
    Rule("CONNECTION_STRING",
         r"(?i)https://[^\s\"'<>?]+\?[^\s\"'<>]*sig=[A-Za-z0-9%+/]{30,100}(?:%3D|=)?[^\s\"'<>]*",
         0.98, trim=".,;)", needs="sig="),
    Rule("CONNECTION_STRING", r"https://[^\s\"'<>?]+\?[^\s\"'<>]*X-(?:Amz|Goog)-Signature=[a-f0-9]+"
         r"[^\s\"'<>]*", 0.98, trim=".,;)", needs="-signature="),
)  # fmt: skip

RULES: tuple[Rule, ...] = (*PASSWORD_RULES, *TOKEN_RULES, *KEY_RULES, *CONNECTION_RULES)


class SecretFinder:
    """Runs the rules above, each of the four tables as a set of its own.

    One automaton for all of them would have many times more states than the four together: on
    long runs of letters and digits, as in lock files, that made it ten times slower.
    """

    name = "secrets"

    def __init__(self) -> None:
        self._finders = tuple(
            RuleFinder(self.name, rules)
            for rules in (PASSWORD_RULES, TOKEN_RULES, KEY_RULES, CONNECTION_RULES)
        )
        self.types = tuple(sorted({kind for finder in self._finders for kind in finder.types}))
        self._broken = BrokenSecrets(self._finders[1])
        self._half = compile_pattern(
            rf"(?i){_PASSWORD}{_WORDS}(?:{_SIGN}| {_IS}:? ){_Q}([\p{{L}}]{{3,20}})\n[\p{{L}}]"
        )

    def find(self, text: str) -> Iterator[Entity]:
        """Yield secrets with offsets into `text`, in any order, overlaps allowed."""
        for finder in self._finders:
            yield from finder.find(text)
        yield from self._broken.find(text)
        if "\n" in text:
            for match in self._half.finditer(text):
                start, end = match.span(1)
                stop = second_half(text, start, end)
                if stop is not None:
                    yield Entity(start, stop, "PASSWORD", 0.7, self.name)


def secret_finder() -> SecretFinder:
    """Return the finder for the rules above."""
    return SecretFinder()
