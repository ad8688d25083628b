"""The settings at `/meja/#atur`: which files there are, what they hold by the model, and what they may refer to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from catalogue.build import Build
from catalogue.model import Indicator, Opd, Period, Receipts, Record, Region, Results, Review, Rubric
from catalogue.model.reference.shapes import shape_of
from catalogue.propose.browser import vocabularies_of

KINDS: Mapping[str, tuple[type[Record], str]] = {
    "daerah": (Region, "docs/skema/daerah.schema.json"),
    "periode": (Period, "../../docs/skema/periode.schema.json"),
    "penerimaan": (Receipts, "../../docs/skema/penerimaan.schema.json"),
    "hasil": (Results, "../docs/skema/hasil.schema.json"),
    "opd": (Opd, "../docs/skema/opd.schema.json"),
    "telaah": (Review, "../../../docs/skema/telaah.schema.json"),
}
"""Each kind of file with its model, and its schema as the file names it."""


@dataclass(frozen=True)
class SettingsFile:
    """A file that can be changed at the desk."""

    path: str
    kind: str
    title: str
    page: str
    """The page that shows it, for who reads without any script."""


@dataclass(frozen=True)
class SettingsView:
    """The files by their group, the year that comes next, and what the scripts need."""

    groups: tuple[tuple[str, tuple[SettingsFile, ...]], ...]
    next_year: int
    data: Mapping[str, Any]


def settings_view(build: Build) -> SettingsView:
    """Gather the files of the settings."""
    groups = tuple(_groups(build))
    return SettingsView(groups, build.period.tahun + 1, settings_data(build, groups))


def _groups(build: Build) -> Iterator[tuple[str, tuple[SettingsFile, ...]]]:
    catalogue = build.catalogue
    years = sorted(catalogue.periods, reverse=True)
    yield (
        "Putaran",
        tuple(
            SettingsFile(f"periods/{year}/period.yaml", "periode", f"Putaran {year}", f"kepatuhan/{year}/")
            for year in years
        ),
    )
    received = tuple(
        SettingsFile(f"periods/{year}/penerimaan.yaml", "penerimaan", f"Kiriman yang diterima {year}", "antrean/")
        for year in sorted(catalogue.receipts, reverse=True)
    )
    if received:
        yield "Kiriman yang diterima", received
    region = SettingsFile("region.yaml", "daerah", f"{catalogue.region.nama}: kantor, program, dan alamat", "tentang/")
    results = SettingsFile("periods/results.yaml", "hasil", "Hasil penilaian Kementerian", "indeks/")
    yield "Daerah", (region, results)
    agencies = sorted(catalogue.opds.values(), key=lambda entry: entry.record.nama)
    yield (
        "OPD dan unit kerja",
        tuple(SettingsFile(entry.path, "opd", entry.record.nama, f"opd/{entry.id}/") for entry in agencies),
    )


def settings_data(build: Build, groups: tuple[tuple[str, tuple[SettingsFile, ...]], ...]) -> dict[str, Any]:
    """Return what the scripts make the forms from, as plain values."""
    catalogue = build.catalogue
    shapes = {kind: shape_of(model) for kind, (model, _) in KINDS.items()}
    lists = sorted({name for shape in shapes.values() for name in vocabularies_of(shape)})
    return {
        "bentuk": {kind: shape.as_json() for kind, shape in shapes.items()},
        "skema": {kind: schema for kind, (_, schema) in KINDS.items()},
        "kosakata": {name: [[word.id, word.nama] for word in catalogue.words(name).values()] for name in lists},
        "berkas": [[title, [[file.path, file.kind, file.title] for file in files]] for title, files in groups],
        "terbuka": build.period.tahun,
        "opd": {entry.id: entry.record.nama for entry in catalogue.opds.values()},
        "rubrik": {id: _rubric(entry.record) for id, entry in sorted(catalogue.rubrics.items())},
    }


def _rubric(rubric: Rubric) -> dict[str, Any]:
    return {"tahun": rubric.tahun, "nama": rubric.nama, "spd": [_row(row) for row in rubric.spd]}


def _row(row: Indicator) -> dict[str, Any]:
    """Describe a row of the SPD: its words, whether a number is read too, and what its levels ask."""
    return {
        "id": row.id,
        "nama": f"{row.nomor}. {row.nama}",
        "kata": row.words,
        "angka": row.understands("0"),
        "tingkat": [f"{level.level}: {level.teks}" for level in row.level],
        "bukti": row.bukti or "",
    }
