"""The rows of a sheet under its keys: which columns there are, and which rows hold a proposal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from catalogue.common.findings import Finding, Place, Severity, Span
from catalogue.common.suggest import closest
from catalogue.model.reference.tables import Column
from catalogue.propose.cells import Cell, Sheet
from catalogue.propose.layout import EXAMPLE, STATE, SheetLayout

TEMPLATE = "Pakai `templat-usulan.xlsx` dari halaman data, dan biarkan baris kuncinya."
HEADER_ROWS = 10
"""Rows from the top among which the keys are looked for."""


@dataclass(frozen=True)
class Row:
    """A row of a sheet: its cells by the name of the column."""

    sheet: Sheet
    number: int
    at: Mapping[str, int]
    cells: Mapping[int, Cell]

    def cell(self, name: str) -> Cell | None:
        """Return a filled cell."""
        return self.cells.get(self.at[name]) if name in self.at else None

    def span(self, name: str = "") -> Span:
        """Return the place of a cell, or of the first filled one when the sheet lacks the column."""
        return self.sheet.span(self.number, self.at.get(name) or min(self.cells))


@dataclass(frozen=True)
class Rows:
    """What was read of one sheet."""

    layout: SheetLayout
    rows: tuple[Row, ...]
    missing: tuple[str, ...]
    findings: tuple[Finding, ...]


def read_rows(layout: SheetLayout, sheet: Sheet, path: str) -> Rows:
    """Find the keys of a sheet and the rows below them."""
    known = {column.name: column for column in layout.columns}
    header = _header(sheet, known)
    if header is None:
        message = f"lembar `{sheet.name}` tidak memuat baris kunci"
        return Rows(layout, (), tuple(known), (_fault(path, "bentuk-salah", sheet.span(1, 1), message, TEMPLATE),))
    at, findings = _columns(sheet, header, known, path)
    spread = {number: _merged(sheet, number, cells) for number, cells in sheet.rows.items() if number > header}
    rows = [Row(sheet, number, at, cells) for number, cells in sorted(spread.items())]
    kept = tuple(row for row in rows if not _example(row) and any(row.cell(name) for name in at if name != STATE.name))
    findings += [_hidden(row, path) for row in kept if row.number in sheet.hidden]
    findings += _headless(kept, sheet, at, header, path)
    return Rows(layout, kept, tuple(name for name in known if name not in at), tuple(findings))


def _merged(sheet: Sheet, number: int, cells: Mapping[int, Cell]) -> Mapping[int, Cell]:
    """Return the cells of a row with what a cell above says that is joined with one of them."""
    joined = {
        column: sheet.rows[top][column]
        for column, top, bottom in sheet.joined
        if top < number <= bottom and column in sheet.rows.get(top, {})
    }
    return {**joined, **cells}


def _hidden(row: Row, path: str) -> Finding:
    message = f"baris {row.number} tersembunyi, tetapi ikut terbaca sebagai usulan"
    help = "Tampilkan barisnya, atau buang saringannya, bila memang diusulkan; bila tidak, hapus isinya."
    return Finding("bentuk-salah", Severity.GALAT, Place(path, row.span()), message, help)


def _header(sheet: Sheet, known: Mapping[str, Column]) -> int | None:
    """Return the row with the most keys."""
    found = {
        number: sum(cell.text.strip() in known for cell in cells.values())
        for number, cells in sheet.rows.items()
        if number <= HEADER_ROWS
    }
    best = max(found, key=lambda number: (found[number], -number), default=None)
    return best if best and found[best] > 1 else None


def _columns(sheet: Sheet, header: int, known: Mapping[str, Column], path: str) -> tuple[dict[str, int], list[Finding]]:
    at: dict[str, int] = {}
    findings = []
    for number, cell in sorted(sheet.rows[header].items()):
        key = cell.text.strip()
        if key in at:
            message = f"kunci `{key}` ditulis dua kali"
            findings.append(_fault(path, "kunci-ganda", cell.span, message, "Hapus salah satu kolomnya."))
        elif key in known:
            at[key] = number
        else:
            match = closest(key, list(known))
            help = f"Mungkin maksudnya `{match}`." if match else TEMPLATE
            findings.append(_fault(path, "kunci-asing", cell.span, f"kunci `{key}` tidak dikenal", help))
    return at, findings


def _headless(rows: tuple[Row, ...], sheet: Sheet, at: Mapping[str, int], header: int, path: str) -> Iterator[Finding]:
    """Report the first filled cell of each column that has no key, because what stands there would be lost."""
    seen = set(sheet.rows[header])
    for row in rows:
        for number, cell in row.cells.items():
            if number not in seen:
                seen.add(number)
                message = "kolom ini berisi data tetapi tidak berkunci"
                yield _fault(path, "kunci-asing", cell.span, message, TEMPLATE)


def _example(row: Row) -> bool:
    cell = row.cell(STATE.name)
    return bool(cell and cell.text.strip().casefold() == EXAMPLE)


def _fault(path: str, rule: str, span: Span, message: str, help: str) -> Finding:
    return Finding(rule, Severity.GALAT, Place(path, span), message, help)
