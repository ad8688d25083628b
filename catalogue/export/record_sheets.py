"""A workbook of proposals: the guide, the lists of choices, what its rows began with, and the sheet of one innovation.

A sheet has label, entry and help down the page, locked but for the entries, to print on A4. XlsxWriter sets it up; its
two hundred lines are written here, because they are the same on every sheet but for the entries, and a workbook has as
many as an agency has innovations.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from functools import cache
from html import escape
from typing import Any, NamedTuple

from catalogue.build import Build
from catalogue.export.workbook import SURE, Book, fit, write_row
from catalogue.model import Maturity
from catalogue.model.reference.tables import SEPARATOR, Column
from catalogue.propose.beginnings import HEADING, TEXTS, written
from catalogue.propose.layout import BEGINNINGS, FILE, INDICATOR, OPD, Choices, choices, opd_names, vocabulary_choices
from catalogue.propose.open_round import round_view
from catalogue.propose.record_sheet import (
    HEADING_ROW,
    HEADINGS,
    Line,
    asked_of,
    filled,
    help_of,
    known_fields,
    label,
    sections,
    text_marks,
)
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


WIDTHS = (32, 58, 68)
"""Characters of the label, the entry and the help."""
HELP_WIDTH = 92
"""Characters of the smaller letters of the help in a line."""
ROOM = {"rancang_bangun": 10, "tujuan": 3, "manfaat": 3, "hasil": 3, "ringkasan": 2}
"""Lines that an empty cell of a long text is high."""
POINTS, HIGHEST = 15, 405
"""The height of a line, and the greatest of a row."""
PAGES, LINES = 3, 300
"""A sheet is printed on so many pages, unless it has more lines than can be read there."""
HINT = "Isi kolom Isian. Yang bertanda bintang wajib, yang lain boleh menyusul. Cara mengisi ada pada lembar Petunjuk."
QUICK = 2
"""How hard the lines are packed, which repeat themselves."""
ALLOWED = dict.fromkeys(
    ("format_cells", "format_columns", "format_rows", "insert_rows", "delete_rows", "insert_hyperlinks"), True
)

BASE = {"valign": "top", "text_wrap": True, "num_format": "@", "font_size": 10}
LINE = {**BASE, "border": 1, "border_color": "#8FA6A2"}
FORMATS: dict[str, dict[str, Any]] = {
    "title": {"bold": True, "font_size": 14, "num_format": "@"},
    "note": {"font_size": 10, "num_format": "@"},
    "head": {**LINE, "bold": True, "bg_color": "#DCEFEC"},
    "section": {**BASE, "bold": True, "font_color": "#FFFFFF", "bg_color": "#0B5F5A", "text_wrap": False},
    "label": {**LINE, "bg_color": "#F2F6F5"},
    "strong": {**LINE, "bold": True, "bg_color": "#F2F6F5"},
    "item": {**LINE, "indent": 1, "locked": False},
    "entry": {**LINE, "locked": False},
    "fixed": {**LINE, "font_color": "#4B5B58", "bg_color": "#F2F6F5"},
    "help": {**BASE, "font_size": 9, "font_color": "#4B5B58"},
    "free": {**BASE, "font_size": 9, "font_color": "#4B5B58", "locked": False},
    "key": {"num_format": "@", "locked": False},
}
UNWRITABLE = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")
ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
"""What a spreadsheet would read as the number of a character."""
STYLE = re.compile(r' s="([0-9]+)"')
ROW = "\0"
DATA = re.compile(rb"<sheetData>.*</sheetData>", re.DOTALL)


class RecordSheets:
    """Writes the sheets of one workbook."""

    def __init__(self, made: ProposalBook) -> None:
        self.made = made
        self.formats = [made.book.workbook.add_format(format) for format in FORMATS.values()]
        self.asked: dict[str, tuple[InnovationEntry | None, str]] = {}
        """Whose innovation each sheet is for, by the name of its part."""

    def write(self, sheet: Any, entry: InnovationEntry | None, owner: str) -> None:
        """Set up the sheet of an innovation, or an empty one for an agency."""
        self.asked[f"xl/worksheets/sheet{sheet.index + 1}.xml"] = (entry, owner)
        for column, format in enumerate(self.formats):  # so that their numbers can be read
            sheet.write_blank(0, column, None, format)
        for column, width in enumerate(WIDTHS):
            sheet.set_column(column, column, width)
        sheet.set_column(len(WIDTHS), len(WIDTHS), 12, self.formats[-1], {"hidden": True})
        sheet.freeze_panes(HEADING_ROW, 1)
        _set_up_paper(sheet)
        sheet.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})
        sheet.protect("", ALLOWED)

    def content(self) -> bytes:
        """Close the workbook and return it."""
        packed = io.BytesIO()
        with (
            zipfile.ZipFile(io.BytesIO(self.made.book.content())) as source,
            zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as target,
        ):
            for info in source.infolist():
                part = source.read(info)
                written = self._filled(part, *self.asked[info.filename]) if info.filename in self.asked else part
                target.writestr(info, written, zipfile.ZIP_DEFLATED, QUICK)
        return packed.getvalue()

    def _filled(self, part: bytes, entry: InnovationEntry | None, owner: str) -> bytes:
        """Put the lines into a sheet that has a cell of every format."""
        data = DATA.search(part)
        assert data
        styles = tuple(STYLE.findall(data[0].decode()))
        fixed = _fixed_parts(styles, tuple(self.made.ranges.items()))
        body = Body(self.made, dict(zip(FORMATS, styles, strict=True)), fixed)
        body.head(entry.record.nama if entry else "baru")
        for title, lines in _sections(entry, owner):
            body.heading(title)
            for line in lines:
                body.line(line)
        before, margins, rest = part[data.end() :].partition(b"<pageMargins")
        if body.height > LINES:
            rest = rest.replace(f'fitToHeight="{PAGES}"'.encode(), b'fitToHeight="0"')
        return b"".join((part[: data.start()], body.data(), before, body.offered(), margins, rest))


class Fixed(NamedTuple):
    """What a line is on every sheet; `ROW` stands in it for the number of the row."""

    before: str
    """The cell before the entry."""
    after: str
    """The cells behind it."""
    lines: int
    """How many lines they take."""
    empty: str
    """The whole row without an entry."""
    room: int
    offer: str


class Body:
    """The lines of one sheet."""

    def __init__(self, made: ProposalBook, styles: Mapping[str, str], fixed: dict[tuple[str, int], Fixed]) -> None:
        self.made, self.styles, self.fixed = made, styles, fixed
        self.rows: list[str] = []
        self.offers: list[str] = []
        self.height = 0

    def head(self, name: str) -> None:
        """Write the title and the headings."""
        self._row(self._cell("A1", "title", f"Inovasi: {name}"))
        self._row(self._cell("A2", "note", HINT))
        letters = zip("ABCD", HEADINGS, strict=True)
        self._row("".join(self._cell(f"{letter}{HEADING_ROW}", "head", heading) for letter, heading in letters))

    def heading(self, title: str) -> None:
        """Write the heading of a section."""
        row = len(self.rows) + 1
        texts = zip("ABC", (title, "", ""), strict=True)
        self._row("".join(self._cell(f"{letter}{row}", "section", text) for letter, text in texts))

    def line(self, line: Line) -> None:
        """Write a line, with the words that its cell offers."""
        row, name = str(len(self.rows) + 1), (line.field.first, line.number)
        fixed = self.fixed.get(name) or self.fixed.setdefault(name, self._fix(line))
        if filled(line.value):
            text = self._text(line)
            lines = max(_lines(text), fixed.lines)
            entry = self._cell(f"B{row}", "fixed" if line.field.column is FILE else "entry", text)
            cells = f"{fixed.before.replace(ROW, row)}{entry}{fixed.after.replace(ROW, row)}"
            self.rows.append(f"<row {_height(row, lines)}>{cells}</row>")
        else:
            lines = fixed.room
            self.rows.append(fixed.empty.replace(ROW, row))
        self.height += lines
        if fixed.offer:
            self.offers.append(fixed.offer.replace(ROW, row))

    def _fix(self, line: Line) -> Fixed:
        field, needed, help = line.field, asked_of(line), help_of(line)
        look = "item" if field.place else "strong" if needed or field.first.startswith("kematangan.") else "label"
        lines = 1 + len(help) // HELP_WIDTH
        room = max(lines, ROOM.get(field.first, 1))
        before = self._cell(f"A{ROW}", look, label(field, line.number) + " *" * needed)
        after = self._cell(f"C{ROW}", "free" if field.place else "help", help) if help else ""
        after += self._cell(f"D{ROW}", "key", field.key(line.number))
        empty = f"<row {_height(ROW, room)}>{before}{self._cell(f'B{ROW}', 'entry', '')}{after}</row>"
        return Fixed(before, after, lines, empty, room, self._offer(field.column))

    def _offer(self, column: Column) -> str:
        source = self.made.ranges.get(OPD.name if column is OPD else column.vocabulary or "")
        doubted = "" if column.many else ' showErrorMessage="1"'  # of several words none is on the list
        head = f'<dataValidation type="list" errorStyle="warning" allowBlank="1"{doubted} sqref="B{ROW}">'
        return f"{head}<formula1>{source}</formula1></dataValidation>" if source else ""

    def _text(self, line: Line) -> str:
        column = line.field.column
        return line.value if column is OPD or column is FILE else self.made.text(column, line.value)

    def _cell(self, place: str, look: str, text: str) -> str:
        style = self.styles[look]
        if not text:
            return f'<c r="{place}" s="{style}"/>'
        return f'<c r="{place}" s="{style}" t="inlineStr"><is><t xml:space="preserve">{_written(text)}</t></is></c>'

    def _row(self, cells: str) -> None:
        self.rows.append(f'<row r="{len(self.rows) + 1}">{cells}</row>')
        self.height += 1

    def data(self) -> bytes:
        """Return the lines as the sheet has them."""
        return f"<sheetData>{''.join(self.rows)}</sheetData>".encode()

    def offered(self) -> bytes:
        """Return what the cells offer."""
        return f'<dataValidations count="{len(self.offers)}">{"".join(self.offers)}</dataValidations>'.encode()


@cache
def _fixed_parts(styles: tuple[str, ...], ranges: tuple[tuple[str, str], ...]) -> dict[tuple[str, int], Fixed]:
    """Return where what lines always are is kept for all sheets with these numbers of formats and these lists."""
    assert styles
    assert ranges
    return {}


def _written(text: str) -> str:
    """Write a text as a sheet has it."""
    text = text if len(text) <= SURE else fit(text)
    if not text.isascii() or "_x" in text:
        text = UNWRITABLE.sub("", ESCAPED.sub("_x005F_", text))
    return escape(text)


def _height(row: str, lines: int) -> str:
    return f'r="{row}" ht="{min(lines * POINTS, HIGHEST)}" customHeight="1"' if lines > 1 else f'r="{row}"'


def _sections(entry: InnovationEntry | None, owner: str) -> Iterator[tuple[str, list[Line]]]:
    """Yield the lines by section, the agency at the head of the first one."""
    opd, file = (known_fields()[column.name] for column in (OPD, FILE))
    head = [Line(opd, 1, owner), *([Line(file, 1, entry.id)] if entry else [])]
    for title, lines in sections(entry.record if entry else None):
        yield title, [*head, *lines]
        head = []


def _lines(text: str) -> int:
    """Return how many lines an entry takes."""
    if len(text) < WIDTHS[1] and "\n" not in text:
        return 1
    return sum(1 + len(part) // WIDTHS[1] for part in text.split("\n"))


def _set_up_paper(sheet: Any) -> None:
    sheet.set_paper(9)
    sheet.set_portrait()
    sheet.set_margins(left=0.4, right=0.4, top=0.4, bottom=0.6)
    sheet.fit_to_pages(1, PAGES)
    sheet.repeat_rows(HEADING_ROW - 1)
    sheet.set_footer("&L&A&Rhalaman &P dari &N")
