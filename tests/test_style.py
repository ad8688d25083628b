"""The colours keep their contrast wherever two roles meet, and the page about them tells what they are."""

from __future__ import annotations

import gzip
import re

import pytest

from catalogue.templating import palette, read_assets
from catalogue.views.style import PAIRS, ROLES, contrast
from tests.trees import HERE

ASSETS = read_assets(HERE.parent / "templates")
STYLE = ASSETS["style.css"].content
PALETTE = palette(STYLE)


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
    """What every page loads, and what any page loads, stays within 14 KB compressed."""
    every = sum(len(gzip.compress(asset.content, 9)) for name, asset in ASSETS.items() if name.endswith(".css"))
    assert every <= 14_000


def test_what_a_style_sheet_names_is_there() -> None:
    """The typeface has the address that changes with its content."""
    addresses = {asset.address.removeprefix("assets/") for asset in ASSETS.values()}
    assert set(re.findall(rb'url\("([^"]+)"\)', STYLE)) <= {address.encode() for address in addresses}
