"""The questions that a data protection officer asks of a tuning run, and what this run answers.

An answer is never better than its facts: `answered` needs every fact, one missing fact makes it
`partly answered`, none at all makes it `open`. `attention` marks a measured result that a person
must look at.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Literal

from reports.facts import Fact, Report, make_fact
from reports.words import compute, plural, show

State = Literal["answered", "partly answered", "open", "attention", "not applicable"]

# AI Act guidelines C(2025) 5045: a general-purpose model is indicated above 10^23 FLOP, and who
# tunes one becomes a provider above a third of the original's compute (unknown: of 10^23).
GPAI_THRESHOLD_FLOP = "3.3e22"
NOT_ASKED = "not asked for by this version: "
"""How the place of a fact begins that no stage collects yet."""


@dataclass(frozen=True, slots=True)
class Question:
    """One question with the facts that answer it."""

    number: int
    text: str
    norm: str
    answer: str
    facts: tuple[Fact, ...]
    attention: bool = False
    applies: bool = True

    @property
    def state(self) -> State:
        """Return how far the question is answered."""
        if not self.applies:
            return "not applicable"
        if self.attention:
            return "attention"
        known = sum(fact.known for fact in self.facts)
        if known == 0:
            return "open"
        return "answered" if known == len(self.facts) else "partly answered"

    def count(self, source: str) -> int:
        """Return how many facts come from `source`."""
        return sum(fact.source == source for fact in self.facts)


def answer_questions(report: Report) -> list[Question]:
    """Return the questions in order, each with its facts.

    Basis: GDPR Art. 5, 6, 9, 10, 13-22, 24-39, 44-49; AI Act Art. 3(63), 10, 50, 53; EDPB Opinion
    28/2024; DSM Directive Art. 3 and 4.
    """
    return [build(report) for build in _QUESTIONS]


def _open(what: str) -> Fact:
    return Fact(None, "open", NOT_ASKED + what)


def _each_source(report: Report, *keys: str) -> list[Fact]:
    return [
        report.source_fact(index, key)
        for index in range(len(report.sources()))
        for key in keys
        if report.asks(index, key)
    ]


def _missing(facts: Iterable[Fact]) -> int:
    return sum(not fact.known for fact in facts)


def _parties(report: Report) -> Question:
    facts = [
        report.config("controller.name"),
        report.config("controller.contact"),
        report.config("dpo.name"),
        report.config("dpo.contact"),
        _open("processors and recipients"),
    ]
    controller = facts[0]
    answer = f"Controller: {controller.value}." if controller.known else "No controller declared."
    return Question(
        1,
        "Who is responsible, who advises, who receives data?",
        "GDPR 28; 30(1)(a), (d)",
        f"{answer} Processors and recipients: open.",
        tuple(facts),
    )


def _purposes(report: Report) -> Question:
    declared = make_fact(
        [item.get("id") for item in report.purposes()],
        "project.lock.json: config.purposes",
        declared=True,
    )
    count = len(report.purposes())
    return Question(
        2,
        "What are the purposes, and do they fit the first one?",
        "GDPR 5(1)(b), 6(4)",
        f"{plural(count, 'purpose')} declared. A compatibility test is not on file.",
        (declared, _open("compatibility test")),
    )


def _legal_basis(report: Report) -> Question:
    facts = _each_source(report, "legal_basis", "consent_ref")
    for source in report.sources():
        if source.get("legal_basis") == "6.1.f":
            facts.append(_open("the balancing test of legitimate interests"))
    without = _missing(_each_source(report, "legal_basis"))
    return Question(
        3,
        "What is the legal basis of each source?",
        "GDPR 6(1), 7",
        f"{plural(len(report.sources()), 'source')}, {without} without a declared legal basis.",
        tuple(facts),
    )


def _special(report: Report) -> Question:
    found = report.scan.mapping("summary.by_category")
    special = int(found.get("special_category") or 0)
    criminal = int(found.get("criminal") or 0)
    facts = [
        make_fact(special, "scan.json: summary.by_category.special_category"),
        make_fact(criminal, "scan.json: summary.by_category.criminal"),
        *_each_source(report, "special_categories", "art9_condition"),
    ]
    asked = any(report.asks(i, "art9_condition") for i in range(len(report.sources())))
    if (special or criminal) and not asked:
        facts.append(_open("the condition of Art. 9(2)"))
    return Question(
        4,
        "Are there special categories or criminal data?",
        "GDPR 9, 10",
        f"Scanner: {special} special-category and {criminal} criminal findings before replacement.",
        tuple(facts),
    )


def _identifiability(report: Report) -> Question:
    facts = [
        *_each_source(report, "personal_data"),
        report.decision.fact("findings_after"),
        _open("for whom the data are identifiable"),
    ]
    if report.decision.get("findings_after") == {}:
        facts[-2] = Fact({}, "measured", "decision.json: findings_after")
    return Question(
        5,
        "Are the data personal or pseudonymised, and for whom?",
        "GDPR 4(1), 4(5), Rec. 26",
        "Findings are counted. That persons cannot be identified is not claimed.",
        tuple(facts),
    )


def _minimised(report: Report) -> Question:
    facts = [
        report.decision.fact("records.in"),
        report.decision.fact("records.out"),
        *_each_source(report, "retention_until"),
        _open("accuracy checks"),
    ]
    without = _missing(_each_source(report, "retention_until"))
    return Question(
        6,
        "Are the data minimised, accurate and limited in time?",
        "GDPR 5(1)(c)-(e)",
        f"{show(facts[0].value)} records in, {show(facts[1].value)} out. "
        f"{plural(without, 'source')} without a retention date.",
        tuple(facts),
    )


def _informed(report: Report) -> Question:
    facts = _each_source(report, "notice_ref")
    return Question(
        7,
        "Were the people informed?",
        "GDPR 13, 14",
        f"{_missing(facts)} of {plural(len(facts), 'source')} without a reference to a notice.",
        tuple(facts),
    )


def _rights(report: Report) -> Question:
    return Question(
        8,
        "Can people use their rights?",
        "GDPR 12, 15-22, 17(3), 19",
        "Records carry stable ids. A register of requests is not part of a run.",
        (report.scan.fact("dataset.records"), _open("request register")),
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
            _open("access rights"),
        ),
    )


def _breach(report: Report) -> Question:
    return Question(
        10,
        "Who reports a breach, and how?",
        "GDPR 33, 34",
        "Not collected by this version.",
        (_open("breach route"),),
    )


def _transfers(report: Report) -> Question:
    return Question(
        11,
        "Did data leave the EU or the machine?",
        "GDPR 44-49",
        "The tool works offline by design. Network traffic was not measured.",
        (_open("hosts contacted"),),
    )


def _ropa(report: Report) -> Question:
    return Question(
        12,
        "Is there an entry in the record of processing?",
        "GDPR 30(1)",
        "Sections 2, 3 and 11 hold parts of such an entry.",
        (_open("reference to the record of processing"),),
    )


def _dpia(report: Report) -> Question:
    return Question(
        13,
        "Is an impact assessment (DPIA) needed and done?",
        "GDPR 35, 36",
        "No assessment, and no reason for having none, is on file.",
        (_open("impact assessment"),),
    )


def _model_status(report: Report) -> Question:
    tests = report.probe.items("tests") if report.probe else []
    facts = [
        make_fact(test.get("verdict"), f"probe.json: tests[{index}].verdict")
        if test.get("status") == "run"
        else Fact(None, "open", f"probe.json: tests[{index}] was not run")
        for index, test in enumerate(tests)
    ]
    facts.append(report.config("model.release_context"))
    ran = sum(test.get("status") == "run" for test in tests)
    failed = sum(test.get("verdict") == "fail" for test in tests)
    answer = f"{ran} of {plural(len(tests), 'privacy test')} ran, {failed} failed."
    if not tests:
        facts.append(Fact(None, "open", "probe.json"))
        answer = "No privacy test was run on a tuned model."
    return Question(
        14,
        "Does the tuned model give personal data away?",
        "GDPR 5(2); EDPB Opinion 28/2024",
        answer,
        tuple(facts),
        attention=failed > 0,
    )


def _base_model(report: Report) -> Question:
    base = report.base_model
    if base is None:
        facts = [Fact(None, "open", "base_model.json")]
        return Question(15, *_BASE_TEXT, "No base model was examined.", tuple(facts))
    state = base.fact("licence.state")
    facts = [
        state if state.value == "confirmed" else Fact(None, "open", state.where),
        base.fact("training_data.sources"),
        _open("how far its lawfulness was assessed"),
    ]
    return Question(
        15,
        *_BASE_TEXT,
        f"Licence state: {show(state.value)}. Lawful development is for you to assess.",
        tuple(facts),
        attention=state.value == "conflict",
    )


_BASE_TEXT = ("Was the base model made lawfully?", "EDPB Opinion 28/2024, 126-131")


def _gpai(report: Report) -> Question:
    flops = (
        report.training.fact("flops") if report.training else Fact(None, "open", "training.json")
    )
    below = below_gpai_threshold(flops.value)
    if below is None:
        answer = "The compute of this run is not known."
    else:
        relation = "below" if below else "NOT below"
        answer = f"{compute(flops.value)} FLOP: {relation} one third of 10^23."
    return Question(
        16,
        "Do we become provider of a general-purpose AI model?",
        "AI Act 3(63), 53; guidelines C(2025) 5045",
        answer,
        (flops,),
        attention=below is False,
    )


def _gpai_documents(report: Report) -> Question:
    below = below_gpai_threshold(report.training.get("flops")) if report.training else None
    return Question(
        17,
        "If so: are the provider's documents there?",
        "AI Act 53(1)(a)-(d)",
        "Not triggered by the compute of this run." if below else "Not collected by this version.",
        (_open("provider documents"),),
        applies=not below,
    )


def _high_risk(report: Report) -> Question:
    return Question(
        18,
        "Is the use high-risk?",
        "AI Act 10, 11, 12, Annex III",
        "The declared use says too little to tell.",
        (_open("use case under Annex III"),),
    )


def _marking(report: Report) -> Question:
    return Question(
        19,
        "Are outputs marked as made by AI?",
        "AI Act 50",
        "Not collected by this version.",
        (_open("marking of outputs"),),
    )


def _copyright(report: Report) -> Question:
    facts = _each_source(report, "licence", "rights_holder")
    tests = report.probe.items("tests") if report.probe else []
    copied = [test for test in tests if "copy" in str(test.get("id"))]
    facts += [
        make_fact(test.get("verdict") if test.get("status") == "run" else None, "probe.json: copy")
        for test in copied
    ] or [_open("copy test")]
    facts.append(_open("opt-outs of text and data mining"))
    without = _missing(_each_source(report, "licence"))
    return Question(
        20,
        "May the texts be used, and does the model repeat them?",
        "DSM Directive 3, 4; AI Act 53(1)(c)",
        f"{plural(without, 'source')} without a declared licence. Opt-outs were not checked.",
        tuple(facts),
    )


def _bias(report: Report) -> Question:
    energy: Any = report.training.get("energy.kwh") if report.training else None
    text = "Energy measured." if energy is not None else "Energy was not measured."
    return Question(
        21,
        "Are bias and energy known?",
        "AI Act Annex XI",
        f"{text} Bias was not tested.",
        (make_fact(energy, "training.json: energy.kwh"), _open("bias test")),
    )


def below_gpai_threshold(flops: Any) -> bool | None:
    """Tell whether a compute figure is below the guideline's figure; None when it is no number."""
    try:
        return float(flops) < float(GPAI_THRESHOLD_FLOP)
    except (TypeError, ValueError):
        return None


_QUESTIONS: tuple[Callable[[Report], Question], ...] = (
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
    _model_status,
    _base_model,
    _gpai,
    _gpai_documents,
    _high_risk,
    _marking,
    _copyright,
    _bias,
)
