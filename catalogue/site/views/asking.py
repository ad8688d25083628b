"""What the form asks a clerk for, with its questions and examples, and what it tells of each indicator."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from catalogue.assess.design_parts import PARTS
from catalogue.model import Indicator, Period, Rubric
from catalogue.model.reference.shapes import Shape
from catalogue.model.rubric import Condition

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
