"""A reminder as a message for WhatsApp, and the overview of all of them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from textwrap import shorten

from catalogue.build import Build
from catalogue.common.indonesian import day_text, days_text, gain_text
from catalogue.propose.reminders import First, Reminder, Tone

LIMIT = 700
"""Characters of a message: what is read on a phone without opening it further."""
NAME, NEED, OFFICE, MENTOR = 70, 100, 90, 60
"""So many characters of an innovation's name, of what is missing, of an office's name, and of a mentor's."""

REQUEST: dict[Tone, str] = {
    "belum": "Mohon bantuan Bapak/Ibu",
    "dekat": "Batas waktunya sudah dekat. Mohon bantuan Bapak/Ibu",
    "lewat": "Batas waktunya sudah lewat. Mohon bantuan Bapak/Ibu segera",
    "tanpa-tanggal": "Mohon bantuan Bapak/Ibu",
}
GROUPS: dict[Tone, str] = {
    "lewat": "Batas waktu sudah lewat",
    "dekat": "Batas waktu sudah dekat",
    "belum": "Belum jatuh tempo",
    "tanpa-tanggal": "Tanpa batas waktu resmi",
}
"""The tones as groups of the overview, the most urgent first."""


@dataclass(frozen=True)
class Style:
    """How a kind of text writes what stands out, what others wrote, and the name of who sends it."""

    strong: Callable[[str], str]
    said: Callable[[str], str]
    sender: Callable[[str], str]
    counted: bool = True
    """Whether the days to a date are counted, which holds on the day of writing alone."""


def plain(text: str) -> str:
    """Write what others wrote in one line, without any mark that WhatsApp reads."""
    line = re.sub(r"[*~`\[\]]|(?<![^\W_])_+|_+(?![^\W_])", " ", text)
    return " ".join(line.split())


WHATSAPP = Style(strong=lambda text: f"*{text}*", said=plain, sender=lambda text: f"_{text}_")
PUBLISHED = replace(WHATSAPP, counted=False)
"""The same on a page, from which it may be taken some days later."""
LETTER = Style(strong=str, said=lambda text: " ".join(text.split()), sender=str)


def message(build: Build, item: Reminder, style: Style = WHATSAPP) -> str:
    """Write a reminder as one message: greeting, one task, one date, points, address, sender."""
    greeting = f"Yth. {style.said(_cut(item.head, OFFICE))}"
    sender = style.sender(style.said(_cut(coordinator(build), OFFICE)))
    place, mentor = _place(build, item, style), _mentor(item, style)
    facts = [deadline(build, item, style), _points(build, item.first, style), place, mentor]
    return "\n\n".join(
        [greeting, _request(build, item, style), "\n".join(filter(None, facts)), f"Terima kasih.\n{sender}"]
    )


def coordinator(build: Build) -> str:
    """Name the office that reminds."""
    region = build.catalogue.region
    return region.kontak.unit if region.kontak else region.koordinator


def _request(build: Build, item: Reminder, style: Style) -> str:
    programme = style.said(_cut(build.catalogue.region.program.nama, OFFICE))
    closed = f" Putaran {build.judged.tahun} sudah ditutup." if build.judged else ""
    return (
        f"{REQUEST[item.tone]} {style.strong(task_text(item.first, style))} "
        f"untuk {programme} putaran {build.period.tahun}.{closed} {how(item, style)}"
    )


def task_text(first: First, style: Style) -> str:
    """Say the one task as what somebody does: *menjawab …*, *melengkapi …*, *mengusulkan …*."""
    if first.task.kind == "usulkan":
        return "mengusulkan satu inovasi yang sudah berjalan"
    name = f"“{style.said(_cut(first.name, NAME))}”"
    if first.task.kind == "jawab":
        return f"menjawab apakah catatan inovasi {name} sudah benar"
    return f"melengkapi inovasi {name}" + (f" agar {first.leads_to}" if first.leads_to else "")


def how(item: Reminder, style: Style) -> str:
    """Say how the task is done and how long it takes."""
    first = item.first
    if first.task.kind == "usulkan":
        return f"Untuk awal cukup nama dan satu kalimat penjelasan, sekitar {item.minutes} menit."
    if first.task.kind == "jawab":
        more = f" Ada {first.others} catatan lain yang perlu dijawab." if first.others else ""
        return f"Catatan itu disusun dari sumber publik.{more} Perlu sekitar {item.minutes} menit."
    need = style.said(_cut(first.need, NEED)).rstrip(".") or "Ada tautan yang tidak dapat dibuka lagi"
    return f"Yang pertama: {need}. Perlu sekitar {item.minutes} menit."


def deadline(build: Build, item: Reminder, style: Style) -> str:
    """Say the one date; nothing of a date that passed before anybody was told of it."""
    if item.due:
        left = f" ({days_text(build.today, item.due.selesai)})" if style.counted else ""
        return f"Batas waktu: {style.strong(day_text(item.due.selesai))}{left}."
    official = any(stage.resmi and stage.langkah for stage in build.period.linimasa)
    return "" if official else "Batas waktu resmi belum ditetapkan."


def _points(build: Build, first: First, style: Style) -> str:
    if not first.gain:
        return ""
    region = style.said(_cut(build.catalogue.region.nama, NAME))
    return f"Nilainya bagi indeks inovasi {region}: sekitar {gain_text(first.gain, 2)} angka."


def _place(build: Build, item: Reminder, style: Style) -> str:
    if item.address:
        return f"Isi di sini: {item.address}"
    contact = build.catalogue.region.kontak
    ways = [way for way in (contact.telepon, contact.surel) if way] if contact else []
    reach = f" ({', '.join(ways)})" if ways else ""
    return f"Berkas isiannya dapat diminta kepada {style.said(_cut(build.catalogue.region.koordinator, NAME))}{reach}."


def _mentor(item: Reminder, style: Style) -> str:
    return f"Pendamping: {style.said(_cut(item.mentor, MENTOR)).rstrip('.')}." if item.mentor else ""


def _cut(text: str, width: int) -> str:
    return shorten(text, width, placeholder=" …") if " " in text.strip() else text.strip()[:width]


def overview(build: Build, items: Sequence[Reminder], idle: Iterable[str]) -> str:
    """Tell Bappeda which messages there are, the most urgent first, and who needs none."""
    return "\n".join(_overview(build, items, list(idle))) + "\n"


def _overview(build: Build, items: Sequence[Reminder], idle: Sequence[str]) -> Iterator[str]:
    yield f"Pengingat putaran {build.period.tahun} per {day_text(build.today)}"
    yield f"{len(items)} OPD perlu diingatkan, {len(idle)} OPD tidak.\n"
    for tone, title in GROUPS.items():
        if group := [item for item in items if item.tone == tone]:
            yield f"{title} ({len(group)} OPD)"
            yield from (_line(item) for item in group)
            yield ""
    if idle:
        yield f"Tidak ada yang perlu dikerjakan ({len(idle)} OPD)"
        yield from (f"- {name}" for name in idle)
        yield ""
    yield "Setiap berkas .txt adalah satu pesan: salin isinya ke WhatsApp kepada OPD yang disebut namanya."


def _line(item: Reminder) -> str:
    due = f"; batas waktu {day_text(item.due.selesai)}" if item.due else ""
    return f"- {plain(item.name)} ({item.opd}.txt): {task_text(item.first, WHATSAPP)}{due}"
