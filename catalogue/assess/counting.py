"""What speaks for a record: its agency confirmed it, it is known to run, it holds the criteria of an innovation.

The five criteria are those of PP 38/2017, article 6.
"""

from __future__ import annotations

import calendar
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from catalogue.common.indonesian import enumerate_words
from catalogue.model import Fact, Innovation, Word, kind_of

FRESH = 18
"""Months for which a word that an innovation runs still says so today."""

RUNNING = ("aktif", "dikembangkan")
ENDED = ("berhenti", "digabung")


def confirmed(record: Innovation) -> bool:
    """Tell whether the agency confirmed a record and the coordinator took that in."""
    return bool(record.pengesahan and record.pengesahan.diterima_oleh)


def running(record: Innovation, today: date) -> bool | None:
    """Tell whether an innovation runs; None where nobody said so in the last 18 months."""
    if record.status in ENDED or record.digabung_ke:
        return False
    return True if is_fresh(said_running(record), today) else None


def needs_met(record: Innovation, today: date) -> tuple[str, ...]:
    """Return the needs of citizens that a record serves; one that has ended serves none."""
    service = record.layanan
    return service.kebutuhan if service and running(record, today) is not False else ()


def said_running(record: Innovation) -> date | None:
    """Return the last day on which the agency or a source said that an innovation runs."""
    return last_word(record) if record.status in RUNNING and not record.digabung_ke else None


def last_word(record: Innovation) -> date | None:
    """Return the day of the newest source, or of the agency's confirmation."""
    days = [source.tanggal.first_day for source in record.sumber if source.tanggal]
    if record.pengesahan and record.pengesahan.diterima_oleh:
        days.append(record.pengesahan.tanggal)
    return max(days, default=None)


def is_fresh(word: date | None, today: date) -> bool:
    """Tell whether what was said on a day still says something today."""
    return word is not None and word >= months_before(today, FRESH)


def months_before(day: date, months: int) -> date:
    """Return the same day so many months earlier, or the last of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


SOURCE = "PP 38/2017 tentang Inovasi Daerah, Pasal 6"

NOT_THE_CITYS = ("pemerintahan-umum",)
"""Groups of affairs that UU 23/2014 leaves to the President, not to a city."""

NAMES = {
    "jenis_catatan": "jenis catatan",
    "pengembangan": "yang dikembangkan",
    "pengembangan_lama": "pengembangan sebelumnya",
    "rancang_bangun": "rancang bangun",
    "manfaat": "manfaat",
    "hasil": "hasil",
    "capaian": "capaian",
    "penerima_manfaat": "penerima manfaat",
    "kematangan.kemanfaatan": "besarnya manfaat",
    "kematangan.regulasi": "peraturan yang menetapkannya",
    "urusan_utama": "urusan utama",
    "syarat_replikasi": "syarat replikasi",
    "kematangan.replikasi": "daerah yang menirunya",
}
"""Fields as they stand within a sentence."""


@dataclass(frozen=True, slots=True)
class Criterion:
    """One criterion; `supported` is true or unknown, for nothing in a record proves that one is not fulfilled."""

    id: str
    text: str
    supported: bool | None
    fields: tuple[str, ...]
    reason: str


def criteria(record: Innovation, affairs: Mapping[str, Word]) -> tuple[Criterion, ...]:
    """Return the five criteria in the order of the article; `affairs` are the words of the closed list of affairs."""
    affair = affairs.get(record.urusan_utama or "")
    return (
        _criterion("pembaruan", "Mengandung pembaharuan seluruh atau sebagian unsurnya.", record, _renewal(record)),
        _criterion("manfaat", "Memberi manfaat bagi daerah atau masyarakat.", record, _benefit(record)),
        _criterion(
            "tanpa-beban",
            "Tidak mengakibatkan pembebanan atau pembatasan pada masyarakat yang tidak sesuai dengan peraturan.",
            record,
            _legal_basis(record),
        ),
        _criterion(
            "kewenangan",
            "Merupakan urusan pemerintahan yang menjadi kewenangan daerah.",
            record,
            ["urusan_utama"] if affair and affair.golongan not in NOT_THE_CITYS else [],
        ),
        _criterion("replikasi", "Dapat direplikasi.", record, _replicable(record)),
    )


def _criterion(id: str, text: str, record: Innovation, fields: list[str]) -> Criterion:
    if not fields:
        return Criterion(id, text, None, (), "Belum ada isian yang menunjukkannya; belum diketahui.")
    read = dict.fromkeys(record.pembacaan, " (perlu konfirmasi OPD)")
    named = enumerate_words(f"{NAMES[name]}{read.get(name, '')}" for name in fields)
    return Criterion(id, text, True, tuple(fields), f"Ditunjukkan oleh {named}.")


def _renewal(record: Innovation) -> list[str]:
    said = ["jenis_catatan"] if record.jenis_catatan and kind_of(record) == "inovasi" else []
    return [*said, *_filled(record, "pengembangan", "pengembangan_lama", "rancang_bangun")]


def _benefit(record: Innovation) -> list[str]:
    return [*_filled(record, "manfaat", "hasil", "capaian", "penerima_manfaat"), *_stated(record, "kemanfaatan")]


def _legal_basis(record: Innovation) -> list[str]:
    """Return the regulation when its document is at hand: one that was only reported shows no basis of a burden."""
    fact = _fact(record, "regulasi")
    return ["kematangan.regulasi"] if fact and fact.nilai and fact.bukti else []


def _replicable(record: Innovation) -> list[str]:
    return [*_filled(record, "syarat_replikasi"), *_stated(record, "replikasi")]


def _filled(record: Innovation, *names: str) -> Iterator[str]:
    return (name for name in names if getattr(record, name))


def _stated(record: Innovation, key: str) -> Iterator[str]:
    fact = _fact(record, key)
    if fact and fact.nilai:
        yield f"kematangan.{key}"


def _fact(record: Innovation, key: str) -> Fact[Any] | None:
    fact: Fact[Any] | None = getattr(record.kematangan, key, None)
    return fact
