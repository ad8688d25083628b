"""The spreadsheet for proposals, made from the model: choices, help, an example, and headings that cannot be lost."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import groupby
from typing import Any

from catalogue.build import Build
from catalogue.export.types import Export
from catalogue.export.workbook import MEDIA_TYPE, Book, Row, write_row
from catalogue.export.workbook import Column as TableColumn
from catalogue.model import Maturity
from catalogue.model.reference.tables import SEPARATOR, Column, rows
from catalogue.propose.beginnings import HEADING, written
from catalogue.propose.layout import (
    BEGINNINGS,
    EXAMPLE,
    EXAMPLE_NAME,
    EXAMPLE_ROW,
    FILE,
    FIRST_ROW,
    INDICATOR,
    KEY_ROW,
    OPD,
    OWNER,
    STATE,
    Choices,
    SheetLayout,
    choices,
    layouts,
    opd_names,
    vocabulary_choices,
)
from catalogue.propose.open_round import round_view
from catalogue.read.catalogue import InnovationEntry

LAST_ROW = 1_000
"""The last row for which choices are offered."""

LISTS = "Pilihan"
HELP_LIMIT = 255
"""Characters of the note that Excel shows beside a cell (Excel specifications and limits: data validation)."""

GUIDE = (
    "Cara mengisi",
    "1. Satu baris pada lembar Inovasi adalah satu inovasi. Isi mulai baris 5; baris contoh tidak ikut dibaca.",
    "2. Hanya kolom bertanda bintang yang wajib. Kolom lain menambah kelengkapan dan boleh menyusul.",
    "3. Penjelasan kolom muncul saat salah satu selnya dipilih; sel berpilihan juga menampilkan daftarnya.",
    "4. Beberapa nilai dalam satu sel dipisahkan titik koma, misalnya pada tema dan urusan lain.",
    "5. Tanggal ditulis 2025-07-01, boleh bulan (2025-07) atau tahun (2025) saja. Angka pecahan memakai koma: 92,5.",
    "6. Bukti, penghargaan, tautan, foto, sumber, dan catatan diisi pada lembarnya, dengan nama inovasi yang sama.",
    "7. Baris judul dikunci agar tidak berubah. Serahkan berkas ini kepada Bappeda, atau impor dengan build.py import.",
)


NO_DATE_TO_FIT = (
    "Waktu ditulis menurut dokumennya. Bila inovasi lama dikembangkan dalam rentang itu, catat pengembangan barunya; "
    "waktu yang sudah tercatat tidak diubah."
)
"""What everyone is told who may be tempted to fit a date to the window."""


def template(build: Build) -> Iterator[Export]:
    """Make the empty template."""
    yield Export(
        "data/templat-usulan.xlsx",
        lambda: proposal_book(build, ()),
        MEDIA_TYPE,
        "Templat usulan",
        "Untuk mengusulkan inovasi lewat Excel atau LibreOffice, satu baris tiap inovasi.",
    )


def proposal_book(
    build: Build,
    entries: Iterable[InnovationEntry],
    needs: tuple[Sequence[TableColumn], Collection[Row]] | None = None,
) -> bytes:
    """Write the template with these innovations in it, ready to be changed and imported again.

    `needs` are the columns and rows of a sheet that says what is missing, where there is to be one.
    """
    proposal = _Proposal(build)
    proposal.lay_out(list(entries), needs)
    return proposal.book.content()


class _Proposal:
    """The spreadsheet in the making."""

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
        self.round = f"{len(GUIDE)}. {round_view(build).both} {NO_DATE_TO_FIT}"
        make = self.book.workbook.add_format
        base = {"valign": "top", "text_wrap": True, "num_format": "@"}
        self.group = make({**base, "bold": True, "font_color": "#FFFFFF", "bg_color": "#0B5F5A", "left": 1})
        self.label = make({**base, "bold": True, "bg_color": "#DCEFEC", "bottom": 1})
        self.key = make({**base, "font_size": 8, "font_color": "#4B5B58", "bg_color": "#F2F6F5", "bottom": 2})
        self.example = make({**base, "italic": True, "font_color": "#4B5B58", "bg_color": "#F2F6F5"})
        self.open = make({**base, "locked": False})

    def lay_out(
        self, entries: list[InnovationEntry], needs: tuple[Sequence[TableColumn], Collection[Row]] | None
    ) -> None:
        """Write every sheet; the one with the choices last, and hidden."""
        self._guide()
        if needs:
            self.book.table("Yang kurang", *needs)
        sheets = [(self.book.workbook.add_worksheet(layout.title), layout) for layout in layouts()]
        self._choices()
        for sheet, layout in sheets:
            self._sheet(sheet, layout)
            for number, row in enumerate(self._rows(layout, entries), FIRST_ROW - 1):
                write_row(sheet, number, row, [self.open] * len(row))
        if entries:
            self._beginnings(entries)
        sheets[0][0].activate()

    def _guide(self) -> None:
        sheet = self.book.workbook.add_worksheet("Petunjuk")
        sheet.set_column(0, 0, 110, self.book.formats["text"])
        for number, line in enumerate((*GUIDE, self.round)):
            sheet.write_string(number, 0, line, self.label if number == 0 else self.book.formats["text"])
        sheet.protect()

    def _choices(self) -> None:
        sheet = self.book.workbook.add_worksheet(LISTS)
        for column, (name, listed) in enumerate(self.lists.items()):
            sheet.write_string(0, column, name)
            for row, title in enumerate(listed.titles.values(), start=1):
                sheet.write_string(row, column, title)
            letter = _letters(column)
            self.ranges[name] = f"={LISTS}!${letter}$2:${letter}${len(listed.titles) + 1}"
        sheet.hide()
        sheet.protect()

    def _beginnings(self, entries: list[InnovationEntry]) -> None:
        """Keep what every record says now, so that the import can tell what was changed in the workbook."""
        sheet = self.book.workbook.add_worksheet(BEGINNINGS)
        for number, row in enumerate((HEADING, *((entry.id, written(entry.record)) for entry in entries))):
            write_row(sheet, number, row, [self.key] * len(row))
        sheet.hide()
        sheet.protect()

    def _sheet(self, sheet: Any, layout: SheetLayout) -> None:
        for index, column in enumerate(layout.columns):
            self._column(sheet, index, column)
        self._groups(sheet, layout)
        sheet.set_row(KEY_ROW - 1, 12)
        sheet.freeze_panes(EXAMPLE_ROW, len(layout.head) + (not layout.table.lists))
        sheet.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})
        sheet.set_landscape()
        sheet.set_paper(9)
        allowed = ("format_cells", "format_columns", "format_rows", "insert_rows", "delete_rows", "sort")
        sheet.protect("", dict.fromkeys(allowed, True))

    def _groups(self, sheet: Any, layout: SheetLayout) -> None:
        """Write the name of each group of columns once, over all of them."""
        start = 0
        for name, found in groupby(layout.columns, key=lambda column: column.group or layout.title):
            end = start + len(list(found)) - 1
            if end > start:
                sheet.merge_range(0, start, 0, end, name, self.group)
            else:
                sheet.write_string(0, start, name, self.group)
            start = end + 1

    def _column(self, sheet: Any, index: int, column: Column) -> None:
        width = 12 if column == STATE else 50 if (column.limit or 0) > 300 else 22
        sheet.set_column(index, index, width, self.open)
        sheet.write_string(1, index, column.title + (" *" if _needed(column) else ""), self.label)
        sheet.write_string(KEY_ROW - 1, index, column.name, self.key)
        sheet.write_string(EXAMPLE_ROW - 1, index, self._example(column), self.example)
        sheet.data_validation(FIRST_ROW - 1, index, LAST_ROW - 1, index, self._validation(column))

    def _example(self, column: Column) -> str:
        if column == STATE:
            return EXAMPLE
        listed = self.lists.get(column.vocabulary or column.name)
        first = column.example.strip("[]").split(", ") if column.example else []
        if listed:
            words = [word for word in first if word in listed.titles] or list(listed.titles)[:1]
            return listed.titles[words[0]]
        return SEPARATOR.join(first) or EXAMPLES.get(column.name, "")

    def _validation(self, column: Column) -> dict[str, Any]:
        name = column.vocabulary or (column.name if column in (OPD, INDICATOR) else "")
        if column == OWNER:
            first = f"=Inovasi!$D${FIRST_ROW}:$D${LAST_ROW}"
            return {"validate": "list", "source": first, "error_type": "information", **_note(column)}
        if name in self.ranges and not column.many:
            return {"validate": "list", "source": self.ranges[name], "error_type": "warning", **_note(column)}
        return {"validate": "any", **_note(column)}

    def _rows(self, layout: SheetLayout, entries: list[InnovationEntry]) -> Iterator[list[str]]:
        for entry in entries:
            for row in rows(layout.table, entry.record):
                yield list(self._row(layout, entry, row))

    def _row(self, layout: SheetLayout, entry: InnovationEntry, row: tuple[Any, ...]) -> Iterator[str]:
        for column in layout.head:
            yield self._known(column, entry, row)
        own = row[len(row) - len(layout.table.columns) :]
        for column, value in zip(layout.table.columns, own, strict=True):
            yield "" if value is None else self._text(column, value)

    def _known(self, column: Column, entry: InnovationEntry, row: tuple[Any, ...]) -> str:
        """Say whose row it is."""
        if column is STATE:
            return ""
        if column is OPD:
            return self.lists[OPD.name].title(entry.opd)
        return self.lists[INDICATOR.name].title(row[0]) if column is INDICATOR else entry.id

    def _text(self, column: Column, value: Any) -> str:
        """Write a value as its reader would type it."""
        listed = self.lists.get(column.vocabulary or "")
        if isinstance(value, tuple):
            return SEPARATOR.join(listed.title(item) if listed else str(item) for item in value)
        if isinstance(value, Decimal):
            return f"{value:f}".replace(".", ",")
        return listed.title(str(value)) if listed else str(value)


EXAMPLES: Mapping[str, str] = {
    FILE.name: "antar-obat",
    OWNER.name: EXAMPLE_NAME,
    "nama": EXAMPLE_NAME,
    "ringkasan": "Obat diantar ke rumah pasien lanjut usia agar mereka tidak perlu mengantre.",
    "judul": "Keputusan tentang penetapan inovasi",
    "teks": "Jumlah penerima pada 2025 perlu dikonfirmasi.",
    "tautan": "https://contoh.go.id/berita",
}
"""Examples for columns of which the model gives none."""


def _needed(column: Column) -> bool:
    """Tell whether a column must be filled in every row, not only where the record around it is."""
    return column.required and len(column.path) < 2


def _help(column: Column) -> str:
    parts = [column.help]
    if column.required:
        parts.append("Wajib diisi." if _needed(column) else "Wajib bila bagian ini diisi.")
    if column.limit:
        parts.append(f"Paling banyak {column.limit} aksara.")
    if column.source:
        parts.append(f"Dasar: {column.source}.")
    return " ".join(parts)


def _note(column: Column) -> dict[str, str]:
    """Return the note that appears when a cell is chosen; its title may have 32 characters."""
    return {"input_title": column.title[:32], "input_message": _help(column)[:HELP_LIMIT]}


def _letters(column: int) -> str:
    letters = ""
    column += 1
    while column:
        column, letter = divmod(column - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return letters
