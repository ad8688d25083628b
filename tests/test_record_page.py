"""What the page of an innovation is made of: its texts in a reader's order, what is missing, and what is like it."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from catalogue.build import settings
from catalogue.common.program import HOME
from catalogue.model import Innovation
from catalogue.pipeline import load
from catalogue.publish.production import produce
from catalogue.search.fields import Nearest, words
from catalogue.site.markup import render_markdown
from catalogue.site.views.fields import sections
from catalogue.site.views.innovations import InnovationView
from tests.trees import HERE

MINI = HERE / "mini"


@pytest.fixture(scope="module")
def views() -> dict[str, InnovationView]:
    """Make the pages of the small catalogue, as published from a repository."""
    loaded = load(MINI)
    given = settings(loaded, MINI, date(2026, 11, 24), {"REPOSITORY_URL": "https://github.com/contoh/katalog"})
    pages = produce(loaded, given, MINI, HOME / "templates").pages
    return {page.address: view for page in pages if isinstance(view := page.view(), InnovationView)}


def parts(text: str) -> list[tuple[str, str]]:
    """Take a blueprint apart."""
    record = Innovation(nama="A", ringkasan="B", status_data="sumber-publik", rancang_bangun=text, tujuan="T")
    loaded = load(MINI)
    given = settings(loaded, MINI, date(2026, 11, 24), {})
    site = produce(loaded, given, MINI, HOME / "templates").build
    return [(part.title, part.html.striptags()) for part in sections(site, record)]


@pytest.mark.parametrize(
    "heading", ["## Permasalahan", "**Permasalahan**", "### 2. Permasalahan dan tantangan", "**b) Masalah:**"]
)
def test_a_blueprint_with_the_advised_parts_becomes_chapters(heading: str) -> None:
    """However a clerk writes the headings, the reader meets the problem before the aim."""
    text = f"# Dasar hukum\n\nPerda.\n\n{heading}\n\nAntre.\n\n## Tahapan dan cara kerja\n\nKurir.\n"
    (first, told), *others = parts(text)
    assert (first, told.removeprefix("2. Permasalahan dan tantangan ")) == ("Masalah yang dijawab", "Antre.")
    assert others == [
        ("Tujuan", "T"),
        ("Cara kerjanya", "Kurir."),
        ("Dasar hukum", "Perda."),
    ]


def test_a_blueprint_without_known_headings_stays_whole() -> None:
    """Other headings are part of the text."""
    assert parts("Awal.\n\n## Pendahuluan\n\nIsi.") == [("Tujuan", "T"), ("Rancang bangun", "Awal. Pendahuluan Isi.")]


@pytest.mark.parametrize(
    ("text", "levels"),
    [("# A\n\n## B\n\n# C", "343"), ("### A\n\n# B\n\n###### C", "334"), ("##### A", "3"), ("## A\n\n##### B", "34")],
)
def test_headings_inside_a_text_skip_no_level(text: str, levels: str) -> None:
    """Whatever marks a clerk chose, the headings stand below the section's, one step at a time."""
    assert "".join(re.findall(r"<h(\d)>", render_markdown(text))) == levels


def test_a_number_stands_with_the_results(views: dict[str, InnovationView]) -> None:
    """The benefit that the record states is shown where its results are told."""
    result = next(part for part in views["inovasi/antar-obat/"].sections if part.title == "Hasil")
    assert (result.amount, result.measure) == ("350", "jumlah penerima manfaat (orang)")


def test_every_gap_leads_to_its_place(views: dict[str, InnovationView]) -> None:
    """A missing field leads to its box in the form."""
    view = views["inovasi/posyandu-digital/"]
    found = {gap.label: gap for gap in view.gaps}
    assert found["Tujuan"].address == "usul/?inovasi=posyandu-digital&isian=tujuan"
    guide = (HERE.parent / "docs/panduan/isian.md").read_text(encoding="utf-8")
    assert all(f"{{: #{gap.guide} }}" in guide for gap in view.gaps)


