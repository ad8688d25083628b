"""A new folder takes the place of the published one, whole or not at all, after a last look at it.

Everything promised is there, and no less than last time. That links lead somewhere is held while pages are rendered;
that pages and files are well formed, by the tests.
"""

from __future__ import annotations

import ctypes
import os
import posixpath
import shutil
import stat
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from catalogue.publish.ownership import (
    ENTERABLE,
    FRESH,
    MARK,
    OLD,
    allow,
    folders_of,
    list_in,
    listed,
    mark,
    strangers,
    sweep,
    workshop,
)
from catalogue.publish.previews import PREVIEWED
from catalogue.read.catalogue import Catalogue

TOLD = 20
"""Faults that are told; one broken partial shows on every page."""
SHRUNK = 0.5
"""A site with no fewer innovations than before and less than this share of its pages or bytes is not published."""
FEW, SMALL = 20, 100_000
"""So few pages, and files of one kind with so few bytes, may shrink as they like."""
UNEXPLAINED = "padahal inovasinya tidak berkurang; bila memang begitu, ganti dahulu nama map situs yang lama"
EMPTY = {".nojekyll"}
"""Files that are empty on purpose."""

PROMISED = (
    *("index.html", "404.html", "inovasi/index.html", "opd/index.html", "kepatuhan/index.html", "linimasa/index.html"),
    *("indeks/index.html", "usul/index.html", "meja/index.html", "pratinjau/index.html", "data/index.html"),
    *("api/v1/index.json", "api/v1/inovasi.json", "api/v1/opd.json", "data/inovasi.csv", "data/inovasi.xlsx"),
    *("data/katalog.sqlite", "data/datapackage.json", "data/dcat.jsonld", "feed.xml", "linimasa.ics"),
    *("skema/inovasi.schema.json", "robots.txt"),
)
"""Addresses that every site of a catalogue has."""
PLACED = ("sitemap.xml",)
"""Those that need the address of the site."""

Sizes = Mapping[str, int]
"""The bytes of every file of a site, by address."""


def require_sound(folder: Path, catalogue: Catalogue, before: Sizes, *, placed: bool = True) -> None:
    """Raise NotPublishable with what is wrong with a written site; `before` is what it would replace.

    `placed` is whether the site has an address.
    """
    found = list(faults(sizes(folder), catalogue, before, placed=placed))
    if found:
        more = [f"dan {len(found) - TOLD} hal lain"] if len(found) > TOLD else []
        told = "\n".join(f"  - {fault}" for fault in [*found[:TOLD], *more])
        raise NotPublishable(f"situs tidak diterbitkan karena hasilnya keliru:\n{told}")


def sizes(folder: Path) -> dict[str, int]:
    """Return the bytes of every file of a site in a folder, without previews; none where there is no site."""
    known = {name for name in listed(folder) if not PREVIEWED.match(name)}
    return {address: entry.stat().st_size for address, entry in _files(folder, "") if address in known} if known else {}


def _files(folder: Path | str, prefix: str) -> Iterator[tuple[str, os.DirEntry[str]]]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                yield from _files(entry.path, f"{prefix}{entry.name}/")
            else:
                yield f"{prefix}{entry.name}", entry


def faults(files: Sizes, catalogue: Catalogue, before: Sizes, *, placed: bool = True) -> Iterator[str]:
    """Yield what is wrong with the files of a site, in words for whoever publishes."""
    yield from (f"`{path}` kosong" for path, size in files.items() if not size and path not in EMPTY)
    needed = [*PROMISED, *(PLACED if placed else ()), *(f"opd/{id}/index.html" for id in catalogue.opds)]
    needed += [f"kepatuhan/{year}/index.html" for year in catalogue.periods]
    yield from (f"`{path}` tidak ada" for path in needed if path not in files)
    for id in catalogue.innovations:
        if f"inovasi/{id}/index.html" not in files or f"api/v1/inovasi/{id}.json" not in files:
            yield f"inovasi `{id}` tidak ada pada situs"
    yield from _shrunk(files, before)


def _shrunk(files: Sizes, before: Sizes) -> Iterator[str]:
    pages, records = _counts(files)
    pages_before, records_before = _counts(before)
    if records < records_before:
        return
    if pages_before > FEW and pages < SHRUNK * pages_before:
        yield f"situs tinggal {pages} halaman dari {pages_before}, {UNEXPLAINED}"
    now = _bytes(files)
    for kind, size in _bytes(before).items():
        if size > SMALL and now[kind] < SHRUNK * size:
            yield f"`{kind}` tinggal {now[kind]} bita dari {size}, {UNEXPLAINED}"


def _bytes(files: Sizes) -> Counter[str]:
    """Return how many bytes the files of each kind have, which is the folder at the top and the ending."""
    found: Counter[str] = Counter()
    for path, size in files.items():
        top, slash, name = path.partition("/")
        found[f"{top}/*{posixpath.splitext(name)[1]}" if slash else f"*{posixpath.splitext(path)[1]}"] += size
    return found


