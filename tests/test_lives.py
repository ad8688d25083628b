"""Renaming, moving, merging and removing records: no address dies, and what would kill one is refused."""

from __future__ import annotations

import shutil
from pathlib import Path
from random import Random
from typing import Any

import yaml

from catalogue.build import Build
from catalogue.pipeline import load
from catalogue.propose.derived import with_new_addresses
from catalogue.site.views.redirects import redirects
from tests.exported import context
from tests.trees import BASE

STEPS = ("ganti-nama", "ganti-nama-diam-diam", "pindah", "hapus", "hapus-diam-diam", "gabung")
REFUSED = {"ganti-nama-diam-diam", "hapus-diam-diam"}
AGENCIES = ("dinas-contoh", "dinas-lain", "belum-ditetapkan")


class Shelf:
    """The records of a catalogue by folder and name, and its list of addresses."""

    def __init__(self, root: Path, random: Random) -> None:
        self.root, self.random, self.made = root, random, 0
        self.records: dict[tuple[str, str], dict[str, Any]] = {}
        self.listed: list[dict[str, Any]] = [{"alamat": ["inovasi/*/", "api/v1/inovasi/*.json"], "nama": []}]
        for _ in range(6):
            self.add("dinas-contoh", {})
        self.listed[0]["nama"] = [name for _, name in self.records]

    def add(self, agency: str, record: dict[str, Any]) -> None:
        """Write a record under a name that nobody had."""
        self.made += 1
        told = {"nama": f"Inovasi {self.made}", "ringkasan": "Obat diantar.", "status_data": "sumber-publik"}
        given = {"jenis_catatan": "inovasi", "sumber": [{"judul": "Berita"}]}
        self.records[agency, f"inovasi-{self.made}"] = {**told, **given, **record}

    def take(self, step: str) -> None:
        """Do one thing to a record, as the rules ask for it or in silence."""
        agency, name = key = self.random.choice(sorted(self.records))
        record = self.records[key]
        if step == "gabung":
            others = sorted(other for _, other in self.records if other != name)
            self.records[key] = {**record, "status": "digabung", "digabung_ke": self.random.choice(others)}
            return
        del self.records[key]
        former = [*record.get("alamat_lama", []), name]
        if step == "pindah":
            self.records[self.random.choice(AGENCIES), name] = record
        elif step == "hapus":
            self.bury(former)
        elif step == "ganti-nama":
            self.add(agency, {"alamat_lama": former[-10:]})
        elif step == "ganti-nama-diam-diam":
            self.add(agency, {key: value for key, value in record.items() if key != "nama"})
        for other in self.records.values():
            if step.startswith(("hapus", "ganti")) and other.get("digabung_ke") == name:
                other.pop("digabung_ke")
                other.pop("status")

    def bury(self, names: list[str]) -> None:
        """Move names to an entry that ended."""
        for item in self.listed:
            item["nama"] = [name for name in item["nama"] if name not in names]
        self.listed = [item for item in self.listed if item["nama"]]
        self.listed.append(
            {"alamat": ["inovasi/*/"], "nama": names, "berakhir": "2026-11-29", "alasan": "Salah catat."}
        )

    def write(self) -> None:
        """Lay it out on disk, and list what is new as the command does."""
        shutil.rmtree(self.root / "innovations", ignore_errors=True)
        for (agency, name), record in self.records.items():
            file = self.root / "innovations" / agency / f"{name}.yaml"
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(yaml.safe_dump(record, allow_unicode=True), encoding="utf-8")
        (self.root / "alamat.yaml").write_text(yaml.safe_dump({"alamat": self.listed}), encoding="utf-8")

    def list_new(self) -> None:
        """Add what the command adds to the list."""
        catalogue = load(self.root).catalogue
        assert catalogue
        text = (self.root / "alamat.yaml").read_text(encoding="utf-8")
        self.listed = yaml.safe_load(with_new_addresses(catalogue, text))["alamat"]


def dead(build: Build) -> list[str]:
    """Return the pages that were ever listed and neither live nor lead on."""
    pages = {f"inovasi/{slug}/": slug for slug in build.catalogue.innovations}
    answering = {*pages, *(page.address for page in redirects(build, {"inovasi/": "Inovasi", **pages}))}
    entries = build.catalogue.addresses.record.alamat
    names = [name for item in entries if "inovasi/*/" in item.alamat for name in item.nama]
    return [name for name in names if f"inovasi/{name}/" not in answering]


def test_no_change_kills_an_address(tmp_path: Path, deep: bool) -> None:
    """What follows the rules leaves every address an answer; a silent rename or removal is a fault."""
    root = tmp_path / "katalog"
    shutil.copytree(BASE, root)
    shelf = Shelf(root, Random(20))
    shelf.write()
    shelf.list_new()
    for number in range(200 if deep else len(STEPS)):
        step = STEPS[number % len(STEPS)]
        before = dict(shelf.records), [dict(item) for item in shelf.listed]
        shelf.take(step)
        if len(shelf.records) < 4:
            shelf.add("dinas-lain", {})
        shelf.write()
        loaded = load(root)
        lost = [found for found in loaded.findings if found.rule == "alamat-hilang"]
        assert bool(lost) == (step in REFUSED), (step, [found.message for found in loaded.findings])
        if lost:
            shelf.records, shelf.listed = before
            shelf.write()
        shelf.list_new()
        assert loaded.catalogue
        catalogue = load(root).catalogue
        assert catalogue
        assert dead(context(catalogue)) == [], step
