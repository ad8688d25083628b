"""Random texts: every word that somebody sees in the file is on the page and in its cell, or in a finding."""

from __future__ import annotations

import csv
import io
import random
import re
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from html import unescape
from pathlib import Path
from typing import Any

import pytest
import yaml
from markdown import Markdown  # type: ignore[import-untyped]
from openpyxl import load_workbook

from catalogue.build import Build, settings
from catalogue.common.findings import Finding, Severity
from catalogue.common.program import HOME
from catalogue.export.table import table as make_tables
from catalogue.model import Innovation
from catalogue.model.reference.tables import tables
from catalogue.model.types import InVocabulary, web_address
from catalogue.pipeline import load
from catalogue.propose.layout import FIRST_ROW, KEY_ROW, layouts
from catalogue.publish.production import produce
from catalogue.site.markup import clean_prose
from catalogue.site.prose import Source, Swallowed, require_shown
from tests.exported import by_address
from tests.records import Maker
from tests.trees import HERE, KOTA
from tests.wide import wide_book

RECORDS, AT_ONCE = 15, 500
"""Records that are tried, and of the full number how many in one catalogue."""
ALL = 10_000
IN_A_WORKBOOK = 30
DAY = date(2026, 6, 1)
WORD = re.compile(r"kata[0-9]+z")
SIGNS = (
    *("\n", "\n\n", "- ", "* ", "+ ", "1. ", "3. ", "2019. ", "7) ", "# ", "## ", "> ", "    ", "\t", "\\", "\\\n"),
    *("`", "``", "```\n", "~~~ ", "~", "~~", "*", "**", "***", "_", "__", "=====\n", "-----\n", "***\n", "\n---\n"),
    *("<p>", "</p>", "<br>", "<b>", "<!-- ", " -->", "<script>", "</script>", "<?php ", "?>", "<![CDATA[", "]]>", "<"),
    *("<style>", "<div hidden>", "<details><summary>", "<textarea>", "<a href='x'>", "< ", ">", "&", "&lt;", "&nbsp;"),
    *(
        "&#x41;",
        "&copy",
        "[",
        "]",
        "[ ] ",
        "[x] ",
        "]: ",
        "]: https://contoh.go.id ",
        "[^1]",
        "[^1]: ",
        "](",
        ")",
        "![",
    ),
    *(
        '"',
        "'",
        "|",
        " | ",
        "|---|---|\n",
        "\n| a | b |\n|---|---|\n| ",
        "$",
        "$$",
        "{{ ",
        " }}",
        "{% raw %}",
        ": ",
        "\n: ",
    ),
    *(
        "<https://contoh.go.id>",
        "https://contoh.go.id/",
        "--- ",
        "... ",
        "%",
        "@",
        "==",
        "^",
        "\u00a0",
        "\u200b",
        "\uf0b7",
    ),
)
"""What Markdown, HTML, YAML and templates may take for their own."""


class Writer(Maker):
    """Makes records whose texts are words, each of which stands once, among signs."""

    words_made = 0

    def text(self, notes: list[Any]) -> str:
        """Return words and signs where any text may stand."""
        bound = any(
            isinstance(note, InVocabulary)
            or getattr(note, "pattern", None)
            or getattr(note, "func", None) is web_address
            for note in notes
        )
        if bound:
            return super().text(notes)
        return "".join(self._pieces(self.random.randint(1, 14))).strip()

    def _pieces(self, count: int) -> Iterator[str]:
        for _ in range(count):
            self.words_made += 1
            yield f"kata{self.words_made}z"
            yield self.random.choice((" ", " ", *self.random.sample(SIGNS, 2)))


@dataclass
class Shown:
    """A file, the page that was made of it, and what was said of it."""

    text: str
    page: str | None
    findings: list[Finding]
    tables: Mapping[str, Mapping[str, str]]
    """What the catalogue's tables say of the record, by the name of the form and of the column."""

    @property
    def is_published(self) -> bool:
        """Whether there is a page of the record, and not of its faults."""
        return self.page is not None and not any(found.severity is Severity.GALAT for found in self.findings)

    def lost(self) -> list[str]:
        """Return the words that are neither on the page nor on a line that a finding names."""
        if not self.is_published and self.findings:
            return []  # the file is not published, and that is told
        lines, seen = self.text.split("\n"), self._seen()
        told = {line for found in self.findings for line in range(found.place.span.line, found.place.span.end_line + 1)}
        return [
            word
            for number, line in enumerate(lines, 1)
            if number not in told
            for word in WORD.findall(line)
            if word not in seen
        ]

    def not_in_cells(self) -> list[tuple[str, str, str]]:
        """Return the words of fields that their cells lack, with the form of the table and the name of the column."""
        document = yaml.load(self.text, yaml.CSafeLoader) if self.is_published else {}
        return [
            (form, column.name, word)
            for form, cells in self.tables.items()
            for column in COLUMNS
            for word in {*WORD.findall(str(value_at(document, column.path)))} - {*WORD.findall(cells[column.name])}
        ]

    def _seen(self) -> set[str]:
        page = self.page or ""
        targets = " ".join(unescape(target) for target in re.findall(r' href="([^"]*)"', page))
        return set(WORD.findall(f"{unescape(re.sub('<[^>]*>', ' ', page))} {targets}"))


COLUMNS = tables(Innovation, "inovasi")[0].columns


