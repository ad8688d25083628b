"""The addresses of the API: each is declared once, with its shape and what fills it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property, partial
from typing import Any

from catalogue.assessment.fingerprint import fingerprints
from catalogue.collection import Entry, InnovationEntry
from catalogue.exports.api.changes import changes
from catalogue.exports.api.index import index
from catalogue.exports.compliance import compliance
from catalogue.exports.shapes import Changes, Compliance, Index, Innovations, OneInnovation, Opds
from catalogue.exports.shapes.records import AddedToInnovation, AddedToOpd
from catalogue.exports.types import Context
from catalogue.exports.values import scores
from catalogue.model import Opd

FOLDER = "api/v1/"


@dataclass(frozen=True)
class Material:
    """What the responses are made from; rows that two of them hold are made once."""

    context: Context

    @cached_property
    def innovations(self) -> dict[str, dict[str, Any]]:
        """Every innovation as the API tells it."""
        return {slug: _innovation(self.context, entry) for slug, entry in self.context.catalogue.innovations.items()}


@dataclass(frozen=True)
class Answer:
    """The body of one response, made when asked for, the values of the parameters in its address, and its title."""

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
    yield Answer(lambda: {"inovasi": list(material.innovations.values())}, title="Seluruh inovasi")


def _each_innovation(material: Material) -> Iterator[Answer]:
    for slug in material.context.catalogue.innovations:
        yield Answer(partial(_one, material, slug), {"id": slug})


def _one(material: Material, slug: str) -> Mapping[str, Any]:
    return {"inovasi": material.innovations[slug]}


def _opds(material: Material) -> Iterator[Answer]:
    context = material.context
    yield Answer(
        lambda: {"opd": [_opd(context, entry) for entry in context.catalogue.opds.values()]}, title="Seluruh OPD"
    )


def _compliance(material: Material) -> Iterator[Answer]:
    for year, assessment in material.context.assessments.items():
        made = partial(compliance, material.context, assessment)
        yield Answer(made, {"tahun": str(year)}, f"Kepatuhan {year}")


def _index(material: Material) -> Iterator[Answer]:
    for year, assessment in material.context.assessments.items():
        made = partial(index, material.context.catalogue, assessment)
        yield Answer(made, {"tahun": str(year)}, f"Proyeksi indeks {year}")


def _changes(material: Material) -> Iterator[Answer]:
    yield Answer(partial(changes, material.context), title="Perubahan catatan")


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
        "Proyeksi Indeks Inovasi Daerah dalam tiga bacaan, dan sarannya.",
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


def _innovation(context: Context, entry: InnovationEntry) -> dict[str, Any]:
    states = {year: assessment.innovations[entry.id] for year, assessment in context.assessments.items()}
    dates, owner = context.history.get(entry.path), context.catalogue.opds.get(entry.opd)
    added: AddedToInnovation = {
        "id": entry.id,
        "opd": entry.opd,
        "opd_nama": owner.record.nama if owner else None,
        "url": context.url(f"inovasi/{entry.id}/"),
        "dicatat": dates.created.isoformat() if dates else None,
        "diubah": dates.changed.isoformat() if dates else None,
        "langkah": {str(year): state.step for year, state in states.items()},
        "kematangan_skor": {
            str(year): scores(state.scores) if context.assessments[year].period.publikasi.kematangan else None
            for year, state in states.items()
        },
        "sidik": fingerprints(entry.record),
    }
    return _around(added, dict(entry.record), 4)


def _opd(context: Context, entry: Entry[Opd]) -> dict[str, Any]:
    added: AddedToOpd = {
        "id": entry.id,
        "url": context.url(f"opd/{entry.id}/"),
        "unit": context.catalogue.units[entry.id],
        "inovasi": [found.id for found in context.catalogue.by_opd[entry.id]],
    }
    return _around(added, dict(entry.record), 2)


def _around(added: Mapping[str, Any], record: Mapping[str, Any], before: int) -> dict[str, Any]:
    """Put the first added keys before those of the record, since people read from the top."""
    keys = list(added)
    return {**{key: added[key] for key in keys[:before]}, **record, **{key: added[key] for key in keys[before:]}}
