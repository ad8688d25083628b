"""`build.py from-issue`: the files that a submission in an issue proposes, or what keeps it from that."""

from __future__ import annotations

import json
import os
from dataclasses import asdict, replace
from typing import TYPE_CHECKING

import click

from catalogue.cli.common import FINDINGS, OK, day_of, former_of, usage, write_whole
from catalogue.cli.declared import FOLDER, Options, command, together
from catalogue.cli.streams import for_programs

if TYPE_CHECKING:
    from catalogue.propose.issues.body import Issue

GONE = {404, 410}
"""How the host answers for an issue that was deleted."""


@command("membuat berkas inovasi dari kiriman pada isu GitHub")
@click.argument("event", type=FOLDER, metavar="KEJADIAN.json", help="berkas kejadian GitHub tentang isu itu")
@click.option("--fresh", is_flag=True, help="membaca isu itu sebagaimana adanya kini di GitHub")
@together
def run(options: Options) -> int:
    """Write the files that the issue proposes, if it does, and print the outcome as JSON."""
    from catalogue.pipeline import load
    from catalogue.propose.issues.body import EVENT_LIMIT, BadEvent, read_event
    from catalogue.propose.issues.outcome import take_issue

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
    from catalogue.propose.issues.body import BadEvent, issue_of

    try:
        found = issue_of(Host(os.environ).get(f"issues/{issue.number}"))
    except Refusal as refusal:
        if refusal.status in GONE:
            return replace(issue, state="deleted")
        raise BadEvent(f"isu tidak dapat dibaca ({refusal})") from None
    return found if found.number == issue.number else replace(issue, state="deleted")
