"""The states of a catalogue as MkDocs carries them: one for a build, one after each change for a preview.

The preview is the site as it would be published now, each file made when a browser asks for it.
"""

from __future__ import annotations

import hashlib
import logging
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from threading import RLock
from typing import Any

from catalogue.build import Build, Settings, settings
from catalogue.check import Extent
from catalogue.common.dates import build_day
from catalogue.common.findings import Severity
from catalogue.common.hosting import WrongSetting, published_at
from catalogue.common.memo import Memo
from catalogue.common.program import HOME
from catalogue.export import EXPORTS, LATER
from catalogue.export.file import Description, Export, Measure
from catalogue.history import History
from catalogue.pipeline import Loaded, load
from catalogue.publish.pictures import painted, published_photo
from catalogue.publish.production import Production, pages_among, produce
from catalogue.report import failure_text, text_report, what_is_hidden, what_is_lost
from catalogue.site import mkdocs_adapter
from catalogue.site.pages import PAGES
from catalogue.site.views import Page
from catalogue.site.views.innovations import page_at

log = logging.getLogger("mkdocs.plugins.katalog")


class CatalogueStates:
    """The catalogue at a root; a preview keeps what stayed the same from one state to the next."""

    def __init__(self, root: Path = HOME, day: date | None = None) -> None:
        self.root, self.day = root, day
        self.memo = Memo()
        self.told = ""

    @property
    def watched(self) -> Sequence[Path]:
        names = ("innovations", "opd", "periods", "rubrics", "vocabularies", "region.yaml", "ekosistem.yaml")
        return [self.root / name for name in (*names, "alamat.yaml") if (self.root / name).exists()]

    def next(self, site_url: str | None) -> Production:
        """Read the catalogue as it is now; raise Faulty with its faults, which a preview shows where it can."""
        memo = self.memo if site_url else None
        day = partial(build_day, self.day, os.environ)
        loaded = load(self.root, day=day, extent=Extent.FAULTS, memo=memo)
        if not loaded.publishable:
            report = text_report(loaded.findings, loaded.sources)
            if not (site_url and _showable(loaded)):
                raise mkdocs_adapter.Faulty(report)
            log.info(report)
        try:
            given = settings(loaded, self.root, self.day, os.environ, memo)
        except WrongSetting as error:
            raise mkdocs_adapter.Faulty(str(error)) from error
        if given.history.failure and not site_url:
            raise mkdocs_adapter.Faulty(failure_text(given.history.failure))
        self._tell(_hidden(given.history) if site_url else what_is_lost(given.site_url))
        if site_url:
            given = replace(given, site_url=site_url, preview=True)
        return produce(loaded, given, self.root, HOME / "templates", memo)

    def _tell(self, gap: str) -> None:
        """Say once what the pages lack."""
        if gap and gap != self.told:
            log.info(gap.strip())
        self.told = gap

    def preview(self, folder: Path, site: Production) -> Preview:
        """Begin a preview in a folder."""
        return Preview(folder, site)


def _hidden(history: History) -> str:
    return failure_text(history.failure) if history.failure else what_is_hidden(history)


def _showable(loaded: Loaded) -> bool:
    faulty = {finding.place.path for finding in loaded.findings if finding.severity is Severity.GALAT}
    return loaded.catalogue is not None and all(path.startswith(("innovations/", "opd/")) for path in faulty)


def build_site(loaded: Loaded, given: Settings, root: Path, folder: Path, say: Callable[[str], None]) -> int:
    """Write the whole site into an empty folder and return the number of its pages; raise BuildFailed."""
    return mkdocs_adapter.build_site(produce(loaded, given, root, HOME / "templates"), folder, say)


def serve_site(root: Path, day: date | None, address: str, *, polling: bool = False) -> None:
    """Preview the site with live reload until interrupted; raise BuildFailed when it cannot start, or WrongSetting."""
    site_url = published_at(os.environ, None) or f"http://{address}/"
    mkdocs_adapter.serve_site(CatalogueStates(root, day), address, site_url, polling=polling)


ERROR = "404.html"
SITEMAP = "sitemap.xml"
"""The one file that MkDocs makes too, of the prose alone."""
WAITING = "/livereload/"
"""Where a browser waits for the next state; no file is meant."""
Make = Callable[[], bytes]
"""What makes the content of a file."""
Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]
"""What answers requests (WSGI, PEP 3333)."""


