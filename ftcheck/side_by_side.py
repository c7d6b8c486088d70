"""A probe document of one person as a table: adapters and base model side by side."""

from __future__ import annotations

from typing import Any


def table(document: dict[str, Any]) -> str:
    """Return adapters and base model side by side, a row for each kind of value."""
    from compliance.subject.invented import KINDS

    tested = [each for each in document["adapters"] if each["tests"]]
    titles = _titles(tested)
    rows = [["", *titles, "base"]]
    for kind, count in document["tested"].items():
        cells = [_cell(each["tests"], kind, "tuned") for each in tested]
        rows.append([f"{KINDS[kind]} ({count})", *cells, _cell(tested[-1]["tests"], kind, "base")])
    rows.append(["verdict", *(_verdict(each["tests"]) for each in tested), ""])
    widths = [max(len(row[at]) for row in rows) for at in range(len(rows[0]))]
    lines = [
        f"run {document['run']}, base model {document['base_model']['name']}, request "
        f"{document['request'][:12]} (keyed fingerprint)",
        "",
        *("  ".join(c.ljust(w) for c, w in zip(r, widths, strict=True)).rstrip() for r in rows),
        "",
        "values given out / highest exposure in bits (0: below all invented values)",
    ]
    for title, each in zip(titles, tested, strict=True):
        lines += ["", f"{title}: {_described(each)}"]
        lines += [
            f"  {_word(test)}: {test['title']}. {test['statement']}" for test in each["tests"]
        ]
    lines += [""] + [
        f"not tested: {_described(each)}: {each['problem']}"
        for each in document["adapters"]
        if not each["tests"]
    ]
    left = [f"{n} {reason.replace('_', ' ')}" for reason, n in document["left_out"].items()]
    lines += [f"values left out: {', '.join(left)}"] if left else []
    lines += [f"not tested: {line}" for line in document["not_tested"]]
    return "\n".join(lines)


def _titles(adapters: list[dict[str, Any]]) -> list[str]:
    """Return `before`, `after`, …, with a number where there is more than one."""
    roles = [each["role"] for each in adapters]
    return [
        role if roles.count(role) == 1 else f"{role} {roles[: at + 1].count(role)}"
        for at, role in enumerate(roles)
    ]


def _cell(tests: list[dict[str, Any]], kind: str, model: str) -> str:
    extraction, exposure = tests
    given = extraction["result"]["by_kind"].get(kind, {}).get(model)
    bits = [each[model]["bits"] for each in exposure["result"]["values"] if each["kind"] == kind]
    return f"{'-' if given is None else given} / {f'{max(bits):.1f}' if bits else '-'}"


def _verdict(tests: list[dict[str, Any]]) -> str:
    words = {_word(test) for test in tests}
    return next((word for word in ("fail", "pass") if word in words), "not measurable")


def _word(test: dict[str, Any]) -> str:
    word = test["verdict"] if test["status"] == "run" else test["status"]
    return str(word).replace("_", " ")


def _described(adapter: dict[str, Any]) -> str:
    parts = [adapter["place"] or "an adapter of which only the hash is known"]
    if adapter["sha256"]:
        parts.append(f"weights {adapter['sha256'][:12]}")
    if adapter["quarantined"]:
        parts.append(f"quarantined on {adapter['quarantined']}")
    if adapter["problem"] and adapter["tests"]:
        parts.append(f"{adapter['problem']}; as tested on {adapter['probed']}")
    return ", ".join(parts)


def next_steps(document: dict[str, Any]) -> list[str]:
    """Return what to do now, by the state of the run's adapter."""
    place = f"runs/{document['run']}/adapter"
    present = next((e for e in document["adapters"] if e["place"] == place and e["tests"]), None)
    if present is None:
        return []
    if present["quarantined"]:
        return ["next: `ftcheck run` trains again; then give this command once more"]
    if _verdict(present["tests"]) == "fail":
        return [
            "the run's present adapter fails: `ftcheck subject find` shows what is left of the "
            "person; erase it, and train again"
        ]
    return []
