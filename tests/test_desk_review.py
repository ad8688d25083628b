"""The section `#periksa` of `/meja/`: twelve innovations examined by mouse and by keyboard, without a network."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from catalogue.assess.scoring import fingerprints
from catalogue.model.period import Verification
from catalogue.pipeline import load
from catalogue.propose.submissions import digest
from catalogue.propose.verification import edited
from tests.browser import axe_faults, window
from tests.built import Built, build, served, shared
from tests.desk import part
from tests.repositories import MANDATORY, PROFILE, Repository, maturity, record

pytestmark = pytest.mark.browser

COUNT = 12
KEPT = "# Berita acara di lemari B.\n\nverifikasi:\n  # diperiksa bersama Bagian Hukum\n  regulasi:\n    putusan: {}\n"
FORMER = "    sidik: {}\n    tanggal: 2026-06-30  # lisan\n    catatan: Nomor belum tercantum.\n"
REPORTED = (7, 8, 9)
ENTERED = "# Arsip rak 3.\npelaporan:\n  tanggal: 2025-08-20\n"
CLOSED = "pengumpulan:\n  keadaan: ditutup\n  tanggal: 2025-08-22\n  asal: resmi\n"
COUNTER = "() => { globalThis.clicks = 0; addEventListener('click', (event) => event.isTrusted && clicks++, true); }"


def _slug(number: int) -> str:
    return f"contoh-{number:02}"


def _facts(number: int) -> str:
    """Write five facts; the first document of all is the same decree, and one fact is a zero."""
    decree = "- judul: SK regulasi\n        nomor: 12/2026\n        tautan: https://contoh.example/sk\n"
    return maturity(sdm=str(number)).replace("- judul: SK regulasi\n", decree)


def _lay_out(place: Path) -> None:
    made = Repository.start(place / "root")
    path = "innovations/dinas-contoh/{}.yaml"
    records: dict[str, str | None] = {
        path.format(_slug(number)): record(f"Contoh {number:02}", PROFILE, _facts(number)) for number in range(COUNT)
    }
    made.commit("2026-05-01", records)
    review = KEPT.format("tidak-sesuai") + FORMER.format("0" * 16)
    former = {f"periods/2025/reviews/{_slug(number)}.yaml": ENTERED for number in REPORTED}
    closed = (made.root / "periods/2026/period.yaml").read_text("utf-8").replace("2026", "2025")
    made.commit(
        "2026-07-01",
        {
            f"periods/2026/reviews/{_slug(3)}.yaml": review,
            "periods/2025/period.yaml": closed.replace("iid-2025", "iid-2026") + CLOSED,
            **former,
        },
    )
    out = place / "site"
    done = build("site", "--root", str(made.root), "--out", str(out), "--date", "2026-07-14")
    assert done.returncode == 0, done.stderr
    for path, text in {f"periods/2026/reviews/{_slug(3)}.yaml": review, **former}.items():
        published = out / path
        published.parent.mkdir(parents=True, exist_ok=True)
        published.write_text(text, encoding="utf-8")


@dataclass(frozen=True)
class City:
    """A city of twelve innovations, its site, and its records."""

    root: Path
    site: Built

    def wanted(self, slug: str, verdicts: dict[str, tuple[str, str | None]], day: str) -> str:
        """Return the review file as `verify` writes it."""
        found = load(self.root)
        assert found.catalogue
        marks = fingerprints(found.catalogue.innovations[slug].record)
        made = {
            key: Verification(putusan=verdict, sidik=marks[key], tanggal=day, catatan=note)
            for key, (verdict, note) in verdicts.items()
        }
        path = f"periods/2026/reviews/{slug}.yaml"
        return edited(found.sources[path].text if path in found.sources else None, made)


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> Iterator[City]:
    """Build the city once."""
    folder = shared(tmp_path_factory, "meja-periksa", _lay_out)
    with served(folder / "site") as site:
        yield City(folder / "root", site)


@pytest.fixture
def page(city: City, browser: Browser) -> Iterator[Page]:
    """Open the desk, and count what is clicked."""
    with window(browser, timezone_id="Asia/Jakarta") as made:
        yield come(made, city)


@pytest.fixture
def fresh(city: City, browser: Browser) -> Iterator[Page]:
    """Open the desk in a window that has nothing of it yet."""
    with window(browser, fresh=True, timezone_id="Asia/Jakarta") as made:
        yield come(made, city)


def come(page: Page, city: City) -> Page:
    """Open the desk, and count what is clicked from then on."""
    page.goto(f"{city.site.address}meja/#periksa")
    expect(desk(page)).to_have_attribute("data-ready", "")
    page.evaluate(COUNTER)
    return page


def desk(page: Page) -> Locator:
    """Return the section at work."""
    return page.locator("#periksa-kerja")


def fact(page: Page, number: int, key: str) -> Locator:
    """Return the card of a fact."""
    return page.locator(f'[aria-labelledby="periksa-{_slug(number)}-{key}"]')


def opened(page: Page, number: int, key: str) -> Locator:
    """Return the card of a fact, whose innovation was opened for it."""
    card = fact(page, number, key)
    if not card.is_visible():
        page.locator(f"summary:has(#periksa-{_slug(number)})").click()
    return card


def files(page: Page) -> dict[str, dict[str, str]]:
    """Return what is about to be sent, by path, once all of it is written."""
    expect(desk(page)).to_have_attribute("data-writing", "0")
    kept: str = page.evaluate("localStorage.getItem(Object.keys(localStorage).find((key) => key.startsWith('meja:')))")
    held: dict[str, Any] = json.loads(kept or "{}")
    found: dict[str, dict[str, str]] = held.get("files", held)
    return found


def today(page: Page) -> str:
    """Return the day as the browser has it in the city's time zone."""
    return str(page.evaluate("new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Jakarta' }).format(new Date())"))


