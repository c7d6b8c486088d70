from __future__ import annotations

import pytest
import sample_run

from reports import Report
from reports.questions import Question, answer_questions
from reports.sections.open_points import open_points


def question(report: Report, number: int) -> Question:
    return answer_questions(report)[number - 1]


def test_the_questions_are_numbered_and_each_has_a_norm_and_an_answer(make_report):
    found = answer_questions(make_report())
    assert [item.number for item in found] == list(range(1, 22))
    assert all(item.norm and item.answer.endswith(".") and item.text for item in found)


def test_all_facts_there_is_answered(make_report):
    found = question(make_report(), 7)
    assert (found.state, found.count("declared"), found.count("open")) == ("answered", 1, 0)


def test_no_fact_there_is_open(make_report):
    def change(every):
        every["project.lock.json"]["config"]["sources"][0]["notice_ref"] = ""

    assert question(make_report(change), 7).state == "open"


def test_one_fact_missing_is_partly_answered(make_report):
    def change(every):
        every["project.lock.json"]["config"]["sources"][1]["rights_holder"] = ""

    found = question(make_report(change), 20)
    assert found.state == "partly answered"
    assert found.count("declared") == 3


def test_what_a_source_need_not_declare_is_not_counted_as_open(make_report):
    def change(every):
        source = every["project.lock.json"]["config"]["sources"][0]
        source |= {"fictional": True, "legal_basis": None, "notice_ref": ""}

    report = make_report(change)
    assert question(report, 7).facts == ()
    assert question(report, 7).state == "not applicable"
    assert not any("notice_ref" in text for _, text in open_points(report))


def test_no_source_at_all_is_open_and_not_done(make_report):
    report = make_report(sample_run.minimal)
    assert [question(report, number).state for number in (3, 7)] == ["open", "open"]


def test_a_failed_privacy_test_calls_for_attention(make_report):
    def change(every):
        every["probe.json"]["tests"][0]["verdict"] = "fail"

    assert question(make_report(change), 14).state == "attention"


def test_tests_that_were_not_run_are_open_facts(make_report):
    found = question(make_report(), 14)
    assert found.state == "partly answered"
    assert (found.count("measured"), found.count("open")) == (2, 2)


def test_a_licence_in_conflict_calls_for_attention(make_report):
    def change(every):
        every["base_model.json"]["licence"]["state"] = "conflict"

    assert question(make_report(change), 15).state == "attention"


def test_compute_above_the_guideline_calls_for_attention(make_report):
    def change(every):
        every["training.json"]["ai_act"]["below"] = False

    report = make_report(change)
    assert question(report, 16).state == "attention"
    assert "NOT below" in question(report, 16).answer
    assert question(report, 17).state == "open"


def test_provider_documents_do_not_apply_below_the_guideline(make_report):
    assert question(make_report(), 17).state == "not applicable"


@pytest.mark.parametrize("ai_act", [None, {}, {"below": "yes"}])
def test_compute_that_was_not_compared_is_no_pass(make_report, ai_act):
    def change(every):
        every["training.json"]["ai_act"] = ai_act

    report = make_report(change)
    assert "not held against" in question(report, 16).answer
    assert question(report, 17).state == "open"


def test_open_points_are_said_once_and_in_words(make_report):
    points = open_points(make_report())
    assert len(points) == len(set(points))
    assert (
        "Question 4",
        "art9_condition of source mails is not declared in ftcheck.toml.",
    ) in points
    assert any(place == "Privacy test" and "not tested" in text for place, text in points)
    assert ("Training", "Energy was not measured.") in points


def test_training_without_a_clearance_is_named(make_report):
    def change(every):
        del every["clearance.json"]

    texts = [text for _, text in open_points(make_report(change))]
    assert "There is a training run, but no clearance of its data." in texts
