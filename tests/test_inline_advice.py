"""Advice that stands beside its finding, followed to the letter as the shared phrases are in `test_safe_advice`."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator
from functools import cache
from itertools import takewhile
from pathlib import Path

import pytest

from catalogue.check.examples import split_case
from catalogue.common.findings import Finding, Severity
from catalogue.read.characters import CONTROL
from tests.built import ROOT
from tests.test_cases import CASES
from tests.test_safe_advice import Lines, delete_field, delete_link, drop_from_list, examined, given, line_up

ACTS = re.compile(r"\b(?:hapus|ganti|pindahkan|gabungkan|kosongkan|simpan|buang|menambah spasi)\b", re.IGNORECASE)
"""Words of advice that changes more than the value it stands beside."""
PARTS = ("check", "common", "history", "propose", "publish", "read", "report")
"""The folders in which findings and refusals are made."""


def delete_line(lines: Lines, found: Finding) -> None:
    """Delete a line."""
    del lines[found.place.span.line - 1]


def delete_file(lines: Lines, found: Finding) -> None:
    """Delete the file, which the trial knows by its having no line left."""
    lines.clear()


def delete_fence(lines: Lines, found: Finding) -> None:
    """Delete a fence and the one that closes it."""
    lines[:] = [line for line in lines if not line.strip().startswith(("```", "~~~"))]


def keep_one_side(lines: Lines, found: Finding) -> None:
    """Keep what stands above the middle of a conflict, and none of its marks."""
    kept, taking = [], True
    for line in lines:
        if line.startswith(("<<<<<<<", "=======", ">>>>>>>")):
            taking = not line.startswith("=======")
        elif taking:
            kept.append(line)
    lines[:] = kept


def indent_by_spaces(lines: Lines, found: Finding) -> None:
    """Write two spaces for each tab at the head of a line."""
    lines[:] = [re.sub(r"^[ \t]+", lambda head: head[0].replace("\t", "  "), line) for line in lines]


def write_meant(lines: Lines, found: Finding) -> None:
    """Write the word that the advice names in the place of what is marked."""
    at, span = found.place.span.line - 1, found.place.span
    named = re.findall(r"menjadi `?([\w-]+)", found.help)
    end = span.end_column - 1 if span.end_line == span.line else len(lines[at])
    lines[at] = lines[at][: span.column - 1] + named[0] + lines[at][end:]


def delete_second_line(lines: Lines, found: Finding) -> None:
    """Delete the line below the one that is marked."""
    del lines[found.place.span.line]


def tell_apart(lines: Lines, found: Finding) -> None:
    """Give what is written twice another name."""
    at = found.place.span.line - 1
    lines[at] = f"{lines[at].rstrip()}-lain"


def let_it_be_a_guess(lines: Lines, found: Finding) -> None:
    """Say that a day is no official one."""
    lines[:] = [line.replace("asal: resmi", "asal: usulan") for line in lines]


def delete_tag(lines: Lines, found: Finding) -> None:
    """Delete a tag and the space behind it."""
    at = found.place.span.line - 1
    lines[at] = re.sub(r"!\S*\s+", "", lines[at])


def delete_backslashes(lines: Lines, found: Finding) -> None:
    """Delete the signs that make others of those behind them."""
    at = found.place.span.line - 1
    lines[at] = lines[at].replace("\\", "")


def delete_control(lines: Lines, found: Finding) -> None:
    """Delete every sign that no file may hold."""
    lines[:] = [CONTROL.sub("", line) for line in lines]


def delete_directive(lines: Lines, found: Finding) -> None:
    """Delete the lines that speak to YAML."""
    lines[:] = [line for line in lines if not line.startswith("%")]


def delete_record(lines: Lines, found: Finding) -> None:
    """Delete a record with all that is indented below its key."""
    at = next(index for index, line in enumerate(lines) if line.startswith("replikasi_dari:"))
    del lines[at : at + 1 + len(list(takewhile(lambda line: line.startswith(" "), lines[at + 1 :])))]


def delete_headings(lines: Lines, found: Finding) -> None:
    """Delete the headings that the message names."""
    names = re.split(r", | dan ", found.message.partition(": ")[2])
    lines[:] = [line for line in lines if not any(line.strip(" #:").casefold().startswith(name) for name in names)]


BACKSLASH = "Hapus garis miring terbalik itu, atau apit nilainya dengan tanda kutip tunggal bila bagian teks."
INLINE: dict[str, Callable[[Lines, Finding], None]] = {
    "Ganti `id` salah satu tahap.": tell_apart,
    "Ganti kuncinya menjadi `target`; isinya tetap.": write_meant,
    "Ganti menjadi `dikonfirmasi-opd`.": write_meant,
    "Ganti menjadi `{}`.": write_meant,
    "Ganti menjadi {}, atau pindahkan berkasnya.": write_meant,
    "Hapus aksara yang tidak terlihat ini, lalu ketik ulang.": delete_control,
    "Hapus atau ganti salah satu butir.": delete_link,
    "Hapus baris ini dan pagar penutupnya; isi di antaranya tetap.": delete_fence,
    "Hapus baris ini sampai {} menerimanya.": delete_field,
    "Hapus baris ini.": delete_line,
    "Hapus baris yang diawali `%`.": delete_directive,
    "Hapus dari `alamat_lama`.": drop_from_list,
    "Hapus dari salah satu.": drop_from_list,
    BACKSLASH: delete_backslashes,
    "Hapus pengecualian ini.": delete_link,
    "Hapus rujukan ini.": drop_from_list,
    "Hapus salah satu.": delete_link,
    "Hapus spasi di awal baris ini.": line_up,
    "Hapus tabnya, lalu pakai dua spasi untuk tiap tingkat.": indent_by_spaces,
    "Hapus tandanya; bila `!` memang bagian teks: {}": delete_tag,
    "Isi bagian itu, atau hapus judulnya.": delete_headings,
    "Isi `berakhir`, atau hapus keduanya.": delete_second_line,
    "Naikkan `tahapan`, atau hapus waktunya bila baru berupa rencana.": delete_field,
    "Pakai nomor urut sumber yang menyatakannya, dihitung dari 1, atau hapus nomor ini.": drop_from_list,
    "Perbaiki nama berkas ini, atau hapus berkasnya.": delete_file,
    "Perbaiki tanggalnya, atau hapus sampai benar-benar terjadi.": delete_field,
    "Periksa isian yang disebut, lalu hapus `pembacaan`.": delete_field,
    "Pilih isi yang benar di antara kedua bagian, lalu hapus baris `<<<<<<<`, `=======`, dan `>>>>>>>`.": keep_one_side,
    "Sebut daerah asalnya, atau hapus `replikasi_dari` beserta isinya.": delete_record,
    "Sebut pada `foto` sebuah inovasi, atau hapus gambarnya.": delete_file,
    "Tambahkan `sumber`, atau ganti `asal` menjadi `pola` atau `usulan`.": let_it_be_a_guess,
    "Unggah gambarnya, atau hapus butir ini.": delete_link,
}
"""The same of what stands beside its finding."""

JUDGED = {
    "Bila inovasinya sama, gabungkan. Bila berbeda, tambahkan `{}` pada `terkait`.",
    "Daftarkan OPD itu di `opd/`, atau pindahkan berkasnya.",
    "Ganti dengan tanda kutip lurus.",
    "Hapus `pelaporan` yang keliru, atau laporkan inovasi lain.",
    "Hapus isian ini pada berkas yang menjadi induknya.",
    "Hapus salah satu berkas.",
    "Hapus tanda kutipnya: `{}`, atau pakai tanda kutip lurus di kedua tepi: `{}`.",
    "Minta dikirim lagi, atau simpan lagi dari /meja/.",
    "Perbaiki tanggalnya, atau pindahkan berkasnya ke map tahun yang benar.",
    "Pindahkan `{}` ke baris sendiri.",
    "Pindahkan berkasnya ke map kelurahannya, atau perbaiki `klasifikasi`.",
    "Satu berkas memuat satu catatan: hapus baris ini, atau pindahkan isi di bawahnya ke berkas lain.",
    "Simpan lagi dari /meja/, atau masukkan isinya satu per satu tanpa ZIP.",
    "Simpan lagi dari /meja/, yang membaginya, atau masukkan berkasnya satu per satu tanpa ZIP.",
    "Tulis `kunci: nilai`, atau masukkan baris ini ke dalam teks di atasnya dengan menambah spasi di awal baris.",
    "Tulis `{}: |`, pindahkan seluruh teksnya ke bawahnya, lalu awali tiap barisnya dengan dua spasi.",
    "Tulis tiap kalimat sekali saja, dan ganti yang tidak dihitung dengan keterangan yang belum ada.",
    "pindahkan `{}` ke butir baru yang memuat `berakhir`, `alasan`, dan `pengganti`",
}
"""What to keep is for the writer to decide, or the mend is offered whole and tried with every replacement."""

COMPARE = (
    "Nama `{}` sudah dipakai; jangan menimpanya. Bandingkan kedua isinya: pindahkan berkas ini ke luar map data bila "
    "hanya salinan, atau beri nama lain bila isinya berbeda."
)
ENCODING = (
    "Simpan ulang dengan pengodean UTF-8 (di Notepad: Simpan sebagai, Pengodean: UTF-8), atau jalankan `build.py tidy`."
)
IN_THE_WAY = (
    "di `{}` ada {} yang bukan buatan program ini, padahal situs memerlukan tempatnya; pindahkan dahulu ke luar map itu"
)
STRANGE = (
    "map `{}` tidak memuat daftar berkas buatan program ini, sehingga isinya tidak diganti; ganti nama map itu, atau "
    "pilih map lain dengan --out"
)
FILES = {
    "Ganti dengan berkas biasa.",
    "Ganti dengan berkas biasa; tautan simbolik tidak dibaca.",
    "Ganti namanya menjadi `{}`, lalu cantumkan nama itu pada `foto`.",
    "Ganti namanya menjadi `{}`.",
    "Hapus berkas yang bukan catatan inovasi.",
    COMPARE,
    "Pindahkan berkas ini ke luar map data.",
    "Pindahkan catatan dengan satu perubahan, misalnya dengan `git mv`.",
    "Pindahkan isi yang panjang ke dokumen tersendiri dan cantumkan tautannya.",
    "Satukan baris yang terpotong, atau pindahkan isi yang panjang ke dokumen tersendiri.",
    "Simpan satu berkas untuk tiap daerah.",
    "Simpan sebagai berkas teks; gambar dan dokumen Word tidak dapat dibaca sebagai data.",
    "Simpan ulang dengan jenis dan akhiran yang sama.",
    ENCODING,
    IN_THE_WAY,
    STRANGE,
    "padahal inovasinya tidak berkurang; bila memang begitu, ganti dahulu nama map situs yang lama",
    "tulis seperti {}, atau kosongkan",
    "{}pindahkan berkas `index` keluar dari map `.git` dan jalankan `git -C {root} read-tree HEAD`.",
}
"""Advice on whole files, folders and settings, tried where those are: names of files, ownership, days, encodings."""

BOOKS = re.compile(r"\b(?:sel|selnya|kolom\w*|baris\w*|lembar\w*|berkas excel|buku kerja|xlsx)\b", re.IGNORECASE)
"""Words of advice on a workbook, which leaves the file that was handed in as it is."""


def said(node: ast.AST) -> str | None:
    """Return the text that a piece of the program is, what is filled in as braces."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(str(part.value) if isinstance(part, ast.Constant) else "{}" for part in node.values)
    return None


