"""Proposals of every kind, put into a bare repository as they come from forks, also such as no program would make."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping
from pathlib import Path

from tests.repositories import record

WHO = b"committer x <x@contoh.example> 1780000000 +0700\n"


def propose(git: Path, base: str, files: Mapping[str, str | None]) -> str:
    """Put one commit with changed files on another one, and return it."""
    parts = [b"commit refs/heads/percobaan\n", WHO, b"data 5\nubah\n", f"from {base}\n".encode()]
    for path, text in files.items():
        if text is None:
            parts.append(f"D {path}\n".encode())
        else:
            content = text.encode()
            parts.append(f"M 100644 inline {path}\ndata {len(content)}\n".encode() + content + b"\n")
    _git(git, "fast-import", "--quiet", "--force", given=b"".join(parts))
    return _git(git, "rev-parse", "refs/heads/percobaan")


def bomb(git: Path, base: str, folder: str, levels: int = 7) -> str:
    """Put a folder on a commit whose ten names are the same folder of ten names, and so on, and return it."""
    id, kind, mode = _git(git, "hash-object", "-w", "--stdin", given=b"x\n"), "blob", "100644"
    for _ in range(levels):
        rows = "".join(f"{mode} {kind} {id}\t{number}.yaml\n" for number in range(10))
        id, kind, mode = _git(git, "mktree", given=rows.encode()), "tree", "040000"
    listing = _git(git, "ls-tree", base).splitlines()
    rows = "".join(f"{line}\n" for line in listing if not line.endswith(f"\t{folder}"))
    tree = _git(git, "mktree", given=f"{rows}040000 tree {id}\t{folder}\n".encode())
    who = ("-c", "user.name=x", "-c", "user.email=x@contoh.example")
    return _git(git, *who, "commit-tree", tree, "-p", base, "-m", "bom")


def records(count: int) -> dict[str, str]:
    """Write new records by their paths."""
    return {f"innovations/dinas-lain/baru-{number}.yaml": record(f"Baru {number}") for number in range(count)}


def _git(git: Path, *words: str, given: bytes = b"") -> str:
    command = ["git", "-C", str(git), *words]
    env = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull}
    return subprocess.run(command, input=given, capture_output=True, check=True, env=env).stdout.decode().strip()
