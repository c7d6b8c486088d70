"""Patterns for what has one value in many forms: e-mail, phone, number, address, birth date."""

from __future__ import annotations

import datetime as dt
import re

from compliance.subject.folding import fold

_SEP = r"[\s./()\-–_]{0,3}"
_LEAST_PHONE = 6
_LEAST_CODE = 4
SURE_CODE = 6
"""Letters and digits from which on a code is one person's alone."""
_STREET = re.compile(r"(.*?)(?:str(?:asse|\.)?)$")


def email_pattern(email: str) -> str | None:
    """Return a pattern for an e-mail address: any tag behind a plus, signs written out.

    None where it is no address.
    """
    local, at, domain = email.casefold().strip().partition("@")
    local = local.partition("+")[0]
    if not at or not local or "." not in domain:
        return None
    # Folding takes letters out (Mueller), so the pattern is folded like the text.
    dot = r"\s?(?:\.|[(\[]\s?(?:dot|punkt|point)\s?[)\]])\s?"
    sign = r"\s?(?:@|[(\[]\s?(?:at|a)\s?[)\]])\s?"
    parts = [re.escape(fold(part)) for part in domain.split(".")]
    head = r"\.".join(re.escape(fold(part)) for part in local.split("."))
    return rf"(?<![\w.+-]){head}(?:\+[\w.-]{{1,64}})?{sign}{dot.join(parts)}(?![\w-]|\.\w)"


def phone_pattern(phone: str) -> str | None:
    """Return a pattern for a phone number with or without country code, however it is grouped.

    None where it has too few digits.
    """
    digits = re.sub(r"\D", "", phone.replace("(0)", ""))
    country, national = _split_phone(phone.strip(), digits)
    if len(national) < _LEAST_PHONE:
        return None
    body = _SEP.join(national)
    code = _SEP.join(country) if country else r"\d{1,3}"
    return rf"(?<![\d+])(?:(?:\+|00)?{_SEP}{code}{_SEP})?(?:\(?0\)?{_SEP})?{body}(?!\d)"


def phone_forms(phone: str) -> set[str]:
    """Return a phone number as it was given and in the forms in which it is usually written."""
    digits = re.sub(r"\D", "", phone.replace("(0)", ""))
    forms = {phone, digits}
    country, national = _split_phone(phone.strip(), digits)
    if country:
        import phonenumbers

        parsed = phonenumbers.PhoneNumber(int(country), int(national))
        local = phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.NATIONAL)
        forms |= {f"+{country}{national}", f"00{country}{national}", f"{country}{national}", local}
        forms |= {re.sub(r"\D", "", local), f"+{country} {national}"}
        forms.add(phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.INTERNATIONAL))
    return forms


def _split_phone(phone: str, digits: str) -> tuple[str, str]:
    """Return country code (empty when unknown) and national number without its leading zero."""
    if phone.startswith("00"):
        phone, digits = "+" + phone[2:], digits.removeprefix("00")
    if phone.startswith("+"):
        import phonenumbers

        try:
            parsed = phonenumbers.parse("+" + digits, None)
        except phonenumbers.NumberParseException:
            return "", digits
        return str(parsed.country_code), str(parsed.national_number)
    return "", digits.lstrip("0")


def code_pattern(code: str) -> str | None:
    """Return a pattern for an identifying number or code, however it is grouped, folded text.

    None where it has too few letters and digits to be searched for.
    """
    plain = "".join(char for char in code.casefold() if char.isalnum())
    if len(plain) < _LEAST_CODE:
        return None
    return rf"(?<![^\W_]){_SEP.join(map(re.escape, fold(plain)))}(?![^\W_])"


def is_sure_code(code: str) -> bool:
    """Tell whether a code is long enough, and has a digit, to be one person's alone."""
    plain = [char for char in code if char.isalnum()]
    return len(plain) >= SURE_CODE and any(char.isdigit() for char in plain)


def address_pattern(address: str) -> str | None:
    """Return a pattern for street and house number, folded text; None where there is no number."""
    line = fold(address.partition(",")[0]).strip()
    number = re.search(r"(?<!\w)\d{1,4} ?[a-z]?(?!\w)", line)
    if number is None:
        return None
    street = "".join(re.findall(r"[^\W\d_]+|\.", (line[: number.start()] + line[number.end() :])))
    if match := _STREET.fullmatch(street):
        street, tail = match.group(1), r"[ .\-]?str(?:asse|\.)?"
    else:
        street, tail = street.rstrip("."), ""
    street = street.replace(".", "")
    if len(street) < 3:
        return None
    body = r"[ .\-]?".join(map(re.escape, street)) + tail
    house = re.escape(number.group().replace(" ", ""))
    house = re.sub(r"(\d)([a-z])", r"\1 ?\2", house)
    return rf"(?<!\w)(?:{body}[ ,.]{{0,3}}{house}|{house}[ ,]{{1,2}}{body})(?!\w)"


def birth_pattern(day: dt.date) -> str:
    """Return a pattern for a date in the usual orders, in figures and with names of months."""
    from compliance.detect.dates.months import month_number, month_pattern

    d, m, y = f"0?{day.day}", f"0?{day.month}", f"(?:{day.year}|{day.year % 100:02d})"
    names = sorted(
        {
            re.escape(fold(name))
            for name in month_pattern().removeprefix("(?:").removesuffix(")").split("|")
            if month_number(name.replace("\\", "")) == day.month
        },
        key=len,
        reverse=True,
    )
    month = f"(?:{'|'.join(names)})\\.?" if names else m
    sep, gap = r"[ ]?[./\-][ ]?", r"[ ,.]{1,3}(?:of |de |di )?"
    ordinal = r"(?:st|nd|rd|th|er|\.)?"
    forms = (
        f"{d}{sep}{m}{sep}{y}",
        f"{m}{sep}{d}{sep}{y}",
        f"{day.year}{sep}{m}{sep}{d}",
        f"{day:%Y%m%d}",
        f"{d}{ordinal}{gap}{month}{gap}{day.year}",
        f"{month}{gap}{d}{ordinal}{gap}{day.year}",
    )
    return rf"(?<![\d]){'(?:' + '|'.join(forms) + ')'}(?!\d)"
