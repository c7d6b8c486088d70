from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
import sample_run

from reports import render_html
from reports.text import visible

_VOID = {"meta", "br", "col", "img", "link", "input", "hr"}


class Page(HTMLParser):
    """Collects what the tests look at, and checks that every tag is closed in order."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.headings: list[int] = []
        self.words: list[str] = []
        self._open: list[str] = []
        self.feed(text)
        self.close()
        assert self._open == []

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if re.fullmatch(r"h[1-6]", tag):
            self.headings.append(int(tag[1]))
        if tag not in _VOID:
            self._open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        assert self._open.pop() == tag

    def handle_data(self, data):
        if not self._open or self._open[-1] not in {"style"}:
            self.words.append(data)

    @property
    def text(self) -> str:
        return "".join(self.words)


VARIANTS = [
    None,
    sample_run.blocked,
    sample_run.synthetic_blocked,
    sample_run.minimal,
    sample_run.hostile,
]


@pytest.mark.parametrize("change", VARIANTS)
def test_nothing_is_loaded_from_outside_and_nothing_runs(make_report, change):
    html = render_html(make_report(change))
    page = Page(html)
    for tag, attributes in page.tags:
        assert tag not in {"script", "link", "iframe", "object", "embed", "img", "form", "base"}
        for name, value in attributes.items():
            assert not name.startswith("on")
            if name in {"src", "href", "srcset", "action"}:
                assert value.startswith("#")
    style = re.search(r"<style>(.*?)</style>", html, re.DOTALL)[1]
    assert "url(" not in style and "@import" not in style
    assert "http://" not in style and "https://" not in style


@pytest.mark.parametrize("change", VARIANTS)
def test_headings_are_in_order_and_links_lead_somewhere(make_report, change):
    page = Page(render_html(make_report(change)))
    assert page.headings[0] == 1 and page.headings.count(1) == 1
    steps = zip(page.headings, page.headings[1:], strict=False)
    assert all(after - before <= 1 for before, after in steps)
    ids = [attributes["id"] for _, attributes in page.tags if attributes.get("id")]
    assert len(ids) == len(set(ids))
    for tag, attributes in page.tags:
        if tag == "a":
            assert attributes["href"][1:] in ids


def test_the_page_is_marked_up_for_assistive_technology(make_report):
    html = render_html(make_report())
    page = Page(html)
    names = [tag for tag, _ in page.tags]
    assert dict(page.tags)["html"]["lang"] == "en"
    assert {"header", "main", "nav", "footer"} <= set(names)
    assert names.count("caption") == names.count("table") > 20
    for tag, attributes in page.tags:
        if tag == "th":
            assert attributes["scope"] in {"col", "row"}
    assert names.count("svg") == names.count("desc") == 2


def test_the_sections_stand_in_order(make_report):
    text = Page(render_html(make_report())).text
    places = [
        text.rindex(f"{number} {title}")
        for number, title in enumerate(
            (
                "Verdict and reasons",
                "Scope and roles",
                "Sources and licences",
                "Policy",
                "Findings before and after",
                "Review by people",
                "Check after cleaning",
                "Risk of re-identification",
                "Quality of the data",
                "Waivers",
                "Training and hold-out",
                "Synthetic data",
                "Base-model dossier",
                "Training run",
                "Evaluation on the hold-out",
                "Privacy tests of the model",
                "What was not tested or is open",
                "Rights and retention",
                "Sign-off",
            ),
            start=1,
        )
    ]
    assert places == sorted(places)


def test_figures_come_from_the_evidence(make_report):
    text = Page(render_html(make_report())).text
    for value in ("2.149", "61.11", "131,072", "Dr. Ada Muster", "NOT TESTED", "DRAFT, not signed"):
        assert value in text
    assert "NOT MEASURABLE" in text
    assert "not measured: this machine offers no energy counters (RAPL)" in text
    assert "not calculated: no grid_factor is set in [tune.cost]" in text
    assert "0.41 of 1.59 × 10^11 FLOP/s" in text
    assert "1.31 GB: resident memory" in text
    assert "3.33 × 10^22: one third of 10^23" in text
    assert "4e-10" not in text and "3.9e-10, this training" in text
    assert sample_run.LEDGER_HEAD in text
    assert "1.31 × 10^13" in text


def test_it_says_how_each_language_was_read(make_report):
    text = Page(render_html(make_report())).text
    assert "Names in fr: rules and lists only (3 records)" in text
    assert "Special categories in fr: not looked for" in text


def test_a_changed_figure_changes_the_report(make_report):
    def change(every):
        every["eval.json"]["metrics"]["loss"]["tuned"]["value"] = 3.7771

    text = Page(render_html(make_report(change))).text
    assert "3.777" in text and "2.149" not in text


def test_the_evaluation_says_what_was_held_against_what(make_report):
    text = " ".join(Page(render_html(make_report())).text.split())
    for part in (
        "Not ready",
        "max_slice_gap",
        "2.149 [2.041; 2.257]",
        "language: de",
        "0.52 [0.21; 0.83]",
        "Too few records for a judgement in 1 slice: mentions: age.old (3).",
        "0.121 [0.091; 0.151]",
        "0.4188 [0.3312; 0.5064]",
        "Loss: smallest difference that would be found",
        "the loss on validation records is 0.419 above",
    ):
        assert part in text, part


def test_without_thresholds_nothing_is_ready(make_report):
    def change(every):
        verdict = {"state": "no thresholds set", "checks": [], "reasons": []}
        every["eval.json"]["verdict"] = verdict

    text = Page(render_html(make_report(change))).text
    assert "No verdict: no thresholds were set" in text
    assert "Ready by" not in text


def test_what_was_not_measured_is_said_with_its_reason(make_report):
    def change(every):
        for part in ("slices", "forgetting", "overfitting"):
            every["eval.json"][part] = {"status": "not measured", "reason": f"no {part} asked for"}
        every["eval.json"]["metrics"] = {}
        every["eval.json"]["details"] = {
            "base": "a linear probe",
            "by_class": [
                {"name": "card", "support": 4, "precision": None, "recall": 0.25, "f1": 0.4}
            ],
        }

    text = " ".join(Page(render_html(make_report(change))).text.split())
    for part in ("slices", "forgetting", "overfitting"):
        assert f"Not measured: no {part} asked for." in text
    assert "No record was held out" in text
    assert "By class: 1 of 1" in text and "a linear probe" in text


def test_a_training_that_was_stopped_says_from_where_it_went_on(make_report):
    def change(every):
        every["training.json"]["resumed_from"] = [40, 80]

    text = Page(render_html(make_report(change))).text
    assert "Stopped, and continued from step" in text
    assert "40, 80; seconds and energy are those of all parts" in text


def test_gradual_unfreezing_is_shown_step_by_step(make_report):
    def change(every):
        every["training.json"] |= {
            "method": "full",
            "unfreezing": [
                {"group": "layer 2", "step": 0, "trainable": 10, "trainable_share": 0.1},
                {"group": "layer 1", "step": 30, "trainable": 100, "trainable_share": 1.0},
            ],
        }

    text = " ".join(Page(render_html(make_report(change))).text.split())
    assert "layer 2 0 0.1 layer 1 30 1" in text


def test_the_hash_of_a_whole_model_stands_in_the_annex(make_report):
    def change(every):
        manifest = every.pop("adapter/MANIFEST.json")
        manifest["model_sha256"] = manifest.pop("adapter_sha256")
        every["model/MANIFEST.json"] = {**manifest, "schema": "ftcheck.model/1"}

    text = Page(render_html(make_report(change))).text
    assert "Model weights" in text
    assert "Adapter weights" not in text
    assert "Gradual unfreezing" not in text  # this training had none


@pytest.mark.parametrize("change", VARIANTS)
def test_no_claim_that_only_a_person_can_make(make_report, change):
    text = Page(render_html(make_report(change))).text.lower()
    assert "compliant" not in text
    assert "anonymous" not in text
    assert "not legal advice" in text


def test_a_blocked_run_says_why_there_is_no_model(make_report):
    text = Page(render_html(make_report(sample_run.blocked))).text
    assert "Blocked" in text
    assert "source faq is declared to hold no personal data, but some was found" in text
    assert text.count("because the gate did not clear the data (verdict: blocked)") >= 4
    assert "NOT TESTED" in text
    assert "open: not declared" in text


def test_synthetic_examples_that_were_not_cleared_are_named_as_the_reason(make_report):
    text = Page(render_html(make_report(sample_run.synthetic_blocked))).text
    assert "Reason: PERSON is still found after cleaning." in text
    assert text.count("because the gate did not clear the synthetic examples") >= 3
    assert "Synthetic data G102" in text


def test_evidence_that_does_not_fit_together_is_an_open_point(make_report):
    def change(every):
        every["clearance.json"]["dataset_sha256"] = "0" * 64
        every["clearance.json"]["decision_sha256"] = "0" * 64
        every["clearance.json"]["signature"]["key"] = "other"

    text = Page(render_html(make_report(change))).text
    assert "clean.jsonl is not the file that clearance.json covers." in text
    assert "clearance.json was given on another decision.json." in text
    assert "clearance.json is not signed with the key named on the cover." in text


def test_evidence_that_fits_together_is_not_complained_about(make_report):
    text = Page(render_html(make_report())).text
    assert "is not the file that" not in text and "another decision.json" not in text
    assert "is not signed with" not in text


def test_a_run_without_training_says_so(make_report):
    text = Page(render_html(make_report(sample_run.minimal))).text
    assert "Training did not happen in this run" in text
    assert "No source is declared" in text
    assert "no proof that nothing is there" in text


def test_declared_texts_come_out_as_they_are(make_report):
    html = render_html(make_report(sample_run.hostile))
    text = Page(html).text
    for hostile in sample_run.HOSTILE:
        assert visible(hostile) in text
    assert "\u202e" not in html and "\x07" not in html
    assert "[U+202E]" in text and "[U+0007]" in text


def test_a_lone_surrogate_can_be_written_to_disk(make_report):
    def change(every):
        every["decision.json"]["reasons"][0]["text"] = "x"

    report = make_report(change)
    reasons = report.decision.data["reasons"]
    reasons[0]["text"] = "broken \ud800 text"
    html = render_html(report)
    assert "broken [U+D800] text" in html
    html.encode("utf-8")


def test_the_same_evidence_gives_the_same_bytes(make_report):
    report = make_report()
    assert render_html(report) == render_html(report)


def _luminance(colour: str) -> float:
    full = colour[1:] if len(colour) == 7 else "".join(digit * 2 for digit in colour[1:])
    parts = [int(full[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_text_has_enough_contrast_in_light_and_dark(make_report):
    # WCAG 2.2, 1.4.3 (AA): 4.5 to 1 for text.
    style = render_html(make_report()).split("<style>")[1]
    blocks = re.findall(r":root \{(.*?)\}", style, re.DOTALL)
    assert len(blocks) == 3
    for block in blocks:
        colours = dict(re.findall(r"--(\w+): (#[0-9a-f]+)", block))
        for paper in ("paper", "band"):
            for ink in ("ink", "soft", "link", "good", "warn", "bad"):
                high, low = sorted((_luminance(colours[paper]), _luminance(colours[ink])))[::-1]
                assert (high + 0.05) / (low + 0.05) >= 4.5, (paper, ink)
