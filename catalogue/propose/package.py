"""Is this really a plain spreadsheet? What hides in an XLSX file is found before anything reads its cells.

An XLSX file is a zip archive of XML files. It comes from anyone, so that it may be a bomb, may call for other files
or hold programs (ECMA-376; CWE-409 and CWE-776).
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from xml.parsers import expat

FILE_LIMIT = 10 * 1024 * 1024
UNPACKED_LIMIT = 100 * 1024 * 1024
PARTS_LIMIT = 500
ROWS, COLUMNS = 20_000, 400
"""A filled cell beyond these is no proposal any more."""

FOREIGN = {
    r"vbaProject|macrosheets": "berkas memuat program (makro)",
    r"externalLinks/|connections\.xml|queryTables/": "berkas mengambil data dari berkas atau situs lain",
    r"activeX|ctrlProps|embeddings/|webextensions/": "berkas memuat benda dari program lain",
}
READ = re.compile(r"(?:.*/)?\[?[^/]*\.(?:xml|rels)", re.IGNORECASE)
"""The parts that are read; drawings of comments, memory of printers and add-ins' own are not."""

STRICT = b"http://purl.oclc.org/ooxml/"
"""The names that parts have in a workbook saved as Strict Open XML (ISO/IEC 29500-1)."""

SAVE_AGAIN = "Salin isinya ke templat kosong dari halaman data, lalu simpan sebagai Buku Kerja Excel (.xlsx)."
HELPS = {
    "bersandi": "Buka berkasnya, hapus sandinya (Berkas, Info, Lindungi Buku Kerja), lalu simpan lagi.",
    "Strict": "Buka di Excel, pilih Simpan Sebagai, lalu jenis Buku Kerja Excel (.xlsx), bukan yang berjudul Strict.",
    "berbentuk": "Buka berkasnya, pilih Simpan Sebagai, lalu jenis Buku Kerja Excel (.xlsx).",
    "CSV": "Pakai `templat-usulan.xlsx` dari halaman data, salin isinya ke sana, lalu simpan sebagai .xlsx.",
    "LFS": "Jalankan `git lfs pull`, atau unduh lagi berkasnya dari tempat asalnya.",
    "arsip ZIP": "Ekstrak arsipnya, lalu impor buku kerja di dalamnya.",
}
"""How to save a file that is no plain workbook, by a word of what is said of it."""


def mend_of(reason: str) -> str:
    """Return how to save a file rightly that was refused for a reason."""
    return next((help for word, help in HELPS.items() if word in reason), SAVE_AGAIN)


class Refused(Exception):
    """The file is not read; the message says why, in Indonesian."""


BROKEN = (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, OSError, EOFError, ValueError)
"""What `zipfile` raises for archives that are damaged, encrypted, packed in other ways, or lie about their sizes."""


def examine(content: bytes) -> zipfile.ZipFile:
    """Return the archive of a workbook that is nothing but a workbook, else raise Refused."""
    if len(content) > FILE_LIMIT:
        raise Refused(f"berkas lebih besar dari {FILE_LIMIT // 1024 // 1024} MB")
    if kind := other_kind(content):
        raise Refused(kind)
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
        _examine_names(archive)
        if STRICT in archive.read("xl/workbook.xml"):
            raise Refused("buku kerja ini disimpan dalam bentuk Strict Open XML")
        for info in archive.infolist():
            if READ.fullmatch(info.filename):
                _examine_xml(info.filename, archive.read(info))
    except BROKEN as error:
        raise Refused("berkas rusak atau bukan buku kerja Excel (.xlsx)") from error
    return archive