def all_fit(city: City, page: Page) -> dict[str, str]:
    """Return every review file when all that waits is found in order."""
    verdicts: dict[str, tuple[str, str | None]] = dict.fromkeys(MANDATORY, ("sesuai", None))
    slugs = map(_slug, range(COUNT))
    return {f"periods/2026/reviews/{slug}.yaml": city.wanted(slug, verdicts, today(page)) for slug in slugs}


def texts(page: Page) -> dict[str, str]:
    """Return the texts that are about to be sent."""
    return {path: file["text"] for path, file in files(page).items()}


def test_facts_are_judged_one_by_one(city: City, page: Page) -> None:
    """Each by a click of its own; how many clicks twelve innovations take, the round of the guide shows."""
    for key in MANDATORY:
        fact(page, 3, key).get_by_role("button", name="Sesuai", exact=True).click()
    expect(desk(page).locator(".total")).to_contain_text("55 fakta pada 11 inovasi menunggu; 5 putusan belum dikirim")
    assert page.evaluate("clicks") == len(MANDATORY)
    path = f"periods/2026/reviews/{_slug(3)}.yaml"
    assert {path: set(text.split("\n")) for path, text in texts(page).items()} == {
        path: set(all_fit(city, page)[path].split("\n"))
    }
    assert "# Berita acara di lemari B." in texts(page)[path]


def test_an_innovation_is_verified_in_one_click(city: City, page: Page) -> None:
    """Twelve clicks for twelve innovations, each opened by the verdict before, byte for byte."""
    for _ in range(COUNT):
        expect(page.locator(".queue details[open]")).to_have_count(1)
        page.get_by_role("button", name="5 fakta ini sesuai").click()
    assert page.evaluate("clicks") == COUNT
    assert texts(page) == all_fit(city, page)
    held = files(page)[f"periods/2026/reviews/{_slug(3)}.yaml"]
    assert held["base"] == digest((city.root / f"periods/2026/reviews/{_slug(3)}.yaml").read_bytes())
    assert not files(page)[f"periods/2026/reviews/{_slug(1)}.yaml"].get("base")