def test_who_to_ask(views: dict[str, InnovationView]) -> None:
    """The innovation's own office answers; without one the agency's or the coordinator's, and the page says so."""
    own, other = views["inovasi/antar-obat/"], views["inovasi/posyandu-digital/"]
    assert own.contact
    assert (own.contact.unit, own.instead) == ("Seksi Kefarmasian", "")
    assert other.instead


def test_indicators_say_each_fact_once(views: dict[str, InnovationView]) -> None:
    """Every indicator of the rubric is listed with what is stated, proved and found, and what the next level brings."""
    found = {item.indicator.id: item for item in views["inovasi/antar-obat/"].indicators}
    assert len(found) == 20
    people, budget, goal = found["sdm"], found["anggaran"], found["monev"]
    assert (people.nilai, people.rubric.level, people.verification.text) == (
        "12 orang",
        "tingkat 2: 11-30 SDM",
        "Sesuai",
    )
    assert people.fakta
    assert people.fakta.bukti[0].judul == "Keputusan tim pelaksana"
    assert people.place
    assert (people.place.path, people.place.line > 0) == ("innovations/dinas-kesehatan/antar-obat.yaml", True)
    assert (budget.verification.waits, bool(budget.verification.changes)) == (True, True)
    assert (goal.nilai, goal.fakta, goal.verification.waits) == ("Belum diisi", None, False)
    assert views["inovasi/antar-obat/"].waiting == 1


def test_conditions_stand_under_their_step(views: dict[str, InnovationView]) -> None:
    """Each step has its conditions, with the line that decides or the indicator that has it."""
    steps = {step.mark.step: step.conditions for step in views["inovasi/posyandu-digital/"].steps}
    assert list(steps) == ["diberitakan", "tercatat", "layak", "lengkap", "terverifikasi", "terlapor"]
    assert all(condition.place for condition in steps["layak"])
    assert {condition.indicator for condition in steps["lengkap"]} == {c.indicator for c in steps["terverifikasi"]}
    assert [c.field for c in steps["layak"] if not c.requirement.met and c.field] != []


def test_search_engines_are_told_only_what_is_recorded(views: dict[str, InnovationView]) -> None:
    """The service, its agency and its sources are named; nothing is said of what the record leaves open."""
    told = views["inovasi/posyandu-digital/"].structured
    assert told
    page, subject, trail = told["@graph"]
    assert page["citation"] == ["https://berita.example/posyandu?a=1&b=2"]
    assert (subject["@type"], subject["provider"]["name"]) == ("GovernmentService", "Puskesmas Satu")
    assert "audience" not in subject
    assert [item["position"] for item in trail["itemListElement"]] == [1, 2, 3]


def test_the_likest_come_first() -> None:
    """Rare words count more than common ones, a text is not like itself, and strangers are left out."""
    texts = {
        "a": words("antar obat pasien lansia kurir"),
        "b": words("antar obat pasien kronis"),
        "c": words("pasien lansia senam"),
        "d": words("pajak daring"),
    }
    found = Nearest(texts)
    assert found["a"] == ("b", "c")
    assert found["d"] == ()


def test_redirects_lead_to_the_new_address(views: dict[str, InnovationView], tmp_path: Path) -> None:
    """A former address answers with a page that leads on and is kept from search engines."""
    loaded = load(MINI)
    given = replace(settings(loaded, MINI, date(2026, 11, 24), {}), site_url="https://contoh.example/sub/")
    production = produce(loaded, given, MINI, HOME / "templates")
    page = next(page for page in production.pages if page.address == "inovasi/antar-obat-lama/")
    assert (page.template, page.listed) == ("redirect.html", False)
    assert production.renderer.relative(page.address, "inovasi/antar-obat/") == "../../inovasi/antar-obat/"
