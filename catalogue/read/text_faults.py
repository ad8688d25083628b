"""What is wrong with a file as text, before anybody asks what it says."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from catalogue.common.findings import Finding, Place, Severity, Span
from catalogue.common.phrases import phrase
from catalogue.read.characters import CONTROL, HIDDEN, LOOKALIKES, STRAY, name_of, split_lines, symbol_meant

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
