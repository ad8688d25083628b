"""What changed in the records, change by change, from Git."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from catalogue.exports.shapes.contents import Change, Changes, RecordChange
from catalogue.exports.types import Context
from catalogue.history import Commit
from catalogue.past import Edit


def changes(context: Context) -> Changes:
    """Return every change of an innovation that Git knows, the newest first."""
    found: dict[str, list[RecordChange]] = defaultdict(list)
    for slug, edits in sorted(context.past.edits.items()):
        for edit in edits:
            found[edit.commit.id].append(_edited(context, slug, edit))
    for slug, commit in _gone(context):
        found[commit.id].append(_removed(context, slug))
    commits = context.past.chronicle.history.commits if context.past.chronicle else ()
    return {
        "celah": context.past.gap,
        "keadaan": context.past.chronicle.history.head if context.past.chronicle else None,
        "perubahan": [_change(context, commit, found[commit.id]) for commit in reversed(commits) if commit.id in found],
    }


def _gone(context: Context) -> Iterator[tuple[str, Commit]]:
    """Yield the innovations that a change took away, unless they only got another name."""
    versions = context.past.chronicle.versions if context.past.chronicle else ()
    renamed = {old for entry in context.catalogue.with_any("alamat_lama") for old in entry.record.alamat_lama}
    for version in versions:
        if version.location is None and version.slug not in renamed:
            yield version.slug, version.commit


def _change(context: Context, commit: Commit, records: list[RecordChange]) -> Change:
    return {
        "tanggal": commit.day.isoformat(),
        "perubahan": commit.id,
        "url": f"{context.repository}/commit/{commit.id}" if context.repository else None,
        "usulan": commit.proposal,
        "pengusul": commit.proposer if commit.proposer in context.catalogue.opds else None,
        "inovasi": records,
    }


def _edited(context: Context, slug: str, edit: Edit) -> RecordChange:
    return {
        **_innovation(context, slug),
        "jenis": "baru" if edit.new else "diubah",
        "diisi": list(edit.filled),
        "diubah": list(edit.changed),
        "dikosongkan": list(edit.emptied),
        "opd_semula": edit.former,
        "pemeriksaan": list(edit.reviewed),
        "terbaca": edit.readable,
    }


def _removed(context: Context, slug: str) -> RecordChange:
    return {**_innovation(context, slug), "jenis": "dihapus"}


def _innovation(context: Context, slug: str) -> RecordChange:
    """Name an innovation as it is called today; of a change of it nothing is said yet."""
    entry = context.catalogue.innovations.get(slug)
    return {
        "id": slug,
        "nama": entry.record.nama if entry else None,
        "url": context.url(f"inovasi/{slug}/") if entry else None,
        "jenis": "diubah",
        "diisi": [],
        "diubah": [],
        "dikosongkan": [],
        "opd_semula": None,
        "pemeriksaan": [],
        "terbaca": True,
    }
