"""E-mail addresses, web addresses that lead to a person, and IP addresses.

Basis: RFC 5321, RFC 5322 and RFC 6531 (e-mail), RFC 3986 (web addresses), RFC 4291 (IPv6). IP
addresses count as personal data: CJEU C-582/14 (Breyer).
"""

from __future__ import annotations

import ipaddress
import re

from compliance.detect.context import concepts
from compliance.detect.rules import Rule

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
    ending = re.split(r"[\s.\])}>)]+", value.rstrip(" ])}>)"))[-1].lower()
    return ending in _ENDINGS


def _broken(value: str) -> bool:
    """Tell whether a line break stands inside a domain, not behind an address that is complete."""
    domain = value.rpartition("@")[2]
    return _is_email(value) and domain.split("\n")[0].rstrip(".").split(".")[-1] not in _ENDINGS


def _octets(value: str) -> list[int] | None:
    parts = value.split(".")
    if len(parts) != 4 or any(len(part) > 1 and part[0] == "0" for part in parts):
        return None
    numbers = [int(part) for part in parts]
    return numbers if max(numbers) <= 255 else None


def _is_ip4(value: str) -> bool:
    """Tell whether a value is an address of a host, and not likely a version or a section."""
    numbers = _octets(value)
    if numbers is None or max(numbers) < 20:
        return False
    return not (numbers[0] in (0, 127, 255) or numbers == [8, 8, 4, 4])


def _is_any_ip4(value: str) -> bool:
    numbers = _octets(value)
    return numbers is not None and numbers[0] not in (0, 127, 255)


def _is_ip6(value: str) -> bool:
    try:
        address = ipaddress.IPv6Address(value)
    except ValueError:
        return False
    if address.is_loopback or address.is_unspecified:
        return False
    groups = [group for group in value.split(":") if group]
    # "::2" is a slice and "abc::def" a name in program code.
    return len(groups) >= 3 or (len(groups[0]) == 4 and groups[0][0] in "23fF" and len(groups) > 1)


_NO_HANDLE = frozenset(
    "home search intent share sharer login signup about help explore settings pages groups events "
    "watch marketplace privacy terms hashtag i in p tv reel reels stories status jobs company "
    "features pricing topics orgs sponsors marketplace apps policies legal developers business "
    "policy plugins tr dialog v2 docs download channel playlist feed results embed".split()
)
_NO_USER_PAGE = frozenset(
    "guide guides manual docs doc documentation help login logout register signup settings index "
    "install installation agreement terms new edit list search admin create delete update password "
    "profile reset me current all handbuch konto anmelden hilfe support faq about".split()
)


def _is_profile(value: str) -> bool:
    handle = value.rstrip("/").rsplit("/", 1)[-1].lstrip("@").split("=")[-1].lower()
    return handle not in _NO_HANDLE and "." + handle.rsplit(".", 1)[-1] not in (".php", ".com")


def _is_repository_host(value: str) -> bool:
    """Tell whether a page of a code server is a person's own, and not one of a project."""
    path = value.split(".", 1)[1].partition("/")[2].rstrip("/")
    return "/" not in path and path.lower() not in _NO_HANDLE


def _has_value(value: str) -> bool:
    """Tell whether a parameter holds a value, and no placeholder such as {id}."""
    if re.search(r"[{}$<>]|%7[bB]", value) or value.endswith("="):
        return False
    last = re.split(r"[/=~?#]", value.rstrip("/"))[-1].lower()
    return last.split(".")[0] not in _NO_USER_PAGE


def _words(concept: str) -> str:
    words = sorted(concepts(concept).words, key=len, reverse=True)
    return "|".join(re.escape(word).replace(r"\ ", " ").replace("\\-", "-") for word in words)


