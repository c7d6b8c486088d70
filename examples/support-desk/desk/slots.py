"""The slots a dialogue can name, besides people's names and the goods: type and value of each."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from desk import numbers

if TYPE_CHECKING:
    from desk.people import Case

VALUES: dict[str, tuple[str | None, Callable[[Case], str]]] = {
    "email": ("EMAIL_ADDRESS", lambda c: c.mail("email")),
    "email2": ("EMAIL_ADDRESS", lambda c: c.mail("email2")),
    "o.email": ("EMAIL_ADDRESS", lambda c: c.mail("o.email", "other")),
    "phone": ("PHONE_NUMBER", lambda c: numbers.phone(c.stream("phone"), c.country, mobile=False)),
    "mobile": ("PHONE_NUMBER", lambda c: numbers.phone(c.stream("mob"), c.country, mobile=True)),
    "address": ("STREET_ADDRESS", lambda c: c.one_line("home")),
    "address.lines": ("STREET_ADDRESS", lambda c: c.lines("home")),
    "address2": ("STREET_ADDRESS", lambda c: c.one_line("new")),
    "address2.lines": ("STREET_ADDRESS", lambda c: c.lines("new")),
    "street": ("STREET_ADDRESS", lambda c: c.address("home")[0]),
    "town": ("LOCATION", lambda c: c.town("home")),
    "town2": ("LOCATION", lambda c: c.town("new")),
    "place": ("LOCATION", lambda c: c.place("place")),
    "iban": ("IBAN_CODE", lambda c: c.iban("iban")),
    "iban2": ("IBAN_CODE", lambda c: c.iban("iban2")),
    "iban2.flat": ("IBAN_CODE", lambda c: c.iban("iban2", grouped=False)),
    "card": ("CREDIT_CARD", lambda c: numbers.card(c.stream("card"))),
    "card2": ("CREDIT_CARD", lambda c: numbers.card(c.stream("card2"))),
    "tax_id": ("DE_TAX_ID", lambda c: numbers.tax_id(c.stream("tax"))),
    "pension": (
        "DE_SOCIAL_SECURITY",
        lambda c: numbers.pension_number(c.stream("rv"), c.birth(), c.person("me").last),
    ),
    "id_card": ("DE_ID_CARD", lambda c: numbers.id_card(c.stream("id"))),
    "nino": ("UK_NINO", lambda c: numbers.nino(c.stream("nino"))),
    "nhs": ("UK_NHS", lambda c: numbers.nhs(c.stream("nhs"))),
    "ssn": ("US_SSN", lambda c: numbers.ssn(c.stream("ssn"))),
    "dob": ("DATE_OF_BIRTH", lambda c: c.birth_text()),
    "o.dob": ("DATE_OF_BIRTH", lambda c: c.birth_text("other")),
    "plate": ("LICENSE_PLATE", lambda c: numbers.plate(c.stream("plate"), c.language)),
    "customer": ("CUSTOMER_ID", lambda c: c.tied("customer")),
    "order": ("CUSTOMER_ID", lambda c: c.tied("order")),
    "contract": ("CUSTOMER_ID", lambda c: c.tied("contract")),
    "invoice": ("CUSTOMER_ID", lambda c: c.tied("invoice")),
    "frame": ("CUSTOMER_ID", lambda c: c.tied("frame")),
    "username": ("USERNAME", lambda c: c.username()),
    "password": ("PASSWORD", lambda c: c.password()),
    "ip": ("IP_ADDRESS", lambda c: numbers.ip(c.stream("ip"))),
    "case": (None, lambda c: c.number),
}
"""Slot -> type and value. The case number is the company's own filing mark, so it has no type."""
