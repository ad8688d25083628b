"""The entries of a sheet of one innovation: found by their keys, without those by their labels, and nothing dropped."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from catalogue.common.findings import Finding, Place, Severity, Span, closest
from catalogue.model.reference.tables import Path, Table
from catalogue.propose.cells import Cell, Sheet
from catalogue.propose.layout import OPD
from catalogue.propose.record_sheet import (
    GOES_ON,
    HEADINGS,
    NUMBERED,
    Field,
    field_labelled,
    field_of,
    indicator_of,
    label,
    labelled,
    plain,
    text_mark,
    text_marks,
)
from catalogue.propose.rows import HEADER_ROWS, PART

ENOUGH = 3
"""Keys or labels by which a sheet is known as that of an innovation."""
LABELS = "Tulis butirnya seperti pada templat, misalnya `Bukti 2: judul`, atau kosongkan selnya."
BESIDE = "Pindahkan isinya ke kolom Isian pada butir yang dimaksud, atau kosongkan selnya."


@dataclass(frozen=True)
class Entries:
    """The entries of a sheet, or of one item on it, by the name of the column that they would have in a row."""

    cells: Mapping[str, Cell]
    at: Mapping[str, Span]
    start: Span

    def cell(self, name: str) -> Cell | None:
        """Return a filled cell."""
        return self.cells.get(name)

    def span(self, name: str = "") -> Span:
        """Return the place of a cell, filled or not, or the first one of all."""
        return self.at.get(name, self.start)


@dataclass(frozen=True)
class Item:
    """What a sheet says of one item of a list."""

    table: Table
    place: Path
    entries: Entries


@dataclass(frozen=True)
class RecordSheet:
    """What was read of the sheet of one innovation; `told` are the fields that it shows."""

    main: Entries
    items: tuple[Item, ...]
    told: frozenset[str]
    findings: tuple[Finding, ...]

    @property
    def empty(self) -> bool:
        """Whether nobody filled in anything."""
        return not (self.items or self.findings or set(self.main.cells) - {OPD.name})


@dataclass(frozen=True)
class Columns:
    """The columns of a sheet: label, entry, help, and key where there is one; and the row of the headings."""

    label: int
    entry: int
    help: int
    key: int
    heading: int


def columns_of(sheet: Sheet) -> Columns | None:
    """Return the columns of a sheet of one innovation; None for any other sheet."""
    keys: dict[int, int] = {}
    for cells in sheet.rows.values():
        for number, cell in cells.items():
            keys[number] = keys.get(number, 0) + (field_of(cell.text) is not None)
    key = max(keys, key=lambda number: keys[number], default=0)
    key = key if keys.get(key, 0) >= ENOUGH and "." in "".join(_texts(sheet, key)) else 0
    headings = list(map(plain, HEADINGS))
    for row in sorted(sheet.rows)[:HEADER_ROWS]:
        found = {plain(cell.text): number for number, cell in sheet.rows[row].items()}
        if headings[1] in found and (key or headings[0] in found):
            entry = found[headings[1]]
            return Columns(found.get(headings[0], entry - 1), entry, found.get(headings[2], entry + 1), key, row)
    if key:
        return Columns(key - 3, key - 2, key - 1, key, 0)
    known = {text for _, text in labelled()}
    return Columns(1, 2, 3, 0, 0) if len(known & set(map(plain, _texts(sheet, 1)))) >= ENOUGH else None


def _texts(sheet: Sheet, column: int) -> list[str]:
    return [cells[column].text for cells in sheet.rows.values() if column in cells]


def read_record_sheet(sheet: Sheet, columns: Columns, path: str, texts: frozenset[str]) -> RecordSheet:
    """Read a sheet; `texts` are the marks of the labels and helps that its workbook was made with."""
    reader = _Reader(sheet, columns, path, texts)
    for number in sorted(row for row in sheet.rows if row > columns.heading):
        reader.row(number)
    reader.joined()
    reader.outside()
    return reader.result()


@dataclass
class _Reader:
    sheet: Sheet
    columns: Columns
    path: str
    texts: frozenset[str]
    findings: list[Finding] = field(default_factory=list)
    main: dict[str, Cell] = field(default_factory=dict)
    at: dict[str, Span] = field(default_factory=dict)
    items: dict[tuple[Path, str, int], dict[str, Cell]] = field(default_factory=dict)
    places: dict[tuple[Path, str, int], dict[str, Span]] = field(default_factory=dict)
    tables: dict[Path, Table] = field(default_factory=dict)
    indicator: str = ""
    told: set[str] = field(default_factory=set)
    resolved: set[int] = field(default_factory=set)

    def row(self, number: int) -> None:
        """Read a row: by its key, else by its label; one that has an entry and neither is told."""
        cells, columns = self.sheet.rows[number], self.columns
        key, name, entry = (cells.get(one) for one in (columns.key, columns.label, columns.entry))
        found = field_of(key.text) if key else None
        found = found or (field_labelled(name.text, self.indicator) if name else None)
        if found is None:
            if entry:
                self._unknown(entry, key, name)
            return
        self.resolved.add(number)
        self.indicator = indicator_of(found[0]) or ("" if not found[0].place else self.indicator)
        self._keep(*found, self.sheet.span(number, columns.entry), entry)
        if entry and number in self.sheet.hidden:
            message = f"baris {number} tersembunyi, tetapi ikut terbaca"
            help = "Tampilkan barisnya bila memang diusulkan; bila tidak, kosongkan isiannya."
            self._fault("bentuk-salah", entry.span, message, help)

    def _keep(self, found: Field, number: str, span: Span, entry: Cell | None) -> None:
        name = found.column.name
        self.told.add(".".join(found.place) or found.first)
        if not found.place:
            self.at.setdefault(name, span)
            if entry:
                self._put(self.main, self.at, name, found, entry)
            return
        self.tables[found.place] = found.table
        item = (found.place, number, self._time(found, number, name))
        self.places.setdefault(item, {}).setdefault(name, span)
        if entry:
            self._put(self.items.setdefault(item, {}), self.places[item], name, found, entry)

    def _time(self, found: Field, number: str, name: str) -> int:
        """Return the how manieth item of this number a row belongs to, since rows may have been copied."""
        time = 0
        while name in self.places.get((found.place, number, time), ()):
            time += 1
        return time

    def _put(self, cells: dict[str, Cell], at: dict[str, Span], name: str, found: Field, entry: Cell) -> None:
        """Keep an entry; a text may go on in another row, any other value stands once."""
        known = cells.get(name)
        if known is None:
            cells[name], at[name] = entry, entry.span
        elif found.column.kind == "text" and not (found.column.vocabulary or known.fault or entry.fault):
            cells[name] = replace(known, text=f"{known.text}{GOES_ON}{entry.text}", shown=None)
        elif known.text.strip() != entry.text.strip():
            message = f"`{label(found)}` diisi dua kali, dengan isi yang berbeda"
            self._fault("kunci-ganda", entry.span, message, "Kosongkan sel yang tidak dipakai.", known.span)

    def _unknown(self, entry: Cell, key: Cell | None, name: Cell | None) -> None:
        said = (name or key or entry).text.strip()
        if not (name or key):
            message = "isian ini tidak berbutir, sehingga tidak terbaca"
            self._fault("kunci-asing", entry.span, message, LABELS)
            return
        match = closest(plain(_first(said)), [text for _, text in labelled()])
        named = next((label(one) for (_, text), one in labelled().items() if text == match), "")
        help = f"Mungkin maksudnya `{_numbered(named, said)}`." if named else LABELS
        self._fault("kunci-asing", (name or key or entry).span, f"butir `{said[:80]}` tidak dikenal", help)

    def joined(self) -> None:
        """Report entries that are joined over several lines."""
        for block in self.sheet.joined:
            if block.column <= self.columns.entry <= block.last_column:
                over = [row for row in range(block.row, block.last_row + 1) if row in self.resolved]
                cell = self.sheet.rows.get(block.row, {}).get(block.column)
                if cell and len(over) > 1:
                    self._fault("bentuk-salah", cell.span, "sel ini digabung untuk beberapa butir", PART)

    def outside(self) -> None:
        """Report what stands beside the entries and is no text of the sheet: it would be lost."""
        known = text_marks() | self.texts
        for number, cells in sorted(self.sheet.rows.items()):
            for column, cell in cells.items():
                if not self._own(number, column, cell, known):
                    former = column == self.columns.help and not self.texts
                    message = f"tulisan `{cell.text.strip()[:60]}` berada di luar kolom Isian, sehingga tidak terbaca"
                    severity = Severity.PERINGATAN if former else Severity.GALAT
                    self.findings.append(
                        Finding("bentuk-salah", severity, Place(self.path, cell.span), message, BESIDE)
                    )

    def _own(self, row: int, column: int, cell: Cell, known: frozenset[str]) -> bool:
        """Tell whether a cell is an entry or belongs to the sheet itself."""
        columns = self.columns
        if row <= columns.heading:
            return column <= columns.help or column == columns.key
        if column in (columns.entry, columns.key):
            return True
        if column == columns.label:
            return row in self.resolved or columns.entry in self.sheet.rows[row] or text_mark(cell.text) in known
        return column == columns.help and text_mark(cell.text) in known

    def _fault(self, rule: str, span: Span, message: str, help: str, related: Span | None = None) -> None:
        other = Place(self.path, related) if related else None
        note = "dipakai di sini" if related else ""
        self.findings.append(Finding(rule, Severity.GALAT, Place(self.path, span), message, help, other, note))

    def result(self) -> RecordSheet:
        """Return what was read."""
        start = self.at.get("nama") or self.sheet.span(1, max(1, self.columns.entry))
        items = tuple(
            Item(self.tables[item[0]], item[0], Entries(cells, self.places[item], next(iter(cells.values())).span))
            for item, cells in self.items.items()
        )
        found = RecordSheet(Entries(self.main, self.at, start), items, frozenset(self.told), tuple(self.findings))
        return replace(found, findings=(self._away(),)) if self.sheet.away and not found.empty else found

    def _away(self) -> Finding:
        message = f"lembar `{self.sheet.name}` tersembunyi, tetapi berisi"
        help = "Tampilkan lembarnya bila isinya memang diusulkan; bila tidak, kosongkan isiannya."
        return Finding("bentuk-salah", Severity.GALAT, Place(self.path, self.sheet.span(1, 1)), message, help)


def _first(text: str) -> str:
    """Return a label as it stands in the first item of its list."""
    numbered = NUMBERED.fullmatch(plain(text))
    return f"{numbered[1]} 1" + (f": {numbered[3]}" if numbered[3] else "") if numbered else text


def _numbered(named: str, said: str) -> str:
    """Return a label with the number that was written."""
    numbered = NUMBERED.fullmatch(plain(said))
    return re.sub(r" 1(?=:|$)", f" {numbered[2]}", named) if numbered else named
