"""Addresses of a site and of a repository, as people and machines give them and as they are published."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Mapping
from urllib.parse import SplitResult, quote, urlsplit

EXAMPLES = {"site": "https://inovasi.contoh.go.id/", "repository": "https://github.com/kota-contoh/katalog"}
OWNED = {"github.com", "www.github.com", "gitlab.com", "bitbucket.org", "codeberg.org"}
"""Hosts on which every repository has an owner."""
PAGES = "-|tree|blob|edit|raw|commits?|pulls?|issues|merge_requests|src|wiki|settings|actions"
WITHIN = re.compile(rf"(?P<itself>/+[^/]+(?:/+[^/]+.*?)?)(?:/+(?:{PAGES})(?:/.*)?)?/*")
"""The path of a repository, and where it goes on to one of its pages."""
AS_CLONED = re.compile(r"(?:[\w.-]+@)?(?P<host>[\w-]+(?:\.[\w-]+)+):(?!//)(?P<path>[\w~][^?#]*)")
"""An address as SSH writes it, `git@host:owner/name.git`."""
HOST = re.compile(r"[^\W_](?:[\w.-]*[^\W_])?|[0-9a-f:.]*:[0-9a-f:.]*")


class WrongAddress(ValueError):
    """An address cannot be used; the message says why, in Indonesian."""


class WrongSetting(Exception):
    """A setting of the environment cannot be used; the message names it and says how to write it."""


def site_address(text: str) -> str:
    """Return where a site is published, with a slash at its end; raise WrongAddress."""
    parts = _parts(text.strip())
    if parts.username is not None:
        raise WrongAddress("memuat nama pengguna atau sandi, yang akan ikut terbit")
    path = re.sub(r"/index\.html?$", "/", parts.path)
    return f"{_server(parts)}{_clean(path).rstrip('/')}/"


def repository_address(text: str) -> str:
    """Return where people open a repository, however a program writes it; raise WrongAddress.

    What a machine signs in with is left out: it would be published.
    """
    given = re.sub(r"^git\+(?=https?:|ssh:)", "", text.strip())
    if cloned := AS_CLONED.fullmatch(given):
        given = f"https://{cloned['host']}/{cloned['path']}"
    elif re.match(r"(?:ssh|git)://", given, re.IGNORECASE):
        found = urlsplit(given)
        given = f"https://{found.hostname or ''}{found.path}"
    parts = _parts(given)
    path = WITHIN.fullmatch(parts.path)
    if not path or (parts.hostname in OWNED and "/" not in path["itself"].strip("/")):
        raise WrongAddress("tidak menyebut pemilik dan nama repositori")
    return _server(parts) + _clean(path["itself"]).removesuffix(".git")


def _parts(text: str) -> SplitResult:
    try:
        parts = urlsplit(text)
        known = parts.scheme in ("https", "http") and HOST.fullmatch(parts.hostname or "")
        port = parts.port
    except ValueError:
        known, port = None, None
    if re.search(r"[\s\x00-\x1f\x7f\\<>\"'`{}|^]", text):
        raise WrongAddress("memuat spasi, kutip, atau aksara lain yang tidak boleh ada dalam alamat")
    if not known or port == 0:
        raise WrongAddress("bukan alamat lengkap yang diawali https://")
    if parts.query or parts.fragment or text.endswith(("?", "#")):
        raise WrongAddress("memuat tanda tanya atau tanda pagar")
    return parts


def _server(parts: SplitResult) -> str:
    host = parts.hostname or ""
    usual = {"https": 443, "http": 80}[parts.scheme]
    try:
        named = f"[{host}]" if ":" in host else host.encode("idna").decode()
    except UnicodeError:
        raise WrongAddress("memuat nama situs yang tidak mungkin ada") from None
    return f"{parts.scheme}://{named}{f':{parts.port}' if parts.port not in (None, usual) else ''}"


def _clean(path: str) -> str:
    """Write a path without empty steps and steps back, and what is not ASCII as addresses write it."""
    steps = posixpath.normpath(re.sub("/+", "/", f"/{path}"))
    return quote("" if steps == "/" else steps, safe="/%:@!$&()*+,;=~-._")


def is_local(address: str) -> bool:
    """Tell whether an address leads nobody but this machine to the site."""
    host = urlsplit(address).hostname or ""
    return host in ("::1", "::") or re.fullmatch(r"(?:.+\.)?localhost|127(?:\.\d+){3}|0\.0\.0\.0", host) is not None


def published_at(environ: Mapping[str, str], known: str | None) -> str | None:
    """Return the address of the site: that of the environment, else the known one, else None. Raise WrongSetting."""
    return setting("SITE_URL", environ.get("SITE_URL"), site_address, "site") or known


def setting(name: str, text: str | None, read: Callable[[str], str], example: str) -> str | None:
    """Read an address from the environment; None where it is not set or empty. Raise WrongSetting."""
    if not (text or "").strip():
        return None
    try:
        return read(text or "")
    except WrongAddress as error:
        shown = re.sub(r"//[^/@]*@", "//…@", " ".join((text or "").split()))[:200]
        help = f"tulis seperti {EXAMPLES[example]}, atau kosongkan"
        raise WrongSetting(f"{name} `{shown}` {error}; {help}") from None
