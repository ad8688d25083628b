"""Files made elsewhere are exactly what their makers published."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

import pytest

from tests.trees import HERE

ROOT = HERE.parent
FOLDERS = sorted(path for part in ("catalogue", "templates", "tests") for path in (ROOT / part).glob("**/vendor/*/"))


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.relative_to(ROOT).as_posix())
def test_vendored_files_are_unchanged(folder: Path) -> None:
    """Every file is listed with its checksum, and its licence and version stand beside it."""
    lines = (folder / "SHA256SUMS").read_text(encoding="ascii").splitlines()
    listed = {name: checksum for checksum, name in map(str.split, lines)}
    present = {path.name for path in folder.iterdir()} - {"SHA256SUMS", "README"}
    assert present == set(listed)
    assert any("LICENSE" in name for name in listed)
    assert (folder / "README").read_text(encoding="utf-8").strip()
    for name, wanted in listed.items():
        assert hashlib.sha256((folder / name).read_bytes()).hexdigest() == wanted, name


def test_the_page_of_licences_names_what_the_site_carries() -> None:
    """Each folder that is published with the site has its name and the name of its licence there."""
    page = (ROOT / "docs/tentang/lisensi.md").read_text(encoding="utf-8")
    for folder in (ROOT / "templates/vendor").iterdir():
        readme = " ".join((folder / "README").read_text(encoding="utf-8").split())
        licence = re.search(r"\b((?:ISC|MIT|Apache|SIL Open Font) License(?: [0-9.]*[0-9])?)", readme)
        assert licence, folder.name
        assert re.search(rf"`{folder.name}`.*\({re.escape(licence[1])}\)", page), folder.name
