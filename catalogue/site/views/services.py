"""How a citizen uses what a record describes, and the page that leads to all of them by need.

The answers at the head of a record's page are taken from the same.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from textwrap import shorten
from urllib.parse import quote

from markupsafe import Markup

from catalogue.assess.counting import needs_met, running
from catalogue.build import Build, Link
from catalogue.common.indonesian import enumerate_words, number_text, partial_date_text
from catalogue.model.innovation import Channel, Location, Part, Result, Service
from catalogue.read.catalogue import UNASSIGNED, InnovationEntry
from catalogue.site.markup import render_markdown
from catalogue.site.views import Page, ready
from catalogue.site.views.parts import LifeView, told
from catalogue.site.views.plots import MAPS, PlacesMap, places_map

ADDRESS = "layanan/"
TITLES = {
    "bagi": "Siapa yang boleh memakai",
    "syarat": "Yang dibawa atau dipenuhi",
    "cara": "Caranya",
    "biaya": "Biaya",
    "jangka_waktu": "Lamanya",
    "produk": "Yang diperoleh",
    "pengaduan": "Bila ada keluhan",
}
"""The parts of a service in the order of a citizen's questions."""
WANTED = {"syarat": "syarat", "cara": "caranya", "biaya": "biaya", "jangka_waktu": "lamanya", "kanal": "kontak layanan"}
"""What a page says is not known, by the field that would say it."""
PUBLIC = "pelayanan-publik"
URGENT = "darurat"
DIRECT = ("telepon", "whatsapp")
SHOWN = 3
"""Services of a need that are seen at once; one more would not be worth a tap."""
WEB = ("https://", "http://")


@dataclass(frozen=True)
class PartView:
    """A part of a service, with the numbers of the sources that state it."""

    title: str
    html: Markup
    sources: tuple[int, ...]
    short: bool
    """Whether it fits beside its title."""


@dataclass(frozen=True)
class ChannelView:
    """A way to reach a service: what is done, at what number or place, and when."""

    kind: str
    action: str
    value: str
    address: str
    hours: str
    note: str
    sources: tuple[int, ...]


@dataclass(frozen=True)
class ServiceView:
    """What a record says to a citizen; `missing` is what nobody has said yet."""

    parts: tuple[PartView, ...]
    channels: tuple[ChannelView, ...]
    missing: tuple[str, ...]
    ended: bool
    """Whether its channels can only be read about."""


@dataclass(frozen=True)
class ServiceRow:
    """A service in the list of its need."""

    link: Link
    line: str
    agency: Link
    runs: bool | None
    told: str
    channels: tuple[ChannelView, ...]


@dataclass(frozen=True)
class Need:
    """What citizens need, and the services for it, those that can be used first."""

    id: str
    title: str
    explanation: str
    rows: tuple[ServiceRow, ...]

    @property
    def first(self) -> tuple[ServiceRow, ...]:
        return self.rows[:SHOWN] if len(self.rows) > SHOWN + 1 else self.rows

    @property
    def more(self) -> tuple[ServiceRow, ...]:
        """Those that a reader opens: a phone shows all needs without them."""
        return self.rows[len(self.first) :]


@dataclass(frozen=True)
class ServicesView:
    """The page `/layanan/`."""

    urgent: tuple[ChannelView, ...]
    urgent_for: str
    """What these numbers are for."""
    needs: tuple[Need, ...]
    vouched: bool
    """Whether any of them is known to run; else that is said once for all."""
    map: PlacesMap | None


def service_view(build: Build, entry: InnovationEntry) -> ServiceView | None:
    """Return what a citizen may know of a record; None where it is nothing that citizens use.

    The channels of what has ended are text that leads nowhere.
    """
    service = entry.record.layanan
    if service is None and entry.record.bentuk != PUBLIC:
        return None
    service = service or Service()
    ended = running(entry.record, build.today) is False
    written = {name: getattr(service, name) for name in TITLES}
    channels = (*channel_views(service.kanal), *_place(entry.record.lokasi))
    return ServiceView(
        parts=tuple(_part(TITLES[name], part) for name, part in written.items() if part),
        channels=tuple(replace(channel, address="") for channel in channels) if ended else channels,
        missing=() if ended else tuple(words for name, words in WANTED.items() if not getattr(service, name)),
        ended=ended,
    )


def channel_views(channels: tuple[Channel, ...]) -> tuple[ChannelView, ...]:
    """Return the channels of a service as what a tap does."""
    return tuple(_channel_view(channel) for channel in channels)


def _part(title: str, part: Part) -> PartView:
    short = len(part.isi) <= 160 and "\n" not in part.isi
    return PartView(title, render_markdown(part.isi), part.sumber, short)


