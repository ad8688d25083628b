"""The catalogues of several governments side by side: who takes part, and what each and all of them have."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from catalogue.assess import STEPS
from catalogue.build import Build, Link
from catalogue.common.indonesian import day_text
from catalogue.model import Word
from catalogue.read.outside import ForeignInnovation, Snapshot
from catalogue.site.views import Page, Paging, paged, ready

FOLDER = "daerah/"
Member = tuple[ForeignInnovation, Snapshot]


@dataclass(frozen=True)
class GovernmentView:
    """A government with what its catalogue holds."""

    link: Link
    count: int
    eligible: int
    confirmed: int
    day: str


@dataclass(frozen=True)
class ForeignCard:
    """An innovation elsewhere: where it is from, and the page of its own catalogue."""

    item: ForeignInnovation
    host: str
    origin: Link
    step: str
    confirmed: bool


@dataclass(frozen=True)
class GovernmentsView:
    """The page `/daerah/`."""

    governments: tuple[GovernmentView, ...]
    own: GovernmentView
    total: int
    left_out: int
    themes: tuple[tuple[Link, int], ...]


@dataclass(frozen=True)
class ForeignListView:
    """A page of innovations of other governments; `source` and `day` only of a single one."""

    lead: str
    source: str
    day: str
    cards: tuple[ForeignCard, ...]
    paging: Paging


@dataclass(frozen=True)
class Heading:
    """What a list is of, and where."""

    address: str
    title: str
    lead: str


def pages(build: Build) -> Iterator[Page]:
    """Make the pages of the other governments, if there are any."""
    snapshots = build.federation.snapshots
    if not snapshots:
        return
    members = sorted(
        ((item, snapshot) for snapshot in snapshots for item in snapshot.inovasi),
        key=lambda member: (member[0].nama.casefold(), member[1].daerah.kode_wilayah, member[0].id),
    )
    by_code: dict[str, list[Member]] = {snapshot.daerah.kode_wilayah: [] for snapshot in snapshots}
    for member in members:
        by_code[member[1].daerah.kode_wilayah].append(member)
    by_theme = {word.id: [member for member in members if word.id in member[0].tema] for word in _themes(build)}
    yield _governments(build, len(members), {id: len(found) for id, found in by_theme.items()})
    for snapshot in snapshots:
        own, name = by_code[snapshot.daerah.kode_wilayah], snapshot.daerah.nama
        lead = f"{len(own)} inovasi menurut katalog {name} sendiri."
        yield from _list(Heading(_address(snapshot), f"Inovasi {name}", lead), own, snapshot)
    for word in _themes(build):
        lead = f"{len(by_theme[word.id])} inovasi bertema {word.nama} dari daerah lain."
        yield from _list(Heading(f"{FOLDER}tema/{word.id}/", f"{word.nama} di daerah lain", lead), by_theme[word.id])


def _themes(build: Build) -> Sequence[Word]:
    return tuple(build.catalogue.words("tema").values())


def _address(snapshot: Snapshot) -> str:
    return f"{FOLDER}{snapshot.daerah.kode_wilayah.replace('.', '-')}/"


def _governments(build: Build, total: int, by_theme: Mapping[str, int]) -> Page:
    themes = ((Link(word.nama, f"{FOLDER}tema/{word.id}/"), by_theme[word.id]) for word in _themes(build))
    view = GovernmentsView(
        governments=tuple(_government(snapshot) for snapshot in build.federation.snapshots),
        own=_own(build),
        total=total,
        left_out=build.federation.left_out,
        themes=tuple(sorted((theme for theme in themes if theme[1]), key=lambda theme: -theme[1])),
    )
    description = f"{total} inovasi dari {len(view.governments)} daerah lain, masing-masing menurut katalognya sendiri."
    return Page(FOLDER, "governments.html", ready(view), "Inovasi daerah lain", description, section="daerah")


def _government(snapshot: Snapshot) -> GovernmentView:
    steps = [_step(item) for item in snapshot.inovasi]
    return GovernmentView(
        link=Link(snapshot.daerah.nama, _address(snapshot)),
        count=len(steps),
        eligible=sum(step != "" and STEPS.index(step) >= STEPS.index("layak") for step in steps),
        confirmed=sum(item.status_data == "dikonfirmasi-opd" for item in snapshot.inovasi),
        day=day_text(snapshot.generated_at.date()),
    )


def _own(build: Build) -> GovernmentView:
    entries = build.catalogue.innovations
    states = build.assessment.innovations.values()
    return GovernmentView(
        link=Link(build.catalogue.region.nama, "inovasi/"),
        count=len(entries),
        eligible=sum(state.rank >= STEPS.index("layak") for state in states),
        confirmed=sum(entry.record.status_data == "dikonfirmasi-opd" for entry in entries.values()),
        day=day_text(build.today),
    )


def _step(item: ForeignInnovation) -> str:
    """Return the step in the newest period that its catalogue tells of."""
    return item.langkah[max(item.langkah)] if item.langkah else ""


def _list(heading: Heading, members: Sequence[Member], snapshot: Snapshot | None = None) -> Iterator[Page]:
    for here, piece, paging in paged(heading.address, members):
        view = ForeignListView(
            lead=heading.lead,
            source=snapshot.sumber if snapshot else "",
            day=day_text(snapshot.generated_at.date()) if snapshot else "",
            cards=tuple(_card(*member) for member in piece),
            paging=paging,
        )
        yield Page(here, "government.html", ready(view), heading.title + paging.title, heading.lead, section="daerah")


def _card(item: ForeignInnovation, snapshot: Snapshot) -> ForeignCard:
    return ForeignCard(
        item=item,
        host=(urlsplit(item.url).hostname or "").removeprefix("www."),
        origin=Link(snapshot.daerah.nama, _address(snapshot)),
        step=_step(item),
        confirmed=item.status_data == "dikonfirmasi-opd",
    )
