"""What is wrong with a file before anybody asks what it says: with its name, and with it as text.

Names of other programs are passed over, others are told what to be called without harm.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence

from catalogue.common.findings import Finding, Place, Severity, Span
from catalogue.common.phrases import phrase
from catalogue.model.grammar import LONGEST_NAME, RESERVED_NAME, slug_of
from catalogue.model.types import SLUG
from catalogue.read.characters import CONTROL, HIDDEN, LOOKALIKES, STRAY, name_of, split_lines, symbol_meant

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


NAMES = {
    "\0": "aksara kosong",
    "\v": "pemisah baris dari Word",
    "\f": "pemisah halaman dari Word",
    "\u0085": "pemisah baris",
    "\u2028": "pemisah baris dari halaman web",
    "\u2029": "pemisah paragraf dari halaman web",
    "\u00ad": "tanda hubung lunak",
    "\u200b": "spasi tanpa lebar",
    "\ufeff": "penanda awal berkas di tengah teks",
}
"""What people may call the characters that come most often."""
DIRECTION = "penanda arah tulisan"
FOREIGN = "".join(LOOKALIKES)
MIXED = re.compile(f"(?<=[A-Za-z])[{FOREIGN}]|[{FOREIGN}](?=[A-Za-z])")
"""A letter of another script within a word of Latin ones."""


def span_at(text: str, offset: int) -> Span:
    """Return the place of one character of a text."""
    lines = split_lines(text[:offset])
    line, column = len(lines), len(lines[-1]) + 1
    return Span(line, column, line, column + 1)


def text_faults(path: str, text: str, encoding: str, foreign: int | None) -> Iterator[Finding]:
    """Report a foreign encoding, and characters that are not what they look like, each once with its first place."""
    if foreign is not None:
        yield _foreign(path, text, encoding, foreign)
    if control := CONTROL.search(text):
        yield _control(path, text, control.start(), foreign)
    if hidden := HIDDEN.search(text):
        yield _hidden(path, text, hidden.start())
    if stray := STRAY.search(text):
        yield _stray(path, text, stray.start())
    if mixed := MIXED.search(text):
        yield _mixed(path, text, mixed.start())


def unreadable(path: str, span: Span, message: str, help: str) -> Finding:
    """Report that a file cannot be taken as it is."""
    return Finding("berkas-tidak-terbaca", Severity.GALAT, Place(path, span), message, help)


def _foreign(path: str, text: str, encoding: str, offset: int) -> Finding:
    if encoding == "UTF-16":
        message = "berkas berkode UTF-16, yang oleh Notepad disebut Unicode"
    else:
        message = f"berkas tidak berkode UTF-8; di sini tertulis `{text[offset]}` dalam pengodean lama {encoding}"
    help = (
        "Simpan ulang dengan pengodean UTF-8 (di Notepad: Simpan sebagai, Pengodean: UTF-8), "
        "atau jalankan `build.py tidy`."
    )
    return unreadable(path, span_at(text, offset), message, help)


def _control(path: str, text: str, offset: int, foreign: int | None) -> Finding:
    character = text[offset]
    message = f"aksara kendali {_named(character)} tidak boleh ada"
    if "\x80" <= character <= "\x9f" and foreign is None:
        meant = character.encode("latin-1").decode("cp1252", "replace")
        message = f"aksara rusak {name_of(character)}, yang semula mungkin `{meant}`"
    return unreadable(path, span_at(text, offset), message, "Hapus aksara yang tidak terlihat ini, lalu ketik ulang.")


def _hidden(path: str, text: str, offset: int) -> Finding:
    found, key = len(HIDDEN.findall(text)), "aksara-tersembunyi"
    message = phrase(key if found == 1 else f"{key}/banyak", sign=_named(text[offset]), found=found)
    return _told(path, text, offset, message, phrase(f"{key}/perbaikan", command=", atau jalankan `build.py tidy`"))


def _stray(path: str, text: str, offset: int) -> Finding:
    sign = text[offset]
    found = len(STRAY.findall(text))
    first = phrase("aksara-asing" if found == 1 else "aksara-asing/banyak", sign=name_of(sign), found=found)
    meant = symbol_meant(sign)
    help = phrase("aksara-asing/maksud/perbaikan", meant=meant) if meant else phrase("aksara-asing/perbaikan")
    return _told(path, text, offset, first, help)


def _mixed(path: str, text: str, offset: int) -> Finding:
    sign = text[offset]
    message = phrase("huruf-serupa", sign=name_of(sign), meant=LOOKALIKES[sign])
    return _told(path, text, offset, message, phrase("huruf-serupa/perbaikan"))


def _told(path: str, text: str, offset: int, message: str, help: str) -> Finding:
    return Finding("aksara-tersembunyi", Severity.PERINGATAN, Place(path, span_at(text, offset)), message, help)


def _named(character: str) -> str:
    name = NAMES.get(character) or (DIRECTION if unicodedata.category(character) == "Cf" else "")
    return f"{name_of(character)} ({name})" if name else name_of(character)
