"""Web addresses that lead to a person, and IP addresses.

Basis: RFC 3986 (web addresses), RFC 4291 (IPv6). IP
addresses count as personal data: CJEU C-582/14 (Breyer).
"""

from __future__ import annotations

import ipaddress
import re

from compliance.detect.matching.context import AFTER, BEFORE, Hints, concepts
from compliance.detect.matching.rules import Rule

_PRIVATE = tuple(
    map(ipaddress.IPv4Network, ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10"))
)
_NO_MAILBOX = frozenset({"git", "hg", "svn"})
"""Accounts of code servers, not of people: ssh://git@host/group/project."""


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


def _is_private_ip4(value: str) -> bool:
    """Tell whether an address is one of a network at home or at work (RFC 1918, RFC 6598)."""
    if _octets(value) is None:
        return False
    address = ipaddress.IPv4Address(value)
    return any(address in network for network in _PRIVATE)


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
    if re.search(r"[{}$<>]|%7[bB]|/maps/@", value) or value.endswith("="):
        return False
    last = re.split(r"[/=~?#]", value.rstrip("/"))[-1].lower()
    return last.split(".")[0] not in _NO_USER_PAGE


class _Network(Hints):
    """Words for connections and hosts where no word for versions stands in the same sentence."""

    __slots__ = ("_versions",)

    def __init__(self) -> None:
        super().__init__(concepts("ip_near").words)
        self._versions = concepts("version")

    def near(
        self, text: str, start: int, end: int, *, before: int = BEFORE, after: int = AFTER
    ) -> bool:
        """Tell whether a word for a connection stands near, and none for a version before."""
        return super().near(
            text, start, end, before=before, after=after
        ) and not self._versions.before(text, start, before)


_NETWORK = _Network()
_IP4 = r"\d{1,3}(?:\.\d{1,3}){3}"
_METHODS = r"(?:GET|POST|PUT|HEAD|DELETE|PATCH|OPTIONS|CONNECT)"
_HANDLE = r"[\p{L}\p{N}_.\-]{2,40}"
_PARAMETERS = (
    "user|uid|userid|user_id|username|usr|name|vorname|nachname|firstname|first_name|lastname|"
    "last_name|fullname|mail|email|e-mail|e_mail|phone|tel|telefon|mobile|token|session|sessionid|"
    "session_id|sid|phpsessid|jsessionid|auth|access_token|kunde|kundennr|kundennummer|customer|"
    "customerid|customer_id|customerno|account|accountid|account_id|member|memberid|member_id|"
    "patient|patientid|patient_id|clientid|client_id|cliente|usuario|utilisateur|utente|klient|nom|"
    "prenom|nombre|apellidos|cognome|correo|courriel|login|loginid|birthdate|dob|gebdat|iban|ssn|"
    "address|adresse|order_email|recipient"
)
_PATHS = (
    "u|user|users|profile|profiles|profil|profils|perfil|perfiles|profilo|profiel|profiili|kunde|"
    "kunden|customer|customers|account|accounts|konto|member|members|mitglied|mitglieder|membre|"
    "membres|miembro|usuario|usuarios|utilisateur|utente|utenti|uzytkownik|felhasznalo|medlem|"
    "gebruiker|kasutaja|bruger|bruker|patient|patients|people|person|persons|author|authors"
)

RULES: tuple[Rule, ...] = (
    Rule("IP_ADDRESS", r"\d{1,3}(?:\.\d{1,3}){3,}", 0.8, _is_ip4, concepts("ip"), 0.95,
         against=concepts("version"), needs="0"),
    Rule("IP_ADDRESS", r"\d{1,3}(?:\.\d{1,3}){3,}", 0.0, _is_any_ip4, concepts("ip"), 0.8,
         against=concepts("version"), needs="0"),
    Rule("IP_ADDRESS", r"\d{1,3}(?:\.\d{1,3}){3,}", 0.0, _is_private_ip4, _NETWORK, 0.8,
         against=concepts("version"), needs="0"),
    Rule("IP_ADDRESS",
         rf"(?P<v>{_IP4})(?::\d{{1,5}})? (?:- )?\S{{1,32}} \[\d{{1,2}}/[A-Z][a-z]{{2}}/",
         0.9, _is_any_ip4, needs="0"),
    Rule("IP_ADDRESS",
         rf"(?P<v>{_IP4})(?::\d{{1,5}})?(?: |,|;|\t)[^\n]{{0,40}}?[\"' ]?{_METHODS} [/\"h]", 0.85,
         _is_any_ip4, against=concepts("version"), needs="0"),
    Rule("IP_ADDRESS",
         rf"\d{{2}}:\d{{2}}:\d{{2}}(?:[.,]\d{{1,9}})?(?:Z|[+-]\d\d:?\d\d)?[\])]?"
         rf"(?: \[?[A-Za-z]{{4,8}}\]?)?[ \t]\[?(?P<v>{_IP4})", 0.8, _is_any_ip4, needs="0"),
    Rule("IP_ADDRESS",
         rf"(?i)\b[a-z][a-z0-9+]{{1,11}}://(?:[^\s/@]{{1,60}}@)?(?P<v>{_IP4})(?:[^\d.]|\z)", 0.85,
         _is_any_ip4, needs="://"),
    Rule("IP_ADDRESS", rf"(?P<v>{_IP4}):\d{{2,5}}(?:[^\d.:]|\z)", 0.8, _is_any_ip4, needs="0"),
    Rule("IP_ADDRESS", rf"(?i){_METHODS} [^\n]{{1,120}} (?:from|by|to) (?P<v>{_IP4})", 0.85,
         _is_any_ip4, needs="0"),
    Rule("IP_ADDRESS",
         r"[0-9A-Fa-f:]{2,30}:(?:\d{1,3}\.){3}\d{1,3}|[0-9A-Fa-f]{0,4}(?::[0-9A-Fa-f]{0,4}){2,}",
         0.8, _is_ip6, concepts("ip"), 0.95, needs=":"),
    Rule("URL",
         r"(?i)(?:https?://)?(?:[a-z]{2,3}\.|www\.|m\.)?(?:linkedin\.com/in|facebook\.com|fb\.com|"
         r"instagram\.com|twitter\.com|x\.com|threads\.net/@?|tiktok\.com/@?|"
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
    Rule("URL",
         r"(?i)(?:https?|s?ftp|ftps|smb|ssh|ldaps?|imaps?|smtp|davs?)://[^\s/@:\"'<>]{2,60}"
         r"@[^\s\"'<>]{3,200}", 0.75,
         lambda value: value.split("://", 1)[1].split("@")[0].lower() not in _NO_MAILBOX,
         trim=".,;)!?", needs="://"),
    Rule("URL", r"(?i)(?:sips?|xmpp|skype|callto):[^\s<>\"']{5,80}", 0.8,
         lambda value: "@" in value or sum(map(str.isdigit, value)) >= 7, trim=".,;)!?",
         needs=":"),
)  # fmt: skip
