"""The page of an agency: what it is asked, until when, and how its answers leave the page with and without a script."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
import yaml
from playwright.sync_api import Browser, BrowserContext, Page, expect

from catalogue.build import Build, build_of, settings
from catalogue.model.innovation import Source
from catalogue.model.region import Example, Examples
from catalogue.pipeline import load
from catalogue.propose.open_round import agency_tasks, tasks_of
from catalogue.site.views.agencies import Reach, beginning, reach, room_item
from tests.browser import axe_faults
from tests.built import SITE_URL, Built, build, served, shared
from tests.forms import until
from tests.trees import BASE
from tests.wire import Wire

TODAY = date(2026, 6, 1)
OPD = "dinas-contoh"
STAGE = """\
linimasa:
  - id: jaring
    nama: Penjaringan
    mulai: 2026-01-05
    selesai: {day}
    asal: {origin}
    pelaku: OPD
    langkah: tercatat
"""
NEWS = """\
nama: {name}
ringkasan: Dijalankan menurut berita.
status_data: sumber-publik
sumber:
  - tautan: https://contoh.example/berita
"""
OWN = """\
nama: Milik Sendiri
ringkasan: Dibenarkan dinasnya.
status_data: dikonfirmasi-opd
pengesahan:
  tanggal: 2026-05-04
  jabatan: Kepala Dinas
  cara: surat
  diterima_oleh: Bappeda
waktu_penerapan: {since}
"""
REPLY = "tanggapan:\n  - {{tanggal: 2026-05-04, jabatan: Sekretaris, isi: Sudah lama., putusan: {verdict}}}\n"
MAIL = "kontak:\n  unit: Bappeda Kota Contoh\n  surel: inovasi@contoh.example\n"


def city(folder: Path, records: dict[str, str], *, period: str = "", region: str = "") -> Path:
    """Lay out two agencies, of which the first has records."""
    root = Path(shutil.copytree(BASE, folder / "catalogue"))
    for name, text in records.items():
        file = root / f"innovations/{OPD}/{name}.yaml"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    for name, more in (("periods/2026/period.yaml", period), ("region.yaml", region)):
        text = (root / name).read_text(encoding="utf-8")
        (root / name).write_text(text + more, encoding="utf-8")
    return root


def built(root: Path) -> Build:
    """Build a catalogue on a day of which nothing depends on Git."""
    loaded = load(root)
    assert loaded.catalogue, loaded.findings
    return build_of(loaded, settings(loaded, root, TODAY, {}))


def asked(root: Path, opd: str = OPD) -> tuple[list[tuple[str, str]], str]:
    """Return the tasks of an agency and the line that sums them up."""
    made = built(root)
    tasks = agency_tasks(made, opd, tasks_of(made))
    line = f"{len(tasks.items)} tugas, {tasks.until}, sekitar {tasks.minutes} menit"
    return [(task.kind, task.slug) for task in tasks.items], line


def news(*names: str) -> dict[str, str]:
    """Return records that nobody in the agency has spoken of."""
    return {name: NEWS.format(name=name.replace("-", " ").title()) for name in names}


@pytest.mark.parametrize(
    ("day", "origin", "until"),
    [
        ("2026-06-30", "resmi", "paling lambat 30 Juni 2026"),
        ("2026-06-30", "usulan", "paling lambat 30 Juni 2026 (perkiraan katalog)"),
        ("2026-05-31", "resmi", "batas waktu 31 Mei 2026 sudah lewat"),
        ("2026-05-31", "pola", "batas waktu belum ditetapkan"),
    ],
)
def test_a_deadline_is_said_as_far_as_it_is_known(tmp_path: Path, day: str, origin: str, until: str) -> None:
    """What a document sets may pass; a guess is named as one, and never passes."""
    root = city(tmp_path, news("bank-buku", "taman-baca"), period=STAGE.format(day=day, origin=origin))
    assert asked(root)[1] == f"3 tugas, {until}, sekitar 20 menit"


def test_without_a_stage_there_is_no_deadline(tmp_path: Path) -> None:
    """An agency with nothing is asked for one innovation, ten minutes long."""
    root = city(tmp_path, {})
    assert asked(root) == ([("usulkan", "")], "1 tugas, batas waktu belum ditetapkan, sekitar 10 menit")


def test_what_was_answered_is_asked_no_more(tmp_path: Path) -> None:
    """A refusal waits for the coordinator; what a reader mended, or nobody answered, waits for the agency."""
    records = news("bank-buku", "taman-baca", "pojok-baca")
    records["bank-buku"] += REPLY.format(verdict="berhenti")
    records["taman-baca"] += REPLY.format(verdict="diperbaiki")
    root = city(tmp_path, records)
    assert asked(root)[0] == [("jawab", "pojok-baca"), ("jawab", "taman-baca"), ("usulkan", "")]


def test_a_confirmed_record_asks_for_what_it_lacks(tmp_path: Path) -> None:
    """Five minutes for each thing that the agency can still do; one outside the window asks for nothing."""
    root = city(tmp_path, {"baru": OWN.format(since="2025-03"), "lama": OWN.format(since="2019-03")})
    made = built(root)
    [task] = agency_tasks(made, OPD, tasks_of(made)).items
    needs = [need for need in made.assessment.innovations["baru"].missing if need.actor == "OPD"]
    assert (task.kind, task.slug, task.step, task.minutes) == ("lengkapi", "baru", "layak", 5 * len(needs))
    old = room_item(made, OPD, made.catalogue.innovations["lama"], None, reach(made))
    assert (old.shown, old.answers) == (False, ())
    assert "di luar rentang" in old.note


def test_no_round_asks_for_nothing(tmp_path: Path) -> None:
    """After the round has closed a record can still be answered, but it is nobody's task."""
    closed = "pengumpulan:\n  keadaan: ditutup\n  tanggal: 2026-05-01\n  asal: resmi\n"
    root = city(tmp_path, news("bank-buku"), period=closed)
    made = built(root)
    tasks = tasks_of(made)
    assert agency_tasks(made, OPD, tasks).items == ()
    item = room_item(made, OPD, made.catalogue.innovations["bank-buku"], tasks["bank-buku"], reach(made))
    assert (item.kind, item.shown) == (None, True)