class Preview:
    """A folder that holds what was asked for since the last change, besides the prose."""

    def __init__(self, folder: Path, production: Production) -> None:
        self.folder = folder
        self._lock = RLock()
        self._made: set[str] = set()
        self._renew: Callable[[], None] | None = None
        self._files = Files(production, self._prose)

    def follow(self, production: Production, renew: Callable[[], None] | None = None) -> None:
        """Show another state of the catalogue from now on; `renew` makes the prose anew, where that is no longer right.

        It is called when somebody asks for prose, and follows in turn.
        """
        with self._lock:
            for address in self._made:
                (self.folder / address).unlink(missing_ok=True)
            self._made.clear()
            self._renew = renew
            self._files = Files(production, self._prose)

    def _prose(self) -> list[str]:
        if self._renew:
            self._renew()
        files = (file.relative_to(self.folder).as_posix() for file in self.folder.rglob("*.html"))
        return pages_among(file for file in files if file not in self._made)

    def prepare(self, address: str) -> bool:
        """Make the file at an address unless it is there; tell whether there is one."""
        with self._lock:
            file = self.folder / address
            if address in self._made and file.is_file():
                return True
            make = None if file.is_file() and address != SITEMAP else self._files.find(address)
            if make is None and self._renew and address.endswith(".html"):
                self._renew()
            if make:
                content = make()
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_bytes(content)
                self._made.add(address)
            return make is not None

    def answering(self, application: Application, mount: str) -> Application:
        """Return what makes a file before `application` looks for it in the folder, below the address `mount`."""

        def answer(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
            if environ["PATH_INFO"].startswith(WAITING):
                return application(environ, start_response)
            address = environ["PATH_INFO"].encode("latin-1").decode("utf-8", "ignore").removeprefix(mount)
            index = f"{address}{'/' if address and not address.endswith('/') else ''}index.html"
            wanted = [address, index] if "." in address.rpartition("/")[2] else [index, address]
            head: list[Any] = []
            for _ in range(2):  # the catalogue may change between the making and the looking
                known = any(self.prepare(candidate) for candidate in wanted)
                if not known:
                    self.prepare(ERROR)
                head.clear()
                body = application(environ, lambda *given: head.extend(given))
                if not (known and head[0].startswith("404")):
                    break
            start_response(*head)
            return body

        return answer


class Files:
    """Every file of one state of the catalogue with what makes it, except the prose; listed only as far as needed."""

    def __init__(self, production: Production, prose: Callable[[], Iterable[str]]) -> None:
        self.production, self._prose = production, prose
        self._found: dict[str, Make] = {}
        self._waiting = self._groups()

    def find(self, address: str) -> Make | None:
        """Return what makes the file at an address, None when there is none."""
        if page := self._single(address.removesuffix("index.html")):
            return partial(self._page, page)
        while address not in self._found:
            group = next(self._waiting, None)
            if group is None:
                return None
            self._found.update(group)
        return self._found[address]

    def _single(self, address: str) -> Page | None:
        return self.production.faulty.get(address) or page_at(self.production.build, address)

    def _groups(self) -> Iterator[Iterable[tuple[str, Make]]]:
        """Yield the files in groups, what is asked for most first."""
        made = self.production
        yield ((asset.address, partial(bytes, asset.content)) for asset in made.assets.values())
        for make in PAGES:
            yield self._pages(make)
        yield ((page.file, partial(self._page, page)) for page in made.redirects)
        for export in (*EXPORTS, *LATER):
            yield self._exports(export)
        yield ((address, partial(_published, photo)) for address, photo in made.photos())
        yield ((sheet.address, partial(getattr, sheet, "content")) for sheet in made.worksheets)
        yield self._described()
        yield ((picture.address, partial(painted, picture)) for picture in made.pictures())
        yield ((one.address, partial(getattr, one, "content")) for one in made.indexes(self._prose()))

    def _pages(self, make: Callable[[Build], Iterable[Page]]) -> Iterator[tuple[str, Make]]:
        for page in make(self.production.build):
            yield page.file, partial(self._page, self.production.faulty.get(page.address, page))

    def _exports(self, make: Callable[[Build], Iterable[Export]]) -> Iterator[tuple[str, Make]]:
        for export in make(self.production.build):
            if not isinstance(export.made, Description):
                yield export.address, partial(getattr, export, "content")

    def _described(self) -> Iterator[tuple[str, Make]]:
        """List the files that state how large others are."""
        for export in self.production.exports:
            if isinstance(export.made, Description):
                yield export.address, partial(export.made.write, self._measure)
        for page in self.production.last_pages(lambda address: Measure(0, "")):
            yield page.file, partial(self._last, page.address)

    def _measure(self, address: str) -> Measure:
        make = self.find(address)
        content = make() if make else b""
        return Measure(len(content), hashlib.sha256(content).hexdigest())

    def _last(self, address: str) -> bytes:
        return next(self._page(page) for page in self.production.last_pages(self._measure) if page.address == address)

    def _page(self, page: Page) -> bytes:
        return self.production.render(page)


def _published(photo: Path) -> bytes:
    return published_photo(photo.read_bytes())
