"""What a page needs besides its view: addresses, assets, what every template may call, and the frame around it.

The frame is what every page says of the site, with the card of pages that have none of their own.
"""

from __future__ import annotations

import hashlib
import posixpath
import re
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from markupsafe import Markup

from catalogue.build import Build
from catalogue.common.card import Card
from catalogue.common.indonesian import day_text, days_text
from catalogue.propose.open_round import RoundView, round_view
from catalogue.site.views import Page
from catalogue.site.views.services import has_services
from catalogue.site.views.sharing import site_card

if TYPE_CHECKING:
    from jinja2 import Environment

ASSETS = "assets"
VENDORED = "vendor"
PIECES = 2_000_000
"""Characters of the pieces of pages that are kept at hand while a site is written."""
BASE = "\0"
"""Stands in a piece for what the addresses on a page begin with; no record holds it."""


@dataclass(frozen=True)
class Asset:
    """A file of the theme under an address that changes with its content, so that it may be kept for ever."""

    address: str
    content: bytes
    named: tuple[str, ...] = ()
    """The names of the files that this one names."""


def asset_stamps(templates: Path) -> tuple[tuple[str, int, int], ...]:
    """Return size and time of every file beside the templates, by which a running preview sees that one changed."""
    files = sorted([*(templates / ASSETS).glob("**/*.*"), *(templates / VENDORED).glob("*/*.*")])
    return tuple((str(file), (found := file.stat()).st_size, found.st_mtime_ns) for file in files)


def read_assets(templates: Path) -> dict[str, Asset]:
    """Read the files beside the templates, by name, and those made elsewhere with their licences.

    What a style sheet or a module names beside it gets its address there; modules may not name each other in a ring.
    """
    ours, theirs = (templates / ASSETS).glob("**/*.*"), (templates / VENDORED).glob("*/*.*")
    files = {file.relative_to(templates / ASSETS).as_posix(): file for file in ours}
    files |= {file.name: file for file in theirs}
    found: dict[str, Asset] = {}
    for name in sorted(files):
        _publish(name, files, found)
    return found


NAMED = {".css": rb'(url\(")([^"]+)("\))', ".js": rb'((?:\bfrom |\bimport |\bimport\()")(\.{1,2}/[^"]+)(")'}
"""How a file names another beside it, by its ending."""
LAZY = b'import("'
"""How a module names one that it may never need."""


def _publish(name: str, files: Mapping[str, Path], found: dict[str, Asset]) -> Asset:
    """Give a file its address, and before it those that it names, for its own depends on theirs."""
    if name not in found:
        file, folder, others = files[name], posixpath.dirname(name), dict[str, None]()

        def named(match: re.Match[bytes]) -> bytes:
            other = posixpath.normpath(posixpath.join(folder, match[2].decode()))
            if match[1] != LAZY:
                others[other] = None
            there = posixpath.relpath(_publish(other, files, found).address, posixpath.join(ASSETS, folder))
            relative = there if file.suffix == ".css" or there.startswith(".") else f"./{there}"
            return match[1] + relative.encode() + match[3]

        pattern = NAMED.get(file.suffix)
        content = re.sub(pattern, named, file.read_bytes()) if pattern else file.read_bytes()
        mark = hashlib.sha256(content).hexdigest()[:10]
        found[name] = Asset(f"{ASSETS}/{name.removesuffix(file.suffix)}.{mark}{file.suffix}", content, tuple(others))
    return found[name]


class Pieces:
    """Pieces of pages as they were written; the oldest are forgotten."""

    def __init__(self, most: int = PIECES) -> None:
        self._most = most
        self._length = 0
        self._kept: dict[Hashable, str] = {}

    def recall(self, key: Hashable, write: Callable[[], str]) -> str:
        """Return what was written under a key, else write it."""
        text = self._kept.pop(key, None)
        if text is None:
            text = write()
            self._length += len(text)
        self._kept[key] = text
        while self._length > self._most and len(self._kept) > 1:
            self._length -= len(self._kept.pop(next(iter(self._kept))))
        return text


class DeadLink(Exception):
    """A page leads to an address that the build does not make."""