@pytest.mark.parametrize(
    ("to", "start"),
    [
        (Reach("Bappeda", "", "", "", None), "#nota"),
        (Reach("Bappeda", "", "", "inovasi@contoh.example", None), "mailto:inovasi@contoh.example?"),
        (Reach("Bappeda", "", "0621000", "inovasi@contoh.example", None), "https://wa.me/62621000?text="),
    ],
)
def test_buttons_lead_somewhere_without_a_script(tmp_path: Path, to: Reach, start: str) -> None:
    """To a message that names record and answer, where the coordinator has an address; else to the letter."""
    made = built(city(tmp_path, news("bank-buku")))
    item = room_item(made, OPD, made.catalogue.innovations["bank-buku"], None, to)
    assert [answer.verdict for answer in item.answers] == ["benar", "bukan-milik-kami", "bukan-inovasi", "berhenti"]
    assert all(answer.address.startswith(start) for answer in item.answers)
    if start != "#nota":
        said = unquote(item.answers[3].address)
        assert "“Bank Buku”" in said
        assert "inovasi ini sudah berhenti" in said


def test_examples_begin_with_the_agencys_own_affairs(tmp_path: Path) -> None:
    """Then come those of the work of any office; how many are its own is told."""
    source = Source(tautan="https://contoh.example/berita")
    given = [("a", "1.02", "pelayanan-publik"), ("b", "5.03", "tata-kelola"), ("c", "2.16", "tata-kelola")]
    listed = [
        Example(nama=n, daerah="Kota Jauh", ringkasan="R.", urusan=u, bentuk=b, sumber=source) for n, u, b in given
    ]
    here = Example(nama="d", daerah="Kota Contoh", ringkasan="R.", urusan="5.03", sumber=source)
    listed.append(here)  # the region's own is no example from elsewhere
    made = built(city(tmp_path, {}))
    made = replace(made, catalogue=replace(made.catalogue, examples=Examples(nama="Contoh", contoh=tuple(listed))))
    entry = made.catalogue.opds[OPD]
    entry = replace(entry, record=entry.record.model_copy(update={"urusan": ("5.03",)}))
    begin = beginning(made, entry)
    assert ([item.nama for item in begin.examples], begin.own) == (["b", "c", "a"], 1)


