"""The operator that puts an invented value of the same type in the place of a value."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from compliance.detect.types import TYPES
from compliance.operators.base import Params, Replace
from compliance.operators.placeholder import Placeholder
from compliance.operators.simple import Redact
from compliance.operators.surrogates import codes, contact, dates, network, organisations, places
from compliance.operators.surrogates.persons import note_parts, person
from compliance.operators.surrogates.phones import phone

Inventor = Callable[[str, Params], str | None]


def _case(value: str, params: Params) -> str | None:
    """Return a case number with other digits; the letters say which court or office."""
    digits = sum(map(str.isdigit, value))
    return codes.scrambled(value, params, letters=digits < 3)


_INVENTORS: Mapping[str, Inventor] = {
    "PERSON": person,
    "EMAIL_ADDRESS": contact.email,
    "USERNAME": contact.username,
    "URL": contact.url,
    "IP_ADDRESS": network.ip,
    "MAC_ADDRESS": network.mac,
    "PHONE_NUMBER": phone,
    "IBAN_CODE": codes.iban,
    "CREDIT_CARD": codes.card,
    "CARD_EXPIRY": dates.expiry,
    "BIC_CODE": codes.bic,
    "BANK_ACCOUNT": codes.scrambled,
    "CRYPTO": codes.scrambled,
    "CUSTOMER_ID": codes.scrambled,
    "CASE_NUMBER": _case,
    "LICENSE_PLATE": codes.scrambled,
    "VEHICLE_ID": codes.vehicle,
    "DEVICE_ID": codes.device,
    "MRZ": codes.scrambled,
    "DATE_OF_BIRTH": dates.born,
    "DATE_TIME": dates.date,
    "AGE": dates.age,
    "LOCATION": places.location,
    "STREET_ADDRESS": places.address,
    "ORGANIZATION": organisations.organisation,
}
"""Entity type → what invents a value of it. National identifiers have one of their own; all other
types get a slot, because an invented illness or occupation would be a statement about somebody."""
_SHARED = frozenset({"DATE_TIME", "DATE_OF_BIRTH", "AGE", "CARD_EXPIRY"})
"""Types of which many people have the same value, so that an invented one points to nobody."""


class Surrogate(Replace):
    """Puts an invented value of the same type and form in the place of a value.

    Equal values get equal ones in a scope, different values never do, and no value gets itself or,
    dates and ages aside, another value of the scope.
    Where a type has ranges that are given to nobody, the value is from there. What cannot be read
    becomes a slot, a secret only its type.

    Basis: EDPB Guidelines 01/2025 on pseudonymisation; Carrell et al., Hiding in plain sight
    (JAMIA 2013).
    """

    name = "surrogate"

    def meet(self, text: str, params: Params) -> None:
        """Take notice of a value, so that no surrogate is equal to it."""
        params.numbers.note(params.entity_type, text)
        if params.entity_type == "PERSON":
            note_parts(text, params)

    def replace(self, text: str, params: Params) -> str:
        """Return the invented value, or a slot."""
        known = TYPES.get(params.entity_type)
        category = known.category if known is not None else ""
        if category == "secret":
            return Redact().replace(text, params)
        invent = _INVENTORS.get(params.entity_type)
        if invent is None and category == "government_id":
            invent = codes.national_id
        new = invent(text, params) if invent is not None else None
        if not new or new.casefold() == text.casefold() or _is_others(new, params):
            return Placeholder().replace(text, params)
        return new


def _is_others(new: str, params: Params) -> bool:
    """Tell whether an invented value is one that stands in the scope, so another person's."""
    return params.entity_type not in _SHARED and params.numbers.is_original(params.entity_type, new)
