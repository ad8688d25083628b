"""The questions by which the form asks for a rancang bangun, part by part, with made-up examples."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from catalogue.assess.design_parts import PARTS

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
