"""Cards and codes: always the same bytes, whole, kept between builds, and legible to a camera."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
import segno
from PIL import Image, ImageDraw, ImageFont

from catalogue.common.card import Card
from catalogue.publish.pictures import MANY, draw, drawn, intact
from catalogue.publish.pictures.painting import MARKS, SENTENCE_SIZES, letters, paint
from catalogue.site.markup import MASK, QUIET, qr_code
from tests.trees import HERE, KOTA

CARD = Card(
    kind="layanan",
    name="Antar Obat",
    sentence="Obat diantar ke rumah.",
    state="Masih berjalan",
    owner="Dinas Kesehatan",
    catalogue="Katalog Inovasi Daerah Kota Contoh",
    note="Bukan situs resmi",
)
TEXTS = [
    "TOPS",
    "Jaminan kesehatan semesta (UHC) berobat cukup dengan KTP",
    "Kampung Iklim yang Bersih dan Siap Menghadapi Perubahan bersama Warga, Perusahaan, dan Perguruan Tinggi " * 3,
    "Tanpaspasi" * 20,
    "",
]


@pytest.mark.parametrize("text", TEXTS, ids=["short", "usual", "too long", "one word", "empty"])
def test_a_card_has_the_size_that_messengers_want(text: str) -> None:
    """1200 by 630, sixteen colours, and small enough for a phone."""
    content = paint(replace(CARD, name=text, sentence=text, owner="Dinas " * 40))
    image = Image.open(io.BytesIO(content))
    assert (image.size, image.format, image.mode) == ((1200, 630), "PNG", "P")
    assert len(content) < 60_000
    assert intact(content)


def test_letters_stay_on_the_card() -> None:
    """Nothing is written within the right and left margins, however long the words are."""
    image = Image.open(
        io.BytesIO(paint(replace(CARD, sentence=TEXTS[2], state=TEXTS[2], owner=TEXTS[2], catalogue=TEXTS[2])))
    ).convert("RGB")
    ground = image.getpixel((0, 0))
    assert {image.getpixel((x, y)) for x in (40, 1165) for y in range(540)} == {ground}


@pytest.mark.parametrize("size", SENTENCE_SIZES)
def test_letters_put_together_look_like_a_line_drawn_at_once(size: int) -> None:
    """Neither their places nor their edges differ, whichever letters stand side by side."""
    file = HERE.parent / "catalogue/publish/pictures/vendor/plus-jakarta-sans/bold.ttf"
    font = ImageFont.truetype(str(file), size, layout_engine=ImageFont.Layout.BASIC)
    line = "jf AVATo Ya, é (2026) WAY"
    at_once, together = Image.new("L", (2000, 140)), Image.new("L", (2000, 140))
    ImageDraw.Draw(at_once).text((20, 10), line, font=font, fill=255)
    letters("bold", size).write(ImageDraw.Draw(together), (20, 10), line, 255)
    assert together.tobytes() == at_once.tobytes()
    assert letters("bold", size).width(line) == font.getlength(line)


def test_kinds_are_told_apart_without_reading() -> None:
    """Ground and mark differ, so that a service is known from an agency at the size of a thumb."""
    seen = set()
    for kind in MARKS:
        image = Image.open(io.BytesIO(paint(replace(CARD, kind=kind)))).convert("RGB")
        seen |= {(image.getpixel((0, 0)), image.crop((0, 545, 1200, 630)).tobytes())}
    assert len({ground for ground, _ in seen}) == len({mark for _, mark in seen}) == len(MARKS)


def test_a_picture_is_named_after_what_it_shows() -> None:
    """The same card has the same address and bytes; another text, another address."""
    same = replace(CARD)
    assert (CARD.address, paint(CARD)) == (same.address, paint(same))
    assert CARD.address != replace(CARD, owner="Dinas Sosial").address


def test_every_letter_of_the_names_is_in_the_typeface() -> None:
    """A letter that the typeface lacks would be a gap."""
    file = HERE.parent / "catalogue/publish/pictures/vendor/plus-jakarta-sans/bold.ttf"
    font = ImageFont.truetype(str(file), 40, layout_engine=ImageFont.Layout.BASIC)
    texts = [path.read_text(encoding="utf-8") for path in (KOTA / "innovations").rglob("*.yaml")]
    names = {line for text in texts for line in text.splitlines() if line.startswith("nama:")}
    letters = set("".join("".join(names).split()))
    assert len(letters) > 40
    assert font.getmask("\uffff").size[1] == 0
    assert {letter for letter in letters if font.getmask(letter).size[1] == 0} == set()


def test_a_code_shows_the_modules_of_its_address() -> None:
    """Every dark module of the encoder is drawn, no other, with four modules of white around (ISO/IEC 18004)."""
    url = "https://contoh.example/katalog/inovasi/antar-obat/"
    matrix = segno.make_qr(url, error="m", mask=MASK, boost_error=False).matrix
    wanted = {(x + QUIET, y + QUIET) for y, row in enumerate(matrix) for x, dark in enumerate(row) if dark}
    svg = ET.fromstring(qr_code(url))
    path, side = svg[0], len(matrix) + 2 * QUIET
    assert (svg.get("viewBox"), path.get("stroke")) == (f"0 0 {side} {side}", "#000")
    assert modules(str(path.get("d"))) == wanted


def modules(path: str) -> set[tuple[int, int]]:
    """Return the unit squares that a stroke of width one covers, by a path of `M`, `m` and `h` alone."""
    x, y, found = 0.0, 0.0, set()
    for command, numbers in re.findall(r"([Mmh])([-0-9. ]+)", path):
        dx, dy = [*map(float, numbers.split()), 0.0][:2]
        if command == "h":
            found |= {(int(x) + step, int(y - 0.5)) for step in range(int(dx))}
        x, y = (dx, dy) if command == "M" else (x + dx, y + dy)
    return found


def test_damaged_pictures_are_known() -> None:
    """A cut, a changed byte and another file are told from a whole PNG."""
    content = paint(CARD)
    middle = len(content) // 2
    spoilt = (b"", content[:-1], content + b"x", content[:middle] + b"\0" + content[middle + 1 :], b"<svg/>")
    assert [intact(one) for one in (content, *spoilt)] == [True, *[False] * len(spoilt)]


def test_the_album_keeps_and_heals(tmp_path: Path) -> None:
    """A picture is taken from the folder when it is whole there, and drawn anew when it is not."""
    first = dict(drawn([CARD], tmp_path))
    file = tmp_path / Path(CARD.address).name
    assert first == {CARD.address: file.read_bytes()}
    file.write_bytes(b"spoilt")
    assert dict(drawn([CARD, CARD], tmp_path)) == first == {CARD.address: file.read_bytes()}


def test_many_processes_draw_the_same() -> None:
    """The bytes do not depend on how the work was shared."""
    cards = [replace(CARD, name=f"Inovasi {number}") for number in range(MANY)]
    assert dict(draw(cards, processes=2)) == {card: paint(card) for card in cards}
