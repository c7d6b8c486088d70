"""Write the example data: invented support chats, and where the personal data in them stands.

    python examples/support-desk/generate.py --seed 20261120 --out DIR

writes DIR/data/chats.jsonl and DIR/gold.jsonl. The same seed gives the same bytes. The dialogues
are the text files under desk/de and desk/en; the values come from desk/people.py. A span is known
because the text was put together around it; nothing is searched for.
"""

import argparse
import json
import random
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from desk.chat import Language, Message, Writer, language, spans
from desk.people import Case
from desk.script import Flow, read_flows

HERE = Path(__file__).resolve().parent
SEED = 20261120
PER_LANGUAGE = 240
CLEAN = 36
"""Chats per language with no personal data at all (15 %)."""
FOLLOW_UPS = 12
"""Chats per language that come back to a case; with the first one they make 10 %."""


@dataclass(slots=True, frozen=True)
class Job:
    """One chat to write: which flow, for which case, and which chat of that case."""

    lang: str
    flow: Flow
    case: int
    chat: int


def plan(languages: dict[str, Language], rng: random.Random) -> list[Job]:
    """Return the chats to write, in the order of the file."""
    jobs, case = list[Job](), 0
    for lang in languages.values():
        flows = _drawn([f for f in lang.flows if not f.clean], PER_LANGUAGE - CLEAN, rng)
        flows += _drawn([f for f in lang.flows if f.clean], CLEAN, rng)
        firsts, again = flows[FOLLOW_UPS:], flows[:FOLLOW_UPS]
        new = [Job(lang.code, flow, case + i, 0) for i, flow in enumerate(firsts)]
        case += len(new)
        personal = [job for job in new if not job.flow.clean]
        back = rng.sample(personal, FOLLOW_UPS)
        jobs += new
        jobs += [Job(lang.code, f, old.case, 1) for f, old in zip(again, back, strict=True)]
    rng.shuffle(jobs)
    return _first_before_second(jobs)


def _drawn(flows: list[Flow], count: int, rng: random.Random) -> list[Flow]:
    """Take every flow as often as its weight says, until there are `count`."""
    deck: list[Flow] = []
    while len(deck) < count:
        hand = [f for f in flows for _ in range(f.weight)]
        rng.shuffle(hand)
        deck += hand
    return deck[:count]


def _first_before_second(jobs: list[Job]) -> list[Job]:
    places: dict[tuple[str, int], list[int]] = {}
    for index, job in enumerate(jobs):
        places.setdefault((job.lang, job.case), []).append(index)
    out = list(jobs)
    for where in places.values():
        if len(where) == 2 and jobs[where[0]].chat == 1:
            out[where[0]], out[where[1]] = jobs[where[1]], jobs[where[0]]
    return out


def write_chat(lang: Language, job: Job, number: str, seed: int, seen: set[str]) -> list[Message]:
    """Return the messages of one job; an opening that was used before is drawn again."""
    home = random.Random(f"{seed}/{number}/country")
    country = "DE" if job.lang == "de" else home.choices(["UK", "US"], [60, 40])[0]
    for attempt in range(20):
        case = Case(f"{seed}/{number}", number, job.lang, country, job.chat)
        rng = random.Random(f"{seed}/{number}/{job.chat}/{attempt}")
        messages = Writer(lang, case, job.flow, rng).write()
        opening = next("".join(t for t, _ in s) for role, s in messages if role == "user")
        if opening not in seen:
            break
    seen.add(opening)
    return messages


def generate(seed: int, out: Path) -> Counter[str]:
    """Write both files under `out`.

    Returns:
        How often each type occurs.
    """
    languages = {code: language(code, read_flows(HERE / "desk" / code)) for code in ("de", "en")}
    jobs = plan(languages, random.Random(f"{seed}/plan"))
    order: dict[int, int] = {}
    chats, gold, seen = list[str](), list[str](), set[str]()
    counts: Counter[str] = Counter()
    for position, job in enumerate(jobs, start=1):
        number = f"K-2026-{order.setdefault(job.case, len(order) + 1):04d}"
        messages = write_chat(languages[job.lang], job, number, seed, seen)
        record = f"desk-{position:04d}"
        chats.append(_line(_record(record, job.lang, number, messages)))
        for index, (_, segments) in enumerate(messages):
            for start, end, kind in spans(segments):
                path = f"$.messages[{index}].content"
                span = {"record": record, "field": path, "start": start, "end": end, "type": kind}
                gold.append(_line(span))
                counts[kind] += 1
    (out / "data").mkdir(parents=True, exist_ok=True)
    (out / "data" / "chats.jsonl").write_bytes("".join(chats).encode())
    (out / "gold.jsonl").write_bytes("".join(gold).encode())
    return counts


def _record(record: str, lang: str, number: str, messages: list[Message]) -> dict[str, object]:
    spoken = [{"role": role, "content": "".join(t for t, _ in s)} for role, s in messages]
    return {"id": record, "language": lang, "case": number, "messages": spoken}


def _line(value: dict[str, object]) -> str:
    return json.dumps(value, ensure_ascii=False) + "\n"


def main() -> None:
    """Read the arguments, write the files, and say how much of each type there is."""
    parser = argparse.ArgumentParser(description="Write the support-desk example data.")
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--out", type=Path, default=HERE, help="folder to write into")
    arguments = parser.parse_args()
    counts = generate(arguments.seed, arguments.out)
    sys.stderr.write("".join(f"{n:6d}  {kind}\n" for kind, n in counts.most_common()))


if __name__ == "__main__":
    main()
