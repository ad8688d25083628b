"""`build.py from-issue`: the record that a filled issue form proposes, or what keeps it from that."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

import click

from catalogue.cli.common import (
    FINDINGS,
    OK,
    day_of,
    usage,
    write_whole,
)
from catalogue.cli.declared import FOLDER, Options, command, together
from catalogue.cli.streams import for_programs

if TYPE_CHECKING:
    from catalogue.model import Region


@command("membuat berkas inovasi dari isian isu GitHub")
@click.argument("event", type=FOLDER, metavar="KEJADIAN.json", help="berkas kejadian GitHub tentang isu itu")
@together
def run(options: Options) -> int:
    """Write the file that the issue proposes, if it does, and print the outcome as JSON."""
    from catalogue.pipeline import load
    from catalogue.propose.issues import BadEvent, read_event, take_issue
    from catalogue.propose.issues.body import EVENT_LIMIT

    try:
        with options.event.open("rb") as file:
            issue = read_event(file.read(EVENT_LIMIT + 1))
    except (BadEvent, OSError) as error:
        return usage(f"{options.event}: {error.strerror if isinstance(error, OSError) else error}")
    loaded = load(options.root, day=day_of(options))
    if loaded.catalogue is None:
        return usage("katalog belum dapat dibaca; jalankan `build.py check`")
    earlier = _earlier(options, issue.opened, loaded.catalogue.region) if issue.opened else None
    outcome = take_issue(issue, loaded, day_of(options), earlier)
    if outcome.state == "proposed":
        write_whole(options.root / outcome.path, outcome.text)
    for_programs()
    print(json.dumps(asdict(outcome), ensure_ascii=False, indent=2))
    return FINDINGS if outcome.state == "refused" else OK


def _earlier(options: Options, opened: datetime, region: Region) -> Callable[[str], bytes | None]:
    """Return what tells the content of a file when the issue was opened."""
    from catalogue.common.dates import time_zone
    from catalogue.history import read_history

    zone = time_zone(region.zona_waktu)
    history = read_history(options.root, zone, today=day_of(options)(region.zona_waktu), branch=region.cabang)
    return partial(history.before, day=opened.astimezone(zone).date())
