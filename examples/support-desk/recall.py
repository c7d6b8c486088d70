"""Hold a run's scan against the gold spans: how many planted characters were found, by type.

The gold file knows where the generator planted personal data. A planted character counts as found
when any finding of the run's scan.json covers it, whatever its type.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path


def covered(spans: Iterable[tuple[int, int]]) -> set[int]:
    """Return the character positions inside the spans."""
    return {position for start, end in spans for position in range(start, end)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--run", type=Path, required=True, help="run directory with scan.json")
    parser.add_argument("--gold", type=Path, required=True, help="gold.jsonl")
    parser.add_argument("--by-type", action="store_true", help="one line for each type")
    options = parser.parse_args()

    found: dict[tuple[str, str], list[tuple[int, int]]] = defaultdict(list)
    for item in json.loads((options.run / "scan.json").read_bytes())["findings"]:
        found[item["record"], item["field"]].append((item["start"], item["end"]))
    hits: Counter[str] = Counter()
    totals: Counter[str] = Counter()
    whole: Counter[str] = Counter()
    spans: Counter[str] = Counter()
    for line in options.gold.read_text("utf-8").splitlines():
        gold = json.loads(line)
        planted = covered([(gold["start"], gold["end"])])
        seen = planted & covered(found[gold["record"], gold["field"]])
        totals[gold["type"]] += len(planted)
        hits[gold["type"]] += len(seen)
        spans[gold["type"]] += 1
        whole[gold["type"]] += seen == planted

    if options.by_type:
        for name in sorted(totals):
            print(
                f"  {name:<24} characters {hits[name]:>6,} of {totals[name]:>6,}"
                f"   spans found whole {whole[name]:>5,} of {spans[name]:>5,}"
            )
    print(
        f"recall on the planted personal data: {sum(hits.values()):,} of "
        f"{sum(totals.values()):,} characters ({sum(hits.values()) / sum(totals.values()):.1%}), "
        f"{sum(whole.values()):,} of {sum(spans.values()):,} spans found whole"
    )


if __name__ == "__main__":
    main()