def _channel_view(channel: Channel) -> ChannelView:
    value, digits = channel.nilai, re.sub(r"[^0-9+]", "", channel.nilai)
    action, address = {
        "telepon": ("Telepon", f"tel:{digits}"),
        "whatsapp": ("WhatsApp", f"https://wa.me/{whatsapp_number(value)}"),
        "situs": ("Buka situs", value if value.startswith(WEB) else ""),
        "aplikasi": ("Buka aplikasi", value if value.startswith(WEB) else ""),
    }.get(channel.jenis, ("Cari di peta", MAPS + quote(value)))
    shown = re.sub(r"^https?://(?:www\.)?|/$", "", value)
    return ChannelView(channel.jenis, action, shown, address, channel.jam or "", channel.catatan or "", channel.sumber)


def whatsapp_number(written: str) -> str:
    """Return a number as addresses of WhatsApp have it: digits alone, with the code of the country."""
    return re.sub("^0", "62", re.sub("[^0-9]", "", written))


def _place(location: Location | None) -> Iterator[ChannelView]:
    if location and location.lintang is not None and location.bujur is not None:
        place = f"{location.lintang},{location.bujur}"
        yield ChannelView(
            "loket", "Petunjuk arah", location.alamat or "Tempat layanan", MAPS + quote(place, ","), "", "", ()
        )


def urgent_channels(build: Build) -> tuple[ChannelView, ...]:
    """Return the numbers for an emergency, for pages that lead to services."""
    found = (entry for entry in build.catalogue.innovations.values() if _usable(build, entry))
    urgent = [entry for entry in found if entry.record.layanan and URGENT in entry.record.layanan.kebutuhan]
    return tuple(_urgent(_row(build, entry) for entry in sorted(urgent, key=lambda entry: _order(build, entry))))


def pages(build: Build) -> Iterator[Page]:
    """Make the page of all services, where the catalogue has any."""
    found = [entry for entry in build.catalogue.innovations.values() if _usable(build, entry)]
    if found:
        yield Page(
            address=ADDRESS,
            template="services.html",
            view=ready(_view(build, found)),
            title="Layanan",
            description=f"Layanan {build.catalogue.region.pemerintah} menurut keperluan: syarat, biaya, dan kontaknya.",
            section="layanan",
        )


def has_services(build: Build) -> bool:
    """Tell whether there is a page of services."""
    return any(_usable(build, entry) for entry in build.catalogue.innovations.values())


def _usable(build: Build, entry: InnovationEntry) -> bool:
    return bool(needs_met(entry.record, build.today))


def _view(build: Build, found: list[InnovationEntry]) -> ServicesView:
    words = build.catalogue.words("kebutuhan")
    needs = []
    for id, word in words.items():
        wanted = [entry for entry in found if entry.record.layanan and id in entry.record.layanan.kebutuhan]
        rows = tuple(_row(build, entry) for entry in sorted(wanted, key=lambda entry: _order(build, entry)))
        if rows:
            needs.append(Need(id, word.nama, word.keterangan or "", rows))
    urgent = next((need for need in needs if need.id == URGENT), None)
    return ServicesView(
        tuple(_urgent(urgent.rows)) if urgent else (),
        urgent.explanation if urgent else "",
        tuple(needs),
        any(row.runs for need in needs for row in need.rows),
        places_map(build, found),
    )


def _told(row: ServiceRow, channel: ChannelView) -> str:
    """Say what a number is for, when, and how sure that is: its own note, or the service and who told it last."""
    sure = row.told if row.runs else f"Belum dipastikan masih berjalan. {row.told}"
    return ". ".join(filter(None, (channel.hours, channel.note or f"{row.link.text}. {sure}".rstrip(". "))))


def _urgent(rows: Iterable[ServiceRow]) -> Iterator[ChannelView]:
    """Yield each number that somebody in need calls, as the first service names it."""
    known: set[str] = set()
    for row in rows:
        for channel in row.channels:
            if channel.kind in DIRECT and channel.address not in known:
                known.add(channel.address)
                yield replace(channel, hours=_told(row, channel))


def _order(build: Build, entry: InnovationEntry) -> tuple[bool, bool, int, str]:
    """Put first what is known to run, then what can be reached, then what says most of itself."""
    service = entry.record.layanan or Service()
    said = sum(bool(getattr(service, name)) for name in TITLES)
    return running(entry.record, build.today) is not True, not service.kanal, -said, entry.record.nama


def _row(build: Build, entry: InnovationEntry) -> ServiceRow:
    service = entry.record.layanan or Service()
    return ServiceRow(
        link=build.innovation_link(entry.id),
        line=service.bagi.isi if service.bagi and len(service.bagi.isi) <= 160 else entry.record.ringkasan,
        agency=build.opd_link(entry.opd),
        runs=running(entry.record, build.today),
        told=told(entry.record),
        channels=channel_views(service.kanal)[:3],
    )


