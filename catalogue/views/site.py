"""What every view is made from, and what every page says of the site."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property, partial
from typing import TypeVar

from catalogue.assessment import Assessment
from catalogue.assessment.advice import (
    Advice,
    Newcomer,
    Opportunity,
    Situation,
    advise,
    newcomers_of,
    opportunities_of,
    situation,
)
from catalogue.collection import UNASSIGNED, Catalogue, InnovationEntry
from catalogue.dates import Dates
from catalogue.examples import Examples
from catalogue.facets import Facet, facets
from catalogue.federation import Federation
from catalogue.indonesian import day_text, days_text
from catalogue.lazy import LazyMapping
from catalogue.likeness import Nearest, words
from catalogue.links import Memory
from catalogue.memo import Memo, recall
from catalogue.model import Period, Stage, Word
from catalogue.past import Past
from catalogue.pictures import Card
from catalogue.proposals.pulls import OpenProposal
from catalogue.rules import Rule
from catalogue.views.parts import Download, Link
from catalogue.views.rubric_texts import LevelText, level_texts

Item = TypeVar("Item", Opportunity, Newcomer)


@dataclass(frozen=True)
class Site:
    """The catalogue with everything that a page may say of it; `site_url` ends in a slash."""

    catalogue: Catalogue
    assessments: Mapping[int, Assessment]
    today: date
    history: Mapping[str, Dates]
    site_url: str
    repository: str | None
    rules: Mapping[str, Rule]
    downloads: tuple[Download, ...] = ()
    examples: Mapping[str, Examples] = field(default_factory=dict)
    past: Past = field(default_factory=Past)
    proposals: tuple[OpenProposal, ...] | None = None
    links: Memory | None = None
    federation: Federation = field(default_factory=Federation)
    internal: bool = False
    memo: Memo | None = field(default=None, repr=False, compare=False)

    @property
    def title(self) -> str:
        return self.catalogue.title(internal=self.internal)

    @cached_property
    def period(self) -> Period:
        return self.catalogue.period_on(self.today)

    @property
    def assessment(self) -> Assessment:
        return self.assessments[self.period.tahun]

    @cached_property
    def facets(self) -> tuple[Facet, ...]:
        return facets(self.catalogue, self.assessment)

    @cached_property
    def advice(self) -> Advice:
        return advise(self.assessment)

    @cached_property
    def situation(self) -> Situation:
        """The index as advice reads it."""
        return situation(self.assessment)

    @cached_property
    def opportunities(self) -> Mapping[str, Sequence[Opportunity]]:
        """What would raise the index, by innovation."""
        return self._by_innovation(opportunities_of, lambda: self.advice.opportunities)

    @cached_property
    def newcomers(self) -> Mapping[str, Sequence[Newcomer]]:
        """What keeps an innovation from being counted, and what that would bring, by innovation."""
        return self._by_innovation(newcomers_of, lambda: self.advice.newcomers)

    def _by_innovation(
        self, of: Callable[[Situation, str], Sequence[Item]], every: Callable[[], Iterable[Item]]
    ) -> Mapping[str, Sequence[Item]]:
        """Return parts of the advice: of each innovation that is asked for, or of all where all advice is made."""
        slugs = self.catalogue.innovations
        if "advice" not in vars(self):
            return LazyMapping(slugs, partial(of, self.situation))
        found: dict[str, list[Item]] = {slug: [] for slug in slugs}
        for item in every():
            found[item.slug].append(item)
        return found

    @cached_property
    def rubric_texts(self) -> Mapping[str, Mapping[int, LevelText]]:
        """What the current rubric says of each indicator on each level."""
        return level_texts(self.assessment.rubric, published=self.period.publikasi.kematangan)

    def word(self, vocabulary: str, id: str | None) -> Word | None:
        """Return a word of a closed list, None when nothing was said."""
        return self.catalogue.words(vocabulary).get(id) if id else None

    def opd_link(self, id: str) -> Link:
        """Name an agency and its page."""
        entry = self.catalogue.opds.get(id)
        if entry is None or id == UNASSIGNED:
            return Link("OPD belum ditetapkan", f"opd/{UNASSIGNED}/")
        return Link(entry.record.nama, f"opd/{id}/")

    def innovation_link(self, slug: str, part: str = "") -> Link:
        """Name an innovation and its page, or a part of it: `tangga`, `indikator`, the key of an indicator."""
        place = f"#{part}" if part else ""
        return Link(self.catalogue.innovations[slug].record.nama, f"inovasi/{slug}/{place}")

    def opd_short(self, id: str) -> str:
        """Name an agency as people do."""
        entry = self.catalogue.opds.get(id)
        return (entry.record.singkatan or entry.record.nama) if entry else "OPD belum ditetapkan"

    @cached_property
    def card(self) -> Card:
        """The card of pages that have none of their own."""
        return self.card_of(self.catalogue.title(), self.catalogue.region.program.nama)

    def card_of(self, name: str, owner: str) -> Card:
        """Make the card that messengers show with a link to a page."""
        note = "" if self.catalogue.region.resmi else f"Bukan situs resmi {self.catalogue.region.pemerintah}"
        return Card(name, owner, self.catalogue.title(), note)

    @cached_property
    def alike(self) -> Mapping[str, tuple[str, ...]]:
        """The innovations most like each one, by their words, themes and main affair."""
        entries = self.catalogue.innovations.items()
        return Nearest(
            {id: recall(self.memo, ("terms", id), (entry,), partial(_terms, entry)) for id, entry in entries}
        )

    def source_address(self, path: str) -> str | None:
        """Return where the file of a page can be read and changed."""
        return f"{self.repository}/blob/{self.catalogue.region.cabang}/{path}" if self.repository else None

    def edit_address(self, path: str) -> str | None:
        """Return where GitHub opens the file of a page for editing."""
        return f"{self.repository}/edit/{self.catalogue.region.cabang}/{path}" if self.repository else None

    def line_address(self, path: str, line: int) -> str | None:
        """Return where a line of a file can be read."""
        address = self.source_address(path)
        return f"{address}#L{line}" if address else None

    def change_address(self, id: str) -> str | None:
        """Return where a change can be read."""
        return f"{self.repository}/commit/{id}" if self.repository else None

    @property
    def running_stages(self) -> list[Stage]:
        """The stages of the current period that are open today, the first to end first."""
        stages = [stage for stage in self.period.linimasa if stage.mulai <= self.today <= stage.selesai]
        return sorted(stages, key=lambda stage: (stage.selesai, stage.mulai))


def _terms(entry: InnovationEntry) -> tuple[str, ...]:
    record = entry.record
    found = words(f"{record.nama} {record.kepanjangan or ''} {record.ringkasan}")
    return tuple(found | {f"tema {id}" for id in record.tema} | {f"urusan {record.urusan_utama}"} - {"urusan None"})


LAST_DAYS = 7
"""From how many days before its end every page speaks of a stage."""


@dataclass(frozen=True)
class Banner:
    """A stage that ends soon."""

    name: str
    end: date
    day: str
    left: str
    draft: bool


@dataclass(frozen=True)
class Frame:
    """What the frame around every page shows; `zone` says whose midnight ends a day."""

    title: str
    region: str
    short_region: str
    government: str
    official: bool
    programme: str
    coordinator: str
    contact: str
    source: str | None
    editing: str | None
    year: int
    built: str
    unconfirmed: int
    total: int
    internal: bool
    zone: str
    banners: tuple[Banner, ...]
    ecosystem: bool
    federation: bool
    card: Card


def frame(site: Site) -> Frame:
    """Make the frame of the site."""
    region = site.catalogue.region
    records = [entry.record for entry in site.catalogue.innovations.values()]
    return Frame(
        title=site.title,
        region=region.nama,
        short_region=region.nama_pendek,
        government=region.pemerintah,
        official=region.resmi,
        programme=region.program.nama,
        coordinator=region.koordinator,
        contact=region.kontak.unit if region.kontak else region.koordinator,
        source=site.source_address(""),
        editing=site.edit_address(""),
        year=site.period.tahun,
        built=day_text(site.today),
        unconfirmed=sum(record.status_data == "sumber-publik" for record in records),
        total=len(records),
        internal=site.internal,
        ecosystem=bool(site.catalogue.ecosystem.record.sektor),
        federation=bool(site.federation.snapshots),
        card=site.card,
        zone=region.zona_waktu,
        banners=tuple(_banner(stage, site.today) for stage in site.running_stages if _ends_soon(stage, site.today)),
    )


def _ends_soon(stage: Stage, today: date) -> bool:
    return (stage.selesai - today).days <= LAST_DAYS


def _banner(stage: Stage, today: date) -> Banner:
    return Banner(
        stage.nama,
        stage.selesai,
        day_text(stage.selesai),
        days_text(today, stage.selesai),
        stage.status == "rancangan",
    )
