"""Described cities as the files a clerk would have written: mappings, lists and texts, with everything around them."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from random import Random
from typing import Any

from catalogue.read.catalogue import UNASSIGNED
from tests.cities.reviews import Document, approval, review_document
from tests.oracle import Agency, Benefit, City, Claim, Innovation, SpdRow
from tests.oracle.description import Value
from tests.texts import made_up

PROFILES: dict[str, tuple[str, ...]] = {
    "tahapan": ("inisiatif", "uji-coba", "penerapan"),
    "inisiator": ("kepala-daerah", "opd", "masyarakat"),
    "nama_inisiator": ("Bidang Pelayanan",),
    "klasifikasi": ("perangkat-daerah", "desa-dan-kelurahan", "masyarakat"),
    "jenis": ("digital", "non-digital"),
    "bentuk": ("tata-kelola", "pelayanan-publik", "lainnya"),
    "asta_cita": ("1", "8"),
    "waktu_uji_coba": ("2022", "2023-11", "2023-11-30"),
    "tujuan": ("Antrean lebih pendek.",),
    "manfaat": ("Warga tidak perlu datang dua kali.",),
    "hasil": ("Waktu tunggu turun menjadi 12 menit.",),
}
"""What the profile fields that only have to be filled may hold."""

NOISE: dict[str, tuple[Any, ...]] = {
    "status": ("aktif", "dikembangkan", "berhenti", "digabung"),
    "urusan_lain": (["1.01"], ["1.02", "1.03"], ["2.16"]),
    "pkpn": ("kesehatan", "non-pkpn"),
    "video": ("https://contoh.go.id/video",),
    "kepanjangan": ("Antar Obat ke Rumah",),
}
"""Fields on which no score depends."""


def documents(city: City, random: Random) -> dict[str, Document]:
    """Return the files of a city by path."""
    files = {f"opd/{agency.id}.yaml": opd_document(agency) for agency in city.agencies}
    files[f"periods/{city.year}/period.yaml"] = period_document(city)
    for innovation in city.innovations:
        record = innovation_document(innovation, random)
        files[f"innovations/{innovation.agency or UNASSIGNED}/{innovation.id}.yaml"] = record
        review = review_document(innovation, record, random)
        if review or random.random() < 0.1:
            files[f"periods/{city.year}/reviews/{innovation.id}.yaml"] = review
        if random.random() < 0.1:
            files[f"periods/{city.year - 1}/reviews/{innovation.id}.yaml"] = approval(record)
    return files


def opd_document(agency: Agency) -> Document:
    """Return the file of an agency."""
    document: Document = {"nama": f"Dinas {agency.id}", "jenis": "dinas", "wajib": "ya" if agency.obliged else "tidak"}
    if agency.above:
        document["induk"] = agency.above
    if agency.affairs:
        document["urusan"] = sorted(agency.affairs)
    return {**document, "status": "tersumber"}


def period_document(city: City) -> Document:
    """Return the period of a city under the rubric of its year."""
    begin, end = city.window
    return {
        "tahun": str(city.year),
        "rubrik": f"iid-{city.year}",
        "mulai": f"{city.year}-01-01",
        "selesai": f"{city.year}-12-31",
        "jendela": {"mulai": begin.isoformat(), "selesai": end.isoformat(), "asal": "usulan"},
        "target": {"langkah": city.threshold, "asal": "usulan"},
        "spd": {row: spd_document(state) for row, state in city.spd.items()},
    }


def spd_document(state: SpdRow) -> Document:
    """Return what is written for one SPD row; a row of which nothing is known still says so."""
    document = {"catatan": "Menurut dinas terkait."}
    if state.value is not None:
        document["nilai"] = state.value if isinstance(state.value, str) else digits(state.value)
    if state.level is not None:
        document["level"] = str(state.level)
    return document


def digits(number: Fraction) -> str:
    """Return a terminating fraction in decimals."""
    return format(Decimal(number.numerator) / Decimal(number.denominator), "f")


def innovation_document(innovation: Innovation, random: Random) -> Document:
    """Return the file of an innovation."""
    document: Document = {
        "nama": f"Inovasi {innovation.id}",
        "ringkasan": "Obat diantar ke rumah.",
        "status_data": random.choice(("sumber-publik", "dikonfirmasi-opd")),
    }
    document |= {key: random.choice(values) for key, values in PROFILES.items() if key in innovation.filled}
    document |= {key: random.choice(values) for key, values in NOISE.items() if random.random() < 0.3}
    document |= {"urusan_utama": innovation.affair} if innovation.affair else {}
    document |= {"waktu_penerapan": innovation.implemented} if innovation.implemented else {}
    if innovation.developed:
        document |= {"waktu_pengembangan": innovation.developed, "pengembangan": "Kini menjangkau semua kelurahan."}
    document |= {"rancang_bangun": prose(innovation.words, random)} if innovation.words else {}
    place = location(random, known="koordinat" in innovation.filled)
    document |= {"lokasi": place} if place else {}
    facts = {key: fact_document(claim, random) for key, claim in innovation.claims.items()}
    return document | {"kematangan": {key: fact for key, fact in facts.items() if fact}}


def location(random: Random, known: bool) -> Document:
    """Return a place with both coordinates, or one without them."""
    address = {"alamat": "Jalan Delima"}
    point = {"lintang": "3.3285", "bujur": "99.1625"}
    if known:
        return random.choice((point, address | point, point | {"lintang": "0", "bujur": "0"}))
    return random.choice(({}, address, {"lintang": "3.3285"}, address | {"bujur": "99.1625"}))


def prose(words: int, random: Random) -> str:
    """Return Markdown that shows exactly this many words, however many signs stand between them."""
    shown = made_up(words, random)
    for place in range(0, words, 5):
        shown[place] = random.choice(("kelurahan,", "sehari-hari", "38/2017", "Rp1.500.000", "dan/atau", "“baru”."))
    for place in range(0, words, random.choice((7, 50))):
        shown[place] = random.choice(MARKS).format(shown[place])
    return " ".join(shown).strip()


MARKS = (
    "\n\n## {}",
    "\n\n- {}",
    "\n\n1. {}",
    "\n\n> {}",
    "\n\n---\n\n{}",
    "**{}**",
    "*{}*",
    "& {}",
    "[{}](https://contoh.go.id/panduan/layanan)",
    "{}\n",
)
"""Markdown round a word; none of it adds a word for the reader."""


def fact_document(claim: Claim, random: Random) -> Document:
    """Return fact and evidence of one indicator; empty when the record says nothing."""
    document: Document = {}
    if claim.fact is not None:
        document["nilai"] = fact_text(claim.fact)
    if claim.evidence:
        document["bukti"] = [evidence(number, random) for number in range(claim.evidence)]
    if random.random() < 0.1:
        document["catatan"] = "Berkas menyusul."
    return document


def fact_text(fact: Value) -> Any:
    """Return a fact as it is written."""
    if isinstance(fact, Benefit):
        return {"basis": fact.basis, "nilai": digits(fact.amount)}
    if isinstance(fact, tuple):
        return [str(year) for year in fact]
    return fact if isinstance(fact, str) else digits(fact)


def evidence(number: int, random: Random) -> Document:
    """Return one piece of evidence, with as much detail as people give."""
    details = {
        "nomor": f"000.9/{number}",
        "tanggal": "2025-03",
        "tautan": f"https://contoh.go.id/{number}.pdf",
        "pemegang": "Bagian Organisasi",
    }
    return {"judul": f"Dokumen {number}"} | {key: text for key, text in details.items() if random.random() < 0.6}
