"""What an issue comes to: files to be proposed, or what keeps it from that, in words either way."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from catalogue.common.findings import Severity
from catalogue.common.indonesian import enumerate_words
from catalogue.pipeline import Loaded
from catalogue.propose.issues.answers import Change, changes
from catalogue.propose.issues.body import Issue, is_submission, submission_of
from catalogue.propose.issues.comment import Remark, comment, stops
from catalogue.propose.review.budget import code
from catalogue.propose.routing import agency_label
from catalogue.propose.submissions import receipt_number
from catalogue.propose.submissions.records import Former
from catalogue.read.catalogue import Catalogue
from catalogue.read.files import locate

Day = Callable[[str], date]
"""Gives today in a time zone."""
State = Literal["proposed", "refused", "closed", "deleted", "foreign"]
NEW, CHANGED, ANSWERED, DESK = "Inovasi baru", "Perbaikan", "Jawaban OPD", "Kiriman meja"
EMPTY = Remark(
    Severity.GALAT,
    "Isi kiriman",
    "belum ada isinya",
    "Isi formulir usulan pada situs katalog; formulir itu menulis kirimannya untuk ditempel di sini.",
)


@dataclass(frozen=True)
class Outcome:
    """What the workflow does with an issue: `foreign` is an issue that holds no submission.

    Paths, `title` and `labels` hold nothing that the issue's author could choose but words of letters, digits and
    hyphens; everything else that people wrote stands in `files` and, as code, in `comment`.
    """

    state: State
    number: int
    comment: str = ""
    receipt: str = ""
    files: Mapping[str, str | None] = field(default_factory=dict)
    """The text of each changed file by its path, None for one that goes."""
    title: str = ""
    labels: tuple[str, ...] = ()
    pages: tuple[str, ...] = ()
    """The pages that change once the proposal is accepted."""


def take_issue(issue: Issue, loaded: Loaded, day: Day | None = None, former: Former | None = None) -> Outcome:
    """Read an issue and check what it proposes as part of the catalogue.

    `former` gives what a correction began with.
    """
    if issue.state == "deleted":
        return Outcome("deleted", issue.number)
    if not is_submission(issue.body):
        return Outcome("foreign", issue.number)
    text = submission_of(issue.body)
    if issue.state == "closed":
        return Outcome("closed", issue.number, receipt=receipt_number(text))
    if not text:
        return _refused(issue, "", (EMPTY,))
    change = changes(text, loaded, day, former)
    if not change.files or stops(change.remarks):
        return _refused(issue, receipt_number(text), change.remarks)
    return _proposed(issue, receipt_number(text), change, loaded)


def _refused(issue: Issue, receipt: str, remarks: tuple[Remark, ...]) -> Outcome:
    faults = sum(remark.severity is Severity.GALAT for remark in remarks)
    named = f"Kiriman {receipt}" if receipt else "Kiriman ini"
    opening = f"Terima kasih. {named} belum dapat menjadi usulan: ada {faults} hal yang harus diperbaiki."
    return Outcome("refused", issue.number, comment(remarks, opening), receipt)


def _proposed(issue: Issue, receipt: str, change: Change, loaded: Loaded) -> Outcome:
    assert loaded.catalogue
    records = [place for path in change.files if (place := locate(path)) and place.kind == "innovation"]
    slugs, opds = [place.id for place in records], list(dict.fromkeys(place.opd for place in records))
    kind = ANSWERED if len(slugs) > 1 else CHANGED if loaded.sources.keys() & change.files.keys() else NEW
    kind, subject = (DESK, receipt.lower()) if change.desk else (kind, slugs[0] if len(slugs) == 1 else opds[0])
    files = enumerate_words([code(path) for path in change.files])
    opening = f"Terima kasih. Kiriman {receipt} menjadi usulan {files}."
    if not change.remarks:
        opening += " Pemeriksaan tidak menemukan apa pun yang perlu diperbaiki."
    return Outcome(
        state="proposed",
        number=issue.number,
        comment=comment(change.remarks, opening),
        receipt=receipt,
        files=change.files,
        title=f"{kind}: {subject}",
        labels=_labels(kind, opds, loaded.catalogue),
        pages=tuple(_pages(change.files, loaded.catalogue.region.alamat)),
    )


def _labels(kind: str, opds: list[str], catalogue: Catalogue) -> tuple[str, ...]:
    mark = "usulan" if kind == NEW else "perbaikan"
    return (mark, *dict.fromkeys(agency_label(catalogue, opd) for opd in opds))


SHOWN = {
    "innovation": "inovasi/{}/",
    "review": "inovasi/{}/",
    "opd": "opd/{}/",
    "period": "linimasa/",
    "results": "indeks/",
    "receipts": "antrean/",
}
"""The page that shows a file, by the file's kind; all else shows on the first."""


def _pages(files: Iterable[str], site: str | None) -> Iterator[str]:
    """Yield the pages that show some files, each once."""
    places = (place for path in files if (place := locate(path)))
    pages = dict.fromkeys(SHOWN.get(place.kind, "").format(place.id) for place in places)
    yield from (f"{site.rstrip('/') if site else ''}/{page}" for page in pages)
