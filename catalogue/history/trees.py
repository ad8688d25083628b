"""What a revision holds, and which files differ from it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from catalogue.history.failures import GitAbsent, GitFailed
from catalogue.history.git import contents, run_git
from catalogue.history.log import REGULAR
from catalogue.read.files import FILES, FOLDERS

CHANGED = ("diff", "--name-only", "--no-renames", "--no-ext-diff", "--relative", "-z")


@dataclass(frozen=True)
class Tree:
    """A revision: its commit, its data files by path, and the paths of all files that have changed since.

    Pictures are named without their content.
    """

    commit: str
    files: Mapping[str, bytes]
    changed: tuple[str, ...]


def read_tree(root: Path, revision: str) -> Tree | None:
    """Read the data files at the point where what lies at `root` left a revision; None when Git cannot say.

    That point, and not the revision itself, is what a proposal is compared with, so that what others have changed
    since then is not counted against it. Where Git itself is broken, GitFailed is raised.
    """
    try:
        commit = run_git(root, "merge-base", "--end-of-options", revision, "HEAD").strip()
        listing = run_git(root, "ls-tree", "-r", "-z", commit, "--", *FOLDERS, *FILES)
        changed = run_git(root, *CHANGED, commit, "--")
        fresh = run_git(root, "ls-files", "--others", "--exclude-standard", "-z")
    except GitAbsent:
        return None
    except GitFailed as error:
        if error.failure.recognised:
            raise
        return None
    ids = dict(_entries(listing))
    found = dict(contents(root, dict.fromkeys(id for path, id in ids.items() if path.endswith(".yaml"))))
    files = {path: found.get(id, b"") for path, id in ids.items()}
    return Tree(commit, files, tuple(sorted({*changed.split("\0"), *fresh.split("\0")} - {""})))


def _entries(listing: str) -> list[tuple[str, str]]:
    """Pair each regular file with the identity of its content; links and submodules are never read."""
    rows = [row.partition("\t") for row in listing.split("\0") if row]
    return [(path, head.split()[2]) for head, _, path in rows if head.split()[0] in REGULAR]