@dataclass(frozen=True)
class Renderer:
    """Everything a page needs besides its view.

    `addresses` are all pages and files of the build, so that no dead link can be written; a preview, which lists no
    page that nobody asks for, does not know them.
    """

    frame: Frame
    site_url: str
    assets: Mapping[str, Asset]
    addresses: frozenset[str] | None = None

    def known(self, address: str) -> str:
        """Return an address; raise DeadLink when the build makes nothing there."""
        if self.addresses is not None and address not in self.addresses:
            page = re.split("[?#]", address, maxsplit=1)[0]
            if page not in self.addresses:
                raise DeadLink(f"tautan ke `{page}`, yang tidak diterbitkan")
        return address

    @cached_property
    def _pieces(self) -> Pieces:
        return Pieces()

    def context(self, page: Page) -> dict[str, Any]:
        """Return the variables of a page's template."""
        base = self.base(page.address if page.shown_on is None else page.shown_on)
        return {**self._everywhere(base), "page": page, "view": page.view()}

    def _everywhere(self, base: str) -> dict[str, Any]:
        """Return the variables of all templates on pages whose addresses begin with the same.

        `piece` writes a partial template that follows from nothing but what it is given, once for many pages.
        """
        from jinja2 import pass_environment  # noqa: PLC0415  slow to import, and needed only where pages are rendered

        @pass_environment
        def piece(env: Environment, name: str, **given: object) -> Markup:
            start = base and BASE
            key = (env, start, name, *((word, type(value), value) for word, value in given.items()))
            template = f"partials/{name}.html"
            written = self._pieces.recall(
                key, lambda: env.get_template(template).render({**self._everywhere(start), **given})
            )
            return Markup(written.replace(BASE, base))  # noqa: S704  the template has escaped it

        return {
            "site": self.frame,
            "piece": piece,
            "url": lambda address: base + self.known(address) or "./",
            "folder": lambda address: base + address,
            "asset": lambda name: base + self.assets[name].address,
            "modules": lambda name: [base + address for address in self.needed(name)],
            "absolute": self.absolute,
        }

    def absolute(self, address: str) -> str:
        """Return the full address of a page or file; a template asks only where the site has one."""
        if not self.site_url:
            raise DeadLink(f"alamat lengkap `{address}` diminta, padahal situs belum mempunyai alamat")
        return self.site_url + self.known(address)

    def needed(self, name: str) -> list[str]:
        """Return the addresses of the modules that a module cannot begin without."""
        waiting, found = [name], dict[str, None]()
        while waiting:
            for other in self.assets[waiting.pop()].named:
                if other not in found:
                    found[other] = None
                    waiting.append(other)
        return sorted(self.assets[other].address for other in found)

    def render(self, env: Environment, page: Page) -> str:
        """Write a page as HTML."""
        return env.get_template(page.template).render(self.context(page))

    def relative(self, here: str, there: str) -> str:
        """Return the address of `there` as seen from the page `here`."""
        return self.base(here) + there or "./"

    def base(self, here: str) -> str:
        """Return what addresses begin with on the page `here`.

        A page with a file name of its own, such as 404.html, is shown at any depth and names the full path.
        """
        return urlsplit(self.site_url).path or "/" if here.endswith(".html") else "../" * here.count("/")


FRESH_DAYS = 2
"""A page older than this says so itself."""
LAST_DAYS = 7
"""From how many days before its end every page speaks of a stage."""


@dataclass(frozen=True)
class Banner:
    """A stage of which a document says that it ends soon."""

    name: str
    end: date
    day: str
    left: str


@dataclass(frozen=True)
class Frame:
    """What the frame around every page shows; `zone` says whose midnight ends a day, `address` is empty without one."""

    title: str
    address: str
    region: str
    government: str
    official: bool
    programme: str
    coordinator: str
    contact: str
    source: str | None
    editing: str | None
    year: int
    round: RoundView
    built: str
    stale_from: date
    unconfirmed: int
    total: int
    internal: bool
    proposal: int | None
    zone: str
    banners: tuple[Banner, ...]
    services: bool
    ecosystem: bool
    federation: bool
    card: Card


def frame(build: Build) -> Frame:
    """Make the frame of the site."""
    region = build.catalogue.region
    states = build.assessment.innovations.values()
    return Frame(
        title=build.title,
        address=build.site_url,
        region=region.nama,
        government=region.pemerintah,
        official=region.resmi,
        programme=region.program.nama,
        coordinator=region.koordinator,
        contact=region.kontak.unit if region.kontak else region.koordinator,
        source=build.hosting.file(""),
        editing=build.hosting.edit(""),
        year=build.period.tahun,
        round=round_view(build),
        built=day_text(build.today),
        stale_from=build.today + timedelta(days=FRESH_DAYS + 1),
        unconfirmed=sum(state.rank == 0 for state in states),
        total=len(states),
        internal=build.internal,
        proposal=build.proposal,
        services=has_services(build),
        ecosystem=bool(build.catalogue.ecosystem.record.sektor),
        federation=bool(build.federation.snapshots),
        card=site_card(build),
        zone=region.zona_waktu,
        banners=tuple(
            Banner(stage.nama, stage.selesai, day_text(stage.selesai), days_text(build.today, stage.selesai))
            for stage in build.running_stages
            if (stage.selesai - build.today).days <= LAST_DAYS
        ),
    )
