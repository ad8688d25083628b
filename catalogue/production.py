"""Everything a site consists of, and how it is written to a folder."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

from catalogue.album import drawn
from catalogue.cells import NOTHING, Cells
from catalogue.content_policy import content_policy
from catalogue.exports import (
    EXPORTS,
    LATER,
    Context,
    Derived,
    Description,
    Export,
    Measure,
    described,
    exports,
    indexes,
)
from catalogue.exports.worksheets import worksheets
from catalogue.keeping import ONCE, Keeper
from catalogue.loading import HOME, Loaded
from catalogue.marks import mark_of, mark_of_content
from catalogue.memory import uncollected
from catalogue.output import Output, Plan, Planned, Published, State, contents, recall, remember
from catalogue.pages import last_pages, pages
from catalogue.pictures import Picture
from catalogue.prose import ProseRenderer
from catalogue.publication import MARK
from catalogue.reads import watched
from catalogue.settings import Settings
from catalogue.stamps import tree_stamp
from catalogue.templating import Renderer
from catalogue.views.faults import fault_pages
from catalogue.views.innovations import photo_address
from catalogue.views.page import LaterPage, Page
from catalogue.views.parts import Download
from catalogue.views.site import Site

if TYPE_CHECKING:
    from jinja2 import Environment

ALBUM = "gambar"
"""Where pictures are kept between builds, in the cache."""


@dataclass(frozen=True)
class Production:
    """Everything needed to write one site."""

    root: Path
    loaded: Loaded
    site: Site
    context: Context
    renderer: Renderer
    given: Settings
    templates: Path
    keeper: Keeper = ONCE

    @property
    def site_name(self) -> str:
        return self.site.title

    @cached_property
    def seen(self) -> Site:
        """What stands for the site while views are made."""
        return watched(self.site)

    @cached_property
    def cells(self) -> Cells:
        return Cells(self.site, self.loaded.sources)

    @cached_property
    def pages(self) -> tuple[Page, ...]:
        """Every page; that of a record with a fault, which only the preview meets, shows the fault."""
        shown = (*pages(self.seen), *last_pages(self.site), *self.faulty.values())
        return tuple({page.address: page for page in shown}.values())

    @cached_property
    def faulty(self) -> dict[str, Page]:
        """The pages that show a fault, by address."""
        if self.loaded.publishable:
            return {}
        return {page.address: page for page in fault_pages(self.loaded.findings, self.loaded.sources)}

    @cached_property
    def exports(self) -> tuple[Export, ...]:
        return tuple(exports(self.context))

    @cached_property
    def worksheets(self) -> tuple[Export, ...]:
        return tuple(worksheets(self.seen, self.context))

    @cached_property
    def environment(self) -> Environment:
        from catalogue.jinja import environment  # noqa: PLC0415  slow to start, and not needed where nothing is new

        preview = self.given.preview
        make = partial(environment, self.templates, preview=preview)
        return self.keeper.recall("environment", str(self.templates), preview, make)

    @property
    def addresses(self) -> frozenset[str]:
        """Where a link may lead."""
        files = (*self.exports, *self.worksheets)
        return frozenset([*(page.address for page in self.pages), *(export.address for export in files)])

    @cached_property
    def prose(self) -> ProseRenderer:
        return ProseRenderer(self.site, self.renderer, self.addresses)

    @cached_property
    def prose_sources(self) -> str | None:
        """The mark of what a running preview makes the prose from; a dead link in it is for a whole build to find."""
        prose = ProseRenderer(self.site, self.renderer, frozenset())
        sources = self._content(HOME / "docs", HOME / "mkdocs.yml"), self._content(self.templates)
        return prose.mark(str(mark_of(*sources, self.renderer.frame, self.renderer.site_url)))

    def _content(self, *places: Path) -> str:
        stamp, names = tree_stamp(*places), tuple(map(str, places))
        return self.keeper.recall("content", names, stamp, lambda: mark_of_content(b"".join(contents(*places))))

    @cached_property
    def before(self) -> Published:
        """What an earlier build published where this one is to be published."""
        target = self.given.published
        return recall(self.given.cache, target, self._shared) if target and self._shared else Published(target or HOME)

    @property
    def prose_is_published(self) -> bool:
        """Whether the prose stands in the published folder just as it would be made now."""
        return bool(self.before.made_from(self.prose_mark))

    def write(self, folder: Path) -> int:
        """Write pages, exports, assets and pictures into a folder and return the number of all its pages.

        The prose is in the folder already, or taken over from what was published before.
        """
        output = Output(folder, self.before, self.given.processes)
        output.adopt(self.prose_mark)
        if self.prose_mark and not output.files:
            output.keep_all(self.prose_mark)
        prose = pages_among(output.files)
        large = [partial(_plan_exports, partial(make, self.context)) for make in (*LATER, *EXPORTS)]
        last = {page.address for page in last_pages(self.site)}
        shown = [page for page in self.pages if page.address not in last]
        with uncollected():
            self._work_ahead()
        for template in {page.template for page in self.pages} if not self.before.files else ():
            self.environment.get_template(template)  # compiled once, not by every process
        output.write(large, list(map(self._plan, self._neighbours(shown))))
        self._write_descriptions(output)
        self._write_rest(output, prose)
        if self._shared and self.given.published:
            remember(self.given.cache, self.given.published, self._shared, output.files)
        (folder / MARK).touch()
        return len(prose) + sum(page.shown_on is None for page in self.pages)

    def _neighbours(self, shown: Iterable[Page]) -> list[Page | Export]:
        """Bring together what shows the same innovations: all of an agency and of the units below it."""
        near = {id: number for number, id in enumerate(self.site.catalogue.families())}

        def place(file: Page | Export) -> int:
            folder, _, rest = file.address.partition("/")
            return near.get(rest.partition("/")[0], 0) if folder == "opd" else len(near)

        return sorted([*self.worksheets, *shown], key=place)

    def _plan(self, file: Page | Export) -> Plan:
        return partial(self._plan_page, file) if isinstance(file, Page) else partial(self._plan_worksheet, file)

    def _work_ahead(self) -> None:
        """Make once what every process would make for itself."""
        site = self.site
        _ = dict(site.assessments), dict(site.past.progress), dict(site.past.trend)
        _ = site.advice, site.alike, self.context.found
        self.cells.prepare()

    @cached_property
    def _shared(self) -> str | None:
        """The mark of what goes into every file: the program, its libraries, and what every page says."""
        code = mark_of_content(b"".join(contents(HOME / "catalogue", self.templates)))
        policy = content_policy(preview=self.given.preview)
        frame = (self.renderer.frame, self.renderer.site_url, self.site.internal)
        return mark_of(sys.version, code, self.site.built_with, policy, *frame)

    @cached_property
    def prose_mark(self) -> str | None:
        """The mark of everything that goes into the prose."""
        sources = mark_of_content(b"".join(contents(HOME / "docs", HOME / "mkdocs.yml")))
        return self.prose.mark(f"{self._shared} {sources}") if self._shared else None

    def indexes(self, prose: Iterable[str]) -> Iterator[Export]:
        """Yield what names all pages, those of the prose included."""
        addresses = [page.address for page in self.pages if page.listed]
        return indexes(self.context, sorted([*addresses, *prose]))

    def _plan_page(self, page: Page) -> Planned:
        """Plan a page; where it reads what it read before, its view need not even be made."""
        if known := self._unchanged(page.file, page):
            return Planned(page.file, known[0], lambda: self._rendered(page.whole()), reads=known[4])
        whole, reads = self.cells.read(page, page.whole) if isinstance(page, LaterPage) else (page, NOTHING)
        return Planned(whole.file, mark_of(whole), lambda: self._rendered(whole), reads=reads)

    def _rendered(self, page: Page) -> bytes:
        return self.renderer.render(self.environment, page).encode()

    def _plan_worksheet(self, export: Export) -> Planned:
        """Plan a spreadsheet that is made from a view, in the same way."""
        assert isinstance(export.made, Derived)
        made = export.made
        if known := self._unchanged(export.address, made.values):
            return Planned(export.address, known[0], export.make, reads=known[4])
        values, reads = self.cells.read(made.values, made.values)
        return Planned(export.address, mark_of(values), partial(made.write, values), reads=reads)

    def _unchanged(self, address: str, subject: object) -> State | None:
        """Return what is known of a published file that a subject would give again, as it read before."""
        known = self.before.files.get(address)
        same = known and self.cells.same(subject, known[4]) and self.before.holds(address, known[0])
        return known if same else None

    def _write_descriptions(self, output: Output) -> None:
        """Write what states how large other files are, now that they are there."""

        def measure(address: str) -> Measure:
            _, size, _, checksum, _ = output.files[address]
            return Measure(size, checksum)

        for export in described(self.exports, measure):
            output.put(export.address, export.content, measured=True)
        for page in self.last_pages(measure):
            output.add(self._plan_page(page))

    def last_pages(self, measure: Callable[[str], Measure]) -> Iterator[Page]:
        """Yield the pages that state how large published files are."""
        downloads = tuple(_download(export, measure) for export in self.exports if export.title)
        return last_pages(replace(self.site, downloads=downloads))

    def _write_rest(self, output: Output, prose: Iterable[str]) -> None:
        for export in self.indexes(prose):
            output.put(export.address, export.content)
        for asset in self.renderer.assets.values():
            output.put(asset.address, asset.content)
        for address, photo in self.photos():
            content = photo.read_bytes()
            output.add(Planned(address, mark_of_content(content), partial(_published_photo, content)))
        wanted = {picture.address: picture for picture in self.pictures()}
        missing = [picture for address, picture in wanted.items() if not output.keep(address, address)]
        for address, content in drawn(missing, self.given.cache / ALBUM, wanted, self.given.processes):
            output.put(address, content, address)

    def pictures(self) -> Iterator[Picture]:
        """Yield every picture that a page shows, or is shown with."""
        yield self.site.card
        for page in self.pages:
            yield from page.pictures
            if page.card:
                yield page.card

    def photos(self) -> Iterator[tuple[str, Path]]:
        """Yield the address of every photograph with its file."""
        for entry in self.site.catalogue.with_any("foto"):
            for photo in entry.record.foto:
                source = self.root / Path(entry.path).parent / photo.berkas
                if source.is_file() and not source.is_symlink():
                    yield photo_address(entry, photo.berkas), source


def pages_among(files: Iterable[str]) -> list[str]:
    """Return the addresses of the pages among files."""
    return [file.removesuffix("index.html") for file in files if file.endswith(".html")]


def _download(export: Export, measure: Callable[[str], Measure]) -> Download:
    size = measure(export.address).size
    return Download(export.address, export.title, export.description, export.media_type, size)


def _published_photo(content: bytes) -> bytes:
    from catalogue.pictures.photo import published_photo  # noqa: PLC0415  slow to start, and few photographs are new

    return published_photo(content)


def _plan_exports(made: Callable[[], Iterable[Export]]) -> Iterator[Planned]:
    return (_plan_export(export) for export in made() if not isinstance(export.made, Description))


def _plan_export(export: Export) -> Planned:
    if isinstance(export.made, Derived):
        values = export.made.values()
        return Planned(export.address, mark_of(values), partial(export.made.write, values), export.measured)
    mark = None if export.inputs is None else mark_of(export.inputs())
    return Planned(export.address, mark, export.make, export.measured)
