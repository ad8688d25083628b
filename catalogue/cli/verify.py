"""`build.py verify`: Bappeda's verdict on evidence, kept in the review file with the fingerprint of what it saw."""

from __future__ import annotations

import os
import sys

import click

from catalogue.cli.common import FINDINGS, OK, shown, usage, write_whole
from catalogue.cli.declared import Options, command, together
from catalogue.common.dates import build_day
from catalogue.pipeline import load


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
def run(options: Options) -> int:
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