# ---- in a browser


def _publish(place: Path) -> None:
    records = news("bank-buku", "taman-baca", "pojok-baca")
    root = city(place, records, period=STAGE.format(day="2026-06-30", origin="resmi"), region=MAIL)
    done = build("--root", str(root), "--out", str(place / "site"), "--date", "2026-06-01", env={"SITE_URL": SITE_URL})
    assert done.returncode == 0, done.stderr


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Built]:
    """Serve a city whose coordinator has an address, and one of whose agencies has three records."""
    with served(shared(tmp_path_factory, "ruang", _publish) / "site") as found:
        yield found


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """Open a small window that remembers."""
    with browser.new_context(locale="id-ID", viewport={"width": 360, "height": 740}) as opened:
        yield opened


def room(context: BrowserContext, site: Built, opd: str = OPD) -> Page:
    """Open the page of an agency."""
    page = context.new_page()
    page.goto(f"{site.address}opd/{opd}/")
    expect(page.get_by_role("button", name="Benar" if opd == OPD else "Lanjut ke formulir").first).to_be_visible()
    return page


def press(page: Page, slug: str, answer: str) -> None:
    """Answer about a record by the keyboard."""
    button = page.locator(f"[data-slug={slug}]").get_by_role("button", name=answer)
    button.focus()
    button.press("Enter")


@pytest.mark.browser
def test_the_first_screen_has_the_tasks(context: BrowserContext, site: Built) -> None:
    """On a small telephone the line stands with the first answers; the page is cheap and has no faults."""
    page = context.new_page()
    wire = Wire(page, site)
    page.goto(f"{site.address}opd/{OPD}/")
    page.wait_for_load_state("networkidle")
    line, first = page.locator(".duty"), page.get_by_role("button", name="Benar").first
    expect(line).to_have_text("Dinas Contoh: 4 tugas, paling lambat 30 Juni 2026, sekitar 25 menit")
    expect(first).to_be_in_viewport()
    assert wire.total() <= 35_000
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert axe_faults(page) == []


