"""The answer to an issue, as Markdown: what people wrote stands in code and cannot become markup or mentions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from catalogue.common.findings import Finding, Severity
from catalogue.common.indonesian import enumerate_words
from catalogue.propose.review.budget import Section, code, fit

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
