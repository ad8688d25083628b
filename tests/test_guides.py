"""The pictures of the guides: all there, described, of the size they say, and light."""

from __future__ import annotations

import re

from PIL import Image

from tests.built import ROOT
from tests.guide_pictures import FOLDER, PICTURES, SIZE_LIMIT

GUIDES = sorted((ROOT / "docs" / "panduan").glob("*.md"))
PICTURE = re.compile(r"!\[([^\]]*)\]\(gambar/([a-z-]+)\.webp\)\{ width=(\d+) height=(\d+) \}")


def test_every_picture_is_shown_described_and_light() -> None:
    """The script takes just the pictures that the guides show; who cannot see one reads what is on it."""
    shown = [match for guide in GUIDES for match in PICTURE.findall(guide.read_text(encoding="utf-8"))]
    assert {name for _, name, _, _ in shown} == {picture.name for picture in PICTURES}
    assert {file.stem for file in FOLDER.iterdir()} == {picture.name for picture in PICTURES}
    assert sum("gambar/" in line for guide in GUIDES for line in guide.read_text("utf-8").splitlines()) == len(shown)
    for words, name, width, height in shown:
        file = FOLDER / f"{name}.webp"
        assert len(words) >= 40, name
        with Image.open(file) as picture:
            assert picture.size == (int(width), int(height)), name
        assert file.stat().st_size <= SIZE_LIMIT, name
