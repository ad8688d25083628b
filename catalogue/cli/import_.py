"""`build.py import`: proposals out of a filled spreadsheet, all of them or none."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import click

from catalogue.cli.common import (
    FINDINGS,
    OK,
    beside,
    colour_on,
    day_of,
    read_all,
    usage,
)
from catalogue.cli.declared import FOLDER, Options, command, together
from catalogue.common.findings import Finding

REPORT_ENDING = "-hasil-pemeriksaan"


@command("membuat berkas inovasi dari templat usulan (XLSX)")
@click.argument("file", type=FOLDER, metavar="BERKAS.xlsx", help="templat usulan yang sudah diisi")
@click.option("--opd", metavar="ID", help="OPD bagi baris yang tidak menyebutnya")
@click.option("--replace", is_flag=True, help="ubah berkas yang sudah ada menurut baris yang tidak berasal darinya")
@click.option(
    "--report",
    type=FOLDER,
    metavar="SALINAN.xlsx",
    help="tempat salinan yang memuat temuan; biasanya di samping berkas",
)
@together
def run(options: Options) -> int:
    """Report the faults of the spreadsheet, or write its records when there are none."""
    from catalogue.propose.intake import take_in
    from catalogue.propose.layout import agencies
    from catalogue.propose.package import FILE_LIMIT
    from catalogue.report import text_report

    loaded = read_all(options)
    if loaded.catalogue is None:
        return FINDINGS
    known = agencies(loaded.catalogue)
    opd = known.word(options.opd) if options.opd else None
    if opd is not None and opd not in known.titles:
        return usage(f"`{options.opd}` bukan OPD yang terdaftar di opd/")
    try:
        with options.file.open("rb") as file:
            content = file.read(FILE_LIMIT + 1)
    except OSError as error:
        return usage(f"{options.file} tidak dapat dibaca: {error.strerror}")
    taken = take_in(content, options.file.name, loaded, opd=opd, overwrite=options.replace, day=day_of(options))
    if taken.findings:
        sys.stdout.write(text_report(taken.findings, loaded.sources, colour_on(sys.stdout)))
    if options.report or not taken.acceptable:
        write_report(options, content, taken.findings)
    if not taken.acceptable:
        print("Tidak ada berkas yang ditulis.")
        return FINDINGS
    try:
        write_all(options.root, taken.files)
    except OSError as error:
        return usage(f"tidak ada berkas yang ditulis: {error}")
    for path in taken.files:
        print(f"{path} {'diperbarui' if path in taken.replaced else 'dibuat'}.")
    for path in taken.unchanged:
        print(f"{path} tidak berubah.")
    return OK


def write_report(options: Options, content: bytes, findings: Sequence[Finding]) -> None:
    """Write a copy of the workbook that shows the findings at their cells, where it has any."""
    from catalogue.propose.marked_copy import marked_copy

    if not any(found.place.span.sheet for found in findings):
        return
    name = f"{options.file.stem.removesuffix(REPORT_ENDING)}{REPORT_ENDING}.xlsx"
    target = options.report or options.file.with_name(name)
    try:
        target.write_bytes(marked_copy(content, findings))
    except OSError as error:
        print(f"Salinan yang memuat temuan tidak dapat ditulis: {error.strerror}")
    else:
        print(f"Temuan ditandai pada selnya di {target}.")


def write_all(root: Path, files: Mapping[str, str]) -> None:
    """Write every file or none: each beside its place first, then all moved; what was moved is undone on a fault."""
    prepared: list[tuple[Path, Path, bytes | None]] = []
    moved: list[tuple[Path, bytes | None]] = []
    try:
        for path, text in files.items():
            target = root / path
            target.parent.mkdir(parents=True, exist_ok=True)
            before = target.read_bytes() if target.exists() else None
            fresh = beside(target, text)
            prepared.append((fresh, target, before))
        for fresh, target, before in prepared:
            os.replace(fresh, target)
            moved.append((target, before))
    except OSError:
        for target, before in moved:
            target.unlink() if before is None else target.write_bytes(before)
        raise
    finally:
        for fresh, _, _ in prepared:
            fresh.unlink(missing_ok=True)
