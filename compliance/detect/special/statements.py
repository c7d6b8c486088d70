"""How far the statement around a revealing word goes."""

from __future__ import annotations

import re

from compliance.detect.matching.context import isolated

_LEAD = re.compile(
    r"(?:"
    r"has|have|had|is|am|are|was|were|been|suffers? from|suffering from|uses?|using|with|without|"
    r"in|on|at|an?|the|my|his|her|of|after|since|to|for|due to|diagnosed with|recovering from|"
    r"living with|tested|chronic|severe|mild|bad|serious|acute|slight|type (?:1|2|one|two)|both|"
    r"left|right|member|members|rep|union|registered|practising|practicing|active|recent|"
    r"habe|hat|hatte|bin|ist|war|sind|sitze|sitzt|liege|liegt|leide|leidet|bekomme|bekommt|nehme|"
    r"an|am|im|in|bei|beim|mit|unter|nach|vom|von|der|die|das|dem|den|des|ein|eine|einem|einen|einer|"
    r"seit|zu|zur|zum|starke[nrms]?|schwere[nrms]?|leichte[nrms]?|chronische[nrms]?|akute[nrms]?|"
    r"meine[nrms]?|seine[nrms]?|ihre[nrms]?|mitglied\w*|ended up|come down|came down|"
    r"aktives|langjähriges|typ|grad|"
    r"\d{1,3} ?%|\d{1,2}|one|two|three|four|five|six|seven|eight|ten|zwei|drei|vier|fünf|sechs|"
    r"sieben|acht|zehn|wochen?|monate?n?|jahre?n?|weeks?|months?|years?"
    r")[ -]",
    re.IGNORECASE,
)
"""Words in front of a revealing word that belong to the statement; one or two at a time."""
_WORD_START = re.compile(r"(?:\A|(?<=[\s(,;:]))(?=[^\W_])")
_TAIL = re.compile(
    r"(?:[ -](?:members?(?:hip)?(?: card)?|rep(?:resentative)?|card|patient|attack|disease|surgery|"
    r"kranke?r?|operiert|erkrankt|zugezogen|erlitten|gebrochen|typ \d|type \d|ver\.di))?"
    r"(?:,? (?:in|on|of|at|with|since|for|after|from|below|above|under|an|am|im|bei|beim|mit|seit|"
    r"nach|der|des|von|vom|unter|über)"
    r"(?: (?:a|an|the|both|my|his|her|their|left|right|dem|der|den|die|das|des|einem|einer|beiden|"
    r"meinem|meiner|seinem|linken|rechten|ig|\d{1,4}|about|over|über|six|sechs|two|zwei|three|"
    r"drei))*"
    r" (?:[^\W\d_][^\W_'-]+(?:[.][^\W_]+)?|(?<= )\d{4})"
    r"(?: (?:weeks?|months?|years?|wochen|monaten?|jahren?|metall|bau|bce|operation|stroke|"
    r"erkrankt))?){0,2}",
    re.IGNORECASE,
)
"""Words behind a revealing word that belong to the statement."""
_NO_TAIL = re.compile(
    r",? (?:in|at|from|an|am|bei|von|vom|for|mit|with|on) (?:(?:the|a|an|der|dem|den|die|das|einem|"
    r"einer) )*(?:case|warehouse|form|office|post|mail|moment|montag|dienstag|mittwoch|donnerstag|"
    r"freitag|samstag|sonntag|monday|tuesday|wednesday|thursday|friday|saturday|sunday|you|your|me|"
    r"ihnen|euch|lager|termin|appointment|end|ende|top|mornings?|afternoons?)",
    re.IGNORECASE,
)


def statement(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the span of the statement that the word at `[start, end)` makes."""
    window = max(0, start - 60)
    left = text[window:start]
    start -= _lead(left[left.rfind("\n") + 1 :])
    tail = _TAIL.match(text, end)
    if tail is not None and not _NO_TAIL.match(text, end):
        # Not in the middle of a word: "Krank" of "Krankheit" is no tail.
        end = tail.end() if isolated(text, start, tail.end()) else end
    return start, end


def _lead(left: str) -> int:
    """Return how many characters at the end of `left` belong to the statement behind it."""
    reached = {len(left)}
    passed = 0
    for match in reversed(list(_WORD_START.finditer(left))):
        lead = _LEAD.match(left, match.start())
        if lead is not None and lead.end() in reached:
            reached.add(match.start())
            passed = 0
        else:
            passed += 1
            if passed == 2:  # no entry has three words
                break
    return len(left) - min(reached)
