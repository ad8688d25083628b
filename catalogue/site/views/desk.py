"""The page `/meja/`, on which the coordinator takes in, examines and sets, and sends everything together.

From one table of where every record stands in the open round the desk works out what a bundle changes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from catalogue.assess import READINGS, STEPS, InnovationState
from catalogue.assess.counting import confirmed
from catalogue.assess.result import READING_NAMES
from catalogue.build import Build, Link
from catalogue.common.indonesian import day_text
from catalogue.model import Indicator, Innovation, Opd, Period, Receipts, Record, Region, Results, Review
from catalogue.model.reference.shapes import shape_of
from catalogue.propose.browser import submission_checks, vocabularies_of
from catalogue.propose.reminder_texts import GROUPS, PUBLISHED, WHATSAPP, message, task_text
from catalogue.propose.reminders import Reminder, reminders
from catalogue.propose.submissions.bundles import desk_files, hidden_files
from catalogue.site.views import Page, ready
from catalogue.site.views.desk_review import ReviewView, review_view
from catalogue.site.views.projection import formula_data, levels
from catalogue.site.views.proposing import form_data, levels_of, round_data
from catalogue.site.views.queue import Confirmed, ProposalsView, confirmations, proposals_view

TABLE = "meja/keadaan.json"
"""Grows with the catalogue, and so is fetched by the page that needs it."""


@dataclass(frozen=True)
class InboxView:
    """What waits for the coordinator besides what it takes in, and what the scripts know of the rest."""

    proposals: ProposalsView
    confirmations: tuple[Confirmed, ...]
    data: Mapping[str, Any]

    @property
    def waiting(self) -> int:
        return len(self.proposals.rows) + len(self.confirmations)


def inbox_view(build: Build) -> InboxView:
    """Return what the section shows, and its data besides that of the form."""
    catalogue = build.catalogue
    round = round_data(build.assessment.rubric, build.period, window="", coordinator=catalogue.region.koordinator)
    return InboxView(
        proposals=proposals_view(build),
        confirmations=tuple(confirmations(build)),
        data={
            "kiriman": submission_checks(),
            "alamat": {"nama": "cari/nama.json", "catatan": "api/v1/inovasi/*.yaml", "keadaan": TABLE},
            "induk": {id: entry.record.induk for id, entry in catalogue.opds.items() if entry.record.induk},
            "nama_lama": {old: one.id for one in catalogue.with_any("alamat_lama") for old in one.record.alamat_lama},
            "penerimaan": [f"periods/{year}/penerimaan.yaml" for year in sorted(catalogue.receipts)],
            "putaran": round,
        },
    )


@dataclass(frozen=True)
class ReminderView:
    """The message to one agency, and in a few words what it asks and until when."""

    opd: str
    name: str
    asks: str
    text: str


@dataclass(frozen=True)
class RemindersView:
    """The messages by how late they are, the most urgent first, and who needs none."""

    closed: bool
    groups: tuple[tuple[str, tuple[ReminderView, ...]], ...]
    idle: tuple[Link, ...]

    @property
    def count(self) -> int:
        return sum(len(items) for _, items in self.groups)


def reminders_view(build: Build) -> RemindersView:
    """Write a message to each agency that has something to do; to nobody where no round can be changed."""
    if build.closed:
        return RemindersView(closed=True, groups=(), idle=())
    found = list(reminders(build))
    groups = (
        (title, tuple(_reminder(build, item) for item in found if item.tone == tone)) for tone, title in GROUPS.items()
    )
    busy = {item.opd for item in found}
    idle = tuple(build.opd_link(state.opd) for state in build.assessment.obliged if state.opd not in busy)
    return RemindersView(closed=False, groups=tuple(group for group in groups if group[1]), idle=idle)


def _reminder(build: Build, item: Reminder) -> ReminderView:
    until = f", sampai {day_text(item.due.selesai)}" if item.due else ""
    asks = task_text(item.first, WHATSAPP) + until
    return ReminderView(item.opd, item.name, asks, message(build, item, PUBLISHED))


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
        "rubrik": {
            id: {"tahun": entry.record.tahun, "nama": entry.record.nama, "spd": [_row(row) for row in entry.record.spd]}
            for id, entry in sorted(catalogue.rubrics.items())
        },
    }


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


ADDRESS = "meja/"


@dataclass(frozen=True)
class DeskView:
    """The page `/meja/`; of the `hidden` rounds some files are not published."""

    hidden: tuple[int, ...]
    inbox: InboxView
    review: ReviewView
    reminders: RemindersView
    settings: SettingsView
    data: Mapping[str, Any]


def pages(build: Build) -> Iterator[Page]:
    """Make the desk, and the table from which it works out what a bundle changes."""
    inbox, settings, closed = inbox_view(build), settings_view(build), tuple(hidden_files(build))
    view = DeskView(
        hidden=tuple(dict.fromkeys(int(path.split("/")[1]) for path in closed)),
        inbox=inbox,
        review=review_view(build),
        reminders=reminders_view(build),
        settings=settings,
        data={
            **form_data(build),
            "masuk": inbox.data,
            "atur": settings.data,
            "antrean": "../antrean/",
            "putaran": build.period.tahun,
            "tertutup": closed,
            "berkas": [path for path in desk_files(build) if "/reviews/" not in path],
        },
    )
    description = "Tempat kerja koordinator: menerima kiriman, memeriksa bukti, dan mengatur putaran."
    yield Page(ADDRESS, "desk.html", ready(view), "Meja koordinator", description, listed=False, section="program")
    yield Page(TABLE, "data.txt", partial(standing_table, build), "", "", listed=False, shown_on=ADDRESS)


CONDITIONS = ("dikonfirmasi", "berjalan", "dalam_rentang")


def standing_table(build: Build) -> dict[str, Any]:
    """Return the table; levels are left out where single scores are not for everyone, and the index with them."""
    assessment, period = build.assessment, build.period
    shown = period.publikasi.indeks and period.publikasi.kematangan
    limit = assessment.rubric.keikutsertaan
    return {
        "tahun": period.tahun,
        "hari": build.today.isoformat(),
        "langkah": STEPS,
        "putaran": limit.maksimum if limit else None,
        "target": {"langkah": period.target.langkah, **{name: getattr(period.target, name) for name in CONDITIONS}},
        "tahap": [[stage.langkah, stage.selesai.isoformat(), stage.resmi] for stage in period.linimasa],
        "pemberitahuan": period.pemberitahuan.tanggal.isoformat() if period.pemberitahuan else "",
        "resmi": build.catalogue.region.resmi,
        "opd": {id: [opd.record.wajib, opd.record.induk or ""] for id, opd in build.catalogue.opds.items()},
        "indikator": [item.id for item in assessment.rubric.indikator],
        "urusan": {found.kode: found.nama for found in assessment.urusan},
        "indeks": {**formula_data(assessment), **_rows(build)} if shown else None,
        "inovasi": [_standing_row(build, state, shown=shown) for state in assessment.innovations.values()],
    }


def _rows(build: Build) -> dict[str, Any]:
    """Return the readings, and by which conditions a value of an SPD row reaches a level."""
    rows = build.assessment.index.spd
    return {
        "bacaan": [(reading, READING_NAMES[reading]) for reading in READINGS],
        "baris": [[row.id, levels_of(row.indicator), len(row.indicator.level)] for row in rows],
    }


def _standing_row(build: Build, state: InnovationState, *, shown: bool) -> list[Any]:
    """Return one record: who it is, where it stands, what is known of it, its levels, and its verdicts."""
    record = build.catalogue.innovations[state.slug].record
    affairs = {found.kode for found in build.assessment.urusan}
    return [
        state.slug,
        state.opd,
        state.rank,
        "".join(_flags(state, record)),
        state.said_running.isoformat() if state.said_running else "",
        record.urusan_utama if record.urusan_utama in affairs else "",
        state.earlier,
        [levels(state, reading) for reading in READINGS] if shown else [],
        _verdicts(build, state.slug) if shown else {},
    ]


def _flags(state: InnovationState, record: Innovation) -> list[str]:
    """Say by letters what holds: counts, confirmed, taken in, told by the agency, in the window, reported."""
    reported = any(each.step == "terlapor" and each.met for each in state.requirements)
    told = bool(record.pengesahan) or record.status_data != "sumber-publik"
    held = {
        "h": state.counts,
        "k": state.confirmed,
        "d": confirmed(record),
        "b": told,
        "r": state.in_window,
        "l": reported,
    }
    return [letter for letter, holds in held.items() if holds]


def _verdicts(build: Build, slug: str) -> dict[str, list[str]]:
    review = build.catalogue.reviews.get((build.period.tahun, slug))
    return {key: [found.putusan, found.sidik] for key, found in review.record.verifikasi.items()} if review else {}
