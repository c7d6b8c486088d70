"""IBAN, BIC and the account numbers of single countries.

Basis: ISO 13616 (IBAN, registry of SWIFT), ISO 9362 (BIC), ISO 7064 (mod 97-10); the checks of
national account numbers are those of python-stdnum or of the national banking associations.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from stdnum.cz import bankaccount
from stdnum.es import ccc
from stdnum.no import kontonr

from compliance.detect.identifiers.checksums import digits, luhn, mod97, weighted
from compliance.detect.matching.context import Hints, concepts, isolated
from compliance.detect.matching.rules import Rule, compile_pattern
from compliance.detect.types import Entity

_IBAN_LENGTHS = {
    row[:2]: int(row[2:])
    for row in (
        "AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DK18 DO28 "
        "EE20 EG29 ES24 FI18 FO18 FR27 GB22 GE22 GI23 GL18 GR27 GT28 HR21 HU28 IE22 IL23 IQ23 IS26 "
        "IT27 JO30 KW30 KZ20 LB28 LC32 LI21 LT20 LU20 LV21 LY25 MC27 MD24 ME22 MK19 MR27 MT31 MU30 "
        "NL18 NO15 PK24 PL28 PS29 PT25 QA29 RO24 RS22 SA24 SC31 SE24 SI19 SK24 SM27 ST25 SV28 TL23 "
        "TN24 TR26 UA29 VA22 VG24 XK20"
    ).split()
}
"""IBAN lengths by country."""
_NUMERIC = frozenset(
    "AT BA BE CZ DE DK EE ES FI FO GL HR HU IS LT NO PL PT RS SE SI SK TN XK".split()
)
"""Countries whose account numbers have no letters."""
_BIC_COUNTRIES = frozenset(_IBAN_LENGTHS) | {"US", "CA", "JP", "AU", "NZ", "GG", "JE", "IM"}

_BIC = re.compile(r"(?<![^\W_])[A-Z]{4}([A-Z]{2})[A-Z0-9]{2}(?:[A-Z0-9]{3})?(?![^\W_])")
_GAP = re.compile(r"[ \-.]|[ \t]{0,2}\r?\n[ \t>]{0,6}")
_COPIED_GAP = re.compile(r"[ \t]{1,3}|[_/]")
"""What copying and pasting leaves between groups; only the check digits may say that it is one."""
_LABEL_BEFORE = re.compile(r"(?i)(?<![^\W_])(?:iban|konto|kto|nr)_?\Z")
_MISTYPED = re.compile(r"[A-Za-z]{2}[ -]?\d(?:[ -]?[A-Za-z0-9]){11,33}")
_DIGITS_INSIDE = re.compile(r"\d{2}\D?\d{2}\D?\d{2}\D?\d{2}")
_WRONG = 0.6
_LOOSE = 0.5
_REACH = 60


def iban_valid(value: str) -> bool:
    """Tell whether a value is an IBAN with right length and check digits (ISO 13616, mod 97-10)."""
    compact = re.sub(r"[^0-9A-Za-z]", "", value).upper()
    if _IBAN_LENGTHS.get(compact[:2]) != len(compact):
        return False
    # One text in 97 passes the check by chance: words are told by their digits.
    count = len(digits(compact[4:]))
    if count < (len(compact) - 4 if compact[:2] in _NUMERIC else len(compact) // 3):
        return False
    return mod97(compact[4:] + compact[:4]) == 1


class IbanFinder:
    """Finds IBANs by country length, so that words behind a spaced number are not read into it."""

    name = "iban"
    types: tuple[str, ...] = ("BIC_CODE", "IBAN_CODE")

    def __init__(self) -> None:
        self._start = compile_pattern(r"[A-Za-z]{2}[ \-_]?\d ?\d|[A-Za-z] [A-Za-z] \d \d ")
        self._hints = concepts("iban", "bank_account")
        self._called = concepts("bic", extra=["iban"])

    def find(self, text: str) -> Iterator[Entity]:
        """Yield valid IBANs, mistyped ones that the text calls an account, and BICs beside them."""
        last = 0
        for match in self._start.finditer(text):
            start = match.start()
            wanted = _IBAN_LENGTHS.get(match.group().replace(" ", "")[:2].upper())
            if wanted is None or start < last:
                continue
            glued = _inside_word(text, start)
            if glued and start != last and not _LABEL_BEFORE.search(text, max(0, start - 8), start):
                continue
            found = self._at(text, start, wanted, glued=glued)
            if found is None:
                continue
            last = found.end
            yield found
            yield from self._bics(text, found)

    def _at(self, text: str, start: int, wanted: int, *, glued: bool) -> Entity | None:
        end = _after_characters(text, start, wanted, (_GAP, _COPIED_GAP))
        if end is not None and iban_valid(text[start:end]):
            # Capitals or spaces show that the number does not go on behind its last digit.
            if isolated(text, start, end) or _ends_in_word(text, start, end, glued=glued):
                return Entity(start, end, "IBAN_CODE", 1.0, self.name)
        if glued:
            return None
        end = _after_characters(text, start, wanted, (_GAP,))
        if end is not None and isolated(text, start, end):
            if iban_valid(text[start:end]):
                return Entity(start, end, "IBAN_CODE", 1.0, self.name)
            count = len(digits(text[start:end]))
            if _DIGITS_INSIDE.search(text[start:end]) and 2 * count >= wanted:
                if self._hints.before(text, start, 40):
                    return Entity(start, end, "IBAN_CODE", _WRONG, self.name)
                if count == wanted - 2 >= 18:
                    return Entity(start, end, "IBAN_CODE", _LOOSE, self.name)
            return None
        # A character too many or too few: the word IBAN must stand before it.
        match = _MISTYPED.match(text, start)
        if match is None or not self._called.before(text, start, 20):
            return None
        end = match.end()
        words = list(re.finditer(r"[ -]", match.group()))
        while words and not any(char.isdigit() for char in text[start + words[-1].end() : end]):
            end = start + words.pop().start()
        size = sum(char.isalnum() for char in text[start:end])
        if abs(size - wanted) <= 3 and isolated(text, start, end):
            return Entity(start, end, "IBAN_CODE", _WRONG, self.name)
        return None

    def _bics(self, text: str, iban: Entity) -> Iterator[Entity]:
        """Yield codes of the same country that stand beside an IBAN without a word for it."""
        country = text[iban.start : iban.start + 2].upper()
        for low, high in ((iban.end, iban.end + _REACH), (iban.start - _REACH, iban.start)):
            for match in _BIC.finditer(text, max(0, low), min(len(text), high)):
                if match.group(1) == country:
                    yield Entity(match.start(), match.end(), "BIC_CODE", 0.8, self.name)


def _inside_word(text: str, start: int) -> bool:
    return start > 0 and (text[start - 1].isalnum() or text[start - 1] == "_")


def _ends_in_word(text: str, start: int, end: int, *, glued: bool) -> bool:
    """Tell whether a valid number may end although a letter, or the label before it, is glued on.

    Args:
        text: plain text.
        start: where the number begins.
        end: where it ends.
        glued: does a label, or the number before it, stand right before it?
    """
    behind = text[end : end + 1]
    if glued:
        return not behind.isdecimal()
    return text[start : start + 2].isupper() and (behind.isalpha() or behind == "_")


def _after_characters(
    text: str, start: int, wanted: int, gaps: Sequence[re.Pattern[str]]
) -> int | None:
    """Return where the `wanted`-th letter or digit ends, with one gap at a time.

    Args:
        text: plain text.
        start: where the first one stands.
        wanted: how many letters and digits there are.
        gaps: what may stand between two of them.
    """
    seen = 0
    at = start
    while at < len(text):
        char = text[at]
        if char.isascii() and char.isalnum():
            seen += 1
            at += 1
            if seen == wanted:
                return at
            continue
        ends = (gap.end() for each in gaps if (gap := each.match(text, at)) is not None)
        behind = next((end for end in ends if text[end : end + 1].isalnum()), None)
        if behind is None or not seen:
            return None
        at = behind
    return None


def _checked(check: Callable[[str], bool]) -> Callable[[str], bool]:
    """Return a check that refuses instead of raising, and refuses numbers of nothing but zeros."""

    def run(value: str) -> bool:
        try:
            return len(set(digits(value))) > 2 and bool(check(value))
        except ValueError:
            return False

    return run


def _bic(value: str) -> bool:
    return value[4:6].upper() in _BIC_COUNTRIES


def _polish(value: str) -> bool:
    number = digits(value)
    return len(number) == 26 and mod97(number[2:] + "PL" + number[:2]) == 1


def _portuguese(value: str) -> bool:
    return len(digits(value)) == 21 and int(digits(value)) % 97 == 1


def _belgian(value: str) -> bool:
    number = digits(value)
    return len(number) == 12 and (int(number[:10]) % 97 or 97) == int(number[10:])


def _hungarian(value: str) -> bool:
    number = digits(value)
    weights = (9, 7, 3, 1, 9, 7, 3, 1)
    rest = number[8:].ljust(16, "0")
    return (
        len(number) in (16, 24)
        and int(number) > 0
        and weighted(number[:8], weights) % 10 == 0
        and weighted(rest, weights * 2) % 10 == 0
    )


def _croatian(value: str) -> bool:
    bank, account = value.split("-", 1)
    return _mod_11_10(bank) and _mod_11_10(account)


def _mod_11_10(number: str) -> bool:
    rest = 10
    for digit in number[:-1]:
        rest = (rest + int(digit)) % 10 or 10
        rest = rest * 2 % 11
    return (rest + int(number[-1])) % 10 == 1


_RIB_LETTERS = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "12345678912345678923456789")


def _french(value: str) -> bool:
    """Check the key of a French account number (RIB): letters count 1 to 9, mod 97."""
    number = re.sub(r"\W", "", value).upper().translate(_RIB_LETTERS)
    return len(number) == 23 and int(number) % 97 == 0


def _slovenian(value: str) -> bool:
    number = digits(value)
    return len(number) == 15 and int(number) % 97 == 1


def _american(value: str) -> bool:
    number = digits(value)
    return (
        len(number) == 9
        and number[0] in "0123"
        and int(number) > 0
        and weighted(number, (3, 7, 1, 3, 7, 1, 3, 7, 1)) % 10 == 0
    )


def _giro(value: str) -> bool:
    return len(digits(value)) >= 5 and luhn(digits(value))


def _eleven_test(value: str) -> bool:
    """Check a Dutch account of 9 or 10 digits, as used before 2014."""
    number = digits(value).rjust(10, "0")
    return len(number) == 10 and weighted(number, (10, 9, 8, 7, 6, 5, 4, 3, 2, 1)) % 11 == 0


_ACCOUNT = concepts("bank_account")
_ANY = concepts("bank_account", "iban")
_SORT_CODE = concepts("sort_code")
_BSB = Hints(["bsb"])
_GIRO = Hints(["bankgiro", "plusgiro", "postgiro", "bankgironummer"])

RULES: tuple[Rule, ...] = (
    Rule("BIC_CODE", r"[A-Z]{6}[A-Z0-9]{2}(?:[A-Z0-9]{3})?", 0.0, _bic, concepts("bic"), 0.85),
    Rule("BIC_CODE",
         r"(?i)(?:bic\b|(?:bic|swift)[ \-/]?(?:bic|swift|code|nummer)\b|swift\s?[:=])\s{0,2}"
         r"[:=]?\s{0,2}(?P<v>[a-z]{6}[a-z0-9]{2}(?:[a-z0-9]{3})?)", 0.7, _bic),
    Rule("BANK_ACCOUNT", r"\d{2} ?(?:\d{4} ?){5}\d{4}", 0.85, _polish, _ANY, 0.95, needs="0"),
    Rule("BANK_ACCOUNT", r"\d{4}[ \-]?\d{4}[ \-]?\d{2}[ \-]?\d{10}", 0.5,
         _checked(ccc.is_valid), _ANY, 0.95, needs="0"),
    Rule("BANK_ACCOUNT", r"\d{4}[ .\-]?\d{4}[ .\-]?\d{11}[ .\-]?\d{2}", 0.6, _checked(_portuguese),
         _ANY, 0.95, needs="0"),
    Rule("BANK_ACCOUNT", r"\d{5}[ \-]?\d{5}[ \-]?[A-Za-z0-9]{11}[ \-]?\d{2}", 0.6,
         _checked(_french), _ANY, 0.95, needs="0"),
    Rule("BANK_ACCOUNT", r"\d{3}-\d{7}-\d{2}", 0.8, _belgian, _ANY, 0.95, needs="0"),
    Rule("BANK_ACCOUNT", r"\d{8}[ \-]\d{8}(?:[ \-]\d{8})?", 0.6, _hungarian, _ANY, 0.95,
         needs="0"),
    Rule("BANK_ACCOUNT", r"\d{16}(?:\d{8})?", 0.0, _hungarian, _ANY, 0.9, needs="0"),
    Rule("BANK_ACCOUNT", r"\d{7}-\d{10}", 0.7, _checked(_croatian), _ANY, 0.95, needs="0"),
    Rule("BANK_ACCOUNT", r"\d{5}-\d{10}|\d{15}|\d{4} \d{4} \d{4} \d{3}", 0.0, _checked(_slovenian),
         _ANY, 0.95, needs="0"),
    Rule("BANK_ACCOUNT", r"(?:\d{2,6}-)?\d{6,10}/\d{4}", 0.6, _checked(bankaccount.is_valid), _ANY,
         0.95, needs="0"),
    Rule("BANK_ACCOUNT", r"\d{4}[. ]\d{2}[. ]\d{5}", 0.45, _checked(kontonr.is_valid), _ANY, 0.95,
         needs="0"),
    Rule("BANK_ACCOUNT", r"\d{11}", 0.0, _checked(kontonr.is_valid), _ACCOUNT, 0.8, needs="0"),
    Rule("BANK_ACCOUNT", r"\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3}|\d{9,10}", 0.0, _eleven_test,
         _ACCOUNT, 0.8, needs="0"),
    Rule("BANK_ACCOUNT", r"\d{2}[- ]\d{2}[- ]\d{2}", 0.0, hints=_SORT_CODE, needs="0"),
    Rule("BANK_ACCOUNT", r"(?:^|[^\p{L}\p{N}])(?:SC|S/C)[:.]? ?(?P<v>\d{2}-\d{2}-\d{2})", 0.8,
         needs="0"),
    Rule("BANK_ACCOUNT",
         r"\d{2}[- ]\d{2}[- ]\d{2}(?:,| and| und|;)? {0,2}(?i:accounts?|acct?|konto|a/c)\.?"
         r"(?: (?:number|no\.?|nr\.?))?:? ?(?P<v>\d{6,10})", 0.85, needs="0"),
    Rule("BANK_ACCOUNT", r"\d{3}[- ]?\d{3}", 0.0, hints=_BSB, needs="0"),
    Rule("BANK_ACCOUNT", r"\d{1,7}-\d{1,4}", 0.0, _giro, _GIRO, 0.9, needs="0"),
    Rule("BANK_ACCOUNT", r"\d{9}", 0.0, _american, Hints(["routing", "aba"]), 0.9, needs="0"),
    Rule("BANK_ACCOUNT", r"\d{4}-\d{2}-\d{4,6}", 0.0, hints=_ACCOUNT, hint_score=0.85, needs="0"),
)  # fmt: skip
