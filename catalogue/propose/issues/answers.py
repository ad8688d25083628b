"""What a submission changes: the files of the catalogue as they would be, and what was found in them."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date

from catalogue.common.findings import Finding, Place, Severity
from catalogue.model import Innovation
from catalogue.pipeline import Loaded, assemble
from catalogue.propose.issues.comment import Remark, from_finding
from catalogue.propose.tidy import tidy
from catalogue.read.characters import split_lines
from catalogue.read.files import Reading, locate, to_source

HEAD = re.compile(r"#\s*(kiriman|berkas|dasar|jabatan|pengganti)\s*:\s*(.*?)\s*")
RECORD = "catatan"
DIGITS = 16
"""How much of the digest of the published file a correction names."""
FORM = "Kirim lagi dari formulir usulan pada situs katalog; baris pertamanya ditulis oleh formulir itu."
AGAIN = "Buka lagi catatan itu dari formulir usulan, tulis perubahannya di sana, lalu tempel kirimannya di sini."
HELPS = {
    "slug-ganda": "Bila ini inovasi yang sama, perbaiki catatan yang ada. Bila bukan, pakai nama berkas lain.",
    "opd-tidak-dikenal": "Pilih OPD dari daftar pada formulir usulan, lalu kirim lagi.",
}
"""What helps here instead of what helps in a file."""


@dataclass(frozen=True)
class Change:
    """The files that a submission writes, none when it was refused, and what was found."""

    files: dict[str, str]
    remarks: tuple[Remark, ...]


def changes(text: str, loaded: Loaded, day: Callable[[str], date] | None = None) -> Change:
    """Read a submission and check what it writes as part of the catalogue."""
    head, body = _parted(text)
    if head.get("kiriman") != RECORD:
        return _refused("Isi kiriman", "ini bukan kiriman dari formulir katalog", FORM)
    path = head.get("berkas", "")
    location = locate(path)
    if location is None or location.kind != "innovation":
        return _refused("berkas", f"`{path}` bukan berkas inovasi", FORM)
    if stale := _stale(loaded, path, head.get("dasar")):
        return stale
    source = to_source(location, body.encode())
    if isinstance(source, Finding):
        return Change({}, (from_finding(source, "Isi kiriman"),))
    sources = {**loaded.sources, path: replace(source, faults=())}
    checked = assemble(Reading(tuple(sources.values()), loaded.beside, source.faults), day)
    below = len(split_lines(text)) - len(split_lines(body))
    remarks = tuple(_remark(found, path, below) for found in _new(checked.findings, loaded.findings))
    normal = tidy(source.text, Innovation).text or source.text
    known = loaded.sources.get(path)
    if known and normal == (tidy(known.text, Innovation).text or known.text):
        return _refused("Isi kiriman", "isinya sama dengan yang sudah tercatat", "Ubah isiannya, lalu kirim lagi.")
    return Change({path: normal}, remarks)


def _parted(text: str) -> tuple[dict[str, str], str]:
    """Return what the comment lines at the top say, and the record below them."""
    lines = split_lines(text)
    head: dict[str, str] = {}
    while lines and ((found := HEAD.fullmatch(lines[0])) or not lines[0].strip()):
        if found:
            head.setdefault(found[1], found[2])
        del lines[0]
    return head, "\n".join(lines)


def _refused(label: str, message: str, help: str) -> Change:
    return Change({}, (Remark(Severity.GALAT, label, message, help),))


def _stale(loaded: Loaded, path: str, base: str | None) -> Change | None:
    """Refuse what would undo a newer record, or write over one that it does not know."""
    known = loaded.sources.get(path)
    if base is None and known is None:
        return None
    if base and known and hashlib.sha256(known.text.encode()).hexdigest().startswith(base) and len(base) == DIGITS:
        return None
    if known is None:
        return _refused("dasar", f"`{path}` tidak ada lagi pada katalog", AGAIN)
    if base is None:
        return _refused("berkas", f"`{path}` sudah ada pada katalog", HELPS["slug-ganda"])
    return _refused("dasar", f"`{path}` sudah berubah pada katalog sesudah kiriman ini dimulai", AGAIN)


def _new(after: Iterable[Finding], before: Iterable[Finding]) -> list[Finding]:
    """Return the findings that were not there before, wherever their lines moved to."""
    known = {_placeless(found) for found in before}
    return [found for found in after if _placeless(found) not in known]


def _placeless(finding: Finding) -> Finding:
    return replace(finding, place=Place(finding.place.path), related=None, replacement=None)


def _remark(finding: Finding, path: str, below: int) -> Remark:
    label = f"Baris {finding.place.span.line + below}" if finding.place.path == path else ""
    return from_finding(finding, label, HELPS.get(finding.rule))
