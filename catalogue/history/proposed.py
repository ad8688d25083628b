"""What a proposal brings, read from Git's objects within limits: nothing of it is checked out, filtered or run."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import IO

from catalogue.history.git import Tree, data_files, git_command, git_environment, object_reader, run_git
from catalogue.history.log import REGULAR
from catalogue.history.records import GitAbsent, GitFailed, explain
from catalogue.read.files import FILE_LIMIT, FILES, FOLDERS, PHOTO_BYTES, PICTURES, SIZE_LIMIT

LEVELS = 32
"""Folders in each other."""
TREE_LIMIT = 8 * 1024 * 1024
"""Bytes of one folder's list of names."""
BYTES_LIMIT = 64 * 1024 * 1024
"""Bytes of all data files that a proposal changes; 16,000 records of ordinary size are less."""
FOLDER = "40000"


class Excess(Exception):
    """A proposal is larger than what is read of one; the text says in Indonesian what is too much."""


@dataclass(frozen=True)
class Proposed:
    """A proposal as it would be once accepted: the base with what changes, and the data files afterwards.

    `irregular` are links and submodules, whose content is never read; in a `conflict` with the base the proposal is
    compared with where it left the base.
    """

    base: Tree
    files: Mapping[str, bytes]
    irregular: tuple[str, ...]
    conflict: bool


@dataclass(frozen=True)
class _Difference:
    path: str
    mode: str
    id: str


