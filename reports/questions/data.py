"""Questions 1 to 13: parties, purposes, sources, rights, security."""

from __future__ import annotations

from collections.abc import Callable

from reports.facts import Fact, Report, make_fact
from reports.questions.question import Question, each_source, missing, not_asked, of_sources
from reports.words import plural, show


def _parties(report: Report) -> Question:
    facts = [
        report.config("controller.name"),
        report.config("controller.contact"),
        report.config("dpo.name"),
        report.config("dpo.contact"),
        _recipients(report),
    ]
    controller = facts[0]
    answer = f"Controller: {controller.value}." if controller.known else "No controller declared."
    return Question(
        1,
        "Who is responsible, who advises, who receives data?",
        "GDPR 28; 30(1)(a), (d)",
        f"{answer} {_received(report)}",
        tuple(facts),
    )


def _recipients(report: Report) -> Fact:
    """Return the declared recipients; an empty list is an answer, a missing one is open."""
    value = report.lock.get("config.recipients")
    where = "project.lock.json: config.recipients"
    return Fact(None, "open", where) if value is None else Fact(value, "declared", where)


def _received(report: Report) -> str:
    fact = _recipients(report)
    if not fact.known:
        return "Processors and recipients: open."
    names = ", ".join(str(each.get("name")) for each in fact.value)
    return f"Processors and recipients: {names or 'none'}."


def _purposes(report: Report) -> Question:
    declared = make_fact(
        [item.get("id") for item in report.purposes()],
        "project.lock.json: config.purposes",
        declared=True,
    )
    count = len(report.purposes())
    tested = each_source(report, "purpose_compatible", "compatibility_ref")
    return Question(
        2,
        "What are the purposes, and do they fit the first one?",
        "GDPR 5(1)(b), 6(4)",
        f"{plural(count, 'purpose')} declared. "
        + of_sources(
            report,
            f"{plural(len(tested), 'fact')} on compatibility, {missing(tested)} of them open.",
        ),
        (declared, *tested),
    )


def _legal_basis(report: Report) -> Question:
    facts = each_source(report, "legal_basis", "consent_ref", "consent_withdrawals")
    for source in report.sources():
        if source.get("legal_basis") == "6.1.f":
            facts.append(not_asked("the balancing test of legitimate interests"))
    without = missing(each_source(report, "legal_basis"))
    return Question(
        3,
        "What is the legal basis of each source?",
        "GDPR 6(1), 7",
        of_sources(
            report,
            f"{plural(len(report.sources()), 'source')}, {without} without a declared legal basis.",
        ),
        tuple(facts),
    )


def _special(report: Report) -> Question:
    found = report.scan.mapping("summary.by_category")
    special = int(found.get("special_category") or 0)
    criminal = int(found.get("criminal") or 0)
    facts = [
        make_fact(special, "scan.json: summary.by_category.special_category"),
        make_fact(criminal, "scan.json: summary.by_category.criminal"),
        *each_source(report, "special_categories", "art9_condition"),
    ]
    asked = any(report.asks(i, "art9_condition") for i in range(len(report.sources())))
    if (special or criminal) and not asked:
        facts.append(not_asked("the condition of Art. 9(2)"))
    return Question(
        4,
        "Are there special categories or criminal data?",
        "GDPR 9, 10",
        f"Scanner: {special} special-category and {criminal} criminal findings before replacement.",
        tuple(facts),
    )


def _identifiability(report: Report) -> Question:
    alone = (
        Fact(None, "open", "check.json: risk")
        if report.check is None
        else report.check.fact("risk.cleaned.singling_out.by_few.alone")
    )
    facts = [
        *each_source(report, "personal_data"),
        report.decision.fact("findings_after"),
        alone,
        not_asked("for whom the data are identifiable"),
    ]
    if report.decision.get("findings_after") == {}:
        facts[-3] = Fact({}, "measured", "decision.json: findings_after")
    return Question(
        5,
        "Are the data personal or pseudonymised, and for whom?",
        "GDPR 4(1), 4(5), Rec. 26",
        "Findings are counted. "
        + (
            f"Persons or cases that stand alone by at most three facts that stay: {alone.value}. "
            if alone.known
            else ""
        )
        + "That persons cannot be identified is not claimed.",
        tuple(facts),
    )


