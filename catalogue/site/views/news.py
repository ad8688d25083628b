"""What changed month by month, as a text to copy into a WhatsApp channel."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from catalogue.assess import STEPS
from catalogue.assess.counting import running
from catalogue.build import Build, Link
from catalogue.common.indonesian import MONTHS
from catalogue.read.catalogue import InnovationEntry, name_key
from catalogue.site.views import Page
from catalogue.site.views.parts import amount
from catalogue.site.views.sharing import page_card
from catalogue.site.views.standing import marker

ADDRESS = "kabar/"
KEPT = 12
"""Months that the page shows."""
LONGEST = 700
"""Characters that are read in a channel without opening the rest."""
NAMED, NAME = 5, 70
"""Records that a text names of each kind at most, and characters of a name."""
ENDINGS = {"status", "digabung_ke"}
"""The fields that say that a record has ended."""

Month = tuple[int, int]


@dataclass(frozen=True)
class MonthView:
    """A month in which something changed, and the text that tells it."""

    id: str
    title: str
    text: str
    happenings: tuple[tuple[str, tuple[Link, ...]], ...]
    """Each kind of change, with what changed."""


@dataclass(frozen=True)
class NewsView:
    """The page `/kabar/`; `known` is whether the history can be read."""

    months: tuple[MonthView, ...]
    known: bool


def pages(build: Build) -> Iterator[Page]:
    """Make the page of the last twelve months."""
    region = build.catalogue.region.nama
    yield Page(
        address=ADDRESS,
        template="news.html",
        view=partial(_view, build),
        title="Kabar bulanan",
        description=f"Yang baru pada inovasi dan layanan {region}, bulan demi bulan, siap disalin ke WhatsApp.",
        section="inovasi",
        card=page_card(build, "Kabar bulanan", f"Yang baru pada inovasi dan layanan {region}."),
    )


def _view(build: Build) -> NewsView:
    found: dict[Month, dict[str, list[InnovationEntry]]] = defaultdict(lambda: defaultdict(list))
    for entry in sorted(build.catalogue.innovations.values(), key=name_key):
        for kind, day in _events(build, entry):
            if day and (build.today.year - day.year) * 12 + build.today.month - day.month < KEPT:
                found[day.year, day.month][kind].append(entry)
    months = (_month(build, month, found[month]) for month in sorted(found, reverse=True))
    return NewsView(tuple(months), known=build.past.gap is None)


def _events(build: Build, entry: InnovationEntry) -> Iterator[tuple[str, date | None]]:
    """Yield what happened to a record, and when as far as that is known; what has been undone since is left out."""
    edits = build.past.edits.get(entry.id, ())
    recorded = next((edit.commit.day for edit in edits if edit.new), None)
    yield "baru", recorded
    confirmed = marker(build, build.assessment).innovation(entry.id, STEPS[1])
    if confirmed.held:
        yield "dibenarkan", confirmed.day
    if entry.record.layanan:
        yield "layanan", next((edit.commit.day for edit in edits if "layanan" in edit.filled), recorded)
    if running(entry.record, build.today) is False:
        told = (edit.commit.day for edit in edits if ENDINGS & {*edit.filled, *edit.changed})
        yield "berhenti", next(told, None)


def _month(build: Build, month: Month, found: dict[str, list[InnovationEntry]]) -> MonthView:
    year, number = month
    title = f"{MONTHS[number - 1]} {year}"
    told = {
        "layanan": f"{len(found['layanan'])} layanan kini ada keterangannya",
        "berhenti": f"{len(found['berhenti'])} dinyatakan berhenti",
        "dibenarkan": f"{len(found['dibenarkan'])} catatan dibenarkan OPD",
        "baru": f"{amount(found['baru'])} baru dicatat",
    }
    happened = [(told[kind], found[kind]) for kind in told if found[kind]]
    texts = [_text(build, title, happened, most) for most in range(NAMED, -1, -1)]
    text = next((text for text in texts if len(text) <= LONGEST), texts[-1])
    links = ((told, build.innovation_links(entry.id for entry in entries)) for told, entries in happened)
    return MonthView(f"{year}-{number:02}", title, text, tuple(links))


def _text(build: Build, title: str, happened: Sequence[tuple[str, list[InnovationEntry]]], most: int) -> str:
    """Tell a month in WhatsApp's marks, naming so many records of each kind."""
    lines = [f"*Kabar inovasi {build.catalogue.region.nama}*", f"_{title}_"]
    for told, entries in happened:
        lines += ["", f"*{told}*", *(f"• {_name(entry)}" for entry in entries[:most])]
        if most and len(entries) > most:
            lines.append(f"dan {len(entries) - most} lainnya")
    if any(entry.record.status_data == "sumber-publik" for _, entries in happened for entry in entries):
        lines += ["", "Sebagian dihimpun dari berita; hubungi OPD sebelum memakainya."]
    if build.site_url:
        lines += ["", f"Selengkapnya: {build.url(ADDRESS)}"]
    return "\n".join(lines)


def _name(entry: InnovationEntry) -> str:
    """Name a record without what WhatsApp takes for marks, cut at a word."""
    name = " ".join(re.sub(r"[*_~`]", " ", entry.record.nama).split())
    return name if len(name) <= NAME else f"{name[: NAME - 1].rsplit(' ', 1)[0]}…"
