"""The second half of the pipeline: from the checked catalogue to files in a folder."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, time
from pathlib import Path
from textwrap import shorten
from typing import Any

from jinja2 import Environment, StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from catalogue.album import drawn
from catalogue.assessment import assess_all
from catalogue.cache import remembered
from catalogue.clock import time_zone
from catalogue.collection import Catalogue
from catalogue.components import installed, vendored
from catalogue.examples import read_examples
from catalogue.exports import Context, Export, exports, indexes
from catalogue.exports.worksheets import worksheets
from catalogue.indonesian import day_text
from catalogue.loading import HOME, Loaded
from catalogue.markup import clean_prose
from catalogue.model.period import Visibility
from catalogue.pages import pages
from catalogue.past import past
from catalogue.pictures import Picture
from catalogue.pictures.photo import published_photo
from catalogue.publication import MARK
from catalogue.rules import RULES
from catalogue.settings import Settings
from catalogue.templating import VENDORED, Renderer, configure, palette, read_assets
from catalogue.views.agencies import AgencyView
from catalogue.views.faults import fault_pages
from catalogue.views.innovations import photo_address
from catalogue.views.page import Page
from catalogue.views.parts import Download, Link
from catalogue.views.site import Site, frame

INTERNAL = "katalog:"
"""How prose names a page of the catalogue while MkDocs, which does not know the catalogue, checks its links."""

CACHE = ".cache"
ALBUM = f"{CACHE}/gambar"
"""Where pictures are kept between builds, beside the program."""


class DeadLink(Exception):
    """Prose leads to a page that does not exist."""


@dataclass(frozen=True)
class Prose:
    """A page from `docs/`: its heading, the HTML below it and the anchors of its chapters."""

    heading: Markup
    content: Markup
    toc: tuple[Link, ...]


@dataclass(frozen=True)
class Production:
    """Everything needed to write one site."""

    root: Path
    site: Site
    pages: tuple[Page, ...]
    exports: tuple[Export, ...]
    context: Context
    renderer: Renderer

    @property
    def site_name(self) -> str:
        return self.site.title

    def configure(self, env: Environment) -> None:
        """Make an environment fit for our templates."""
        configure(env)

    def fill_prose(self, markdown: str) -> str:
        """Fill in what a prose page says of the region, the period, the rubric and the numbers.

        The prose comes by pull request too, so its expressions run in a sandbox.
        """
        env = ImmutableSandboxedEnvironment(undefined=StrictUndefined, keep_trailing_newline=True)
        catalogue = self.site.catalogue
        return env.from_string(markdown).render(
            region=catalogue.region,
            period=self.site.period,
            rubric=self.site.assessment.rubric,
            counts=_counts(self.site),
            repository=self.site.repository,
            url=lambda there: f"{INTERNAL}{there}",
            day=day_text,
        )

    def prose_context(
        self, title: str, html: str, address: str, path: str, toc: Iterable[Any], *, language: str
    ) -> dict[str, Any]:
        """Return the variables for a prose page's template, in the terms of every other page.

        Raise DeadLink when the prose leads to a page of the catalogue that does not exist.
        """
        anchors = tuple(Link(Markup(item.title).striptags(), item.url) for item in toc)  # noqa: S704
        heading, end, content = clean_prose(self._resolve(html, address)).partition("</h1>")
        prose = Prose(heading + end, content, anchors)
        page = Page(
            address=address,
            template="main.html",
            view=prose,
            title=title,
            description=shorten(content.partition("</p>")[0].striptags() or title, 200, placeholder="…"),
            path=f"docs/{path}",
            section=address.split("/", maxsplit=1)[0],
            language=language,
        )
        return self.renderer.context(page)

    def _resolve(self, html: str, here: str) -> str:
        known = {page.address for page in self.pages} | {export.address for export in self.exports}

        def relative(match: re.Match[str]) -> str:
            if match[1] not in known:
                raise DeadLink(f"tautan ke halaman `{match[1]}` yang tidak ada pada {here}")
            return f'href="{self.renderer.relative(here, match[1])}'

        return re.sub(rf'href="{INTERNAL}([^"#]*)', relative, html)

    def write(self, folder: Path, env: Environment, prose: Iterable[str]) -> int:
        """Write pages, exports, assets and pictures into a folder and return the number of pages.

        `prose` are the addresses of the pages that are there already, for the sitemap.
        """
        for page in self.pages:
            _put(folder / page.file, self.renderer.render(env, page).encode())
        addresses = [page.address for page in self.pages if page.listed]
        for export in (*self.exports, *indexes(self.context, sorted([*addresses, *prose]))):
            _put(folder / export.address, export.content)
        for asset in self.renderer.assets.values():
            _put(folder / asset.address, asset.content)
        self._copy_photos(folder)
        for address, content in drawn(self._pictures(), HOME / ALBUM):
            _put(folder / address, content)
        (folder / MARK).touch()
        return sum(page.shown_on is None for page in self.pages)

    def _pictures(self) -> Iterator[Picture]:
        yield self.site.card
        for page in self.pages:
            yield from page.pictures
            if page.card:
                yield page.card

    def _copy_photos(self, folder: Path) -> None:
        for entry in self.site.catalogue.innovations.values():
            for photo in entry.record.foto:
                source = self.root / Path(entry.path).parent / photo.berkas
                if source.is_file() and not source.is_symlink():
                    _put(folder / photo_address(entry, photo.berkas), published_photo(source.read_bytes()))


def produce(loaded: Loaded, given: Settings, root: Path, templates: Path) -> Production:
    """Prepare everything that the site of a catalogue at `root` consists of.

    A record with a fault, which only the preview meets, gives a page that shows it.
    """
    assert loaded.catalogue is not None
    catalogue = _opened(loaded.catalogue) if given.internal else loaded.catalogue
    assessments = assess_all(catalogue)
    moment = datetime.combine(given.today, time(), time_zone(catalogue.region.zona_waktu))
    with remembered(HOME / CACHE, loaded.sources) as memory:
        before = past(catalogue, assessments, given.history, given.today, memory)
    context = Context(
        catalogue=catalogue,
        assessments=assessments,
        today=given.today,
        generated_at=moment,
        site_url=given.site_url,
        history=given.history.dates,
        past=before,
        repository=given.repository,
        internal=given.internal,
        texts={path: source.text for path, source in loaded.sources.items()},
    )
    made = tuple(exports(context))
    assets = read_assets(templates)
    site = Site(
        catalogue=catalogue,
        assessments=assessments,
        today=given.today,
        history=given.history.dates,
        past=before,
        palette=palette(assets["style.css"].content),
        internal=given.internal,
        site_url=given.site_url,
        repository=given.repository,
        proposals=given.proposals,
        links=given.links,
        rules=RULES,
        downloads=tuple(Download(e.address, e.title, e.description, e.media_type) for e in made if e.title),
        examples=read_examples(),
        carried=vendored(templates / VENDORED),
        built_with=installed(HOME / "requirements.txt"),
    )
    renderer = Renderer(frame(site), given.site_url, assets)
    shown = (*pages(site), *fault_pages(loaded.findings, loaded.sources))
    agencies = (page.view for page in shown if isinstance(page.view, AgencyView))
    sheets = (view.worksheet for view in agencies if view.paging.number == 1)
    files = (*made, *worksheets(sheets, site.title, moment))
    return Production(root, site, tuple({page.address: page for page in shown}.values()), files, context, renderer)


def _opened(catalogue: Catalogue) -> Catalogue:
    """Show everything that a period keeps from the public."""
    periods = {
        year: replace(entry, record=entry.record.model_copy(update={"publikasi": Visibility()}))
        for year, entry in catalogue.periods.items()
    }
    return replace(catalogue, periods=periods)


def _counts(site: Site) -> dict[str, int]:
    catalogue: Catalogue = site.catalogue
    return {
        "inovasi": len(catalogue.innovations),
        "opd": len(catalogue.opds),
        "opd_wajib": len(site.assessment.obliged),
        "aturan": len(site.rules),
    }


def _put(file: Path, content: bytes) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content)
