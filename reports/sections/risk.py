"""How far people can be told apart, before and after cleaning: singling out, links, inference."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from compliance.detect.types import TYPES
from reports.blocks import Block, Bullets, Callout, Cell, Column, Heading, Para, Section, Table
from reports.facts import Document, Report
from reports.words import plural, show

_ID = "risk"
_TITLE = "Risk of re-identification"
_LEAD = (
    "This section shows whether a person can be told by what the data say, with names and numbers "
    "left aside, before and after cleaning."
)
_SHOWN = 12
_COLUMNS = (
    Column("What was counted", 2.8),
    Column("As delivered", 0.9, number=True),
    Column("Cleaned", 0.9, number=True),
)
_SINGLING: tuple[tuple[str, str], ...] = (
    ("Persons or cases", "units"),
    ("with a value that points to a person on its own", "identified.units"),
    ("alone by at most three facts (k = 1)", "singling_out.by_few.alone"),
    ("in a group of fewer than 5 by these", "singling_out.by_few.below_5"),
    ("in a group of fewer than 10 by these", "singling_out.by_few.below_10"),
    ("alone by everything that is known of them", "singling_out.by_all.alone"),
    ("Smallest group by at most three facts (k)", "singling_out.by_few.min_k"),
    ("Mean chance to pick the right one (prosecutor)", "singling_out.by_all.mean_risk"),
)
_LIMITS = (
    "A person or case is what the data declare as a group; where nothing is declared, each record. "
    "One person in two cases counts twice, and then looks less alone than it is.",
    "Counted is what was found or stands in a column: places, organisations, occupations, dates, "
    "ages, special categories. Family status, hobbies, events and ways of writing are not, and a "
    "text can tell a person by them. What the scanner misses is not counted either.",
    "Of facts in a text it is not known whom they are about: a town can be the sender's or the "
    "shop's. All are taken for the person's, so the figures rather overstate.",
    "k counts within these data. Somebody who knows that the person is among them has a chance of "
    "one in k (prosecutor). Somebody who does not know that has to reckon with everybody outside "
    "(journalist); how many that are was not measured, and the chance is not above one in k.",
    "Words that mean the same are different facts here (nurse, hospital nurse); this too rather "
    "overstates. A slot such as [HEALTH_1] still says that health is spoken of, and counts so.",
    "A large k is no proof of anonymity. Data that can be told back to a person with means that "
    "are reasonably likely to be used are personal data (GDPR Recital 26).",
)
_CLAIMS = {
    "none": "The company claims nothing about the anonymity of the cleaned data ([risk] claim).",
    "pseudonymised": "The company claims that the cleaned data are pseudonymised, which means that "
    "they are personal data (GDPR Art. 4(5)).",
    "anonymous": "The company claims that the cleaned data are anonymous. The gate holds this "
    "against what is counted here; what contradicts it stands among its reasons.",
}


def risk_section(report: Report) -> Section:
    """Return the section on the risk of re-identification."""
    document = report.check
    if document is None or not document.mapping("risk.cleaned"):
        return Section(_ID, _TITLE, _LEAD, (Callout("Open", "The risk was not measured."),))
    claim = str(report.config("risk.claim").value)
    blocks: list[Block] = [
        Para(
            "The criteria have the names of the Article 29 Working Party (WP216): singling out, "
            "linkability, inference. The EDPB's draft guidelines 02/2026 on anonymisation (7 July "
            "2026, in consultation until 30 October 2026, not final) call their absence No Record "
            "Isolation, No Linkage and No Inference."
        ),
        Para(_CLAIMS.get(claim, _CLAIMS["none"])),
        *_singling(document),
        *_linkability(document),
        *_inference(document),
        Heading("What these figures cannot say"),
        Bullets(tuple(Cell(text) for text in _LIMITS)),
    ]
    return Section(_ID, _TITLE, _LEAD, tuple(blocks))


def _singling(document: Document) -> list[Block]:
    cleaned = document.mapping("risk.cleaned")
    rows = tuple(
        (
            Cell(title),
            Cell(show(document.get(f"risk.delivered.{key}"))),
            Cell(show(document.get(f"risk.cleaned.{key}")), strong=True),
        )
        for title, key in _SINGLING
    )
    alone = document.get("risk.cleaned.singling_out.by_few.alone")
    few = document.get("risk.cleaned.singling_out.by_few_about_persons.alone")
    return [
        Heading("Singling out"),
        Table("Who stands alone (check.json: risk)", _COLUMNS, rows),
        Para(
            f"In the cleaned data {show(alone)} of {show(cleaned['units'])} persons or cases can "
            f"be singled out by at most three facts; {show(few)} of them by facts about persons, "
            "the others only with a column of the data. Their records are named in risk.jsonl."
        ),
        *_facts(document),
        *_combinations(document),
        *_columns(cleaned),
    ]


def _facts(document: Document) -> list[Block]:
    rows = tuple(
        (
            Cell(_kind(str(each.get("type")))),
            *(Cell(show(each.get(key))) for key in ("units", "values", "alone", "alone_without")),
        )
        for each in document.items("risk.cleaned.facts")
    )
    if not rows:
        return [Para("The cleaned data tell none of the facts that are counted here.")]
    return [
        Table(
            "Facts that stay in the cleaned data (check.json: risk.cleaned.facts)",
            (
                Column("Fact", 1.8),
                Column("Cases that have it", 1, number=True),
                Column("Different values", 1, number=True),
                Column("Alone by it", 0.9, number=True),
                Column("Still alone if it were gone", 1.2, number=True),
            ),
            rows,
        ),
        Para(
            "The last column shows what a change of the policy would bring: a fact without which "
            "few stand alone is worth to be replaced or made coarser."
        ),
    ]


def _combinations(document: Document) -> list[Block]:
    listed = [
        each
        for each in document.items("risk.cleaned.combinations.listed")
        if each.get("alone_by_all")
    ]
    if not listed:
        return []
    rows = tuple(
        (
            Cell(" + ".join(_kind(str(name)) for name in each.get("types") or ())),
            *(
                Cell(show(each.get(key)))
                for key in ("units", "min_k", "alone", "alone_by_all", "below_5", "below_10")
            ),
        )
        for each in listed[:_SHOWN]
    )
    bounded = document.get("risk.cleaned.combinations.bounded")
    blocks: list[Block] = [
        Table(
            "Combinations that single out (check.json: risk.cleaned.combinations)",
            (
                Column("Facts together", 2.4),
                Column("Cases", 0.7, number=True),
                Column("Smallest k", 0.8, number=True),
                Column("Alone", 0.7, number=True),
                Column("Alone by no part of it", 0.9, number=True),
                Column("k below 5", 0.7, number=True),
                Column("k below 10", 0.7, number=True),
            ),
            rows,
            dense=True,
        )
    ]
    if bounded:
        blocks.append(
            Para(
                f"In {plural(bounded, 'combination')} texts tell so many values that only the "
                "rarest of each text were combined; the figures there are a lower bound."
            )
        )
    return blocks


def _columns(cleaned: Mapping[str, Any]) -> list[Block]:
    own, cut = cleaned["columns"]["own_value"], cleaned["columns"]["left_out"]
    texts = []
    if own:
        texts.append(
            "Columns with a value of its own for nearly every case. Whoever has the source can "
            f"trace the cleaned record back by them: {', '.join(map(_kind, sorted(own)))}."
        )
    if cut:
        texts.append(f"Columns that were not combined: {', '.join(map(_kind, cut))}.")
    return [Para(text) for text in texts]


def _linkability(document: Document) -> list[Block]:
    rows = []
    for view, word in (("delivered", "as delivered"), ("cleaned", "cleaned")):
        for key, what in (("identifiers", "value"), ("slots", "slot")):
            links = document.mapping(f"risk.{view}.linkability.{key}")
            rows += [
                (
                    Cell(_kind(str(name))),
                    Cell(f"{what}, {word}"),
                    *(Cell(show(each[part])) for part in ("values", "shared", "units", "most")),
                )
                for name, each in links.items()
                if each["shared"]
            ]
    slots = document.mapping("risk.cleaned.linkability.slots")
    joined = document.get("risk.delivered.linkability.units_when_joined")
    words = (
        "In the cleaned data one slot stands for one value in the whole dataset. What several "
        "cases say of one person can be put together by it: this is what pseudonymised means."
        if slots
        else "In the cleaned data slots are numbered anew in each record, so they tie no two cases "
        "together."
    )
    blocks: list[Block] = [Heading("Linkability"), Para(words)]
    if rows:
        blocks.append(
            Table(
                "What ties cases together (check.json: risk.*.linkability)",
                (
                    Column("Type", 1.8),
                    Column("What", 1.4),
                    Column("Different ones", 0.9, number=True),
                    Column("In several cases", 0.9, number=True),
                    Column("Cases tied", 0.8, number=True),
                    Column("Most by one", 0.8, number=True),
                ),
                tuple(rows),
                dense=True,
            )
        )
    blocks.append(
        Para(
            "Equal names can be two people, and one value in very many cases is rather the "
            "company's own. By contact data, bank, vehicle and official numbers alone, which are "
            f"surer, the data as delivered tell of {show(joined)} different persons or cases."
        )
    )
    return blocks


def _inference(document: Document) -> list[Block]:
    rows = []
    for view, word in (("delivered", "as delivered"), ("cleaned", "cleaned")):
        rows += [
            (
                Cell(_kind(str(each["kind"]))),
                Cell(word + (", all have it" if each["everybody"] else "")),
                Cell(show(each["units"])),
                Cell(show(each["homogeneous"])),
                Cell(show(each["homogeneous_large"])),
                Cell("–" if each["t"] is None else show(each["t"])),
            )
            for each in document.items(f"risk.{view}.inference.by_type")
        ]
    heading = Heading("Inference")
    if not rows:
        return [heading, Para("No special categories and no offences were found, so none follow.")]
    least = document.get("risk.cleaned.inference.least_group")
    group = document.get("risk.cleaned.inference.group_for_t")
    return [
        heading,
        Para(
            "Where all cases with the same one or two facts say the same about health, religion or "
            "the like, whoever knows the facts knows that too, although nobody is singled out."
        ),
        Table(
            "What groups tell of special categories (check.json: risk.*.inference)",
            (
                Column("Type", 1.7),
                Column("Data", 1.3),
                Column("Cases that have it", 0.9, number=True),
                Column("In a group that all has the same", 1, number=True),
                Column(f"Of {least} or more, not by chance", 0.9, number=True),
                Column("t", 0.5, number=True),
            ),
            tuple(rows),
            dense=True,
        ),
        Para(
            f"t is how far the share of such cases in a group of {group} or more is from the share "
            "in all data (t-closeness; 0 is no difference). Small groups are alike by chance, "
            "and so are large ones where nearly everybody has it."
        ),
    ]


def _kind(name: str) -> str:
    """Return a kind of fact in words."""
    known = TYPES.get(name)
    if known is not None:
        return known.title
    if name.startswith("rest of "):
        return f"What a mask leaves of: {_kind(name.removeprefix('rest of '))}"
    return name
