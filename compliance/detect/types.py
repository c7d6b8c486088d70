"""The entity types a finding can have, their categories, and why each one counts.

Names are Presidio's own where Presidio has one, so that findings compare with its findings.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

CATEGORIES: tuple[str, ...] = (
    "identity",
    "contact",
    "location",
    "organization",
    "date",
    "government_id",
    "financial",
    "account",
    "online",
    "vehicle",
    "special_category",
    "criminal",
    "secret",
)
"""Every category, in the order in which reports show them."""

_PERSONAL = "GDPR Art. 4(1)"
_NATIONAL_ID = "GDPR Art. 4(1), Art. 87"
_ONLINE = "GDPR Art. 4(1), Recital 30"
_SPECIAL = "GDPR Art. 9(1)"
_SECURITY = "GDPR Art. 32(1)"


@dataclass(frozen=True, slots=True)
class Entity:
    """One find in a text.

    `start` (inclusive) and `end` (exclusive) are code points into the original text; `score` is
    in [0, 1]; `recognizer` names the rule that found it.
    """

    start: int
    end: int
    type: str
    score: float
    recognizer: str


@dataclass(frozen=True, slots=True)
class EntityType:
    """What one entity type means to a reader who is no engineer."""

    name: str
    """The name used in findings, policies and slots."""
    category: str
    """One of `CATEGORIES`."""
    title: str
    """Plain English, for reports."""
    basis: str
    """The law that makes it count."""


_ROWS: tuple[tuple[str, str, str, str], ...] = (
    ("PERSON", "identity", "Name of a person", _PERSONAL),
    ("TITLE", "identity", "Form of address or academic title", _PERSONAL),
    ("AGE", "identity", "Age of a person", _PERSONAL),
    ("GENDER", "identity", "Sex or gender", _PERSONAL),
    ("NATIONALITY", "identity", "Nationality or origin", _PERSONAL),
    ("OCCUPATION", "identity", "Occupation or position", _PERSONAL),
    ("EMAIL_ADDRESS", "contact", "E-mail address", _PERSONAL),
    ("PHONE_NUMBER", "contact", "Phone number", _PERSONAL),
    ("LOCATION", "location", "Place", _PERSONAL),
    ("STREET_ADDRESS", "location", "Postal address", _PERSONAL),
    ("GEO_COORDINATES", "location", "Geographic position", _PERSONAL),
    ("ORGANIZATION", "organization", "Organisation", "GDPR Recital 14 (context of a person)"),
    ("DATE_OF_BIRTH", "date", "Date of birth", _PERSONAL),
    ("DATE_TIME", "date", "Other date", _PERSONAL),
    ("AT_SOCIAL_SECURITY", "government_id", "Austrian social security number", _NATIONAL_ID),
    ("AT_TAX_ID", "government_id", "Austrian tax number", _NATIONAL_ID),
    ("BE_NATIONAL_NUMBER", "government_id", "Belgian national number", _NATIONAL_ID),
    ("BG_EGN", "government_id", "Bulgarian civil number (EGN)", _NATIONAL_ID),
    ("CH_AHV", "government_id", "Swiss social security number (AHV)", _NATIONAL_ID),
    ("CZ_BIRTH_NUMBER", "government_id", "Czech birth number", _NATIONAL_ID),
    ("DE_TAX_ID", "government_id", "German tax identification number", _NATIONAL_ID),
    ("DE_TAX_NUMBER", "government_id", "German tax number (Steuernummer)", _NATIONAL_ID),
    ("DE_SOCIAL_SECURITY", "government_id", "German pension insurance number", _NATIONAL_ID),
    ("DE_HEALTH_INSURANCE", "government_id", "German health insurance number", _NATIONAL_ID),
    ("DE_ID_CARD", "government_id", "German identity card number", _NATIONAL_ID),
    ("DE_PASSPORT", "government_id", "German passport number", _NATIONAL_ID),
    ("DE_FUEHRERSCHEIN", "government_id", "German driving licence number", _NATIONAL_ID),
    ("DK_CPR", "government_id", "Danish civil registration number", _NATIONAL_ID),
    ("EE_PERSONAL_CODE", "government_id", "Estonian personal code", _NATIONAL_ID),
    ("ES_NIE", "government_id", "Spanish foreigner number (NIE)", _NATIONAL_ID),
    ("ES_NIF", "government_id", "Spanish identity number (NIF/DNI)", _NATIONAL_ID),
    ("FI_PERSONAL_IDENTITY_CODE", "government_id", "Finnish personal identity code", _NATIONAL_ID),
    ("FR_NIR", "government_id", "French social security number", _NATIONAL_ID),
    ("FR_TAX_ID", "government_id", "French tax number", _NATIONAL_ID),
    ("GR_AMKA", "government_id", "Greek social security number", _NATIONAL_ID),
    ("GR_TAX_ID", "government_id", "Greek tax number (AFM)", _NATIONAL_ID),
    ("HR_OIB", "government_id", "Croatian personal number (OIB)", _NATIONAL_ID),
    ("HU_TAX_ID", "government_id", "Hungarian tax identification number", _NATIONAL_ID),
    ("IE_PPS", "government_id", "Irish personal public service number", _NATIONAL_ID),
    ("IS_KENNITALA", "government_id", "Icelandic identity number", _NATIONAL_ID),
    ("IT_FISCAL_CODE", "government_id", "Italian fiscal code", _NATIONAL_ID),
    ("LT_PERSONAL_CODE", "government_id", "Lithuanian personal code", _NATIONAL_ID),
    ("LU_NATIONAL_ID", "government_id", "Luxembourg national number", _NATIONAL_ID),
    ("LV_PERSONAL_CODE", "government_id", "Latvian personal code", _NATIONAL_ID),
    ("MT_ID_CARD", "government_id", "Maltese identity card number", _NATIONAL_ID),
    ("NL_BSN", "government_id", "Dutch citizen service number", _NATIONAL_ID),
    ("NO_NATIONAL_ID", "government_id", "Norwegian birth number", _NATIONAL_ID),
    ("PASSPORT", "government_id", "Passport number", _NATIONAL_ID),
    ("PL_PESEL", "government_id", "Polish personal number (PESEL)", _NATIONAL_ID),
    ("PT_NIF", "government_id", "Portuguese tax number (NIF)", _NATIONAL_ID),
    ("RO_CNP", "government_id", "Romanian personal number", _NATIONAL_ID),
    ("SE_PERSONNUMMER", "government_id", "Swedish personal number", _NATIONAL_ID),
    ("SI_EMSO", "government_id", "Slovenian personal number", _NATIONAL_ID),
    ("SK_BIRTH_NUMBER", "government_id", "Slovak birth number", _NATIONAL_ID),
    ("CY_TAX_ID", "government_id", "Cypriot tax number", _NATIONAL_ID),
    ("UK_DRIVING_LICENCE", "government_id", "UK driving licence number", _NATIONAL_ID),
    ("UK_NHS", "government_id", "UK NHS number", _NATIONAL_ID),
    ("UK_NINO", "government_id", "UK national insurance number", _NATIONAL_ID),
    ("BE_ID_CARD", "government_id", "Belgian identity card number", _NATIONAL_ID),
    ("BG_FOREIGNER_NUMBER", "government_id", "Bulgarian foreigner number (LNCh)", _NATIONAL_ID),
    ("CY_ID_CARD", "government_id", "Cypriot identity card number", _NATIONAL_ID),
    ("CY_RESIDENCE_PERMIT", "government_id", "Cypriot alien registration number", _NATIONAL_ID),
    ("DRIVING_LICENCE", "government_id", "Driving licence number", _NATIONAL_ID),
    ("ES_SOCIAL_SECURITY", "government_id", "Spanish social security number", _NATIONAL_ID),
    ("FI_TAX_ID", "government_id", "Finnish tax number (veronumero)", _NATIONAL_ID),
    ("FR_DRIVING_LICENCE", "government_id", "French driving licence number", _NATIONAL_ID),
    ("FR_ID_CARD", "government_id", "French identity card number", _NATIONAL_ID),
    ("GR_ID_CARD", "government_id", "Greek identity card number", _NATIONAL_ID),
    ("HEALTH_INSURANCE", "government_id", "Health insurance number", _NATIONAL_ID),
    ("HR_HEALTH_INSURANCE", "government_id", "Croatian health insurance number", _NATIONAL_ID),
    ("HU_ID_CARD", "government_id", "Hungarian identity card number", _NATIONAL_ID),
    ("HU_PERSONAL_ID", "government_id", "Hungarian personal identifier", _NATIONAL_ID),
    ("HU_SOCIAL_SECURITY", "government_id", "Hungarian social security number (TAJ)", _NATIONAL_ID),
    ("ID_CARD", "government_id", "Identity card number", _NATIONAL_ID),
    ("IT_DRIVER_LICENSE", "government_id", "Italian driving licence number", _NATIONAL_ID),
    ("IT_IDENTITY_CARD", "government_id", "Italian identity card number", _NATIONAL_ID),
    ("IT_VAT_CODE", "government_id", "Italian VAT number (partita IVA)", _NATIONAL_ID),
    ("LI_TAX_ID", "government_id", "Liechtenstein tax number (PEID)", _NATIONAL_ID),
    ("MRZ", "government_id", "Machine readable zone of a travel document", _NATIONAL_ID),
    ("NATIONAL_ID", "government_id", "National identification number", _NATIONAL_ID),
    ("PL_DRIVING_LICENCE", "government_id", "Polish driving licence number", _NATIONAL_ID),
    ("PL_ID_CARD", "government_id", "Polish identity card number", _NATIONAL_ID),
    ("PL_REGON", "government_id", "Polish business number (REGON)", _NATIONAL_ID),
    ("PL_TAX_ID", "government_id", "Polish tax number (NIP)", _NATIONAL_ID),
    ("PT_ID_CARD", "government_id", "Portuguese citizen card number", _NATIONAL_ID),
    ("PT_SOCIAL_SECURITY", "government_id", "Portuguese social security number", _NATIONAL_ID),
    ("RESIDENCE_PERMIT", "government_id", "Residence permit number", _NATIONAL_ID),
    ("RO_ID_CARD", "government_id", "Romanian identity card number", _NATIONAL_ID),
    ("SI_TAX_ID", "government_id", "Slovenian tax number", _NATIONAL_ID),
    ("SK_ID_CARD", "government_id", "Slovak identity card number", _NATIONAL_ID),
    ("SOCIAL_SECURITY", "government_id", "Social security number", _NATIONAL_ID),
    ("TAX_ID", "government_id", "Tax number", _NATIONAL_ID),
    ("UK_RESIDENCE_PERMIT", "government_id", "UK biometric residence permit number", _NATIONAL_ID),
    ("UK_TAX_ID", "government_id", "UK unique taxpayer reference", _NATIONAL_ID),
    ("VAT_ID", "government_id", "VAT identification number", _NATIONAL_ID),
    ("US_SSN", "government_id", "US social security number", _NATIONAL_ID),
    ("US_ITIN", "government_id", "US individual taxpayer number", _NATIONAL_ID),
    ("IBAN_CODE", "financial", "Bank account number (IBAN)", _PERSONAL),
    ("CREDIT_CARD", "financial", "Payment card number", _PERSONAL),
    ("CARD_EXPIRY", "financial", "Expiry date of a payment card", _PERSONAL),
    ("BIC_CODE", "financial", "Bank code (BIC)", _PERSONAL),
    ("BANK_ACCOUNT", "financial", "National bank account number or sort code", _PERSONAL),
    ("AMOUNT", "financial", "Amount, share, count or measure in a case", _PERSONAL),
    ("CRYPTO", "financial", "Crypto-currency address", _PERSONAL),
    ("CUSTOMER_ID", "account", "Customer, contract or order number", _PERSONAL),
    ("CASE_NUMBER", "account", "Case or file number", _PERSONAL),
    ("USERNAME", "account", "User name", _ONLINE),
    ("IP_ADDRESS", "online", "IP address", _ONLINE),
    ("MAC_ADDRESS", "online", "Network device address (MAC)", _ONLINE),
    ("DEVICE_ID", "online", "Device number (IMEI, serial number)", _ONLINE),
    ("URL", "online", "Web address that points to a person", _ONLINE),
    ("LICENSE_PLATE", "vehicle", "Vehicle licence plate", _PERSONAL),
    ("VEHICLE_ID", "vehicle", "Vehicle identification number", _PERSONAL),
    ("HEALTH", "special_category", "Health", _SPECIAL),
    ("TRADE_UNION_MEMBERSHIP", "special_category", "Trade union membership", _SPECIAL),
    ("RELIGION", "special_category", "Religion or belief", _SPECIAL),
    ("POLITICAL_OPINION", "special_category", "Political opinion", _SPECIAL),
    ("SEXUAL_ORIENTATION", "special_category", "Sexual orientation or sex life", _SPECIAL),
    ("ETHNIC_ORIGIN", "special_category", "Racial or ethnic origin", _SPECIAL),
    ("GENETIC_DATA", "special_category", "Genetic data", _SPECIAL),
    ("BIOMETRIC_DATA", "special_category", "Biometric data", _SPECIAL),
    ("CRIMINAL_OFFENCE", "criminal", "Criminal offence or conviction", "GDPR Art. 10"),
    ("PASSWORD", "secret", "Password or PIN", _SECURITY),
    ("API_KEY", "secret", "Access key or token", _SECURITY),
    ("PRIVATE_KEY", "secret", "Private key", _SECURITY),
    ("CONNECTION_STRING", "secret", "Connection string with credentials", _SECURITY),
)

TYPES: Mapping[str, EntityType] = MappingProxyType({row[0]: EntityType(*row) for row in _ROWS})
"""Every entity type by name."""

SENSITIVE = frozenset({"special_category", "criminal"})
"""Categories of GDPR Art. 9 and 10."""
SENSITIVE_TYPES = frozenset(row[0] for row in _ROWS if row[1] in SENSITIVE)
"""The entity types of these categories."""


def category_of(type_name: str) -> str:
    """Return the category of an entity type.

    A type that is not in the table comes from a recognizer of the user's own and counts as
    `identity`, the category whose handling is strictest to leave out.

    Args:
        type_name: a name as in `Entity.type`.
    """
    known = TYPES.get(type_name)
    return known.category if known is not None else "identity"
