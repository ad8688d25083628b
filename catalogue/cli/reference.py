"""`build.py reference`: the files derived from the model and the records, and the addresses published since."""

from __future__ import annotations

import sys

import click

from catalogue.cli.common import FINDINGS, OK
from catalogue.cli.declared import Options, command, together


@command("membuat ulang berkas turunan model")
@click.option("--check", is_flag=True, help="hanya memeriksa; keluar 1 bila usang")
@together
def run(options: Options) -> int:
    """Write the derived files that are stale, or only name them."""
    from catalogue.model.reference import derived_files
    from catalogue.pipeline import load
    from catalogue.propose.derived import ADDRESSES, files_of_records
    from catalogue.report import summary_line

    loaded = load(options.root)
    if loaded.catalogue is None:
        print(summary_line(loaded.findings), file=sys.stderr)
        return FINDINGS
    stale = 0
    catalogue = loaded.catalogue
    addresses = options.root / ADDRESSES
    listed = addresses.read_text(encoding="utf-8") if addresses.is_file() else None
    derived = {**derived_files(catalogue.vocabularies), **files_of_records(catalogue, listed)}
    for path, text in derived.items():
        file = options.root / path
        if file.is_file() and file.read_text(encoding="utf-8") == text:
            continue
        stale += 1
        if options.check:
            print(f"{path} usang; jalankan `build.py reference`.")
        else:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
            print(f"{path} dibuat ulang.")
    return FINDINGS if options.check and stale else OK
