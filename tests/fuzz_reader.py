"""Coverage-guided fuzzing of the reader, run by hand: `python -m tests.fuzz_reader CORPUS -max_total_time=600`.

It needs `pip install atheris`, which is no requirement of the tests. Whatever bytes a record's file holds, they are
read to the end without an exception, every finding has its place in the file, and what tidies is a fixed point.
"""

from __future__ import annotations

import sys

import atheris

with atheris.instrument_imports(include=["catalogue"]):
    from catalogue.decode import decode, known_keys
    from catalogue.findings import Finding
    from catalogue.loading import HOME, load
    from catalogue.markup import plain_text, render_markdown
    from catalogue.model import Innovation
    from catalogue.reports import github_report, text_report
    from catalogue.source import locate, to_source
    from catalogue.tidy import tidy
    from catalogue.yaml_nodes import parse

LOCATION = locate("innovations/dinas-contoh/contoh.yaml")
CATALOGUE = load(HOME).catalogue


def read(content: bytes) -> None:
    """Take a file through everything that happens before a catalogue is there."""
    assert LOCATION
    assert CATALOGUE
    source = to_source(LOCATION, content)
    if isinstance(source, Finding):
        return
    parsed = parse(source.text, source.path, known_keys(Innovation))
    decoded = decode(parsed.top, Innovation, source.path, CATALOGUE.vocabularies) if parsed.top else None
    findings = [*source.faults, *parsed.without_echoes(decoded.findings if decoded else ())]
    lines = source.text.count("\n") + source.text.count("\r") + 1
    assert all(1 <= found.place.span.line <= lines + 1 for found in findings)
    for report in (text_report, github_report):
        report(findings, {source.path: source}).encode()
    normal = tidy(source.text, Innovation).text
    assert normal is None or tidy(normal, Innovation).text == normal
    if decoded and decoded.record:
        for text in (decoded.record.rancang_bangun, decoded.record.hasil):
            assert "<script" not in render_markdown(text).lower()
            plain_text(text, 100)


if __name__ == "__main__":
    atheris.Setup(sys.argv, read)
    atheris.Fuzz()
