"""The redesign must not change what is published unless its commit says so: one digest per published file.

`--accept` writes the digests anew. They serve the redesign and go with its end.
"""

from __future__ import annotations

import io
import sqlite3
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path
from zipfile import ZipFile

import pytest
from PIL import Image

from catalogue.site.views.open_data import size_text
from tests.built import Built
from tests.trees import HERE

DIGESTS = HERE / "digests"
SIZED = ("data/dcat.jsonld", "data/index.html")
"""Files that tell the size of others, and their checksums."""


def _picture(file: Path) -> Iterable[bytes]:
    """Return the pixels, since the packed bytes depend on the version of zlib."""
    with Image.open(file) as picture:
        return [repr(picture.size).encode(), picture.convert("RGBA").tobytes()]


def _workbook(file: Path) -> Iterable[bytes]:
    """Return the members of the archive, since the packed bytes depend on the version of zlib."""
    with ZipFile(io.BytesIO(file.read_bytes())) as archive:
        return [part for name in sorted(archive.namelist()) for part in (name.encode(), archive.read(name))]


def _database(file: Path) -> Iterable[bytes]:
    """Return the tables, since the file depends on the version of SQLite, and so do the words its search keeps."""
    database = sqlite3.connect(f"file:{file}?mode=ro&immutable=1", uri=True)
    try:
        made = database.execute("SELECT type, name, sql FROM sqlite_master ORDER BY name").fetchall()
        tables = [name for type, name, _ in made if type == "table" and not name.startswith("inovasi_cari")]
        rows = [database.execute(f'SELECT * FROM "{name}"').fetchall() for name in tables]
        return [repr(part).encode() for part in (made, *rows)]
    finally:
        database.close()


PACKED = {".png": _picture, ".xlsx": _workbook, ".sqlite": _database}


def _without_sizes(content: bytes, site: Path) -> bytes:
    """Leave out what a file says of the packed bytes of others."""
    for file in sorted((site / "data").iterdir()):
        if file.suffix in PACKED:
            size, digest = file.stat().st_size, sha256(file.read_bytes()).hexdigest()
            for said in (digest, str(size), size_text(size)):
                content = content.replace(said.encode(), b"")
    return content


def _digest(file: Path, site: Path) -> str:
    if file.suffix in PACKED:
        parts = PACKED[file.suffix](file)
        return sha256(b"".join(len(part).to_bytes(8) + part for part in parts)).hexdigest()[:16]
    content = file.read_bytes()
    if file.name == "berkas.sha256":
        content = b"".join(line[64:] for line in content.splitlines(keepends=True))
    sized = file.relative_to(site).as_posix() in SIZED
    return sha256(_without_sizes(content, site) if sized else content).hexdigest()[:16]


def _digests(site: Path) -> dict[str, str]:
    """Return the digest of every published file by its address."""
    return {
        file.relative_to(site).as_posix(): _digest(file, site) for file in sorted(site.rglob("*")) if file.is_file()
    }


def _kept(file: Path) -> dict[str, str]:
    lines = (line.split(" ", 1) for line in file.read_text(encoding="utf-8").splitlines())
    return {address: digest for digest, address in lines}


@pytest.mark.parametrize("name", ["mini", "kota"])
def test_published_files_are_the_same(name: str, accept: bool, request: pytest.FixtureRequest) -> None:
    """No address went, came or changed."""
    site: Built = request.getfixturevalue({"mini": "small", "kota": "built"}[name])
    kept_in = DIGESTS / f"{name}.txt"
    found = _digests(site.folder)
    if accept:
        lines = [f"{digest} {address}\n" for address, digest in sorted(found.items())]
        kept_in.write_text("".join(lines), encoding="utf-8")
    kept = _kept(kept_in)
    gone, new = sorted(kept.keys() - found.keys()), sorted(found.keys() - kept.keys())
    changed = sorted(address for address in kept.keys() & found.keys() if kept[address] != found[address])
    assert {"gone": gone, "new": new, "changed": changed} == {"gone": [], "new": [], "changed": []}
