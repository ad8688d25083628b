"""Running Git: what happened from the list of commits and their differences, contents as they are asked for.

Only commands made for programs are run, under settings and an environment of our own, so that nobody's configuration
changes what is published.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date, tzinfo
from functools import partial
from pathlib import Path
from typing import IO

from catalogue.common.memo import Memo, recall
from catalogue.history.log import COMMITS, DIFFERENCES, REGULAR, parse_commits, parse_differences, told
from catalogue.history.mainline import mainline
from catalogue.history.records import GitAbsent, GitFailed, History, explain
from catalogue.read.files import FILES, FOLDERS, SIZE_LIMIT

KEPT = ("GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM", "GIT_CONFIG_NOSYSTEM", "GIT_EXEC_PATH", "GIT_SSL_CAINFO")
"""What may be said of Git in the environment: where it lies, and where a person trusts a folder (safe.directory)."""
QUIET = {
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_ALLOW_PROTOCOL": "none",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_NO_REPLACE_OBJECTS": "1",
    "GIT_GRAFT_FILE": os.devnull,
    "LC_ALL": "C",
    "LANGUAGE": "",
}
"""Neither locks nor the network: what a partial clone left out stays unread. Nothing stands in for anything else, and
what Git says is in English."""
SETTINGS = {
    "i18n.logOutputEncoding": "UTF-8",
    "core.quotePath": "false",
    "core.fsmonitor": "false",
    "core.commitGraph": "false",
    "diff.ignoreSubmodules": "none",
    "diff.orderFile": os.devnull,
    "diff.renames": "false",
    "diff.relative": "false",
}
"""What a configuration could change of the commands that are run here."""


def read_history(
    root: Path,
    zone: tzinfo,
    memo: Memo | None = None,
    *,
    today: date = date.max,
    branch: str = "main",
) -> History:
    """Read how the data files of the catalogue at `root` came about; `zone` says on which day a change arrived.

    A clock beyond `today` is not believed; `branch` is the name of the published one.
    """
    try:
        shallow, _, head = run_git(root, "rev-parse", "--is-shallow-repository", "HEAD").strip().partition("\n")
    except GitAbsent:
        return History(gap="tanpa-git")
    except GitFailed as error:
        return History(gap="git-gagal", failure=error.failure)
    if shallow == "true":
        return History(gap="dangkal")
    given = head, str(zone), today, branch
    return recall(memo, ("history", str(root)), given, partial(_history, root, zone, head, today, branch))


def _history(root: Path, zone: tzinfo, head: str, today: date, branch: str) -> History:
    try:
        entries = mainline(parse_commits(run_git(root, *COMMITS, head)), {branch, "main", "master"})
        asked = "".join(f"{entry.commit.id} {entry.before or ''}".rstrip() + "\n" for entry in entries)
        changes = dict(parse_differences(run_git(root, *DIFFERENCES, "--", *FOLDERS, given=asked)))
    except (GitAbsent, GitFailed) as error:
        failure = error.failure if isinstance(error, GitFailed) else None
        return History(gap="git-gagal" if failure else "tanpa-git", failure=failure)
    if not changes:
        return History(gap="tanpa-git")
    return History(tuple(told(entries, changes, zone, today)), read=partial(contents, root), head=head)


def run_git(root: Path, *arguments: str, given: str = "") -> str:
    """Return what a Git command prints; raise GitAbsent where there is no Git, GitFailed where it fails."""
    try:
        done = subprocess.run(  # noqa: S603  the arguments are ours, and no shell reads them
            git_command(root, *arguments),
            capture_output=True,
            input=given.encode(),
            check=False,
            env=git_environment(),
        )
    except OSError as error:
        raise GitAbsent(str(error)) from error
    if done.returncode:
        raise explain(root, done.stderr.decode(errors="replace"))
    return done.stdout.decode(errors="replace")


def git_command(root: Path, *arguments: str) -> list[str]:
    """Return the words that run Git under our settings."""
    settings = [part for name, value in SETTINGS.items() for part in ("-c", f"{name}={value}")]
    return ["git", "-C", str(root), *settings, *arguments]


def git_environment() -> dict[str, str]:
    """Return the environment without what leads Git to another repository or to other answers."""
    own = {name: value for name, value in os.environ.items() if not name.startswith("GIT_") or name in KEPT}
    return {**own, **QUIET}


@contextmanager
def object_reader(root: Path, form: str) -> Iterator[tuple[IO[bytes], IO[bytes]]]:
    """Start a `cat-file` that answers one question after another; yield where they are written, and where read."""
    with subprocess.Popen(  # noqa: S603  the arguments are ours, and no shell reads them
        git_command(root, "cat-file", form),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=git_environment(),
    ) as process:
        assert process.stdin
        assert process.stdout
        yield process.stdin, process.stdout


def contents(root: Path, ids: Iterable[str]) -> Iterator[tuple[str, bytes]]:
    """Yield contents as they are asked for; one that is missing or too large for a data file is passed over."""
    wanted = list(ids)
    if not wanted:
        return
    with (
        object_reader(root, "--batch") as (questions, answers),
        suppress(BrokenPipeError),  # a damaged content may end the process; what follows is missing too
    ):
        for id in wanted:
            questions.write(f"{id}\n".encode())
            questions.flush()
            content = _answer(answers)
            if content is not None:
                yield id, content


def _answer(stream: IO[bytes]) -> bytes | None:
    """Read one answer of the batch: `<id> <kind> <size>`, the content, and a line feed."""
    header = stream.readline().split()
    if len(header) != 3:
        return None
    size = int(header[2])
    for _ in range(size // SIZE_LIMIT):
        stream.read(SIZE_LIMIT)
    rest = stream.read(size % SIZE_LIMIT + 1)[:-1]
    return rest if size < SIZE_LIMIT else None


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
        files = data_files(root, commit)
        changed = run_git(root, *CHANGED, commit, "--")
        fresh = run_git(root, "ls-files", "--others", "--exclude-standard", "-z")
    except GitAbsent:
        return None
    except GitFailed as error:
        if error.failure.recognised:
            raise
        return None
    return Tree(commit, files, tuple(sorted({*changed.split("\0"), *fresh.split("\0")} - {""})))


def data_files(root: Path, commit: str) -> dict[str, bytes]:
    """Return the data files of a commit by path; pictures are named without their content."""
    listing = run_git(root, "ls-tree", "-r", "-z", commit, "--", *FOLDERS, *FILES)
    ids = dict(_entries(listing))
    found = dict(contents(root, dict.fromkeys(id for path, id in ids.items() if path.endswith(".yaml"))))
    return {path: found.get(id, b"") for path, id in ids.items()}


def _entries(listing: str) -> list[tuple[str, str]]:
    """Pair each regular file with the identity of its content; links and submodules are never read."""
    rows = [row.partition("\t") for row in listing.split("\0") if row]
    return [(path, head.split()[2]) for head, _, path in rows if head.split()[0] in REGULAR]