MOST = 110
"""Characters of an answer; the whole stands further down."""
SENTENCE = re.compile(r"(.+?\w{3}[.!?])(?:\s|$)", re.DOTALL)
CLOCK = re.compile(r"\b[0-2]?[0-9]\.[0-5][0-9]\b|\b24 jam\b")
PARTS = {"Untuk": "bagi", "Biaya": "biaya"}
KINDS = {"telepon": "Telepon", "whatsapp": "WhatsApp", "loket": "Tempat"}


@dataclass(frozen=True)
class Row:
    """One question with its answer, and where a tap on the answer leads."""

    label: str
    text: str
    address: str = ""


def glance(build: Build, entry: InnovationEntry, life: LifeView, service: ServiceView | None) -> tuple[Row, ...]:
    """Return the answers that fit a telephone's first screen, and last what nobody has said."""
    state = Row("Keadaan", ". ".join(filter(None, (life.running, life.told))))
    owner = "belum ditetapkan" if entry.opd == UNASSIGNED else build.opd_link(entry.opd).text
    if service is None or life.runs is False:
        return state, Row("OPD", owner)
    said = {part.title: _first(part.html.striptags()) for part in service.parts}
    parts = [Row(label, said[TITLES[name]]) for label, name in PARTS.items() if TITLES[name] in said]
    rows = [*parts, *_ways(service.channels)]
    missing = [*service.missing, *([] if _hours_said(rows, service) else ["jam"])]
    if missing:
        rows.append(Row("Belum diketahui", f"{enumerate_words(missing)}; tanyakan kepada {_office(build, entry)}"))
    return state, *rows


def _hours_said(rows: Iterable[Row], service: ServiceView) -> bool:
    return any(row.label == "Jam" for row in rows) or any(CLOCK.search(part.html) for part in service.parts)


def _office(build: Build, entry: InnovationEntry) -> str:
    return build.catalogue.region.koordinator if entry.opd == UNASSIGNED else build.opd_link(entry.opd).text


def _ways(channels: tuple[ChannelView, ...]) -> Iterator[Row]:
    """Yield the first number and the first place, and the first hours that are said."""
    for kinds in (DIRECT, ("loket",)):
        found = next((channel for channel in channels if channel.kind in kinds), None)
        if found:
            yield Row(KINDS[found.kind], found.value, found.address)
    hours = next((channel.hours for channel in channels if channel.hours), "")
    if hours:
        yield Row("Jam", hours)


def _first(text: str) -> str:
    """Return the first sentence of a text, or its beginning."""
    found = SENTENCE.match(text)
    return shorten(found[1] if found else text, MOST, placeholder="…")


WIDTH = 100
"""The length of the longest bar, in the picture's measure."""
SHARE = "persen"
"""The unit that has a whole."""
MONEY = "rupiah"
"""The unit that is written before its number."""


@dataclass(frozen=True)
class FigureView:
    """One figure: when it held, how much, who says so, and how long its bar is; 0 where nothing is compared."""

    when: str
    amount: str
    width: int
    sources: tuple[int, ...]


@dataclass(frozen=True)
class MeasureView:
    """What was measured, and its figures from the earliest on."""

    title: str
    figures: tuple[FigureView, ...]


def measures(results: Iterable[Result]) -> tuple[MeasureView, ...]:
    """Group the figures by what they measure, in the order in which a record names it."""
    found: dict[tuple[str, str], list[Result]] = defaultdict(list)
    for result in results:
        found[result.ukuran, result.satuan].append(result)
    return tuple(MeasureView(title, tuple(_figures(unit, rows))) for (title, unit), rows in found.items())


def _figures(unit: str, rows: list[Result]) -> Iterator[FigureView]:
    rows = sorted(rows, key=lambda row: str(row.tanggal or ""))
    amounts = [value for row in rows for value in (row.sebelum, row.nilai) if value is not None]
    compared = len(amounts) > 1 or unit == SHARE
    longest = max(Decimal(100), *amounts) if unit == SHARE else max(amounts)
    for row in rows:
        when = partial_date_text(row.tanggal) if row.tanggal else ""
        if row.sebelum is not None:
            yield FigureView("Sebelum", _written(row.sebelum, unit), _bar(row.sebelum, longest), row.sumber)
            when = when or "Sesudah"
        yield FigureView(when, _written(row.nilai, unit), _bar(row.nilai, longest) if compared else 0, row.sumber)


def _written(value: Decimal, unit: str) -> str:
    return (
        f"Rp{number_text(value)}{unit.removeprefix(MONEY)}"
        if unit.startswith(MONEY)
        else f"{number_text(value)} {unit}"
    )


def _bar(value: Decimal, longest: Decimal) -> int:
    return max(1, round(WIDTH * value / longest)) if longest and value > 0 else 0
