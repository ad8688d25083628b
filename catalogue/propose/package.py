"""What comes packed, looked into before anything reads it: a spreadsheet, or a ZIP file of submissions.

Both are zip archives that come from anyone: they may be bombs, may call for other files or hold programs (ECMA-376;
CWE-409 and CWE-776). What the desk saved with its photographs is unpacked whole, or refused in words.
"""

from __future__ import annotations

import io
import re
import stat
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from xml.parsers import expat

from catalogue.common.findings import Finding, Place, fault
from catalogue.read.files import PHOTO_BYTES, PICTURES, SIZE_LIMIT

SAVE_AGAIN = "Salin isinya ke templat kosong dari halaman data, lalu simpan sebagai Buku Kerja Excel (.xlsx)."
SAVE_AS = "Buka berkasnya, pilih Simpan Sebagai, lalu jenis Buku Kerja Excel (.xlsx)."
COPY = "Pakai `templat-usulan.xlsx` dari halaman data, salin isinya ke sana, lalu simpan sebagai .xlsx."
FETCH = "Unduh lagi berkasnya dari tempat asalnya, lalu pastikan dapat dibuka di Excel."
EXTRACT = "Ekstrak arsipnya, lalu impor berkas Excel di dalamnya."
DAMAGED = "berkas rusak atau bukan berkas Excel (.xlsx)"


class Refused(Exception):
    """The file is not read; the message says why, in Indonesian, and `help` how to save it rightly."""

    def __init__(self, reason: str, help: str = SAVE_AGAIN) -> None:
        super().__init__(reason)
        self.help = help


UNLOCK = "Buka berkasnya, hapus sandinya (Berkas, Info, Lindungi Buku Kerja), lalu simpan lagi."
COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
INSIDE = (
    ("DRMEncrypted", "berkas ini dikunci dengan hak akses (IRM)", "Minta pemiliknya melepas pembatasannya."),
    ("EncryptedPackage", "berkas Excel ini bersandi", UNLOCK),
    ("WordDocument", "ini dokumen Word lama (.doc)", COPY),
    ("PowerPoint Document", "ini presentasi lama (.ppt)", COPY),
)
"""What a compound file holds, by the name of a stream in it; any other is an old workbook."""

HEADS = (
    (rb"version https://git-lfs", "ini penunjuk Git LFS, bukan berkasnya sendiri", f"Jalankan `git lfs pull`. {FETCH}"),
    (rb"%PDF", "ini berkas PDF", COPY),
    (rb"\{\\rtf", "ini dokumen RTF", COPY),
    (rb"<\?xml[^>]*>\s*<(?:\?mso-application|office:document)", "ini berkas Excel dalam bentuk XML", SAVE_AS),
    (rb"mime-version:", "ini halaman web (.mht), bukan berkas Excel", SAVE_AS),
    (rb"<", "ini halaman web atau XML, bukan berkas Excel", SAVE_AS),
    (
        rb'\{\s*"[^}]*docs\.google\.com',
        "ini pintasan Google Drive, bukan berkas Excelnya",
        "Buka di Google Spreadsheet, pilih File, Download, Microsoft Excel (.xlsx).",
    ),
    (rb"Rar!|7z\xbc\xaf|\x1f\x8b|BZh|\xfd7zXZ", "ini arsip, bukan berkas Excel itu sendiri", EXTRACT),
    (rb"\x89PNG|\xff\xd8\xff|GIF8|RIFF", "ini gambar, bukan berkas Excel", COPY),
    (rb"\x09[\x00\x02\x04\x08][\x04-\x10]\x00", "berkas Excel ini berbentuk sangat lama (.xls)", SAVE_AS),
    (
        rb"[\x01-\x36][^\x00]{20,}\x00",
        "ini berkas kunci sementara dari Excel",
        "Tutup berkas itu di Excel, lalu ambil berkas yang namanya tidak diawali `~$`.",
    ),
)
"""How other files begin, in bytes of UTF-8 without a mark of the order of bytes."""

MEMBERS = (
    (r"xl/workbook\.bin", "berkas Excel ini berbentuk biner (.xlsb)", SAVE_AS),
    (r"word/.*", "ini dokumen Word", COPY),
    (r"ppt/.*", "ini presentasi PowerPoint", COPY),
    (
        r"Index/.*\.iwa|Index\.zip|index\.(?:apxl|xml)(?:\.gz)?",
        "ini dokumen Numbers atau iWork dari Apple",
        "Buka di Numbers, pilih File, Ekspor Ke, Excel, lalu jenis .xlsx.",
    ),
    (
        r".*\.html?",
        "ini arsip halaman web, misalnya dari Google Spreadsheet",
        "Unduh lagi sebagai Microsoft Excel (.xlsx).",
    ),
    (r".*\.(?:xlsx|xls|ods|zip)", "ini arsip ZIP yang berisi berkas Excel, bukan berkas Excel itu sendiri", EXTRACT),
    (r".*\.(?:csv|txt)", "ini arsip ZIP yang berisi berkas teks, bukan berkas Excel", COPY),
)
"""What archives hold that are no workbook."""