_AT = _words("email_at")
_DOT = _words("email_dot")
_LOCAL = r"[\p{L}\p{N}_%+\-][\p{L}\p{N}._%+\-']*"
_LABEL = r"[\p{L}\p{N}][\p{L}\p{N}\-]*"
_TLD = r"(?:\p{L}{2,24}|xn--[a-z0-9\-]{4,40})"
_OPEN, _CLOSE = r" ?[\[({<] ?", r" ?[\])}>] ?"
_MARKED_DOT = rf"(?:{_OPEN}(?:{_DOT}|\.){_CLOSE}| (?:{_DOT}) |\.)"
_HANDLE = r"[\p{L}\p{N}_.\-]{2,40}"
_PARAMETERS = (
    "user|uid|userid|user_id|username|usr|name|vorname|nachname|firstname|first_name|lastname|"
    "last_name|fullname|mail|email|e-mail|e_mail|phone|tel|telefon|mobile|token|session|sessionid|"
    "session_id|sid|phpsessid|jsessionid|auth|access_token|kunde|kundennr|kundennummer|customer|"
    "customerid|customer_id|customerno|account|accountid|account_id|member|memberid|member_id|"
    "patient|patientid|patient_id|client|clientid|cliente|usuario|utilisateur|utente|klient|nom|"
    "prenom|nombre|apellidos|cognome|correo|courriel|login|loginid|birthdate|dob|gebdat|iban|ssn|"
    "address|adresse|order_email|recipient|contact"
)
_PATHS = (
    "u|user|users|profile|profiles|profil|profils|perfil|perfiles|profilo|profiel|profiili|kunde|"
    "kunden|customer|customers|account|accounts|konto|member|members|mitglied|mitglieder|membre|"
    "membres|miembro|usuario|usuarios|utilisateur|utente|utenti|uzytkownik|felhasznalo|medlem|"
    "gebruiker|kasutaja|bruger|bruker|patient|patients|people|person|persons|author|authors"
)

