"""Whose work the site is made of: every vendored folder and every locked package is named with a licence."""

from __future__ import annotations

import re

from catalogue.components import installed, vendored
from catalogue.loading import HOME
from tests.built import Built


def test_every_vendored_folder_has_version_and_licence() -> None:
    """What the site carries along is named as its README names it."""
    found = {item.name: item for item in vendored(HOME / "templates/vendor")}
    assert set(found) == {folder.name for folder in (HOME / "templates/vendor").iterdir() if folder.is_dir()}
    for item in found.values():
        assert item.version, item
        assert "icen" in item.licence, item
    assert found["lucide"].licence == "ISC License"
    assert found["plus-jakarta-sans"].licence == "SIL Open Font License 1.1"


def test_every_locked_package_has_a_licence() -> None:
    """The lock is the list; only what is made for other systems may be missing."""
    lock = HOME / "requirements.txt"
    names = set(re.findall(r"^([a-z0-9._-]+)==", lock.read_text(encoding="utf-8"), re.MULTILINE | re.IGNORECASE))
    found = installed(lock)
    assert names - {item.name for item in found} <= {"colorama"}
    assert [item for item in found if not item.version or item.licence == "lihat paketnya"] == []


def test_the_page_names_them_all(built: Built) -> None:
    """The page of licences lists every package and leads to the text of every licence that we carry."""
    text = (built.folder / "tentang/komponen/index.html").read_text(encoding="utf-8")
    for item in installed(HOME / "requirements.txt"):
        assert f">{item.name}<" in text
    for item in vendored(HOME / "templates/vendor"):
        address = re.search(rf'href="\.\./\.\./(assets/{item.file.removesuffix(".txt")}\.[0-9a-f]+\.txt)"', text)
        assert address
        assert (built.folder / address[1]).stat().st_size > 200
