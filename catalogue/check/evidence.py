"""Rules on facts and their evidence."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from catalogue.check.checking import Check, Fault, rule
from catalogue.common.findings import Severity
from catalogue.model import Evidence, Fact, Indicator, Innovation, Maturity, PartialDate
from catalogue.model.rubric import EvidenceYears
from catalogue.read.catalogue import InnovationEntry, Path

Found = tuple[InnovationEntry, str, Fact[Any]]


def facts(check: Check) -> Iterator[Found]:
    """Yield every fact of every innovation with its key."""
    for entry in check.catalogue.innovations.values():
        maturity = entry.record.kematangan
        for key in Maturity.model_fields if maturity else ():
            fact = getattr(maturity, key)
            if fact:
                yield entry, key, fact


@rule("bukti-tanpa-tempat", Severity.PERINGATAN)
def evidence_without_place(check: Check) -> Iterator[Fault]:
    """Bukti menyebut tempatnya.

    Setiap bukti memuat `tautan`, atau `pemegang` bila berkasnya tidak dapat dibuka umum.

    Mengapa: Bappeda perlu tahu ke mana mencari berkas saat memeriksa.

    Perbaikan: Tambahkan `tautan`, atau `pemegang` berisi unit kerja yang menyimpan berkasnya.
    """
    for entry, key, fact in facts(check):
        for index, item in enumerate(fact.bukti):
            if not (item.tautan or item.pemegang):
                message = f"bukti `{item.judul}` tidak menyebut di mana berkasnya"
                help = "Tambahkan `tautan`, atau `pemegang`, yaitu unit kerja yang menyimpannya."
                yield Fault(entry.place("kematangan", key, "bukti", index), message, help)


@rule("bukti-tanpa-fakta", Severity.PERINGATAN)
def evidence_without_fact(check: Check) -> Iterator[Fault]:
    """Bukti disertai faktanya.

    Indikator yang memuat `bukti` juga memuat `nilai`.

    Mengapa: Tingkat kematangan dihitung dari `nilai`; bukti tanpa nilai tidak menambah skor.

    Perbaikan: Isi `nilai` menurut isi dokumennya.
    """
    for entry, key, fact in facts(check):
        if fact.bukti and fact.nilai is None:
            message = f"`{key}` memuat bukti tetapi belum memuat `nilai`"
            yield Fault(entry.place("kematangan", key), message, "Isi `nilai` menurut isi dokumennya.")


@rule("bukti-di-luar-tahun", Severity.PERINGATAN)
def evidence_of_other_years(check: Check) -> Iterator[Fault]:
    """Bukti berasal dari tahun yang diterima.

    Tanggal bukti berada dalam tahun yang diterima indikatornya menurut rubrik periode berjalan.

    Mengapa: Kementerian menolak bukti dari tahun lain, sehingga tingkat indikatornya tidak dihitung.

    Perbaikan: Ganti dengan dokumen dari tahun yang diterima, atau perbaiki tanggalnya bila salah tulis.

    Dasar: Pedoman Umum IGA 2026 (Surat Kepala BSKDN 400.10.11/1887/BSKDN), Lampiran II; tahunnya tercantum pada rubrik.
    """
    rubric = check.rubric
    limits = {indicator.id: indicator.tahun_bukti for indicator in rubric.indikator} if rubric else {}
    for entry, key, fact in facts(check):
        for years in limits.get(key, ()):
            if rubric is None or (years.kata and str(fact.nilai) not in years.kata):
                continue
            for index, item in enumerate(fact.bukti):
                if item.tanggal and (wanted := _refused(item.tanggal, years, entry.record, rubric.tahun)):
                    message = (
                        f"bukti bertanggal {item.tanggal} tidak diterima untuk `{key}` pada periode {rubric.tahun}"
                    )
                    place = entry.place("kematangan", key, "bukti", index, "tanggal")
                    yield Fault(place, message, f"Pakai dokumen {wanted}.")


def _refused(dated: PartialDate, years: EvidenceYears, record: Innovation, year: int) -> str:
    """Say which years would have been right; empty when the date is in them, or when nothing can be said."""
    if years.tahun_penerapan:
        stated = [value for value in (record.waktu_penerapan, *record.developed) if value]
        right = sorted({value.year for value in stated})
        if not right or dated.year in right:
            return ""
        return f"tahun {' atau '.join(map(str, right))}, sama dengan tahun penerapan"
    first = None if years.dari is None else year + years.dari
    last = year if years.sampai is None else year + years.sampai
    if (first is None or first <= dated.year) and dated.year <= last:
        return ""
    return f"tahun {last} atau sebelumnya" if first is None else f"tahun {first} sampai {last}"


DOCUMENTS = (
    ("perda", re.compile(r"\bperaturan daerah\b|\bperda\b", re.IGNORECASE)),
    (
        "perkada",
        re.compile(
            r"\bperaturan (?:wali ?kota|bupati|gubernur|kepala daerah)\b|\bper(?:wal[ik]?|bup|gub|kada)\b",
            re.IGNORECASE,
        ),
    ),
    ("sk-kepala-daerah", re.compile(r"\b(?:surat )?keputusan\b|\bsk\b", re.IGNORECASE)),
)
"""What a document is called that makes a level of the indicator on regulation, highest first."""

ASSIGNMENTS = (
    ("sk", re.compile(r"\bkeputusan\b|\bsk\b", re.IGNORECASE)),
    ("surat-penugasan", re.compile(r"\b(?:surat )?(?:tugas|penugasan|perintah)\b|\bspt\b", re.IGNORECASE)),
)
"""The same for the indicator on who carries the innovation out."""

KINDS = {"regulasi": DOCUMENTS, "pelaksana": ASSIGNMENTS}
SOCIAL = (
    "facebook.com",
    "instagram.com",
    "tiktok.com",
    "youtube.com",
    "youtu.be",
    "x.com",
    "twitter.com",
    "threads.net",
)


@rule("bukti-kurang", Severity.PERINGATAN)
def claim_above_evidence(check: Check) -> Iterator[Fault]:
    """Fakta didukung buktinya.

    Fakta yang ditulis tidak lebih tinggi daripada yang terlihat pada buktinya: jenis peraturan dan surat tugas sesuai
    judul dokumennya, kegiatan yang dihitung berbukti satu-satu, sosialisasi lewat media bertautan ke media, dan pedoman
    daring bertautan.

    Mengapa: Penilai menurunkan tingkat yang tidak didukung bukti, dan kepercayaan pada catatan lain ikut turun.

    Perbaikan: Lengkapi buktinya, atau turunkan faktanya sesuai dengan bukti yang ada.

    Dasar: Pedoman Umum IGA 2026 (Surat Kepala BSKDN 400.10.11/1887/BSKDN), Lampiran II.
    """
    rubric = check.rubric
    indicators = {indicator.id: indicator for indicator in rubric.indikator} if rubric else {}
    for entry, key, fact in facts(check):
        if fact.nilai is not None and fact.bukti and (reason := _unsupported(key, fact, indicators.get(key))):
            help = "Lengkapi buktinya, atau turunkan faktanya sesuai dengan bukti."
            place, other = entry.place("kematangan", key, "nilai"), entry.place("kematangan", key, "bukti")
            yield Fault(place, reason, help, other, "buktinya")


def _unsupported(key: str, fact: Fact[Any], indicator: Indicator | None) -> str:
    """Say what the evidence lacks; empty when nothing is seen to be lacking."""
    if key in KINDS:
        return _lower_document(key, fact)
    if indicator and indicator.satu_bukti_per_satuan and isinstance(fact.nilai, int) and len(fact.bukti) < fact.nilai:
        return f"`{key}` berisi {fact.nilai}, tetapi hanya ada {len(fact.bukti)} bukti"
    if key == "sosialisasi" and fact.nilai == "media" and not any(map(_may_be_press, fact.bukti)):
        return "sosialisasi lewat media, tetapi semua bukti bertautan ke kanal pemerintah atau media sosial"
    if key == "pedoman_teknis" and fact.nilai == "daring" and not any(item.tautan for item in fact.bukti):
        return "pedoman daring, tetapi tidak ada bukti yang bertautan"
    return ""


def _lower_document(key: str, fact: Fact[Any]) -> str:
    order = [word for word, _ in KINDS[key]]
    found = [_kind(item, key) for item in fact.bukti]
    if fact.nilai not in order or None in found:
        return ""
    highest = min((order.index(word) for word in found if word), default=len(order))
    if highest <= order.index(fact.nilai):
        return ""
    return f"`{key}` berisi `{fact.nilai}`, tetapi judul buktinya menunjukkan `{order[highest]}`"


def _kind(item: Evidence, key: str) -> str | None:
    return next((word for word, pattern in KINDS[key] if pattern.search(item.judul)), None)


def _may_be_press(item: Evidence) -> bool:
    if item.tautan is None:
        return True
    host = (urlsplit(item.tautan).hostname or "").removeprefix("www.")
    return not host.endswith(".go.id") and host not in SOCIAL


@rule("bukti-bertentangan", Severity.PERINGATAN)
def contradicting_evidence(check: Check) -> Iterator[Fault]:
    """Satu dokumen ditulis dengan satu tanggal.

    Bukti bernomor sama dalam satu catatan bertanggal sama.

    Mengapa: Dokumen yang disebut dengan dua tanggal tidak dapat dicocokkan dengan berkasnya.

    Perbaikan: Cocokkan dengan dokumennya, lalu samakan tanggalnya atau perbaiki nomornya.
    """
    seen: dict[tuple[str, str], tuple[PartialDate, Path]] = {}
    for entry, key, fact in facts(check):
        for index, item in enumerate(fact.bukti):
            if not (item.nomor and item.tanggal):
                continue
            here: Path = ("kematangan", key, "bukti", index, "tanggal")
            day, there = seen.setdefault((entry.id, item.nomor.casefold()), (item.tanggal, here))
            if _apart(day, item.tanggal):
                message = f"dokumen `{item.nomor}` bertanggal {item.tanggal} di sini dan {day} di tempat lain"
                help = "Cocokkan dengan dokumennya."
                yield Fault(entry.place(*here), message, help, entry.place(*there), "tanggal yang lain")


def _apart(one: PartialDate, other: PartialDate) -> bool:
    return one.last_day < other.first_day or other.last_day < one.first_day
