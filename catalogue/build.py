"""The build: everything that pages, exports and proposals are made from, as one frozen object."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from functools import cached_property, partial
from pathlib import Path
from typing import TypeVar

from catalogue.assess import Assessment, assess_all
from catalogue.assess.advice import Advice, EvidenceAdvice, NewcomerAdvice
from catalogue.assess.advice.gains import Situation, newcomers_of, opportunities_of, situation
from catalogue.assess.advice.planner import advise
from catalogue.assess.past.past import Past, past
from catalogue.assess.result import LevelText, level_texts
from catalogue.common.dates import Dates, build_day, time_zone
from catalogue.common.findings import Finding
from catalogue.common.hosting import Hosting, Kind, hosting_of, published_at, repository_address, running_on, setting
from catalogue.common.memo import LazyMapping, Memo, recall
from catalogue.common.parallel import processes
from catalogue.common.program import HOME
from catalogue.history import History, read_history
from catalogue.model import Period, Stage, Word
from catalogue.model.period import Visibility
from catalogue.pipeline import Loaded
from catalogue.read.catalogue import UNASSIGNED, Catalogue, InnovationEntry
from catalogue.read.files import Source
from catalogue.read.outside import Federation, Memory, OpenProposal, link_memory, open_proposals
from catalogue.search.facets import Facet, facets
from catalogue.search.fields import Nearest, find_all, words

Item = TypeVar("Item", EvidenceAdvice, NewcomerAdvice)


@dataclass(frozen=True)
class Held:
    """A faulty file of which the site shows the last good version, of a `day` if that is known, or nothing."""

    path: str
    finding: Finding
    day: date | None
    shown: bool

    @property
    def slug(self) -> str:
        return self.path.rsplit("/", 1)[-1].removesuffix(".yaml")


@dataclass(frozen=True)
class Settings:
    """Time, Git and the network, as values.

    `site_url` ends in a slash, and is empty while nobody knows where the site will be published; `kind` is that of the
    repository's host where its address does not tell; `internal` for a build that shows what is not for everyone,
    `preview` for one that is not published, `proposal` the number of the one that is shown as if it were accepted;
    `cache` is where drawn pictures are kept.
    """

    today: date
    site_url: str
    repository: str | None = None
    history: History = field(default_factory=History)
    kind: Kind | None = None
    internal: bool = False
    preview: bool = False
    proposal: int | None = None
    proposals: tuple[OpenProposal, ...] | None = None
    links: Memory | None = None
    cache: Path = HOME / ".cache"
    processes: int = 1
    federation: Federation = field(default_factory=Federation)
    held: tuple[Held, ...] = ()


def settings(
    loaded: Loaded, root: Path, day: date | None, environ: Mapping[str, str], memo: Memo | None = None
) -> Settings:
    """Gather the settings of a build; the environment wins over `region.yaml`, so that a fork publishes as itself.

    Raise WrongSetting for an address of the environment that cannot be used.
    """
    assert loaded.catalogue is not None
    region = loaded.catalogue.region
    today = build_day(day, environ, region.zona_waktu)
    return Settings(
        today=today,
        site_url=published_at(environ, region.alamat) or "",
        repository=_repository(environ) or region.repositori,
        kind=region.jenis_repositori or running_on(environ),
        history=read_history(root, time_zone(region.zona_waktu), memo, today=today, branch=region.cabang),
        proposals=open_proposals(environ),
        links=link_memory(environ),
        cache=cache_folder(environ),
        processes=processes(environ),
    )


def cache_folder(environ: Mapping[str, str]) -> Path:
    """Return where drawn pictures are kept between builds."""
    given = environ.get("KATALOG_CACHE", "").strip()
    return Path(given).expanduser() if given else HOME / ".cache"


def _repository(environ: Mapping[str, str]) -> str | None:
    given = setting("REPOSITORY_URL", environ.get("REPOSITORY_URL"), repository_address, "repository")
    server, name = (environ.get(word, "").strip() for word in ("GITHUB_SERVER_URL", "GITHUB_REPOSITORY"))
    if given or not (server and name):
        return given or setting("CI_PROJECT_URL", environ.get("CI_PROJECT_URL"), repository_address, "repository")
    both = "GITHUB_SERVER_URL dan GITHUB_REPOSITORY"
    return setting(both, f"{server}/{name}", repository_address, "repository")


@dataclass(frozen=True)
class Link:
    """A name with an address within the site."""

    text: str
    address: str


@dataclass(frozen=True, kw_only=True)
class Build(Settings):
    """The catalogue with everything that a published page or file may say of it, under the settings of the build."""

    catalogue: Catalogue
    assessments: Mapping[int, Assessment]
    past: Past = field(default_factory=Past)
    sources: Mapping[str, Source] = field(default_factory=dict)
    """The files of the catalogue as they are written, by path."""
    memo: Memo | None = field(default=None, repr=False, compare=False)

    @property
    def generated_at(self) -> datetime:
        """The beginning of the day of the build in the region's time zone."""
        return datetime.combine(self.today, time(), time_zone(self.catalogue.region.zona_waktu))

    @cached_property
    def found(self) -> Mapping[str, bytes]:
        """What the search finds of each innovation, as it is written and compressed."""
        return find_all(self.catalogue, self.processes)

    def dates(self, slug: str) -> Dates:
        """Return when an innovation was added and last changed, as far as that is known."""
        return self.past.dates.get(slug, Dates())

    def url(self, address: str) -> str:
        """Return the full address of a page; while the site has none, the address below the site."""
        return self.site_url + address

    @property
    def title(self) -> str:
        return self.catalogue.title(internal=self.internal)

    @property
    def citation(self) -> str:
        """Name the catalogue as its source, with its address once it has one."""
        return ", ".join(filter(None, (self.title, self.site_url)))

    @cached_property
    def period(self) -> Period:
        """The round that everything follows which asks somebody to act."""
        return self.catalogue.period_on(self.today)

    @cached_property
    def judged(self) -> Period | None:
        """The round whose entry has closed last; None while the catalogue knows of none."""
        return self.catalogue.judged_on(self.today)

    @property
    def closed(self) -> bool:
        """Whether no round can be changed today, so that nobody is asked to act."""
        return self.period.open_on(self.today) is False

    @property
    def assessment(self) -> Assessment:
        return self.assessments[self.period.tahun]

    @cached_property
    def facets(self) -> tuple[Facet, ...]:
        return facets(self.catalogue, self.assessment, self.today)

    @cached_property
    def advice(self) -> Advice:
        return advise(self.assessment)

    @cached_property
    def situation(self) -> Situation:
        """The index as advice reads it."""
        return situation(self.assessment)

    @cached_property
    def opportunities(self) -> Mapping[str, Sequence[EvidenceAdvice]]:
        """What would raise the index, by innovation."""
        return self._by_innovation(opportunities_of, lambda: self.advice.bukti)

    @cached_property
    def newcomers(self) -> Mapping[str, Sequence[NewcomerAdvice]]:
        """What keeps an innovation from being counted, and what that would bring, by innovation."""
        return self._by_innovation(newcomers_of, lambda: self.advice.belum_layak)

    def _by_innovation(
        self, of: Callable[[Situation, str], Sequence[Item]], every: Callable[[], Iterable[Item]]
    ) -> Mapping[str, Sequence[Item]]:
        """Return parts of the advice: of each innovation that is asked for, or of all where all advice is made."""
        slugs = self.catalogue.innovations
        if "advice" not in vars(self):
            return LazyMapping(slugs, partial(of, self.situation))
        found: dict[str, list[Item]] = {slug: [] for slug in slugs}
        for item in every():
            found[item.id].append(item)
        return found

    @cached_property
    def rubric_texts(self) -> Mapping[str, Mapping[int, LevelText]]:
        """What the current rubric says of each indicator on each level."""
        return level_texts(self.assessment.rubric, published=self.period.publikasi.kematangan)

    def word(self, vocabulary: str, id: str | None) -> Word | None:
        """Return a word of a closed list, None when nothing was said."""
        return self.catalogue.words(vocabulary).get(id) if id else None

    def named(self, vocabulary: str, id: str | None, other: str = "") -> str:
        """Return the name of a word of a closed list, or something else where it is none."""
        word = self.word(vocabulary, id)
        return word.nama if word else other

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

    def innovation_links(self, slugs: Iterable[str]) -> tuple[Link, ...]:
        """Name innovations and their pages."""
        return tuple(map(self.innovation_link, slugs))

    def opd_links(self, ids: Iterable[str]) -> tuple[Link, ...]:
        """Name agencies and their pages."""
        return tuple(map(self.opd_link, ids))

    def opd_short(self, id: str) -> str:
        """Name an agency as people do."""
        entry = self.catalogue.opds.get(id)
        return (entry.record.singkatan or entry.record.nama) if entry else "OPD belum ditetapkan"

    @cached_property
    def alike(self) -> Mapping[str, tuple[str, ...]]:
        """The innovations most like each one, by their words, themes and main affair."""
        entries = self.catalogue.innovations.items()
        return Nearest(
            {id: recall(self.memo, ("terms", id), (entry,), partial(_terms, entry)) for id, entry in entries}
        )

    @cached_property
    def hosting(self) -> Hosting:
        """Where the repository lies, and what can be looked at there."""
        return hosting_of(self.repository, self.kind, self.catalogue.region.cabang)

    def line_address(self, path: str, line: int) -> str | None:
        """Return where a line of a file can be read."""
        address = self.hosting.file(path)
        return f"{address}#L{line}" if address else None

    @property
    def running_stages(self) -> list[Stage]:
        """The stages that a document puts on today, the first to end first; of a closed round none with a task."""
        asked = [s for s in self.period.linimasa if s.resmi and not (self.closed and s.langkah)]
        stages = [s for s in asked if s.mulai <= self.today <= s.selesai]
        return sorted(stages, key=lambda stage: (stage.selesai, stage.mulai))


def _terms(entry: InnovationEntry) -> tuple[str, ...]:
    record = entry.record
    found = words(f"{record.nama} {record.kepanjangan or ''} {record.ringkasan}")
    return tuple(found | {f"tema {id}" for id in record.tema} | {f"urusan {record.urusan_utama}"} - {"urusan None"})


def build_of(loaded: Loaded, given: Settings, memo: Memo | None = None) -> Build:
    """Assess a loaded catalogue and read its past."""
    assert loaded.catalogue is not None
    catalogue = _opened(loaded.catalogue) if given.internal else loaded.catalogue
    assessments = assess_all(catalogue, given.today, memo)
    return Build(
        **vars(given),
        catalogue=catalogue,
        assessments=assessments,
        past=past(catalogue, assessments, given.history, given.today, processes=given.processes, memo=memo),
        sources=loaded.sources,
        memo=memo,
    )


def _opened(catalogue: Catalogue) -> Catalogue:
    """Show everything that a period keeps from the public."""
    periods = {
        year: replace(entry, record=entry.record.model_copy(update={"publikasi": Visibility()}))
        for year, entry in catalogue.periods.items()
    }
    return replace(catalogue, periods=periods)
