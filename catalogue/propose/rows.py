"""The rows of a sheet under its keys: which columns there are, and which rows hold a proposal."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from catalogue.common.findings import Finding, Place, Severity, Span, closest
from catalogue.model.reference.tables import Column
from catalogue.propose.cells import Cell, Sheet
from catalogue.propose.layout import (
    BEGINNINGS,
    EXAMPLE,
    EXAMPLE_NAME,
    FIRST_ROW,
    FORMER_BEGINNINGS,
    NEEDED,
    OWNER,
    REPORT,
    STATE,
    SheetLayout,
    layouts,
)
from catalogue.propose.record_sheet import NEW

TEMPLATE = "Pakai `templat-usulan.xlsx` dari halaman data, dan biarkan baris kuncinya."
BESIDE = ("Petunjuk", "Pilihan", NEEDED, REPORT, BEGINNINGS, FORMER_BEGINNINGS)
"""The sheets of the template that hold no proposals."""
RESERVED = frozenset(BESIDE) | {layout.title for layout in layouts()} | {NEW}
"""The titles that the sheet of an innovation may not have."""
PART = "Batalkan penggabungan selnya (Merge & Center), lalu isi atau kosongkan tiap sel menurut yang diusulkan."
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
    if sheet.away and max(sheet.rows, default=0) >= FIRST_ROW:
        message = f"lembar `{sheet.name}` tersembunyi, tetapi berisi"
        help = "Tampilkan lembarnya bila isinya memang diusulkan; bila tidak, kosongkan barisnya."
        return Rows(layout, (), tuple(known), (_fault(path, "bentuk-salah", sheet.span(1, 1), message, help),))
    if header is None:
        message = f"lembar `{sheet.name}` tidak memuat baris kunci"
        return Rows(layout, (), tuple(known), (_fault(path, "bentuk-salah", sheet.span(1, 1), message, TEMPLATE),))
    at, findings = _columns(sheet, header, known, path)
    spread = {number: _merged(sheet, number, cells) for number, cells in sheet.rows.items() if number > header}
    rows = [Row(sheet, number, at, cells) for number, cells in sorted(spread.items())]
    told = {row.number: found for row in rows if (found := _no_proposal(row, path))}
    kept = tuple(row for row in rows if row.number not in told and not _example(row) and _filled(row))
    findings += [found for found in told.values() if found]
    findings += [_hidden(row, path) for row in kept if row.number in sheet.hidden]
    findings += _folded(kept, at, path)
    findings += _across(sheet, header, at, path)
    findings += _headless([row for row in rows if not _example(row)], sheet, header, path)
    return Rows(layout, kept, tuple(name for name in known if name not in at), tuple(findings))


def absent_sheet(title: str, sheets: Iterable[Sheet], titles: Collection[str], path: str) -> Finding:
    """Say that a sheet is not there, and which others are."""
    others = ", ".join(f"`{sheet.name}`" for sheet in sheets if _foreign(sheet, titles))
    help = (
        f"Bila usulannya ada pada lembar lain ({others}), ganti nama lembar itu menjadi `{title}`."
        if others
        else TEMPLATE
    )
    return _fault(path, "bentuk-salah", Span(1, 1, 1, 2, title), f"lembar `{title}` tidak ada", help)


def unread_sheets(sheets: Iterable[Sheet], titles: Collection[str], path: str) -> Iterator[Finding]:
    """Say which filled sheets are none of the template's, so that nothing of them is taken."""
    for sheet in sheets:
        if sheet.rows and _foreign(sheet, titles):
            message = f"lembar `{sheet.name}` tidak dibaca, karena bukan lembar templat"
            help = "Salin isinya ke lembar yang sesuai bila ikut diusulkan."
            yield Finding("bentuk-salah", Severity.PERINGATAN, Place(path, sheet.span(1, 1)), message, help)


def _foreign(sheet: Sheet, titles: Collection[str]) -> bool:
    return sheet.name.strip().casefold() not in {title.casefold() for title in (*titles, *BESIDE)}


def _filled(row: Row) -> bool:
    return any(row.cell(name) for name in row.at if name != STATE.name)


