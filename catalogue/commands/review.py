"""`build.py review`: the review card of a proposal."""

from __future__ import annotations

import argparse
import os
import sys

from catalogue.commands.common import OK, Commands, usage


def register(commands: Commands, common: argparse.ArgumentParser) -> None:
    """Add the command."""
    parser = commands.add_parser("review", parents=[common], help="membuat kartu telaah sebuah usulan")
    parser.add_argument("--base", required=True, metavar="REV", help="cabang atau commit yang diusulkan diubah")
    parser.add_argument("--files", metavar="ALAMAT", help="alamat di depan nama berkas pada usulan")
    parser.add_argument("--preview", metavar="ALAMAT", help="alamat pratinjau situs usulan")
    parser.set_defaults(command=run)


def run(options: argparse.Namespace) -> int:
    """Write the card of what lies at the root against the revision it came from."""
    from catalogue.clock import build_day
    from catalogue.history import read_tree
    from catalogue.loading import assemble, load
    from catalogue.proposals.review import Links, card, compare
    from catalogue.source import read_contents

    tree = read_tree(options.root, options.base)
    if tree is None:
        return usage(f"`{options.base}` tidak dapat dibandingkan; periksa namanya dan riwayat Git di `{options.root}`")
    head = load(options.root)
    lent = [source for source in head.sources.values() if not (options.root / source.path).exists()]
    base = assemble(read_contents(tree.files, lent))
    zone = head.catalogue.region.zona_waktu if head.catalogue else "Asia/Jakarta"
    proposal = compare(base, head, tree.changed, build_day(options.date, os.environ, zone))
    address = os.environ.get("SITE_URL") or (head.catalogue.region.alamat if head.catalogue else None)
    sys.stdout.write(card(proposal, Links(options.files, options.preview, address)))
    return OK
