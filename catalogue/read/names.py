"""Names of files: those of other programs are passed over, others are told what to be called without harm."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from catalogue.common.findings import Finding, Place, Severity
from catalogue.common.phrases import phrase
from catalogue.model.grammar import LONGEST_NAME, RESERVED_NAME, slug_of
from catalogue.model.types import SLUG
from catalogue.read.characters import HIDDEN

OTHER_PROGRAMS = re.compile(
    r"\.DS_Store|Thumbs\.db|ehthumbs(?:_vista)?\.db|desktop\.ini|Icon\r|\.directory|\.localized|\.Trash.*"
    r"|\._.*|\.#.*|#.*#|.*~|~\$.*|\.~.*|~.*\.tmp|.*\.(?:sw[a-p]|orig|rej|bak|tmp|part|crdownload|lnk)"
    r"|\.(?:git(?:ignore|attributes|modules)?|idea|vscode|Spotlight-V100|fseventsd|AppleDouble|sync|dropbox.*)|__MACOSX|@eaDir"
    r"|.*\.(?:old|kate-swp|sb-[\w-]+)|\.(?:nfs|fuse_hidden)\w+|\.(?:TemporaryItems|apdisk|stfolder|stversions|thumbnails)"
    r"|\$RECYCLE\.BIN|System Volume Information|lost\+found|\.ipynb_checkpoints|__pycache__",
    re.IGNORECASE,
)
"""What operating systems, editors, office programs and drives write beside a file by themselves."""

LONGEST_PATH = 180
"""Characters of a path below the root of the catalogue; with 80 for where that lies, Windows takes it."""

PICTURE = re.compile(r"(?P<stem>.+)(?P<suffix>\.(?:jpg|jpeg|png|webp))", re.IGNORECASE)
Exists = Callable[[str], bool]
"""Tells whether there is a file of some path."""

RECORD = re.compile(r"(.+)\.ya?ml[. ]*", re.IGNORECASE | re.DOTALL)
"""The name of a record, also as another system would not have it."""


def passed_over(name: str) -> bool:
    """Tell whether a file or folder belongs to another program."""
    return bool(OTHER_PROGRAMS.fullmatch(name))


def told_of(paths: Sequence[str]) -> Finding:
    """Say in one line which files of other programs were passed over."""
    first = Place(shown(paths[0]))
    message = phrase("berkas-program-lain", count=len(paths), name=shown(paths[0].rsplit("/", 1)[-1]))
    return Finding("berkas-program-lain", Severity.PERINGATAN, first, message, phrase("berkas-program-lain/perbaikan"))


def unexpected(path: str, exists: Exists) -> Finding:
    """Say what is wrong with the name or the place of a file; no advice leads to a name that is taken."""
    folder, _, name = path.rpartition("/")
    if RECORD.fullmatch(name):
        return _record(path, folder, name, exists)
    if (picture := PICTURE.fullmatch(name)) and path.startswith("innovations/"):
        better = f"{slug_of(picture['stem']) or 'foto'}{picture['suffix'].lower()}"
        help = f"Ganti namanya menjadi `{better}`, lalu cantumkan nama itu pada `foto`."
        message = f"akhiran `{picture['suffix']}` tidak berhuruf kecil"
        return misplaced(path, message, _free(folder, better, help, exists))
    return misplaced(path, f"berkas `{name}` bukan bagian katalog", "Pindahkan berkas ini ke luar map data.")


def refused_elsewhere(path: str, exists: Exists) -> Finding | None:
    """Report a path that another system cannot have: a name that Windows keeps for itself, or one too long for it."""
    name = next((part for part in path.split("/") if not _portable(part)), "")
    if name:
        stem = name.split(".", 1)[0]
        name = stem if RESERVED_NAME.fullmatch(stem) else name
        help = phrase("letak-berkas/windows/perbaikan")
        folder, _, last = path.rpartition("/")
        if last == name and (written := RECORD.fullmatch(last)):
            better = slug_of(written[1]) or "tanpa-nama"
            help = _free(folder, f"{better}.yaml", phrase("letak-berkas/perbaikan", slug=better), exists)
        return misplaced(path, phrase("letak-berkas/windows", name=name), help)
    if len(path) > LONGEST_PATH or len(path.rsplit("/", 1)[-1].rsplit(".", 1)[0]) > LONGEST_NAME:
        message = phrase("letak-berkas/panjang", length=len(path), limit=LONGEST_PATH)
        return misplaced(path, message, phrase("letak-berkas/panjang/perbaikan", longest=LONGEST_NAME))
    return None


def _portable(part: str) -> bool:
    return not RESERVED_NAME.fullmatch(part.split(".", 1)[0]) and not re.search(r'[<>:"|?*\\]|[. ]$', part)


def _record(path: str, folder: str, name: str, exists: Exists) -> Finding:
    stem = name.rsplit(".", 1)[0]
    better = f"{slug_of(stem) or 'tanpa-nama'}.yaml"
    if not re.fullmatch(SLUG, stem):
        help = phrase("letak-berkas/perbaikan", slug=better.removesuffix(".yaml"))
        return misplaced(path, phrase("letak-berkas", name=name), _free(folder, better, help, exists))
    if not name.endswith(".yaml"):
        help = f"Ganti namanya menjadi `{better}`."
        return misplaced(path, f"nama berkas `{name}` tidak berakhiran `.yaml`", _free(folder, better, help, exists))
    return misplaced(path, "berkas tidak pada tempatnya", "Inovasi disimpan sebagai `innovations/<opd>/<nama>.yaml`.")


def _free(folder: str, better: str, help: str, exists: Exists) -> str:
    """Return the advice to rename, or what to do when that name is taken."""
    if not exists(f"{folder}/{better}"):
        return help
    return (
        f"Nama `{better}` sudah dipakai; jangan menimpanya. Bandingkan kedua isinya: pindahkan berkas ini ke luar map "
        "data bila hanya salinan, atau beri nama lain bila isinya berbeda."
    )


def misplaced(path: str, message: str, help: str) -> Finding:
    """Report a file that is not where files are read, or not called as they are."""
    return Finding("letak-berkas", Severity.GALAT, Place(shown(path)), shown(message), help)


def shown(text: str) -> str:
    """Write what in a name of a file is no text, or hides or turns around what it says, as an escape."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(
        sign if sign.isprintable() and not HIDDEN.match(sign) else sign.encode("unicode_escape").decode()
        for sign in text
    )
