"""Running Git: one `git log` for everything that happened, one `git cat-file` for every content asked for."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterable, Iterator
from datetime import tzinfo
from functools import partial
from pathlib import Path
from typing import IO

from catalogue.common.memo import Memo, recall
from catalogue.history.log import ARGUMENTS, parse_log
from catalogue.history.records import History
from catalogue.read.files import FOLDERS, SIZE_LIMIT

QUIET = {"GIT_OPTIONAL_LOCKS": "0", "GIT_NO_LAZY_FETCH": "1", "GIT_TERMINAL_PROMPT": "0"}
"""Neither locks nor the network: what a partial clone left out stays unread."""


def read_history(root: Path, zone: tzinfo, memo: Memo | None = None) -> History:
    """Read how the data files of the catalogue at `root` came about; `zone` says on which day a change arrived."""
    state = run_git(root, "rev-parse", "--is-shallow-repository", "HEAD") or ""
    return recall(memo, ("history", str(root)), (state, str(zone)), partial(_history, root, zone, state))


def _history(root: Path, zone: tzinfo, state: str) -> History:
    shallow, _, head = state.partition("\n")
    if shallow == "true":
        return History(gap="dangkal")
    log = run_git(root, *ARGUMENTS, "--", *FOLDERS) if shallow else None
    if not log:
        return History(gap="tanpa-git")
    return History(tuple(parse_log(log, zone)), read=partial(contents, root), head=head.strip())


def run_git(root: Path, *arguments: str) -> str | None:
    """Return what a Git command prints, None when it fails or there is no Git."""
    try:
        done = subprocess.run(  # noqa: S603  the arguments are ours, and no shell reads them
            _command(root, *arguments),
            capture_output=True,
            text=True,
            encoding="utf-8",
            errors="replace",
            check=False,
            env={**os.environ, **QUIET},
        )
    except OSError:
        return None
    return done.stdout if done.returncode == 0 else None


def _command(root: Path, *arguments: str) -> list[str]:
    return ["git", "-C", str(root), *arguments]


def contents(root: Path, ids: Iterable[str]) -> Iterator[tuple[str, bytes]]:
    """Yield contents as they are asked for; one that is missing or too large for a data file is passed over."""
    wanted = list(ids)
    if not wanted:
        return
    with subprocess.Popen(  # noqa: S603  as above
        _command(root, "cat-file", "--batch"),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**os.environ, **QUIET},
    ) as process:
        assert process.stdin
        assert process.stdout
        for id in wanted:
            process.stdin.write(f"{id}\n".encode())
            process.stdin.flush()
            content = _answer(process.stdout)
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
