"""The preview: the site as it would be published now, each file made when a browser asks for it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from threading import Lock
from typing import Any

from catalogue.site import Production, pages_among

ERROR = "404.html"
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
            self._files = dict(production.files())
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

    def _maker(self, address: str) -> Callable[[], bytes] | None:
        if address not in self._files and not self._complete and not (self.folder / address).is_file():
            self._files.update(self.production.later_files(self._prose))
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