def other_kind(content: bytes) -> str:
    """Say what a file is that is no workbook of today; nothing of one that may be."""
    head = content[:4096]
    if content.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        locked = "EncryptedPackage".encode("utf-16-le") in content
        return "buku kerja ini bersandi" if locked else "buku kerja ini berbentuk lama (.xls), atau dokumen Office lama"
    if head.startswith(b"version https://git-lfs"):
        return "ini penunjuk Git LFS, bukan berkasnya sendiri"
    if head.startswith(b"%PDF"):
        return "ini berkas PDF"
    if head.lstrip(b"\xef\xbb\xbf \r\n\t")[:1] == b"<":
        return "ini halaman web atau XML, bukan buku kerja Excel"
    if content and not content.startswith(b"PK") and b"\0" not in head:
        return "ini berkas teks, misalnya CSV, bukan buku kerja Excel"
    return ""


def _examine_names(archive: zipfile.ZipFile) -> None:
    parts = archive.infolist()
    if any(part.flag_bits & 1 for part in parts):
        raise Refused("arsip berkas ini bersandi")
    if len(parts) > PARTS_LIMIT or sum(part.file_size for part in parts) > UNPACKED_LIMIT:
        raise Refused("isi berkas jauh lebih besar dari ukurannya")
    names = [part.filename for part in parts]
    if len(set(names)) == len(names) and "xl/workbook.xml" not in names:
        raise Refused(_kind_of_archive(archive, names))
    if len(set(names)) < len(names):
        raise Refused("berkas rusak atau bukan buku kerja Excel (.xlsx)")
    for name in names:
        for pattern, reason in FOREIGN.items():
            if re.search(pattern, name, re.IGNORECASE):
                raise Refused(reason)


def _kind_of_archive(archive: zipfile.ZipFile, names: list[str]) -> str:
    """Say what an archive is that is no workbook."""
    if "mimetype" in names and b"opendocument" in archive.read("mimetype")[:100]:
        return "buku kerja ini berbentuk OpenDocument (.ods)"
    if "xl/workbook.bin" in names:
        return "buku kerja ini berbentuk biner (.xlsb)"
    if any(name.startswith("word/") for name in names):
        return "ini dokumen Word"
    if any(name.lower().endswith((".xlsx", ".xls", ".ods")) for name in names):
        return "ini arsip ZIP yang berisi buku kerja, bukan buku kerjanya sendiri"
    return "berkas rusak atau bukan buku kerja Excel (.xlsx)"


def _examine_xml(name: str, content: bytes) -> None:
    """Read a part as XML; entities can only be declared in a document type, which no workbook has."""
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartDoctypeDeclHandler = _refuse_doctype
    parser.StartElementHandler = _Elements(name).start
    try:
        parser.Parse(content, True)
    except expat.ExpatError as error:
        raise Refused(f"bagian `{name}` di dalam berkas rusak") from error


def _refuse_doctype(*_: object) -> None:
    raise Refused("berkas memuat deklarasi XML yang tidak dipakai buku kerja")


class _Elements:
    """Watches the elements of one part: relations that lead outside, and cells that lie too far away."""

    def __init__(self, name: str) -> None:
        self.relations = name.endswith(".rels")
        self.cells = "worksheets/" in name
        self.here = ""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Look at an element as it begins."""
        tag = name.rpartition(" ")[2]
        if self.relations and tag == "Relationship":
            link = attributes.get("Type", "").endswith("/hyperlink")
            if attributes.get("TargetMode") == "External" and not link:
                raise Refused("berkas mengambil data dari berkas atau situs lain")
        elif self.cells and tag == "c":
            self.here = attributes.get("r", "")
        elif self.cells and tag in ("v", "f", "is") and self.here:
            row, column = position(self.here)
            if row > ROWS or column > COLUMNS:
                raise Refused(f"sel {self.here[:12]} terisi, padahal paling banyak {ROWS} baris dan {COLUMNS} kolom")


def position(reference: str) -> tuple[int, int]:
    """Return row and column of a reference such as B12."""
    match = re.fullmatch(r"([A-Z]{1,3})([0-9]{1,7})", reference)
    if not match:
        raise Refused(f"letak sel `{reference[:12]}` tidak dikenal")
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(match[2]), column
