"""`build.py settings`: whether the host is set up as the catalogue needs it, and what sets it up."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import click

from catalogue.cli.common import FINDINGS, OK, read_all, say, usage
from catalogue.cli.main import Options, command, together

if TYPE_CHECKING:
    from catalogue.cli.host import Host, Refusal
    from catalogue.propose.settings import Ground, Row, Setting
    from catalogue.read.catalogue import Catalogue

VARIABLE = "GH_TOKEN"
REFUSED = {
    0: "GitHub tidak menjawab; coba lagi",
    401: f"token pada {VARIABLE} ditolak GitHub; buat yang baru",
    403: "GitHub menolak token ini, atau terlalu sering ditanya; coba lagi satu jam kemudian",
    404: "repositori itu tidak ada, atau token ini tidak boleh melihatnya",
}


@command("memeriksa atau memasang setelan repositori di GitHub")
@click.option("--check", is_flag=True, help="hanya memeriksa; ini bawaannya")
@click.option("--apply", is_flag=True, help="pasang setelan yang belum sesuai, sejauh token mengizinkan")
@click.option("--repository", metavar="ORGANISASI/NAMA", help="repositorinya; bawaan: `repositori` pada region.yaml")
@together
def run(options: Options) -> int:
    """Say of each setting what is and what should be, after setting what can be set."""
    from catalogue.cli.host import Host, Refusal
    from catalogue.propose.settings import SETTINGS, line, looked_at, summary

    if options.check and options.apply:
        return usage("`--check` hanya memeriksa; pilih salah satu dari `--check` dan `--apply`")
    loaded = read_all(options)
    if loaded.catalogue is None:
        return FINDINGS
    environ = _environ(options, loaded.catalogue, os.environ)
    if isinstance(environ, str):
        return usage(environ)
    host = Host(environ)
    try:
        host.get("")
    except Refusal as refusal:
        return usage(f"{host.repository}: {REFUSED.get(refusal.status, f'jawaban GitHub {refusal.status}')}")
    ground = ground_of(host, loaded.catalogue)
    if options.apply:
        for text in _applied(SETTINGS, ground, host):
            print(text)
    rows = list(looked_at(SETTINGS, ground))
    print("\n".join([*map(line, rows), summary(rows)]))
    return FINDINGS if any(row.wrong for row in rows) else OK


def _environ(options: Options, catalogue: Catalogue, environ: Mapping[str, str]) -> dict[str, str] | str:
    """Return the environment that a host is asked with, or say what is missing."""
    address = urlsplit(catalogue.region.repositori or "")
    foreign = address.hostname not in (None, "github.com") and "GITHUB_API_URL" not in environ
    name = options.repository or environ.get("GITHUB_REPOSITORY") or ("" if foreign else address.path.strip("/"))
    if name.count("/") != 1:
        only = " Perintah ini hanya mengenal GitHub." if foreign else ""
        return f"repositorinya belum diketahui; sebut dengan `--repository ORGANISASI/NAMA`.{only}"
    token = environ.get(VARIABLE, "").strip() or _asked()
    if not token:
        return f"token GitHub belum ada; tetapkan {VARIABLE} pada lingkungan, jangan sebagai kata perintah"
    return {**environ, VARIABLE: token, "GITHUB_REPOSITORY": name}


def _asked() -> str:
    """Ask a person for the token, which is not shown and goes into no history of commands."""
    if not sys.stdin.isatty():
        return ""
    return str(click.prompt("Token GitHub (tidak tampil saat ditulis)", hide_input=True, err=True)).strip()


def ground_of(host: Host, catalogue: Catalogue) -> Ground:
    """Return what settings are read from: a host, asked with the rights of its token."""
    from catalogue.cli.host import Refusal
    from catalogue.propose.settings import Ground, Unread

    def ask(path: str) -> Any:
        try:
            return host.get(path)
        except Refusal as refusal:
            raise Unread(refusal.status) from None

    def every(path: str) -> Iterator[Any]:
        try:
            yield from host.every(path)
        except Refusal as refusal:
            raise Unread(refusal.status) from None

    owner, _, name = host.repository.partition("/")
    return Ground(catalogue, owner, name, ask, every)


def _applied(settings: tuple[Setting, ...], ground: Ground, host: Host) -> Iterator[str]:
    """Set one after the other, as the later may need the earlier; say what was set and what was refused."""
    from catalogue.cli.host import Refusal
    from catalogue.propose.settings import look_at

    for setting in settings:
        row = look_at(setting, ground)
        if row.verdict == "berbeda" and row.found.calls:
            say(f"{setting.title} …")
            try:
                for call in row.found.calls:
                    host.tell(call.method, call.path, call.body)
                yield f"disetel: {setting.title}"
            except Refusal as refusal:
                yield _refused(row, refusal)
            ground.forget()


def _refused(row: Row, refusal: Refusal) -> str:
    what = "tidak tersedia pada paket organisasi ini" if row.setting.wished else "tidak dapat disetel dengan token ini"
    return f"{what} (jawaban {refusal.status}): {row.setting.title}. Tempatnya: {row.setting.place}."
