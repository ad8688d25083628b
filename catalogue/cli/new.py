"""`build.py new`: an empty record with every field explained."""

from __future__ import annotations

import click

from catalogue.cli.common import OK, shown, usage
from catalogue.cli.declared import Options, command, together


@command("membuat berkas inovasi kosong")
@click.argument("target", metavar="OPD/NAMA", help="misalnya dinas-kesehatan/antar-obat")
@together
def run(options: Options) -> int:
    """Write the skeleton; an existing file stays as it is."""
    from catalogue.pipeline import load
    from catalogue.propose.skeleton import BadTarget, skeleton, target_path

    try:
        file = options.root / target_path(options.target)
    except BadTarget:
        form = (
            "huruf kecil, angka, dan tanda hubung, paling banyak 80 aksara, dan bukan nama milik Windows seperti `aux`"
        )
        return usage(f"`{options.target}` tidak berbentuk OPD/NAMA: {form}")
    loaded = load(options.root)
    opd = options.target.split("/")[0]
    if loaded.catalogue and opd not in loaded.catalogue.by_opd:
        return usage(f"`{opd}` bukan OPD yang terdaftar di opd/")
    if file.exists():
        return usage(f"{shown(file)} sudah ada dan tidak ditimpa")
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(skeleton(loaded.catalogue.vocabularies if loaded.catalogue else {}), encoding="utf-8")
    print(f"{shown(file)} dibuat. Isi nilai-nilainya, lalu jalankan `build.py check`.")
    return OK
