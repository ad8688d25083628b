"""The picture of the programme: always the same bytes, its bars as long as its numbers say, and handed to a phone."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser

from catalogue.common.card import Poster
from catalogue.publish.pictures import drawn, intact, painted
from catalogue.publish.pictures.poster_painting import ACCENT, BAR_LEFT, EDGE, PAPER, SIZE
from tests.built import Built

POSTER = Poster(
    programme="Satu OPD Satu Inovasi · Kota Contoh",
    finding="12 dari 23 inovasi sudah dibenarkan OPD; belum ada OPD yang memenuhi target",
    day="Putaran 2027, keadaan 30 November 2026",
    numbers=(
        ("0 dari 29", "OPD memenuhi target; 29 belum diketahui"),
        ("12 dari 23", "inovasi dibenarkan OPD"),
        ("2 dari 6", "urusan pelayanan dasar terwakili inovasi yang layak"),
        ("4 dari 20", "baris data daerah (SPD) diketahui"),
    ),
    funnel_title="Inovasi menurut langkah",
    funnel=(("Diberitakan", 23), ("Dibenarkan OPD", 12), ("Layak dilaporkan", 3), ("Terlapor", 0)),
    notes=("contoh.example/program/", "Bukan situs resmi Pemerintah Kota Contoh"),
)
LONG = "Pemerintahan Kabupaten Kepulauan Siau Tagulandang Biaro " * 4


def bars(poster: Poster) -> list[int]:
    """Return how many pixels long each bar is."""
    with Image.open(io.BytesIO(painted(poster))) as picture:
        image = picture.convert("RGB")
    rows = [[image.getpixel((x, y)) for x in range(BAR_LEFT, SIZE[0])].count(ACCENT) for y in range(SIZE[1])]
    return [row for before, row in zip([0, *rows], rows, strict=False) if row and not before]


def test_bars_are_as_long_as_their_numbers_say() -> None:
    """The greatest reaches the edge, the others their share of it, and none has no bar."""
    whole = SIZE[0] - EDGE - BAR_LEFT
    assert bars(POSTER) == [whole, round(whole * 12 / 23), round(whole * 3 / 23)]
    assert bars(replace(POSTER, funnel=(("Diberitakan", 0),))) == []


WORDY = Poster(LONG, LONG, LONG, ((LONG, LONG),) * 4, LONG, ((LONG, 9999),) * 6, (LONG, LONG))


@pytest.mark.parametrize("poster", [POSTER, WORDY], ids=["usual", "too long"])
def test_letters_stay_on_the_picture(poster: Poster) -> None:
    """However long the words are, both edges stay empty, and a messenger need not shrink the file."""
    content = painted(poster)
    with Image.open(io.BytesIO(content)) as picture:
        image = picture.convert("RGB")
    assert image.size == SIZE == (1080, 1350)
    assert {image.getpixel((x, y)) for x in (EDGE - 8, SIZE[0] - EDGE + 8) for y in range(SIZE[1])} == {PAPER}
    assert {image.getpixel((x, y)) for x in range(SIZE[0]) for y in (8, SIZE[1] - 8)} == {PAPER}
    assert len(content) < 100_000


def test_it_is_kept_by_what_it_shows(tmp_path: Path) -> None:
    """The same poster is drawn once; another day is another picture."""
    [(address, content)] = drawn([POSTER, replace(POSTER)], tmp_path)
    assert intact(content)
    (tmp_path / Path(address).name).write_bytes(other := painted(replace(POSTER, day="")))
    assert dict(drawn([POSTER], tmp_path)) == {address: other}
    assert replace(POSTER, day="Putaran 2027, keadaan 1 Desember 2026").address != address


SHEET = """
window.sent = [];
navigator.canShare = ({ files }) => files.every((file) => file.type === "image/png");
navigator.share = async ({ files, title, text }) => { window.sent.push([files[0].name, files[0].size, title, text]); };
"""
"""A browser that hands pictures to other programs, and remembers what it handed over."""


@pytest.mark.browser
def test_a_phone_is_handed_the_picture(built: Built, browser: Browser) -> None:
    """Where files can be shared a button gives the picture, the finding and the address."""
    with browser.new_context() as context:
        page = context.new_page()
        page.add_init_script(SHEET)
        page.goto(f"{built.address}program/")
        page.locator("details[data-picture] summary").click()
        page.get_by_role("button", name="Bagikan").click()
        [[name, size, title, text]] = page.evaluate("window.sent")
        [link] = page.locator("a[download]").all()
        file = built.folder / "program" / str(link.get_attribute("href"))
        assert (name, size) == (link.get_attribute("download"), file.stat().st_size)
        assert (title, text) == (page.inner_text("h1"), f"{page.inner_text('h1')}\n{built.address}program/")


@pytest.mark.browser
def test_where_nothing_is_shared_it_can_be_saved(built: Built, browser: Browser) -> None:
    """Without a share sheet there is no button that would do nothing."""
    with browser.new_context() as context:
        page = context.new_page()
        page.add_init_script("navigator.canShare = undefined")
        page.goto(f"{built.address}program/")
        page.locator("details[data-picture] summary").click()
        assert page.locator("a[download]").is_visible()
        assert not page.locator("details[data-picture] button").is_visible()