def refuse_other_kinds(content: bytes) -> None:
    """Raise Refused for what is no archive, and so no workbook of today."""
    if not content:
        raise Refused("berkas ini kosong", FETCH)
    if content.startswith(COMPOUND):
        for stream, reason, help in INSIDE:
            if stream.encode("utf-16-le") in content:
                raise Refused(reason, help)
        raise Refused("berkas Excel ini berbentuk lama (.xls)", SAVE_AS)
    if content.startswith(b"PK"):
        return
    head = _plain(content[:4096])
    for pattern, reason, help in HEADS:
        if re.match(pattern, head, re.IGNORECASE) or re.match(pattern, content[:4096], re.IGNORECASE):
            raise Refused(reason, help)
    if b"\0" not in head:
        raise Refused("ini berkas teks, misalnya CSV, bukan berkas Excel", COPY)


def _plain(head: bytes) -> bytes:
    """Return the beginning of a file as UTF-8, without the mark and the blanks before it."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        head = head.decode("utf-16", "replace").encode()
    return head.lstrip(b"\xef\xbb\xbf \r\n\t")


def refuse_other_archive(archive: zipfile.ZipFile, names: Sequence[str]) -> None:
    """Say what an archive is that is no workbook."""
    if "mimetype" in names and b"opendocument" in (kind := archive.read("mimetype")[:100]):
        if b"spreadsheet" in kind:
            raise Refused("berkas ini berbentuk OpenDocument (.ods)", SAVE_AS)
        raise Refused("ini dokumen OpenDocument, bukan berkas Excel", COPY)
    for pattern, reason, help in MEMBERS:
        if any(re.fullmatch(pattern, name, re.IGNORECASE) for name in names):
            raise Refused(reason, help)
    raise Refused(DAMAGED)


FILE_LIMIT = 10 * 1024 * 1024
UNPACKED_LIMIT = 100 * 1024 * 1024
PARTS_LIMIT = 500
ROWS, COLUMNS = 20_000, 400
"""A filled cell beyond these is no proposal any more."""

MACROS = "berkas memuat program (makro)"
FOREIGN = {
    r"vbaProject|macrosheets": MACROS,
    r"externalLinks/|connections\.xml|queryTables/": "berkas mengambil data dari berkas atau situs lain",
    r"activeX|ctrlProps|embeddings/|webextensions/": "berkas memuat benda dari program lain",
}
READ = re.compile(
    r".*\.rels|\[Content_Types\]\.xml|docProps/[^/]*\.xml|xl/(?:(?:worksheets|theme|chartsheets)/)?(?!comments)[^/]*\.xml",
    re.IGNORECASE,
)
"""The parts that are read; drawings, comments, memory of printers and add-ins' own are not."""

STRICT = b"http://purl.oclc.org/ooxml/"
"""The names that parts have in a workbook saved as Strict Open XML (ISO/IEC 29500-1)."""
UNSTRICT = "Buka di Excel, pilih Simpan Sebagai, lalu jenis Buku Kerja Excel (.xlsx), bukan yang berjudul Strict."
PLAIN = "Pilih Simpan Sebagai, lalu jenis Buku Kerja Excel (.xlsx), yang tidak menyimpan makro."

BROKEN = (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, OSError, EOFError, ValueError)
"""What `zipfile` raises for archives that are damaged, encrypted, packed in other ways, or lie about their sizes."""


def examine(content: bytes) -> zipfile.ZipFile:
    """Return the archive of a workbook that is nothing but a workbook, else raise Refused."""
    if len(content) > FILE_LIMIT:
        raise Refused(f"berkas lebih besar dari {FILE_LIMIT // 1024 // 1024} MB")
    refuse_other_kinds(content)
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
        _examine_names(archive)
        if STRICT in archive.read(main_part(archive)):
            raise Refused("berkas Excel ini disimpan dalam bentuk Strict Open XML", UNSTRICT)
        for info in archive.infolist():
            if READ.fullmatch(info.filename):
                _examine_xml(info.filename, archive.read(info))
    except BROKEN as error:
        raise Refused(DAMAGED, FETCH) from error
    return archive


def main_part(archive: zipfile.ZipFile) -> str:
    """Return the name of the part that lists the sheets, which is not the same in every program."""
    types = archive.read("[Content_Types].xml") if "[Content_Types].xml" in archive.namelist() else b""
    mains = (found for found in re.findall(rb"<Override[^>]*>", types) if b".main+xml" in found)
    named = next(filter(None, (re.search(rb'PartName="/(xl/[\w./-]+)"', found) for found in mains)), None)
    return named[1].decode() if named else "xl/workbook.xml"


