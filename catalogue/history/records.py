"""The past as plain values, and why Git cannot say anything: there is none, or it is there and fails."""

from __future__ import annotations

import re
import shlex
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Literal

from catalogue.common.dates import BEGINNING

Gap = Literal["tanpa-git", "dangkal", "git-gagal"]
"""Why the past is not known: no Git here, a shallow clone, in which every date before its edge would be wrong, or a
Git that is there and fails."""

Doubt = Literal["jam", "penggabungan", "ditulis-ulang", "isi-hilang", "dua-berkas"]
"""Why nobody can tell on which day a change arrived.

A clock contradicts others or the calendar, a merge does not show which side was published before, a change was written
anew later, its contents are not in this copy, or the record lay in two files at once.
"""


@dataclass(frozen=True, slots=True)
class Change:
    """One file as a commit left it: the identity of its content, None when the file went."""

    path: str
    content: str | None


@dataclass(frozen=True, slots=True)
class Arrival:
    """The first and the last day on which a change can have arrived, in the region's time zone."""

    earliest: date = BEGINNING
    latest: date = date.max
    doubt: Doubt | None = None

    @property
    def day(self) -> date | None:
        """The day it arrived, None when that cannot be trusted."""
        return self.latest if self.earliest == self.latest else None


@dataclass(frozen=True, slots=True)
class Commit:
    """One change of the published branch, and when it arrived there.

    `proposal` is the number of the pull request that it merged, `proposer` the agency named as the one who proposed it.
    """

    id: str
    arrival: Arrival
    changes: tuple[Change, ...] = field(default=(), repr=False)
    proposal: int | None = None
    proposer: str | None = None

    @property
    def day(self) -> date | None:
        """The day it arrived, None when that cannot be trusted."""
        return self.arrival.day


def _nothing(ids: Iterable[str]) -> Iterator[tuple[str, bytes]]:
    return iter(())


@dataclass(frozen=True)
class History:
    """The changes of the data files, oldest first; `read` yields the contents that can be had, by their identity.

    `head` is the commit that lies here, which may have changed no data file; `failure` says what is amiss with Git.
    """

    commits: tuple[Commit, ...] = ()
    gap: Gap | None = None
    read: Callable[[Iterable[str]], Iterator[tuple[str, bytes]]] = _nothing
    head: str | None = None
    failure: Failure | None = None

    @property
    def complete(self) -> bool:
        return self.gap is None

    @property
    def doubtful(self) -> tuple[Commit, ...]:
        """The changes whose day cannot be trusted."""
        return tuple(commit for commit in self.commits if commit.day is None)


UNBORN = re.compile(r"ambiguous argument 'HEAD'|Needed a single revision|bad revision 'HEAD'")
"""What Git says of a repository without a commit."""
EXCEPTION = re.compile(r"safe\.directory\s+(?P<folder>.+)")

COPY = "Salin berkas yang belum dikirim ke map lain, lalu "
CAUSES = {
    "berkas pengaturan Git tidak terbaca": (
        r"bad (?:numeric |boolean )?config|unable to read config|unknown repository extension",
        "Perbaiki baris yang disebut pesan itu.",
    ),
    "indeks Git rusak": (
        r"index file|bad index|bad signature 0x",
        f"{COPY}pindahkan berkas `index` keluar dari map `.git` dan jalankan `git -C {{root}} read-tree HEAD`.",
    ),
    "isi repositori Git tidak utuh": (
        r"corrupt|unable to read|bad object|loose object|inflate|missing (?:blob|tree|commit)|bad tree|packfile",
        f"{COPY}ambil salinan baru dengan `git clone`; `git -C {{root}} fsck` menyebut bagian yang rusak.",
    ),
    "map `.git` tidak boleh dibaca oleh pengguna ini": (
        r"[Pp]ermission denied",
        "Jalankan sebagai pemilik map itu, atau minta pemiliknya memberi izin baca.",
    ),
}
"""What is amiss, the words by which Git says so, and how to mend it."""
OTHERWISE = "repositori Git tidak terbaca"
LOOK = f"Lihat pesan `git -C {{root}} status`. {COPY}ambil salinan baru dengan `git clone`."


@dataclass(frozen=True, slots=True)
class Failure:
    """What is amiss with Git, what it said itself, and how to mend it."""

    cause: str
    said: str
    mend: str

    @property
    def recognised(self) -> bool:
        """Whether Git's words told what is amiss."""
        return self.cause != OTHERWISE


class GitAbsent(Exception):
    """There is no Git program, no repository, or nothing committed yet."""


class GitFailed(Exception):
    """Git is there and cannot do what it was asked."""

    def __init__(self, failure: Failure) -> None:
        super().__init__(failure.said)
        self.failure = failure


def explain(root: Path, said: str) -> GitAbsent | GitFailed:
    """Say what an unsuccessful Git means, from its words in English."""
    if UNBORN.search(said) or ("not a git repository" in said and not has_repository(root)):
        return GitAbsent(said)
    return GitFailed(_failure(root, said))


def has_repository(root: Path) -> bool:
    """Tell whether a repository is meant to be at or above a folder, readable or not."""
    return any((folder / ".git").exists() for folder in (root.absolute(), *root.absolute().parents))


def _failure(root: Path, said: str) -> Failure:
    line = next((part.strip() for part in said.splitlines() if part.startswith(("fatal:", "error:"))), said.strip())
    if "dubious ownership" in said:
        found = EXCEPTION.search(said)
        folder = found["folder"].strip() if found else shlex.quote(str(root.absolute()))
        mend = f"Bila isinya memang dari Anda, jalankan `git config --global --add safe.directory {folder}`."
        return Failure("map katalog milik pengguna lain, sehingga Git menolak membacanya", line, mend)
    known = ((cause, mend) for cause, (words, mend) in CAUSES.items() if re.search(words, said))
    cause, mend = next(known, (OTHERWISE, LOOK))
    return Failure(cause, line, mend.format(root=shlex.quote(str(root.absolute()))))
