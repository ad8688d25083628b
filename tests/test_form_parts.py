"""Parts of the form that need no page: coordinates out of maps, and the rancang bangun written by its six parts."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from random import Random

from catalogue.assess.design_parts import PARTS, empty_parts
from catalogue.assess.design_text import count_words
from catalogue.site.views.proposing import EXAMPLES, QUESTIONS, examples
from tests.form_modules import run_modules
from tests.test_design_text import LONG, WHOLE

HERE_IS = {"lintang": "3.3285", "bujur": "99.1625"}
MAPS = {
    "3.3285, 99.1625": HERE_IS,
    "3.3285,99.1625": HERE_IS,
    "3,3285; 99,1625": HERE_IS,
    "3,3285, 99,1625": HERE_IS,
    "(3.3285, 99.1625)": HERE_IS,
    "3\u00b019'42.6\"N 99\u00b009'45.0\"E": HERE_IS,
    "6\u00b012\u20320\u2033 LS, 106\u00b048\u20320\u2033 BT": {"lintang": "-6.2", "bujur": "106.8"},
    "https://www.google.com/maps/@3.3285,99.1625,17z": HERE_IS,
    "https://www.google.com/maps?q=3.3285,99.1625": HERE_IS,
    "https://www.google.com/maps/search/?api=1&query=3.3285%2C99.1625": HERE_IS,
    "https://www.google.com/maps/search/3.3285,+99.1625?entry=tts": HERE_IS,
    "https://www.google.com/maps/place/X/@1,2,17z/data=!4m6!3m5!8m2!3d3.3285!4d99.1625!16s": HERE_IS,
    "https://www.openstreetmap.org/#map=17/3.3285/99.1625": HERE_IS,
    "https://www.openstreetmap.org/?mlat=3.3285&mlon=99.1625#map=9/1/2": HERE_IS,
    "geo:3.3285,99.1625?z=17": HERE_IS,
    "https://maps.app.goo.gl/AbCdEf": {"short": True},
    "goo.gl/maps/AbCdEf": {"short": True},
    "Jalan Delima 5": None,
    "99.1625, 3.3285": None,
    "https://contoh.go.id/peta": None,
}
"""What people copy out of maps, and the coordinates in it."""


def test_what_maps_copy_becomes_coordinates(tmp_path: Path) -> None:
    """Addresses, pairs and degrees are read; a short address says that it hides them, and all else is no place."""
    body = 'import { placeIn } from "./form/guide.js"; told(cases.map(placeIn));'
    assert dict(zip(MAPS, run_modules(tmp_path, body, cases=list(MAPS)), strict=True)) == MAPS


WRITE = """
import { piecesOf, withPiece } from "./form/guide.js";
told(cases.map((answers) => {
  const texts = [answers[0]];
  for (const [part, answer] of answers[1]) texts.push(withPiece(texts.at(-1), part, answer, checks));
  const bodies = (text) => piecesOf(text, checks).map((one) => [one.part, one.body ?? ""]);
  return texts.map((text) => [text, Object.fromEntries(bodies(text))]);
}));
"""


def test_an_answer_changes_its_part_alone(tmp_path: Path, deep: bool) -> None:
    """Whatever the text held before, each answer is found below its heading, and nothing else is another."""
    chance, starts = Random(41), ("", "Pengantar tanpa judul.", WHOLE, *LONG)
    orders = [chance.sample(list(PARTS), k=6) for _ in range(300 if deep else 12)]
    cases = [
        (chance.choice(starts), [(part, f"Jawaban {place} untuk warga kota.") for place, part in enumerate(order)])
        for order in orders
    ]
    for (_, answers), texts in zip(cases, run_modules(tmp_path, WRITE, cases=cases), strict=True):
        for (part, answer), ((_, before), (text, after)) in zip(answers, pairwise(texts), strict=True):
            assert after[part] == answer, text
            assert {**before, part: answer} == after, text


def test_parts_come_in_their_order_and_go_without_an_answer(tmp_path: Path) -> None:
    """An empty text gets the six headings in the order of the guideline; taking an answer out takes its heading out."""
    answers = [(part, f"Jawaban tentang {part}.") for part in reversed(PARTS)]
    (texts,) = run_modules(tmp_path, WRITE, cases=[("", [*answers, ("permasalahan", " ")])])
    whole, without = texts[-2][0], texts[-1][0]
    assert [line[3:].lower() for line in whole.split("\n") if line.startswith("## ")] == list(PARTS)
    assert "Permasalahan" not in without
    assert empty_parts(whole) == ()


def test_every_part_has_its_question_and_example() -> None:
    """The form asks for what the guideline names, and no example is long enough to be handed in."""
    assert list(QUESTIONS) == list(PARTS)
    for example in examples():
        assert list(example["bagian"]) == list(PARTS)
        assert 40 < sum(map(count_words, example["bagian"].values())) < 150
    assert len({affair for affair, _, _ in EXAMPLES}) == len(EXAMPLES)


def test_a_hyphen_in_an_agencys_name_is_a_sign_like_any_other(tmp_path: Path) -> None:
    """The names of agencies are looked for as they are written, and are no persons."""
    body = """
    import { knownNames, namesAPerson } from "./form/rules.js";
    const known = knownNames(checks, cases);
    told(cases.map((name) => namesAPerson(checks, `Kepala ${name}`, known, false)));
    """
    cases = ["Badan Sub-Wilayah (I/II)", "Dinas Tata Ruang+Kota"]
    assert run_modules(tmp_path, body, cases=cases) == [False, False]