def _no_proposal(row: Row, path: str) -> Finding | None:
    """Say what a row is that holds something and is no proposal: the keys again, a remark, a changed example."""
    state = row.cell(STATE.name)
    said = {name: cell for name in row.at if (cell := row.cell(name))}
    if len(said) > 1 and all(_key(cell.text) == name for name, cell in said.items()):
        return _fault(path, "bentuk-salah", row.span(), "baris ini mengulang baris kunci", "Hapus baris ini.")
    if state and not _example(row) and not _filled(row):
        message = f"baris ini hanya berisi keterangan (`{state.text[:60]}`), yang tidak ikut terbaca"
        return _fault(path, "bentuk-salah", state.span, message, "Isi kolom lainnya, atau kosongkan keterangannya.")
    name = row.cell("nama") or row.cell(OWNER.name)
    if _example(row) and name and name.text.strip() != EXAMPLE_NAME:
        message = f"baris {row.number} bertanda `{EXAMPLE}`, sehingga tidak ikut terbaca"
        help = f"Kosongkan kolom `{STATE.name}` bila baris ini diusulkan."
        return Finding("bentuk-salah", Severity.PERINGATAN, Place(path, name.span), message, help)
    return None


def _folded(rows: Iterable[Row], at: Mapping[str, int], path: str) -> Iterator[Finding]:
    """Report the first filled cell of each hidden column."""
    seen: set[str] = set()
    for row in rows:
        for name, number in at.items():
            if number in row.sheet.folded and name not in seen and (cell := row.cell(name)):
                seen.add(name)
                message = f"kolom `{name}` tersembunyi, tetapi ikut terbaca"
                help = "Tampilkan kolomnya, lalu periksa isinya."
                yield Finding("bentuk-salah", Severity.PERINGATAN, Place(path, cell.span), message, help)


def _key(text: str) -> str:
    """Return the key that a text writes, whatever its letters, blanks and stars."""
    return "_".join(re.split(r"[\s_-]+", text.strip(" *\t\n").casefold()))


def _merged(sheet: Sheet, number: int, cells: Mapping[int, Cell]) -> Mapping[int, Cell]:
    """Return the cells of a row with what a cell above says that is joined with one of them."""
    joined = {
        block.column: sheet.rows[block.row][block.column]
        for block in sheet.joined
        if block.row < number <= block.last_row and block.column in sheet.rows.get(block.row, {})
    }
    return {**joined, **cells}


def _across(sheet: Sheet, header: int, at: Mapping[str, int], path: str) -> Iterator[Finding]:
    """Report cells that are joined over several fields, and what stands unseen below a joined cell."""
    for block in sheet.joined:
        names = [name for name, number in at.items() if block.column <= number <= block.last_column]
        if block.last_row <= header or not names:
            continue
        cell = sheet.rows.get(block.row, {}).get(block.column)
        if cell and len(names) > 1:
            message = f"sel ini digabung untuk {', '.join(f'`{name}`' for name in names)}"
            yield _fault(path, "bentuk-salah", cell.span, message, PART)
        for row in range(max(block.row, header + 1), block.last_row + 1):
            for column, under in sheet.rows.get(row, {}).items():
                if block.column <= column <= block.last_column and (row, column) != (block.row, block.column):
                    yield _fault(path, "bentuk-salah", under.span, "isi sel ini tertutup sel gabungan", PART)


def _hidden(row: Row, path: str) -> Finding:
    message = f"baris {row.number} tersembunyi, tetapi ikut terbaca sebagai usulan"
    help = "Tampilkan barisnya, atau buang saringannya, bila memang diusulkan; bila tidak, hapus isinya."
    return Finding("bentuk-salah", Severity.GALAT, Place(path, row.span()), message, help)


def _header(sheet: Sheet, known: Mapping[str, Column]) -> int | None:
    """Return the row with the most keys as they are written, else with the most in other letters."""
    found = {
        number: (
            sum(cell.text.strip() in known for cell in cells.values()),
            sum(_key(cell.text) in known for cell in cells.values()),
        )
        for number, cells in sheet.rows.items()
        if number <= HEADER_ROWS
    }
    best = max(found, key=lambda number: (found[number], -number), default=None)
    return best if best and max(found[best]) > 1 else None


def _columns(sheet: Sheet, header: int, known: Mapping[str, Column], path: str) -> tuple[dict[str, int], list[Finding]]:
    at: dict[str, int] = {}
    findings = []
    for number, cell in sorted(sheet.rows[header].items()):
        key = _key(cell.text)
        if key in at:
            message = f"kunci `{key}` ditulis dua kali"
            findings.append(_fault(path, "kunci-ganda", cell.span, message, "Hapus salah satu kolomnya."))
        elif key in known:
            at[key] = number
        else:
            match = closest(key, list(known))
            help = f"Mungkin maksudnya `{match}`." if match else TEMPLATE
            findings.append(_fault(path, "kunci-asing", cell.span, f"kunci `{cell.text.strip()}` tidak dikenal", help))
    return at, findings


def _headless(rows: Iterable[Row], sheet: Sheet, header: int, path: str) -> Iterator[Finding]:
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
