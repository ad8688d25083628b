"""A copy of a workbook that says at its cells what was found: coloured, with comments, and a list in front."""

from __future__ import annotations

import io
import warnings
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.comments import Comment
from openpyxl.formatting.formatting import ConditionalFormattingList
from openpyxl.formatting.rule import Rule
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.worksheet.worksheet import Worksheet

from catalogue.common.findings import Finding, Severity
from catalogue.propose.layout import REPORT

SIGN = 'LEN("hasil pemeriksaan")>0'
"""The formula, always true, by which the colours of a report are told from those of the workbook itself."""
COLOURS = {Severity.GALAT: "FFF4B183", Severity.PERINGATAN: "FFFFE699"}
WORDS = {Severity.GALAT: "Perbaiki", Severity.PERINGATAN: "Periksa"}
HEADINGS = (("Tindakan", 11), ("Lembar", 24), ("Sel", 8), ("Yang ditemukan", 60), ("Cara memperbaiki", 60))
GUIDE = "Sel berwarna pada lembar lain memuat temuan di bawah ini. Perbaiki di salinan ini, lalu serahkan lagi."


def marked_copy(content: bytes, findings: Iterable[Finding]) -> bytes:
    """Return a copy with the findings in it, and without those of an earlier report."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book = load_workbook(io.BytesIO(content), rich_text=True)
    known = list(findings)
    if REPORT in book.sheetnames:
        del book[REPORT]
    for sheet in book.worksheets:
        _clean(sheet)
    for sheet in book.worksheets:
        _mark(sheet, [found for found in known if found.place.span.sheet == sheet.title])
    _list(book, known)
    saved = io.BytesIO()
    book.save(saved)
    return saved.getvalue()


def _clean(sheet: Worksheet) -> None:
    """Take away what an earlier report left on a sheet."""
    kept = ConditionalFormattingList()
    for block in sheet.conditional_formatting:
        for rule in block.rules:
            if SIGN not in rule.formula:
                kept.add(str(block.sqref), rule)
    sheet.conditional_formatting = kept
    for row in sheet.iter_rows():
        for cell in row:
            if cell.comment and cell.comment.author == REPORT:
                cell.comment = None


def _mark(sheet: Worksheet, findings: list[Finding]) -> None:
    by_cell: dict[str, list[Finding]] = defaultdict(list)
    for found in findings:
        by_cell[found.place.span.cell].append(found)
    for place, here in by_cell.items():
        colour = COLOURS[min(found.severity for found in here)]
        fill = PatternFill("solid", start_color=colour, end_color=colour)
        sheet.conditional_formatting.add(place, Rule("expression", formula=[SIGN], dxf=DifferentialStyle(fill=fill)))
        cell: Any = sheet[place]
        if not cell.comment:  # one of the workbook's own stays
            cell.comment = Comment("\n\n".join(map(_said, here)), REPORT, height=60 + 60 * len(here), width=380)


def _said(found: Finding) -> str:
    return _plain(f"{WORDS[found.severity]}: {found.message}\n{found.help}".strip())


def _plain(text: str) -> str:
    return ILLEGAL_CHARACTERS_RE.sub("", text)


def _list(book: Workbook, findings: list[Finding]) -> None:
    """Put a sheet in front that lists all findings, each with a link to its cell."""
    for other in book.worksheets:
        other.sheet_view.tabSelected = False
    sheet = book.create_sheet(REPORT, 0)
    book.active = 0
    sheet["A1"], sheet["A2"] = REPORT, GUIDE
    sheet["A1"].font = Font(bold=True, size=14)
    for column, (heading, width) in enumerate(HEADINGS, start=1):
        cell: Any = sheet.cell(4, column, heading)
        cell.font = Font(bold=True)
        sheet.column_dimensions[cell.column_letter].width = width
    for number, found in enumerate(sorted(findings, key=lambda one: one.severity), start=5):
        _line(sheet, number, found, linked=found.place.span.sheet in book.sheetnames)
    sheet.freeze_panes = "A5"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True


def _line(sheet: Worksheet, number: int, found: Finding, *, linked: bool) -> None:
    span = found.place.span
    where = (span.sheet, span.cell) if span.sheet else (found.place.where, "")
    colour = COLOURS[found.severity]
    for column, text in enumerate((WORDS[found.severity], *where, found.message, found.help), start=1):
        cell: Any = sheet.cell(number, column)
        cell.value, cell.data_type = _plain(text), "s"
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    sheet.cell(number, 1).fill = PatternFill("solid", start_color=colour, end_color=colour)
    if linked:
        link: Any = sheet.cell(number, 3)
        quoted = span.sheet.replace("'", "''")
        link.hyperlink = f"#'{quoted}'!{span.cell}"
        link.font = Font(underline="single", color="FF0B5F5A")
