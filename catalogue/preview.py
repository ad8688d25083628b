"""The preview: the site as it would be published now, each file made when a browser asks for it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from threading import RLock
from typing import Any

from catalogue.cache import cache_folder
from catalogue.clock import build_day
from catalogue.exports import EXPORTS, LATER, Context, Description, Export, Measure
from catalogue.findings import Finding, Severity
from catalogue.keeping import LastingKeeper
from catalogue.loading import HOME, Loaded, finish, load
from catalogue.memory import keep_for_good
from catalogue.pages import PAGES, page_at
from catalogue.pictures import Card
from catalogue.pictures.photo import published_photo
from catalogue.production import Production, pages_among
from catalogue.readings import Readings, readings
from catalogue.reports import text_report
from catalogue.settings import settings
from catalogue.site import produce
from catalogue.views.page import Page
from catalogue.views.site import Site
from catalogue.workers import processes

ERROR = "404.html"
SITEMAP = "sitemap.xml"
"""The one file that MkDocs makes too, of the prose alone."""
WAITING = "/livereload/"
"""Where a browser waits for the next state; no file is meant."""
Make = Callable[[], bytes]
"""What makes the content of a file."""
Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]
"""What answers requests (WSGI, PEP 3333)."""


class States:
    """The states of a catalogue one after another, each at the cost of what changed since the one before."""

    def __init__(
        self, root: Path, day: date | None, environ: Mapping[str, str], templates: Path = HOME / "templates"
    ) -> None:
        self._root, self._given_day, self._environ, self._templates = root, day, environ, templates
        self._keeper = LastingKeeper()
        self._found: dict[bytes, bytes] | None = None
        self._findings: tuple[Finding, ...] = ()

    def load(self) -> Loaded:
        """Read the catalogue as it is now, in a hurry."""
        with self._readings() as before:
            share = processes(self._environ)
            loaded = load(self._root, HOME, self._day, before, share, keeper=self._keeper, hurried=True)
        self._found = before.found
        return loaded

    def _readings(self) -> AbstractContextManager[Readings]:
        """Open what earlier programs left; later on this one knows better."""
        if self._found is None:
            return readings(cache_folder(self._environ))
        return nullcontext(Readings(found=self._found))

    def _day(self, zone: str) -> date:
        return build_day(self._given_day, self._environ, zone)

    def report(self, loaded: Loaded) -> str:
        """Report every fault, and of the warnings those that are new."""
        same = set(map(id, self._findings)).intersection(map(id, loaded.findings))
        known = {one for one in self._findings if id(one) not in same}  # most are the same objects, and not compared
        shown = [
            one for one in loaded.findings if one.severity is Severity.GALAT or not (id(one) in same or one in known)
        ]
        return text_report(shown, loaded.sources)

    def produce(self, loaded: Loaded, site_url: str) -> Production:
        """Prepare the site of a state; from the first one on the garbage collector lets what is kept be."""
        given = settings(loaded, self._root, self._given_day, self._environ, self._keeper)
        given = replace(given, site_url=site_url, preview=True)
        made = produce(loaded, given, self._root, self._templates, self._keeper)
        if not self._findings:
            keep_for_good()
        self._findings = loaded.findings
        return made

    def finish(self, loaded: Loaded, abandoned: Callable[[], bool] = bool) -> bool:
        """Do what was left out in a hurry, unless it is `abandoned`; tell whether the state is to be shown again."""
        return finish(loaded, self._day, self._keeper, abandoned)


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
            self._files = Files(production, self._prose, self._files.homes)

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
    """Every file of one state of the catalogue with what makes it, except the prose.

    Files come in groups that are listed together. The group that had a file in the state before is looked through
    first, so that a page that is looked at again and again costs no listing of all others.
    """

    def __init__(
        self, production: Production, prose: Callable[[], Iterable[str]], homes: Mapping[str, int] | None = None
    ) -> None:
        self.production, self._prose = production, prose
        self.homes = dict(homes or {})
        """In which group each file was, as far as is known."""
        self._found: dict[str, Make] = {}
        self._waiting: dict[int, Callable[[], Iterable[tuple[str, Make]]]] = dict(enumerate(self._groups()))

    def find(self, address: str) -> Make | None:
        """Return what makes the file at an address, None when there is none."""
        if page := self._single(address.removesuffix("index.html")):
            return partial(self._page, page)
        first = self.homes.get(address)
        for number in sorted(self._waiting, key=lambda number: number != first):
            if address in self._found:
                break
            listed = dict(self._waiting.pop(number)())
            self._found.update(listed)
            self.homes.update(dict.fromkeys(listed, number))
        return self._found.get(address)

    def _single(self, address: str) -> Page | None:
        return self.production.faulty.get(address) or page_at(self.production.site, address)

    def _groups(self) -> Iterator[Callable[[], Iterable[tuple[str, Make]]]]:
        """Yield what lists each group, what is asked for most first."""
        made = self.production
        yield lambda: ((asset.address, partial(bytes, asset.content)) for asset in made.renderer.assets.values())
        for make in PAGES:
            yield partial(self._pages, make)
        yield lambda: ((page.file, partial(self._page, page)) for page in made.redirects)
        for export in (*EXPORTS, *LATER):
            yield partial(self._exports, export)
        yield lambda: ((address, partial(_published, photo)) for address, photo in made.photos())
        yield lambda: ((sheet.address, partial(getattr, sheet, "content")) for sheet in made.worksheets)
        yield self._described
        yield lambda: ((picture.address, partial(_drawn, picture)) for picture in made.pictures())
        yield lambda: ((one.address, partial(getattr, one, "content")) for one in made.indexes(self._prose()))

    def _pages(self, make: Callable[[Site], Iterable[Page]]) -> Iterator[tuple[str, Make]]:
        for page in make(self.production.site):
            yield page.file, partial(self._page, self.production.faulty.get(page.address, page))

    def _exports(self, make: Callable[[Context], Iterable[Export]]) -> Iterator[tuple[str, Make]]:
        for export in make(self.production.context):
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
        return self.production.renderer.render(self.production.environment, page.whole()).encode()


def _drawn(card: Card) -> bytes:
    return card.draw()


def _published(photo: Path) -> bytes:
    return published_photo(photo.read_bytes())
