"""The answer to an issue, as Markdown: what people wrote stands in code and cannot become markup or mentions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from catalogue.common.findings import Finding, Severity
from catalogue.propose.review.budget import code

LIMIT = 60_000
"""Characters; GitHub refuses a comment of more than 65,536."""
TEXT_LIMIT = 500
"""Characters of one message."""
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
    parts = [f"{opening}\n", *_rows("Yang harus diperbaiki", remarks, Severity.GALAT)]
    parts += _rows("Yang sebaiknya diperiksa", remarks, Severity.PERINGATAN)
    if remarks:
        parts.append("Sunting isu ini (**⋯**, lalu **Edit**), dan pemeriksaan berjalan lagi dengan sendirinya.\n")
    return "\n".join(_within_limit(parts))


def stops(remarks: Iterable[Remark]) -> bool:
    """Tell whether anything of it keeps an issue from becoming a proposal."""
    return any(remark.severity is Severity.GALAT for remark in remarks)


def _rows(title: str, remarks: Iterable[Remark], severity: Severity) -> Iterator[str]:
    rows = [_row(remark) for remark in remarks if remark.severity is severity]
    if rows:
        yield "\n".join([f"## {title}\n", *rows]) + "\n"


def _row(remark: Remark) -> str:
    place = f"**{remark.label}**" if remark.label else code(remark.where)
    rule = f" ({code(remark.rule)})" if remark.rule else ""
    help = f" Perbaikan: {code(_cut(remark.help))}" if remark.help else ""
    return f"- {place}: {code(_cut(remark.message))}{rule}.{help}"


def _cut(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= TEXT_LIMIT else f"{text[: TEXT_LIMIT - 1]}…"


def _within_limit(parts: list[str]) -> Iterator[str]:
    size = 0
    for part in parts:
        size += len(part) + 1
        if size > LIMIT:
            yield "Selebihnya terlalu panjang untuk satu balasan.\n"
            return
        yield part