def _counts(files: Iterable[str]) -> tuple[int, int]:
    pages = [path for path in files if path.endswith(".html")]
    return len(pages), sum(path.startswith("inovasi/") for path in pages)


NAMED = 5
"""So many of the files of somebody else are named."""
VOLUME = {"lost+found"}
"""What a new volume holds before anybody wrote to it."""


class NotPublishable(Exception):
    """The target cannot be replaced; the message says why, in Indonesian."""


@contextmanager
def replacement(target: Path) -> Iterator[Path]:
    """Give a new empty folder that takes the place of `target` when the block ends without an exception.

    The old folder stays until the new one is complete, whenever the build is killed. Several builds may run at once;
    the last one stays. What somebody else put into the target stays there. Raise NotPublishable for a target that is
    not ours.
    """
    _refuse_foreign(target)
    with _readable():
        target.parent.mkdir(parents=True, exist_ok=True)
        with _room(target) as place:
            fresh = place / FRESH
            fresh.mkdir()
            yield fresh
            if not (fresh / MARK).exists():
                mark(fresh)
            _publish(fresh, target, place)


@contextmanager
def _readable() -> Iterator[None]:
    """Let what is written be read by everybody, whatever the user's mask; who may write stays as the mask says."""
    before = os.umask(0o022)
    os.umask(before & ~0o055)
    try:
        yield
    finally:
        os.umask(before)


@contextmanager
def _room(target: Path) -> Iterator[Path]:
    """Give a folder to work in: beside the target, or within a volume or where nothing may be put beside it."""
    inner = [target] if target.is_dir() else []
    rooms = inner if inner and os.path.ismount(target) else [target.parent, *inner]
    for room in rooms:
        with suppress(OSError):
            sweep(target, room)
    with ExitStack() as opened:
        for room in rooms:
            try:
                place = opened.enter_context(workshop(target, room))
            except OSError:
                if room == rooms[-1]:
                    raise
            else:
                break
        yield place


def _refuse_foreign(target: Path) -> None:
    if target.is_symlink() or (target.exists() and not target.is_dir()):
        raise NotPublishable(f"`{target}` bukan map")
    if not target.is_dir() or listed(target):
        return
    if (target / MARK).exists():
        raise NotPublishable(
            f"map `{target}` tidak memuat daftar berkas buatan program ini, sehingga isinya tidak diganti; "
            "ganti nama map itu, atau pilih map lain dengan --out"
        )
    if set(strangers(target, frozenset())) - VOLUME:
        raise NotPublishable(f"map `{target}` sudah berisi berkas lain; pilih map kosong atau map yang baru")


def _refuse_clash(foreign: Sequence[str], fresh: Path, target: Path) -> None:
    """Refuse where somebody else's file stands in the place of one of ours."""
    files = listed(fresh)
    folders = folders_of(files)
    found = [name for name in foreign if name in files or name in folders or folders_of([name]) & files]
    if found:
        raise NotPublishable(
            f"di `{target}` ada {counted(found)} yang bukan buatan program ini, padahal situs memerlukan tempatnya; "
            "pindahkan dahulu ke luar map itu"
        )


def counted(names: Sequence[str]) -> str:
    """Name some files, and say how many more there are."""
    more = f" dan {len(names) - NAMED} lainnya" if len(names) > NAMED else ""
    return ", ".join(f"`{name}`" for name in names[:NAMED]) + more


def _publish(fresh: Path, target: Path, place: Path) -> None:
    """Put the new folder in place, in one step where that can be done, and leave what is not ours."""
    if not target.exists():
        os.rename(fresh, target)
        return
    foreign = strangers(target, listed(target))
    _refuse_clash(foreign, fresh, target)
    allow(fresh, stat.S_IMODE(target.stat().st_mode))
    if foreign or not (_exchange(fresh, target) or _set_aside(fresh, target, place / OLD)):
        fill(fresh, target)


def _exchange(fresh: Path, target: Path) -> bool:
    """Let two folders change names at once (Linux, renameat2); False where that cannot be done."""
    here, exchange = -100, 2  # AT_FDCWD and RENAME_EXCHANGE of linux/fcntl.h and linux/fs.h
    rename = getattr(ctypes.CDLL(None), "renameat2", None) if sys.platform == "linux" else None
    return rename is not None and rename(here, os.fsencode(fresh), here, os.fsencode(target), exchange) == 0


def _set_aside(fresh: Path, target: Path, old: Path) -> bool:
    """Rename twice; for an instant the target is missing, never half written. False where that cannot be done."""
    try:
        os.rename(target, old)
        os.rename(fresh, target)
    except BaseException as error:
        if old.exists() and not target.exists():
            os.rename(old, target)
        if not isinstance(error, OSError):
            raise
        return False
    return True


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
