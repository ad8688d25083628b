"""`build.py chase`: what each agency still lacks, and what GitHub has to be told so that its issues say so."""

from __future__ import annotations

import argparse
import json
import os
import sys
from dataclasses import asdict
from pathlib import Path

from catalogue.commands.common import FINDINGS, OK, Commands, day_of, write_whole


def register(commands: Commands, common: argparse.ArgumentParser) -> None:
    """Add the command."""
    parser = commands.add_parser("chase", parents=[common], help="menyusun tagihan tiap OPD dan rencana isunya")
    parser.add_argument("--out", type=Path, default=Path("tagihan"), metavar="MAP", help="map hasil; bawaan: tagihan")
    parser.add_argument("--issues", type=Path, metavar="ISU.json", help="isu bertanda tagihan menurut API GitHub")
    parser.set_defaults(command=run)


def run(options: argparse.Namespace) -> int:
    """Write one text an agency, and the plan when it is known which issues there are."""
    from catalogue.chasing import plan, reminders
    from catalogue.chasing.reminders import FAREWELL, KIND
    from catalogue.loading import HOME, load
    from catalogue.reports import summary_line
    from catalogue.settings import settings
    from catalogue.site import produce

    loaded = load(options.root, day=day_of(options))
    if loaded.catalogue is None:
        print(summary_line(loaded.findings), file=sys.stderr)
        return FINDINGS
    given = settings(loaded, options.root, options.date, os.environ)
    production = produce(loaded, given, options.root, HOME / "templates")
    wanted = list(reminders(production.site, production.pages))
    for item in wanted:
        write_whole(options.out / f"{item.mark.split()[-1]}.md", item.body + "\n")
    print(f"{len(wanted)} OPD masih memiliki kekurangan; tulisannya ada di {options.out}.")
    issues = issues_in(options.issues)
    if issues is not None:
        calls = [asdict(call) for call in plan(wanted, KIND, issues, FAREWELL)]
        write_whole(options.out / "plan.json", json.dumps(calls, ensure_ascii=False, indent=2) + "\n")
        print(f"{len(calls)} perubahan isu.")
    return OK


def issues_in(file: Path | None) -> list[dict[str, object]] | None:
    """Read the issues; None, and a word on it, when they are not known, because then nothing may be changed."""
    from catalogue.chasing import read_issues

    if file is None:
        return None
    try:
        issues = read_issues(file.read_bytes())
    except OSError as error:
        print(f"{file} tidak dapat dibaca: {error.strerror}", file=sys.stderr)
        return None
    if issues is None:
        print(f"{file} bukan daftar isu; tidak ada rencana yang dibuat", file=sys.stderr)
    return issues
