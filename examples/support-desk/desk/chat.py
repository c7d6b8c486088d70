"""Puts a chat together: greeting, opening, identity check, the flow, an aside, a goodbye."""

import random
from dataclasses import dataclass

from desk.noise import after_comma, capitalised, sloppy
from desk.people import Case
from desk.script import Flow, Segment, render

MAX_TURNS = 10

Message = tuple[str, list[Segment]]
"""The role and the text of one message, in segments."""


@dataclass(slots=True, frozen=True)
class Language:
    """Everything written in one language.

    `flows` are the dialogues themselves; `pieces` are the flows whose name starts with `_`:
    greetings, signatures, the identity check, asides.
    """

    code: str
    flows: tuple[Flow, ...]
    pieces: dict[str, list[Flow]]


def language(code: str, flows: list[Flow]) -> Language:
    """Return a Language from what was read for `code`."""
    own = tuple(f for f in flows if not f.intent.startswith("_"))
    pieces: dict[str, list[Flow]] = {}
    for flow in flows:
        if flow.intent.startswith("_"):
            pieces.setdefault(flow.intent, []).append(flow)
    return Language(code, own, pieces)


_STYLES = {"chat": 34, "sloppy": 30, "terse": 12, "mail": 16, "formal": 8}
_LETTERS = ("mail", "formal")


class Writer:
    """Writes one chat of one case."""

    def __init__(self, lang: Language, case: Case, flow: Flow, rng: random.Random) -> None:
        """Draw the manner of the customer: style, and familiar or formal."""
        self.lang, self.case, self.flow, self.rng = lang, case, flow, rng
        styles = [s for s in _STYLES if not (s in _LETTERS and (flow.clean or flow.bare))]
        self.style = rng.choices(styles, [_STYLES[s] for s in styles])[0]
        if lang.code == "en":
            self.register = int(case.country == "US")
        else:
            familiar = {"mail": 0.0, "formal": 0.0, "sloppy": 0.65}.get(self.style, 0.4)
            self.register = int(rng.random() < familiar)

    def write(self) -> list[Message]:
        """Return the messages, in order; the last is the agent's."""
        rng, clean = self.rng, self.flow.clean
        turns = self._drawn_turns()
        messages: list[Message] = []
        for index, (role, phrasing) in enumerate(turns):
            segments = self._say(phrasing)
            if role == "user":
                segments = self._customer(segments, opening=index == 0)
            else:
                first, last = index == 1, index == len(turns) - 1
                if first and not self.flow.bare and rng.random() < (0.4 if clean else 0.75):
                    segments = [*self._agent_hello(), *segments]
                if last and rng.random() < 0.45:
                    bye = "_agent_bye_clean" if clean else "_agent_bye"
                    segments = [*segments, ("\n\n", None), *self._piece(bye)]
                segments = capitalised(segments)
            messages.append((role, _merged(segments)))
        if rng.random() < 0.22:
            messages.insert(0, ("system", self._piece("_system")))
        return messages

    def _drawn_turns(self) -> list[tuple[str, str]]:
        """Return role and template of every turn, with what is put in between."""
        turns = self._through(self.flow)
        inserts = list[tuple[str, int]]()
        brief = self.style in ("chat", "terse", "sloppy")
        if brief and not self.flow.clean and not self.flow.own and self.rng.random() < 0.3:
            inserts.append(("_verify", 1))
        if not self.flow.grave and self.rng.random() < 0.18:
            inserts.append(("_aside", MAX_TURNS))
        if not self.flow.grave and self.rng.random() < 0.35:
            inserts.append(("_thanks_clean" if self.flow.clean else "_thanks", MAX_TURNS))
        for name, at in inserts:
            piece = self._through(self.rng.choice(self.lang.pieces[name]))
            if len(turns) + len(piece) <= MAX_TURNS:
                at = min(at, len(turns))
                turns[at:at] = piece
        return turns

    def _through(self, flow: Flow) -> list[tuple[str, str]]:
        """Draw one way through a flow: which exchanges, and which phrasing of each turn."""
        out, skip, last = list[tuple[str, str]](), False, 0
        for turn in flow.turns:
            if turn.optional and turn.role == "user":
                skip = self.rng.random() < 0.45
            if turn.optional and skip:
                continue
            places = [i for i, text in enumerate(turn.phrasings) if out or self._suits(text)]
            last = last if turn.tied else self.rng.choice(places)
            out.append((turn.role, turn.phrasings[last]))
        return out

    def _suits(self, text: str) -> bool:
        """Tell whether an opening can stand in a formal letter: not one dashed off in a hurry."""
        return self.style not in _LETTERS or not (text[0].islower() or "!!" in text)

    def _say(self, template: str) -> list[Segment]:
        return render(template, self.case.lookup, self.register, self.rng)

    def _piece(self, name: str) -> list[Segment]:
        return self._say(self.rng.choice(self.lang.pieces[name][0].turns[0].phrasings))

    def _agent_hello(self) -> list[Segment]:
        kind = "_clean" if self.flow.clean else "_grave" if self.flow.grave else ""
        hello = self._piece("_agent_hello" + kind)
        gap = "\n\n" if hello[-1][0].endswith(",") else " "
        return [*hello, (gap, None)]

    def _customer(self, body: list[Segment], *, opening: bool) -> list[Segment]:
        """Dress what the customer says in the customer's manner of writing."""
        clean = self.flow.clean
        if opening and self.case.chat:
            body = [*self._piece("_again"), (" ", None), *body]
        if self.style in _LETTERS and opening:
            gap: Segment = ("\n\n" if self.style == "mail" else "\n", None)
            end = "_signature" if self.style == "mail" else "_bye_formal"
            body = after_comma(body) if self.lang.code == "de" else body
            return [*self._piece("_hello_formal"), gap, *body, gap, *self._piece(end)]
        spoken = opening and not (self.style == "terse" or self.flow.bare or self.case.chat)
        if spoken and self.rng.random() < 0.6:
            hello = "_hello_chat_clean" if clean else "_hello_chat"
            body = [*self._piece(hello), (" ", None), *body]
            if not clean and self.rng.random() < 0.3:
                body = [*body, (" ", None), *self._piece("_bye_chat")]
        return sloppy(body, self.lang.code, self.rng) if self.style == "sloppy" else body


def _merged(segments: list[Segment]) -> list[Segment]:
    """Join neighbouring untyped segments and trim the ends."""
    out = list[Segment]()
    for text, kind in segments:
        if kind is None and out and out[-1][1] is None:
            out[-1] = (out[-1][0] + text, None)
        elif text:
            out.append((text, kind))
    if out[0][1] is None:
        out[0] = (out[0][0].lstrip(), None)
    if out[-1][1] is None:
        out[-1] = (out[-1][0].rstrip(), None)
    while any("  " in t for t, k in out if k is None):
        out = [(t.replace("  ", " "), k) if k is None else (t, k) for t, k in out]
    out = [(t.replace(" \n", "\n"), k) if k is None else (t, k) for t, k in out]
    return [s for s in out if s[0]]


def spans(segments: list[Segment]) -> list[tuple[int, int, str]]:
    """Return start, end and type of every typed segment, in code points."""
    found, at = list[tuple[int, int, str]](), 0
    for text, kind in segments:
        if kind is not None:
            found.append((at, at + len(text), kind))
        at += len(text)
    return found
