"""The whole YAML Test Suite: each document is read with the values that the suite states, or refused with its place."""

from __future__ import annotations

import json
from typing import Any

import pytest
import yaml

from catalogue.common.findings import Finding, Place, Severity, Span
from catalogue.model import Innovation
from catalogue.propose.tidy import tidy
from catalogue.read.characters import split_lines, visible
from catalogue.read.yaml.nodes import document, parse
from catalogue.read.yaml.tree import Node, Scalar, Sequence
from tests.trees import HERE

LINES = (HERE / "vendor/yaml-test-suite/cases.jsonl").read_text(encoding="ascii").splitlines()
CASES: dict[str, dict[str, Any]] = {case["id"]: case for case in map(json.loads, LINES)}


def _stated(node: Any) -> Any:
    """Return a node of the suite in the shape of `_read`."""
    if isinstance(node, str):
        return visible(node)
    if isinstance(node, list):
        return [_stated(item) for item in node]
    assert isinstance(node, dict)
    return {"map": [[_stated(key), _stated(value)] for key, value in node["map"]]}


def _read(node: Node | None) -> Any:
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, Sequence):
        return [_read(item) for item in node.items]
    assert node
    return {"map": [[_read(key), _read(value)] for key, value in node.items]}


def _located(findings: list[Finding], text: str) -> bool:
    faults = [found for found in findings if found.severity is Severity.GALAT]
    lines = len(split_lines(text)) + 1
    return bool(faults) and all(1 <= found.place.span.line <= lines for found in faults)


def _node(text: str) -> tuple[Node | None, list[Finding]]:
    """Read a document of any shape; where it is broken, only the place of the fault."""
    try:
        return document(text)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        assert mark
        line = mark.line + 1
        return None, [Finding("yaml-rusak", Severity.GALAT, Place("", Span(line, 1, line, 1)), str(error.problem))]


@pytest.mark.parametrize("name", CASES)
def test_document(name: str) -> None:
    """A document of any shape is read as stated, or refused at a place."""
    case = CASES[name]
    top, findings = _node(case["yaml"])
    if _located(findings, case["yaml"]):
        return
    assert "error" not in case, "an invalid document was read"
    assert ([_read(top)] if top else []) == [_stated(node) for node in case["documents"]]


@pytest.mark.parametrize("name", CASES)
def test_record(name: str) -> None:
    """Read as a data file, the document is a mapping with the stated values, or has a finding at a place."""
    case = CASES[name]
    parsed = parse(case["yaml"], "x.yaml")
    if _located(parsed.findings, case["yaml"]):
        return
    assert parsed.top
    assert "error" not in case
    assert _read(parsed.top) == _stated(case["documents"][0])


@pytest.mark.parametrize("name", CASES)
def test_tidy(name: str) -> None:
    """Tidied, the document keeps its values and has reached its final form, or is refused with a reason."""
    text = CASES[name]["yaml"]
    tidied = tidy(text, Innovation)
    if tidied.text is None:
        assert tidied.refusal
        return
    again = tidy(tidied.text, Innovation)
    assert again.text == tidied.text
