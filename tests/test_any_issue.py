"""Whatever an issue says: it becomes the record that was meant or is refused in words, and harms nobody on the way."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from catalogue.model import Innovation
from catalogue.propose import intake
from catalogue.propose.issues import BadEvent, Outcome, answers, read_event
from catalogue.propose.issues.body import EMPTY, HEADING
from catalogue.propose.issues.forms import correction_form, new_form
from catalogue.read.decode import known_keys
from catalogue.read.yaml.nodes import parse
from tests.properties import answered, assemble_again, filled, small_catalogue, take
from tests.records import TEXTS
from tests.test_any_record import ANY
from tests.trees import HERE

BODIES = [path.read_bytes().decode() for path in sorted((HERE / "issues").glob("*.md"))]
CATALOGUE = small_catalogue().catalogue
assert CATALOGUE
NEW, CORRECTION = new_form(CATALOGUE), correction_form()
LABELS = tuple(question.label for form in (NEW, CORRECTION) for question in form.questions)
WORDS = st.sampled_from(
    (*TEXTS, "@orang", "#1", "[a](javascript:b)", "![](x)", "```", "``", "<img src=x>", "\r\n", "---")
)
ANSWERS = st.lists(WORDS | ANY, min_size=1, max_size=5).map("".join)
TEXT = [
    question.id
    for question in NEW.questions
    if question.column and question.column.kind == "text" and not (question.many or question.choices)
]
"""The questions whose answer is a text of its own."""


@pytest.fixture(autouse=True, scope="module")
def quick() -> Iterator[None]:
    """Read the files of the small catalogue once, not for every example."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(answers, "assemble", assemble_again)
        patch.setattr(intake, "assemble", assemble_again)
        yield


@given(ANSWERS)
@example("\ud800")
def test_any_body(body: str) -> None:
    """A text that is no form is left alone."""
    assert take(body).state == "foreign"


@given(st.sampled_from(BODIES), st.floats(0, 1), st.integers(0, 80), ANSWERS)
def test_anything_put_into_a_filled_form(body: str, place: float, cut: int, put: str) -> None:
    """A form of which something was cut out and replaced gives one of the three outcomes."""
    at = int(place * len(body))
    take(body[:at] + put + body[at + cut :])


@given(st.dictionaries(st.sampled_from([question.id for question in NEW.questions]), ANSWERS))
def test_any_answers_to_the_form_for_a_new_innovation(answers: dict[str, str]) -> None:
    """Whatever is answered, nothing breaks."""
    required = {"opd": "Dinas Kesehatan", "nama": "Contoh", "ringkasan": "Contoh.", "status_data": "dikonfirmasi-opd"}
    take(filled(NEW, required | answers))


@given(st.sampled_from([question.id for question in CORRECTION.questions]), ANSWERS, st.data())
def test_any_answers_to_the_form_for_a_correction(id: str, text: str, data: st.DataObject) -> None:
    """Whatever field is named and whatever is written for it, nothing breaks."""
    part = next(question for question in CORRECTION.questions if question.id == "isian")
    asked = {"berkas": "antar-obat", "isian": data.draw(st.sampled_from(part.options)), "isi": data.draw(ANSWERS)}
    take(filled(CORRECTION, asked | {id: text}))


@given(st.sampled_from(TEXT), ANSWERS)
@example("tujuan", "a\ud800b")
@example("tujuan", "# judul\n\n- butir: satu\n  lagi\n\n> kutipan\n")
@example("ringkasan", "'\"\\ \u00e9 {a: [b]} #c")
def test_a_text_is_read_back_as_it_was_written(id: str, text: str) -> None:
    """The value of the record is the answer to the letter, or the issue is refused with what was found."""
    wanted = answered(text)
    assume(wanted not in EMPTY and not any(HEADING.fullmatch(line) for line in wanted.split("\n")))
    required = {"opd": "Dinas Kesehatan", "nama": "Contoh", "ringkasan": "Contoh.", "status_data": "dikonfirmasi-opd"}
    outcome = take(filled(NEW, {**required, "nama_berkas": "contoh-surat", id: text}))
    assert_kept(outcome, id, wanted)


@given(st.sampled_from([id for id in TEXT if id != "nama"]), ANSWERS)
@example("kepanjangan", "\ud800")
def test_a_correction_is_read_back_as_it_was_written(id: str, text: str) -> None:
    """So is the one value that a correction names, and every other stays."""
    wanted = answered(text)
    assume(wanted not in EMPTY and not any(HEADING.fullmatch(line) for line in wanted.split("\n")))
    part = next(question for question in CORRECTION.questions if question.id == "isian")
    assert part.choices
    outcome = take(filled(CORRECTION, {"berkas": "antar-obat", "isian": part.choices.title(id), "isi": text}))
    assert_kept(outcome, id, wanted)


def assert_kept(outcome: Outcome, id: str, wanted: str) -> None:
    """Expect the answer in the record, or a refusal that says why."""
    assert outcome.state in {"proposed", "refused"}
    if outcome.state == "refused":
        assert "harus diperbaiki" in outcome.comment
        return
    top = parse(outcome.text, outcome.path, known_keys(Innovation)).top
    assert top
    assert {key.text: getattr(value, "text", None) for key, value in top.items}[id] == wanted


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | ANY,
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from(("number", "body", "x")), inner),
    max_leaves=5,
)


@given(st.dictionaries(st.sampled_from(("issue", "pull_request", "action")), JSON))
def test_any_event(event: dict[str, Any]) -> None:
    """An event of any shape is an issue with a number and a text, or is told to be none."""
    try:
        issue = read_event(json.dumps(event).encode())
    except BadEvent:
        return
    assert 0 < issue.number < 10**9
    json.dumps(asdict(take(issue.body))).encode()
