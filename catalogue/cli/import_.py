"""`build.py import`: proposals out of filled spreadsheets, submissions and their photographs, all of them or none."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from catalogue.cli.common import FINDINGS, OK, beside, colour_on, day_of, former_of, read_all, usage
from catalogue.cli.declared import FOLDER, Options, command, together
from catalogue.common.findings import Finding
from catalogue.common.indonesian import day_text

if TYPE_CHECKING:
    from catalogue.propose.submissions.batch import Batch, Taken

REPORT_ENDING = "-hasil-pemeriksaan"
"""What stands behind the name of a workbook in the name of its marked copy."""
WAYS = ("whatsapp", "surel", "berkas", "kertas", "excel")


@command("memasukkan kiriman (YAML, teks) beserta fotonya, dan templat usulan (XLSX)")
@click.argument(
    "files", type=FOLDER, metavar="BERKAS…", nargs=-1, required=True, help="kiriman, fotonya, atau templat yang diisi"
)
@click.option("--via", type=click.Choice(WAYS), help="diterima koordinator lewat jalan ini; dicatat pada penerimaan")
@click.option("--opd", metavar="ID", help="OPD bagi baris yang tidak menyebutnya")
@click.option("--replace", is_flag=True, help="ubah berkas yang sudah ada menurut baris yang tidak berasal darinya")
@click.option(
    "--report",
    type=FOLDER,
    metavar="SALINAN.xlsx",
    help="tempat salinan templat yang memuat temuan; biasanya di samping berkasnya",
)
@together
def run(options: Options) -> int:
    """Report the faults of the files, or write their records when there are none."""
    from catalogue.propose.layout import agencies
    from catalogue.propose.submissions.batch import Terms, take_all

    loaded = read_all(options)
    if loaded.catalogue is None:
        return FINDINGS
    known = agencies(loaded.catalogue)
    opd = known.word(options.opd) if options.opd else None
    if opd is not None and opd not in known.titles:
        return usage(f"`{options.opd}` bukan OPD yang terdaftar di opd/")
    try:
        sent = list(_contents(options.files))
    except OSError as error:
        return usage(f"{error.filename} tidak dapat dibaca: {error.strerror}")
    if options.report and len(sent) > 1:
        return usage("`--report` menyebut satu salinan; masukkan satu berkas saja")
    terms = Terms(day_of(options), former_of(options, loaded), options.via, opd, options.replace)
    batch = take_all(sent, loaded, terms)
    code = _finish(options, batch)
    if options.report or not batch.acceptable:
        _write_reports(options, sent, batch.findings)
    return code


def _contents(files: tuple[Path, ...]) -> Iterator[tuple[str, bytes]]:
    """Yield each file with its name, under its path where two have the same name."""
    from catalogue.propose.package import FILE_LIMIT

    names = [file.name for file in files]
    for path in files:
        with path.open("rb") as file:
            yield path.name if names.count(path.name) == 1 else str(path), file.read(FILE_LIMIT + 1)


def _finish(options: Options, batch: Batch) -> int:
    """Write what was taken in and say so, or say why nothing was written."""
    from catalogue.report import text_report

    if batch.findings:
        sources = {**batch.before.sources, **batch.texts}
        sys.stdout.write(text_report(batch.findings, sources, colour_on(sys.stdout)))
    if not batch.acceptable:
        print("Tidak ada berkas yang ditulis.")
        return FINDINGS
    try:
        write_all(options.root, {**batch.files, **batch.photos.placed})
    except OSError as error:
        return usage(f"tidak ada berkas yang ditulis: {error}")
    for taken in batch.taken:
        if line := _told(taken, options.via):
            print(line)
    for path, text in batch.files.items():
        print(f"{path} {'dihapus' if text is None else 'diperbarui' if path in batch.replaced else 'dibuat'}.")
    for path in batch.photos.placed:
        print(f"{path} dibuat.")
    for path in batch.unchanged:
        print(f"{path} tidak berubah.")
    return OK


def _write_reports(options: Options, sent: Sequence[tuple[str, bytes]], findings: Sequence[Finding]) -> None:
    """Write a copy of each workbook that shows the findings at their cells, where it has any."""
    from catalogue.propose.marked_copy import marked_copy

    for path, (name, content) in zip(options.files, sent, strict=True):
        own = [found for found in findings if found.place.path == name and found.place.span.sheet]
        if not own:
            continue
        target = options.report or path.with_name(f"{path.stem.removesuffix(REPORT_ENDING)}{REPORT_ENDING}.xlsx")
        try:
            target.write_bytes(marked_copy(content, own))
        except OSError as error:
            print(f"Salinan yang memuat temuan tidak dapat ditulis: {error.strerror}")
        else:
            print(f"Temuan ditandai pada selnya di {target}.")


def _told(taken: Taken, via: str | None) -> str:
    """Say which number a file has, and how it came."""
    if taken.earlier:
        return f"{taken.name}: {taken.number} sudah diterima {day_text(taken.earlier.tanggal)}; tidak ditulis lagi."
    if taken.workbook and not via:
        return ""
    sender = f" dari {taken.office}" if taken.office else ""
    return f"{taken.name}: {taken.number}{sender}{f', diterima lewat {via}' if via else ''}."


def write_all(root: Path, files: Mapping[str, str | bytes | None]) -> None:
    """Write every file or none: each beside its place first, then all moved; what was moved is undone on a fault."""
    prepared: list[tuple[Path | None, Path, bytes | None]] = []
    moved: list[tuple[Path, bytes | None]] = []
    try:
        for path, text in files.items():
            target = root / path
            target.parent.mkdir(parents=True, exist_ok=True)
            before = target.read_bytes() if target.exists() else None
            fresh = None if text is None else beside(target, text)
            prepared.append((fresh, target, before))
        for fresh, target, before in prepared:
            target.unlink() if fresh is None else os.replace(fresh, target)
            moved.append((target, before))
    except OSError:
        for target, before in moved:
            target.unlink() if before is None else target.write_bytes(before)
        raise
    finally:
        for fresh, _, _ in prepared:
            if fresh:
                fresh.unlink(missing_ok=True)
