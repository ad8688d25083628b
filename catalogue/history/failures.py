"""Why Git cannot say anything: there is none, or it is there and fails, which is told with the way to mend it."""

from __future__ import annotations

import re
import shlex
from dataclasses import dataclass
from pathlib import Path

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
