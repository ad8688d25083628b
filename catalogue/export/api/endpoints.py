"""The addresses of the API: each is declared once, with its shape and what fills it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sized
from dataclasses import dataclass, field
from functools import cached_property, partial
from typing import Any

from catalogue.assess import Assessment
from catalogue.assess.advice import Advice
from catalogue.assess.advice.planner import advise
from catalogue.assess.advice.statements import statements
from catalogue.assess.counting import running
from catalogue.assess.past.edits import Edit
from catalogue.assess.scoring import fingerprints
from catalogue.build import Build
from catalogue.export.compliance import compliance
from catalogue.export.shapes import (
    AddedToInnovation,
    AddedToOpd,
    Change,
    Changes,
    Innovations,
    OneInnovation,
    Opds,
    RecordChange,
)
from catalogue.export.shapes.standing import Compliance, Index, IndexAdvice, ListSize
from catalogue.history import Commit
from catalogue.model import Opd, counts
from catalogue.read.catalogue import Catalogue, Entry, InnovationEntry

FOLDER = "api/v1/"


@dataclass(frozen=True)
class Material:
    """What the responses are made from; of what two of them hold, the part that costs most is kept."""

    build: Build

    @cached_property
    def _marks(self) -> dict[str, dict[str, str]]:
        return {}

    def innovation(self, entry: InnovationEntry) -> dict[str, Any]:
        """Return an innovation as the API tells it."""
        if entry.id not in self._marks:
            self._marks[entry.id] = fingerprints(entry.record)
        return _around(_added(self.build, entry, self._marks[entry.id]), vars(entry.record), 4)


@dataclass(frozen=True)
class Answer:
    """The body of one response, made when asked for, the values of the parameters in its address, and its title.

    The last value of the body may be rows that are made one by one.
    """

    body: Callable[[], Mapping[str, Any]]
    parameters: Mapping[str, str] = field(default_factory=dict)
    title: str = ""


@dataclass(frozen=True)
class Endpoint:
    """An address, which may have a parameter, with the shape of what answers there.

    With `each` there are as many answers as records, which no list names one by one. What grows with the catalogue is
    not `indented`: it is for programs.
    """

    path: str
    shape: type
    title: str
    help: str
    make: Callable[[Material], Iterator[Answer]]
    each: bool = False
    indented: bool = True


def _innovations(material: Material) -> Iterator[Answer]:
    entries = material.build.catalogue.innovations.values()
    yield Answer(lambda: {"inovasi": map(material.innovation, entries)}, title="Seluruh inovasi")


def _each_innovation(material: Material) -> Iterator[Answer]:
    for slug, entry in material.build.catalogue.innovations.items():
        yield Answer(partial(_one, material, entry), {"id": slug})


def _one(material: Material, entry: InnovationEntry) -> Mapping[str, Any]:
    return {"inovasi": material.innovation(entry)}


def _opds(material: Material) -> Iterator[Answer]:
    build = material.build
    yield Answer(lambda: {"opd": [_opd(build, entry) for entry in build.catalogue.opds.values()]}, title="Seluruh OPD")


def _compliance(material: Material) -> Iterator[Answer]:
    for year, assessment in material.build.assessments.items():
        made = partial(compliance, material.build, assessment)
        yield Answer(made, {"tahun": str(year)}, f"Kepatuhan {year}")


def _index(material: Material) -> Iterator[Answer]:
    for year, assessment in material.build.assessments.items():
        made = partial(index, material.build.catalogue, assessment)
        yield Answer(made, {"tahun": str(year)}, f"Proyeksi indeks {year}")


def _changes(material: Material) -> Iterator[Answer]:
    yield Answer(partial(changes, material.build), title="Perubahan catatan")


ENDPOINTS = (
    Endpoint("inovasi.json", Innovations, "Seluruh inovasi", "Semua isian tiap inovasi.", _innovations, indented=False),
    Endpoint("opd.json", Opds, "Seluruh OPD", "OPD dan unit di bawahnya.", _opds),
    Endpoint(
        "kepatuhan/{tahun}.json",
        Compliance,
        "Kepatuhan satu periode",
        "Keadaan tiap OPD terhadap target, dan urusan pelayanan dasar.",
        _compliance,
    ),
    Endpoint(
        "indeks/{tahun}.json",
        Index,
        "Proyeksi indeks satu periode",
        "Proyeksi Indeks Inovasi Daerah menurut tiga perhitungan, dan sarannya.",
        _index,
        indented=False,
    ),
    Endpoint(
        "perubahan.json",
        Changes,
        "Perubahan catatan",
        "Yang berubah pada tiap inovasi, menurut tanggal.",
        _changes,
        indented=False,
    ),
    Endpoint(
        "inovasi/{id}.json", OneInnovation, "Satu inovasi", "Semua isian satu inovasi.", _each_innovation, each=True
    ),
)
"""Every address but that of the contents, in the order in which it lists them."""


def _added(build: Build, entry: InnovationEntry, marks: dict[str, str]) -> AddedToInnovation:
    states = {year: assessment.innovations[entry.id] for year, assessment in build.assessments.items()}
    dates, owner = build.dates(entry.id), build.catalogue.opds.get(entry.opd)
    return {
        "id": entry.id,
        "opd": entry.opd,
        "opd_nama": owner.record.nama if owner else None,
        "url": build.url(f"inovasi/{entry.id}/"),
        "dicatat": dates.created.isoformat() if dates.created else None,
        "diubah": dates.changed.isoformat() if dates.changed else None,
        "dihitung": counts(entry.record),
        "berjalan": running(entry.record, build.today),
        "langkah": {str(year): state.step for year, state in states.items()},
        "kematangan_skor": {
            str(year): {
                "klaim": state.scores["klaim"],
                "berbukti": state.scores["berbukti"],
                "terverifikasi": state.scores["terverifikasi"],
            }
            if build.assessments[year].period.publikasi.kematangan
            else None
            for year, state in states.items()
        },
        "sidik": marks,
    }


def _opd(build: Build, entry: Entry[Opd]) -> dict[str, Any]:
    added: AddedToOpd = {
        "id": entry.id,
        "url": build.url(f"opd/{entry.id}/"),
        "unit": build.catalogue.units[entry.id],
        "inovasi": [found.id for found in build.catalogue.by_opd[entry.id]],
    }
    return _around(added, vars(entry.record), 2)


def _around(added: Mapping[str, Any], record: Mapping[str, Any], before: int) -> dict[str, Any]:
    """Put the first added keys before those of the record, since people read from the top."""
    keys = list(added)
    return {**{key: added[key] for key in keys[:before]}, **record, **{key: added[key] for key in keys[before:]}}


def changes(build: Build) -> Changes:
    """Return every change of an innovation that Git knows, the newest first."""
    found: dict[str, list[RecordChange]] = defaultdict(list)
    for slug, edits in sorted(build.past.edits.items()):
        for edit in edits:
            found[edit.commit.id].append(_edited(build, slug, edit))
    for slug, commit in _gone(build):
        found[commit.id].append({**_innovation(build, slug), "jenis": "dihapus"})
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


def index(catalogue: Catalogue, assessment: Assessment) -> Index:
    """Return what the API says of the index; no numbers where the period keeps them to itself."""
    if not assessment.period.publikasi.indeks:
        return {"tahun": assessment.period.tahun, "rubrik": assessment.period.rubrik, "dipublikasikan": False}
    found = assessment.index
    projected: Index = {
        "tahun": assessment.period.tahun,
        "rubrik": assessment.period.rubrik,
        "dipublikasikan": True,
        "proyeksi": True,
        "rumus": assessment.rubric.rumus.teks,
        "n": found.n,
        "pembagi": found.pembagi,
        "urusan_dasar_terpenuhi": found.urusan_dasar_terpenuhi,
        "spd_belum_diketahui_menambah_paling_banyak": found.spd_belum_diketahui_menambah_paling_banyak,
        "bacaan": found.bacaan,
        "rentang": found.rentang,
        "spd": found.spd,
        "dapat_diisi": assessment.changeable,
    }
    return {**projected, "saran": advice(catalogue, assessment)} if assessment.changeable else projected


MOST = 100
"""Pieces of advice in a list, what brings most first; of 3,000 innovations all of them were 31 MB."""


def advice(catalogue: Catalogue, assessment: Assessment) -> IndexAdvice:
    """Return the advice; what tells of single scores only where the period publishes them."""
    found = advise(assessment)
    shared: IndexAdvice = {
        "pernyataan": statements(found, assessment, lambda slug: catalogue.innovations[slug].record.nama),
        "inovasi_tambahan": found.inovasi_tambahan,
        "urusan_dasar": found.urusan_dasar,
    }
    return _detailed(shared, found) if assessment.period.publikasi.kematangan else shared


def _detailed(shared: IndexAdvice, found: Advice) -> IndexAdvice:
    evidence = [item for item in found.bukti if item.dihitung or item.tindakan != "isi"]
    return {
        **shared,
        "belum_layak": found.belum_layak[:MOST],
        "bukti": evidence[:MOST],
        "dipotong": {"belum_layak": _size(found.belum_layak), "bukti": _size(evidence)},
        "pengiriman": found.pengiriman,
        "dokumen": found.dokumen,
    }


def _size(items: Sized) -> ListSize:
    return {"dimuat": min(MOST, len(items)), "seluruhnya": len(items)}
