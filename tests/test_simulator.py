"""The simulator of the index in a real browser: the build's own arithmetic, the address, and life offline."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from random import Random
from types import SimpleNamespace
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from catalogue.assess import READINGS, Assessment, InnovationState
from catalogue.assess.advice.gains import highest_level
from catalogue.assess.result import READING_NAMES
from catalogue.assess.scoring import total_scores
from catalogue.common.indonesian import number_text
from catalogue.common.program import HOME
from catalogue.model import Indicator
from catalogue.site.views.projection import short_marks, simulator
from tests.assessments import AFFAIRS, part_state, random_assessment, random_rubric, reassess
from tests.browser import axe_faults
from tests.built import Built

pytestmark = pytest.mark.browser

ASSETS = HOME / "templates/assets"
ICON = "/assets/mark."
"""Chromium itself looks for the icon again when the address changes."""
COMPUTE = """cases => cases.map(([data, text]) => {
  const state = simulatorState.read(text, data);
  const found = indexArithmetic.evaluate(data, simulatorState.spdLevels(state, data), simulatorState.sent(state, data));
  const shown = (fraction, places) => indexArithmetic.text(fraction, places);
  return [simulatorState.write(state, data), String(found.n), String(found.divisor), found.covered, found.category,
    shown(found.iid, 2), shown(found.iid, 20), shown(found.average, 3), shown(found.total, 3), shown(found.count, 2)];
})"""


@dataclass
class Trial:
    """What is tried in the simulator: the test's own idea of the state, and of how an address says it."""

    reading: str
    all: bool | None = None
    level: int | None = None
    spd: list[int] | None = None
    extra: list[tuple[int, int, int]] = field(default_factory=list)
    on: dict[str, bool] = field(default_factory=dict)
    levels: dict[str, list[int]] = field(default_factory=dict)

    def address(self, marks: dict[str, str]) -> str:
        parts = [self.reading[0]]
        parts += [f"y{self.all:d}"] if self.all is not None else []
        parts += [f"t{self.level}"] if self.level is not None else []
        parts += [f"s{packed(self.spd)}"] if self.spd is not None else []
        parts += [f"u{affair}{level}x{count}" for affair, level, count in self.extra]
        for slug in dict.fromkeys((*self.on, *self.levels)):
            on = f"{self.on[slug]:d}" if slug in self.on else "2"
            parts.append(marks[slug] + on + (packed(self.levels[slug]) if slug in self.levels else ""))
        return ".".join(parts)


def packed(levels: list[int]) -> str:
    """Write levels two a digit."""
    even = [*levels, *[0] * (len(levels) % 2)]
    return "".join(f"{4 * one + other:x}" for one, other in zip(even[::2], even[1::2], strict=True))


def random_trial(rng: Random, assessment: Assessment) -> Trial:
    """Try something: a little, or everything at once."""
    rubric, trial = assessment.rubric, Trial(rng.choice(READINGS))
    if rng.random() < 0.3:
        trial.all = rng.random() < 0.7
    if rng.random() < 0.3:
        trial.level = rng.randint(0, 3)
    if rng.random() < 0.4:
        trial.spd = [random_level(rng, row) for row in rubric.spd]
    for _ in range(rng.choice((0, 0, 1, 2))):
        trial.extra.append((rng.randint(0, len(AFFAIRS)), rng.randint(0, 3), rng.randint(1, 30)))
    for slug in (slug for slug, state in assessment.innovations.items() if state.counts):
        if rng.random() < 0.3:
            trial.on[slug] = rng.random() < 0.5
        if rng.random() < 0.3:
            trial.levels[slug] = [random_level(rng, row) for row in rubric.indikator]
    return trial


def random_level(rng: Random, indicator: Indicator) -> int:
    """Choose a level that the indicator has."""
    return rng.choice((0, *(level.level for level in indicator.level)))


def tried(assessment: Assessment, trial: Trial) -> Assessment:
    """Assess with the projection's own code what the trial supposes."""
    rubric = assessment.rubric
    affairs: dict[str, str | None] = dict.fromkeys(assessment.innovations)
    affairs |= {slug: affair.kode for affair in assessment.urusan for slug in affair.inovasi_tercatat}
    states = []
    for state in assessment.innovations.values():
        usual = state.step != "tercatat" if trial.all is None else trial.all
        if not state.counts:
            continue
        if trial.on.get(state.slug, usual):
            states.append(with_levels(state, levels_of(state, trial)))
    for place, (affair, level, count) in enumerate(trial.extra):
        for number in range(count):
            slug = f"baru-{place}-{number}"
            affairs[slug] = AFFAIRS[affair - 1] if affair else None
            levels = [highest_level(indicator, level) for indicator in rubric.indikator]
            blank = tuple(part_state(row, True, 0, (), "sesuai") for row in rubric.indikator)
            states.append(with_levels(InnovationState(slug, "dinas-a", "layak", (), blank, {}, 300), levels))
    period = assessment.period
    if trial.spd is not None:
        rows = {row.id: {"level": level} for row, level in zip(rubric.spd, trial.spd, strict=True)}
        period = type(period).model_validate({**period.model_dump(), "spd": rows})
    return reassess(rubric, period, states, affairs)


