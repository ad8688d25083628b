#!/usr/bin/env python3
"""Keep a copy of all that a server of one's own needs, in one file, and make the server anew of it.

The file holds every branch, tag and proposal of the repository and what is not in Git: settings, the state of the
publication, copies of other regions, these two programs. Releases are left out, for they are built again.
"""

from __future__ import annotations

import argparse
import configparser
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path

BUNDLE = "asal.bundle"
"""The refs of the repository, under their own names."""
BESIDE = ("setelan.ini", "terbit.json", "tautan.json", "daerah", "publish.py", "backup.py")
"""What lies beside the checkout and is in no repository."""
REFS = "refs/cadangan/"
"""Where the checkout keeps the refs of the host as they were when last fetched."""
KEPT = 8
"""So many copies stay; the oldest go."""
HOME = Path(__file__).resolve().parent
"""The folder in which this file and the checkout lie."""


class Failed(Exception):
    """A copy can't be made or used; the text says why, in Indonesian."""


def git(folder: Path, *arguments: str) -> str:
    """Run Git in a folder; raise Failed with what it says where it fails."""
    done = subprocess.run(["git", "-C", str(folder), *arguments], capture_output=True, text=True, check=False)
    if done.returncode:
        raise Failed(f"`git {arguments[0]}` gagal: {done.stderr.strip()}")
    return done.stdout


def back_up(home: Path) -> Path:
    """Write a copy into `cadangan/` and return its file; a host that can't be reached is copied as last known."""
    checkout, folder = home / "repositori", home / "cadangan"
    try:
        git(checkout, "fetch", "--quiet", "--prune", "--no-tags", "origin", f"+refs/*:{REFS}*")
    except Failed as reason:
        if not git(checkout, "for-each-ref", REFS):
            raise
        print(f"Asal tidak terjangkau; yang disalin keadaan terakhir yang dikenal. {reason}", file=sys.stderr)
    folder.mkdir(exist_ok=True)
    file = folder / f"katalog-{datetime.now():%Y%m%d-%H%M%S}.tar"  # noqa: DTZ005  the clock of whoever looks for it
    with tempfile.TemporaryDirectory(dir=folder) as place:
        bundle = Path(place) / BUNDLE
        git(checkout, "bundle", "create", "--quiet", str(bundle), f"--glob={REFS}*")
        git(checkout, "bundle", "verify", "--quiet", str(bundle))
        fresh = Path(place) / file.name
        pack(fresh, [bundle, *(home / name for name in BESIDE if (home / name).exists())])
        fresh.rename(file)
    for old in sorted(folder.glob("katalog-*.tar"))[:-KEPT]:
        old.unlink()
    return file


def pack(file: Path, parts: Sequence[Path]) -> None:
    """Write files and folders into an archive that only their owner may read."""
    file.touch(mode=0o600)
    with tarfile.open(file, "w") as archive:
        for part in parts:
            archive.add(part, part.name)


def restore(file: Path, home: Path) -> None:
    """Make a server's folder of a copy: `asal.git` with every ref, a checkout of it, and what lay beside."""
    if home.exists() and any(home.iterdir()):
        raise Failed(f"`{home}` sudah berisi; pilih map yang baru atau kosong")
    home.mkdir(parents=True, exist_ok=True)
    try:
        with tarfile.open(file) as archive:
            archive.extractall(home, members=wanted(archive))  # noqa: S202  the members are looked at
    except tarfile.TarError as error:
        raise Failed(f"`{file}` tidak dapat dibaca: {error}; pakai salinan lain dari map `cadangan`") from error
    origin, bundle = home / "asal.git", home / BUNDLE
    if not bundle.exists():
        raise Failed(f"`{file}` tidak memuat `{BUNDLE}`; pakai salinan lain dari map `cadangan`")
    git(home, "init", "--quiet", "--bare", str(origin))
    git(origin, "-c", "fetch.fsckObjects=true", "fetch", "--quiet", str(bundle), f"+{REFS}*:refs/*")
    branch = branch_of(home)
    git(origin, "symbolic-ref", "HEAD", f"refs/heads/{branch}")
    git(home, "clone", "--quiet", "--branch", branch, str(origin), str(home / "repositori"))
    bundle.unlink()


def wanted(archive: tarfile.TarFile) -> Iterator[tarfile.TarInfo]:
    """Yield the parts of a copy that a copy has: files and folders with the names that we give, and no links."""
    for member in archive:
        top, *rest = Path(member.name).parts
        if top in {BUNDLE, *BESIDE} and ".." not in rest and (member.isfile() or member.isdir()):
            yield member


def branch_of(home: Path) -> str:
    """Return the branch that the settings publish."""
    parser = configparser.ConfigParser(interpolation=None)
    parser.read_dict({"situs": {"cabang": "main"}})
    parser.read(home / "setelan.ini", encoding="utf-8")
    return parser["situs"]["cabang"]


def main(arguments: Sequence[str] | None = None) -> int:
    """Make a copy, or a server of one."""
    parser = argparse.ArgumentParser(description="Membuat atau memulihkan salinan cadangan katalog.")
    parser.add_argument("--home", type=Path, default=HOME, metavar="MAP", help=f"map katalog; bawaan: {HOME}")
    parser.add_argument("--restore", type=Path, metavar="BERKAS", help="pulihkan dari salinan ini ke MAP yang kosong")
    options = parser.parse_args(arguments)
    try:
        if options.restore:
            restore(options.restore, options.home)
            print(f"Pulih di {options.home}. Terbitkan dengan `python3 {options.home / 'publish.py'}`.")
        else:
            print(back_up(options.home))
    except (Failed, OSError) as reason:
        print(f"backup.py: {reason}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
