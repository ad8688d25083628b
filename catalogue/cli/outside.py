"""What a publication asks its host: where the site lies, which proposals are open, what the check of links remembers.

What the host does not tell is unknown, and the site is published all the same.
"""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote
from zipfile import BadZipFile, ZipFile

from catalogue.cli.host import Host, Refusal
from catalogue.read.outside import LINKS, PROPOSALS, SIZE_LIMIT

if TYPE_CHECKING:
    from catalogue.model import Region

WORKFLOW, ARTIFACT, MEMORY = "links.yml", "tautan", "tautan.json"
"""The workflow that checks links, and where it keeps what it remembers."""
MOST = 4
"""Pages of open proposals that are asked for."""
QUERY = """\
query($owner: String!, $name: String!, $after: String) {
  repository(owner: $owner, name: $name) {
    pullRequests(states: OPEN, first: 50, after: $after, orderBy: {field: CREATED_AT, direction: DESC}) {
      pageInfo { hasNextPage endCursor }
      nodes {
        number title createdAt isDraft reviewDecision
        files(first: 100) { nodes { path } }
        commits(last: 1) { nodes { commit { statusCheckRollup { contexts(first: 100) { nodes {
          ... on CheckRun { status conclusion }
          ... on StatusContext { state }
        } } } } } }
      }
    }
  }
}"""
UNTOLD = (Refusal, KeyError, TypeError, ValueError)
"""What is raised where the host refuses, or answers something else than it should."""


def told(environ: Mapping[str, str], region: Region, folder: Path) -> dict[str, str]:
    """Return the environment with what the host tells; lists are written into a folder."""
    found = dict(environ)
    try:
        host = Host(environ)
    except KeyError as missing:
        print(f"tempat repositori tidak dapat ditanya: {missing.args[0]} belum ditetapkan", file=sys.stderr)
        return found
    if not found.get("SITE_URL", "").strip():
        found["SITE_URL"] = _address(host, region)
    contents = {
        PROPOSALS: _known("usulan terbuka", lambda: json.dumps(list(open_pulls(host))).encode()),
        LINKS: _known("ingatan tautan", lambda: remembered_links(host, region.cabang)),
    }
    for variable, content in contents.items():
        if content is not None:
            file = folder / variable
            file.write_bytes(content)
            found[variable] = str(file)
    return found


def _known(what: str, ask: Any) -> bytes | None:
    try:
        found: bytes | None = ask()
    except UNTOLD as error:
        print(f"{what} tidak diketahui ({error})", file=sys.stderr)
        return None
    return found


def _address(host: Host, region: Region) -> str:
    """Return where the site lies; before the first publication, where the region or the names say that it will."""
    try:
        return str(host.get("pages")["html_url"])
    except UNTOLD:
        owner, _, name = host.repository.partition("/")
        home = f"https://{owner.lower()}.github.io/"
        return "" if region.alamat else home if name.lower() == f"{owner.lower()}.github.io" else f"{home}{name}/"


def open_pulls(host: Host) -> Iterator[dict[str, Any]]:
    """Yield the open proposals, the newest first, as `read_proposals` reads them."""
    owner, _, name = host.repository.partition("/")
    after = None
    for _ in range(MOST):
        found = host.query(QUERY, {"owner": owner, "name": name, "after": after})["repository"]["pullRequests"]
        yield from map(_pull, found["nodes"])
        if not found["pageInfo"]["hasNextPage"]:
            return
        after = found["pageInfo"]["endCursor"]


def _pull(node: Mapping[str, Any]) -> dict[str, Any]:
    """Lay one proposal out flat; the host has no list of files or checks of some."""
    commits = node["commits"]["nodes"]
    rollup = commits[0]["commit"]["statusCheckRollup"] if commits else None
    checks = rollup["contexts"]["nodes"] if rollup else []
    files = (node["files"] or {"nodes": []})["nodes"]
    plain = {key: node[key] for key in ("number", "title", "createdAt", "isDraft", "reviewDecision")}
    return {**plain, "statusCheckRollup": checks, "files": files}


def remembered_links(host: Host, branch: str) -> bytes | None:
    """Return what the last check of links left; None where there was none yet. Raise Refusal."""
    query = f"branch={quote(branch, safe='')}&status=success&per_page=1"
    runs = host.get(f"actions/workflows/{WORKFLOW}/runs?{query}")["workflow_runs"]
    if not runs:
        return None
    kept = host.get(f"actions/runs/{int(runs[0]['id'])}/artifacts?name={ARTIFACT}")["artifacts"]
    living = [one for one in kept if not one["expired"]]
    return _unpacked(host.download(f"actions/artifacts/{int(living[0]['id'])}/zip", SIZE_LIMIT)) if living else None


def _unpacked(archive: bytes) -> bytes:
    """Take the memory out of an archive; raise ValueError where that holds none, or too much."""
    try:
        with ZipFile(io.BytesIO(archive)) as packed, packed.open(MEMORY) as file:
            content = file.read(SIZE_LIMIT + 1)
    except (BadZipFile, KeyError, NotImplementedError, RuntimeError) as error:  # of zipfile: broken, absent, locked
        raise ValueError(f"lampiran `{ARTIFACT}` tidak memuat {MEMORY}") from error
    if len(content) > SIZE_LIMIT:
        raise ValueError(f"{MEMORY} terlalu besar")
    return content
