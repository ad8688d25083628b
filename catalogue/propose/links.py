"""The weekly check of links: where they stand, whether they open, and what is remembered from week to week."""

from __future__ import annotations

import http.client
import ipaddress
import json
import socket
import ssl
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from queue import Empty, Queue
from threading import Lock, Thread
from typing import Any, Literal
from urllib.error import HTTPError, URLError
from urllib.parse import quote, urldefrag, urlsplit
from urllib.request import (
    HTTPDefaultErrorHandler,
    HTTPErrorProcessor,
    HTTPHandler,
    HTTPRedirectHandler,
    HTTPSHandler,
    OpenerDirector,
    Request,
)

from catalogue.check.texts import links
from catalogue.common.indonesian import day_text
from catalogue.model.addresses import LinkException
from catalogue.propose.issue_plan import DesiredIssue
from catalogue.propose.review.budget import code
from catalogue.read.catalogue import Catalogue, Entry
from catalogue.read.outside import DAYS, TIMES, Failure, Memory

TIMEOUT = 20.0
"""Seconds of silence after which an address counts as not answering."""
PAUSE = 1.0
"""Seconds between two questions to one host."""
REFUSED = {401, 403, 405, 406, 429, 451, 999}
"""Answers of a host that is there and does not want to talk to programs; they say nothing of the page."""
PORTS = {80, 443, 8080, 8443}

Verdict = Literal["terbuka", "gagal", "tidak-diketahui"]


@dataclass(frozen=True)
class Answer:
    """What became of a question, and why."""

    verdict: Verdict
    reason: str = ""


class Forbidden(OSError):
    """The address lies where this program does not go."""


