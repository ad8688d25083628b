"""Whatever an issue says: it becomes the record that was meant or is refused in words, and harms nobody on the way."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from catalogue.propose.issues import read_outcome
from catalogue.propose.issues.texts import BadEvent, is_submission, read_event
from catalogue.propose.submissions import landing
from tests.issue_bodies import SHORT, body, record
from tests.properties import assemble_again, take, values
from tests.records import TEXTS
from tests.test_any_record import ANY
from tests.trees import HERE

BODIES = [path.read_bytes().decode() for path in sorted((HERE / "issues").glob("*.md"))]
WORDS = st.sampled_from(
    (*TEXTS, "@orang", "#1", "[a](javascript:b)", "![](x)", "```", "``", "<img src=x>", "\r\n", "---")
)
SAID = st.lists(WORDS | ANY, min_size=1, max_size=5).map("".join)


@pytest.fixture(autouse=True, scope="module")
def quick() -> Iterator[None]:
    """Read the files of the small catalogue once, not for every example."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(landing, "assemble", assemble_again)
        yield


@given(SAID)
@example("\ud800")
def test_any_body(text: str) -> None:
    """A text that is no submission is left alone."""
    assert (take(text).state == "foreign") != is_submission(text)


@given(st.sampled_from(BODIES), st.floats(0, 1), st.integers(0, 80), SAID)
def test_anything_put_into_a_submission(text: str, place: float, cut: int, put: str) -> None:
    """One of which something was cut out and replaced gives an outcome that the writing job takes."""
    at = int(place * len(text))
    outcome = take(text[:at] + put + text[at + cut :])
    read_outcome(json.dumps(asdict(outcome)).encode(), 7)


@given(st.sampled_from(("tujuan", "manfaat", "hasil")), SAID)
@example("tujuan", "a\ud800b")
@example("tujuan", "'\"\\ \u00e9 {a: [b]} #c")
def test_a_text_is_read_back_as_it_was_written(id: str, text: str) -> None:
    """The record that is proposed holds every value of the submission, or the submission is refused with a reason."""
    written = f"{SHORT}{id}: {json.dumps(text)}\n"
    outcome = take(body(record(written)))
    assert outcome.state in {"proposed", "refused"}
    if outcome.state == "refused":
        assert "harus diperbaiki" in outcome.comment
        return
    (proposed,) = outcome.files.values()
    assert values(str(proposed)) == values(written)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | ANY,
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from(("number", "body", "x")), inner),
    max_leaves=5,
)


ISSUES = st.fixed_dictionaries({"number": st.integers(-1, 10**9) | JSON, "body": SAID | JSON}, optional={"state": JSON})


@given(
    st.dictionaries(st.sampled_from(("issue", "pull_request", "action")), JSON)
    | st.fixed_dictionaries({"issue": ISSUES})
)
@example({"issue": {"number": 7, "body": None}})
def test_any_event(event: dict[str, Any]) -> None:
    """An event of any shape is an issue with a number and a text, or is told to be none."""
    try:
        issue = read_event(json.dumps(event).encode())
    except BadEvent:
        return
    assert 0 < issue.number < 10**9
    json.dumps(asdict(take(issue.body))).encode()