def texts(node: ast.AST) -> Iterator[str]:
    """Yield every text of a program that is no docstring."""
    for child in ast.iter_child_nodes(node):
        if (text := said(child)) is not None:
            yield text
        elif not (isinstance(child, ast.Expr) and isinstance(child.value, ast.Constant)):
            yield from texts(child)


@cache
def advice() -> dict[str, str]:
    """Return each advice in the program that tells somebody to delete, move, rename or indent, with its folder."""
    found: dict[str, str] = {}
    for part in PARTS:
        for file in sorted((ROOT / "catalogue" / part).rglob("*.py")):
            if file.name != "phrases.py":
                told = texts(ast.parse(file.read_text(encoding="utf-8")))
                found |= {text: part for text in told if ACTS.search(text) and " " in text and "\n" not in text}
    return found


def test_every_advice_is_tried_or_judged() -> None:
    """A new one needs a trial, or somebody who says where it is tried."""
    books = {text for text, part in advice().items() if part == "propose" and BOOKS.search(text)}
    assert advice().keys() - books == {*INLINE, *JUDGED, *FILES}


DIRECTIVES = (
    b"%YAML 1.2\n---\nnama: Antar Obat\nringkasan: Obat diantar.\nstatus_data: dikonfirmasi-opd\n",
    b"nama: Antar Obat\n%YAML 1.2\nringkasan: Obat diantar.\nstatus_data: dikonfirmasi-opd\n",
)
"""Lines that speak to YAML, at the head of a record and within it."""
Files = dict[str, Lines]


