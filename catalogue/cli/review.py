"""`build.py review` and `verify`: the review card of a proposal, and the coordinator's verdicts on evidence."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from catalogue.cli.common import (
    FINDINGS,
    OK,
    Unknown,
    before,
    changes_of,
    for_programs,
    shown,
    tree_of,
    usage,
    write_whole,
)
from catalogue.cli.main import Options, command, together
from catalogue.common.dates import build_day
from catalogue.pipeline import Loaded, assemble, load

if TYPE_CHECKING:
    from catalogue.history import Proposed
    from catalogue.propose.review import Proposal
    from catalogue.read.files import Source


@command("membuat kartu telaah sebuah usulan")
@click.option("--base", required=True, metavar="REV", help="cabang atau commit yang diusulkan diubah")
@click.option("--head", metavar="REV", help="commit usulannya, dibaca dari Git saja; bawaan: berkas pada map katalog")
@click.option("--files", metavar="ALAMAT", help="alamat di depan nama berkas pada usulan")
@together
def run(options: Options) -> int:
    """Write the card of a proposal against the revision that it is to change."""
    from catalogue.common.hosting import published_at
    from catalogue.history import Excess
    from catalogue.propose.review import Links, card, refused

    try:
        base, proposal = _revision(options) if options.head else _folder(options)
        address = published_at(os.environ, base.catalogue.region.alamat if base.catalogue else None)
        text = card(proposal, Links(options.files, address))
    except Unknown as reason:
        return usage(str(reason))
    except Excess as reason:
        text = refused(str(reason))
    for_programs()
    sys.stdout.write(text)
    return OK


def _folder(options: Options) -> tuple[Loaded, Proposal]:
    """Compare what lies at the root with the point where it left the base."""
    from catalogue.propose.review import compare

    tree = tree_of(options)
    head = load(options.root, changed=changes_of(tree, options.root))
    return head, compare(before(head, tree, options), head, tree.changed, _today(head, options))


def _revision(options: Options) -> tuple[Loaded, Proposal]:
    """Compare the base with what becomes of it once the head is merged."""
    from catalogue.history import GitFailed, read_proposal
    from catalogue.report import failure_text

    try:
        proposed = read_proposal(options.root, options.base, options.head)
    except GitFailed as error:
        raise Unknown(failure_text(error.failure)) from error
    if proposed is None:
        revisions = f"`{options.base}` dan `{options.head}`"
        raise Unknown(f"{revisions} tidak dapat dibandingkan; periksa namanya dan riwayat Git di `{options.root}`")
    return compared(proposed, lent_to(options), options)


def lent_to(options: Options) -> tuple[Source, ...]:
    """Return what the catalogue at the root borrows from this repository."""
    from catalogue.common.program import HOME
    from catalogue.read.files import read_catalogue

    found = read_catalogue(options.root, HOME).sources
    return tuple(source for source in found if not (options.root / source.path).exists())


UNFETCHED = "Git tidak dapat mengambil usulan ini"
FETCH = 45.0
"""Seconds that Git may take to fetch a proposal."""


def fetched(pull: Mapping[str, Any], main: str, root: Path) -> Proposed | str:
    """Fetch an open proposal and read it; say why it cannot be read, nothing where it has just moved on."""
    from catalogue.cli.host import git_settings
    from catalogue.history import Excess, GitFailed, fetch_commit, read_proposal

    sha, ref = pull["head"]["sha"], f"refs/pull/{pull['number']}/head"
    try:
        if not fetch_commit(root, ref, sha, git_settings(os.environ), FETCH):
            return ""
        return read_proposal(root, main, sha) or "usulan ini tidak berpangkal pada cabang utama"
    except Excess as reason:
        return str(reason)
    except GitFailed:
        return UNFETCHED


def compared(proposed: Proposed, lent: Iterable[Source], options: Options) -> tuple[Loaded, Proposal]:
    """Compare both states of a proposal that was read from Git; the base is returned with it."""
    from catalogue.propose.review import changed_paths, compare
    from catalogue.read.files import read_contents

    tree, after = proposed.base, proposed.files
    changed = changed_paths(tree, {path for path in tree.changed if path not in after}, after.get)
    base = assemble(read_contents(tree.files, [one for one in lent if one.path not in tree.files]))
    head = assemble(read_contents(after, [one for one in lent if one.path not in after]), changed=changed)
    proposal = compare(base, head, tree.changed, _today(head, options))
    return base, replace(proposal, irregular=proposed.irregular, conflict=proposed.conflict)


def _today(head: Loaded, options: Options) -> date:

    zone = head.catalogue.region.zona_waktu if head.catalogue else "Asia/Jakarta"
    return build_day(options.date, os.environ, zone)


@command("mencatat hasil pemeriksaan bukti suatu inovasi")
@click.argument("slug", metavar="INOVASI", help="nama berkas inovasi, tanpa .yaml")
@click.argument("further", nargs=-1, metavar="[KUNCI]…", help="indikator lain setelah yang disebut --indicator")
@click.option("--period", type=int, metavar="TAHUN", help="periode; bawaan: periode berjalan")
@click.option(
    "--indicator", multiple=True, metavar="KUNCI", help="indikator yang diperiksa; bawaan: semua yang menunggu"
)
@click.option("--putusan", type=click.Choice(("sesuai", "tidak-sesuai")), default="sesuai", help="bawaan: sesuai")
@click.option("--catatan", help="apa yang perlu diperbaiki OPD")
@together
def verify(options: Options) -> int:
    """Write the verdicts, or say why that cannot be done and leave everything as it is."""
    if options.further and not options.indicator:
        return usage(f"`{options.further[0]}` tidak dikenali; sebut indikator dengan --indicator")
    from catalogue.propose.verification import Order, Refusal, carry_out

    loaded = load(options.root)
    zone = loaded.catalogue.region.zona_waktu if loaded.catalogue else "UTC"
    order = Order(
        slug=options.slug,
        year=options.period,
        indicators=(*options.indicator, *options.further),
        putusan=options.putusan,
        catatan=" ".join((options.catatan or "").split()) or None,
        day=build_day(options.date, os.environ, zone),
    )
    try:
        written = carry_out(loaded, order)
        write_whole(options.root / written.path, written.text)
    except Refusal as reason:
        print(f"build.py: {reason}", file=sys.stderr)
        return FINDINGS
    except OSError as error:
        return usage(f"{written.path} tidak dapat ditulis: {error.strerror}")
    for state in written.decided:
        print(f"{state.indicator.nomor}. {state.indicator.nama} ({state.indicator.id}): {order.putusan}")
    print(f"Tertulis di {shown(options.root / written.path)}.")
    if order.putusan == "tidak-sesuai" and order.catatan is None:
        print("Tanpa --catatan OPD tidak tahu apa yang harus diperbaiki.", file=sys.stderr)
    return OK
