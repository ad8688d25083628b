"""A running preview shows after any sequence of changes what a fresh start would show, on every page.

An ordinary run makes a few random changes one after the other, `--deep` 400.
"""

from __future__ import annotations

import random
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, fields, replace
from datetime import date
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest

from catalogue.collection import Catalogue, Entry
from catalogue.exports import Description
from catalogue.findings import Finding, Place, Severity
from catalogue.keeping import NOTHING, LastingKeeper, Later
from catalogue.loading import HOME, Loaded, load
from catalogue.preview import Preview, States
from catalogue.production import Production
from catalogue.settings import settings
from catalogue.site import produce
from catalogue.stamps import SETTLED, stamp
from tests.trees import HERE

ADDRESS = "http://127.0.0.1:8000/"
DAY = date(2026, 11, 24)
FEW, ALL = 10, 400
"""How many changes are made in an ordinary run, and in a deep one."""
EVERYTHING = 10
"""After so many changes every file is compared; after the others those that people look at while they write."""
SEED = 11
FAULTS = (
    ("tahapan: penerapan", "tahapan: penerpan"),
    ("ringkasan: ", "ringkasan: 'tanpa akhir "),
    ("ringkasan:", "rigkasan:"),
    ("status_data:", "nama: Dua kali\nstatus_data:"),
    ("nama: ", "terkait: [tidak-ada]\nnama: "),
)
"""What makes a record faulty, by what it replaces."""


