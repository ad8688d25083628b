"""What a file is that is handed in as a workbook and is none, and how to make a workbook of it."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Sequence

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
