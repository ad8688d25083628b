"""`build.py remind`: a message for each agency, the letters to them, and what the host has to be told."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

import click

from catalogue.cli.common import FINDINGS, OK, read_all, usage, write_whole
from catalogue.cli.issues import ASK, environment, known_issues, write_plan
from catalogue.cli.main import FOLDER, Options, command, together
from catalogue.common.program import HOME

if TYPE_CHECKING:
    from catalogue.build import Build
    from catalogue.propose.reminders import Reminder

OVERVIEW = "ringkasan.txt"
FORMER = (("", ".txt"), ("surat-", ".docx"), ("surat-", ".pdf"))
"""What an agency may still have from another day that has nothing to do now: it would be sent by mistake."""
TEMPLATES = HOME / "templates" / "surat"


@command("menyusun pengingat tiap OPD, suratnya, dan rencana isunya")
@click.option("--out", type=FOLDER, default=Path("pengingat"), metavar="MAP", help="map hasil; bawaan: pengingat")
@click.option("--opd", multiple=True, metavar="ID", help="hanya OPD ini; boleh disebut beberapa kali")
@click.option(
    "--letters", is_flag=True, help="buat juga surat; untuk semua OPD juga daftar rapat, notulen, lampiran SK"
)
@click.option("--ask", is_flag=True, help=ASK)
@together
def run(options: Options) -> int:
    """Write one message an agency, the letters when asked, and the plan when it is known which issues there are."""
    from catalogue.build import build_of, settings
    from catalogue.propose.reminder_texts import message, overview
    from catalogue.propose.reminders import reminders

    loaded = read_all(options)
    if loaded.catalogue is None:
        return FINDINGS
    if options.opd and options.ask:
        return usage("`--ask` merencanakan isu semua OPD, sehingga tidak dapat dipakai bersama `--opd`")
    obliged = [id for id, entry in loaded.catalogue.opds.items() if entry.record.wajib]
    if unknown := [id for id in options.opd if id not in obliged]:
        return usage(f"`{unknown[0]}` bukan OPD wajib; yang wajib: {', '.join(obliged)}")
    build = build_of(loaded, settings(loaded, options.root, options.date, environment(options)))
    items = list(reminders(build, options.opd))
    for item in items:
        write_whole(options.out / f"{item.opd}.txt", message(build, item) + "\n")
    idle = [id for id in options.opd or obliged if id not in {item.opd for item in items}]
    for former in (f"{start}{id}{end}" for id in idle for start, end in FORMER):
        (options.out / former).unlink(missing_ok=True)
    names = [loaded.catalogue.opds[id].record.nama for id in idle]
    write_whole(options.out / OVERVIEW, overview(build, items, names))
    print(f"{len(items)} OPD perlu diingatkan; pesannya ada di {options.out}, daftarnya {OVERVIEW}.")
    if options.letters and not _letters(build, items, options):
        return FINDINGS
    _issues(build, items, options)
    return OK


def _letters(build: Build, items: Sequence[Reminder], options: Options) -> bool:
    """Write the letters, with all agencies also what is on all of them, and say what became of it."""
    from catalogue.propose.letters import TEMPLATES as NAMES
    from catalogue.propose.letters import WrongTemplate, letters, papers

    files: list[Path] = []
    try:
        templates = {name: (TEMPLATES / f"{name}.docx").read_bytes() for name in NAMES}
        made = letters(build, items, templates)
        for name, content in made if options.opd else chain(made, papers(build, items, templates)):
            files.append(options.out / name)
            write_whole(files[-1], content)
    except (WrongTemplate, OSError) as fault:
        print(f"build.py: {fault}", file=sys.stderr)
        return False
    pdfs = write_pdfs(files)
    print(f"{len(files)} naskah Word dan {pdfs} PDF ditulis.")
    if pdfs < len(files):
        print("PDF memerlukan LibreOffice Writer, yang di sini tidak ada atau gagal; simpan sebagai PDF dari Word.")
    return True


def _issues(build: Build, items: Sequence[Reminder], options: Options) -> None:
    from catalogue.propose.issue_plan import plan
    from catalogue.propose.reminder_texts import FAREWELL, KIND, LABEL, issues

    known = known_issues(options, LABEL)
    if known is None:
        return
    calls = plan(issues(build, items), KIND, known, FAREWELL)
    write_plan(options.out, calls)
    print(f"{len(calls)} perubahan isu.")


TIMEOUT = 600
"""Seconds after which LibreOffice counts as stuck."""


def write_pdfs(files: Sequence[Path]) -> int:
    """Write a PDF beside each file where LibreOffice can, and return how many there are."""
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if not (program and files):
        return 0
    made = [file.with_suffix(".pdf") for file in files]
    for file in made:
        file.unlink(missing_ok=True)
    with tempfile.TemporaryDirectory() as profile:
        command = [program, f"-env:UserInstallation={Path(profile).as_uri()}", "--headless", "--convert-to", "pdf"]
        out = ["--outdir", str(files[0].parent), *map(str, files)]
        with suppress(OSError, subprocess.TimeoutExpired):
            subprocess.run([*command, *out], capture_output=True, timeout=TIMEOUT, check=False)  # noqa: S603  no shell
    return sum(file.exists() for file in made)