def _minimised(report: Report) -> Question:
    facts = [
        report.decision.fact("records.in"),
        report.decision.fact("records.out"),
        *each_source(report, "retention_until"),
        not_asked("accuracy checks"),
    ]
    without = missing(each_source(report, "retention_until"))
    return Question(
        6,
        "Are the data minimised, accurate and limited in time?",
        "GDPR 5(1)(c)-(e)",
        f"{show(facts[0].value)} records in, {show(facts[1].value)} out. "
        + of_sources(report, f"{plural(without, 'source')} without a retention date."),
        tuple(facts),
    )


def _informed(report: Report) -> Question:
    facts = each_source(report, "notice_ref")
    return Question(
        7,
        "Were the people informed?",
        "GDPR 13, 14",
        of_sources(
            report,
            f"{missing(facts)} of {plural(len(facts), 'source')} without a reference to a notice.",
        ),
        tuple(facts),
    )


def _rights(report: Report) -> Question:
    register = report.rights
    requests = Fact(None, "open", "rights.json") if register is None else register.fact("requests")
    waiting = [] if register is None else list(register.get("open_due") or [])
    return Question(
        8,
        "Can people use their rights?",
        "GDPR 12, 15-22, 17(3), 19",
        "Records carry stable ids, so one person's can be found and erased. "
        + (
            f"Requests to erase: {show(requests.value)}, open: {len(waiting)}."
            if requests.known
            else "No register of requests is on file."
        ),
        (report.scan.fact("dataset.records"), requests),
        attention=any(str(day) < report.generated_at[:10] for day in waiting),
    )


def _security(report: Report) -> Question:
    return Question(
        9,
        "Is the work protected and provable?",
        "GDPR 5(1)(f), 25, 32",
        "Evidence is hashed, signed and chained. Access rights are not measured.",
        (
            make_fact(report.public_key_id, "ledger: key"),
            make_fact(report.ledger_head, "ledger: head"),
            report.lock.fact("config_sha256"),
            not_asked("access rights"),
        ),
    )


def _breach(report: Report) -> Question:
    return Question(
        10,
        "Who reports a breach, and how?",
        "GDPR 33, 34",
        "Not collected by this version.",
        (not_asked("breach route"),),
    )


def _transfers(report: Report) -> Question:
    return Question(
        11,
        "Did data leave the EU or the machine?",
        "GDPR 44-49",
        "The tool works offline by design. Network traffic was not measured. " + _moved(report),
        (_recipients(report), not_asked("hosts contacted")),
    )


def _moved(report: Report) -> str:
    fact = _recipients(report)
    if not fact.known:
        return "Recipients are not declared."
    outside = [str(each.get("country")) for each in fact.value if each.get("safeguard")]
    if not outside:
        return "No transfer outside the EEA is declared."
    return f"Declared transfers outside the EEA: {', '.join(outside)}."


def _ropa(report: Report) -> Question:
    return Question(
        12,
        "Is there an entry in the record of processing?",
        "GDPR 30(1)",
        "The sections on scope, sources and rights hold parts of such an entry.",
        (not_asked("reference to the record of processing"),),
    )


def _dpia(report: Report) -> Question:
    return Question(
        13,
        "Is an impact assessment (DPIA) needed and done?",
        "GDPR 35, 36",
        "No assessment, and no reason for having none, is on file.",
        (not_asked("impact assessment"),),
    )


DATA_QUESTIONS: tuple[Callable[[Report], Question], ...] = (
    _parties,
    _purposes,
    _legal_basis,
    _special,
    _identifiability,
    _minimised,
    _informed,
    _rights,
    _security,
    _breach,
    _transfers,
    _ropa,
    _dpia,
)
"""In order of their numbers."""
