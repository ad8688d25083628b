"""`python3 -m catalogue.cli.keep_labels`: keeps the labels of the repository as the list on main has them.

The job that runs this may write to issues. Therefore it needs the standard library alone. A label that is not on the
list is left alone.
"""

from __future__ import annotations

import base64
import json
import os
import sys
from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from urllib.parse import quote

from catalogue.cli.host import Host, Refusal

LIST = ".github/labels.json"
PARTS = ("name", "color", "description")


def changes(
    wanted: Iterable[Mapping[str, str]], present: Iterable[Mapping[str, Any]]
) -> Iterator[tuple[str, str, Any]]:
    """Yield what to tell the host: how, at which path, and what; for the host capitals make no other name."""
    known = {str(label["name"]).casefold(): label for label in present}
    for one in wanted:
        label = {part: one[part] for part in PARTS}
        old = known.get(label["name"].casefold())
        if old is None:
            yield "POST", "labels", label
        elif any((old.get(part) or "") != label[part] for part in PARTS):
            yield "PATCH", f"labels/{quote(old['name'], safe='')}", {**label, "new_name": label["name"]}


def listed(host: Host, commit: str) -> list[dict[str, str]]:
    """Read the list of a commit; raise ValueError for anything else."""
    content = base64.b64decode(host.get(f"contents/{LIST}?ref={commit}")["content"])
    found = json.loads(content)
    if not all(isinstance(label.get(part), str) for label in found for part in PARTS):
        raise ValueError(f"{LIST} bukan daftar label")
    return list(found)


def main(environ: Mapping[str, str]) -> int:
    """Make and change what differs, and say how many."""
    host = Host(environ)
    try:
        told = list(changes(listed(host, environ["GITHUB_SHA"]), host.every("labels")))
        for method, path, label in told:
            host.tell(method, path, label)
    except (Refusal, ValueError, KeyError, AttributeError, TypeError) as error:
        print(f"label tidak dapat disamakan: {error}", file=sys.stderr)
        return 1
    print(f"{len(told)} label dibuat atau diubah.")
    return 0


if __name__ == "__main__":
    sys.exit(main(os.environ))
