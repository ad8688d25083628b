"""The preview: the site as it would be published now, each file made when a browser asks for it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path
from threading import Lock
from typing import Any

from catalogue.exports import LATER, Description, Export, Measure
from catalogue.pictures import Picture
from catalogue.pictures.photo import published_photo
from catalogue.site import Production, pages_among
from catalogue.views.page import Page

ERROR = "404.html"
Make = Callable[[], bytes]
"""What makes the content of a file."""
Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]
"""What answers requests (WSGI, PEP 3333)."""


class Preview:
    """A folder that holds what was asked for since the last change, besides the prose that is there already."""

    def __init__(self, folder: Path, production: Production) -> None:
        self.folder = folder
        self._lock = Lock()
        self._made: set[str] = set()
        self.follow(production)

    def follow(self, production: Production) -> None:
        """Show another state of the catalogue from now on."""
        with self._lock:
            for address in self._made:
                (self.folder / address).unlink(missing_ok=True)
            self._made.clear()
            self._prose = pages_among(file.relative_to(self.folder).as_posix() for file in self.folder.rglob("*.html"))
            self.production = production
            self._files = dict(files(production))
            self._complete = False
        self.prepare(ERROR)

    def prepare(self, address: str) -> bool:
        """Make the file at an address unless it is there; tell whether there is one."""
        with self._lock:
            file, make = self.folder / address, self._maker(address)
            if make and not (address in self._made and file.is_file()):
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_bytes(make())
                self._made.add(address)
            return make is not None

    def _maker(self, address: str) -> Make | None:
        if address not in self._files and not self._complete and not (self.folder / address).is_file():
            self._files.update(later_files(self.production, self._prose))
            self._complete = True
        return self._files.get(address)

    def answering(self, application: Application, mount: str) -> Application:
        """Return what makes a file before `application` looks for it in the folder, below the address `mount`."""

        def answer(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
            address = environ["PATH_INFO"].encode("latin-1").decode("utf-8", "ignore").removeprefix(mount)
            wanted = (
                [f"{address}index.html"] if address.endswith("/") or not address else [address, f"{address}/index.html"]
            )
            head: list[Any] = []
            for _ in range(2):  # the catalogue may change between the making and the looking
                known = any(self.prepare(candidate) for candidate in wanted)
                head.clear()
                body = application(environ, lambda *given: head.extend(given))
                if not (known and head[0].startswith("404")):
                    break
            start_response(*head)
            return body

        return answer


def files(production: Production) -> Iterator[tuple[str, Make]]:
    """Yield every file of a site with what makes it, except `later_files` and the prose."""
    made = {export.address: partial(getattr, export, "content") for export in production.exports}

    def measure(address: str) -> Measure:
        content = made[address]()
        return Measure(len(content), hashlib.sha256(content).hexdigest())

    yield from ((export.address, partial(_content, export, measure)) for export in production.exports)
    yield from ((sheet.address, partial(getattr, sheet, "content")) for sheet in production.worksheets)
    yield from ((asset.address, partial(bytes, asset.content)) for asset in production.renderer.assets.values())
    yield from ((address, partial(_published, photo)) for address, photo in production.photos())
    yield from ((picture.address, partial(_drawn, picture)) for picture in production.pictures())
    last = {page.address: page for page in production.last_pages(lambda address: Measure(0, ""))}
    for page in production.pages:
        make = (
            partial(_last, production, page.address, measure)
            if page.address in last
            else partial(_page, production, page)
        )
        yield page.file, make


def later_files(production: Production, prose: Iterable[str]) -> Iterator[tuple[str, Make]]:
    """Yield the files whose addresses are known only when they are made, and those that name all pages."""
    made = (export for make in LATER for export in make(production.context))
    yield from ((export.address, partial(getattr, export, "content")) for export in (*made, *production.indexes(prose)))


def _page(production: Production, page: Page) -> bytes:
    return production.renderer.render(production.environment, page.whole()).encode()


def _last(production: Production, address: str, measure: Callable[[str], Measure]) -> bytes:
    return next(_page(production, page) for page in production.last_pages(measure) if page.address == address)


def _content(export: Export, measure: Callable[[str], Measure]) -> bytes:
    return export.made.write(measure) if isinstance(export.made, Description) else export.content


def _drawn(picture: Picture) -> bytes:
    return picture.draw()


def _published(photo: Path) -> bytes:
    return published_photo(photo.read_bytes())
