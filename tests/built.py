"""Sites built once for the tests that read or open them."""

from __future__ import annotations

import fcntl
import gzip
import os
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from tests.forked import forked
from tests.trees import HERE

ROOT = HERE.parent
DAY = "2026-11-24"
SUB_PATH = "/katalog/"
SITE_URL = f"https://contoh.example{SUB_PATH}"
REPOSITORY_URL = "https://github.com/contoh/katalog"


def build(*arguments: str, env: dict[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    """Run `build.py` as a user does, in an environment that knows nothing of where it runs."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("GITHUB_", "SITE_", "REPO"))}
    return forked().run(arguments, {**clean, **(env or {})})


def shared(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], object]) -> Path:
    """Let the first process of a test run make a folder, for which the others wait, and return it."""
    base = factory.getbasetemp()
    common = base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base
    folder = common / name
    with (common / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.exists():
            fresh = common / f"{name}.fresh"
            shutil.rmtree(fresh, ignore_errors=True)
            fresh.mkdir()
            make(fresh)
            fresh.rename(folder)
    return folder


def contents(site: Path) -> dict[str, bytes]:
    """Return every file of a site."""
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()}


def differing(one: dict[str, bytes], other: dict[str, bytes]) -> list[str]:
    """Name the files that are not the same in both."""
    return sorted(name for name in one.keys() | other.keys() if one.get(name) != other.get(name))


@dataclass(frozen=True)
class Built:
    """A built site: its folder, and the address under which it is served."""

    folder: Path
    address: str

    @property
    def pages(self) -> list[Path]:
        """Every HTML file, in order."""
        return sorted(self.folder.rglob("*.html"))


PACKED = {".css", ".html", ".js", ".json", ".svg", ".txt", ".xml"}
"""Kinds of files that a server sends compressed."""


HASHED = re.compile(r"/assets/.*\.[0-9a-f]{10}\.\w+$")


def on_the_wire(file: Path) -> bytes:
    """Return what a server sends for a file; the level is that of GitHub's."""
    return _packed(file, file.stat().st_mtime_ns)


@cache
def _packed(file: Path, changed: int) -> bytes:
    content = file.read_bytes()
    return gzip.compress(content, 6, mtime=0) if file.suffix in PACKED else content


class _Quiet(SimpleHTTPRequestHandler):
    """Serves a site below a sub-path, compressed for whoever accepts that, as GitHub does for a project."""

    protocol_version = "HTTP/1.1"  # a page of a hundred files needs six connections, not a hundred
    disable_nagle_algorithm = True
    wbufsize = -1

    def translate_path(self, path: str) -> str:
        return super().translate_path("/" + path.removeprefix(SUB_PATH))

    def do_GET(self) -> None:
        """Answer with the compressed file; what is none is left to the plain server."""
        file = Path(self.translate_path(self.path))
        file = file / "index.html" if self.path.split("?")[0].endswith("/") else file
        wanted = "gzip" in self.headers.get("Accept-Encoding", "")
        if not wanted or file.suffix not in PACKED or not file.is_file():
            del self.headers["If-Modified-Since"]  # a test changes a file twice within the second that this counts
            super().do_GET()
            return
        content = on_the_wire(file)
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", self.guess_type(file))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Answer a dead address with the site's own page, as GitHub does."""
        page = Path(self.directory) / "404.html"
        if code != HTTPStatus.NOT_FOUND or not page.exists():
            super().send_error(code, message, explain)
            return
        content = page.read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def end_headers(self) -> None:
        """Let what is named by its content be kept; everything else is asked for again."""
        kept = HASHED.search(self.path.split("?")[0])
        self.send_header("Cache-Control", "max-age=31536000, immutable" if kept else "no-cache")
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


class _Server(ThreadingHTTPServer):
    """Let many connections wait at once: one that is not taken is tried again only a second later."""

    request_queue_size = 128


@contextmanager
def served(folder: Path) -> Iterator[Built]:
    """Serve a folder on a free port of this machine."""
    server = _Server(("127.0.0.1", 0), partial(_Quiet, directory=str(folder)))
    thread = Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield Built(folder, f"http://127.0.0.1:{server.server_address[1]}{SUB_PATH}")
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
