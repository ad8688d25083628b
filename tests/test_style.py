"""The colours keep their contrast wherever two roles meet."""

from __future__ import annotations

import gzip
import re

import pytest

from catalogue.site.templating import read_assets
from tests.trees import HERE

ASSETS = read_assets(HERE.parent / "templates")
STYLE = ASSETS["style.css"].content
COLOUR = r"--([a-z-]+): (#[0-9a-f]{6});"
ROLES = {
    "ground": "Latar halaman",
    "raised": "Latar kartu dan isian",
    "surface": "Latar kepala catatan, kaki halaman, dan kode",
    "ink": "Tulisan",
    "muted": "Tulisan pendamping",
    "line": "Garis pemisah",
    "edge": "Garis tepi isian dan tanda",
    "accent": "Tautan, tombol, dan batang angka",
    "accent-strong": "Tautan dan tombol yang ditunjuk",
    "accent-soft": "Latar yang terpenuhi",
    "on-accent": "Tulisan di atas aksen",
    "band": "Pita atas dan pembuka beranda",
    "band-soft": "Garis menu dan tombol yang ditunjuk pada pita",
    "on-band": "Tulisan di atas pita",
    "on-band-muted": "Tulisan pendamping di atas pita",
    "step": "Undakan dan penanda letak",
    "step-ink": "Tulisan di atas undakan",
    "ok": "Terpenuhi",
    "wait": "Menunggu, rancangan, belum pasti",
    "note": "Latar pemberitahuan",
    "note-line": "Garis pemberitahuan",
    "second": "Warna kedua pada gambar",
}
TEXT, SHAPE = 4.5, 3.0
"""The least contrast of text and of shapes that carry meaning (WCAG 2.2, 1.4.3 and 1.4.11, level AA)."""
PAIRS = (
    ("ink", "ground", TEXT),
    ("ink", "surface", TEXT),
    ("ink", "note", TEXT),
    ("muted", "ground", TEXT),
    ("muted", "raised", TEXT),
    ("muted", "surface", TEXT),
    ("accent", "ground", TEXT),
    ("accent", "raised", TEXT),
    ("accent", "surface", TEXT),
    ("accent", "note", TEXT),
    ("accent-strong", "accent-soft", TEXT),
    ("ink", "accent-soft", TEXT),
    ("on-accent", "accent", TEXT),
    ("on-accent", "accent-strong", TEXT),
    ("on-band", "band", TEXT),
    ("on-band-muted", "band", TEXT),
    ("step-ink", "step", TEXT),
    ("ok", "ground", TEXT),
    ("ok", "surface", TEXT),
    ("wait", "ground", TEXT),
    ("wait", "surface", TEXT),
    ("wait", "note", TEXT),
    ("edge", "ground", SHAPE),
    ("edge", "raised", SHAPE),
    ("step", "band", SHAPE),
    ("second", "ground", SHAPE),
)
"""Foreground, ground, and the least contrast, wherever two roles meet."""


def palette(style: bytes) -> dict[str, tuple[str, str]]:
    """Return the colours of a style sheet by their role, in light and in dark; what dark leaves alone stays."""
    light, dark, *_ = re.findall(r":root \{(.*?)\}", style.decode(), flags=re.DOTALL)
    in_dark = dict(re.findall(COLOUR, dark))
    return {role: (colour, str(in_dark.get(role, colour))) for role, colour in re.findall(COLOUR, light)}


PALETTE = palette(STYLE)


def contrast(first: str, second: str) -> float:
    """Return the contrast ratio of two colours written as #rrggbb (WCAG 2.2, contrast ratio)."""
    lighter, darker = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    channels = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(("front", "back", "least"), PAIRS)
def test_contrast(front: str, back: str, least: float, scheme: int) -> None:
    """Text of 4.5 and shapes of 3 to 1 (WCAG 2.2 AA), in both schemes."""
    assert contrast(PALETTE[front][scheme], PALETTE[back][scheme]) >= least


def test_the_formula_of_contrast() -> None:
    """Black on white is 21; the grey that everybody quotes is 4.54."""
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#ffffff", "#767676") == pytest.approx(4.54, abs=0.01)


def test_every_colour_has_a_described_role() -> None:
    """No colour is added without saying what it is for, and none is written outside the roles."""
    assert set(PALETTE) == set(ROLES)
    sheets = [asset.content.decode() for name, asset in ASSETS.items() if name.endswith(".css")]
    rules = re.sub(r":root \{.*?\}", "", "".join(sheets), flags=re.DOTALL)
    assert re.findall(r"#[0-9a-f]{3,8}\b", rules.replace("#000", "")) == []


def test_style_sheets_are_small() -> None:
    """What every page loads, and what any page loads, stays within 14.8 KB compressed."""
    every = sum(len(gzip.compress(asset.content, 9)) for name, asset in ASSETS.items() if name.endswith(".css"))
    assert every <= 14_800


def test_what_a_style_sheet_names_is_there() -> None:
    """The typeface has the address that changes with its content."""
    addresses = {asset.address.removeprefix("assets/") for asset in ASSETS.values()}
    assert set(re.findall(rb'url\("([^"]+)"\)', STYLE)) <= {address.encode() for address in addresses}
