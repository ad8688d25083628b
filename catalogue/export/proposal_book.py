"""What every workbook of proposals has: the guide, the hidden lists of choices, and what its rows began with."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from catalogue.build import Build
from catalogue.export.workbook import Book, write_row
from catalogue.model import Maturity
from catalogue.model.reference.tables import SEPARATOR, Column
from catalogue.propose.beginnings import HEADING, TEXTS, written
from catalogue.propose.layout import BEGINNINGS, INDICATOR, OPD, Choices, choices, opd_names, vocabulary_choices
from catalogue.propose.open_round import round_view
from catalogue.propose.record_sheet import text_marks
from catalogue.read.catalogue import InnovationEntry

LISTS = "Pilihan"

GUIDE = """\
Cara mengisi
Satu lembar adalah satu inovasi. Isi kolom Isian; hanya butir bertanda bintang yang wajib, yang lain boleh menyusul.
Sel yang berpilihan menampilkan daftarnya saat dipilih. Singkatan OPD juga dibaca.
Beberapa nilai dalam satu sel dipisahkan titik koma, misalnya pada tema dan urusan lain.
Tanggal ditulis 1 Juli 2024 atau 2024-07-01, boleh bulan atau tahun saja.
Seribu dua ratus lima puluh ditulis 1250. Pecahan memakai koma: 92,5.
Bukti ditulis di bawah indikatornya. Untuk bukti berikutnya, sisipkan baris di bawahnya, lalu tulis butirnya dengan \
nomor berikutnya, misalnya Bukti 2: judul. Begitu pula untuk capaian, kanal, penghargaan, tautan, dan sumber.
Lembar yang tidak diisi dan isian yang tidak diubah tidak dianggap usulan. Jangan memakai rumus.
Serahkan berkas ini kepada {coordinator}. Bila ada yang perlu diperbaiki, salinannya kembali kepada Anda dengan sel \
yang berwarna dan berkomentar; perbaiki di salinan itu, lalu serahkan lagi.
"""

NO_DATE_TO_FIT = (
    "Waktu ditulis menurut dokumennya. Bila inovasi lama dikembangkan dalam rentang itu, catat pengembangan barunya; "
    "waktu yang sudah tercatat tidak diubah."
)
"""What everyone is told who may be tempted to fit a date to the window."""


class ProposalBook:
    """A workbook of proposals in the making."""

    def __init__(self, build: Build) -> None:
        catalogue = build.catalogue
        self.book = Book(f"Templat usulan: {build.title}", build.title, build.generated_at)
        self.lists: dict[str, Choices] = {
            name: vocabulary_choices(vocabulary) for name, vocabulary in catalogue.vocabularies.items()
        }
        self.lists |= {
            OPD.name: choices(opd_names(catalogue)),
            INDICATOR.name: choices({name: info.title or name for name, info in Maturity.model_fields.items()}),
        }
        self.ranges: dict[str, str] = {}
        self.guide_end = f"{round_view(build).both} {NO_DATE_TO_FIT}"
        self.coordinator = catalogue.region.koordinator
        make = self.book.workbook.add_format
        base = {"valign": "top", "text_wrap": True, "num_format": "@"}
        self.group = make({**base, "bold": True, "font_color": "#FFFFFF", "bg_color": "#0B5F5A", "left": 1})
        self.label = make({**base, "bold": True, "bg_color": "#DCEFEC", "bottom": 1})
        self.key = make({**base, "font_size": 8, "font_color": "#4B5B58", "bg_color": "#F2F6F5", "bottom": 2})
        self.open = make({**base, "locked": False})

    def sheet(self, title: str) -> Any:
        """Add a sheet."""
        return self.book.workbook.add_worksheet(title)

    def guide(self, *more: str) -> None:
        """Write the first sheet, with lines that only this workbook needs."""
        sheet = self.sheet("Petunjuk")
        text = self.book.formats["text"]
        sheet.set_column(0, 0, 90, text)
        head, *steps = GUIDE.format(coordinator=self.coordinator).splitlines()
        sheet.write_string(0, 0, head, self.label)
        for number, line in enumerate((*steps, *more, self.guide_end), start=1):
            sheet.write_string(number, 0, f"{number}. {line}", text)
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.protect()

    def choices(self) -> None:
        """Write the lists that cells offer, before the sheets that offer them."""
        sheet = self.sheet(LISTS)
        for column, (name, listed) in enumerate(self.lists.items()):
            sheet.write_string(0, column, name)
            for row, title in enumerate(listed.titles.values(), start=1):
                sheet.write_string(row, column, title)
            letter = letters(column)
            self.ranges[name] = f"{LISTS}!${letter}$2:${letter}${len(listed.titles) + 1}"
        sheet.hide()
        sheet.protect()

    def beginnings(self, entries: Iterable[InnovationEntry]) -> None:
        """Keep what every record says now, so that the import can tell what was changed in the workbook."""
        sheet = self.sheet(BEGINNINGS)
        kept = ((entry.id, written(entry.record)) for entry in entries)
        for number, row in enumerate((HEADING, (TEXTS, " ".join(sorted(text_marks()))), *kept)):
            write_row(sheet, number, row, [self.key] * len(row))
        sheet.hide()
        sheet.protect()

    def text(self, column: Column, value: Any) -> str:
        """Write a value as its reader would type it."""
        listed = self.lists.get(column.vocabulary or "")
        if isinstance(value, tuple):
            return SEPARATOR.join(listed.title(item) if listed else str(item) for item in value)
        if isinstance(value, Decimal):
            return f"{value:f}".replace(".", ",")
        return listed.title(str(value)) if listed else str(value)


def letters(column: int) -> str:
    """Return the letters of a column, counted from 0."""
    found = ""
    column += 1
    while column:
        column, letter = divmod(column - 1, 26)
        found = chr(ord("A") + letter) + found
    return found
