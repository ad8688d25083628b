"""Everything a site consists of, and how it is written to a folder."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

from catalogue.build import Build, Settings, build_of
from catalogue.common.memo import Memo, recall
from catalogue.common.program import HOME
from catalogue.export import EXPORTS, LATER, described, exports, indexes
from catalogue.export.file import Description, Export, Measure
from catalogue.export.workbook import import_library
from catalogue.export.worksheets import worksheets
from catalogue.pipeline import Loaded
from catalogue.publish.ownership import mark
from catalogue.publish.pictures import Picture, drawn, published_photo
from catalogue.publish.writer import CHECKSUMS, File, Writer, checksums
from catalogue.site.jinja import environment
from catalogue.site.pages import last_pages, pages
from catalogue.site.prose import ProseRenderer
from catalogue.site.templating import Asset, Renderer, asset_stamps, frame, read_assets
from catalogue.site.views import Page
from catalogue.site.views.innovations import photo_address
from catalogue.site.views.parts import Download
from catalogue.site.views.redirects import REDIRECT, redirects
from catalogue.site.views.rule_pages import fault_pages
from catalogue.site.views.sharing import site_card

if TYPE_CHECKING:
    from jinja2 import Environment

ALBUM = "gambar-katalog"
"""Where pictures are kept between builds, in the cache."""


@dataclass(frozen=True)
class Production:
    """Everything needed to write one site."""

    root: Path
    loaded: Loaded
    build: Build
    assets: Mapping[str, Asset]
    environment: Environment

    @property
    def title(self) -> str:
        return self.build.title

    @property
    def site_url(self) -> str:
        return self.build.site_url

    @cached_property
    def pages(self) -> tuple[Page, ...]:
        """Every page; that of a record with a fault, which only the preview meets, shows the fault."""
        shown = (*pages(self.build), *last_pages(self.build), *self.faulty.values())
        found = {page.address: page for page in shown}
        return (*found.values(), *redirects(self.build, {page.address: page.title for page in found.values()}))

    @property
    def redirects(self) -> Iterator[Page]:
        """The pages at addresses that ended."""
        return (page for page in self.pages if page.template == REDIRECT)

    @cached_property
    def faulty(self) -> dict[str, Page]:
        """The pages that show a fault, by address."""
        if self.loaded.publishable:
            return {}
        return {page.address: page for page in fault_pages(self.loaded.findings, self.loaded.sources)}

    @cached_property
    def exports(self) -> tuple[Export, ...]:
        return tuple(exports(self.build))

    @cached_property
    def worksheets(self) -> tuple[Export, ...]:
        return tuple(worksheets(self.build))

    @cached_property
    def addresses(self) -> frozenset[str]:
        """Every address of the build: where a link may lead."""
        files = (*self.exports, *self.worksheets, *self.indexes(()))
        return frozenset(
            [
                *(page.address for page in self.pages),
                *(export.address for export in files),
                *(address for address, _ in self.photos()),
                *(picture.address for picture in self.pictures()),
                CHECKSUMS,
                *prose_addresses(HOME / "docs"),
            ]
        )

    @cached_property
    def renderer(self) -> Renderer:
        known = None if self.build.preview else self.addresses
        return Renderer(frame(self.build), self.build.site_url, self.assets, known)

    @cached_property
    def prose(self) -> ProseRenderer:
        return ProseRenderer(self.build, self.renderer, self.addresses)

    def render(self, page: Page) -> bytes:
        """Render a page."""
        return self.renderer.render(self.environment, page).encode()

    def write(self, folder: Path) -> int:
        """Write pages, exports, assets and pictures into a folder and return the number of all its pages.

        The prose is in the folder already.
        """
        prose = pages_among(file.relative_to(folder).as_posix() for file in folder.rglob("*.html"))
        self._prepare()
        writer = Writer(folder)
        writer.measure_present()
        last = {page.address for page in last_pages(self.build)}
        sheets = [File(export.address, export.make) for export in self.worksheets]
        shown = (page for page in self.pages if page.address not in last)
        small = [*sheets, *(File(page.file, partial(self.render, page)) for page in shown)]
        writer.write_all(
            [partial(_files, make, self.build) for make in (*LATER, *EXPORTS)], small, self.build.processes
        )
        self._write_descriptions(writer)
        self._write_rest(writer, prose)
        writer.put(CHECKSUMS, checksums(writer.measures))
        mark(folder)
        return len(prose) + sum(page.shown_on is None for page in self.pages)

    def _prepare(self) -> None:
        """Make once, before any process is forked, what every one of them needs."""
        build = self.build
        import_library()
        _ = dict(build.assessments), dict(build.past.progress), dict(build.past.trend)
        _ = build.advice, build.alike, build.found
        for template in {page.template for page in self.pages}:
            self.environment.get_template(template)

    def indexes(self, prose: Iterable[str]) -> Iterator[Export]:
        """Yield what names all pages, those of the prose included."""
        addresses = [page.address for page in self.pages if page.listed]
        return indexes(self.build, sorted([*addresses, *prose]))

    def _write_descriptions(self, writer: Writer) -> None:
        """Write what states how large other files are, now that they are there."""
        measure = writer.measures.__getitem__
        for export in described(self.exports, measure):
            writer.put(export.address, export.content)
        for page in self.last_pages(measure):
            writer.put(page.file, self.render(page))

    def last_pages(self, measure: Callable[[str], Measure]) -> Iterator[Page]:
        """Yield the pages that state how large published files are."""
        downloads = tuple(_download(export, measure) for export in self.exports if export.title)
        return last_pages(self.build, downloads)

    def _write_rest(self, writer: Writer, prose: Iterable[str]) -> None:
        for export in self.indexes(prose):
            writer.put(export.address, export.content)
        for asset in self.assets.values():
            writer.put(asset.address, asset.content)
        for address, photo in self.photos():
            writer.put(address, published_photo(photo.read_bytes()))
        for address, content in drawn(self.pictures(), self.build.cache / ALBUM, self.build.processes):
            writer.put(address, content)

    def pictures(self) -> Iterator[Picture]:
        """Yield every picture that a page is shown with; nobody passes on what is only proposed."""
        if self.build.proposal:
            return
        yield site_card(self.build)
        for page in self.pages:
            if page.card:
                yield page.card
            if page.poster:
                yield page.poster

    def photos(self) -> Iterator[tuple[str, Path]]:
        """Yield the address of every photograph with its file."""
        for entry in self.build.catalogue.with_any("foto"):
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


def _files(make: Callable[[Build], Iterable[Export]], build: Build) -> Iterator[File]:
    exported = (export for export in make(build) if not isinstance(export.made, Description))
    return (File(export.address, export.make) for export in exported)


def prose_addresses(docs: Path) -> Iterator[str]:
    """Yield the address of every page that MkDocs makes of `docs`, and of every file that it copies from there."""
    for file in docs.rglob("*"):
        name = file.relative_to(docs).as_posix()
        if name.endswith(".md"):
            yield name.removesuffix("index.md") if file.name == "index.md" else f"{name.removesuffix('.md')}/"
        elif file.is_file():
            yield name


def produce(loaded: Loaded, given: Settings, root: Path, templates: Path, memo: Memo | None = None) -> Production:
    """Prepare everything that the site of a catalogue at `root` consists of; most of it is made when asked for."""
    assets = recall(memo, "assets", asset_stamps(templates), partial(read_assets, templates))
    env = recall(
        memo,
        "environment",
        (),
        partial(environment, templates, preview=given.preview, still=given.proposal is not None),
    )
    return Production(root, loaded, build_of(loaded, given, memo), assets, env)
