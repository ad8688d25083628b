"""A reminder as a message for WhatsApp and as the issue of an agency on GitHub, and the overview of all of them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from textwrap import shorten
from urllib.parse import urlencode

from catalogue.build import Build
from catalogue.common.indonesian import day_text, days_text, gain_text
from catalogue.propose.derived import agency_label, team_of
from catalogue.propose.issue_plan import DesiredIssue
from catalogue.propose.open_round import Need, Work, round_view
from catalogue.propose.reminders import First, Reminder, Tone
from catalogue.propose.review.budget import code

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


KIND = "tagihan"
LABEL = "tagihan"
FAREWELL = "Tidak ada lagi yang perlu dikerjakan pada putaran ini. Terima kasih."
NEEDS = 6
"""So many needs of one innovation are named; its page has the rest."""
HARMLESS = re.compile(r"(?!.*\bwww\.)[\w ,.;:()%+-]+", re.IGNORECASE)
"""What a text is made of that can hold no markup, mention or address."""


def issues(build: Build, items: Iterable[Reminder]) -> Iterator[DesiredIssue]:
    """Make the issue of each agency that is reminded."""
    for item in items:
        agency, team = build.catalogue.opds[item.opd].record, team_of(build.catalogue, item.opd)
        parts = [message(build, item, GITHUB), "", *_gaps(build, item), *_ways(build, item)]
        yield DesiredIssue(
            mark=f"{KIND} {item.opd}",
            title=f"{agency.singkatan or agency.nama}: pengingat putaran {build.period.tahun}",
            body="\n".join([team, "", *parts] if team else parts),
            labels=(LABEL, agency_label(build.catalogue, item.opd)),
            state={
                "batas waktu": day_text(item.until) if item.until else "belum ditetapkan",
                "langkah": item.step or "belum ada",
            },
            team=team,
        )


def said(text: str) -> str:
    """Write a text as it is when it can hold no markup, mention or address, else as code."""
    return text if HARMLESS.fullmatch(text) else code(text)


GITHUB = Style(strong=lambda text: f"**{text}**", said=said, sender=str)


def _gaps(build: Build, item: Reminder) -> Iterator[str]:
    yield f"## Keadaan tiap inovasi\n\n{round_view(build).both}\n"
    if not item.works:
        yield "Belum ada inovasi yang tercatat.\n"
    for work in item.works:
        if rows := list(_needs(work)):
            yield from (f"### {code(work.inovasi.nama)}\n", *_where(build, work), *rows, "")


def _where(build: Build, item: Work) -> Iterator[str]:
    after = f", berikutnya *{item.next.id}*" if item.next else ""
    page = f" {_linked(build, 'Halamannya', f'inovasi/{item.slug}/#tangga')}." if build.site_url else ""
    yield f"Langkah sekarang *{item.state.step}*{after}.{page}\n"


def _linked(build: Build, text: str, address: str) -> str:
    """Name a page, with a link once the site has an address."""
    return f"[{text}]({build.url(address)})" if build.site_url else text


def _needs(item: Work) -> Iterator[str]:
    needs = [need for need in item.next.needs if need.actor == "OPD"] if item.next else []
    yield from (_need(need) for need in needs[:NEEDS])
    if len(needs) > NEEDS:
        yield f"- Dan {len(needs) - NEEDS} hal lain pada halamannya."


def _need(need: Need) -> str:
    document = f" Dokumennya: {said(need.document.rstrip('.'))}." if need.document else ""
    return f"- {said(need.text.rstrip('.'))}.{document}"


def _ways(build: Build, item: Reminder) -> Iterator[str]:
    yield "## Cara mengerjakannya\n"
    yield f"- Lihat {_linked(build, 'halaman OPD', f'opd/{item.opd}/')}; di sana juga ada berkas Excel-nya."
    new = urlencode({"opd": item.opd})
    yield f"- Catat inovasi baru atau lengkapi yang ada pada {_linked(build, 'formulir usulan', f'usul/?{new}')}."
    yield f"- Cara lain ada pada {_linked(build, 'panduan OPD', 'panduan/opd/')}."
    yield "\nIsi isu ini diperbarui setiap pekan, dan isunya ditutup bila tidak ada lagi yang perlu dikerjakan."
