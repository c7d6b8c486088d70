"""Values that nobody has, in valid form, for the self-test; they are never written anywhere.

Names are of two kinds: from the lists of names that the scanner knows, and coined from syllables,
which no list knows. Numbers keep their beginning and get another ending that passes the check of
their type.

Basis: ISO 13616 (IBAN), ISO/IEC 7812-1 (Luhn); GDPR Recital 26 (nobody is identified by them).
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from functools import cache

from compliance.detect.names.lists import everyday_words, family_names, given_names, small_words
from compliance.detect.names.words import fold
from compliance.detect.types import category_of
from compliance.operators.base import Params
from compliance.operators.numbers import RecordNumbers
from compliance.operators.slots import SLOT
from compliance.operators.surrogate import Surrogate
from compliance.operators.surrogates.codes import checks, is_luhn, is_valid
from compliance.policy.operators import OperatorChoice
from compliance.residue.values import no_name_words

_RUN = re.compile(r"[^\W\d_]+")
_STARTS = tuple("b br d dr f fr g gr h j k kl kr l m n p pr r s st t tr v w z".split())
_MIDDLES = tuple("a e i o u au ei ie".split())
_INNER = tuple("b d g k l ll lm lt m mm n nd nk nt p r rd rk rn s sk ss st t tt v z".split())
_GIVEN_ENDS = tuple("a o ia el in is ane wen ek ilo".split())
_SURNAME_ENDS = tuple("er ak ow ens ard oux il erra ing uv".split())
_TRIES = 400
_SURROGATES = frozenset(
    "DATE_OF_BIRTH DATE_TIME STREET_ADDRESS LOCATION ORGANIZATION IP_ADDRESS".split()
)
_BY_WORDS = frozenset({"EMAIL_ADDRESS", "USERNAME"})
_NUMBERS = frozenset({"government_id", "financial", "account", "vehicle", "contact", "online"})
_NO_NUMBERS = frozenset({"AMOUNT", "CARD_EXPIRY", "URL", "MAC_ADDRESS"})
_IBANS = (("DE", 18), ("AT", 16), ("CH", 17), ("LU", 16))
_PHONES = ("DE", "AT", "CH", "GB", "FR", "IT", "ES", "PL", "NL")
_DOMAINS = ("de", "com", "eu", "fr", "it", "es", "pl", "nl")


class Inventor:
    """Invents values for one record; the same word always becomes the same word.

    Args:
        rng: seeded for the record.
        numbers: seeded for the record; what surrogates are drawn with.
        coined: whether names are coined instead of drawn from lists.
    """

    def __init__(self, rng: random.Random, numbers: RecordNumbers, *, coined: bool) -> None:
        self._rng = rng
        self._numbers = numbers
        self._coined = coined
        self._words: dict[str, str] = {}

    def instead_of(self, entity_type: str, value: str) -> str | None:
        """Return an invented value in the form of another; None where none can be made.

        Args:
            entity_type: of the value.
            value: as it stands in the text.
        """
        category = category_of(entity_type)
        new: str | None = None
        if entity_type == "PERSON":
            new = self._person(value)
        elif entity_type in _BY_WORDS:
            new = self._address(value)
        elif entity_type in _SURROGATES:
            new = self._surrogate(entity_type, value)
        elif category in _NUMBERS and entity_type not in _NO_NUMBERS:
            new = self._number(value, _check_of(entity_type))
        return new if new and fold(new) != fold(value) else None

    def name(self) -> str:
        """Return given name and surname of nobody."""
        if self._coined:
            return f"{self._coin(given=True)} {self._coin(given=False)}"
        return f"{self._rng.choice(_listed(given=True))} {self._rng.choice(_listed(given=False))}"

    def mail(self) -> str:
        """Return a mail address of nobody."""
        first, last = (self._coin(given=given).lower() for given in (True, False))
        host = self._coin(given=False).lower()
        return f"{first}{self._rng.choice('._-')}{last}@{host}.{self._rng.choice(_DOMAINS)}"

    def phone(self) -> str:
        """Return a phone number of valid form."""
        import phonenumbers

        region = self._rng.choice(_PHONES)
        kind = phonenumbers.PhoneNumberType.MOBILE
        example = phonenumbers.example_number_for_type(region, kind)
        if example is None:
            raise ValueError(f"no example of a number in {region}")
        shown = str(
            phonenumbers.format_number(example, phonenumbers.PhoneNumberFormat.INTERNATIONAL)
        )
        new = self._number(shown, _is_phone)
        return new or shown

    def iban(self) -> str:
        """Return an account number that passes the check."""
        from stdnum import iban

        country, length = self._rng.choice(_IBANS)
        digits = "".join(self._rng.choices("0123456789", k=length))
        plain = country + iban.calc_check_digits(f"{country}00{digits}") + digits
        return str(iban.format(plain))

    def _person(self, value: str) -> str | None:
        if not self._coined:
            return self._surrogate("PERSON", value)
        first = True
        pieces: list[str] = []
        position = 0
        for match in _RUN.finditer(value):
            word = match.group()
            if len(word) < 2 or fold(word) in no_name_words():
                continue
            pieces += (value[position : match.start()], self._instead_of(word, given=first))
            position = match.end()
            first = False
        return "".join([*pieces, value[position:]]) if pieces else None

    def _address(self, value: str) -> str | None:
        local, sign, host = value.partition("@")
        name, dot, domain = host.rpartition(".")
        if sign and not dot:
            return None
        changed = [_RUN.sub(self._changed, part) for part in (local, name)]
        return f"{self._digits(changed[0])}{sign}{changed[1]}{dot}{domain}"

    def _changed(self, match: re.Match[str]) -> str:
        word = match.group()
        return self._instead_of(word, given=True) if len(word) > 2 else word

    def _instead_of(self, word: str, *, given: bool) -> str:
        plain = fold(word)
        if plain not in self._words:
            self._words[plain] = self._coin(given=given)
        new = self._words[plain]
        return new.upper() if word.isupper() else new.lower() if word.islower() else new

    def _coin(self, *, given: bool) -> str:
        rng = self._rng
        for _ in range(_TRIES):
            inner = "".join(
                rng.choice(_INNER) + rng.choice(_MIDDLES) for _ in range(rng.randint(0, 1))
            )
            end = rng.choice(_INNER) + rng.choice(_GIVEN_ENDS if given else _SURNAME_ENDS)
            word = rng.choice(_STARTS) + rng.choice(_MIDDLES) + inner + end
            if not _is_known(word):
                break
        return word.capitalize()

    def _surrogate(self, entity_type: str, value: str) -> str | None:
        choice = OperatorChoice(name="surrogate")
        params = Params(entity_type, choice, self._numbers, "und")
        new = Surrogate().replace(value, params)
        return None if SLOT.search(new) else new

    def _number(self, value: str, check: Callable[[str], bool] | None) -> str | None:
        """Return a number with another ending that passes the check of its type."""
        places = [at for at, char in enumerate(value) if char.isdigit() and char.isascii()]
        if len(places) < 4:
            return None
        chars = list(value)
        for _ in range(_TRIES):
            for at in places[len(places) // 2 :]:
                chars[at] = self._rng.choice("0123456789")
            new = "".join(chars)
            if new != value and (check is None or check(new)):
                return new
        return None

    def _digits(self, text: str) -> str:
        return re.sub(r"\d", lambda _: self._rng.choice("0123456789"), text)


def _check_of(entity_type: str) -> Callable[[str], bool] | None:
    """Return what a number of a type has to pass; None where nothing is known."""
    if entity_type == "IBAN_CODE":
        return _is_iban
    if entity_type == "CREDIT_CARD":
        return is_luhn
    return (lambda new: is_valid(entity_type, new)) if checks(entity_type) else None


def _is_iban(value: str) -> bool:
    from stdnum import iban

    return bool(iban.is_valid(value))


def _is_phone(text: str) -> bool:
    import phonenumbers

    return bool(phonenumbers.is_valid_number(phonenumbers.parse(text)))


def _is_known(word: str) -> bool:
    return any(
        word in words() for words in (given_names, family_names, everyday_words, small_words)
    )


@cache
def _listed(*, given: bool) -> tuple[str, ...]:
    """Return names of the lists, in a fixed order."""
    words = given_names() if given else family_names() - everyday_words()
    return tuple(word.capitalize() for word in sorted(words) if word.isalpha() and len(word) > 3)
