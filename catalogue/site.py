"""The second half of the pipeline: from the checked catalogue to files in a folder."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, time
from functools import partial
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
from catalogue.exports import LATER, Context, Export, exports, indexes
from catalogue.exports.worksheets import worksheets
from catalogue.indonesian import day_text
from catalogue.loading import HOME, Loaded
from catalogue.marks import mark_of, mark_of_content
from catalogue.markup import clean_prose
from catalogue.model.period import Visibility
from catalogue.output import Output, Planned, Published, program, recall, remember
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
from catalogue.views.page import LaterPage, Page
from catalogue.views.parts import Download, Link
from catalogue.views.site import Site, frame
from catalogue.views.worksheet import Worksheet

INTERNAL = "katalog:"
"""How prose names a page of the catalogue while MkDocs, which does not know the catalogue, checks its links."""

ALBUM = "gambar"
"""Where pictures are kept between builds, in the cache."""


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
    given: Settings
    templates: Path

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
        shared = self._shared(env)
        target = self.given.published or folder
        before = recall(self.given.cache, target, shared) if shared else Published(target)
        output = Output(folder, before, self.given.processes)
        later = [partial(_plan_exports, partial(make, self.context)) for make in LATER]
        costly = [export for export in self.exports if export.inputs is not None]
        large = [*later, *(partial(_plan_exports, partial(iter, [export])) for export in costly)]
        small = [partial(_plan_export, export) for export in self.exports if export.inputs is None]
        for template in {page.template for page in self.pages} if not before.files else ():
            env.get_template(template)  # compiled once, not by every process
        output.write(large, [*(partial(self._plan_page, env, page) for page in self.pages), *small])
        self._write_rest(output, prose)
        if shared and self.given.published:
            remember(self.given.cache, target, shared, output.files)
        (folder / MARK).touch()
        return sum(page.shown_on is None for page in self.pages)

    def _shared(self, env: Environment) -> str | None:
        """Return the mark of what goes into every file: the program, the theme, and what every page says."""
        code = mark_of_content(b"".join(program(self.templates, (HOME / "catalogue").rglob("*.py"))))
        policy = str(env.globals.get("content_policy", ""))
        return mark_of(sys.version, code, policy, self.renderer.frame, self.renderer.site_url, self.site.internal)

    def _plan_page(self, env: Environment, page: Page) -> Planned:
        whole = page.whole()
        return Planned(whole.file, mark_of(whole), lambda: self.renderer.render(env, whole).encode())

    def _write_rest(self, output: Output, prose: Iterable[str]) -> None:
        addresses = [page.address for page in self.pages if page.listed]
        for export in indexes(self.context, sorted([*addresses, *prose])):
            output.put(export.address, export.content)
        for asset in self.renderer.assets.values():
            output.put(asset.address, asset.content)
        for address, photo in self._photos():
            content = photo.read_bytes()
            output.add(Planned(address, mark_of_content(content), partial(published_photo, content)))
        wanted = {picture.address: picture for picture in self._pictures()}
        missing = [picture for address, picture in wanted.items() if not output.keep(address, address)]
        for address, content in drawn(missing, self.given.cache / ALBUM, wanted):
            output.put(address, content, address)

    def _pictures(self) -> Iterator[Picture]:
        yield self.site.card
        for page in self.pages:
            yield from page.pictures
            if page.card:
                yield page.card

    def _photos(self) -> Iterator[tuple[str, Path]]:
        for entry in self.site.catalogue.innovations.values():
            for photo in entry.record.foto:
                source = self.root / Path(entry.path).parent / photo.berkas
                if source.is_file() and not source.is_symlink():
                    yield photo_address(entry, photo.berkas), source


def produce(loaded: Loaded, given: Settings, root: Path, templates: Path) -> Production:
    """Prepare everything that the site of a catalogue at `root` consists of.

    A record with a fault, which only the preview meets, gives a page that shows it.
    """
    assert loaded.catalogue is not None
    catalogue = _opened(loaded.catalogue) if given.internal else loaded.catalogue
    assessments = assess_all(catalogue)
    moment = datetime.combine(given.today, time(), time_zone(catalogue.region.zona_waktu))
    with remembered(given.cache, loaded.sources) as memory:
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
        federation=given.federation,
        rules=RULES,
        downloads=tuple(_download(export) for export in made if export.title),
        examples=read_examples(),
        carried=vendored(templates / VENDORED),
        built_with=installed(HOME / "requirements.txt"),
    )
    renderer = Renderer(frame(site), given.site_url, assets)
    shown = (*pages(site), *fault_pages(loaded.findings, loaded.sources))
    files = (*made, *worksheets(_sheets(shown), site.title, moment))
    unique = tuple({page.address: page for page in shown}.values())
    return Production(root, site, unique, files, context, renderer, given, templates)


def _sheets(shown: Iterable[Page | LaterPage]) -> Iterator[Worksheet]:
    """Yield the worksheet of each agency once; the further pages of its list show parts of the same one."""
    ready = (page.view for page in shown if not isinstance(page, LaterPage))
    return (view.worksheet for view in ready if isinstance(view, AgencyView) and view.paging.number == 1)


def _opened(catalogue: Catalogue) -> Catalogue:
    """Show everything that a period keeps from the public."""
    periods = {
        year: replace(entry, record=entry.record.model_copy(update={"publikasi": Visibility()}))
        for year, entry in catalogue.periods.items()
    }
    return replace(catalogue, periods=periods)


def _download(export: Export) -> Download:
    return Download(export.address, export.title, export.description, export.media_type, len(export.content))


def _counts(site: Site) -> dict[str, int]:
    catalogue: Catalogue = site.catalogue
    return {
        "inovasi": len(catalogue.innovations),
        "opd": len(catalogue.opds),
        "opd_wajib": len(site.assessment.obliged),
        "aturan": len(site.rules),
    }


def _plan_exports(made: Callable[[], Iterable[Export]]) -> Iterator[Planned]:
    return map(_plan_export, made())


def _plan_export(export: Export) -> Planned:
    mark = None if export.inputs is None else mark_of(export.inputs)
    return Planned(export.address, mark, lambda: export.content)
