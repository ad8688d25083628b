"""The timeline as a calendar (RFC 5545), with alarms before each deadline."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, timedelta

from catalogue.exports.types import Context, Export
from catalogue.model import Period, Stage

LINE_LIMIT = 75
"""Octets of a content line before it must be folded (RFC 5545, section 3.1)."""
ALARM_DAYS = (7, 1)


def calendar(context: Context) -> Iterator[Export]:
    """Make the calendar: all-day events, so that a deadline is the same day in every time zone."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:-//{escape(context.title)}//Linimasa//ID",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{escape('Linimasa ' + context.title)}",
    ]
    for entry in context.catalogue.periods.values():
        for stage in entry.record.linimasa:
            lines += _event(context, entry.record, stage)
    lines.append("END:VCALENDAR")
    content = "".join(fold(line) + "\r\n" for line in lines).encode()
    yield Export("linimasa.ics", content, "text/calendar", "Kalender linimasa", "Tahap pelaporan dengan pengingat.")


def _event(context: Context, period: Period, stage: Stage) -> Iterator[str]:
    draft = stage.status == "rancangan"
    single = stage.mulai == stage.selesai
    yield "BEGIN:VEVENT"
    yield f"UID:{period.tahun}-{stage.id}@linimasa.{context.catalogue.region.kode_wilayah}.inovasi"
    yield f"DTSTAMP:{context.generated_at.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    yield f"DTSTART;VALUE=DATE:{_day(stage.mulai)}"
    yield f"DTEND;VALUE=DATE:{_day(stage.selesai + timedelta(days=1))}"
    yield f"SUMMARY:{escape(stage.nama + (' (rancangan)' if draft else ''))}"
    notes = [stage.penjelasan or "", f"Pelaku: {stage.pelaku}.", stage.catatan or ""]
    yield f"DESCRIPTION:{escape(chr(10).join(filter(None, notes)))}"
    yield f"URL:{context.url('linimasa/')}"
    yield f"STATUS:{'TENTATIVE' if draft else 'CONFIRMED'}"
    yield "TRANSP:TRANSPARENT"
    if not single:
        for days in ALARM_DAYS:
            yield from _alarm(stage, days)
    yield "END:VEVENT"


def _alarm(stage: Stage, days: int) -> Iterator[str]:
    yield "BEGIN:VALARM"
    yield "ACTION:DISPLAY"
    yield f"DESCRIPTION:{escape(f'{days} hari lagi berakhir: {stage.nama}')}"
    yield f"TRIGGER;RELATED=END:-P{days}D"
    yield "END:VALARM"


def _day(day: date) -> str:
    return f"{day:%Y%m%d}"


def escape(text: str) -> str:
    """Escape a text value (RFC 5545, section 3.3.11)."""
    plain = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return plain.replace("\r\n", "\\n").replace("\n", "\\n").replace("\r", "\\n")


def fold(line: str) -> str:
    """Break a line into pieces of at most 75 octets without splitting a character."""
    pieces, piece, size = [], "", 0
    for sign in line:
        width = len(sign.encode())
        if size + width > LINE_LIMIT:
            pieces.append(piece)
            piece, size = " ", 1
        piece += sign
        size += width
    return "\r\n".join([*pieces, piece])
