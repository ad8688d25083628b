"""From the rows of a workbook to documents with places, as if their authors had written YAML."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from catalogue.common.findings import Finding, Place, Severity, Span, closest
from catalogue.model import Maturity, Vocabulary
from catalogue.model.grammar import EITHER, slug_of, usable_name
from catalogue.model.reference.tables import Column, Path, Table, append, put
from catalogue.propose.beginnings import Marks, beginnings, texts_kept
from catalogue.propose.cells import Cell, Sheet, mistaken, pieces, written
from catalogue.propose.layout import (
    FILE,
    INDICATOR,
    OPD,
    OWNER,
    Choices,
    SheetLayout,
    choices,
    layouts,
    plain,
    vocabulary_choices,
)
from catalogue.propose.marks import unread_things
from catalogue.propose.record_rows import Entries, RecordSheet, columns_of, read_record_sheet
from catalogue.propose.rows import BESIDE, Row, Rows, absent_sheet, read_rows, unread_sheets
from catalogue.read.characters import CONTROL, STRAY
from catalogue.read.file_faults import text_faults
from catalogue.read.yaml import Mapping as Document
from catalogue.read.yaml import Node, Scalar, Sequence

TITLES = frozenset(layout.title for layout in layouts())
BESIDES = frozenset(title.casefold() for title in (*TITLES, *BESIDE))
EMPTY = "Isi kolom Isian pada lembar satu inovasi, atau satu baris pada lembar Inovasi."


Filled = Row | Entries
"""The cells of one innovation, or of one item of a list, by the names of their columns."""


@dataclass
class Draft:
    """One innovation as it stands in the workbook: `tree` is nested, its leaves are nodes with their cells."""

    opd: str
    id: str
    row: Filled
    tree: dict[str, Any] = field(default_factory=dict)
    told: frozenset[str] | None = None
    """The fields that its sheet shows; None where it shows all."""

    @property
    def named(self) -> bool:
        """Whether it can be told whose it is, and what its file is called."""
        return bool(self.opd and self.id)

    @property
    def span(self) -> Span:
        return self.row.span(FILE.name if self.row.cell(FILE.name) else "nama")

    def document(self) -> Document:
        """Return the document that its author would have written."""
        return _mapping(self.tree, self.row.span("nama"))


@dataclass(frozen=True)
class Reading:
    """What a workbook holds: the drafts, the columns that it lacks, and the faults."""

    drafts: tuple[Draft, ...]
    missing: tuple[str, ...]
    findings: tuple[Finding, ...]
    beginnings: Mapping[str, Marks]
    """What the workbook kept of the records that its rows were made from."""


def read_drafts(
    sheets: Iterable[Sheet], path: str, lists: Mapping[str, Vocabulary], opds: Choices, opd: str | None
) -> Reading:
    """Read the sheets of a workbook; `opd` is whose rows are that name none."""
    by_title = {sheet.name.strip().casefold(): sheet for sheet in sheets}
    own = {name: columns for name, sheet in by_title.items() if name not in BESIDES and (columns := columns_of(sheet))}
    pages = [read_record_sheet(by_title[name], found, path, texts_kept(by_title)) for name, found in own.items()]
    wide = {name: sheet for name, sheet in by_title.items() if name not in own}
    unread = [*unread_sheets(wide.values(), TITLES, path)]
    enough = any(not page.empty for page in pages) or bool(own and not unread)
    read = {layout.table.name: _sheet(layout, wide, path, enough) for layout in layouts()}
    reader = _Reader(path, lists, opds, opd)
    main, *others = read.values()
    drafts = [reader.draft(row, main.layout.table) for row in main.rows]
    drafts += [reader.page(page, main.layout.table) for page in pages if not page.empty]
    for rows in others:
        reader.items(rows)
    findings = [*(found for rows in read.values() for found in rows.findings), *reader.findings]
    findings += (found for page in pages for found in page.findings)
    findings += unread
    findings += (found for sheet in by_title.values() for found in unread_things(sheet.name, sheet.loose, path))
    if not drafts and all(found.severity > Severity.GALAT for found in findings):
        title = next((by_title[name].name for name in own), main.layout.title)
        message = f"lembar `{title}` dan lembar lainnya tidak memuat usulan"
        findings.append(reader.fault("wajib-diisi", Span(1, 1, 1, 2, title), message, EMPTY))
    missing = tuple(f"{rows.layout.title}: {name}" for rows in read.values() for name in rows.missing)
    return Reading(tuple(drafts), missing, tuple(findings), beginnings(by_title))


def _sheet(layout: SheetLayout, sheets: Mapping[str, Sheet], path: str, enough: bool) -> Rows:
    sheet = sheets.get(layout.title.casefold())
    if sheet:
        return read_rows(layout, sheet, path)
    names = tuple(column.name for column in layout.columns)
    if layout.table.lists or enough:
        return Rows(layout, (), names, ())
    return Rows(layout, (), names, (absent_sheet(layout.title, sheets.values(), TITLES, path),))


class _Reader:
    """Turns rows into drafts and collects what is wrong with them."""

    def __init__(self, path: str, lists: Mapping[str, Vocabulary], opds: Choices, opd: str | None) -> None:
        self.path, self.opds, self.opd = path, opds, opd
        self.words = {name: vocabulary_choices(vocabulary) for name, vocabulary in lists.items()}
        self.indicators = choices({name: info.title or name for name, info in Maturity.model_fields.items()})
        self.findings: list[Finding] = []
        self.known: dict[str, Draft] = {}

    def fault(self, rule: str, span: Span, message: str, help: str, related: Span | None = None) -> Finding:
        """Make a finding in this workbook."""
        other = Place(self.path, related) if related else None
        note = "dipakai di sini" if related else ""
        return Finding(rule, Severity.GALAT, Place(self.path, span), message, help, other, note)

    def report(self, *finding: Any) -> None:
        """Note a fault."""
        self.findings.append(self.fault(*finding))

    def page(self, page: RecordSheet, table: Table) -> Draft:
        """Read the sheet of one innovation, whatever is wrong with it."""
        draft = self.draft(page.main, table)
        draft.told = page.told
        for item in page.items:
            self._append(draft, item.place, item.entries, item.table)
        return draft

    def draft(self, row: Filled, table: Table) -> Draft:
        """Read a row of the main sheet, whatever is wrong with it."""
        opd, id = self._opd(row), self._id(row)
        draft = Draft(opd or "", id or "", row)
        for path, node in self._leaves(row, table.columns):
            put(draft.tree, path, node)
        self._know(row, draft)
        return draft

    def _said(self, cell: Cell, column: Column) -> bool:
        """Tell whether a cell of the head can be taken at its word, and report one that can not."""
        if problem := mistaken(cell, column):
            self.report("bentuk-salah", cell.span, *problem)
        return problem is None

    def _opd(self, row: Filled) -> str | None:
        cell = row.cell(OPD.name)
        if cell is None:
            if self.opd is None:
                help = "Pilih OPD dari daftar, atau sebut dengan `--opd`."
                self.report("wajib-diisi", row.span(OPD.name), "OPD pengampu belum dipilih", help)
            return self.opd
        if not self._said(cell, OPD):
            return None
        id = self.opds.word(cell.text)
        if id in self.opds.titles:
            return id
        match = closest(cell.text, {id: (title,) for id, title in self.opds.titles.items()})
        help = f"Mungkin maksudnya `{self.opds.title(match)}`." if match else "Pilih dari daftar pada sel itu."
        self.report("opd-tidak-dikenal", cell.span, f"`{cell.text}` bukan OPD yang terdaftar", help)
        return None

    def _id(self, row: Filled) -> str | None:
        """Return the file name that a row gives or that its name makes."""
        cell, name = row.cell(FILE.name), row.cell("nama")
        if cell is None:
            return self._made(name) if name else None
        if not self._said(cell, FILE):
            return None
        given = cell.text.strip().removesuffix(".yaml")
        if usable_name(given):
            return given
        better = slug_of(given)[:60].strip("-") or "antar-obat"
        better = better if usable_name(better) else f"{better}-inovasi"
        help = f"{FILE.help} Misalnya `{better}`."
        self.report("penulisan-salah", cell.span, f"`{given}` tidak dapat menjadi nama berkas", help)
        return None

    def _made(self, name: Cell) -> str | None:
        """Return the file name that a name makes; one without any Latin letter or figure makes none."""
        made = slug_of(name.text)[:60].strip("-")
        if not usable_name(made):
            message = f"nama berkas tidak dapat dibuat dari `{name.text[:60]}`"
            self.report("penulisan-salah", name.span, message, f"Isi kolom `{FILE.name}`. {FILE.help}")
            return None
        return made

    def _know(self, row: Filled, draft: Draft) -> None:
        """Remember by what names the other sheets may call a draft, and report a second one of the same name."""
        name = row.cell("nama")
        for key in filter(None, (draft.id, plain(name.text) if name else "")):
            other = self.known.setdefault(key, draft)
            if other is not draft and key == draft.id:
                message, help = f"nama berkas `{key}` dipakai dua baris", f"Isi kolom `{FILE.name}` dengan nama lain."
                self.report("slug-ganda", draft.span, message, help, other.span)

    def items(self, rows: Rows) -> None:
        """Add the rows of another sheet to the drafts that they belong to."""
        for row in rows.rows:
            draft, place = self._owner(row), self._place(row, rows.layout.table)
            if draft is not None and place is not None:
                self._append(draft, place, row, rows.layout.table)

    def _append(self, draft: Draft, place: Path, row: Filled, table: Table) -> None:
        leaves = dict(self._leaves(row, table.columns))
        item: dict[str, Any] = {}
        for path, node in leaves.items():
            if path:
                put(item, path, node)
        append(draft.tree, place, leaves.get((), item))

    def _owner(self, row: Row) -> Draft | None:
        cell = row.cell(OWNER.name)
        if cell is None:
            self.report("wajib-diisi", row.span(OWNER.name), "nama inovasinya belum ditulis", OWNER.help)
            return None
        if not self._said(cell, OWNER):
            return None
        key = cell.text.strip()
        draft = self.known.get(key) or self.known.get(plain(key))
        if draft is None:
            match = closest(key, list(self.known))
            help = f"Mungkin maksudnya `{match}`." if match else OWNER.help
            self.report("rujukan-mati", cell.span, f"tidak ada inovasi `{key}` pada lembar Inovasi", help)
        return draft

    def _place(self, row: Row, table: Table) -> Path | None:
        if not table.marked:
            return table.lists[0]
        cell = row.cell(INDICATOR.name)
        if cell is None:
            self.report("wajib-diisi", row.span(INDICATOR.name), "indikatornya belum dipilih", INDICATOR.help)
            return None
        place = table.place_of(self.indicators.word(cell.text))
        if place is None:
            match = closest(cell.text, {word: (title,) for word, title in self.indicators.titles.items()})
            help = f"Mungkin maksudnya `{self.indicators.title(match)}`." if match else INDICATOR.help
            self.report("indikator-asing", cell.span, f"`{cell.text}` bukan indikator yang dikenal", help)
        return place

    def _leaves(self, row: Filled, columns: Iterable[Column]) -> Iterator[tuple[Path, Node]]:
        """Yield the values of a row by their path; of an empty cell an empty one, so that its place is known."""
        for column in columns:
            if column.name in row.at:
                cell = row.cell(column.name)
                yield column.path, self._node(cell, column) if cell else Scalar("", row.span(column.name))

    def _node(self, cell: Cell, column: Column) -> Node:
        if problem := mistaken(cell, column):
            self.report("bentuk-salah", cell.span, *problem)
            return Scalar("", cell.span)
        if cell.shown is not None and column.kind == "text" and not column.or_word:
            cell = replace(cell, text=cell.shown)
        if not column.address and cell.link.startswith("http") and cell.link not in cell.text:
            self.findings.append(_linked(cell, self.path))
        if column.address and cell.link and "://" not in cell.text:
            cell = replace(cell, text=cell.link)
        if CONTROL.search(cell.text) or STRAY.search(cell.text):
            place = Place(self.path, cell.span)
            self.findings += [replace(found, place=place) for found in text_faults("", cell.text, "UTF-8", None)]
            cell = replace(cell, text=CONTROL.sub("\ufffd", cell.text))
        if column.asks and not cell.typed and EITHER.fullmatch(cell.text):
            cell = replace(cell, text=f"{cell.text}0")  # a number of the workbook is no thousand
        listed = self.words.get(column.vocabulary or "")
        if column.many:
            items = [written(piece, column, listed) for piece in pieces(cell.text, column)]
            return Sequence([Scalar(text, cell.span, _style(column)) for text in items], cell.span)
        return Scalar(written(cell.text, column, listed), cell.span, _style(column))


def _linked(cell: Cell, path: str) -> Finding:
    message = f"sel ini bertautan ke `{cell.link[:100]}`, yang tidak ikut terbaca"
    help = "Bila alamat itu penting, tulis pada kolom tautan."
    return Finding("bentuk-salah", Severity.PERINGATAN, Place(path, cell.span), message, help)


def _style(column: Column) -> str:
    """Return the sign of a value: a text may need quotes, what has another type never does."""
    return '"' if column.kind == "text" and not column.vocabulary and not column.or_word else ""


def _mapping(tree: Mapping[str, Any], span: Span) -> Document:
    items = [(key, _tree_node(value, span)) for key, value in tree.items()]
    return Document([(Scalar(key, node.span), node) for key, node in items], items[0][1].span if items else span)


def _tree_node(value: Any, span: Span) -> Node:
    if isinstance(value, dict):
        return _mapping(value, span)
    if isinstance(value, list):
        nodes = [_tree_node(item, span) for item in value]
        return Sequence(nodes, nodes[0].span)
    node: Node = value
    return node
