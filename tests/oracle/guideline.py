"""The numbers of the guideline, typed out from its text.

Pedoman Umum Penilaian Inovasi Daerah dan Pemberian Penghargaan IGA Tahun 2026, Surat Kepala BSKDN Kemendagri
400.10.11/1887/BSKDN of 29 April 2026, Lampiran I and II. For 2027 there is no guideline yet: the announced tightening
changes the divisor and the number of basic-service affairs, and all else is taken to stay.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction

MINIMUM_DIVISOR = {2026: 12, 2027: 14}
"""SID = the sum over the innovations divided by MAX(12, n); 14 is announced for 2027 (Lampiran I, XIII)."""

MINIMUM_BASIC_AFFAIRS = {2026: 5, 2027: 6}
"""The count score is given when at least 5 of the 6 affairs were sent; all 6 are announced for 2027."""

WINDOW = {2026: (date(2024, 1, 1), date(2025, 12, 31)), 2027: (date(2025, 1, 1), date(2026, 12, 31))}
"""Implemented or developed between these days (Lampiran I, IV.B); 2027 follows the pattern of earlier years."""

COUNT_WEIGHT = Fraction("0.38")
COUNT_CAP = 200
"""Skor jumlah inovasi = MIN(n, 200) x 0.38, at most 76."""

TOTAL_MAXIMUM = Fraction(250)
"""IID = skor total / 250 x 100."""

BASIC_AFFAIRS = ("1.01", "1.02", "1.03", "1.04", "1.05", "1.06")
"""The six compulsory basic-service affairs: UU 23/2014 Pasal 12 ayat (1)."""

MINIMUM_WORDS = 300
"""Rancang bangun: at least 300 words."""

PROFILE = (
    "nama",
    "tahapan",
    "inisiator",
    "nama_inisiator",
    "koordinat",
    "klasifikasi",
    "jenis",
    "bentuk",
    "asta_cita",
    "urusan_utama",
    "waktu_uji_coba",
    "waktu_penerapan",
    "rancang_bangun",
    "tujuan",
    "manfaat",
    "hasil",
)
"""The fields of the proposal form marked required, where the transcriptions agree. PKPN and `urusan lain` are not."""

SID_WEIGHTS = {
    "regulasi": 3,  # 16
    "sdm": 2,  # 17
    "anggaran": 2,  # 18
    "alat_kerja": 2,  # 19
    "bimtek": 1,  # 20
    "rkpd": 2,  # 21
    "aktor": 1,  # 22
    "pelaksana": 1,  # 23
    "jejaring": 1,  # 24
    "sosialisasi": 1,  # 25
    "pedoman_teknis": 1,  # 26
    "informasi_layanan": 1,  # 27
    "kemudahan_proses": 2,  # 28
    "pengaduan": 1,  # 29
    "integrasi": 2,  # 30
    "replikasi": 3,  # 31
    "kecepatan": 2,  # 32
    "kemanfaatan": 3,  # 33
    "monev": 2,  # 34
    "video": 4,  # 35
}
"""Lampiran II, Satuan Inovasi Daerah: indicators 16 to 35; the weights add up to 37, times 3 is 111."""

MANDATORY = ("regulasi", "sdm", "kecepatan", "kemanfaatan", "video")
"""Indicators 16, 17, 32, 33 and 35 carry the mark wajib."""

SPD_WEIGHTS = {
    "spd-1": Fraction(1),
    "spd-2a": Fraction(1),
    "spd-2b": Fraction(1),
    "spd-3": Fraction(1),
    "spd-4": Fraction(1),
    "spd-5a": Fraction("0.75"),
    "spd-5b": Fraction("0.75"),
    "spd-6": Fraction("1.5"),
    "spd-7": Fraction("1.5"),
    "spd-8": Fraction("1.5"),
    "spd-9": Fraction(1),
    "spd-10a": Fraction("0.75"),
    "spd-10b": Fraction("0.75"),
    "spd-11a": Fraction("0.75"),
    "spd-11b": Fraction("0.75"),
    "spd-12": Fraction(2),
    "spd-13a": Fraction(1),
    "spd-13b": Fraction(1),
    "spd-14": Fraction(1),
    "spd-15": Fraction(1),
}
"""Lampiran II, Satuan Pemerintah Daerah: 15 indicators in 20 rows; the weights add up to 21, times 3 is 63."""

SPD_OPTIONAL = ("spd-2a", "spd-2b", "spd-12", "spd-13a", "spd-13b", "spd-14", "spd-15")
"""Of the 15 SPD indicators 1 and 3 to 11 carry the mark wajib; it has no part in the score."""

HIGHEST_LEVEL = 3

CATEGORIES = (
    ("Sangat Inovatif", Fraction("65.01"), Fraction("100.00")),
    ("Inovatif", Fraction("40.01"), Fraction("65.00")),
    ("Kurang Inovatif", Fraction("0.01"), Fraction("40.00")),
    ("Tidak Dapat Dinilai", Fraction("0.00"), Fraction("0.00")),
)
"""The categories of 2026; their limits have two decimals, so an index is rounded to two decimals first."""
