"""`build.py watch`: what is wrong on the host, as a plan for the job that may tell those who keep the catalogue."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import click

from catalogue.cli.common import FINDINGS, OK, day_of, usage, write_whole
from catalogue.cli.issues import PROPOSAL, write_plan
from catalogue.cli.main import FOLDER, Options, command, together
from catalogue.cli.settings import ground_of
from catalogue.common.findings import Severity

if TYPE_CHECKING:
    from catalogue.history import History
    from catalogue.pipeline import Loaded
    from catalogue.propose.alarms import Readers, Workflow
    from catalogue.propose.issue_plan import DesiredIssue, Request
    from catalogue.propose.settings import Ground

ISSUES = "issues?state=all&labels=alarm"


@command("menyusun alarm bagi pengelola dan usulan berkas turunan")
@click.argument("out", type=FOLDER, metavar="MAP")
@together
def run(options: Options) -> int:
    """Write what the host has to be told: alarms, what keeps the schedule alive, and files that are out of date."""
    from catalogue.build import settings
    from catalogue.cli.host import Host
    from catalogue.pipeline import load
    from catalogue.propose.settings import Unread

    loaded = load(options.root, day=day_of(options))
    if loaded.catalogue is None:
        return usage("katalog tidak dapat dibaca; jalankan `build.py check`")
    ground = ground_of(Host(os.environ), loaded.catalogue)
    given = settings(loaded, options.root, options.date, os.environ)
    try:
        issues, readers = ground.listed(ISSUES), _readers(ground)
    except Unread as refusal:
        return usage(f"isu alarm tidak dapat diketahui (jawaban {refusal.status})")
    watch = Watch(options, loaded, ground, readers, given.today, given.history)
    wanted = {kind: found for kind, found in watch.alarms() if found is not None}
    write_plan(options.out, [*_planned(wanted, issues), *watch.kept_alive()])
    proposal = proposed(options.root, loaded, given.repository, ground.branch)
    write_whole(options.out / PROPOSAL, json.dumps(proposal, ensure_ascii=False))
    count = sum(map(len, wanted.values()))
    print(f"{count} alarm, {len(proposal['files'])} berkas turunan usang.")
    return FINDINGS if count else OK


def _planned(wanted: Mapping[str, Sequence[DesiredIssue]], issues: Sequence[Any]) -> Iterator[Request]:
    """Plan each kind of alarm by itself; one of which nothing is known is left as it is."""
    from catalogue.propose.alarms import FAREWELLS
    from catalogue.propose.issue_plan import plan

    for kind, found in wanted.items():
        yield from plan(found, kind, issues, FAREWELLS[kind])


def _readers(ground: Ground) -> Readers:
    """Return who is told of troubles."""
    from catalogue.check.owners import MAINTAINERS
    from catalogue.propose.alarms import Readers

    if ground.organisation:
        return Readers(f"@{ground.owner}/{MAINTAINERS}")
    return Readers(f"@{ground.owner}", (ground.owner,))


@dataclass(frozen=True)
class Watch:
    """One look at everything that may need somebody."""

    options: Options
    loaded: Loaded
    ground: Ground
    readers: Readers
    today: date
    history: History

    def alarms(self) -> Iterator[tuple[str, list[DesiredIssue] | None]]:
        """Yield the issue of each kind, if there is one; None where it is not known."""
        from catalogue.propose import alarms
        from catalogue.propose.settings import SETTINGS, looked_at

        rows = list(looked_at(SETTINGS, self.ground))
        yield alarms.SETTINGS, alarms.settings_issue(rows, self.readers)
        yield alarms.PUBLICATION, self._publication()
        workflows = self._workflows()
        known = None if workflows is None else alarms.workflows_issue(workflows, self.today, self.readers)
        yield alarms.WORKFLOWS, known

    def _publication(self) -> list[DesiredIssue]:
        from catalogue.propose.alarms import publication_issue
        from catalogue.publish.fallback import last_good

        if self.loaded.publishable:
            return publication_issue((), (), self.readers)
        if found := last_good(self.loaded, self.history, day_of(self.options)):
            return publication_issue(found[1], (), self.readers)
        faults = [one for one in self.loaded.findings if one.severity is Severity.GALAT]
        return publication_issue((), faults, self.readers)

    def _workflows(self) -> list[Workflow] | None:
        from catalogue.propose.alarms import SCHEDULED, Workflow
        from catalogue.propose.settings import Unread

        found = []
        try:
            for one in self._listed():
                file = Path(one["path"]).name
                if file in SCHEDULED:
                    found.append(Workflow(file, one["name"], one["state"], self._last(file)))
        except Unread:
            return None
        return found

    def _listed(self) -> Sequence[Any]:
        listed: Sequence[Any] = self.ground.get("actions/workflows?per_page=100")["workflows"]
        return listed

    def _last(self, file: str) -> Any:
        query = f"branch={quote(self.ground.branch, safe='')}&status=completed&per_page=1"
        runs = self.ground.get(f"actions/workflows/{file}/runs?{query}")["workflow_runs"]
        return runs[0] if runs else None

    def kept_alive(self) -> list[Request]:
        """Switch on anew what the clock starts, before the host stops it because nobody changes anything.

        What a person switched off stays off, and is in the alarm.
        """
        from catalogue.propose.alarms import SCHEDULED
        from catalogue.propose.issue_plan import Request
        from catalogue.propose.settings import Unread

        try:
            listed = self._listed()
        except Unread:
            return []
        ours = [one for one in listed if Path(one["path"]).name in SCHEDULED and one["state"] != "disabled_manually"]
        return [Request("PUT", f"actions/workflows/{one['id']}/enable", {}) for one in ours]


def proposed(root: Path, loaded: Loaded, repository: str | None, branch: str) -> dict[str, Any]:
    """Return the files that follow from the records and are out of date, and whether they bring no fault."""
    from catalogue.propose.derived import out_of_date

    assert loaded.catalogue

    def present(path: str) -> str | None:
        return (root / path).read_text(encoding="utf-8") if (root / path).is_file() else None

    files = out_of_date(loaded.catalogue, present, repository)
    return {"files": files, "branch": branch, "checked": _sound(loaded, files)}


def _sound(loaded: Loaded, files: Mapping[str, str]) -> bool:
    """Tell whether the catalogue with these files has no fault that it had not before."""
    from catalogue.pipeline import assemble
    from catalogue.propose.review.changes import new_findings
    from catalogue.read.files import Reading

    sources = [
        replace(source, text=files[path], faults=()) if path in files else source
        for path, source in sorted(loaded.sources.items())
    ]
    changed = assemble(Reading(tuple(sources), loaded.beside, ()))
    return not any(one.severity is Severity.GALAT for one in new_findings(loaded, changed))
