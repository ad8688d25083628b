"""`build.py links`: whether the links of the catalogue still open, remembered from week to week."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from catalogue.cli.common import FINDINGS, OK, read_all, say, usage, write_whole
from catalogue.cli.issues import ASK, known_issues, write_plan
from catalogue.cli.main import FOLDER, Options, command, together

if TYPE_CHECKING:
    from catalogue.model.addresses import LinkException, LinkExceptions
    from catalogue.pipeline import Loaded
    from catalogue.propose.links import Found, Network
    from catalogue.read.outside import Memory

EXCEPTIONS = ".github/tautan.yaml"
MEMORY = "tautan.json"


@command("memeriksa apakah tautan masih dapat dibuka")
@click.option("--out", type=FOLDER, default=Path("tautan"), metavar="MAP", help="map hasil; bawaan: tautan")
@click.option("--memory", type=FOLDER, metavar="TAUTAN.json", help="ingatan pemeriksaan yang lalu")
@click.option("--ask", is_flag=True, help=ASK)
@together
def run(options: Options) -> int:
    """Ask for every link, and write what is remembered and what the host has to be told."""
    from catalogue.build import settings
    from catalogue.propose.links import check_all, found_links, remembered, written

    loaded = read_all(options)
    exceptions = read_exceptions(options, loaded)
    if exceptions is None or loaded.catalogue is None:
        return FINDINGS
    before = _before(options, loaded.catalogue.region.cabang)
    if isinstance(before, str):
        return usage(before)
    given = settings(loaded, options.root, options.date, os.environ)
    today = given.today
    spared = tuple(item.awalan for item in exceptions.pengecualian if item.sampai >= today)
    found = [link for link in found_links(loaded.catalogue) if not link.address.startswith(spared)]
    say(f"Memeriksa {len(found)} tautan …")
    answers = check_all([link.address for link in found], network_of(given.repository))
    memory = remembered(before, answers, today)
    write_whole(options.out / MEMORY, written(memory))
    dead = sum(failure.dead for failure in memory.values())
    print(f"{len(found)} tautan diperiksa: {len(memory)} gagal, {dead} di antaranya mati.")
    expired = [item for item in exceptions.pengecualian if item.sampai < today]
    _plan(options, found, memory, expired)
    return OK


def _before(options: Options, branch: str) -> Memory | str:
    """Return what was remembered, by the file or by the host; or say why nothing may be remembered anew."""
    from catalogue.read.outside import read_memory

    if options.memory or not options.ask:
        found = memory_in(options.memory)
        return f"{options.memory} bukan ingatan pemeriksaan tautan" if found is None else found
    from catalogue.cli.host import Host
    from catalogue.cli.outside import UNTOLD, remembered_links

    try:
        content = remembered_links(Host(os.environ), branch)
    except UNTOLD as error:
        return f"ingatan pemeriksaan yang lalu tidak diketahui ({error}); tidak ada yang diubah"
    kept = {} if content is None else read_memory(content)
    return "ingatan pemeriksaan yang lalu tidak dapat dibaca; tidak ada yang diubah" if kept is None else kept


def _plan(options: Options, found: Sequence[Found], memory: Memory, expired: Sequence[LinkException]) -> None:
    """Write what the host has to be told, when it is known which issue there is."""
    from catalogue.propose.issue_plan import plan
    from catalogue.propose.links import FAREWELL, KIND, LABEL, dead_link_issue

    issues = known_issues(options, LABEL)
    if issues is not None:
        write_plan(options.out, plan(dead_link_issue(found, memory, expired), KIND, issues, FAREWELL))


def read_exceptions(options: Options, loaded: Loaded) -> LinkExceptions | None:
    """Read the exceptions; None, and every fault, when they are faulty."""
    from catalogue.model.addresses import LinkExceptions
    from catalogue.read.decode import decode, known_keys
    from catalogue.read.yaml.nodes import parse
    from catalogue.report import text_report

    file = options.root / EXCEPTIONS
    if not file.is_file():
        return LinkExceptions()
    parsed = parse(file.read_text(encoding="utf-8", errors="replace"), EXCEPTIONS, known_keys(LinkExceptions))
    decoded = decode(parsed.top, LinkExceptions, EXCEPTIONS) if parsed.top else None
    findings = (*parsed.findings, *(decoded.findings if decoded else ()))
    if findings:
        sys.stderr.write(text_report(findings, loaded.sources))
    return decoded.record if decoded and not findings else None


def memory_in(file: Path | None) -> Memory | None:
    """Read what was remembered; nothing when there is no file yet, None when it cannot be read."""
    from catalogue.read.outside import read_memory

    if file is None or not file.exists():
        return {}
    return read_memory(file.read_bytes())


def network_of(repository: str | None) -> Network:
    """Return the network, with a name by which a host can find out who asks."""
    from catalogue.propose.links import Network

    return Network(agent=f"KatalogInovasiDaerah/1 (+{repository})" if repository else "KatalogInovasiDaerah/1")