def test_one_indicator_is_verified_over_all(city: City, page: Page) -> None:
    """Chosen by its name, each innovation says what it claims there, and all are judged at once; undone at once too."""
    page.get_by_label("Indikator", exact=True).select_option("regulasi")
    expect(page.locator(".queue-item:visible")).to_have_count(COUNT)
    expect(page.locator(".fact:visible")).to_have_count(1)
    expect(page.locator(".queue-item summary").last).to_contain_text("SK kepala daerah; SK regulasi nomor 12/2026")
    page.get_by_role("button", name="12 fakta pada indikator ini sesuai").click()
    assert len(texts(page)) == COUNT
    one = city.wanted(_slug(3), {"regulasi": ("sesuai", None)}, today(page))
    assert texts(page)[f"periods/2026/reviews/{_slug(3)}.yaml"] == one
    page.get_by_role("button", name="Urungkan").click()
    expect(desk(page).locator(".said")).to_have_text("12 putusan diurungkan.")
    assert texts(page) == {}


def test_one_indicator_is_unfit_over_all_with_one_note(city: City, page: Page) -> None:
    """The note is asked once and stands with every fact; leaving decides nothing; undone at once."""
    page.get_by_label("Indikator", exact=True).select_option("video")
    every = page.get_by_role("button", name="12 fakta pada indikator ini tidak sesuai")
    every.click()
    page.keyboard.press("Escape")
    expect(page.get_by_label("Indikator", exact=True)).to_be_focused()
    assert texts(page) == {}
    every.click()
    page.keyboard.press("Control+Enter")
    expect(page.get_by_label("Apa yang perlu diperbaiki OPD")).to_have_attribute("aria-invalid", "true")
    page.keyboard.type("Video belum dapat diputar.")
    page.get_by_role("button", name="Catat 12 fakta tidak sesuai").click()
    verdict: dict[str, tuple[str, str | None]] = {"video": ("tidak-sesuai", "Video belum dapat diputar.")}
    assert texts(page) == {
        f"periods/2026/reviews/{slug}.yaml": city.wanted(slug, verdict, today(page))
        for slug in map(_slug, range(COUNT))
    }
    page.get_by_role("button", name="Urungkan").click()
    assert texts(page) == {}


def test_the_outcome_of_the_closed_round_is_written_for_several_at_once(page: Page) -> None:
    """By the labels of the model; what is missing or wrong is told; comments stay; corrected, and withdrawn by undo."""
    box = page.locator("#periksa-kerja")
    box.locator("summary", has_text="Hasil Kementerian").click()
    for number in REPORTED[:2]:
        box.get_by_label(f"Contoh {number:02} ").last.check()
    record = page.get_by_role("button", name="Catat hasil bagi 2 inovasi")
    record.click()
    expect(box.locator(".said")).to_have_text("Isi skor atau keputusan.")
    expect(box.get_by_label("Skor", exact=True)).to_be_focused()
    box.get_by_label("Skor", exact=True).fill("tinggi")
    record.click()
    expect(box.get_by_label("Skor", exact=True)).to_have_attribute("aria-invalid", "true")
    box.get_by_label("Skor", exact=True).fill("71,5")
    box.get_by_label("Keputusan", exact=True).fill("Diterima")
    assert axe_faults(page) == []
    record.click()
    outcome = ENTERED + "hasil:\n  skor: 71.5\n  keputusan: Diterima\n"
    assert texts(page) == {f"periods/2025/reviews/{_slug(number)}.yaml": outcome for number in REPORTED[:2]}
    page.reload()
    expect(desk(page)).to_have_attribute("data-ready", "")
    box.locator("summary", has_text="Hasil Kementerian").click()
    box.get_by_text("2 sudah ada hasilnya").click()
    box.get_by_role("button", name="Ubah").first.click()
    box.get_by_label("Skor", exact=True).fill("80")
    page.get_by_role("button", name="Catat hasil bagi 1 inovasi").click()
    first, second = (f"periods/2025/reviews/{_slug(number)}.yaml" for number in REPORTED[:2])
    assert texts(page) == {first: outcome.replace("71.5", "80"), second: outcome}
    page.get_by_role("button", name="Urungkan").click()
    expect(box.locator(".said")).to_have_text("1 pencatatan diurungkan.")
    assert texts(page) == {first: outcome, second: outcome}


