"""The form at `/usul/`, made from the model: what a clerk fills in, and what the browser checks it by.

At `/pratinjau/` a browser shows a record of any fork and branch before it is approved. Only GitHub hands out files to
pages of other sites; where proposals are made elsewhere that address leads on.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from catalogue.build import Build
from catalogue.model import Indicator, Innovation
from catalogue.model.innovation import Contact
from catalogue.model.reference.shapes import Shape, shape_of
from catalogue.propose.browser import browser_checks
from catalogue.propose.open_round import round_view
from catalogue.read.catalogue import UNASSIGNED
from catalogue.site.views.asking import QUESTIONS, asked, examples, round_data, with_help
from catalogue.site.views.page import Page, ready
from catalogue.site.views.redirects import REDIRECT, RedirectView

ADDRESS = "usul/"
TIMES = (
    "Tulis menurut dokumennya; boleh 1 Juli 2024, atau bulan dan tahunnya saja. Bila inovasi lama dikembangkan lagi, "
    "catat pengembangan barunya; waktu yang sudah tercatat tidak diubah."
)
STARTS = {
    "nama": (
        "pengenal",
        "Identitas inovasi",
        "Bagian ini saja sudah cukup untuk mengusulkan. Isian lain boleh menyusul.",
    ),
    "jenis_catatan": (
        "pengesahan",
        "Jenis dan pengesahan",
        "Apa yang dicatat, dan siapa di OPD yang membenarkannya. Yang belum diketahui boleh dilewati.",
    ),
    "tahapan": ("profil", "Profil", "Pilihan menurut formulir Kementerian. Lewati yang belum diketahui."),
    "waktu_uji_coba": ("waktu", "Waktu", TIMES),
    "rancang_bangun": ("uraian", "Uraian", "Boleh disalin dari Word; tabel dan daftarnya tetap."),
    "layanan": (
        "layanan",
        "Layanan bagi warga",
        "Isi bila warga dapat memakainya langsung: siapa yang boleh, apa yang dibawa, berapa biayanya, dan ke mana.",
    ),
    "kematangan": (
        "bukti",
        "Fakta dan bukti",
        "Buka indikator yang ada faktanya. Bukti menyebut di mana dokumennya; berkasnya tidak diunggah ke sini.",
    ),
    "penghargaan": (
        "pendukung",
        "Pendukung",
        "Penghargaan, tautan, foto, lokasi, dan kontak kantor. Foto yang Anda pilih ikut dikirim bersama usulan.",
    ),
    "status": ("sumber", "Status dan sumber", "Keadaan inovasi sekarang, dan dari mana keterangannya."),
}
"""The sections, each from this field of the model on: its identity, its title, and what its writer should know."""


@dataclass(frozen=True)
class FormSection:
    """One section that can be filled in by itself."""

    id: str
    title: str
    hint: str
    fields: tuple[Shape, ...]


@dataclass(frozen=True)
class Choice:
    """A word of a closed list, or an agency."""

    id: str
    name: str
    help: str = ""


@dataclass(frozen=True)
class ProposingView:
    """The page `/usul/`."""

    sections: tuple[FormSection, ...]
    items: tuple[Shape, ...]
    lists: Mapping[str, tuple[Choice, ...]]
    agencies: tuple[tuple[str, tuple[Choice, ...]], ...]
    contact: Contact | None
    minimum: int
    indicators: Mapping[str, Indicator]
    questions: Mapping[str, str]
    data: Mapping[str, Any]


def pages(build: Build) -> Iterator[Page]:
    """Make the form, and the page that shows what was proposed."""
    rubric, round = build.assessment.rubric, round_view(build)
    steps = round_data(rubric, build.period, window=round.window, coordinator=build.catalogue.region.koordinator)
    view = ProposingView(
        sections=tuple(form_sections()),
        items=tuple(_items(asked(shape_of(Innovation))).values()),
        lists={name: _choices(build, name) for name in sorted(build.catalogue.vocabularies)},
        agencies=tuple(_agencies(build)),
        contact=build.catalogue.region.kontak,
        minimum=rubric.profil.kata_minimum,
        indicators={item.id: item for item in rubric.indikator},
        questions=QUESTIONS,
        data={**form_data(build), "putaran": steps, "contoh": examples()},
    )
    description = "Usulkan inovasi baru atau perbaiki catatan yang ada, tanpa perlu mengerti Git."
    yield Page(ADDRESS, "proposing.html", ready(view), "Usulkan inovasi", description, section="usul")
    yield from _preview(build)


def form_sections() -> Iterator[FormSection]:
    """Cut the model's fields into sections; a new field falls into that of the field before it."""
    fields = shape_of(Innovation).fields
    names = [shape.name for shape in fields]
    starts = [names.index(name) for name in STARTS]
    for (id, title, hint), start, end in zip(STARTS.values(), starts, [*starts[1:], len(fields)], strict=True):
        named = {shape.name: shape for shape in asked(shape_of(Innovation)).fields}
        shapes = (named[name] for name in names[start:end] if name in named)
        yield FormSection(id, title, hint, tuple(map(_as_asked, shapes)))