def is_public(address: str) -> bool:
    """Tell whether an IP address belongs to the public network, whatever it is wrapped in."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
        if ip in ipaddress.ip_network("64:ff9b::/96"):
            inner = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(str(inner))
    return ip.is_global and not ip.is_multicast


@dataclass
class Network:
    """The network as the check may use it; `allowed` tells where it may go, `ports` at which doors (None: any)."""

    agent: str = "KatalogInovasiDaerah/1"
    allowed: Callable[[str], bool] = is_public
    ports: set[int] | None = field(default_factory=lambda: set(PORTS))
    timeout: float = TIMEOUT
    pause: float = PAUSE
    _locks: dict[str, Lock] = field(default_factory=lambda: defaultdict(Lock))
    _last: dict[str, float] = field(default_factory=dict)

    def ask(self, address: str) -> Answer:
        """Ask for the head of a page, and for the page itself where that is refused."""
        answer = self._once(address, "HEAD")
        return answer if answer.verdict == "terbuka" or answer.reason in FINAL else self._once(address, "GET")

    def _once(self, address: str, method: str) -> Answer:
        try:
            request = Request(_ascii(address), method=method, headers={"User-Agent": self.agent, "Accept": "*/*"})  # noqa: S310 - no opener but for http and https
            page = self._opener().open(request, timeout=self.timeout)
        except HTTPError as error:
            error.close()
            reason = f"jawaban {error.code}" if error.code >= 400 else LED_ASTRAY
            return Answer("tidak-diketahui" if error.code in REFUSED else "gagal", reason)
        except (URLError, OSError, http.client.HTTPException, ValueError) as error:
            return Answer("gagal", _reason(error))
        page.close()
        return Answer("terbuka")

    def _opener(self) -> OpenerDirector:
        """Make an opener that knows http and https and nothing else: no files, no FTP, no proxy."""
        opener = OpenerDirector()
        handlers = (
            HTTPDefaultErrorHandler(),
            HTTPErrorProcessor(),
            HTTPRedirectHandler(),
            _Web(self),
            _SecureWeb(self),
        )
        for handler in handlers:
            opener.add_handler(handler)
        return opener

    def connected(self, host: str, port: int) -> socket.socket:
        """Return a connection to a host, all of whose addresses are allowed."""
        if self.ports is not None and port not in self.ports:
            raise Forbidden(FORBIDDEN)
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        if not all(self.allowed(str(item[4][0])) for item in found):
            raise Forbidden(FORBIDDEN)
        fault: OSError = OSError(UNREACHABLE)
        for family, kind, protocol, _, place in found[:4]:
            made = socket.socket(family, kind, protocol)
            made.settimeout(self.timeout)
            try:
                made.connect(place)
            except OSError as error:
                made.close()
                fault = error
            else:
                return made
        raise fault

    def politely(self, host: str, work: Callable[[], Any]) -> Any:
        """Do something with a host when nothing else is done with it, and not too soon after the last time."""
        with self._locks[host]:
            wait = self._last.get(host, 0.0) + self.pause - time.monotonic()
            time.sleep(max(0.0, wait))
            try:
                return work()
            finally:
                self._last[host] = time.monotonic()


FORBIDDEN = "alamat di jaringan tertutup"
UNREACHABLE = "tidak dapat dihubungi"
UNKNOWN_HOST = "nama situs tidak ditemukan"
LED_ASTRAY = "dialihkan ke alamat yang bukan halaman web"
FINAL = {FORBIDDEN, UNKNOWN_HOST}
"""Reasons after which asking in another way is no use."""


def _reason(error: BaseException) -> str:
    inner = error.reason if isinstance(error, URLError) and isinstance(error.reason, BaseException) else error
    words: list[tuple[type[BaseException], str]] = [
        (Forbidden, FORBIDDEN),
        (socket.gaierror, UNKNOWN_HOST),
        (TimeoutError, "tidak menjawab"),
        (ssl.SSLError, "sertifikat keamanannya tidak sah"),
        (ConnectionError, "sambungan ditolak atau terputus"),
    ]
    return next((text for kind, text in words if isinstance(inner, kind)), UNREACHABLE)


def _ascii(address: str) -> str:
    """Write an address as it goes over the wire."""
    parts = urlsplit(address)
    host = (parts.hostname or "").encode("idna").decode()
    port = f":{parts.port}" if parts.port else ""
    path, query = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._"), quote(parts.query, safe="/%:@!$&'()*+,;=~-._?")
    host = f"[{host}]" if ":" in host else host
    return f"{parts.scheme}://{host}{port}{path}" + (f"?{query}" if query else "")


class _Connection(http.client.HTTPConnection):
    def __init__(self, network: Network, *given: Any, **options: Any) -> None:
        super().__init__(*given, **options)
        self.network = network

    def connect(self) -> None:
        self.sock = self.network.connected(self.host, self.port)


class _SecureConnection(http.client.HTTPSConnection):
    def __init__(self, network: Network, *given: Any, **options: Any) -> None:
        super().__init__(*given, **options)
        self.network = network

    def connect(self) -> None:
        plain = self.network.connected(self.host, self.port)
        self.sock = ssl.create_default_context().wrap_socket(plain, server_hostname=self.host)


class _Web(HTTPHandler):
    def __init__(self, network: Network) -> None:
        super().__init__()
        self.network = network

    def http_open(self, request: Request) -> Any:
        kind: Any = partial(_Connection, self.network)
        return self.network.politely(request.host, lambda: self.do_open(kind, request))


class _SecureWeb(HTTPSHandler):
    def __init__(self, network: Network) -> None:
        super().__init__()
        self.network = network

    def https_open(self, request: Request) -> Any:
        kind: Any = partial(_SecureConnection, self.network)
        return self.network.politely(request.host, lambda: self.do_open(kind, request))


@dataclass(frozen=True)
class Found:
    """A link and the files that it stands in; `slugs` are the innovations among them."""

    address: str
    paths: tuple[str, ...]
    slugs: tuple[str, ...]


def found_links(catalogue: Catalogue) -> tuple[Found, ...]:
    """Return every link once, without the part that only a browser reads."""
    paths: dict[str, dict[str, None]] = {}
    slugs: dict[str, dict[str, None]] = {}
    for entry in _entries(catalogue):
        for _, found in links(entry.record):
            address = urldefrag(found).url
            paths.setdefault(address, {})[entry.path] = None
            if entry.id in catalogue.innovations and entry.path.startswith("innovations/"):
                slugs.setdefault(address, {})[entry.id] = None
    return tuple(Found(address, tuple(paths[address]), tuple(slugs.get(address, ()))) for address in sorted(paths))


def _entries(catalogue: Catalogue) -> Iterator[Entry[Any]]:
    yield from catalogue.innovations.values()
    yield from catalogue.opds.values()
    yield from catalogue.rubrics.values()
    yield from catalogue.periods.values()


def written(memory: Memory) -> str:
    """Write the memory as JSON."""
    plain = {address: failure.model_dump(mode="json") for address, failure in sorted(memory.items())}
    return json.dumps(plain, ensure_ascii=False, indent=2) + "\n"


def remembered(before: Memory, answers: Mapping[str, Answer], today: date) -> dict[str, Failure]:
    """Return the memory after a check; what was not asked for stands in the catalogue no more and is forgotten."""
    after = {}
    for address, answer in answers.items():
        old = before.get(address)
        if answer.verdict == "gagal":
            after[address] = _failed(old, answer.reason, today)
        elif answer.verdict == "tidak-diketahui" and old:
            after[address] = old
    return after


def _failed(old: Failure | None, reason: str, today: date) -> Failure:
    if old is None:
        return Failure(since=today, last=today, times=1, reason=reason)
    if old.last >= today:
        return old
    return Failure(since=old.since, last=today, times=old.times + 1, reason=reason)


WORKERS = 8
UNASKED = Answer("tidak-diketahui", "belum sempat diperiksa")


def check_all(addresses: Iterable[str], network: Network, seconds: float = 1_500) -> dict[str, Answer]:
    """Ask for every address; what could not be asked in time is unknown."""
    hosts: dict[str, list[str]] = defaultdict(list)
    answers: dict[str, Answer] = {}
    for address in addresses:
        answers[address] = UNASKED
        hosts[_host(address)].append(address)
    waiting: Queue[list[str]] = Queue()
    for group in sorted(hosts.values(), key=len, reverse=True):
        waiting.put(group)
    found: dict[str, Answer] = {}
    end = time.monotonic() + seconds
    workers = [Thread(target=_work, args=(waiting, network, found, end), daemon=True) for _ in range(WORKERS)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(max(0.0, end - time.monotonic()))
    return answers | dict(found)


def _host(address: str) -> str:
    try:
        return urlsplit(address).netloc
    except ValueError:
        return ""


def _work(waiting: Queue[list[str]], network: Network, found: dict[str, Answer], end: float) -> None:
    while True:
        try:
            group = waiting.get_nowait()
        except Empty:
            return
        for address in group:
            if time.monotonic() > end:
                return
            found[address] = network.ask(address)


KIND = "tautan"
LABEL = "tautan mati"
FAREWELL = "Semua tautan dapat dibuka."
MOST = 200
"""So many links are listed."""


def dead_link_issue(found: Iterable[Found], memory: Memory, expired: Iterable[LinkException]) -> list[DesiredIssue]:
    """Return the issue, or nothing when all is well."""
    dead = [link for link in found if link.address in memory and memory[link.address].dead]
    ended = list(expired)
    if not dead and not ended:
        return []
    body = "\n".join([*_opening(memory, len(dead)), *_rows(dead, memory), *_ended(ended)])
    return [DesiredIssue(KIND, f"{len(dead)} tautan tidak dapat dibuka", body, (LABEL,))]


def _opening(memory: Memory, dead: int) -> Iterator[str]:
    others = len(memory) - dead
    yield f"Tautan disebut mati bila gagal dibuka {TIMES} kali pemeriksaan dalam sedikitnya {DAYS} hari.\n"
    if others:
        yield f"Selain itu {others} tautan gagal pada pemeriksaan terakhir dan masih ditunggu.\n"


def _rows(dead: list[Found], memory: Memory) -> Iterator[str]:
    for link in dead[:MOST]:
        failure = memory[link.address]
        places = ", ".join(code(path) for path in link.paths[:5])
        yield f"- [ ] {code(link.address)}: {failure.reason}, sejak {day_text(failure.since)}, pada {places}"
    if len(dead) > MOST:
        yield f"- Dan {len(dead) - MOST} tautan lain."


def _ended(expired: list[LinkException]) -> Iterator[str]:
    if expired:
        yield "\n## Pengecualian yang sudah berakhir\n"
        yield from (f"- {code(item.awalan)}, sampai {day_text(item.sampai)}: {code(item.alasan)}" for item in expired)