def test_all_is_verified_by_keyboard_alone(city: City, page: Page) -> None:
    """From the first fact on, which changed since it was examined: fit, unfit with a note, undo, a whole innovation."""
    first = fact(page, 3, "regulasi")
    for _ in range(60):
        page.keyboard.press("Tab")
        if first.evaluate("(one) => one === document.activeElement"):
            break
    expect(first).to_be_focused()
    page.keyboard.press("a")
    expect(fact(page, 1, "regulasi")).to_be_focused()
    page.keyboard.press("s")
    expect(fact(page, 1, "sdm")).to_be_focused()
    page.keyboard.press("t")
    page.keyboard.type("Surat belum ditandatangani: lihat hal. 2 # s")
    page.keyboard.press("Control+Enter")
    expect(fact(page, 1, "sdm")).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("s")
    page.keyboard.press("u")
    page.keyboard.press("a")
    expect(fact(page, 2, "regulasi")).to_be_focused()
    for _ in range(COUNT - 2):
        page.keyboard.press("a")
    expect(desk(page).locator(".total")).to_contain_text("0 fakta pada 0 inovasi menunggu; 60 putusan belum dikirim")
    assert page.evaluate("clicks") == 0
    verdicts: dict[str, tuple[str, str | None]] = {
        "regulasi": ("sesuai", None),
        "sdm": ("tidak-sesuai", "Surat belum ditandatangani: lihat hal. 2 # s"),
        **{key: ("sesuai", None) for key in MANDATORY if key not in ("regulasi", "sdm")},
    }
    wanted = city.wanted(_slug(1), verdicts, today(page))
    assert texts(page) == {**all_fit(city, page), f"periods/2026/reviews/{_slug(1)}.yaml": wanted}


def test_single_keys_count_only_on_a_fact(page: Page) -> None:
    """Neither in the note, nor on a button, nor elsewhere on the page."""
    page.locator("h1").click()
    page.keyboard.press("s")
    opened(page, 0, "regulasi").get_by_role("button", name="Tidak sesuai").focus()
    page.keyboard.press("s")
    page.get_by_label("Indikator", exact=True).focus()
    page.keyboard.press("a")
    assert texts(page) == {}


def test_an_unfit_verdict_says_what_to_mend(city: City, page: Page) -> None:
    """Without a note it is not recorded; leaving takes nothing along."""
    card = opened(page, 2, "video")
    card.get_by_role("button", name="Tidak sesuai", exact=True).click()
    card.get_by_role("button", name="Catat tidak sesuai").click()
    expect(card.get_by_role("textbox")).to_have_attribute("aria-invalid", "true")
    page.keyboard.press("Escape")
    expect(card).to_be_focused()
    assert texts(page) == {}
    page.keyboard.press("t")
    page.keyboard.type("  Unsur kelima\tbelum tampak.  ")
    card.get_by_role("button", name="Catat tidak sesuai").click()
    note = "Unsur kelima belum tampak."
    wanted = city.wanted(_slug(2), {"video": ("tidak-sesuai", note)}, today(page))
    assert texts(page) == {f"periods/2026/reviews/{_slug(2)}.yaml": wanted}
    expect(card.locator(".note")).to_have_text(f"Catatan: {note}")


def test_a_card_says_what_a_verdict_rests_on(page: Page) -> None:
    """The claim with its level, the document, what the rubric asks, what was found before, where else it is used."""
    card = fact(page, 3, "regulasi")
    expect(card).to_contain_text("Dinyatakan: SK kepala daerah (tingkat 1:")
    expect(card.get_by_role("link", name="SK regulasi")).to_have_attribute("href", "https://contoh.example/sk")
    expect(card).to_contain_text("Diminta rubrik: Halaman depan perda")
    expect(card).to_contain_text("Diperiksa 30 Juni 2026 dengan putusan tidak-sesuai.")
    expect(card).to_contain_text("Catatan waktu itu: Nomor belum tercantum.")
    expect(card).to_contain_text("Berubah sejak diperiksa")
    expect(card).to_contain_text("Dokumen yang sama dipakai pada: Contoh 00, Contoh 01")
    expect(card).to_contain_text("dan 3 fakta lain")


