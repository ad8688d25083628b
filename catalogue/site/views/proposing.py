"""The form at `/usul/`, made from the model: what a clerk is asked for and told, and what the browser checks it by.

At `/pratinjau/` a browser shows a record of any fork and branch before it is approved. Only GitHub hands out files to
pages of other sites; where proposals are made elsewhere that address leads on.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from catalogue.assess.design_parts import PARTS
from catalogue.build import Build
from catalogue.model import Indicator, Innovation, Period, Rubric
from catalogue.model.innovation import Contact
from catalogue.model.reference.shapes import Shape, shape_of
from catalogue.model.rubric import Condition
from catalogue.propose.browser import browser_checks
from catalogue.propose.open_round import round_view
from catalogue.read.catalogue import UNASSIGNED
from catalogue.site.views import Page, ready
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


QUESTIONS: Mapping[str, str] = {
    "dasar hukum": "Peraturan, keputusan, atau surat apa yang menjadi dasarnya? Sebut nomor dan tahunnya.",
    "permasalahan": "Apa yang dikeluhkan atau tidak berjalan? Siapa yang terkena, berapa banyak, dan sejak kapan?",
    "isu strategis": "Mengapa masalah ini penting bagi kota, provinsi, atau nasional? Sebut sasaran rencananya.",
    "metode pembaharuan": "Bagaimana cara sebelumnya, dan apa yang diubah?",
    "keunggulan dan kebaharuan": "Apa yang lebih baik daripada cara lama atau cara daerah lain?",
    "cara kerja": "Apa langkahnya dari awal sampai selesai, siapa yang mengerjakan, dan berapa lama?",
}
"""What is asked for each part of the guideline."""

EXAMPLES: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    (
        "1.02",
        "obat diantar ke rumah pasien lanjut usia",
        (
            "Keputusan Wali Kota Nomor 440/12 Tahun 2025 tentang Pengantaran Obat Pasien Kronis.",
            "Pada 2024, 312 pasien lanjut usia menunggu obat sampai tiga jam; 84 di antaranya berhenti berobat.",
            "RPJMD menargetkan pasien hipertensi yang berobat teratur naik dari 45 menjadi 70 persen.",
            "Sebelumnya pasien datang dan antre. Sekarang obat disiapkan sehari sebelumnya dan diantar kader.",
            "Pasien tidak perlu datang, dan tiap pengantaran dipakai untuk mengukur tekanan darah.",
            "Apotek mengemas obat, kader mengantar dan mencatat, perawat memeriksa catatannya pada hari yang sama.",
        ),
    ),
    (
        "2.11",
        "bank sampah menjemput ke rumah",
        (
            "Peraturan Wali Kota Nomor 8 Tahun 2024 tentang Pengurangan Sampah.",
            "Timbulan sampah 98 ton sehari, 92 persen dibuang ke TPA; bank sampah hanya buka sekali seminggu.",
            "Kebijakan nasional meminta pengurangan sampah 30 persen dari sumbernya.",
            "Sebelumnya nasabah membawa sampahnya ke bank sampah. Sekarang petugas menjemput menurut jadwal kelurahan.",
            "Nasabah naik dari 120 menjadi 1.250 rumah tanpa menambah bangunan.",
            "Warga mendaftar lewat kelurahan, petugas menimbang di rumah, dan hasilnya masuk tabungan hari itu juga.",
        ),
    ),
    (
        "1.01",
        "kelas membaca di sekolah dasar",
        (
            "Keputusan Kepala Dinas Nomor 421/55 Tahun 2025 tentang Kelas Membaca.",
            "Asesmen 2024 menunjukkan 41 persen siswa kelas IV belum memahami cerita satu halaman.",
            "Literasi menjadi ukuran rapor pendidikan dan sasaran RPJMD.",
            "Sebelumnya semua siswa memakai buku yang sama. Sekarang bukunya dipilih menurut kemampuan tiap siswa.",
            "Memakai buku yang sudah ada dan relawan setempat, sehingga tidak menambah anggaran.",
            "Guru mengukur kemampuan, membagi kelompok, membaca bersama 30 menit sehari, lalu mengukur lagi.",
        ),
    ),
)
"""By affair what a made-up innovation answers to each part; the first stands for every other affair."""


def examples() -> list[dict[str, Any]]:
    """Return the examples as the form in the browser reads them."""
    return [
        {"urusan": affair, "nama": name, "bagian": dict(zip(PARTS, answers, strict=True))}
        for affair, name, answers in EXAMPLES
    ]


UNASKED = {
    *("keyakinan", "terakhir_diperiksa", "alamat_lama", "pembacaan", "tanggapan", "pengecualian"),
    "pengesahan.diterima_oleh",
    *("sumber.diakses", "sumber.terlihat", "sumber.kutipan", "sumber.arsip"),
}
"""What only those know who gather records or take them in; it stays as it is in a record that has it."""

NUMBERS = "sumber"
"""Inside another field a list of this name has the places of sources, which collectors count for what they read."""


def asked(shape: Shape, path: str = "") -> Shape:
    """Return a shape without what no clerk is asked for."""
    parts = [part for part in shape.fields if _is_asked(part, path)]
    inner = tuple(asked(part, f"{path}{part.name}.") for part in parts)
    item = asked(shape.item, path) if shape.item else None
    return replace(shape, fields=inner, item=item)


def _is_asked(part: Shape, path: str) -> bool:
    numbers = bool(path) and part.name == NUMBERS and part.kind == "list"
    return f"{path}{part.name}" not in UNASKED and not numbers


def with_help(fact: Shape) -> Shape:
    """Return the shape of an indicator whose fact is asked for in the words of that indicator."""
    parts = fact.fields
    fields = (replace(one, help=fact.help, example=fact.example) if one.name == "nilai" else one for one in parts)
    return replace(fact, fields=tuple(fields))


def round_data(rubric: Rubric, period: Period, *, window: str, coordinator: str) -> dict[str, Any]:
    """Return what the script works out the steps and levels of a draft by; nothing of it grows with the catalogue."""
    return {
        "tahun": rubric.tahun,
        "mulai": period.jendela.mulai.isoformat(),
        "selesai": period.jendela.selesai.isoformat(),
        "rentang": window,
        "profil": rubric.profil.isian_wajib,
        "tahapan": rubric.profil.tahapan,
        "kata": rubric.profil.kata_minimum,
        "koordinator": coordinator,
        "indikator": {item.id: levels_of(item) for item in rubric.indikator},
    }


def levels_of(item: Indicator) -> dict[str, Any]:
    """Return the weight of an indicator and what each of its levels asks for."""
    levels = [[level.level, _condition(level.syarat)] for level in item.level if level.syarat]
    return {"wajib": item.wajib, "bobot": float(item.bobot), "tingkat": levels}


def _condition(condition: Condition) -> dict[str, Any]:
    return dict(_parts(condition))


def _parts(condition: Condition) -> Iterator[tuple[str, Any]]:
    for name in ("minimum", "lebih_dari", "maksimum"):
        if (limit := getattr(condition, name)) is not None:
            yield name, float(limit)
    if condition.kata:
        yield "kata", condition.kata
    if condition.tahun:
        yield "tahun", condition.tahun
    if condition.basis:
        yield "basis", {name: _condition(inner) for name, inner in condition.basis.items()}