RULES: tuple[Rule, ...] = (
    Rule("EMAIL_ADDRESS", rf"{_LOCAL}@\n?(?:{_LABEL}(?:-?\n{_LABEL})?\.)+{_TLD}", 1.0, _is_email,
         needs="@"),
    Rule("EMAIL_ADDRESS", rf"{_LOCAL}@{_LABEL}(?:\.{_LABEL})*\.\n{_TLD}", 0.7, _broken, needs="@"),
    Rule("EMAIL_ADDRESS", rf"\"[^\"\n]{{1,64}}\"@(?:{_LABEL}\.)+{_TLD}", 0.95, _is_email,
         needs="@"),
    Rule("EMAIL_ADDRESS", rf"{_LOCAL}@\[(?:IPv6:)?[0-9A-Fa-f:.]{{4,45}}\]", 0.95, needs="@["),
    Rule("EMAIL_ADDRESS",
         rf"(?i)(?:^|[\s\"'(<,;:])(?P<v>[\p{{L}}\p{{N}}._+\-]+%40(?:{_LABEL}\.)+{_TLD})", 0.9,
         needs="%40"),
    Rule("EMAIL_ADDRESS",
         rf"[\p{{L}}\p{{N}}._%+\-]+(?: @ ?|@ ){_LABEL}(?: ?\. ?{_LABEL})*(?: \. ?| ?\. |\.)\p{{L}}{{2,12}}",
         0.6, _ends_well, concepts("email"), 0.9, needs="@"),
    Rule("EMAIL_ADDRESS",
         rf"(?i)[\p{{L}}\p{{N}}._+\-]+(?:{_MARKED_DOT}[\p{{L}}\p{{N}}_+\-]+){{0,3}}"
         rf"{_OPEN}(?:{_AT}|a|@){_CLOSE}{_LABEL}(?:{_MARKED_DOT}{_LABEL})*"
         rf"{_MARKED_DOT}{_TLD}", 0.9, _ends_well),
    Rule("EMAIL_ADDRESS",
         rf"(?i)[\p{{L}}\p{{N}}._+\-]+(?: (?:{_DOT}) [\p{{L}}\p{{N}}_+\-]+){{0,3}} (?:{_AT}) "
         rf"{_LABEL}(?:(?: (?:{_DOT}) |\.){_LABEL})* (?:{_DOT}) \p{{L}}{{2,12}}", 0.8, _ends_well),
    Rule("EMAIL_ADDRESS", rf"(?i)[\p{{L}}\p{{N}}._+\-]+ (?:{_AT}) (?:{_LABEL}\.)+\p{{L}}{{2,12}}",
         0.0, lambda value: _ends_well(value) and re.search(r"^\S*[\d._]\S* ", value) is not None,
         concepts("email"), 0.75),
    Rule("IP_ADDRESS", r"\d{1,3}(?:\.\d{1,3}){3,}", 0.8, _is_ip4, concepts("ip"), 0.95,
         against=concepts("version"), needs="0"),
    Rule("IP_ADDRESS", r"\d{1,3}(?:\.\d{1,3}){3,}", 0.0, _is_any_ip4, concepts("ip"), 0.8,
         against=concepts("version"), needs="0"),
    Rule("IP_ADDRESS",
         r"[0-9A-Fa-f]{0,4}(?::[0-9A-Fa-f]{0,4}){2,}(?:(?:\d{1,3}\.){3}\d{1,3})?", 0.8,
         _is_ip6, concepts("ip"), 0.95, needs=":"),
    Rule("URL",
         r"(?i)(?:https?://)?(?:[a-z]{2,3}\.|www\.|m\.)?(?:linkedin\.com/in|facebook\.com|fb\.com|"
         r"fb\.me|instagram\.com|twitter\.com|x\.com|threads\.net/@?|tiktok\.com/@?|"
         r"xing\.com/profile|t\.me|telegram\.me|reddit\.com/u(?:ser)?|youtube\.com/@|vk\.com|"
         r"bsky\.app/profile|medium\.com/@|twitch\.tv|snapchat\.com/add|wa\.me|paypal\.me|"
         r"orcid\.org|researchgate\.net/profile|academia\.edu/people|strava\.com/athletes|"
         r"steamcommunity\.com/id|flickr\.com/people|soundcloud\.com|keybase\.io|linktr\.ee|"
         r"about\.me|patreon\.com|ko-fi\.com|last\.fm/user|open\.spotify\.com/user|"
         r"stackoverflow\.com/users|discord\.com/users|calendly\.com|nk\.pl/profile|copainsdavant\.com/p|"
         rf"stayfriends\.de/profil|tellonym\.me|gravatar\.com)/?{_HANDLE}", 0.75, _is_profile,
         trim=".-", needs="."),
    Rule("URL",
         rf"(?i)(?:https?://)?(?:www\.)?(?:github|gitlab|bitbucket|codeberg)\.(?:com|org)/{_HANDLE}"
         r"(?:/[^\s<>\"')\]]*)?", 0.6, _is_repository_host, trim=".-,;)", needs="."),
    Rule("URL",
         r"(?i)(?:https?|ftp)://[^\s<>\"'\[\]]*(?:/~|/@|"
         rf"/(?:{_PATHS})/|[?&;](?:{_PARAMETERS})=)[^\s<>\"'\[\]]+", 0.7, _has_value,
         trim=".,;)!?", needs="://"),
    Rule("URL", r"(?i)[a-z][a-z0-9+.\-]{1,12}://[^\s/@:\"'<>]{2,60}@[^\s\"'<>]{3,200}", 0.75,
         lambda value: value.split("://", 1)[1].split("@")[0].lower() not in _NO_MAILBOX,
         trim=".,;)!?", needs="://"),
    Rule("URL", r"(?i)(?:sips?|xmpp|skype|callto):[^\s<>\"']{5,80}", 0.8,
         lambda value: "@" in value or sum(map(str.isdigit, value)) >= 7, trim=".,;)!?",
         needs=":"),
)  # fmt: skip
