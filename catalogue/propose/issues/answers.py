"""What a submission in an issue changes, and what is told of it: nothing that comes by this door was taken in yet."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from catalogue.common.findings import Finding, Severity
from catalogue.model import Innovation
from catalogue.pipeline import Loaded
from catalogue.propose.issues.comment import Remark, from_finding
from catalogue.propose.submissions import BundleSubmission, apply, read_submission
from catalogue.propose.submissions.landing import Files, rules_of
from catalogue.propose.submissions.records import Former
from catalogue.propose.tidy import tidy

NAME = "kiriman"
"""What stands for the file in the places of findings."""

SAME = Remark(
    Severity.GALAT, "Isi kiriman", "isinya sama dengan yang sudah tercatat", "Ubah isiannya, atau tutup isu ini."
)


@dataclass(frozen=True)
class Change:
    """The files that a submission writes, and what was found."""

    files: Files
    remarks: tuple[Remark, ...]
    desk: bool = False
    """Whether the submission came from the coordinator's desk."""


def changes(
    text: str, loaded: Loaded, day: Callable[[str], date] | None = None, former: Former | None = None
) -> Change:
    """Read a submission and check what it writes as part of the catalogue."""
    assert loaded.catalogue
    submission = read_submission(text, loaded.catalogue, NAME, rules_of(loaded, day))
    if isinstance(submission, tuple):
        return Change({}, _remarks(submission))
    applied = apply(submission, loaded, day, former)
    files = {path: text for path, text in applied.files.items() if text is None or _differs(loaded, path, text)}
    remarks = _remarks(applied.findings)
    desk = isinstance(submission, BundleSubmission)
    return Change(files, (*remarks, SAME) if applied.acceptable and not files else remarks, desk)


def _differs(loaded: Loaded, path: str, text: str) -> bool:
    """Tell whether a file would say something else than the published one, whose layout may not be the normal one."""
    known = loaded.sources.get(path)
    if known is None or known.kind != "innovation":
        return known is None or text != known.text
    return text not in (known.text, tidy(known.text, Innovation).text)


def _remarks(findings: Iterable[Finding]) -> tuple[Remark, ...]:
    return tuple(from_finding(found, _label(found)) for found in findings)


def _label(finding: Finding) -> str:
    return f"Baris {finding.place.span.line}" if finding.place.path == NAME else ""
