"""The worksheet of an agency: what each innovation still needs, and the Ministry's form ready to be copied."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from catalogue.collection import InnovationEntry
from catalogue.markup import render_markdown
from catalogue.views.cards import ladder, name_key
from catalogue.views.fields import label, value_text
from catalogue.views.parts import Link, Step
from catalogue.views.site import Site
from catalogue.views.steps import NextStep, next_step

FORM = (
    "nama",
    "tahapan",
    "inisiator",
    "nama_inisiator",
    "lokasi",
    "klasifikasi",
    "jenis",
    "bentuk",
    "asta_cita",
    "pkpn",
    "urusan_utama",
    "urusan_lain",
    "waktu_uji_coba",
    "waktu_penerapan",
    "waktu_pengembangan",
    "rancang_bangun",
    "tujuan",
    "manfaat",
    "hasil",
)
"""The fields in the order of the Ministry's form (Formulir Proposal Inovasi Daerah, Pedoman Umum IGA 2026)."""
LONG = {"rancang_bangun", "tujuan", "manfaat", "hasil"}


@dataclass(frozen=True)
class FormRow:
    """A field of the Ministry's form with the value to enter."""

    label: str
    name: str
    value: str | Markup
    required: bool
    note: str


@dataclass(frozen=True)
class WorksheetItem:
    """One innovation on the worksheet."""

    name: str
    address: str
    owner: Link | None
    step: str
    ladder: tuple[Step, ...]
    next: NextStep | None
    form: tuple[FormRow, ...]
    filled: int
    confirmed: bool
    path: str


@dataclass(frozen=True)
class Worksheet:
    """The worksheet of an agency and the units below it in the current period."""

    year: int
    items: tuple[WorksheetItem, ...]
    folder: str


def worksheet(site: Site, opd: str) -> Worksheet:
    """Make the worksheet of an agency."""
    entries = [entry for id in site.catalogue.with_units(opd) for entry in site.catalogue.by_opd[id]]
    items = tuple(_item(site, entry, opd) for entry in sorted(entries, key=name_key))
    return Worksheet(site.period.tahun, items, f"innovations/{opd}/")


def _item(site: Site, entry: InnovationEntry, opd: str) -> WorksheetItem:
    state = site.assessment.innovations[entry.id]
    form = tuple(_form_row(site, entry, name, state.words) for name in FORM)
    return WorksheetItem(
        name=entry.record.nama,
        address=f"inovasi/{entry.id}/",
        owner=None if entry.opd == opd else site.opd_link(entry.opd),
        step=state.step,
        ladder=ladder(state.step),
        next=next_step(state, site.assessment.rubric),
        form=form,
        filled=sum(bool(row.value) for row in form),
        confirmed=entry.record.status_data == "dikonfirmasi-opd",
        path=entry.path,
    )


def _form_row(site: Site, entry: InnovationEntry, name: str, words: int) -> FormRow:
    record, profile = entry.record, site.assessment.rubric.profil
    value = render_markdown(getattr(record, name)) if name in LONG else value_text(site, record, name)
    notes = ["pembacaan pengumpul, perlu dibenarkan"] if name in record.pembacaan else []
    if name == "rancang_bangun":
        notes.append(f"{words} kata dari paling sedikit {profile.kata_minimum}")
    return FormRow(label(name), name, value, name in profile.isian_wajib, "; ".join(notes))
