"""A build after another gives what a build from nothing gives, byte for byte, and touches nothing else.

An ordinary run takes a few random sequences of changes, `--deep` 500.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest

from catalogue.inspection import UNEXPLAINED
from tests.built import contents, differing
from tests.changes import CHANGES
from tests.forks import Forks
from tests.workplace import Outcome, Workplace, workplace, write_in

FEW, MANY = 2, 25
"""How many sequences an ordinary run takes, and each batch of a deep one; all of a batch change one catalogue."""
LONG = 4
"""Changes in a sequence at most."""


@pytest.fixture
def place(tmp_path: Path) -> Workplace:
    """Copy the program and the small catalogue."""
    return workplace(tmp_path)


@pytest.fixture
def quick(place: Workplace) -> Iterator[Workplace]:
    """Build in forks of one interpreter, for a third of the time."""
    place.forks = Forks(place.program)
    yield place
    place.forks.close()


def identities(site: Path) -> dict[str, tuple[int, int]]:
    """Return which file on disk each address is."""
    files = [(path.relative_to(site).as_posix(), path.stat()) for path in site.rglob("*") if path.is_file()]
    return {address: (found.st_ino, found.st_mtime_ns) for address, found in files}


def test_what_is_unchanged_is_not_written_again(place: Workplace) -> None:
    """After a changed word only the files that differ are new; what MkDocs writes is its own affair."""
    first = place.build("site", "site-cache")
    before, known = contents(first), identities(first)
    record = place.root / "innovations" / "dinas-kesehatan" / "antar-obat.yaml"
    write_in(record, "Obat pasien kronis", "Obat pasien menahun")
    place.build("site", "site-cache")
    after, now = contents(first), identities(first)
    others = {address for address in after if address.startswith(("panduan/", "tentang/", "vendor/", "cards.txt", "."))}
    rewritten = {address for address in after if now[address] != known.get(address)} - others
    assert rewritten == {address for address in after if after[address] != before.get(address)} - others
    assert "inovasi/antar-obat/index.html" in rewritten
    assert len(rewritten) < len(after) / 4
    assert after == contents(place.from_nothing())


def test_neither_the_published_folder_nor_the_cache_is_trusted(place: Workplace) -> None:
    """What stands there is used only as long as nobody else wrote there; the cache may go or hold anything."""
    site = place.build("site", "site-cache")
    whole = contents(site)
    (site / "index.html").write_bytes(b"x" * len(whole["index.html"]))
    (site / "inovasi" / "antar-obat" / "index.html").unlink()
    (site / "robots.txt").unlink()
    (site / "robots.txt").symlink_to(site / "sitemap.xml")
    assert contents(place.build("site", "site-cache")) == whole
    for file in (place.folder / "site-cache").glob("*.*"):
        file.write_bytes(b'{"shared": 1, "files": [[1]]}')
    assert contents(place.build("site", "site-cache")) == whole


def test_any_number_of_processes_gives_the_same_bytes(place: Workplace) -> None:
    """One process or eight write what two write."""
    first, *others = [contents(place.build(f"{number}", f"cache-{number}", number)) for number in (2, 1, 8)]
    assert all(other == first for other in others)


@pytest.mark.parametrize("batch", [0, *(pytest.param(number, marks=pytest.mark.deep) for number in range(1, 20))])
def test_random_changes(batch: int, quick: Workplace, deep: bool) -> None:
    """After any sequence of changes all is as after a build from nothing: the site, and what is said of faults."""
    quick.chance = Random(batch)
    sound, published = quick.tree(), 0
    for number in range(MANY if deep else FEW):
        told = [_change(quick) for _ in range(quick.number(LONG) + 1)]
        warm = both(quick, "site", processes=quick.number(2) + 1)
        quick.forget("cold")
        cold = both(quick, "cold")
        assert warm == cold, (number, told)
        if warm[0][0] == 0:
            site, wanted = contents(quick.folder / "site"), contents(quick.folder / "cold")
            assert differing(site, wanted) == [], (number, told)
            sound, published = quick.tree(), published + 1
        else:
            quick.tree()
            quick.git("read-tree", "-u", "--reset", sound)
    assert published > (MANY // 2 if deep else 0)


def _change(place: Workplace) -> str:
    """Change something, build now and then what there is by now, and tell what was changed."""
    change = place.chance.choice(CHANGES)
    change(place)
    built = place.number(2)
    if built:
        both(place, "site")
    if place.number(3) == 0:
        place.commit()
    return f"{change.__name__}{'!' if built else ''}"


def both(place: Workplace, name: str, processes: int = 1) -> tuple[Outcome, Outcome]:
    """Build a site and check the catalogue with one cache; where a site shrank too much, do as the refusal says."""
    folder, cache = place.folder / name, f"{name}-cache"
    code, said = place.run("site", "--out", str(folder), cache=cache, processes=processes)
    if UNEXPLAINED in said:
        shutil.rmtree(folder)
        code, said = place.run("site", "--out", str(folder), cache=cache, processes=processes)
    return (code, said.replace(str(folder), "")), place.run("check", "--format", "json", cache=cache)
