"""Whether the agency of a record confirmed it, and whether it is known to run."""

from __future__ import annotations

import calendar
from datetime import date

from catalogue.model import Innovation

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
