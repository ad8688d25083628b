"""What a reader wants to know first of a record: does it run, for whom, at what price, where and when."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from textwrap import shorten

from catalogue.build import Build
from catalogue.common.indonesian import enumerate_words, number_text, partial_date_text
from catalogue.model.innovation import Result
from catalogue.read.catalogue import UNASSIGNED, InnovationEntry
from catalogue.site.views.life import LifeView
from catalogue.site.views.services import DIRECT, TITLES, ChannelView, ServiceView

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