def levels_of(state: InnovationState, trial: Trial) -> list[int]:
    """Return the levels that the trial gives an innovation."""
    if state.slug in trial.levels:
        return trial.levels[state.slug]
    if trial.level is not None:
        return [highest_level(part.indicator, trial.level) for part in state.indicators]
    return [part.level if part.scores[trial.reading] else 0 for part in state.indicators]


def with_levels(state: InnovationState, levels: list[int]) -> InnovationState:
    """Let an innovation count at these levels in every reading."""
    parts = tuple(
        part_state(part.indicator, True, level, (), "sesuai")
        for part, level in zip(state.indicators, levels, strict=True)
    )
    return InnovationState(state.slug, state.opd, "layak", (), parts, total_scores(parts), 300)


def site_of(assessment: Assessment) -> Any:
    """Stand in for the site, of which the simulator only wants names."""
    return SimpleNamespace(innovation_link=lambda slug: SimpleNamespace(text=slug), opd_short=str)


def expected(assessment: Assessment) -> list[object]:
    """Write the numbers of the projection as the page does."""
    index = assessment.index
    reading = index.readings["klaim"]
    iid = reading.iid
    return [
        str(index.n),
        str(index.pembagi),
        index.urusan_dasar_terpenuhi,
        reading.kategori,
        number_text(iid, 2),
        number_text(iid, 20),
        number_text(reading.rata_kematangan, 3),
        number_text(reading.total, 3),
        number_text(reading.jumlah_inovasi, 2),
    ]


@pytest.fixture(scope="module")
def arithmetic(browser: Browser) -> Iterator[Page]:
    """Open an empty page with the simulator's arithmetic in it."""
    with browser.new_context() as context:
        page = context.new_page()
        for name in ("index-arithmetic.js", "simulator-state.js"):
            page.add_script_tag(content=(ASSETS / name).read_text(encoding="utf-8"))
        yield page


def test_same_arithmetic_as_the_build(arithmetic: Page, deep: bool) -> None:
    """Whatever is tried under whatever rubric, browser and projection agree to the last decimal shown, and beyond."""
    rng = Random(50)
    cases, wanted = [], []
    for _ in range(10_000 if deep else 40):
        rubric = random_rubric(rng, indicators=rng.randint(1, 7), rows=rng.randint(1, 5))
        assessment = random_assessment(rng, rubric, counted=rng.randint(0, 8), waiting=rng.randint(0, 4))
        trial = random_trial(rng, assessment)
        address = trial.address(short_marks(slug for slug, state in assessment.innovations.items() if state.counts))
        cases.append([simulator(site_of(assessment), assessment), address])
        wanted.append([address, *expected(tried(assessment, trial))])
    found = arithmetic.evaluate(COMPUTE, cases)
    assert found == wanted


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """Open a phone; a fault on the page is a failure."""
    said: list[str] = []
    with browser.new_context(viewport={"width": 360, "height": 740}, locale="id-ID") as context:
        opened = context.new_page()
        opened.on("pageerror", lambda error: said.append(str(error)))
        opened.on("console", lambda message: None if ICON in message.location["url"] else said.append(message.text))
        yield opened
    assert said == []


def come(page: Page, address: str) -> None:
    """Open the page of the index and go to the simulator, whose data come then."""
    page.goto(address)
    page.locator("#simulasi").scroll_into_view_if_needed()
    page.locator("#simulator").wait_for(state="visible")


def shown(page: Page) -> str:
    """Return the index that the simulator shows."""
    return page.locator(".sim-result .figure").inner_text()


def test_it_begins_with_today(small: Built, page: Page) -> None:
    """For each reading the simulator shows the index that the page itself states."""
    come(page, f"{small.address}indeks/")
    stated = page.locator(".readings .figure").all_inner_texts()
    assert len(set(stated)) > 1
    for place, reading in enumerate(READING_NAMES.values()):
        page.get_by_role("radio", name=reading).check()
        assert shown(page) == stated[place]
        assert "sama dengan hari ini" in page.locator(".sim-result").inner_text()