@pytest.fixture(scope="module")
def cases(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[Files, list[Finding]]]:
    """Return the files of every bad case with what is found in them."""
    read = [*DIRECTIVES, *(path.read_bytes() for path in sorted(CASES.glob("*/buruk*.yaml")))]
    laid_out = [{name: text.decode("utf-8", "replace").split("\n") for name, text in split_case(one)} for one in read]
    return [(files, examined(tmp_path_factory.mktemp("kasus"), laid(files))) for files in laid_out]


def laid(files: Files) -> str:
    """Return the text of a case that holds files; one that has no line left is deleted."""
    kept = {"README.md": [""], **{name: lines for name, lines in files.items() if lines}}
    return "".join(f"# berkas: {name}\n" + "\n".join(lines).rstrip("\n") + "\n" for name, lines in kept.items())


@pytest.mark.parametrize("text", INLINE)
def test_inline_advice_followed_to_the_letter(
    text: str, cases: list[tuple[Files, list[Finding]]], tmp_path: Path
) -> None:
    """The fault is gone in every case that gets this advice, and no fault comes of it."""
    fitting = [(files, before) for files, before in cases if given(text, before)]
    assert fitting
    for number, (files, before) in enumerate(fitting):
        mended = {name: list(lines) for name, lines in files.items()}
        for found in reversed(given(text, before)):
            INLINE[text](mended[found.place.path], found)
        after = examined(tmp_path / str(number), laid(mended))
        assert given(text, after) == [], laid(mended)
        faults = {found.rule for found in before if found.severity is Severity.GALAT}
        assert {found.rule for found in after if found.severity is Severity.GALAT} <= faults, after