def test_the_desk_works_without_a_network_and_keeps_its_verdicts(fresh: Page) -> None:
    """Once loaded nothing is fetched; after a reload the verdicts are still there and can be taken back."""
    page = fresh
    page.context.set_offline(True)
    fact(page, 3, "regulasi").get_by_role("button", name="Sesuai", exact=True).click()
    opened(page, 4, "sdm").get_by_role("button", name="Sesuai", exact=True).click()
    before = texts(page)
    assert len(before) == 2
    page.context.set_offline(False)
    page.reload()
    expect(desk(page)).to_have_attribute("data-ready", "")
    expect(fact(page, 3, "regulasi")).to_contain_text("Sesuai, belum dikirim")
    assert texts(page) == before
    pressed = opened(page, 4, "sdm").get_by_role("button", name="Sesuai", exact=True)
    expect(pressed).to_have_attribute("aria-pressed", "true")
    pressed.click()
    assert set(texts(page)) == {f"periods/2026/reviews/{_slug(3)}.yaml"}


def test_a_file_dropped_from_the_bundle_is_undecided_again(page: Page) -> None:
    """What is taken out where the sending is prepared is no verdict here either."""
    opened(page, 5, "sdm").get_by_role("button", name="Sesuai", exact=True).click()
    part(page, "kirim")
    page.locator("#kirim").get_by_role("button", name="Batalkan").click()
    part(page, "periksa")
    expect(fact(page, 5, "sdm")).to_contain_text("Menunggu")
    expect(fact(page, 5, "sdm").get_by_role("button", name="Sesuai", exact=True)).to_have_attribute(
        "aria-pressed", "false"
    )


def test_a_verdict_on_evidence_that_changed_meanwhile_is_let_go(city: City, page: Page) -> None:
    """What was published since then is not what was examined; the other verdicts stay."""
    for key in ("sdm", "video"):
        opened(page, 6, key).get_by_role("button", name="Sesuai", exact=True).click()
    path = f"periods/2026/reviews/{_slug(6)}.yaml"
    assert path in texts(page)

    def changed(route: Any) -> None:
        body = route.fetch().json()
        (one,) = [found for found in body["catatan"] if found["id"] == _slug(6)]
        next(found for found in one["fakta"] if found["kunci"] == "sdm")["nilai"] = 31
        route.fulfill(json=body)

    page.route("**/meja/periksa/1.json", changed)
    page.reload()
    expect(desk(page).locator(".said")).to_contain_text("Contoh 06")
    assert texts(page) == {path: city.wanted(_slug(6), {"video": ("sesuai", None)}, today(page))}


def test_many_are_marked_as_entered_at_once(page: Page) -> None:
    """With one day for all, and taken back one by one."""
    desk(page).locator("summary", has_text="Sudah dimasukkan").click()
    boxes = desk(page).locator(".choices").first.get_by_role("checkbox")
    assert boxes.count() == COUNT
    for place in range(3):
        boxes.nth(place).check()
    page.get_by_label("Hari dimasukkan").fill("2026-07-10")
    page.get_by_role("button", name="Catat 3 inovasi sudah dimasukkan").click()
    found = texts(page)
    assert len(found) == 3
    assert all("pelaporan:\n  tanggal: 2026-07-10\n" in text for text in found.values())
    expect(desk(page).get_by_text("3 sudah dimasukkan")).to_be_visible()


@pytest.mark.parametrize("width", [360, pytest.param(1280, marks=pytest.mark.deep)])
def test_the_section_is_accessible(city: City, page: Page, width: int) -> None:
    """Also with a note open and with verdicts made; nothing is wider than the screen."""
    page.set_viewport_size({"width": width, "height": 800})
    opened(page, 0, "sdm").get_by_role("button", name="Sesuai", exact=True).click()
    opened(page, 1, "sdm").get_by_role("button", name="Tidak sesuai", exact=True).click()
    assert axe_faults(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_without_javascript_the_queue_is_named(city: City, browser: Browser) -> None:
    """How much waits is said, and where the list of it stands."""
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(f"{city.site.address}meja/")
        expect(page.locator("#periksa")).to_contain_text("60 fakta pada 12 inovasi menunggu pemeriksaan untuk 2026")
        expect(page.locator("#periksa").get_by_role("link", name="antrean")).to_have_attribute(
            "href", "../antrean/#bukti"
        )
