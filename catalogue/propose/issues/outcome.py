"""What an issue comes to: files to be proposed, or what keeps it from that, and the answer in words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from catalogue.common.findings import Finding, Severity
from catalogue.common.indonesian import enumerate_words
from catalogue.model import Innovation
from catalogue.pipeline import Loaded
from catalogue.propose.derived import agency_label
from catalogue.propose.issues import Taken
from catalogue.propose.issues.texts import Issue, is_submission, submission_of
from catalogue.propose.review.budget import Section, code, fit
from catalogue.propose.submissions import BundleSubmission, apply, read_submission, receipt_number
from catalogue.propose.submissions.landing import Files, rules_of
from catalogue.propose.submissions.records import Former
from catalogue.propose.tidy import tidy
from catalogue.read.catalogue import Catalogue
from catalogue.read.files import locate

PRIVATE = "Suntingan tidak menghapusnya dari riwayat isu ini, jadi minta pengelola menghapus isu ini seluruhnya."


@dataclass(frozen=True)
class Remark:
    """Something found, at its part of the submission; `label` is empty when it lies elsewhere, at `where`."""

    severity: Severity
    label: str
    message: str
    help: str = ""
    rule: str = ""
    where: str = ""


def from_finding(finding: Finding, label: str) -> Remark:
    """Say a finding of the rules; what is private has to be removed from the issue's history too."""
    other = finding.related.path if finding.related else finding.place.path
    related = f" Lihat {other}." if other != finding.place.path else ""
    mend = f"{finding.help} {PRIVATE}" if finding.rule == "nomor-identitas" else finding.help
    where = "" if label else finding.place.where
    return Remark(finding.severity, label, f"{finding.message}.{related}", mend, finding.rule, where)


def comment(remarks: Sequence[Remark], opening: str) -> str:
    """Write what was found, after a sentence that says what came of it."""
    remarks = list(dict.fromkeys(remarks))
    faults = _rows(remarks, Severity.GALAT)
    hints = _rows(remarks, Severity.PERINGATAN)
    fitted = fit(
        [
            Section("Yang harus diperbaiki", faults, 40_000, "hal yang harus diperbaiki"),
            Section("Yang sebaiknya diperiksa", hints, 10_000, "hal yang sebaiknya diperiksa"),
        ]
    )
    cut = f" Yang belum dimuat di sini: {enumerate_words(list(fitted.cut))}." if fitted.cut else ""
    parts = [f"{opening}{cut}\n", *fitted.texts]
    if remarks:
        parts.append("Sunting isu ini (**⋯**, lalu **Edit**), dan pemeriksaan berjalan lagi dengan sendirinya.\n")
    return "\n".join(parts)


def stops(remarks: Iterable[Remark]) -> bool:
    """Tell whether anything of it keeps an issue from becoming a proposal."""
    return any(remark.severity is Severity.GALAT for remark in remarks)


def _rows(remarks: Iterable[Remark], severity: Severity) -> list[str]:
    return [_row(remark) for remark in remarks if remark.severity is severity]


def _row(remark: Remark) -> str:
    place = f"**{remark.label}**" if remark.label else code(remark.where)
    rule = f" ({code(remark.rule)})" if remark.rule else ""
    help = f" Perbaikan: {code(remark.help)}" if remark.help else ""
    return f"- {place}: {code(remark.message)}{rule}.{help}"


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


ATTACH = (
    "Tempel fotonya pada komentar di isu ini, atau lampirkan di sana berkas ZIP dari meja. Pengelola katalog "
    "memasukkannya bersama kiriman ini."
)
"""What an issue asks for a photograph, which no issue carries in its text."""


def _remarks(findings: Iterable[Finding]) -> tuple[Remark, ...]:
    asked = (replace(found, help=ATTACH) if found.rule == "foto-hilang" else found for found in findings)
    return tuple(from_finding(found, _label(found)) for found in asked)


def _label(finding: Finding) -> str:
    return f"Baris {finding.place.span.line}" if finding.place.path == NAME else ""


Day = Callable[[str], date]
"""Gives today in a time zone."""
NEW, CHANGED, ANSWERED, DESK = "Inovasi baru", "Perbaikan", "Jawaban OPD", "Kiriman meja"
EMPTY = Remark(
    Severity.GALAT,
    "Isi kiriman",
    "belum ada isinya",
    "Isi formulir usulan pada situs katalog; formulir itu menulis kirimannya untuk ditempel di sini.",
)


def take_issue(issue: Issue, loaded: Loaded, day: Day | None = None, former: Former | None = None) -> Taken:
    """Read an issue and check what it proposes as part of the catalogue.

    `former` gives what a correction began with.
    """
    if issue.state == "deleted":
        return Taken("deleted", issue.number)
    if not is_submission(issue.body):
        return Taken("foreign", issue.number)
    text = submission_of(issue.body)
    if issue.state == "closed":
        return Taken("closed", issue.number, receipt=receipt_number(text))
    if not text:
        return _refused(issue, "", (EMPTY,))
    change = changes(text, loaded, day, former)
    if not change.files or stops(change.remarks):
        return _refused(issue, receipt_number(text), change.remarks)
    return _proposed(issue, receipt_number(text), change, loaded)


def _refused(issue: Issue, receipt: str, remarks: tuple[Remark, ...]) -> Taken:
    faults = sum(remark.severity is Severity.GALAT for remark in remarks)
    named = f"Kiriman {receipt}" if receipt else "Kiriman ini"
    opening = f"Terima kasih. {named} belum dapat menjadi usulan: ada {faults} hal yang harus diperbaiki."
    return Taken("refused", issue.number, comment(remarks, opening), receipt)


def _proposed(issue: Issue, receipt: str, change: Change, loaded: Loaded) -> Taken:
    assert loaded.catalogue
    records = [place for path in change.files if (place := locate(path)) and place.kind == "innovation"]
    slugs, opds = [place.id for place in records], list(dict.fromkeys(place.opd for place in records))
    kind = ANSWERED if len(slugs) > 1 else CHANGED if loaded.sources.keys() & change.files.keys() else NEW
    kind, subject = (DESK, receipt.lower()) if change.desk else (kind, slugs[0] if len(slugs) == 1 else opds[0])
    files = enumerate_words([code(path) for path in change.files])
    opening = f"Terima kasih. Kiriman {receipt} menjadi usulan {files}."
    if not change.remarks:
        opening += " Pemeriksaan tidak menemukan apa pun yang perlu diperbaiki."
    return Taken(
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
