"""`build.py review`: the review card of a proposal."""

from __future__ import annotations

import os
import sys

import click

from catalogue.cli.common import OK, Unknown, before, changes_of, tree_of, usage
from catalogue.cli.declared import Options, command, together
from catalogue.cli.streams import for_programs


@command("membuat kartu telaah sebuah usulan")
@click.option("--base", required=True, metavar="REV", help="cabang atau commit yang diusulkan diubah")
@click.option("--files", metavar="ALAMAT", help="alamat di depan nama berkas pada usulan")
@click.option("--preview", metavar="ALAMAT", help="alamat pratinjau situs usulan")
@together
def run(options: Options) -> int:
    """Write the card of what lies at the root against the revision it came from."""
    from catalogue.common.dates import build_day
    from catalogue.common.web import published_at
    from catalogue.pipeline import load
    from catalogue.propose.review import Links, card, compare

    try:
        tree = tree_of(options)
    except Unknown as reason:
        return usage(str(reason))
    head = load(options.root, changed=changes_of(tree, options.root))
    base = before(head, tree, options)
    zone = head.catalogue.region.zona_waktu if head.catalogue else "Asia/Jakarta"
    proposal = compare(base, head, tree.changed, build_day(options.date, os.environ, zone))
    address = published_at(os.environ, head.catalogue.region.alamat if head.catalogue else None)
    for_programs()
    sys.stdout.write(card(proposal, Links(options.files, options.preview, address)))
    return OK
