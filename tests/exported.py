"""What is published of a catalogue, for the tests that read it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import date
from functools import cache
from pathlib import Path

import yaml

from catalogue.assess import assess_all
from catalogue.build import Build
from catalogue.export import described
from catalogue.export.comma import safe
from catalogue.export.file import Export, Measure
from catalogue.pipeline import Loaded, load
from catalogue.read.catalogue import Catalogue
from tests.records import Maker
from tests.trees import KOTA, lay_out


def context(catalogue: Catalogue) -> Build:
    """Return what exports are made from, on a fixed day."""
    today = date(2026, 11, 24)
    return Build(
        catalogue=catalogue,
        assessments=assess_all(catalogue, today),
        today=today,
        site_url="https://contoh.go.id/",
    )


def by_address(exports: Iterable[Export]) -> dict[str, Export]:
    """Return files by address, those that state the measures of others made from what the others are."""
    found = {export.address: export for export in exports}

    def measure(address: str) -> Measure:
        content = found[address].content
        return Measure(len(content), hashlib.sha256(content).hexdigest())

    for export in described([*found.values()], measure):
        found[export.address] = export
    return found


def catalogue_at(root: Path) -> Catalogue:
    """Read a catalogue that has no fault."""
    loaded = load(root)
    assert loaded.catalogue
    assert loaded.publishable, loaded.findings
    return loaded.catalogue


@cache
def frozen_city() -> Loaded:
    """Read the frozen city once."""
    return load(KOTA)


def random_catalogue(folder: Path, count: int) -> Catalogue:
    """Write and read a catalogue of random records."""
    maker = Maker(count, frozen_city().catalogue.vocabularies)  # type: ignore[union-attr]
    root = lay_out(folder, b"# berkas: README.md\n")
    for number in range(count):
        document = maker.innovation()
        document["nama"] += f" {number}"
        target = root / f"innovations/dinas-{'contoh' if number % 2 else 'lain'}/acak-{number}.yaml"
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(yaml.dump(document, Dumper=yaml.CSafeDumper, allow_unicode=True), encoding="utf-8")
    return catalogue_at(root)


def restored(text: str) -> str:
    """Return what `safe` was given."""
    return text[1:] if text.startswith("'") and safe(text[1:]) == text else text
