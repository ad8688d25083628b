"""A published folder that cannot be renamed is filled file by file: a volume, an image's layer, or one with guests."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from catalogue.publish.ownership import ENTERABLE, MARK, allow, folders_of, list_in, listed
from catalogue.publish.workshop import FRESH, OLD, workshop


def fill(fresh: Path, target: Path) -> None:
    """Put a new site into a folder in place of the one that its mark lists, and touch nothing else there.

    Everything lies on the folder's own file system before the first file is replaced, so a full disk is told in time.
    """
    if fresh.parent.parent == target:
        _replace_all(fresh, target)
        return
    with workshop(target, target) as place:
        _bring(fresh, place / FRESH)
        _replace_all(place / FRESH, target)


def _bring(fresh: Path, staged: Path) -> None:
    try:
        os.rename(fresh, staged)
    except OSError:  # another file system, or what is taken for one
        shutil.copytree(fresh, staged)


def _replace_all(staged: Path, target: Path) -> None:
    """Replace every file, what pages need before the pages; the mark lists old and new until all is done."""
    before, new = listed(target), listed(staged)
    list_in(staged.parent / OLD, before | new)
    os.replace(staged.parent / OLD / MARK, target / MARK)
    for name in sorted(new - {MARK}, key=lambda name: (name.endswith(".html"), name)):
        _put(staged / name, target / name)
    for name in before - new:
        with suppress(FileNotFoundError, NotADirectoryError, IsADirectoryError, PermissionError):
            (target / name).unlink()
    _remove_empty(target, folders_of(before) - folders_of(new))
    for folder in folders_of(new):
        allow(target / folder, ENTERABLE)
    os.replace(staged / MARK, target / MARK)


def _put(staged: Path, file: Path) -> None:
    """Replace a file; a folder of ours in its place goes, and a file of ours in the place of its folder."""
    if file.is_dir() and not file.is_symlink():
        shutil.rmtree(file)
    try:
        os.replace(staged, file)
    except (FileNotFoundError, NotADirectoryError):
        for folder in [*reversed(file.parents)]:
            if folder.is_file():
                folder.unlink()
        file.parent.mkdir(parents=True, exist_ok=True)
        os.replace(staged, file)


def _remove_empty(target: Path, folders: Iterable[str]) -> None:
    for folder in sorted(folders, key=len, reverse=True):
        with suppress(OSError):
            (target / folder).rmdir()
