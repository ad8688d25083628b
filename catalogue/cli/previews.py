"""`build.py previews`: the whole site as each proposal would make it that a reviewer asked to see."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import click

from catalogue.cli.common import FINDINGS, OK, day_of, usage
from catalogue.cli.main import FOLDER, Options, command, together

if TYPE_CHECKING:
    from catalogue.build import Settings
    from catalogue.cli.host import Host
    from catalogue.history import Proposed
    from catalogue.pipeline import Loaded

SECONDS = 180.0
"""How long one preview may take."""


@command("membangun situs menurut usulan yang dimintakan pratinjau di GitHub")
@click.argument("out", type=FOLDER, metavar="MAP")
@click.option("--branch", default="main", metavar="CABANG", help="cabang yang diusulkan diubah")
@together
def run(options: Options) -> int:
    """Build the sites of the proposals that a reviewer wants to see as they are now."""
    from catalogue.cli.host import Host, Refusal
    from catalogue.history import head_commit
    from catalogue.publish.previews import MOST

    host = Host(os.environ)
    try:
        wanted = [pull for pull in host.proposed(options.branch) if is_wanted(host, pull)][:MOST]
    except Refusal as refusal:
        return usage(f"usulan yang terbuka tidak dapat diketahui ({refusal})")
    if (main := head_commit(options.root)) is None:
        return usage(f"riwayat Git di `{options.root}` tidak terbaca")
    options.out.mkdir(parents=True, exist_ok=True)
    return FINDINGS if list(_all(wanted, main, options)) else OK


def is_wanted(host: Host, pull: Mapping[str, Any]) -> bool:
    """Tell whether a reviewer asked for a proposal as it is now: the label stays only with the state of the card."""
    from catalogue.cli.post_cards import MARK, SHOWN, card_on

    if SHOWN not in {label["name"] for label in pull["labels"]}:
        return False
    said = (card_on(host, pull["number"]) or {}).get("body", "")
    return str(said).startswith(f"{MARK}{pull['head']['sha']} ")


def _all(pulls: list[Mapping[str, Any]], main: str, options: Options) -> Iterator[int]:
    """Build each preview; one that cannot be built says so on its page. Yield the numbers of those."""
    from catalogue.common.parallel import Failed, OutOfTime, limited
    from catalogue.publish.previews import explain

    for pull in pulls:
        number = int(pull["number"])
        try:
            reason = limited(partial(_made, pull, main, options), SECONDS)
        except OutOfTime:
            reason = f"situsnya tidak selesai dibangun dalam {SECONDS:.0f} detik"
        except Failed:
            reason = "program katalog gagal membangun situsnya"
        if reason:
            print(f"usulan {number}: {reason}", file=sys.stderr)
            shutil.rmtree(options.out / str(number), ignore_errors=True)
            explain(options.out / str(number), number, reason)
            yield number


def _made(pull: Mapping[str, Any], main: str, options: Options) -> str:
    """Build the preview of a proposal, whatever that holds; return why there is none."""
    from catalogue.cli.review import fetched

    proposed = fetched(pull, main, options.root)
    if isinstance(proposed, str):
        return proposed or "usulannya baru saja berubah"
    if proposed.conflict:
        return "usulan ini bertabrakan dengan cabang utama"
    return _built(int(pull["number"]), proposed, options)


def _built(number: int, proposed: Proposed, options: Options) -> str:
    from catalogue.publish.previews import Unfit, prune
    from catalogue.publish.states import build_site
    from catalogue.site.mkdocs_adapter import BuildFailed

    readied = _loaded(proposed, options)
    if readied is None:
        return "berkas bersamanya keliru; galatnya ada pada kartu telaah"
    loaded, given = readied
    folder = options.out / str(number)
    folder.mkdir()
    try:
        with TemporaryDirectory() as pictures:
            _write_pictures(proposed.files, options.root, Path(pictures))
            build_site(loaded, _as_preview(given, number), Path(pictures), folder, lambda _: None)
        prune(folder)
    except (BuildFailed, Unfit) as error:
        return str(error)
    return ""


def _loaded(proposed: Proposed, options: Options) -> tuple[Loaded, Settings] | None:
    """Read what would be published: a faulty record as it last was without a fault, as on main."""
    from catalogue.build import settings
    from catalogue.check import Extent
    from catalogue.cli.review import lent_to
    from catalogue.pipeline import assemble
    from catalogue.publish.fallback import last_good
    from catalogue.read.files import read_contents

    lent = [source for source in lent_to(options) if source.path not in proposed.files]
    loaded = assemble(read_contents(proposed.files, lent), day_of(options), extent=Extent.FAULTS)
    if loaded.catalogue is None:
        return None
    given = settings(loaded, options.root, options.date, os.environ)
    if loaded.publishable:
        return loaded, given
    found = last_good(loaded, given.history, day_of(options))
    return (found[0], replace(given, held=found[1])) if found else None


def _as_preview(given: Settings, number: int) -> Settings:
    """Leave out what only an official site may say: its address, its repository, and what is open elsewhere."""
    return replace(given, site_url="", repository=None, proposals=None, links=None, processes=1, proposal=number)


def _write_pictures(files: Mapping[str, bytes], root: Path, folder: Path) -> None:
    """Lay out the photographs alone, those that the proposal leaves as they are from the root."""
    from catalogue.read.files import BESIDE, PHOTO_BYTES, PICTURES

    for path, content in files.items():
        if not (path.endswith(PICTURES) and BESIDE.fullmatch(path)) or ".." in path.split("/"):
            continue
        there = root / path
        if not content and there.is_file() and not there.is_symlink():
            content = there.read_bytes()  # noqa: PLW2901  a picture of the base is known by its name alone
        if content and len(content) <= PHOTO_BYTES and all(len(os.fsencode(part)) < 256 for part in path.split("/")):
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_bytes(content)
