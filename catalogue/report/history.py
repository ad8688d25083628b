"""What a build cannot say for want of Git or of an address, in words: in its last line, and after a check."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from catalogue.common.web import is_local
from catalogue.history import Commit, Doubt, Failure, History

SHOWN = 5
HIDDEN = "sehingga tanggal dan perkembangan tidak ditampilkan"
GAPS = {
    "dangkal": f"Riwayat Git terpotong (shallow clone), {HIDDEN}.",
    "tanpa-git": f"Tanpa riwayat Git, {HIDDEN}.",
}
DOUBTS: dict[Doubt, tuple[str, str]] = {
    "jam": (
        "jam komputer pada perubahan ini atau di sekitarnya keliru: harinya mundur, atau sesudah hari ini",
        "Betulkan jam komputer sebelum perubahan berikutnya. Riwayat tidak perlu ditulis ulang.",
    ),
    "penggabungan": (
        "penggabungan ini tidak menunjukkan cabang mana yang sudah terbit, jadi isinya mungkin terbit lebih dahulu",
        "Terima usulan lewat tombol Merge; pada salinan sendiri pakailah `git pull --rebase`, bukan `git pull`.",
    ),
    "ditulis-ulang": (
        "perubahan ini ditulis ulang pada hari lain sesudah dibuat, jadi mungkin terbit lebih dahulu",
        "Kirim perubahan (`git push`) pada hari yang sama, atau terima usulan lewat tombol Merge.",
    ),
    "isi-hilang": (
        "isi catatan pada perubahan sebelumnya tidak ada dalam salinan repositori ini",
        "Bangun situs dari salinan utuh, yang diambil dengan `git clone` tanpa `--filter`.",
    ),
    "dua-berkas": (
        "catatan ini pernah ada dalam dua berkas sekaligus",
        "Pindahkan catatan dengan satu perubahan, misalnya dengan `git mv`.",
    ),
}
"""Why a day is not known, and what keeps it from happening again; what has happened is left as it is."""


def what_is_hidden(history: History) -> str:
    """Say what Git could not tell, since the pages say no more than they know."""
    if history.gap == "git-gagal" and history.failure:
        return f" Git gagal membaca riwayat: {history.failure.cause}, {HIDDEN}."
    if history.gap:
        return f" {GAPS[history.gap]}"
    count = len(history.doubtful)
    return f" Hari {count} perubahan tidak diketahui: jalankan `build.py check`." if count else ""


def what_is_lost(address: str) -> str:
    """Say what a site without an address lacks, or that nobody else can reach the one it has."""
    if not address:
        return (
            " Alamat situs belum diketahui, sehingga peta situs, tautan kanonis, kode QR, dan kode lencana tidak "
            "dibuat. Sebelum menerbitkannya, isi `alamat` pada region.yaml atau SITE_URL, lalu bangun lagi."
        )
    if is_local(address):
        return f" Alamat situs {address} hanya dikenal komputer ini; jangan terbitkan hasil ini."
    return ""


def failure_text(failure: Failure) -> str:
    """Say what is amiss with Git and how to mend it."""
    return f"Git gagal membaca riwayat: {failure.cause}.\n  pesan Git: {failure.said}\n  perbaikan: {failure.mend}"


def history_report(history: History) -> str:
    """Say which changes have no certain day, why, and how to keep that from happening; empty when all is well."""
    if history.failure:
        return f"{failure_text(history.failure)}\n"
    return "".join(f"{line}\n" for line in _lines(history))


def _lines(history: History) -> Iterator[str]:
    by_doubt: dict[Doubt, list[Commit]] = defaultdict(list)
    for commit in history.doubtful:
        by_doubt[commit.arrival.doubt or "jam"].append(commit)
    for doubt, commits in by_doubt.items():
        cause, mend = DOUBTS[doubt]
        yield f"Riwayat: hari {len(commits)} perubahan tidak diketahui, dan tidak ada yang dinilai terlambat karenanya."
        yield f"  sebab: {cause}"
        yield f"  perubahan: {_listed(commits)}"
        yield f"  ke depan: {mend}"


def _listed(commits: list[Commit]) -> str:
    rest = len(commits) - SHOWN
    more = f", dan {rest} lainnya" if rest > 0 else ""
    return ", ".join(_named(commit) for commit in commits[-SHOWN:]) + more


def _named(commit: Commit) -> str:
    path = next((change.path for change in commit.changes), "")
    return f"{commit.id[:8]} ({path})" if path else commit.id[:8]
