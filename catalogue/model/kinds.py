"""What a record is by its own words: an innovation of its own, or a lead."""

from __future__ import annotations

from collections.abc import Iterator

from catalogue.model.innovation import Innovation


def kind_of(record: Innovation) -> str | None:
    """Return what a record is; unstated, an agency's own is an innovation and one from public sources unknown."""
    if record.jenis_catatan is None and record.status_data != "sumber-publik":
        return "inovasi"
    return record.jenis_catatan


def left_out(record: Innovation) -> Iterator[tuple[str, str]]:
    """Yield the field and the reason of each thing that keeps a record out of target, index and advice."""
    kind = kind_of(record)
    if kind != "inovasi":
        said = f"dicatat sebagai {kind.replace('-', ' ')}, bukan inovasi" if kind else ""
        yield "jenis_catatan", said or "jenis catatannya belum diketahui"
    if record.bagian_dari:
        yield "bagian_dari", "bagian dari inovasi lain dan dihitung bersamanya"
    if record.status == "digabung" or record.digabung_ke:
        yield "status", "sudah digabung ke inovasi lain"
    elif record.status == "berhenti":
        yield "status", "sudah berhenti"


def counts(record: Innovation) -> bool:
    """Tell whether a record is an innovation of its own that has not ended."""
    return next(left_out(record), None) is None