def value_at(document: Any, path: tuple[str, ...]) -> Any:
    """Return what a document has at a place."""
    for name in path:
        document = document.get(name) if isinstance(document, dict) else None
    return "" if document is None else document


def cells_of(build: Build) -> dict[str, dict[str, dict[str, str]]]:
    """Return the cells of the table of innovations, by record, by the form of the table and by column."""
    files = by_address(make_tables(build))
    comma = list(csv.reader(io.StringIO(files["data/inovasi.csv"].content.decode("utf-8-sig"), newline="")))
    sheet = load_workbook(io.BytesIO(files["data/inovasi.xlsx"].content), read_only=True)["inovasi"]
    entries = list(build.catalogue.innovations.values())[:IN_A_WORKBOOK]
    proposal = load_workbook(io.BytesIO(wide_book(build, entries)), read_only=True)[layouts()[0].title]
    filled = list(proposal.iter_rows(values_only=True))[KEY_ROW - 1 :]
    found: dict[str, dict[str, dict[str, str]]] = {}
    for form, lines in (("csv", comma), ("xlsx", list(sheet.iter_rows(values_only=True)))):
        for line in lines[1:]:
            row = dict(zip(map(str, lines[0]), map(str, line), strict=True))
            found.setdefault(row["id"], {})[form] = row
    for entry, line in zip(entries, filled[FIRST_ROW - KEY_ROW :], strict=True):
        found[entry.id]["isian"] = dict(zip(map(str, filled[0]), map(str, line), strict=True))
    return found


def show(folder: Path, writer: Writer, count: int) -> list[Shown]:
    """Write records, and make a page of each that can be published."""
    root = Path(shutil.copytree(HERE / "mini", folder))
    for name in ("rubrics", "vocabularies"):
        shutil.copytree(KOTA / name, root / name)
    files = {}
    for number in range(count):
        document = writer.innovation()
        document["nama"] = f"Acak {number}"
        path = f"innovations/dinas-kesehatan/acak-{number}.yaml"
        files[path] = yaml.dump(document, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False, width=10_000)
        (root / path).write_text(files[path], encoding="utf-8")
    loaded = load(root, day=lambda zone: DAY)
    production = produce(loaded, settings(loaded, root, DAY, {}), root, HOME / "templates")
    pages = {page.address: page for page in production.pages}
    cells, shown = cells_of(production.build), []
    for path, text in files.items():
        page = pages.get(f"inovasi/{Path(path).stem}/")
        made = production.render(page).decode() if page else None
        told = [found for found in loaded.findings if found.place.path == path]
        shown.append(Shown(text, made, told, cells.get(Path(path).stem, {})))
    return shown


def test_every_word_is_on_the_page_or_told(tmp_path: Path, deep: bool) -> None:
    """Whatever signs stand between them, and in whichever field; most of the records have a page."""
    writer = Writer(20260601, load(KOTA).catalogue.vocabularies)  # type: ignore[union-attr]
    for start in range(0, ALL if deep else RECORDS, AT_ONCE):
        shown = show(tmp_path / str(start), writer, AT_ONCE if deep else RECORDS)
        shutil.rmtree(tmp_path / str(start))
        assert [(lost, one.text) for one in shown if (lost := one.lost())] == []
        assert [(gaps, one.text) for one in shown if (gaps := one.not_in_cells())] == []
        assert sum(one.is_published for one in shown) > len(shown) / 2


EXTENSIONS = [
    one if isinstance(one, str) else next(iter(one))
    for one in yaml.load((HOME / "mkdocs.yml").read_text(), yaml.BaseLoader)["markdown_extensions"]
]
ADDRESS = re.compile(r"\]\([^)\n]*\)|<!--.*?-->", re.DOTALL)
"""What nobody expects to read on a page of prose: where a link leads, and what only writers are told."""


def test_prose_shows_every_word_or_is_refused(deep: bool) -> None:
    """A page of the guide that would lack a word is not published, and the word is named."""
    chance, refused = random.Random(20260601), 0
    for _ in range(ALL if deep else 5 * RECORDS):
        signs = chance.sample((*SIGNS, "{: ", " }\n", "!!! note\n\n    "), 3)
        pieces = [f"kata{number}z{chance.choice((' ', *signs))}" for number in range(chance.randint(2, 10))]
        text = "".join(pieces)
        html = clean_prose(Markdown(extensions=EXTENSIONS).convert(text))
        seen, told = {*WORD.findall(re.sub(r"<[^>]*>", " ", html)), *WORD.findall(html)}, ""
        try:
            require_shown(Source("docs/a.md", text, text), html)
        except Swallowed as error:
            told, refused = str(error), refused + 1
        assert [word for word in WORD.findall(ADDRESS.sub("", text)) if word not in seen and word not in told] == []
    assert refused


def test_a_refused_page_names_words_and_line() -> None:
    """The file, its line and what would not be seen; what is written as code stays."""
    text = "# Judul\n\nBiasa.\n\nKirim ke <nomor layanan> itu.\n"
    html = clean_prose(Markdown().convert(text))
    with pytest.raises(Swallowed, match=r"^docs/a\.md baris 5: `nomor layanan` tidak tampil"):
        require_shown(Source("docs/a.md", text, text), html)
    mended = text.replace("<nomor layanan>", "`<nomor layanan>`")
    require_shown(Source("docs/a.md", mended, mended), clean_prose(Markdown().convert(mended)))
