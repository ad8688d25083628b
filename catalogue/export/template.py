"""The spreadsheet for proposals: empty sheets of one innovation each, and one with a row for each of many."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import Any

from catalogue.build import Build
from catalogue.export.file import Export
from catalogue.export.record_sheets import ProposalBook, RecordSheets
from catalogue.export.workbook import MEDIA_TYPE
from catalogue.model.reference.tables import SEPARATOR, Column
from catalogue.propose.layout import (
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
    SheetLayout,
    layouts,
)

LAST_ROW = 1_000
"""The last row for which choices are offered."""
EMPTY_SHEETS = 3
HELP_LIMIT = 255
"""Characters of the note that Excel shows beside a cell (Excel specifications and limits: data validation)."""
MANY = (
    "Untuk banyak inovasi sekaligus, pakai lembar Inovasi: satu baris tiap inovasi, mulai baris 5; baris contoh tidak "
    "ikut dibaca. Bukti, sumber, dan daftar lain diisi pada lembarnya, dengan nama inovasi yang sama."
)


def template(build: Build) -> Iterator[Export]:
    """Make the empty template."""
    yield Export(
        "data/templat-usulan.xlsx",
        lambda: empty_book(build),
        MEDIA_TYPE,
        "Templat usulan",
        "Untuk mengusulkan inovasi lewat Excel atau LibreOffice, satu lembar atau satu baris tiap inovasi.",
    )


def empty_book(build: Build) -> bytes:
    """Write the template."""
    made = ProposalBook(build)
    made.guide(MANY)
    forms = [made.sheet(f"Inovasi {number}") for number in range(1, EMPTY_SHEETS + 1)]
    sheets = [(made.sheet(layout.title), layout) for layout in layouts()]
    made.choices()
    writer = RecordSheets(made)
    for sheet in forms:
        writer.write(sheet, None, "")
    wide = _WideSheets(made)
    for sheet, layout in sheets:
        wide.write(sheet, layout)
    made.beginnings(())
    forms[0].activate()
    return writer.content()


class _WideSheets:
    """Writes the sheets in which a row is an innovation, or an item of one of its lists."""

    def __init__(self, made: ProposalBook) -> None:
        self.made = made
        self.example = made.book.workbook.add_format(
            {
                "valign": "top",
                "text_wrap": True,
                "num_format": "@",
                "italic": True,
                "font_color": "#4B5B58",
                "bg_color": "#F2F6F5",
            }
        )

    def write(self, sheet: Any, layout: SheetLayout) -> None:
        """Write the headings, the keys, the example and the choices of a sheet."""
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
                sheet.merge_range(0, start, 0, end, name, self.made.group)
            else:
                sheet.write_string(0, start, name, self.made.group)
            start = end + 1

    def _column(self, sheet: Any, index: int, column: Column) -> None:
        width = 12 if column == STATE else 50 if (column.limit or 0) > 300 else 22
        sheet.set_column(index, index, width, self.made.open)
        sheet.write_string(1, index, column.title + (" *" if _needed(column) else ""), self.made.label)
        sheet.write_string(KEY_ROW - 1, index, column.name, self.made.key)
        sheet.write_string(EXAMPLE_ROW - 1, index, self._example(column), self.example)
        sheet.data_validation(FIRST_ROW - 1, index, LAST_ROW - 1, index, self._validation(column))

    def _example(self, column: Column) -> str:
        if column == STATE:
            return EXAMPLE
        listed = self.made.lists.get(column.vocabulary or column.name)
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
        if name in self.made.ranges and not column.many:
            return {
                "validate": "list",
                "source": f"={self.made.ranges[name]}",
                "error_type": "warning",
                **_note(column),
            }
        return {"validate": "any", **_note(column)}


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
