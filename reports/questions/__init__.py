"""The questions that a data protection officer asks of a tuning run, and what this run answers.

An answer is never better than its facts: `answered` needs every fact, one missing fact makes it
`partly answered`, none at all makes it `open`. `attention` marks a measured result that a person
must look at.
"""

from __future__ import annotations

from reports.facts import Report
from reports.questions.data import DATA_QUESTIONS
from reports.questions.model import MODEL_QUESTIONS
from reports.questions.question import NOT_ASKED, Question

__all__ = [
    "NOT_ASKED",
    "Question",
    "answer_questions",
]


def answer_questions(report: Report) -> list[Question]:
    """Return the questions in order, each with its facts.

    Basis: GDPR Art. 5, 6, 9, 10, 13-22, 24-39, 44-49; AI Act Art. 3(63), 10, 50, 53; EDPB Opinion
    28/2024; DSM Directive Art. 3 and 4.
    """
    return [build(report) for build in (*DATA_QUESTIONS, *MODEL_QUESTIONS)]
