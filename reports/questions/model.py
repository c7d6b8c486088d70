"""Questions 14 to 21: the tuned model, its base, and the duties around it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from reports.facts import Document, Fact, Report, make_fact
from reports.questions.question import Question, each_source, missing, not_asked, of_sources
from reports.words import compute, plural, show


def below_threshold(training: Document | None) -> bool | None:
    """Tell whether the run stayed below the guidelines' figure; None where it was not compared."""
    below = None if training is None else training.get("ai_act.below")
    return below if isinstance(below, bool) else None


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
    warned = sum(test.get("verdict") == "warn" for test in tests)
    answer = (
        f"{ran} of {plural(len(tests), 'privacy test')} ran, {failed} failed, {warned} to look at."
    )
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


_BASE_TEXT = ("Was the base model made lawfully?", "EDPB Opinion 28/2024, 126-131")


def _base_model(report: Report) -> Question:
    base = report.base_model
    if base is None:
        facts = [Fact(None, "open", "base_model.json")]
        return Question(15, *_BASE_TEXT, "No base model was examined.", tuple(facts))
    state = base.fact("licence.state")
    facts = [
        state if state.value == "confirmed" else Fact(None, "open", state.where),
        base.fact("training_data.sources"),
        not_asked("how far its lawfulness was assessed"),
    ]
    return Question(
        15,
        *_BASE_TEXT,
        f"Licence state: {show(state.value)}. Lawful development is for you to assess.",
        tuple(facts),
        attention=state.value == "conflict",
    )


def _gpai(report: Report) -> Question:
    flops = (
        report.training.fact("flops") if report.training else Fact(None, "open", "training.json")
    )
    below = below_threshold(report.training)
    if below is None or report.training is None:
        answer = "The compute of this run was not held against the guidelines."
    else:
        relation = "below" if below else "NOT below"
        figure = compute(report.training.get("ai_act.threshold_flops"))
        answer = f"{compute(flops.value)} FLOP: {relation} the guidelines' figure, {figure}."
    return Question(
        16,
        "Do we become provider of a general-purpose AI model?",
        "AI Act 3(63), 53; guidelines C(2025) 5045",
        answer,
        (flops,),
        attention=below is False,
    )


def _gpai_documents(report: Report) -> Question:
    below = below_threshold(report.training)
    return Question(
        17,
        "If so: are the provider's documents there?",
        "AI Act 53(1)(a)-(d)",
        "Not triggered by the compute of this run." if below else "Not collected by this version.",
        (not_asked("provider documents"),),
        applies=not below,
    )


def _high_risk(report: Report) -> Question:
    return Question(
        18,
        "Is the use high-risk?",
        "AI Act 10, 11, 12, Annex III",
        "The declared use says too little to tell.",
        (not_asked("use case under Annex III"),),
    )


def _marking(report: Report) -> Question:
    return Question(
        19,
        "Are outputs marked as made by AI?",
        "AI Act 50",
        "Not collected by this version.",
        (not_asked("marking of outputs"),),
    )


def _checked(opt_outs: list[Fact]) -> str:
    if not opt_outs:
        return "No source is public or scraped, so no opt-outs are asked for."
    return f"Opt-outs: {missing(opt_outs)} of {plural(len(opt_outs), 'fact')} open."


def _copyright(report: Report) -> Question:
    facts = each_source(report, "licence", "rights_holder")
    tests = report.probe.items("tests") if report.probe else []
    copied = [test for test in tests if "copy" in str(test.get("id"))]
    facts += [
        make_fact(test.get("verdict") if test.get("status") == "run" else None, "probe.json: copy")
        for test in copied
    ] or [not_asked("copy test")]
    opt_outs = [
        report.source_fact(index, key)
        for index in range(len(report.sources()))
        for key in ("tdm_opt_out_checked", "opt_outs")
        if report.asks(index, key)
    ]
    facts += opt_outs
    without = missing(each_source(report, "licence"))
    return Question(
        20,
        "May the texts be used, and does the model repeat them?",
        "DSM Directive 3, 4; AI Act 53(1)(c)",
        of_sources(
            report,
            f"{plural(without, 'source')} without a declared licence. {_checked(opt_outs)}",
        ),
        tuple(facts),
    )


def _bias(report: Report) -> Question:
    energy: Any = report.training.get("cost.energy.kwh") if report.training else None
    text = "Energy measured." if energy is not None else "Energy was not measured."
    read = (
        Fact(None, "open", "check.json: quality.groups")
        if report.check is None
        else report.check.fact("quality.groups.records")
    )
    counted = (
        f"How groups of people are spoken of was counted in {show(read.value)} records."
        if read.known
        else "How groups of people are spoken of was not counted."
    )
    return Question(
        21,
        "Are bias and energy known?",
        "AI Act Annex XI",
        f"{text} {counted} The model's answers were not tested for bias.",
        (
            make_fact(energy, "training.json: cost.energy.kwh"),
            read,
            not_asked("bias test of the model"),
        ),
    )


MODEL_QUESTIONS: tuple[Callable[[Report], Question], ...] = (
    _model_status,
    _base_model,
    _gpai,
    _gpai_documents,
    _high_risk,
    _marking,
    _copyright,
    _bias,
)
"""In order of their numbers."""
