"""What a record is to a round: whether it counts, whether its agency confirmed it, whether it is known to run."""

from __future__ import annotations

import calendar
from collections.abc import Iterator
from datetime import date

from catalogue.model import Innovation

FRESH = 18
"""Months for which a word that an innovation runs still says so today."""

RUNNING = ("aktif", "dikembangkan")
ENDED = ("berhenti", "digabung")


def kind_of(record: Innovation) -> str | None:
    """Return what a record is; unstated, an agency's own is an innovation and one from public sources unknown."""
    if record.jenis_catatan is None and record.status_data != "sumber-publik":
        return "inovasi"
    return record.jenis_catatan


def left_out(record: Innovation) -> Iterator[tuple[str, str]]:
    """Yield the field and the reason of each thing that keeps a record out of target, index and advice."""
    kind = kind_of(record)
    if kind != "inovasi":
        said = f"dicatat sebagai {kind.replace('-', ' ')}" if kind else "jenis catatannya belum diketahui"
        yield "jenis_catatan", f"{said}, bukan inovasi"
    if record.bagian_dari:
        yield "bagian_dari", "bagian dari inovasi lain dan dihitung bersamanya"
    if record.status == "digabung" or record.digabung_ke:
        yield "status", "sudah digabung ke inovasi lain"
    elif record.status == "berhenti":
        yield "status", "sudah berhenti"


def counts(record: Innovation) -> bool:
    """Tell whether a record is an innovation of its own that has not ended."""
    return next(left_out(record), None) is None


def confirmed(record: Innovation) -> bool:
    """Tell whether the agency confirmed a record and the coordinator took that in."""
    return bool(record.pengesahan and record.pengesahan.diterima_oleh)


def running(record: Innovation, today: date) -> bool | None:
    """Tell whether an innovation runs; None where nobody said so in the last 18 months."""
    if record.status in ENDED or record.digabung_ke:
        return False
    return True if is_fresh(said_running(record), today) else None


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
