"""The timeline as a calendar (RFC 5545), with alarms before each deadline.

Every event lasts whole days, so that a deadline is the same day in every time zone. Outlook counts an alarm from the
start of its event and knows no other (MS-OXCICAL 2.1.3.1.1.20.62), so the last day of a stage is an event of its own.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, timedelta

from catalogue.assess.advice import DocumentAdvice
from catalogue.assess.advice.planner import plans
from catalogue.assess.result import GUESS
from catalogue.build import Build
from catalogue.common.indonesian import day_text, enumerate_words
from catalogue.export.file import Export
from catalogue.model import Period, Stage

LINE_LIMIT = 75
"""Octets of a content line before it must be folded (RFC 5545, section 3.1)."""
WARNED_DAYS = (7, 1)
"""Days before the last day on which an alarm sounds, at eight in the morning; the first is the one Outlook takes."""
HOURS_BEFORE_MIDNIGHT = 16
NAMED = 3
"""Kinds of document that the name of an event holds."""
OVER = "putaran sudah ditutup"
"""What is said of a stage with a task of a round that can no longer be changed; it has no alarm."""


def calendar(build: Build) -> Iterator[Export]:
    """Make the calendar of all periods."""
    name = escape("Linimasa " + build.title)
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:-//{escape(build.title)}//Linimasa//ID",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"NAME:{name}",
        f"X-WR-CALNAME:{name}",
        f"X-WR-TIMEZONE:{escape(build.catalogue.region.zona_waktu)}",
        "REFRESH-INTERVAL;VALUE=DURATION:P1D",
        "X-PUBLISHED-TTL:P1D",
    ]
    for entry in build.catalogue.periods.values():
        for stage in entry.record.linimasa:
            lines += _stage(build, entry.record, stage)
    for begin in _begins(build):
        lines += _stage(build, build.period, begin)
    lines.append("END:VCALENDAR")
    content = "".join(fold(line) + "\r\n" for line in lines).encode()
    yield Export("linimasa.ics", content, "text/calendar", "Kalender linimasa", "Tahap pelaporan dengan pengingat.")


def _begins(build: Build) -> Iterator[Stage]:
    """Yield each day on which documents of the plan must be begun at the latest; how long they take is our guess."""
    visible, days = build.period.publikasi, defaultdict[str, list[DocumentAdvice]](list)
    if build.closed or not (visible.indeks and visible.kematangan):
        return
    route = plans(build.assessment).main()
    for document in (route and route.dokumen) or ():
        if document.mulai_paling_lambat:
            days[document.mulai_paling_lambat].append(document)
    for begin, documents in sorted(days.items()):
        day = max(date.fromisoformat(begin), build.today)
        names = list(dict.fromkeys(document.indikator.nama for document in documents))
        more = [f"{len(names) - NAMED} jenis lain"] if len(names) > NAMED else []
        yield Stage.model_construct(
            id=f"rencana-{begin}",
            nama=f"Mulai menyusun: {enumerate_words([*names[:NAMED], *more])}",
            mulai=day,
            selesai=day,
            asal="usulan",
            pelaku=enumerate_words(dict.fromkeys(_maker(build, document) for document in documents)),
            penjelasan=f"{len(documents)} dokumen menurut rencana kerja putaran {build.period.tahun}.",
        )


def _maker(build: Build, document: DocumentAdvice) -> str:
    return "OPD pemilik inovasi" if document.inovasi else build.catalogue.region.koordinator


@dataclass(frozen=True)
class _Event:
    """What tells the events of a stage apart; `alarms` are texts by days before the first day."""

    id: str
    title: str
    first: date
    alarms: Mapping[int, str]


def _stage(build: Build, period: Period, stage: Stage) -> Iterator[str]:
    """Yield the stage from its first to its last day, and that last day with its alarms."""
    id, title = f"{period.tahun}-{stage.id}", stage.nama
    over = stage.langkah is not None and period.open_on(build.today) is False
    if over or not stage.resmi:
        notes = "; ".join([OVER] * over + [GUESS] * (not stage.resmi))
        untasked = stage.model_copy(update={"langkah": None}) if over else stage
        yield from _event(build, untasked, _Event(id, f"{title} ({notes})", stage.mulai, {}))
        return
    if stage.mulai == stage.selesai:
        yield from _event(build, stage, _Event(id, title, stage.mulai, {1: f"Besok: {title}"}))
        return
    yield from _event(build, stage, _Event(id, title, stage.mulai, {1: f"Besok dimulai: {title}"}))
    alarms = {days: f"{days} hari lagi berakhir: {title}" for days in WARNED_DAYS}
    yield from _event(build, stage, _Event(f"{id}-akhir", f"Hari terakhir: {title}", stage.selesai, alarms))


def _event(build: Build, stage: Stage, event: _Event) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{event.id}@linimasa.{build.catalogue.region.kode_wilayah}.inovasi"
    yield f"DTSTAMP:{build.generated_at.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    yield f"SEQUENCE:{len(stage.perpanjangan)}"
    yield f"DTSTART;VALUE=DATE:{event.first:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{stage.selesai + timedelta(days=1):%Y%m%d}"
    yield f"SUMMARY:{escape(event.title)}"
    yield f"DESCRIPTION:{escape(chr(10).join(_description(stage)))}"
    if build.site_url:
        yield f"URL:{build.url('linimasa/')}"
    yield f"STATUS:{'CONFIRMED' if stage.resmi else 'TENTATIVE'}"
    yield "TRANSP:TRANSPARENT"
    for days, text in event.alarms.items():
        yield from _alarm(days, text)
    yield "END:VEVENT"


def _description(stage: Stage) -> Iterator[str]:
    if stage.penjelasan:
        yield stage.penjelasan
    yield f"Pelaku: {stage.pelaku}."
    if stage.langkah:
        yield f"Pada akhir tahap: {stage.langkah}."
    for extension in stage.perpanjangan:
        yield f"Diperpanjang; semula berakhir {day_text(extension.selesai_semula)}."
    if not stage.resmi:
        yield f"{GUESS[0].upper()}{GUESS[1:]}."
    if stage.catatan:
        yield stage.catatan
    for source in stage.sumber:
        yield " ".join(["Sumber:", *filter(None, (source.judul, source.tautan))])


def _alarm(days: int, text: str) -> Iterator[str]:
    """Sound at eight in the morning, so many days before the event's first day."""
    whole = f"{days - 1}D" if days > 1 else ""
    yield "BEGIN:VALARM"
    yield "ACTION:DISPLAY"
    yield f"DESCRIPTION:{escape(text)}"
    yield f"TRIGGER:-P{whole}T{HOURS_BEFORE_MIDNIGHT}H"
    yield "END:VALARM"


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
