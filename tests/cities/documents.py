"""Described cities as the files a clerk would have written: mappings, lists and texts, with everything around them."""

from __future__ import annotations

import re
from random import Random
from typing import Any

from catalogue.read.catalogue import UNASSIGNED
from tests.cities.periods import digits, period_documents
from tests.cities.reviews import Document, approval, review_document
from tests.oracle import Agency, Benefit, City, Claim, Innovation
from tests.oracle.description import Value
from tests.texts import made_up

PROFILES: dict[str, tuple[str, ...]] = {
    "inisiator": ("kepala-daerah", "opd", "masyarakat"),
    "nama_inisiator": ("Bidang Pelayanan",),
    "klasifikasi": ("perangkat-daerah", "desa-dan-kelurahan", "masyarakat"),
    "jenis": ("digital", "non-digital"),
    "bentuk": ("tata-kelola", "pelayanan-publik", "lainnya"),
    "asta_cita": ("1", "8"),
    "tujuan": ("Antrean lebih pendek.",),
    "manfaat": ("Warga tidak perlu datang dua kali.",),
    "hasil": ("Waktu tunggu turun menjadi 12 menit.",),
}
"""What the profile fields that only have to be filled may hold."""

NOISE: dict[str, tuple[Any, ...]] = {
    "status_sejak": ("2020", "2026-03"),
    "keyakinan": ("tinggi", "sedang", "rendah"),
    "urusan_lain": (["1.01"], ["1.02", "1.03"], ["2.16"]),
    "pkpn": ("kesehatan", "non-pkpn"),
    "video": ("https://contoh.go.id/video",),
    "kepanjangan": ("Antar Obat ke Rumah",),
}
"""Fields on which no score depends."""


def documents(city: City, random: Random) -> dict[str, Document]:
    """Return the files of a city by path."""
    files = {f"opd/{agency.id}.yaml": opd_document(agency) for agency in city.agencies}
    files |= period_documents(city, random)
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


def innovation_document(innovation: Innovation, random: Random) -> Document:
    """Return the file of an innovation."""
    document: Document = {
        "nama": f"Inovasi {innovation.id}",
        "ringkasan": "Obat diantar ke rumah.",
        "status_data": innovation.origin,
    }
    document |= {key: random.choice(values) for key, values in PROFILES.items() if key in innovation.filled}
    document |= {key: random.choice(values) for key, values in NOISE.items() if random.random() < 0.3}
    document |= {key: text for key, text in said_once(innovation).items() if text is not None}
    document |= life(innovation, random)
    if innovation.developed:
        document |= {"waktu_pengembangan": innovation.developed, "pengembangan": "Kini menjangkau semua kelurahan."}
    if innovation.earlier:
        earlier = [{"waktu": time, "uraian": "Dipakai di kecamatan lain."} for time in innovation.earlier]
        document["pengembangan_lama"] = earlier
    document |= {"rancang_bangun": prose(innovation.words, random)} if innovation.words else {}
    place = location(random, known="koordinat" in innovation.filled)
    document |= {"lokasi": place} if place else {}
    facts = {key: fact_document(claim, random) for key, claim in innovation.claims.items()}
    return document | {"kematangan": {key: fact for key, fact in facts.items() if fact}}


def said_once(innovation: Innovation) -> dict[str, str | None]:
    """Return the fields that stand in the file as they are described."""
    return {
        "urusan_utama": innovation.affair,
        "tahapan": innovation.stage,
        "waktu_uji_coba": innovation.tried,
        "waktu_penerapan": innovation.implemented,
        "jenis_catatan": innovation.kind,
        "bagian_dari": innovation.part_of,
        "status": innovation.status,
        "digabung_ke": innovation.merged_into,
    }


def life(innovation: Innovation, random: Random) -> Document:
    """Return where the record comes from and who confirmed it."""
    sources = [
        {"judul": f"Berita {number}"} | ({"tanggal": day} if day else {})
        for number, day in enumerate(innovation.sources)
    ]
    document: Document = {"sumber": sources} if sources else {}
    said = innovation.confirmation
    if said is None:
        return document
    receiver = {"diterima_oleh": "Bappeda"} if said.taken_in else {}
    ways = {"jabatan": "Sekretaris", "cara": random.choice(("surat", "formulir", "rapat"))}
    return document | {"pengesahan": {"tanggal": said.day.isoformat(), **ways, **receiver}}


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
        amount = digits(fact.amount)
        either = re.fullmatch(r"-?[1-9][0-9]{0,2}\.[0-9]{3}", amount)
        return {"basis": fact.basis, "nilai": f"{amount}0" if either else amount}  # 1.250 could be a thousand
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
