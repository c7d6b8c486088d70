"""Days of the week right before a date, in every language: "Monday, 3 May 1999"."""

from __future__ import annotations

import re

_DAYS = (
    # en, de, nl
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day|mon|tues?|wed|thu(?:rs?)?|fri|sat|sun|"
    r"(?:mon|diens|donners|frei|sams|sonn)tags?|mittwochs?|sonnabend|"
    r"(?:maan|dins|woens|donder|vrij|zater|zon)dag|"
    # fr, it, es, pt, ro
    r"lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|"
    r"(?:lune|marte|mercole|giove|vener)d[ìi]|sabato|domenica|"
    r"lunes|martes|miércoles|miercoles|jueves|viernes|sábado|sabado|domingo|"
    r"(?:segunda|terça|quarta|quinta|sexta)(?:-feira)?|"
    r"luni|marți|marţi|miercuri|joi|vineri|sâmbătă|duminică|"
    # da, no, sv, is
    r"(?:man|tirs|ons|tors|fre|lør|søn)dag|(?:mån|tis|ons|tors|fre|lör|sön)dag(?:en)?|"
    r"(?:mánu|þriðju|miðviku|fimmtu|föstu|laugar|sunnu)dag(?:ur|inn|inum)?|"
    # pl, cs, sk, hr, sl
    r"poniedział(?:ek|ku)|wtor(?:ek|ku)|środ[ęay]|czwart(?:ek|ku)|piąt(?:ek|ku)|sobot[ęay]|"
    r"niedziel[ęai]|pondělí|úterý|střed[ua]|čtvrtek|pátek|sobot[ua]|neděl[ei]|"
    r"pondelok|utorok|stred[ua]|štvrtok|piatok|nedeľ[ua]|"
    r"ponedjelj(?:ak|ka)|utor(?:ak|ka)|srijed[ua]|četvrt(?:ak|ka)|pet(?:ak|ka)|subot[ua]|"
    r"nedjelj[ua]|"
    r"ponedelj(?:ek|ka)|tor(?:ek|ka)|sred[oa]|četrt(?:ek|ka)|pet(?:ek|ka)|soboto|nedelj[oa]|"
    # hu, fi, et, lt, lv
    r"hétfőn?|kedd(?:en)?|szerd(?:a|án)|csütörtök(?:ön)?|péntek(?:en)?|szombat(?:on)?|vasárnap|"
    r"(?:maanan|tiis|tors|perjan|lauan|sunnun)tai(?:na)?|keskiviikko(?:na)?|"
    r"(?:esmas|teisi|kolma|nelja)päev(?:al)?|reedel?|laupäev(?:al)?|pühapäev(?:al)?|"
    r"(?:pirma|antra|trečia|ketvirta|penkta|šešta|sekma)dien(?:is|į|io)|"
    r"(?:pirm|otr|treš|ceturt|piekt|sest|svēt)dien[ai]?|"
    # bg, el, ga, mt
    r"понеделник|вторник|сряда|четвъртък|петък|събота|неделя|"
    r"δευτέρα|τρίτη|τετάρτη|πέμπτη|παρασκευή|σάββατο|κυριακή|"
    r"déardaoin|"
    r"(?:it-)?tnejn|(?:it-)?tlieta|(?:l-)?erbgħa|(?:il-)?ħamis|(?:il-)?ġimgħa|(?:is-)?sibt|"
    r"(?:il-)?ħadd"
)
_DAY = re.compile(_DAYS, re.I)
_ARTICLES = frozenset("the den dem le el il dnia dne dňa d. de e an".split())
_LAST_WORD = re.compile(r"(?P<word>[^\W\d_][^\s,;:()]*?)\.?,? $")
_LONGEST = 24


def weekday_start(text: str, start: int) -> int:
    """Return where a date begins with the day of the week that stands right before it.

    Args:
        text: normalised text.
        start: where the date itself begins.
    """
    window = max(0, start - _LONGEST)
    word = _LAST_WORD.search(text[window:start])
    if word is not None and word.group("word").lower() in _ARTICLES:
        word = _LAST_WORD.search(text[window : window + word.start()])
    if word is None or _DAY.fullmatch(word.group("word")) is None:
        return start
    return window + word.start()
