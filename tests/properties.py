"""What holds of any input whatever: the properties that random tests and the fuzzer look for a counter-example to."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import asdict
from datetime import date
from functools import cache
from typing import Any

import yaml

from catalogue.common.findings import Finding
from catalogue.common.memo import Memo
from catalogue.model import Innovation
from catalogue.pipeline import Loaded, assemble, load
from catalogue.propose.issues import Taken
from catalogue.propose.issues.outcome import take_issue
from catalogue.propose.issues.texts import read_event
from catalogue.propose.tidy import tidy
from catalogue.read.characters import CONTROL, split_lines, visible
from catalogue.read.decode import decode, known_keys
from catalogue.read.files import Reading, Source, locate, read_contents, to_source
from catalogue.read.yaml.nodes import parse
from catalogue.report import github_report, job_summary, json_report, text_report
from catalogue.site.markup import plain_text, render_markdown
from tests.test_yaml_fast import check_agreement
from tests.trees import HERE

RECORD = "innovations/dinas-contoh/contoh.yaml"
SAFE = re.compile(r"[A-Za-z0-9/ .:-]*")
"""What the names that an issue gives may hold: words, and nothing that a shell or a page would take for more."""


@cache
def small_catalogue() -> Loaded:
    """Read the small catalogue once."""
    return load(HERE / "mini", day=today)


MEMO = Memo()
"""Keeps what was read of the files around the one being tried."""


def assemble_again(reading: Reading, day: Callable[[str], date] | None = None) -> Loaded:
    """Decode, link and check sources, of which most were read before."""
    return assemble(reading, day, memo=MEMO)


def today(zone: str) -> date:
    """Return the day of these tests, whatever the time zone."""
    return date(2026, 6, 1)


def read_file(content: bytes) -> Innovation | None:
    """Take a file through everything that happens before a catalogue is there, and return the record if it holds one.

    Nothing raises, every finding has its place in the file, every report can be written, and tidying keeps the values
    and has nothing to do a second time.
    """
    location = locate(RECORD)
    assert location
    source = to_source(location, content)
    if isinstance(source, Finding):
        return None
    check_agreement(source.text, source.path)
    parsed = parse(source.text, source.path, known_keys(Innovation))
    catalogue = small_catalogue().catalogue
    assert catalogue
    decoded = decode(parsed.top, Innovation, source.path, catalogue.vocabularies) if parsed.top else None
    findings = [*source.faults, *parsed.without_echoes(decoded.findings if decoded else ())]
    assert_placed(findings, source)
    assert_reported(findings, source)
    assert_tidied(source, parsed.findings)
    if decoded is None or decoded.record is None:
        assert findings, "what is no record is told"
        return None
    assert_sanitised(decoded.record)
    return decoded.record


def assert_placed(findings: list[Finding], source: Source) -> None:
    """Expect every finding within the file, whose end counts as a line."""
    lines = split_lines(source.text)
    for found in findings:
        span = found.place.span
        assert 1 <= span.line <= span.end_line <= len(lines) + 1, found
        assert span.column >= 1, found
        if span.line <= len(lines):
            assert span.column <= len(lines[span.line - 1]) + 2, found


def assert_reported(findings: list[Finding], source: Source) -> None:
    """Expect every report to say each finding once, in characters that every terminal and file can take."""
    sources = {source.path: source}
    for report in (text_report, job_summary):
        report(findings, sources).encode()
    json_report(findings).encode()
    commands = github_report(findings, sources)
    commands.encode()
    assert sum(line.startswith("::") for line in split_lines(commands)) == len(findings)


def assert_tidied(source: Source, faults: list[Finding]) -> None:
    """Expect the normal form to be its own, and PyYAML to see the same values in it when the file has no fault."""
    normal = tidy(source.text, Innovation).text
    if normal is None:
        return
    assert tidy(normal, Innovation).text == normal
    if not faults:
        assert values(normal) == values(visible(source.text))


def values(text: str) -> Any:
    """Return what PyYAML reads in a text."""
    return _without_order(yaml.load(text, yaml.CBaseLoader))


def _without_order(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _without_order(item) for key, item in value.items()}
    return [_without_order(item) for item in value] if isinstance(value, list) else value


def assert_sanitised(record: Innovation) -> None:
    """Expect nothing that runs or loads anything in what becomes of the Markdown of a record."""
    for text in (record.rancang_bangun, record.tujuan, record.manfaat, record.hasil):
        shown = render_markdown(text).lower()
        assert not re.search(r"<(?:script|img|iframe|svg|style|object|embed|form|input|meta|link|base)\b", shown)
        assert not re.search(r"<[^>]*\s(?:on\w+|style)=", re.sub(r'"[^"]*"', '""', shown))
        assert not re.search(r'href="(?!https?:|mailto:|tel:|[^":]*(?:["/?#]))', shown)
        plain_text(text, 100)


def answered(text: str) -> str:
    """Return an answer as it stands in a body: as it looks, without what surrounds it."""
    return "\n".join(
        split_lines(visible(CONTROL.sub("", re.sub("[\ud800-\udfff]", "\ufffd", f"\n\n{text}\n\n"))))
    ).strip()


def take(body: str) -> Taken:
    """Take an issue of any text, and see that what comes of it can harm nobody."""
    catalogue = small_catalogue()
    event = json.dumps({"issue": {"number": 7, "body": body}}).encode()
    outcome = take_issue(read_event(event), catalogue, today)
    assert_harmless(asdict(outcome))
    assert (outcome.state == "proposed") == bool(outcome.files)
    for path, text in outcome.files.items():
        location = locate(path)
        assert location
        assert location.kind == "innovation"
        assert text is not None
        others = [source for other, source in catalogue.sources.items() if other != path]
        assert assemble(read_contents({path: text.encode()}, others)).publishable
        assert tidy(text, Innovation).text == text
    return outcome


def assert_harmless(found: Mapping[str, Any]) -> None:
    """Expect names of plain words, and what people wrote as code in the comment, or not at all."""
    for name in (*found["files"], found["title"], found["receipt"]):
        assert SAFE.fullmatch(name)
    outside = re.sub(r"(?<!`)(`+)(?!`).*?(?<!`)\1(?!`)", "", found["comment"])
    assert not re.search(r"@\w|<\w|\]\(|#\d|https?:", outside)
    assert len(found["comment"]) < 65_536
    found["comment"].encode()
