"""In the preview, a record with a fault shows the fault in place of its page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from catalogue.findings import Finding, Severity
from catalogue.reports import text_report
from catalogue.source import Source
from catalogue.views.page import Page

SHOWN = {"innovation": "inovasi", "opd": "opd"}
"""The kinds of files that have a page of their own, with its folder."""


@dataclass(frozen=True)
class FaultView:
    """What is wrong with the file of a page."""

    path: str
    report: str


def fault_pages(findings: Iterable[Finding], sources: Mapping[str, Source]) -> Iterator[Page]:
    """Make a page for each record that has a fault."""
    faulty: dict[str, list[Finding]] = {}
    for finding in findings:
        if finding.severity is Severity.GALAT:
            faulty.setdefault(finding.place.path, []).append(finding)
    for path, found in faulty.items():
        source = sources.get(path)
        if source and source.kind in SHOWN:
            view = FaultView(path, text_report(found, sources))
            address = f"{SHOWN[source.kind]}/{source.id}/"
            yield Page(address, "faults.html", view, f"Perlu diperbaiki: {path}", path, path, listed=False)
