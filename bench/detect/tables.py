"""The results as plain text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from bench.detect.stats import wilson


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    """Return the lines of a table; the first column is flush left, the others right."""
    cells = [list(head), *(list(row) for row in rows)]
    widths = [max(len(row[column]) for row in cells) for column in range(len(head))]
    lines = [
        "  ".join(
            cell.ljust(width) if column == 0 else cell.rjust(width)
            for column, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in cells
    ]
    return [lines[0], "  ".join("-" * width for width in widths), *lines[1:]]


def with_counts(item: dict[str, Any] | None) -> str:
    """Return a ratio, its interval and its raw counts; `-` where there is none."""
    if item is None:
        return "-"
    low, high = item["interval"]
    return f"{item['ratio']:.3f} [{low:.3f}, {high:.3f}] {item['hits']:,}/{item['total']:,}"


def plain(pair: Sequence[int]) -> str:
    """Return a ratio and its raw counts."""
    hits, total = pair
    return f"{hits / total:.3f} {hits:,}/{total:,}" if total else "-"


def quality_tables(sets: dict[str, Any]) -> Iterator[str]:
    """Yield the headline table, then a table for each set, then the labels of ftcheck."""
    yield "Character recall and precision (letters and digits; any label counts)"
    yield ""
    yield from table(
        ("set", "tool", "recall", "precision"),
        (
            (name, tool, with_counts(result["recall"]), with_counts(result["precision"]))
            for name, data in sets.items()
            for tool, result in data["tools"].items()
        ),
    )
    with_entities = {
        name: data
        for name, data in sets.items()
        if any("quasi" in result for result in data["tools"].values())
    }
    if with_entities:
        yield ""
        yield "Entity recall, TAB's rule (protected only if every mention is found whole)"
        yield ""
        yield from table(
            ("set", "tool", "words without content", "direct", "quasi"),
            (
                (
                    name,
                    tool,
                    rule,
                    *(with_counts(result.get(kind + end)) for kind in ("direct", "quasi")),
                )
                for name, data in with_entities.items()
                for tool, result in data["tools"].items()
                for rule, end in (("count", ""), ("forgiven, as published", "_published"))
            ),
        )
    for name, data in sets.items():
        yield ""
        yield from _set_table(name, data)


def _set_table(name: str, data: dict[str, Any]) -> Iterator[str]:
    shown = {
        key: "special categories" if key == "disabled" else value
        for key, value in data["options"].items()
    }
    settings = ", ".join(f"{key} = {value}" for key, value in shown.items()) or "defaults"
    yield (
        f"{name}: {data['title']}, {data['documents']:,} texts, {data['characters']:,} characters; "
        f"ftcheck with {settings}"
    )
    if not data["plain_dates_in_gold"]:
        yield "  (no plain dates in the gold: a tool's plain dates off the gold are not counted)"
    yield ""
    tools = data["tools"]
    kinds = sorted({kind for result in tools.values() for kind in result["types"]})
    head = ["gold type", *(f"{tool} {what}" for tool in tools for what in ("chars", "whole"))]
    labels = tools.get("ftcheck", {}).get("labels", {})
    if labels:
        head.append("ftcheck, right label, chars")
    rows = []
    for kind in kinds:
        row = [kind]
        for result in tools.values():
            counts = result["types"][kind]
            row += [plain(counts["characters"]), plain(counts["whole"])]
        if labels:
            row.append(plain(labels[kind]["characters"]) if kind in labels else "-")
        rows.append(row)
    yield from table(head, rows)


def letter_tables(parts: dict[str, Any]) -> Iterator[str]:
    """Yield the scores on letters in 26 languages: together, by type, and by language."""
    yield "Letters, mails and chats in 26 languages (characters; any label counts)"
    yield ""
    yield from table(
        ("part", "tool", "recall", "precision"),
        (
            (part, tool, with_counts(result["recall"]), with_counts(result["precision"]))
            for part, data in parts.items()
            for tool, result in data["tools"].items()
        ),
    )
    for what in ("types", "languages"):
        yield ""
        yield f"held out, {'recall by gold type' if what == 'types' else 'recall by language'}"
        yield ""
        tools = parts["held"]["tools"]
        key = "characters" if what == "types" else "recall"
        names = sorted({name for result in tools.values() for name in result[what]})
        yield from table(
            ("", *tools),
            ((name, *(plain(result[what][name][key]) for result in tools.values()))
             for name in names),
        )  # fmt: skip


def negative_tables(kinds: dict[str, Any]) -> Iterator[str]:
    """Yield false finds per 1,000 tokens by kind of text, and the types that ftcheck finds."""
    yield "False finds per 1,000 tokens without personal data (apart: plain dates and amounts)"
    yield ""
    rows = [
        (name, f"{data['tokens']:,}", *_per_thousand(data["tools"], data["tokens"]))
        for name, data in kinds.items()
    ]
    tools = list(next(iter(kinds.values()))["tools"]) if kinds else []
    tokens = sum(data["tokens"] for data in kinds.values())
    together = {
        tool: {
            what: sum(data["tools"][tool][what] for data in kinds.values())
            for what in ("finds", "apart")
        }
        for tool in tools
    }
    rows.append(("together", f"{tokens:,}", *_per_thousand(together, tokens)))
    head = ["kind", "tokens", *(f"{tool}{what}" for tool in tools for what in ("", " apart"))]
    yield from table(head, rows)
    yield ""
    for tool in tools:
        numbers = sum(data["tools"][tool]["numbers"] for data in kinds.values())
        rate = 10_000 * numbers / tokens if tokens else 0.0
        yield f"{tool}: {rate:.2f} false identifiers and accounts per 10,000 tokens ({numbers:,})"
    yield ""
    for tool in tools:
        counts: dict[str, int] = {}
        for data in kinds.values():
            for label, count in data["tools"][tool]["types"].items():
                counts[label] = counts.get(label, 0) + count
        most = sorted(counts.items(), key=lambda item: -item[1])[:12]
        yield f"{tool}: " + ", ".join(f"{label} {count:,}" for label, count in most)


def _per_thousand(tools: dict[str, Any], tokens: int) -> Iterator[str]:
    for counts in tools.values():
        for what in ("finds", "apart"):
            rate = 1_000 * counts[what] / tokens if tokens else 0.0
            yield f"{rate:.2f} ({counts[what]:,})"


def speed_table(sets: dict[str, Any]) -> Iterator[str]:
    """Yield characters per second on the clock and on the processor, by set and tool."""
    for key, title in (
        (
            "per_second",
            "Characters per second on the clock, best of the rounds, tools taking turns",
        ),
        ("per_processor_second", "Characters per second of processor time, one process"),
    ):
        names = list(dict.fromkeys(name for data in sets.values() for name in data[key]))
        yield f"{title} (times Presidio)"
        yield ""
        yield from table(
            ("set", "characters", "texts", "rounds", *names),
            (
                (
                    name,
                    f"{data['characters']:,}",
                    f"{data['texts']:,}",
                    str(data["rounds"]),
                    *(_rate(data[key], each) for each in names),
                )
                for name, data in sets.items()
            ),
        )
        yield ""


def _rate(rates: dict[str, int], name: str) -> str:
    if name not in rates:
        return "-"
    stock = rates.get("presidio")
    times = f" ({rates[name] / stock:.1f}x)" if stock and name != "presidio" else ""
    return f"{rates[name]:,}{times}"


def growth_table(growth: dict[str, Any]) -> Iterator[str]:
    """Yield seconds on one dense text of growing length, and their ratio to the first."""
    base = growth["base"]
    yield f"Growth: processor seconds on one dense text of {base:,} characters (ratio to 1x)"
    yield ""
    rows = []
    for tool, times in growth["tools"].items():
        cells = [f"{each:.3f} ({each / times[0]:.1f})" for each in times]
        rows.append((tool, *cells, *["not run"] * (4 - len(cells))))
    yield from table(("tool", "1x", "2x", "4x", "8x"), rows)


def identifier_tables(lane: dict[str, Any]) -> Iterator[str]:
    """Yield totals with intervals, then a line for each identifier."""
    tools = lane["tools"]
    yield "Valid identifiers of 32 countries in sentences, found whole (n of all)"
    yield ""
    yield "tool and carrier: with the right type; with any type; in part; missed"
    for tool, rows in tools.items():
        for column in ("own label", "English label", "no label"):
            cells = [columns[column] for columns in rows.values() if column in columns]
            yield f"{tool}, {column}: {_outcome_line(cells)}"
        every = [
            counts
            for row, columns in rows.items()
            for column, counts in columns.items()
            if column != "no label"
        ]
        yield f"{tool}, any label: {_outcome_line(every)}"
    yield ""
    columns = [(tool, column) for tool in tools for column in ("own", "English", "no")]
    names = {"own": "own label", "English": "English label", "no": "no label"}
    head = ("identifier", *(f"{tool} {column}" for tool, column in columns))
    yield "right type / any type / trials, by carrier (own label, English label, no label)"
    yield ""
    rows = list(next(iter(tools.values()))) if tools else []
    yield from table(
        head,
        (
            (row, *(_short(tools[tool][row].get(names[column])) for tool, column in columns))
            for row in rows
        ),
    )


def _outcome_line(cells: Sequence[dict[str, int]]) -> str:
    total = sum(sum(cell.values()) for cell in cells)
    right = sum(cell["right"] for cell in cells)
    whole = right + sum(cell["any"] for cell in cells)
    part = sum(cell["part"] for cell in cells)
    shown = [
        f"{hits / total:.3f} [{low:.3f}, {high:.3f}] {hits:,}/{total:,}"
        for hits in (right, whole)
        for low, high in [wilson(hits, total)]
    ]
    return "; ".join([*shown, f"{part:,} in part", f"{total - whole - part:,} missed"])


def _short(cell: dict[str, int] | None) -> str:
    if cell is None:
        return "-"
    return f"{cell['right']}/{cell['right'] + cell['any']}/{sum(cell.values())}"


def disguise_tables(lane: dict[str, Any]) -> Iterator[str]:
    """Yield a table for each tool: disguises by kind of value."""
    yield "Disguised values in English or own sentences with a hint word: right / any type / trials"
    for tool, rows in lane["tools"].items():
        kinds = list(dict.fromkeys(kind for columns in rows.values() for kind in columns))
        yield ""
        yield from table(
            (tool, *kinds),
            (
                (name, *(_short(columns.get(kind)) for kind in kinds))
                for name, columns in rows.items()
            ),
        )


def people_table(lane: dict[str, Any]) -> Iterator[str]:
    """Yield names found whole, by language, tool and case."""
    tools = lane["tools"]
    yield "Names of persons found whole in chat sentences (any label counts)"
    yield ""
    cases = list(
        dict.fromkeys(
            case for tool in tools.values() for each in tool["languages"].values() for case in each
        )
    )
    head = ("language", *(f"{tool} {case}" for tool in tools for case in cases))
    languages = list(next(iter(tools.values()))["languages"]) if tools else []
    rows = [
        (language, *(plain(tools[tool]["languages"][language][case])
                     for tool in tools for case in cases))
        for language in languages
    ]  # fmt: skip
    together = [
        [sum(each[case][n] for each in tools[tool]["languages"].values()) for n in (0, 1)]
        for tool in tools
        for case in cases
    ]
    yield from table(head, [*rows, ("together", *map(plain, together))])
    yield ""
    for name, tool in tools.items():
        rate = 100 * tool["beside"] / lane["messages"]
        yield f"{name}: {tool['beside']:,} finds beside the name, {rate:.1f} in 100 sentences"


def calibration_tables(lane: dict[str, Any]) -> Iterator[str]:
    """Yield how often finds of each score band are right, by set and by recognizer family."""
    yield "What a score means: right finds of all finds, by score (ftcheck; a find is right when at"
    yield "least half of it is marked in the gold, and no set marks everything that is personal)"
    for title, rows in (("set", lane["sets"]), ("recognizer", lane["families"])):
        bands = sorted({band for row in rows.values() for band in row})
        whole = {
            band: [sum(row.get(band, [0, 0])[at] for row in rows.values()) for at in (0, 1)]
            for band in bands
        }
        yield ""
        yield from table(
            (title, *(f"{band}+" for band in bands)),
            (
                (name, *(plain(row.get(band, [0, 0])) for band in bands))
                for name, row in (*rows.items(), ("all", whole))
            ),
        )
