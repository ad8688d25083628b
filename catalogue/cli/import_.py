"""`build.py import` and `from-issue`: proposals out of what was sent, all of them or none."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from catalogue.cli.common import (
    FINDINGS,
    OK,
    beside,
    colour_on,
    day_of,
    for_programs,
    former_of,
    read_all,
    usage,
    write_whole,
)
from catalogue.cli.main import FOLDER, Options, command, together
from catalogue.common.findings import Finding
from catalogue.common.indonesian import day_text

if TYPE_CHECKING:
    from catalogue.propose.issues.texts import Issue
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
    terms = Terms(day_of(options), former_of(options, loaded), options.via, opd, options.replace)
    batch = take_all(sent, loaded, terms)
    code = _finish(options, batch)
    if not batch.acceptable:
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
        target = path.with_name(f"{path.stem.removesuffix(REPORT_ENDING)}{REPORT_ENDING}.xlsx")
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


GONE = {404, 410}
"""How the host answers for an issue that was deleted."""


@command("membuat berkas inovasi dari kiriman pada isu GitHub")
@click.argument("event", type=FOLDER, metavar="KEJADIAN.json", help="berkas kejadian GitHub tentang isu itu")
@click.option("--fresh", is_flag=True, help="membaca isu itu sebagaimana adanya kini di GitHub")
@together
def from_issue(options: Options) -> int:
    """Write the files that the issue proposes, if it does, and print the outcome as JSON."""
    from catalogue.pipeline import load
    from catalogue.propose.issues.outcome import take_issue
    from catalogue.propose.issues.texts import EVENT_LIMIT, BadEvent, read_event

    try:
        with options.event.open("rb") as file:
            issue = read_event(file.read(EVENT_LIMIT + 1))
        issue = _as_it_is(issue) if options.fresh else issue
    except (BadEvent, OSError) as error:
        return usage(f"{options.event}: {error.strerror if isinstance(error, OSError) else error}")
    loaded = load(options.root, day=day_of(options))
    if loaded.catalogue is None:
        return usage("katalog belum dapat dibaca; jalankan `build.py check`")
    outcome = take_issue(issue, loaded, day_of(options), former_of(options, loaded))
    for path, text in outcome.files.items():
        if text is None:
            (options.root / path).unlink()
        else:
            write_whole(options.root / path, text)
    for_programs()
    print(json.dumps(asdict(outcome), ensure_ascii=False, indent=2))
    return FINDINGS if outcome.state == "refused" else OK


def _as_it_is(issue: Issue) -> Issue:
    """Return the issue as the host has it: an event may come late, and after others."""
    from catalogue.cli.host import Host, Refusal
    from catalogue.propose.issues.texts import BadEvent, issue_of

    try:
        found = issue_of(Host(os.environ).get(f"issues/{issue.number}"))
    except Refusal as refusal:
        if refusal.status in GONE:
            return replace(issue, state="deleted")
        raise BadEvent(f"isu tidak dapat dibaca ({refusal})") from None
    return found if found.number == issue.number else replace(issue, state="deleted")