def _examine_names(archive: zipfile.ZipFile) -> None:
    parts = archive.infolist()
    if any(part.flag_bits & 1 for part in parts):
        raise Refused("arsip berkas ini bersandi", EXTRACT)
    if len(parts) > PARTS_LIMIT or sum(part.file_size for part in parts) > UNPACKED_LIMIT:
        raise Refused("isi berkas jauh lebih besar dari ukurannya")
    names = [part.filename for part in parts]
    if len(set(names)) < len(names):
        raise Refused(DAMAGED)
    if main_part(archive) not in names:
        refuse_other_archive(archive, names)
    for name in names:
        for pattern, reason in FOREIGN.items():
            if re.search(pattern, name, re.IGNORECASE):
                raise Refused(reason, PLAIN if reason == MACROS else SAVE_AGAIN)


def _examine_xml(name: str, content: bytes) -> None:
    """Read a part as XML; entities can only be declared in a document type, which no workbook has."""
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartDoctypeDeclHandler = refuse_doctype
    parser.StartElementHandler = _Elements(name).start
    try:
        parser.Parse(content, True)
    except expat.ExpatError as error:
        raise Refused(f"bagian `{name}` di dalam berkas rusak") from error


def refuse_doctype(*_: object) -> None:
    """Refuse a document type, whatever it declares."""
    raise Refused("berkas memuat deklarasi XML yang tidak dipakai berkas Excel")


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


ENDING = ".zip"
TEXTS = (".yaml", ".yml", ".txt")
ARCHIVE_LIMIT = 10 * 1024 * 1024
"""Bytes of the archive; what it holds is hardly larger, since photographs don't shrink."""
UNPACKED = 2 * ARCHIVE_LIMIT
PARTS, NAME = 500, 240
"""So many files in it, and characters of a name."""
OUTSIDE = "Simpan lagi dari /meja/, atau masukkan isinya satu per satu tanpa ZIP."
FEWER = "Simpan lagi dari /meja/, yang membaginya, atau masukkan berkasnya satu per satu tanpa ZIP."
ASIDE = "__MACOSX/"
"""Where a computer of Apple's puts what it knows of the files."""


def unpacked(name: str, content: bytes) -> list[tuple[str, bytes]] | Finding:
    """Return the files of an archive by their names in it, or what keeps all of it from being read."""
    if len(content) > ARCHIVE_LIMIT:
        return _refused(name, f"ZIP ini lebih besar dari {ARCHIVE_LIMIT // 1024 // 1024} MiB", FEWER)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = [part for part in archive.infolist() if not part.is_dir() and not part.filename.startswith(ASIDE)]
            if reason := next(_reasons(parts), ""):
                return _refused(name, reason, FEWER if len(parts) > PARTS else OUTSIDE)
            return [(part.filename, _read(archive, part)) for part in parts]
    except BROKEN:
        return _refused(name, "ZIP ini rusak atau terpotong", "Minta dikirim lagi, atau simpan lagi dari /meja/.")


def _read(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> bytes:
    """Read one file as far as a byte beyond its limit, whatever the archive says of its size."""
    with archive.open(part) as stream:
        return stream.read((PHOTO_BYTES if part.filename.casefold().endswith(PICTURES) else SIZE_LIMIT) + 1)


def _reasons(parts: list[zipfile.ZipInfo]) -> Iterator[str]:
    """Yield what makes an archive unlike what the desk saves, the gravest first."""
    if len(parts) > PARTS:
        yield f"ZIP ini memuat {len(parts)} berkas, paling banyak {PARTS}"
    if sum(part.file_size for part in parts) > UNPACKED:
        yield "isi ZIP ini jauh lebih besar dari ukurannya"
    if any(part.flag_bits & 1 for part in parts):
        yield "ZIP ini bersandi"
    names = [part.filename for part in parts]
    for name in names:
        if (
            len(name) > NAME
            or not name.isprintable()
            or "\\" in name
            or ".." in name.split("/")
            or name.startswith("/")
        ):
            yield f"nama berkas `{name[:NAME]!a}` di dalam ZIP ini tidak dapat dipakai"
        elif not name.casefold().endswith((*TEXTS, *PICTURES)):
            yield f"`{name}` di dalam ZIP ini bukan kiriman (.yaml, .txt) dan bukan foto (.jpg, .png, .webp)"
    if len({name.casefold() for name in names}) < len(names):
        yield "ZIP ini memuat dua berkas bernama sama"
    if any(stat.S_ISLNK(part.external_attr >> 16) for part in parts):
        yield "ZIP ini memuat tautan ke berkas lain"
    if not any(name.casefold().endswith(TEXTS) for name in names):
        yield "ZIP ini tidak memuat kiriman, hanya foto atau tidak berisi"


def _refused(name: str, message: str, help: str) -> Finding:
    return fault("berkas-tidak-terbaca", Place(name), message, help)