class _Objects:
    """Git's objects, asked for one by one, of which none is read that is larger than wanted."""

    def __init__(self, ask: IO[bytes], said: IO[bytes]) -> None:
        self._ask, self._said = ask, said

    def size(self, id: str) -> int | None:
        """Return the size of an object, or None where there is none."""
        self._tell(f"info {id}")
        header = self._said.readline().split()
        return int(header[2]) if len(header) == 3 else None

    def read(self, id: str) -> bytes:
        """Return the content of an object that is there."""
        self._tell(f"contents {id}")
        size = int(self._said.readline().split()[2])
        return self._said.read(size + 1)[:-1]

    def tree(self, id: str | None) -> dict[bytes, tuple[str, str]]:
        """Return mode and identity of each name in a folder."""
        if id is None:
            return {}
        if (size := self.size(id)) is None or size > TREE_LIMIT:
            raise Excess("satu mapnya berisi terlalu banyak nama")
        return dict(_names(self.read(id), len(id) // 2))

    def _tell(self, order: str) -> None:
        self._ask.write(f"{order}\n".encode())
        self._ask.flush()


def _names(content: bytes, length: int) -> Iterator[tuple[bytes, tuple[str, str]]]:
    """Yield the rows of a folder's list, each `<mode> <name>`, a zero byte and the identity."""
    start = 0
    while start < len(content):
        end = content.index(b"\0", start)
        mode, _, name = content[start:end].partition(b" ")
        start = end + 1 + length
        yield name, (mode.decode("ascii", "replace"), content[end + 1 : start].hex())


@contextmanager
def _objects(root: Path) -> Iterator[_Objects]:
    with object_reader(root, "--batch-command") as (questions, answers):
        yield _Objects(questions, answers)


def read_proposal(root: Path, base: str, head: str) -> Proposed | None:
    """Read what becomes of a revision once another one is merged into it; None when Git cannot say.

    Raise Excess where the proposal is too large to be read, and GitFailed where Git itself is broken.
    """
    try:
        main = run_git(root, "rev-parse", "--verify", "--end-of-options", f"{base}^{{commit}}").strip()
        tip = run_git(root, "rev-parse", "--verify", "--end-of-options", f"{head}^{{commit}}").strip()
        left = run_git(root, "merge-base", main, tip).strip()
        with _objects(root) as objects:
            for _ in _differences(objects, _tree_of(root, left), _tree_of(root, tip)):
                """Look at its size before Git merges it, which has no limit."""
            merged = _merged(root, main, tip)
            start = main if merged else left
            changed = list(_differences(objects, _tree_of(root, start), merged or _tree_of(root, tip)))
            files = data_files(root, start)
            after = {**files, **dict(_contents(objects, changed))}
    except GitAbsent:
        return None
    except GitFailed as error:
        if error.failure.recognised:
            raise
        return None
    for one in changed:
        if one.mode not in REGULAR:
            after.pop(one.path, None)
    irregular = tuple(sorted(one.path for one in changed if one.mode and one.mode not in REGULAR))
    paths = tuple(sorted({one.path for one in changed}))
    return Proposed(Tree(start, files, paths), after, irregular, conflict=merged is None)


def _tree_of(root: Path, commit: str) -> str:
    return run_git(root, "rev-parse", "--verify", f"{commit}^{{tree}}").strip()


def _merged(root: Path, main: str, tip: str) -> str | None:
    """Return the tree of a merge, made without a checkout; None in a conflict."""
    done = subprocess.run(  # noqa: S603  the arguments are ours, and no shell reads them
        git_command(root, "merge-tree", "--write-tree", "--no-messages", "--name-only", "-z", main, tip),
        capture_output=True,
        check=False,
        env=git_environment(),
    )
    return done.stdout.split(b"\0")[0].decode() if done.returncode == 0 else None


def _differences(objects: _Objects, before: str, after: str) -> Iterator[_Difference]:
    """Yield the files in which two trees differ, with mode and identity in the second, both empty for one that goes.

    What both have in common is not walked, and of the rest no more than a catalogue may hold.
    """
    left: list[tuple[bytes, str | None, str | None]] = [(b"", before, after)]
    seen = 0
    while left:
        folder, was, now = left.pop()
        old, new = objects.tree(was), objects.tree(now)
        names = [name for name in old.keys() | new.keys() if old.get(name) != new.get(name)]
        seen += len(names)
        if seen > FILE_LIMIT or folder.count(b"/") > LEVELS:
            raise Excess(_too_many(seen))
        for name in names:
            path = folder + name
            was, now = _folder(old.get(name)), _folder(new.get(name))
            if was or now:
                left.append((path + b"/", was, now))
            mode, id = ("", "") if now else new.get(name, ("", ""))
            if mode or (name in old and not was):
                yield _Difference(path.decode(errors="replace"), mode, id)


def _too_many(seen: int) -> str:
    if seen > FILE_LIMIT:
        return f"usulan ini mengubah lebih dari {FILE_LIMIT:,} berkas".replace(",", ".")
    return f"mapnya bertingkat lebih dari {LEVELS}"


def _folder(entry: tuple[str, str] | None) -> str | None:
    return entry[1] if entry and entry[0] == FOLDER else None


def _contents(objects: _Objects, changed: list[_Difference]) -> Iterator[tuple[str, bytes]]:
    """Yield the data files among the changed ones; one that is larger than it may be is so without its content."""
    total = 0
    for one in changed:
        if one.mode not in REGULAR or not (one.path.split("/")[0] in FOLDERS or one.path in FILES):
            continue
        limit = SIZE_LIMIT if one.path.endswith(".yaml") else PHOTO_BYTES if one.path.endswith(PICTURES) else 0
        size = objects.size(one.id)
        if size is None or size > limit:
            yield one.path, _more_than(limit)
            continue
        total += size
        if total > BYTES_LIMIT:
            raise Excess(f"berkas datanya bersama-sama lebih besar dari {BYTES_LIMIT // 1024**2} MB")
        yield one.path, objects.read(one.id)


@cache
def _more_than(limit: int) -> bytes:
    """Return what stands for every content that is larger than a limit."""
    return bytes(limit + 1)


def head_commit(root: Path) -> str | None:
    """Return the commit that lies at the root; None where there is none."""
    try:
        return run_git(root, "rev-parse", "--verify", "HEAD").strip()
    except (GitAbsent, GitFailed):
        return None


def fetch_commit(root: Path, ref: str, commit: str, settings: Mapping[str, str], seconds: float) -> bool:
    """Fetch the objects of what a reference of `origin` names; tell whether it is this commit.

    `settings` of Git go by the environment, where no list of processes shows them. Raise Excess where that takes too
    long, and GitFailed where nothing came.
    """
    command = ("fetch", "--quiet", "--no-tags", "--no-recurse-submodules", "--no-auto-maintenance", "origin", ref)
    try:
        done = subprocess.run(  # noqa: S603  the arguments are ours, and no shell reads them
            git_command(root, *command),
            capture_output=True,
            check=False,
            env={**git_environment(), "GIT_ALLOW_PROTOCOL": "https:http:file", **_given(settings)},
            timeout=seconds,
        )
    except subprocess.TimeoutExpired:
        raise Excess("usulan ini terlalu besar untuk diambil") from None
    if done.returncode:
        raise explain(root, done.stderr.decode(errors="replace"))
    return run_git(root, "rev-parse", "FETCH_HEAD").strip() == commit


def _given(settings: Mapping[str, str]) -> dict[str, str]:
    """Write settings of Git as its environment takes them."""
    rows = [
        row
        for number, (name, value) in enumerate(settings.items())
        for row in ((f"GIT_CONFIG_KEY_{number}", name), (f"GIT_CONFIG_VALUE_{number}", value))
    ]
    return {"GIT_CONFIG_COUNT": str(len(settings)), **dict(rows)}
