"""What the submission of an issue changes, and what was found, told by its lines."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from catalogue.common.findings import Finding, Severity
from catalogue.pipeline import Loaded
from catalogue.propose.issues.comment import Remark, from_finding
from catalogue.propose.submissions import apply, read_submission

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from catalogue.propose.submissions.landing import Day
    from catalogue.propose.submissions.records import Former

NAME = "Isi kiriman"
SAME = Remark(Severity.GALAT, NAME, "isinya sama dengan yang sudah tercatat", "Ubah isiannya, lalu kirim lagi.")


@dataclass(frozen=True)
class Change:
    """The files that a submission writes, none when it was refused, and what was found."""

    files: Mapping[str, str | None]
    remarks: tuple[Remark, ...]


def changes(text: str, loaded: Loaded, day: Day | None = None, former: Former | None = None) -> Change:
    """Read a submission of anybody and check what it writes as part of the catalogue."""
    assert loaded.catalogue
    submission = read_submission(text, loaded.catalogue, NAME)
    if isinstance(submission, tuple):
        return Change({}, tuple(_remarks(submission)))
    applied = apply(submission, loaded, day, former)
    remarks = tuple(_remarks(applied.findings))
    if not applied.acceptable:
        return Change({}, remarks)
    return Change(applied.files, remarks if applied.files else (*remarks, SAME))


def _remarks(findings: Iterable[Finding]) -> Iterator[Remark]:
    for found in findings:
        yield from_finding(found, f"Baris {found.place.span.line}" if found.place.path == NAME else "")
