"""How well the search finds what people ask for: mean reciprocal rank over `queries.yaml`, beside two other ways.

`python -m tests.search.quality` prints the comparison.
"""

from __future__ import annotations

import tempfile
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

import yaml
from playwright.sync_api import Page

from catalogue.pipeline import load
from catalogue.read.catalogue import Catalogue
from catalogue.search.fields import texts_of
from tests.browser import chromium
from tests.built import DAY, Built, build, served
from tests.trees import KOTA

QUERIES = Path(__file__).with_name("queries.yaml")
NEEDS = Path(__file__).with_name("needs.yaml")

OPEN = """
  const form = document.getElementById("pencari");
  const at = (name) => new URL(form.dataset[name], document.baseURI).href;
  const [{ Search }, { stemmer }] = await Promise.all([import(at("search")), import(at("stemmer"))]);
  const search = await new Search(at("index"), form.dataset.version, stemmer).open();
  const answers = [];
"""
OURS = f"""async (queries) => {{{OPEN}
  for (const query of queries) {{
    const {{ scores, matched }} = await search.find(query);
    const found = [...(matched || []).keys()].filter((doc) => matched[doc]);
    answers.push(found.sort((a, b) => scores[b] - scores[a] || a - b));
  }}
  return answers;
}}"""
NEEDED = f"""async (queries) => {{{OPEN}
  for (const query of queries) {{
    const {{ units }} = await search.find(query);
    answers.push(units.flatMap(({{ needs }}) => needs.map(({{ id }}) => id)));
  }}
  return answers;
}}"""

LUNR = """([queries, records]) => {
  const index = lunr(function () {
    this.field("title");
    this.field("text");
    this.ref("location");
    records.forEach((record) => this.add(record));
  });
  return queries.map((query) => index.search(query).map((found) => Number(found.ref)));
}"""


@dataclass(frozen=True)
class Query:
    """What is typed, of which kind it is, and which innovations are right in the first place."""

    kind: str
    text: str
    wanted: frozenset[str]


@dataclass(frozen=True)
class Answer:
    """What one way of searching gave, best first."""

    query: Query
    found: tuple[str, ...]

    @property
    def rank(self) -> int:
        """The place of the first right innovation, 0 when there is none."""
        return next((place for place, slug in enumerate(self.found, 1) if slug in self.query.wanted), 0)

    @property
    def worth(self) -> float:
        return 1 / self.rank if self.rank else 0.0


def queries() -> Iterator[Query]:
    """Read the queries."""
    for kind, listed in yaml.safe_load(QUERIES.read_text(encoding="utf-8")).items():
        for text, wanted in listed.items():
            yield Query(kind, str(text), frozenset([wanted] if isinstance(wanted, str) else wanted))


def mean(answers: list[Answer]) -> float:
    """Return the mean reciprocal rank."""
    return sum(answer.worth for answer in answers) / len(answers)


def ask_ours(page: Page, site: Built, asked: list[Query], catalogue: Catalogue) -> list[Answer]:
    """Ask the script of the built site."""
    page.goto(f"{site.address}inovasi/")
    return _answers(asked, page.evaluate(OURS, [query.text for query in asked]), catalogue)


def ask_needs(page: Page, site: Built, texts: list[str]) -> list[list[str]]:
    """Return the needs that each text stands for."""
    page.goto(f"{site.address}inovasi/")
    found: list[list[str]] = page.evaluate(NEEDED, texts)
    return found


def ask_lunr(page: Page, asked: list[Query], catalogue: Catalogue) -> list[Answer]:
    """Ask the search that MkDocs brings, with one document an innovation."""
    page.goto("about:blank")
    page.add_script_tag(content=(files("mkdocs.contrib.search") / "templates/search/lunr.js").read_text("utf-8"))
    records = [
        {"location": number, "title": entry.record.nama, "text": " ".join(texts_of(catalogue, entry))}
        for number, entry in enumerate(catalogue.by_name)
    ]
    return _answers(asked, page.evaluate(LUNR, [[query.text for query in asked], records]), catalogue)


def ask_substring(asked: list[Query], catalogue: Catalogue) -> list[Answer]:
    """Look for every word anywhere in the text; names that have one come first."""
    texts = [" ".join(texts_of(catalogue, entry)).casefold() for entry in catalogue.by_name]
    names = [entry.record.nama.casefold() for entry in catalogue.by_name]
    found = []
    for query in asked:
        words = query.text.casefold().split()
        fitting = [number for number, text in enumerate(texts) if all(word in text for word in words)]
        found.append(sorted(fitting, key=lambda number: -sum(word in names[number] for word in words)))
    return _answers(asked, found, catalogue)


def _answers(asked: list[Query], found: Any, catalogue: Catalogue) -> list[Answer]:
    slugs = [entry.id for entry in catalogue.by_name]
    return [
        Answer(query, tuple(slugs[number] for number in numbers)) for query, numbers in zip(asked, found, strict=True)
    ]


def report(ways: dict[str, list[Answer]]) -> str:
    """Write the mean of each way by kind of query, and every query that ours misses in the first place."""
    kinds: dict[str, dict[str, list[Answer]]] = defaultdict(lambda: defaultdict(list))
    for way, answers in ways.items():
        for answer in answers:
            kinds[answer.query.kind][way].append(answer)
    rows = [("", *ways), *((kind, *(f"{mean(found):.3f}" for found in by.values())) for kind, by in kinds.items())]
    rows.append(("semua", *(f"{mean(answers):.3f}" for answers in ways.values())))
    lines = ["".join(f"{cell:<16}" for cell in row).rstrip() for row in rows]
    missed = [answer for answer in next(iter(ways.values())) if answer.rank != 1]
    misses = [f"{one.rank or '-':>3}  {one.query.text}: {', '.join(one.found[:3])}" for one in missed]
    return "\n".join([*lines, "", "Bukan yang pertama:", *misses]) + "\n"


def main() -> None:
    """Build the site and print the comparison."""
    catalogue = load(KOTA).catalogue
    assert catalogue is not None
    asked = list(queries())
    with tempfile.TemporaryDirectory() as folder, chromium() as browser:
        build("site", "--root", str(KOTA), "--out", f"{folder}/site", "--date", DAY)
        with served(Path(folder) / "site") as site:
            page = browser.new_page()
            ways = {
                "katalog": ask_ours(page, site, asked, catalogue),
                "lunr": ask_lunr(page, asked, catalogue),
                "substring": ask_substring(asked, catalogue),
            }
    print(report(ways), end="")  # noqa: T201  this is a command


if __name__ == "__main__":
    main()
