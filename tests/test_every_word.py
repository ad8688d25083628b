"""Records of random texts, as pages: every word that somebody sees in the file is on its page, or in a finding."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from html import unescape
from pathlib import Path
from typing import Any

import yaml

from catalogue.build import settings
from catalogue.common.findings import Finding, Severity
from catalogue.common.paths import HOME
from catalogue.model.types import InVocabulary, web_address
from catalogue.pipeline import load
from catalogue.publish.prepare import produce
from tests.records import Maker
from tests.trees import HERE, KOTA

RECORDS, AT_ONCE = 200, 500
"""Records that are tried, and of the full number how many in one catalogue."""
ALL = 10_000
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

    def _seen(self) -> set[str]:
        page = self.page or ""
        targets = " ".join(unescape(target) for target in re.findall(r' href="([^"]*)"', page))
        return set(WORD.findall(f"{unescape(re.sub('<[^>]*>', ' ', page))} {targets}"))


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
    shown = []
    for path, text in files.items():
        page = pages.get(f"inovasi/{Path(path).stem}/")
        made = production.render(page).decode() if page else None
        shown.append(Shown(text, made, [found for found in loaded.findings if found.place.path == path]))
    return shown


def test_every_word_is_on_the_page_or_told(tmp_path: Path, deep: bool) -> None:
    """Whatever signs stand between them, and in whichever field; most of the records have a page."""
    writer = Writer(20260601, load(KOTA).catalogue.vocabularies)  # type: ignore[union-attr]
    for start in range(0, ALL if deep else RECORDS, AT_ONCE):
        shown = show(tmp_path / str(start), writer, AT_ONCE if deep else RECORDS)
        shutil.rmtree(tmp_path / str(start))
        assert [(lost, one.text) for one in shown if (lost := one.lost())] == []
        assert sum(one.is_published for one in shown) > len(shown) / 2