def test_by_keyboard_with_a_word_for_the_screen_reader(small: Built, page: Page) -> None:
    """Everything works by keyboard; the result is announced, kept in the address, and survives a new visit."""
    come(page, f"{small.address}indeks/")
    today = shown(page)
    page.get_by_role("radio", name="disertai data dukung").focus()
    page.keyboard.press("Tab")
    page.keyboard.press("3")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/indeks/#simulasi=b.y1.t3")  # the driver hears of a new address a little later
    assert shown(page) != today
    status = page.locator("#simulator [role=status]")
    status.filter(has_text=f"Indeks simulasi {shown(page)}, ").wait_for(state="attached")
    then = shown(page)
    page.reload()
    page.locator("#simulator").wait_for(state="visible")
    assert shown(page) == then
    page.get_by_role("button", name="Kembalikan ke keadaan sekarang").press("Enter")
    assert shown(page) == today
    page.wait_for_url(lambda address: "#" not in address)


def test_every_choice_moves_the_index(small: Built, page: Page) -> None:
    """Innovations, single levels, SPD rows and new innovations can each be changed, and taken back."""
    come(page, f"{small.address}indeks/")
    seen = [shown(page)]
    page.get_by_text("Inovasi yang tercatat:").click()
    page.get_by_role("searchbox", name="Cari nama atau OPD").fill("antar obat")
    assert page.locator(".sim-list li:visible").count() == 1
    page.get_by_role("button", name="Tingkat indikator ANTAR OBAT").click()
    page.get_by_label("20. Bimtek inovasi").select_option("3")
    seen.append(shown(page))
    page.get_by_text("Satuan Pemerintah Daerah: 20 baris").click()
    page.get_by_label("8. Opini BPK").select_option("3")
    seen.append(shown(page))
    page.get_by_text("Inovasi baru yang belum tercatat").click()
    page.get_by_role("spinbutton", name="Banyaknya").fill("4")
    page.get_by_role("button", name="Tambahkan").click()
    seen.append(shown(page))
    page.get_by_role("checkbox", name="ANTAR OBAT").uncheck()
    seen.append(shown(page))
    assert len(set(seen)) == len(seen)
    page.get_by_role("button", name="Hapus 4 inovasi baru").click()
    page.get_by_role("checkbox", name="ANTAR OBAT").check()
    assert shown(page) == seen[2]


def test_it_works_without_a_network(small: Built, page: Page) -> None:
    """Once its data are there the simulator asks for nothing."""
    come(page, f"{small.address}indeks/")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.context.set_offline(True)
    page.get_by_role("button", name="Pilih semua").click()
    page.get_by_label("Tingkat semua indikator", exact=True).select_option("3")
    assert "1 inovasi dihitung" in page.locator(".sim-result").inner_text()
    assert [url for url in asked if ICON not in url] == []


def test_no_address_breaks_it(small: Built, page: Page) -> None:
    """An address that says nothing sensible leaves the simulator at what it could read, at first and later on."""
    odd = ("k.y9.t7.s!.u99x.abcd", "", "zzz", "b.s00.abcdefgh1ff.u13x999", "%00<script>", "k" * 3000)
    come(page, f"{small.address}indeks/#simulasi={odd[0]}")
    for address in odd:
        page.evaluate("address => { location.hash = `simulasi=${address}`; }", address)
        assert page.locator("#simulator").is_visible()
        assert "," in shown(page)


def test_open_in_full_it_is_accessible_and_fits_a_phone(built: Built, page: Page) -> None:
    """With every part unfolded there is no accessibility fault and nothing to scroll sideways."""
    come(page, f"{built.address}indeks/#simulasi=k.t2.u13x5")
    page.evaluate("document.querySelectorAll('.sim details').forEach(part => { part.open = true; })")
    page.locator("#simulator .sim-list button").first.click()
    assert axe_faults(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_its_data_come_when_it_is_in_sight(small: Built, page: Page) -> None:
    """Who reads only the top of the page loads none of them."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.set_viewport_size({"width": 360, "height": 640})
    page.goto(f"{small.address}indeks/", wait_until="networkidle")
    assert [url for url in asked if url.endswith("indeks/simulasi.json")] == []
    come(page, f"{small.address}indeks/")
    assert len([url for url in asked if url.endswith("indeks/simulasi.json")]) == 1


def test_without_javascript_the_page_says_so_and_is_complete(built: Built, browser: Browser) -> None:
    """The simulator stays away; readings, advice and results are all there."""
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(f"{built.address}indeks/")
        assert not page.locator("#simulator").is_visible()
        assert page.get_by_text("Simulasi memerlukan JavaScript").is_visible()
        for heading in (
            "Belum dapat diproyeksikan",
            "Rencana kerja putaran",
            "Menurut kantor dan bulan",
            "Nilai satu inovasi lagi",
        ):
            assert page.get_by_role("heading", name=heading).is_visible()
