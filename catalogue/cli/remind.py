"""`build.py remind`: what each agency still lacks, and what GitHub has to be told so that its issues say so."""

from __future__ import annotations

import os
from pathlib import Path

import click

from catalogue.cli.common import FINDINGS, OK, read_all, write_whole
from catalogue.cli.declared import FOLDER, Options, command, together
from catalogue.cli.issues import issues_in, write_plan


@command("menyusun pengingat tiap OPD dan rencana isunya")
@click.option("--out", type=FOLDER, default=Path("pengingat"), metavar="MAP", help="map hasil; bawaan: pengingat")
@click.option("--issues", type=FOLDER, metavar="ISU.json", help="isu pengingat menurut API GitHub")
@together
def run(options: Options) -> int:
    """Write one text an agency, and the plan when it is known which issues there are."""
    from catalogue.build import settings
    from catalogue.common.paths import HOME
    from catalogue.propose.reminders import FAREWELL, KIND, plan, reminders
    from catalogue.publish.production import produce

    loaded = read_all(options)
    if loaded.catalogue is None:
        return FINDINGS
    given = settings(loaded, options.root, options.date, os.environ)
    production = produce(loaded, given, options.root, HOME / "templates")
    wanted = list(reminders(production.build))
    for item in wanted:
        write_whole(options.out / f"{item.mark.split()[-1]}.md", item.body + "\n")
    print(f"{len(wanted)} OPD masih memiliki kekurangan; tulisannya ada di {options.out}.")
    issues = issues_in(options.issues)
    if issues is not None:
        calls = plan(wanted, KIND, issues, FAREWELL)
        write_plan(options.out, calls)
        print(f"{len(calls)} perubahan isu.")
    return OK