@pytest.mark.browser
def test_three_answers_become_one_submission(context: BrowserContext, site: Built) -> None:
    """Confirm one, end one, give one to its owner: the text is YAML, and outlives a reload until it is thrown away."""
    page = room(context, site)
    press(page, "bank-buku", "Benar")
    press(page, "pojok-baca", "Sudah berhenti")
    expect(page.locator("[data-slug=pojok-baca] textarea")).to_be_focused()
    page.keyboard.type('Petugas: "pindah" # 2025')
    page.fill("#sejak-pojok-baca", "2025-06")
    press(page, "taman-baca", "Bukan milik kami")
    expect(page.locator("#kurang")).to_contain_text("Isi jabatan yang menjawab.")
    expect(page.locator("#kurang")).to_contain_text("Isi alasan jawaban atas Taman Baca.")
    expect(page.locator("[data-slug=taman-baca] textarea")).to_be_focused()
    page.keyboard.type("Dikelola dinas lain")
    page.select_option("#milik-taman-baca", "dinas-lain")
    page.fill("#jabatan", "Sekretaris Dinas")
    expect(page.locator("#kurang")).to_be_empty()
    assert axe_faults(page, "#tugas") == []
    page.reload()
    expect(page.locator("#isi-kiriman")).to_contain_text("Sekretaris Dinas")
    text = str(page.text_content("#isi-kiriman"))
    today = page.evaluate("new Date().toLocaleDateString('sv')")
    assert yaml.load(text, yaml.BaseLoader) == {
        "kiriman": "jawaban",
        "opd": OPD,
        "jabatan": "Sekretaris Dinas",
        "tanggal": today,
        "jawaban": [
            {"inovasi": "bank-buku", "putusan": "benar"},
            {"inovasi": "pojok-baca", "putusan": "berhenti", "isi": 'Petugas: "pindah" # 2025', "sejak": "2025-06"},
            {
                "inovasi": "taman-baca",
                "putusan": "bukan-milik-kami",
                "isi": "Dikelola dinas lain",
                "milik": "dinas-lain",
            },
        ],
    }
    page.on("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="Hapus semua jawaban").click()
    expect(page.locator("#kirim")).to_be_hidden()
    until(page, "() => !localStorage.length")


@pytest.mark.browser
def test_answers_leave_by_the_doors_once_they_are_whole(context: BrowserContext, site: Built) -> None:
    """No door opens before the office is named; then each carries the very text."""
    page = room(context, site)
    press(page, "bank-buku", "Benar")
    expect(page.locator("#pintu button")).to_have_text(["Simpan berkas", "Cetak nota dinas"])
    expect(page.locator("#pintu a")).to_have_count(0)
    page.fill("#jabatan", "Kepala Dinas")
    door = page.locator("#pintu a[href^='mailto:']")
    expect(door).to_have_count(1)
    text = str(page.text_content("#isi-kiriman"))
    [body] = parse_qs(urlsplit(str(door.get_attribute("href"))).query)["body"]
    assert text.strip() in body.replace("\r\n", "\n")
    press(page, "bank-buku", "Benar")
    expect(page.locator("#kirim")).to_be_hidden()


@pytest.mark.browser
def test_the_letter_is_what_is_printed(context: BrowserContext, site: Built) -> None:
    """On paper stands the letter alone, with the answers given so far ticked and room for the others."""
    page = room(context, site)
    press(page, "bank-buku", "Bukan inovasi")
    expect(page.locator("[data-slug=bank-buku] textarea")).to_be_focused()
    page.keyboard.type("Tugas rutin")
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    expect(page.locator(".memo")).to_be_visible()
    for other in (".masthead", "#tugas", "#lembaga", ".foot", ".opening"):
        expect(page.locator(other)).to_be_hidden()
    row = page.locator("[data-memo=bank-buku]")
    expect(row.locator("[data-box=bukan-inovasi]")).to_have_text("☒")
    expect(row.locator("[data-note]")).to_have_text("Tugas rutin")
    expect(page.locator("[data-memo=taman-baca]")).to_contain_text("☐")
    page.emulate_media(media="screen")
    expect(page.locator(".memo")).to_be_hidden()
    expect(page.get_by_role("button", name="Bukan inovasi").first).to_be_visible()


@pytest.mark.browser
def test_four_questions_become_a_proposal(context: BrowserContext, site: Built) -> None:
    """The form opens filled in as if it had been typed there: valid, the month in the way of data files."""
    page = room(context, site, "dinas-lain")
    answers = {"nama": "Hadir Tepat", "ringkasan": "Absensi dengan HP.", "penerima_manfaat": "Pegawai"}
    answers |= {"waktu_penerapan": "Juli 2025", "hasil": "Rekap selesai sehari."}
    for name, text in answers.items():
        page.fill(f"[name={name}]", text)
    page.get_by_role("button", name="Lanjut ke formulir").click()
    page.wait_for_selector("form[data-ready]")
    page.click(".steps a[href='#kirim']")
    expect(page.locator("#yaml")).to_contain_text("hasil:")
    expect(page.locator("#letak")).to_have_text("innovations/dinas-lain/hadir-tepat.yaml")
    record = yaml.load(str(page.text_content("#yaml")), yaml.BaseLoader)
    assert record == {**answers, "waktu_penerapan": "2025-07", "status_data": "dikonfirmasi-opd"}
    expect(page.locator("#temuan")).not_to_have_class(re.compile("notice"))


@pytest.mark.browser
def test_without_a_script_every_button_is_a_link(browser: Browser, site: Built) -> None:
    """Answers open a message to the coordinator; a mend opens the form; nothing that needs a script is shown."""
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(f"{site.address}opd/{OPD}/")
        choices = page.locator("[data-slug=bank-buku] .choices a")
        assert choices.all_text_contents() == [
            "Benar",
            "Perbaiki",
            "Bukan milik kami",
            "Bukan inovasi",
            "Sudah berhenti",
        ]
        led = [str(link.get_attribute("href")) for link in choices.all()]
        assert led.pop(1) == "../../usul/?inovasi=bank-buku"
        assert {address.partition("?")[0] for address in led} == {"mailto:inovasi@contoh.example"}
        expect(page.locator("#kirim")).to_be_hidden()
