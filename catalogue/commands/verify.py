"""`build.py verify`: Bappeda's verdict on evidence, kept in the review file with the fingerprint of what it saw."""

from __future__ import annotations

import argparse
import os
import sys

from catalogue.clock import build_day
from catalogue.commands.common import FINDINGS, OK, Commands, shown, usage, write_whole
from catalogue.loading import load


def register(commands: Commands, common: argparse.ArgumentParser) -> None:
    """Add the command."""
    parser = commands.add_parser("verify", parents=[common], help="mencatat hasil pemeriksaan bukti suatu inovasi")
    parser.add_argument("slug", metavar="INOVASI", help="nama berkas inovasi, tanpa .yaml")
    parser.add_argument("--period", type=int, metavar="TAHUN", help="periode; bawaan: periode berjalan")
    parser.add_argument(
        "--indicator",
        action="append",
        nargs="+",
        default=[],
        metavar="KUNCI",
        help="indikator yang diperiksa; bawaan: semua yang menunggu",
    )
    parser.add_argument("--putusan", choices=("sesuai", "tidak-sesuai"), default="sesuai", help="bawaan: sesuai")
    parser.add_argument("--catatan", help="apa yang perlu diperbaiki OPD")
    parser.set_defaults(command=run)


def run(options: argparse.Namespace) -> int:
    """Write the verdicts, or say why that cannot be done and leave everything as it is."""
    from catalogue.verification import Order, Refusal, carry_out

    loaded = load(options.root)
    zone = loaded.catalogue.region.zona_waktu if loaded.catalogue else "UTC"
    order = Order(
        slug=options.slug,
        year=options.period,
        indicators=tuple(key for keys in options.indicator for key in keys),
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
