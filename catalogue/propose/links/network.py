"""One question to one address, asked politely and never inside our own walls.

Links come by pull request, and the machine that checks them may stand in a network of its own. Therefore a name is
looked up here, every address that it has must be a public one, and the connection is made to the address that was
looked at; the same holds for each redirect.
"""

from __future__ import annotations

import http.client
import ipaddress
import socket
import ssl
import time
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from threading import Lock
from typing import Any, Literal
from urllib.error import HTTPError, URLError
from urllib.parse import quote, urlsplit
from urllib.request import (
    HTTPDefaultErrorHandler,
    HTTPErrorProcessor,
    HTTPHandler,
    HTTPRedirectHandler,
    HTTPSHandler,
    OpenerDirector,
    Request,
)

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
