"""The whole YAML Test Suite: each document is read with the values that the suite states, or refused with its place."""

from __future__ import annotations

import json
from typing import Any

import yaml

from catalogue.common.findings import Finding, Place, Severity, Span
from catalogue.model import Innovation
from catalogue.propose.tidy import tidy
from catalogue.read.characters import split_lines, visible
from catalogue.read.yaml import Node, Scalar, Sequence
from catalogue.read.yaml.nodes import document, parse
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


def test_documents() -> None:
    """A document of any shape is read as stated, or refused at a place."""
    for name, case in CASES.items():
        top, findings = _node(case["yaml"])
        if _located(findings, case["yaml"]):
            continue
        assert "error" not in case, f"{name}: an invalid document was read"
        assert ([_read(top)] if top else []) == [_stated(node) for node in case["documents"]], name


def test_records() -> None:
    """Read as a data file, the document is a mapping with the stated values, or has a finding at a place."""
    for name, case in CASES.items():
        parsed = parse(case["yaml"], "x.yaml")
        if _located(parsed.findings, case["yaml"]):
            continue
        assert parsed.top, name
        assert "error" not in case, name
        assert _read(parsed.top) == _stated(case["documents"][0]), name


def test_tidied() -> None:
    """Tidied, the document keeps its values and has reached its final form, or is refused with a reason."""
    for name, case in CASES.items():
        tidied = tidy(case["yaml"], Innovation)
        if tidied.text is None:
            assert tidied.refusal, name
            continue
        assert tidy(tidied.text, Innovation).text == tidied.text, name
