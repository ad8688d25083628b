"""What the form says of a draft's step, levels and words is what the catalogue will say of the record."""

from __future__ import annotations

from pathlib import Path
from random import Random
from typing import Any

from catalogue.assess.design_parts import empty_parts, unspoken_parts
from catalogue.assess.design_text import read_design
from catalogue.assess.ladder import requirements
from catalogue.assess.scoring import indicator_states
from catalogue.model import Innovation, Period, Rubric
from catalogue.site.views.proposing import round_data
from tests.exported import frozen_city
from tests.form_modules import run_modules
from tests.records import Maker
from tests.test_design_text import LONG, OTHERS, SENTENCE, WHOLE
from tests.texts import made_up

YEAR = 2027
TOLD = ("tercatat", "layak", "lengkap")
LADDER = """
import { levelOf, missing, reached } from "./form/ladder.js";
told(cases.map(([tree, opd]) => {
  const lacks = [...missing(tree, opd, round, checks)];
  const level = ([name, one]) => levelOf(one, tree.kematangan?.[name]?.nilai, round.tahun);
  const levels = Object.entries(round.indikator).map(level);
  return { lacks: lacks.map(({ step, path, text }) => [step, path.join("."), text]), reached: reached(lacks), levels };
}));
"""
DESIGN = """
import { readDesign } from "./form/ladder.js";
told(cases.map(([text, own]) => readDesign(text, own, checks)));
"""


def the_round() -> tuple[Period, Rubric, dict[str, Any]]:
    """Return the round of a year of the frozen city, its rubric, and what the form is told of both."""
    catalogue = frozen_city().catalogue
    assert catalogue
    period = catalogue.periods[YEAR].record
    rubric = catalogue.rubrics[period.rubrik].record
    return period, rubric, round_data(rubric, period, window="2024 sampai 2025", coordinator="Bappeda")


def drafts(amount: int) -> list[tuple[dict[str, Any], str]]:
    """Make records of which some are nearly ready and others hardly begun, each with the agency of its draft."""
    catalogue = frozen_city().catalogue
    assert catalogue
    maker, chance = Maker(31, catalogue.vocabularies), Random(31)
    made = [maker.innovation() for _ in range(amount)]
    for tree in made:
        if chance.random() < 0.6:
            tree["rancang_bangun"] = chance.choice((WHOLE, " ".join(made_up(320, chance)), SENTENCE * 60, *LONG))
        if chance.random() < 0.5:
            tree["status"] = "aktif"
            tree["jenis_catatan"] = "inovasi"
        if chance.random() < 0.3:
            tree.pop("jenis_catatan", None)
    return [(tree, chance.choice(("dinas-kesehatan", "", "belum-ditetapkan"))) for tree in made]


def unmet(tree: dict[str, Any], opd: str, period: Period, rubric: Rubric) -> tuple[set[tuple[str, str]], list[int]]:
    """Return what a record lacks for the steps that an agency reaches by itself, and its levels."""
    catalogue = frozen_city().catalogue
    assert catalogue
    record = Innovation.model_validate(tree, context={"vocabularies": catalogue.vocabularies})
    states = indicator_states(record, None, rubric)
    owned = opd not in ("", "belum-ditetapkan")
    found = set[tuple[str, str]]()
    for one in requirements(record, states, None, period, rubric, owned=owned):
        if not one.met and one.step in TOLD:
            fields = one.fields if one.text.startswith("Isian profil") else one.fields[:1]
            found |= {(one.step, field) for field in fields or ("opd",)}
    return found, [state.level for state in states]


def test_a_draft_lacks_what_its_record_will_lack(tmp_path: Path, deep: bool) -> None:
    """Every condition of a step, and the level of every fact, is the same in the form and in the catalogue."""
    period, rubric, told = the_round()
    cases = drafts(2_000 if deep else 50)
    answers = run_modules(tmp_path, LADDER, round=told, cases=cases)
    for (tree, opd), answer in zip(cases, answers, strict=True):
        lacks = {(step, path) for step, path, _ in answer["lacks"]}
        assert (lacks, answer["levels"]) == unmet(tree, opd, period, rubric), tree["nama"]
        open_steps = {step for step, _ in lacks}
        below = [step for place, step in enumerate(TOLD) if not open_steps.intersection(TOLD[: place + 1])]
        assert answer["reached"] == (below[-1] if below else "")
    assert {answer["reached"] for answer in answers} >= {"", "tercatat"}


def test_words_of_a_design_count_as_the_rule_counts(tmp_path: Path, deep: bool) -> None:
    """Repeated, filled-in and copied words, empty parts and unspoken ones are the same in the form and in the rule."""
    chance = Random(32)
    texts = [WHOLE, *LONG, *(other["teks"] for other in OTHERS), "", SENTENCE * 40]
    headings = ("## Dasar hukum\n", "Cara kerja:\n\nbelum diisi", "lorem ipsum dolor sit")
    pieces = [*LONG[0].split("\n\n"), SENTENCE, *headings]
    for _ in range(400 if deep else 20):
        texts += ["\n\n".join(chance.choices(pieces, k=chance.randint(1, 12)))]
    cases = [(text, chance.choice(("", text[: len(text) // 2], SENTENCE))) for text in texts]
    for (text, own), got in zip(cases, run_modules(tmp_path, DESIGN, cases=cases), strict=True):
        wanted = read_design(text, own)
        names = ("words", "counted", "distinct", "repeated", "filler", "own")
        assert [got[name] for name in names] == [getattr(wanted, name) for name in names], text
        assert tuple(got["empty"]) == wanted.empty == empty_parts(text), text
        assert tuple(got["unspoken"]) == unspoken_parts(text), text
