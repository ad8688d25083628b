"""The spreadsheet of proposals: its sheets, columns and choices, all from the model.

The template is written by it and the import reads by it.
Rows of a sheet: 1 the group, 2 the label that people read, 3 the key that the import reads, 4 an example, 5 and on
the proposals. A row whose first cell says `contoh` is an example wherever it stands.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from catalogue.model import Innovation, Vocabulary, Word
from catalogue.model.grammar import slug_of
from catalogue.model.reference.tables import MARKER, Column, Table, tables
from catalogue.model.vocabulary import BRACKETED, PLAIN
from catalogue.read.catalogue import UNASSIGNED, Catalogue

KEY_ROW, EXAMPLE_ROW, FIRST_ROW = 3, 4, 5
EXAMPLE = "contoh"
EXAMPLE_NAME = "Antar Obat"
"""The innovation of the example."""
MAIN = "inovasi"
BEGINNINGS, FORMER_BEGINNINGS = "_katalog", "Asal"
"""The hidden sheet that says what a workbook began with, and its name in older ones."""
NEEDED = "Yang kurang"
REPORT = "Hasil pemeriksaan"
"""The sheet that the report puts first into a copy of the workbook."""

STATE = Column(("keterangan",), "Keterangan", "Kosongkan. Baris bertanda `contoh` tidak ikut dibaca.")
OPD = Column(("opd",), "OPD", "OPD atau unit kerja pengampu, dari daftar pilihan.", required=True)
FILE = Column(("nama_berkas",), "Nama berkas", "Huruf kecil, angka, dan tanda hubung; bila kosong dibuat dari nama.")
OWNER = Column((MAIN,), "Inovasi", "Nama inovasi, sama seperti pada lembar Inovasi.", required=True)
INDICATOR = Column((MARKER,), "Indikator", "Indikator yang dibuktikan, dari daftar pilihan.", required=True)


@dataclass(frozen=True)
class SheetLayout:
    """One sheet: the columns that say whose row it is, and those of the record."""

    title: str
    table: Table
    head: tuple[Column, ...]

    @property
    def columns(self) -> tuple[Column, ...]:
        return (*self.head, *self.table.columns)


def layouts() -> tuple[SheetLayout, ...]:
    """Return the sheets of a proposal, the one of the innovations first."""
    main, *lists = tables(Innovation, MAIN)
    found = [SheetLayout(main.name.capitalize(), main, (STATE, OPD, FILE))]
    for table in lists:
        head = (STATE, OWNER, INDICATOR) if table.marked else (STATE, OWNER)
        found.append(SheetLayout(table.name.capitalize(), table, head))
    return tuple(found)


@dataclass(frozen=True)
class Choices:
    """A list of choices: what people read, and the word it stands for."""

    titles: Mapping[str, str]
    """By word, in the order of the list."""
    words: Mapping[str, str] = field(default_factory=dict)
    """By everything that may be written for it, in lower case."""

    def word(self, text: str) -> str:
        """Return the word that a text stands for, or the text itself.

        A form filled before a name changed still holds the word in brackets, or as the former name's letters.
        """
        if known := self.words.get(plain(text)):
            return known
        if not PLAIN.fullmatch(text):
            return text
        bracketed = BRACKETED.search(text)
        former = bracketed[1] if bracketed else slug_of(text)
        return former if former in self.titles else text

    def title(self, word: str) -> str:
        """Return what people read for a word."""
        return self.titles.get(word, word)


def choices(named: Mapping[str, str]) -> Choices:
    """Make a list of choices from words and their names.

    The word follows the name in brackets where it says more, such as the code of an affair; a name that two words
    share stands for neither.
    """
    titles = {word: name if slug_of(name) == word else f"{name} ({word})" for word, name in named.items()}
    words: dict[str, str] = {}
    names = [plain(name) for name in named.values()]
    for word, name in named.items():
        if names.count(plain(name)) == 1:
            words[plain(name)] = word
    for word in named:
        words |= {plain(titles[word]): word, plain(word): word}
    return Choices(titles, words)


def opd_names(catalogue: Catalogue) -> dict[str, str]:
    """Return the names by which a proposal may say whose it is."""
    return {**{id: entry.record.nama for id, entry in catalogue.opds.items()}, UNASSIGNED: "Belum ditetapkan"}


def agencies(catalogue: Catalogue) -> Choices:
    """Make the choices of whose a proposal is; a short name that one agency has stands for it."""
    named = choices(opd_names(catalogue))
    short = [(plain(entry.record.singkatan), id) for id, entry in catalogue.opds.items() if entry.record.singkatan]
    alone = [pair for pair in short if [name for name, _ in short].count(pair[0]) == 1]
    return Choices(named.titles, dict(alone) | dict(named.words))


def vocabulary_choices(vocabulary: Vocabulary) -> Choices:
    """Make the choices of a closed list."""
    return choices({word.id: _name(word) for word in vocabulary.butir})


def _name(word: Word) -> str:
    return word.nama.replace("\n", " ")


def plain(text: str) -> str:
    """Return a name without what typing may change in it."""
    return " ".join(text.casefold().split())