@dataclass
class Workplace:
    """A catalogue and templates that may be changed anywhere, with their running preview."""

    folder: Path
    chance: random.Random = field(default_factory=lambda: random.Random(SEED))
    whole: dict[Path, str] = field(default_factory=dict)
    """What faulty files held before."""

    def __post_init__(self) -> None:
        self.environ = {"KATALOG_CACHE": str(self.folder / "cache"), "KATALOG_PROCESSES": "1"}
        self.states = States(self.root, DAY, self.environ, self.templates)
        self.preview: Preview | None = None

    @property
    def root(self) -> Path:
        return self.folder / "root"

    @property
    def templates(self) -> Path:
        return self.folder / "templates"

    def pick(self, pattern: str) -> Path:
        """Choose a file of the catalogue by chance."""
        return self.chance.choice(sorted(self.root.glob(pattern)))

    def number(self) -> int:
        """Choose a number by chance."""
        return self.chance.randint(1, 10**6)

    def write_in(self, file: Path, old: str, new: str) -> None:
        """Replace a text in a file once, where it is."""
        file.write_text(file.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")

    def show(self) -> Loaded:
        """Let the preview show what lies there now, at first in a hurry; where it cannot, it stays as it is."""
        loaded = self.states.load()
        while loaded.catalogue:
            production = self.states.produce(loaded, ADDRESS)
            self.preview = self.preview or Preview(self.folder / "shown", production)
            self.preview.follow(production)
            if loaded.complete:
                break
            self.states.finish(loaded)
            loaded = self.states.load()
        return loaded

    def shown(self, address: str) -> bytes | None:
        """Return a file as a browser would get it."""
        assert self.preview
        return (self.preview.folder / address).read_bytes() if self.preview.prepare(address) else None

    def afresh(self) -> tuple[Loaded, Production | None]:
        """Read and prepare the same with a program that has just started."""
        loaded = load(self.root, day=lambda zone: DAY)
        if loaded.catalogue is None:
            return loaded, None
        given = replace(settings(loaded, self.root, DAY, self.environ), site_url=ADDRESS, preview=True)
        return loaded, produce(loaded, given, self.root, self.templates)


@pytest.fixture
def place(tmp_path: Path) -> Workplace:
    """Copy the small catalogue with all closed lists and rubrics, which get a Git history of their own."""
    for name in ("vocabularies", "rubrics"):
        shutil.copytree(HOME / name, tmp_path / "root" / name)
    shutil.copytree(HERE / "mini", tmp_path / "root", dirs_exist_ok=True)
    shutil.copytree(HOME / "templates", tmp_path / "templates")
    git(tmp_path / "root", "init", "--quiet", "--initial-branch=main")
    made = Workplace(tmp_path)
    commit(made)
    return made


def git(root: Path, *arguments: str) -> None:
    """Run Git in the catalogue, with one author for all."""
    identity = ["-c", "user.name=Bappeda", "-c", "user.email=bappeda@contoh.example", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", "-C", str(root), *identity, *arguments], check=True, capture_output=True)


def files(production: Production, *, all: bool) -> Iterator[tuple[str, bytes]]:
    """Yield every file of a site, or only pages without those of the rules, made one by one."""
    for page in production.pages:
        if page.address != "data/" and (all or not page.address.startswith("aturan/")):
            yield page.file, production.renderer.render(production.environment, page.whole()).encode()
    if all:
        for export in (*production.exports, *production.worksheets):
            if not isinstance(export.made, Description):
                yield export.address, export.content


def test_random_changes(place: Workplace, deep: bool) -> None:
    """Findings and pages after each change are those of a fresh start, whatever was shown before."""
    place.show()
    with patch("catalogue.stamps.SETTLED", 0):  # else every file here is too young to be trusted
        for number in range(ALL if deep else FEW):
            change = place.chance.choice(CHANGES)
            change(place)
            kept = place.show()
            loaded, production = place.afresh()
            assert kept.findings == loaded.findings, f"{number}: {change.__name__}"
            assert _plain(kept.catalogue) == _plain(loaded.catalogue)
            for address, content in files(production, all=number % EVERYTHING == 3) if production else ():
                assert place.shown(address) == content, f"{number}: {change.__name__}: {address}"


def _plain(value: Any) -> Any:
    """Return a catalogue without the places in its texts, which are found only when asked for."""
    if isinstance(value, Entry):
        return value.id, value.path, value.record, value.content
    if isinstance(value, Catalogue):
        return [_plain(getattr(value, part.name)) for part in fields(value)]
    return {key: _plain(item) for key, item in value.items()} if isinstance(value, dict) else value


def test_a_fault_is_shown_at_once_and_what_takes_long_later(place: Workplace) -> None:
    """The page of a record shows its faults before it is compared with all others, and that afterwards."""
    place.show()
    record = place.root / "innovations" / "dinas-kesehatan" / "antar-obat.yaml"
    kept = [
        line
        for line in record.read_text(encoding="utf-8").split("\n")
        if not line.startswith(("alamat_lama", "terkait"))
    ]
    twin = record.with_name("obat-lagi.yaml")
    twin.write_text("\n".join([*kept, "terkait: [tidak-ada]"]).replace("ANTAR OBAT", "OBAT LAGI"), encoding="utf-8")
    loaded = place.states.load()
    place.states.produce(loaded, ADDRESS)
    assert not loaded.complete
    assert _rules(loaded, "obat-lagi.yaml") == {"rujukan-mati"}
    assert not place.states.finish(loaded, lambda: True)
    assert not place.states.load().complete
    assert place.states.finish(loaded)
    assert _rules(place.states.load(), "obat-lagi.yaml") == {"rujukan-mati", "inovasi-mirip"}
    assert not place.states.finish(place.states.load())
    assert b"inovasi-mirip" not in (place.shown("inovasi/obat-lagi/index.html") or b"")
    place.show()
    assert b"inovasi-mirip" in (place.shown("inovasi/obat-lagi/index.html") or b"")


def _rules(loaded: Loaded, name: str) -> set[str]:
    grave = {one.rule for one in loaded.findings if one.severity is Severity.GALAT}
    return {one.rule for one in loaded.findings if one.place.path.endswith(name)} & {*grave, "inovasi-mirip"}


def test_a_fault_is_told_every_time_and_a_warning_once(place: Workplace) -> None:
    """Whether it is the same object or says the same; what is new is told."""
    loaded = place.states.load()
    old = [Finding("contoh", Severity.PERINGATAN, Place("a.yaml"), f"lama {number}") for number in range(2)]
    grave = Finding("contoh", Severity.GALAT, Place("a.yaml"), "galat")
    place.states.produce(replace(loaded, findings=(*old, grave)), ADDRESS)
    now = (old[0], replace(old[1]), replace(old[1], message="baru"), grave)
    told = place.states.report(replace(loaded, findings=now))
    assert [word in told for word in ("galat", "baru", "lama 0", "lama 1")] == [True, True, False, False]


def test_what_is_made_when_asked_for_has_no_other_names() -> None:
    """A name that was not given is none, whatever could be made of it."""
    made = list[str]()

    def make(name: str) -> str:
        made.append(name)
        return name.upper()

    values = Later(["a", "b"], make)
    assert (list(values), len(values), made) == (["a", "b"], 2, [])
    assert [values["b"], values["b"], values.get("c"), "c" in values] == ["B", "B", None, False]
    assert made == ["b"]


def test_a_result_is_taken_again_while_its_inputs_are_equal() -> None:
    """What is made from something else is made anew, and takes the place of what was kept."""
    keeper = LastingKeeper()
    assert keeper.find("sum", "a", (1, 2)) is NOTHING
    assert keeper.recall("sum", "a", (1, 2), lambda: 3) == 3
    assert keeper.recall("sum", "a", (1, 2), lambda: 4) == 3
    assert keeper.recall("sum", "a", (1, 3), lambda: 4) == 4
    assert keeper.find("sum", "a", (1, 2)) is NOTHING
    assert keeper.find("product", "a", (1, 3)) is NOTHING


def test_a_file_that_changed_just_now_is_not_trusted(tmp_path: Path) -> None:
    """It might be written again within what its clock can tell apart."""
    file = tmp_path / "file"
    assert stamp(str(file), time.time_ns()) is None
    file.write_text("a")
    assert stamp(str(file), time.time_ns()) is None
    later = time.time_ns() + 2 * SETTLED
    before = stamp(str(file), later)
    assert before
    file.write_text("ab")
    assert stamp(str(file), later) != before


def commit(place: Workplace) -> None:
    """Commit whatever has changed."""
    git(place.root, "add", "--all")
    git(place.root, "commit", "--quiet", "--allow-empty", "--message", f"Perubahan {place.number()}")


def change_record(place: Workplace) -> None:
    """Change a sentence of an innovation."""
    place.write_in(place.pick("innovations/*/*.yaml"), "ringkasan: ", f"ringkasan: Nomor {place.number()} ")


def change_fact(place: Workplace) -> None:
    """Let an innovation rise or fall."""
    fields = ("nilai: ", "rancang_bangun: |\n  ", "urusan_utama: ")
    place.write_in(place.pick("innovations/*/*.yaml"), place.chance.choice(fields), f"catatan: [{place.number()}]\n#")


def shift_lines(place: Workplace) -> None:
    """Move everything in a file, and nothing else."""
    file = place.pick("*/**/*.yaml")
    file.write_text(f"# {place.number()}\n" + file.read_text(encoding="utf-8"), encoding="utf-8")


def put_fault_in(place: Workplace) -> None:
    """Break a record in one of many ways."""
    file = place.pick("innovations/*/*.yaml")
    place.whole.setdefault(file, file.read_text(encoding="utf-8"))
    place.write_in(file, *place.chance.choice(FAULTS))


def take_faults_out(place: Workplace) -> None:
    """Put every broken file back as it was."""
    for file, text in place.whole.items():
        if file.exists():
            file.write_text(text, encoding="utf-8")
    place.whole.clear()


def copy_record(place: Workplace) -> None:
    """Record an innovation again under another name, which the rules notice."""
    file = place.pick("innovations/*/*.yaml")
    kept = [line for line in file.read_text(encoding="utf-8").split("\n") if not line.startswith("alamat_lama:")]
    file.with_name(f"inovasi-{place.number()}.yaml").write_text("\n".join(kept), encoding="utf-8")


def rename_record(place: Workplace) -> None:
    """Give an innovation another address, or another agency."""
    file = place.pick("innovations/*/*.yaml")
    folder = place.chance.choice(sorted((place.root / "innovations").iterdir()))
    file.rename(folder / place.chance.choice((file.name, f"inovasi-{place.number()}.yaml")))


def delete_record(place: Workplace) -> None:
    """Delete an innovation, whatever refers to it, unless few are left."""
    if len(list(place.root.glob("innovations/*/*.yaml"))) > 3:
        place.pick("innovations/*/*.yaml").unlink()


def change_agency(place: Workplace) -> None:
    """Give an agency another short name."""
    file = place.pick("opd/*.yaml")
    kept = [line for line in file.read_text(encoding="utf-8").split("\n") if not line.startswith("singkatan:")]
    file.write_text("\n".join([f"singkatan: S{place.number()}", *kept]), encoding="utf-8")


def change_review(place: Workplace) -> None:
    """Move the day on which an innovation was reported."""
    place.write_in(place.pick("periods/*/reviews/*.yaml"), "tanggal: 2026-08-2", "tanggal: 2026-08-1")


def change_period(place: Workplace) -> None:
    """Ask for another step, or show less."""
    file, step = place.pick("periods/*/period.yaml"), place.chance.choice(("layak", "lengkap", "terverifikasi"))
    text = file.read_text(encoding="utf-8")
    before = next(line for line in text.split("\n") if line.startswith("  langkah: "))
    place.write_in(file, before, f"  langkah: {step}")


def change_rubric(place: Workplace) -> None:
    """Let an indicator weigh something else."""
    place.write_in(place.pick("rubrics/*.yaml"), "bobot: ", f"bobot: {place.chance.randint(1, 9)} # ")


def change_vocabulary(place: Workplace) -> None:
    """Rename a word of a closed list."""
    place.write_in(place.pick("vocabularies/*.yaml"), "    nama: ", f"    nama: T{place.number()} ")


def change_region(place: Workplace) -> None:
    """Give the city another short name."""
    place.write_in(place.root / "region.yaml", "nama_pendek: ", f"nama_pendek: K{place.number()} ")


def change_template(place: Workplace) -> None:
    """Change what every page shows, or a page of one kind."""
    name = place.chance.choice(("base.html", "innovation.html", "assets/style.css"))
    mark = f"/* {place.number()} */" if name.endswith(".css") else f"{{# {place.number()} #}}."
    file = place.templates / name
    file.write_text(file.read_text(encoding="utf-8") + mark, encoding="utf-8")


CHANGES: tuple[Callable[[Workplace], None], ...] = (
    change_record,
    change_record,
    change_fact,
    shift_lines,
    put_fault_in,
    put_fault_in,
    take_faults_out,
    take_faults_out,
    copy_record,
    rename_record,
    delete_record,
    change_agency,
    change_review,
    change_period,
    change_rubric,
    change_vocabulary,
    change_region,
    change_template,
    commit,
)
