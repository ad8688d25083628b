"""The worksheet of an agency: what each innovation still needs, and the Ministry's form ready to be copied."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from urllib.parse import urldefrag

from catalogue.assessment import IndicatorState, InnovationState
from catalogue.collection import InnovationEntry
from catalogue.indonesian import day_text
from catalogue.rules.texts_of import links
from catalogue.views.cards import ladder, name_key
from catalogue.views.doors import form_address
from catalogue.views.evidence import VERIFICATIONS, fact_text
from catalogue.views.form import FormRow, evidence_text, form_rows
from catalogue.views.gains import gains, most
from catalogue.views.parts import Link, Step
from catalogue.views.site import Site
from catalogue.views.steps import NextStep, next_step, round_text


@dataclass(frozen=True, slots=True)
class IndicatorRow:
    """An indicator as the one who must prove it sees it: where it stands, and what the next level asks for."""

    id: str
    number: str
    name: str
    required: bool
    fact: str
    level: int | None
    next_level: str
    document: str
    files: str
    evidence: tuple[str, ...]
    verification: str
    gain: Decimal | None
    most: Decimal | None


@dataclass(frozen=True)
class DeadLink:
    """A link of the record that has not opened for a while."""

    address: str
    since: str
    reason: str


@dataclass(frozen=True, slots=True)
class WorksheetItem:
    """One innovation on the worksheet; levels are None where the period keeps them to itself."""

    name: str
    slug: str
    opd: str
    owner: Link
    step: str
    ladder: tuple[Step, ...]
    round: str
    next: NextStep | None
    form: tuple[FormRow, ...]
    indicators: tuple[IndicatorRow, ...]
    confirmed: bool
    path: str
    dead_links: tuple[DeadLink, ...]

    @property
    def address(self) -> str:
        return f"inovasi/{self.slug}/"

    @property
    def form_address(self) -> str:
        return form_address(self.slug)

    @property
    def form_size(self) -> int:
        return sum(row.counted for row in self.form)

    @property
    def filled(self) -> int:
        return sum(row.counted and bool(row.text) for row in self.form)

    @property
    def proved(self) -> int:
        return sum(bool(row.evidence) for row in self.indicators)


@dataclass(frozen=True)
class Worksheet:
    """The worksheet of an agency and the units below it in the current period."""

    year: int
    opd: str
    owner: str
    items: tuple[WorksheetItem, ...]
    folder: str
    file: str
    """The address of the same as a spreadsheet, empty when there is nothing to work on."""
    records: str
    """The address of the agency's own records as a spreadsheet that can be imported, empty when it has none."""


def worksheet_file(site: Site, opd: str) -> str:
    """Return the address of a worksheet as a spreadsheet, empty when there is nothing to work on."""
    filled = any(site.catalogue.by_opd[id] for id in site.catalogue.with_units(opd))
    return f"opd/{opd}/lembar-kerja.xlsx" if filled else ""


def worksheet(site: Site, opd: str, entries: Iterable[InnovationEntry] | None = None) -> Worksheet:
    """Make the worksheet of an agency, or the part of it that holds these of its innovations."""
    if entries is None:
        found = (entry for id in site.catalogue.with_units(opd) for entry in site.catalogue.by_opd[id])
        entries = sorted(found, key=name_key)
    items = tuple(site.shown.recall(("worksheet", entry.id), partial(_item, site, entry)) for entry in entries)
    file = worksheet_file(site, opd)
    records = f"opd/{opd}/isian.xlsx" if site.catalogue.by_opd[opd] else ""
    return Worksheet(
        site.period.tahun, opd, site.catalogue.opds[opd].record.nama, items, f"innovations/{opd}/", file, records
    )


def _item(site: Site, entry: InnovationEntry) -> WorksheetItem:
    state = site.assessment.innovations[entry.id]
    return WorksheetItem(
        name=entry.record.nama,
        slug=entry.id,
        opd=entry.opd,
        owner=site.opd_link(entry.opd),
        step=state.step,
        ladder=ladder(state.step),
        round=round_text(state, site.assessment.rubric),
        next=next_step(state, site.assessment.rubric, gains(site, entry.id)),
        form=form_rows(site, entry),
        indicators=tuple(_indicators(site, state)),
        confirmed=entry.record.status_data == "dikonfirmasi-opd",
        path=entry.path,
        dead_links=tuple(_dead_links(site, entry)),
    )


def _dead_links(site: Site, entry: InnovationEntry) -> Iterator[DeadLink]:
    """Yield the links that failed often enough, and long enough, at the check of every week."""
    memory = site.links
    if not memory:
        return
    for address in dict.fromkeys(urldefrag(found).url for _, found in links(entry.record)):
        if address in memory and memory[address].dead:
            yield DeadLink(address, day_text(memory[address].since), memory[address].reason)


def _indicators(site: Site, state: InnovationState) -> Iterator[IndicatorRow]:
    published = site.period.publikasi.kematangan
    adds, at_most = gains(site, state.slug), most(site, state.slug)
    for found in state.indicators:
        indicator = found.indicator
        yield IndicatorRow(
            id=indicator.id,
            number=indicator.nomor,
            name=indicator.nama,
            required=indicator.wajib,
            fact=fact_text(site, found.indicator.id, found.fact),
            level=found.level if published else None,
            next_level=_next_level(found) if published else "",
            document=indicator.bukti or "",
            files=", ".join(indicator.berkas),
            evidence=tuple(map(evidence_text, found.evidence)),
            verification=VERIFICATIONS[found.verification],
            gain=adds.get(f"kematangan.{indicator.id}"),
            most=at_most.get(indicator.id),
        )


def _next_level(state: IndicatorState) -> str:
    """Return what the level above the present one asks for; empty on the highest."""
    above = [level for level in state.indicator.level if level.level > state.level]
    return f"Tingkat {above[0].level}: {above[0].teks}" if above else ""