def _as_asked(shape: Shape) -> Shape:
    return replace(shape, fields=tuple(map(with_help, shape.fields))) if shape.name == "kematangan" else shape


def _items(shape: Shape) -> dict[str, Shape]:
    """Return the lists whose items are written one by one, by name; equal ones share theirs."""
    found: dict[str, Shape] = {}
    for part in shape.fields:
        if part.itemised:
            found[part.name] = part
        for inner in (part, part.item):
            found |= _items(inner) if inner else {}
    return found


def _choices(build: Build, name: str) -> tuple[Choice, ...]:
    code = " ({})" if name == "urusan" else ""
    words = build.catalogue.words(name).values()
    return tuple(Choice(word.id, word.nama + code.format(word.id), word.keterangan or "") for word in words)


def _agencies(build: Build) -> Iterator[tuple[str, tuple[Choice, ...]]]:
    """Yield the agencies by their kind, in the order of that list."""
    opds = sorted((entry for entry in build.catalogue.opds.values()), key=lambda entry: entry.record.nama)
    for word in build.catalogue.words("jenis-opd").values():
        found = tuple(Choice(entry.id, entry.record.nama) for entry in opds if entry.record.jenis == word.id)
        if found:
            yield word.nama, found
    yield "Lainnya", (Choice(UNASSIGNED, "OPD belum ditetapkan"),)


def form_data(build: Build) -> dict[str, Any]:
    """Return what the scripts of the form and of the preview need, as plain values; names they fetch themselves."""
    catalogue = build.catalogue
    return {
        "periksa": browser_checks(catalogue.vocabularies),
        "opd": {
            **{entry.id: [entry.record.nama, entry.record.singkatan or ""] for entry in catalogue.opds.values()},
            UNASSIGNED: ["OPD belum ditetapkan", ""],
        },
        "kata_minimum": build.assessment.rubric.profil.kata_minimum,
        "repositori": build.repository or "",
        "tuan_rumah": build.hosting.issue_door,
        "koordinator": catalogue.region.koordinator,
        "kontak": desk(build),
    }


def desk(build: Build) -> dict[str, str]:
    """Return whom submissions go to and how that office is reached, as the scripts take it."""
    region = build.catalogue.region
    office = region.kontak
    if not office:
        return {"office": region.koordinator}
    place = ", ".join(filter(None, (office.unit, office.alamat)))
    known = {"place": place, "whatsapp": office.whatsapp, "mail": office.surel}
    return {"office": region.koordinator, **{name: value for name, value in known.items() if value}}


PREVIEW = "pratinjau/"
HOST = "https://raw.githubusercontent.com"
"""The only place from which the preview takes a file; its policy names it too."""


@dataclass(frozen=True)
class PreviewView:
    """The page `/pratinjau/`."""

    host: str
    data: Mapping[str, Any]


def _preview(build: Build) -> Iterator[Page]:
    """Make the preview of proposals."""
    if not build.hosting.previews:
        yield Page(PREVIEW, REDIRECT, ready(RedirectView("antrean/", "Antrean")), "Antrean", "Antrean", listed=False)
        return
    description = "Menampilkan catatan dari usulan mana pun di GitHub sebelum disetujui."
    view = PreviewView(HOST, {**form_data(build), "asal": HOST})
    yield Page(PREVIEW, "previewing.html", ready(view), "Pratinjau usulan", description, listed=False)
