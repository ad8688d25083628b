"""What changed in the records, change by change, from Git."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from catalogue.assess.past import Edit
from catalogue.build import Build
from catalogue.export.shapes.records import Change, Changes, RecordChange
from catalogue.history import Commit


def changes(build: Build) -> Changes:
    """Return every change of an innovation that Git knows, the newest first."""
    found: dict[str, list[RecordChange]] = defaultdict(list)
    for slug, edits in sorted(build.past.edits.items()):
        for edit in edits:
            found[edit.commit.id].append(_edited(build, slug, edit))
    for slug, commit in _gone(build):
        found[commit.id].append(_removed(build, slug))
    commits = build.past.chronicle.history.commits if build.past.chronicle else ()
    return {
        "celah": build.past.gap,
        "keadaan": build.past.chronicle.history.head if build.past.chronicle else None,
        "perubahan": [_change(build, commit, found[commit.id]) for commit in reversed(commits) if commit.id in found],
    }


def _gone(build: Build) -> Iterator[tuple[str, Commit]]:
    """Yield the innovations that a change took away, unless they only got another name."""
    versions = build.past.chronicle.versions if build.past.chronicle else ()
    renamed = {old for entry in build.catalogue.with_any("alamat_lama") for old in entry.record.alamat_lama}
    for version in versions:
        if version.location is None and version.slug not in renamed:
            yield version.slug, version.commit


def _change(build: Build, commit: Commit, records: list[RecordChange]) -> Change:
    return {
        "tanggal": commit.day.isoformat() if commit.day else None,
        "perubahan": commit.id,
        "url": build.hosting.commit(commit.id),
        "usulan": commit.proposal,
        "pengusul": commit.proposer if commit.proposer in build.catalogue.opds else None,
        "inovasi": records,
    }


def _edited(build: Build, slug: str, edit: Edit) -> RecordChange:
    return {
        **_innovation(build, slug),
        "jenis": "baru" if edit.new else "diubah",
        "diisi": list(edit.filled),
        "diubah": list(edit.changed),
        "dikosongkan": list(edit.emptied),
        "opd_semula": edit.former,
        "pemeriksaan": list(edit.reviewed),
        "terbaca": edit.readable,
    }


def _removed(build: Build, slug: str) -> RecordChange:
    return {**_innovation(build, slug), "jenis": "dihapus"}


def _innovation(build: Build, slug: str) -> RecordChange:
    """Name an innovation as it is called today; of a change of it nothing is said yet."""
    entry = build.catalogue.innovations.get(slug)
    return {
        "id": slug,
        "nama": entry.record.nama if entry else None,
        "url": build.url(f"inovasi/{slug}/") if entry else None,
        "jenis": "diubah",
        "diisi": [],
        "diubah": [],
        "dikosongkan": [],
        "opd_semula": None,
        "pemeriksaan": [],
        "terbaca": True,
    }
