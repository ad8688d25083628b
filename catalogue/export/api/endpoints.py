"""The addresses of the API: each is declared once, with its shape and what fills it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property, partial
from typing import Any

from catalogue.assess.counting import running
from catalogue.assess.verification import fingerprints
from catalogue.build import Build
from catalogue.export.api.changes import changes
from catalogue.export.api.index import index
from catalogue.export.compliance import compliance
from catalogue.export.shapes import (
    Changes,
    Compliance,
    Index,
    Innovations,
    OneInnovation,
    Opds,
)
from catalogue.export.shapes.common import Scores
from catalogue.export.shapes.records import AddedToInnovation, AddedToOpd
from catalogue.model import Opd, counts
from catalogue.read.catalogue import Entry, InnovationEntry

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


def _scores(found: Mapping[str, Decimal]) -> Scores:
    return {"klaim": found["klaim"], "berbukti": found["berbukti"], "terverifikasi": found["terverifikasi"]}


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
            str(year): _scores(state.scores) if build.assessments[year].period.publikasi.kematangan else None
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
