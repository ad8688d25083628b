"""Whole repositories for measuring: innovations with evidence, reviews, and the Git history that brought them."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import yaml

from catalogue.assess.scoring import fingerprints
from catalogue.common.program import HOME
from catalogue.model import Innovation
from catalogue.read.files import locate
from catalogue.read.records import read_record
from tests.scale import Writer

COMMITS = 2_000
"""Most changes in a history."""
FIRST, LAST = date(2025, 1, 6), date(2026, 11, 20)
"""The days of the first and the last change."""
AGAIN, REVIEWED = 4, 3
"""Every so manieth record changed once after it came; every so manieth was reviewed."""
FACTS: dict[str, list[str]] = yaml.safe_load(Path(__file__).with_name("facts.yaml").read_text(encoding="utf-8"))


class Author(Writer):
    """Writes records with most of their facts and the evidence for them."""

    def maturity(self) -> str:
        """Write twelve to twenty facts, each with one or two documents."""
        facts = self.chance.sample(sorted(FACTS), self.chance.randint(12, len(FACTS)))
        lines = ["kematangan:"]
        for name in facts:
            lines += [f"  {name}:", f"    nilai: {self.chance.choice(FACTS[name])}", "    bukti:"]
            for _ in range(self.chance.randint(1, 2)):
                lines += self._evidence()
        return "\n".join(lines) + "\n"

    def _evidence(self) -> Iterator[str]:
        number, year = self.chance.randint(1, 999), self.chance.choice((2024, 2025, 2026))
        yield f'      - judul: "{" ".join(self.words(6)).capitalize()}"'
        yield f"        nomor: 000.9/{number} Tahun {year}"
        yield f"        tanggal: {year}-0{self.chance.randint(1, 9)}-1{self.chance.randint(0, 9)}"
        yield f"        tautan: https://jdih.contoh.example/dokumen/{year}/{number}"


def write_repository(root: Path, count: int) -> None:
    """Write a Git repository of `count` innovations at `root`, the same every time."""
    root.mkdir(parents=True)
    _git(root, "init", "--quiet", "--initial-branch=main")
    stream = b"".join(_history(Author(), count))
    _git(root, "fast-import", "--quiet", "--done", given=stream)
    _git(root, "reset", "--quiet", "--hard", "main")


def _git(root: Path, *arguments: str, given: bytes | None = None) -> None:
    subprocess.run(["git", "-C", str(root), *arguments], input=given, check=True)


def _history(author: Author, count: int) -> Iterator[bytes]:
    """Yield the commands of an import: the records as they came, in groups, then second versions, then reviews."""
    records = dict(_records(author, count))
    firsts = {path: base for number, (path, (base, _)) in enumerate(records.items()) if number % AGAIN == 0}
    files = [*_periods(), *((path, firsts.get(path, "".join(texts))) for path, texts in records.items())]
    files += [(path, "".join(records[path])) for path in firsts]
    files += _reviews(author, {path: "".join(texts) for path, texts in records.items()})
    groups = min(COMMITS, max(1, count // 5))
    size = -(-len(files) // groups)
    for number, start in enumerate(range(0, len(files), size)):
        day = FIRST + (LAST - FIRST) * number // groups
        yield _commit(f"Usulan {number}", day, files[start : start + size])
    yield b"done\n"


def _periods() -> Iterator[tuple[str, str]]:
    """Yield this repository's periods, which reviews need beside them."""
    for file in sorted((HOME / "periods").rglob("*.yaml")):
        if file.parent.name != "reviews":
            yield file.relative_to(HOME).as_posix(), file.read_text(encoding="utf-8")


def _records(author: Author, count: int) -> Iterator[tuple[str, tuple[str, str]]]:
    """Yield each record without and with what proves it."""
    opds = [id for id, entry in author.catalogue.opds.items() if entry.record.wajib or entry.record.induk]
    for number in range(count):
        path = f"innovations/{author.chance.choice(opds)}/inovasi-{number:05}.yaml"
        yield path, (author.record(), author.maturity())


def _reviews(author: Author, records: dict[str, str]) -> Iterator[tuple[str, str]]:
    year = author.catalogue.period_on(LAST).tahun
    for path in list(records)[::REVIEWED]:
        location = locate(path)
        assert location
        record = read_record(location, records[path].encode(), author.catalogue.vocabularies)
        assert isinstance(record, Innovation)
        lines = ["verifikasi:"]
        for name, mark in fingerprints(record).items():
            lines += [f"  {name}:", "    putusan: sesuai", f"    sidik: {mark}", "    tanggal: 2026-07-14"]
        yield f"periods/{year}/reviews/{location.id}.yaml", "\n".join(lines) + "\n"


def _commit(subject: str, day: date, files: list[tuple[str, str]]) -> bytes:
    seconds = (day - date(1970, 1, 1)) // timedelta(seconds=1)
    who = f"Bappeda <bappeda@contoh.example> {seconds} +0700\n"
    changes = "".join(f"M 100644 inline {path}\n{_data(text)}" for path, text in files)
    return f"commit refs/heads/main\nauthor {who}committer {who}{_data(subject)}{changes}".encode()


def _data(text: str) -> str:
    return f"data {len(text.encode())}\n{text}\n"
