"""`python3 -m catalogue.cli.keep_watch`: tells those who keep the catalogue what another job found.

The job that runs this may write to the repository. Therefore it needs the standard library alone, and does nothing but
what stands in the lists below.
"""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from catalogue.cli.apply_plan import BadPlan
from catalogue.cli.host import Host, Refusal
from catalogue.cli.issues import PLAN, PROPOSAL
from catalogue.propose.issue_plan import BOT, DesiredIssue, plan
from catalogue.propose.issues import CONTEXT, SIGNERS

CALL = re.compile(r"POST issues(?:/\d+/comments)?|PATCH issues/\d+|PUT actions/workflows/\d+/enable")
"""What a plan may ask for."""
FILE = re.compile(r"\.github/(?:CODEOWNERS|labels\.json|ISSUE_TEMPLATE/[a-z-]+\.yml)|region\.yaml|alamat\.yaml")
"""What a proposal may change."""
BRANCH = "usulan/berkas-turunan"
TITLE = "Perbarui berkas turunan"
BODY = """\
Berkas ini dibuat dari `opd/`, `innovations/`, dan `region.yaml`, dan isinya tidak sesuai lagi. \
Periksa apakah nama tim dan alamatnya benar, lalu gabungkan.

Usulan ini dibuat oleh alur *Penjaga* dan diperbarui olehnya.
"""
MAINTAINERS = "pengelola"
"""The team that is told."""
SELF = "penjaga"
"""The kind of the alarm on this watch itself."""
FAREWELL = "Alur *Penjaga* berjalan lagi."


def tell(host: Host, calls: object) -> None:
    """Tell the host what a plan asks for, after all of it was looked at."""
    if not isinstance(calls, list) or not all(isinstance(call, dict) for call in calls):
        raise BadPlan("rencana alarm tidak dapat dipakai")
    for call in calls:
        if not CALL.fullmatch(f"{call.get('method')} {call.get('path')}"):
            raise BadPlan(f"rencana alarm memuat `{call.get('method')} {call.get('path')}`")
    for call in calls:
        host.tell(call["method"], call["path"], call["body"])


class Derived:
    """The proposal with the files that follow from the records, of which there is at most one."""

    def __init__(self, host: Host, environ: Mapping[str, str], found: Mapping[str, Any]) -> None:
        files = found["files"]
        if not all(FILE.fullmatch(path) and isinstance(text, str) for path, text in files.items()):
            raise BadPlan("usulan berkas turunan memuat berkas lain")
        self.host, self.files, self.main = host, files, str(found["branch"])
        self.checked, self.base = found["checked"] is True, environ["GITHUB_SHA"]

    def keep(self) -> None:
        """Let the proposal hold what is out of date, or end it where nothing is."""
        sha, pull = self.host.head(BRANCH), next(iter(self.host.pulls(BRANCH, "open")), None)
        if sha and not self._ours(sha):
            print(f"Cabang {BRANCH} diubah orang, sehingga tidak disentuh.")
        elif self.files:
            self._propose(sha, pull)
        elif sha:
            self._move(sha, "")

    def _propose(self, old: str, pull: Mapping[str, Any] | None) -> None:
        tree = self.host.tree(self.base, self.files)
        if not old or self.host.get(f"git/commits/{old}")["tree"]["sha"] != tree:
            sha = self.host.commit(TITLE, tree, self.base)
            self._move(old, sha)
            state = {"state": "success" if self.checked else "failure", "context": CONTEXT}
            self.host.tell("POST", f"statuses/{sha}", {**state, "description": "Diperiksa bersama pembuatannya"})
        if pull is None:
            said = {"title": TITLE, "body": BODY, "head": BRANCH, "base": self.main, "draft": False}
            self._open(said)

    def _open(self, said: Mapping[str, Any]) -> None:
        """Open the proposal; where workflows may not, the alarm on settings says so and its branch waits."""
        try:
            self.host.tell("POST", "pulls", said)
        except Refusal as refusal:
            if refusal.passing:
                raise
            print(f"Usulan dari {BRANCH} tidak dapat dibuka ({refusal.status}).")

    def _ours(self, sha: str) -> bool:
        commit = self.host.get(f"commits/{sha}")
        author, committer = (commit.get(who) or {} for who in ("author", "committer"))
        return author.get("login") == BOT and committer.get("login") in SIGNERS

    def _move(self, old: str, new: str) -> None:
        self.host.move(self.host.get("")["node_id"], BRANCH, old, new)


def self_alarm(host: Host, environ: Mapping[str, str]) -> DesiredIssue:
    """Return the alarm for a watch that cannot look: nothing installed, or the host does not tell."""
    owner = host.get("")["owner"]
    run = f"{environ['GITHUB_SERVER_URL']}/{host.repository}/actions/runs/{environ['GITHUB_RUN_ID']}"
    body = (
        f"Alur *Penjaga* gagal, sehingga keadaan katalog tidak diketahui: {run}\n\n"
        "Baca langkah yang merah, lalu **Re-run jobs**. Isu ini ditutup sesudah alurnya berjalan lagi."
    )
    team = f"/{MAINTAINERS}" if owner["type"] == "Organization" else ""
    return DesiredIssue(SELF, "Penjaga gagal", f"@{owner['login']}{team}\n\n{body}", ("alarm",))


def _of_self(host: Host, wanted: Sequence[DesiredIssue]) -> Iterator[dict[str, Any]]:
    issues = list(host.every("issues?state=all&labels=alarm"))
    for call in plan(wanted, SELF, issues, FAREWELL):
        yield {"method": call.method, "path": call.path, "body": call.body}


def main(arguments: Sequence[str], environ: Mapping[str, str]) -> int:
    """Carry out what a folder holds; without one, tell that the watch failed."""
    host = Host(environ)
    try:
        if not arguments:
            tell(host, list(_of_self(host, [self_alarm(host, environ)])))
            return 0
        folder = Path(arguments[0])
        tell(host, json.loads((folder / PLAN).read_bytes()))
        tell(host, list(_of_self(host, [])))
        Derived(host, environ, json.loads((folder / PROPOSAL).read_bytes())).keep()
    except (BadPlan, Refusal, OSError, ValueError, KeyError) as error:
        print(error, file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:], os.environ))
