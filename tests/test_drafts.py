"""What the form at `/usul/` keeps: a draft is read back, and neither it nor another tab undoes what is newer."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from catalogue.common.hosting import hosting_of
from tests.browser import axe_faults, window
from tests.built import REPOSITORY_URL, Built, served
from tests.forms import fill_shortest, form_page, go, until, yaml_of

pytestmark = pytest.mark.browser
SLUG = "antar-obat"
PHONE = {"width": 360, "height": 740}
REFUSING = "Storage.prototype.setItem = () => { throw new DOMException('penuh', 'QuotaExceededError') }"
BLOCKED = "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no', 'SecurityError') } })"
SILENT = "Storage.prototype.setItem = () => {}"
NO_COPY = "navigator.clipboard.writeText = () => Promise.reject(new DOMException('no', 'NotAllowedError'))"
MOST = 8192
"""Characters of an address that GitHub takes."""


@pytest.fixture(scope="module")
def site(official: Built, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Built]:
    """Serve a copy of the official site, whose files a test may change."""
    with served(Path(shutil.copytree(official.folder, tmp_path_factory.mktemp("draf") / "site"))) as built:
        yield built


@pytest.fixture
def published(site: Built) -> Iterator[Path]:
    """Give the published file of a record, which may be changed for as long as a test runs."""
    file = site.folder / "api" / "v1" / "inovasi" / f"{SLUG}.yaml"
    before = file.read_bytes()
    yield file
    file.write_bytes(before)


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """Open a browser that remembers."""
    with window(browser, viewport=PHONE) as page:
        yield page.context


@pytest.fixture
def fresh(browser: Browser) -> Iterator[BrowserContext]:
    """Open a browser for a script that comes before those of each page."""
    with window(browser, fresh=True, viewport=PHONE) as page:
        yield page.context


def opened(context: BrowserContext, site: Built, query: str = f"?inovasi={SLUG}") -> Page:
    """Open the form in a tab that shows nothing, or in one more."""
    page = next((tab for tab in context.pages if not tab.url.startswith(f"{site.address}usul/")), None)
    page = page or context.new_page()
    page.goto(f"{site.address}usul/{query}")
    page.wait_for_selector("form[data-ready]")
    return page


def write(page: Page, field: str, text: str) -> None:
    """Fill in a field, in whatever section it stands, until it is kept."""
    page.evaluate(
        """([field, text]) => {
          const box = document.getElementById(`isian-${field}`);
          box.value = text;
          for (const kind of ["input", "change"]) box.dispatchEvent(new Event(kind, { bubbles: true }));
        }""",
        [field, text],
    )
    until(page, "text => Object.values(localStorage).some((draft) => draft.includes(text))", text)


def changed(file: Path, field: str, text: str) -> None:
    """Publish another value of a field, with a comment above it."""
    lines = re.sub(rf"^{field}:.*\n(?:[ ]+.*\n)*", "", file.read_text("utf-8"), flags=re.MULTILINE)
    file.write_text(f"{lines}# dari Bappeda\n{field}: {text}\n", encoding="utf-8")


def test_what_only_one_side_changed_is_joined(context: BrowserContext, site: Built, published: Path) -> None:
    """A draft is laid onto what is published by now; nothing of that is undone, and its comments stay."""
    page = opened(context, site)
    write(page, "penerima_manfaat", "Warga yang baru disebut")
    page.goto("about:blank")
    changed(published, "syarat_replikasi", "Dilengkapi sesudah draf itu.")
    page = opened(context, site)
    expect(page.locator("#draf")).to_contain_text("berubah sesudah draf itu dimulai")
    expect(page.locator("#draf")).to_contain_text("ikut dimuat: Syarat replikasi")
    expect(page.locator("#bentrok")).to_be_hidden()
    text = yaml_of(page)
    assert "# dari Bappeda\nsyarat_replikasi: Dilengkapi sesudah draf itu." in text
    assert "penerima_manfaat: Warga yang baru disebut" in text


@pytest.mark.parametrize(("side", "kept"), [("theirs", "Kata Bappeda."), ("mine", "Kata kami.")])
def test_what_both_changed_is_chosen(
    side: str, kept: str, context: BrowserContext, site: Built, published: Path
) -> None:
    """Both texts stand side by side, nothing can be sent before the choice, and the choice outlives a reload."""
    page = opened(context, site)
    write(page, "tujuan", "Kata kami.")
    page.goto("about:blank")
    changed(published, "tujuan", "Kata Bappeda.")
    page = opened(context, site)
    clash = page.locator("#bentrok fieldset")
    expect(clash).to_contain_text("Tujuan")
    expect(clash.locator(".clash-text")).to_have_text(["Kata Bappeda.", "Kata kami."])
    assert axe_faults(page, "#bentrok") == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.reload()
    page.wait_for_selector("form[data-ready]")
    go(page, "kirim")
    expect(page.locator("#cara-kirim")).to_be_hidden()
    expect(page.locator("#temuan")).to_contain_text("Tujuan: isian ini juga diubah pada catatan yang terbit")
    page.get_by_role("button", name="Pakai pilihan ini").click()
    expect(page.locator("#bentrok-salah")).to_be_visible()
    page.check(f"#bentrok input[value={side}]")
    page.get_by_role("button", name="Pakai pilihan ini").click()
    expect(page.locator("#bentrok")).to_be_hidden()
    expect(page.locator("#cara-kirim")).to_be_visible()
    assert f"tujuan: {kept}" in yaml_of(page)
    page.reload()
    page.wait_for_selector("form[data-ready]")
    assert f"tujuan: {kept}" in yaml_of(page)


def test_lists_that_both_changed_can_be_put_together(context: BrowserContext, site: Built, published: Path) -> None:
    """A third answer keeps what either side added."""
    changed(published, "tema", "[kesehatan]")
    page = opened(context, site)
    page.evaluate("document.querySelector('[data-path=tema][value=pendidikan-dan-literasi]').click()")
    until(page, "() => localStorage.getItem('usul:antar-obat')?.includes('pendidikan')")
    page.goto("about:blank")
    changed(published, "tema", "[kesehatan, kota-cerdas]")
    page = opened(context, site)
    page.check("#bentrok input[value=both]")
    page.get_by_role("button", name="Pakai pilihan ini").click()
    assert "tema: [kesehatan, kota-cerdas, pendidikan-dan-literasi]" in yaml_of(page)


def test_an_old_file_is_laid_beside_what_is_published(context: BrowserContext, site: Built, published: Path) -> None:
    """A file that was saved long ago undoes nothing by being opened again."""
    page = opened(context, site)
    write(page, "tujuan", "Dari berkas.")
    go(page, "kirim")
    with page.expect_download() as download:
        page.locator("#pintu").get_by_role("button", name="Simpan berkas").click()
    changed(published, "tujuan", "Kata Bappeda.")
    changed(published, "kepanjangan", "Terbit kemudian")
    page.evaluate("localStorage.clear()")
    page = opened(context, site, "")
    page.set_input_files(
        "#pilih-berkas",
        {"name": "antar-obat (1).yaml", "mimeType": "text/yaml", "buffer": Path(download.value.path()).read_bytes()},
    )
    expect(page.locator("#draf")).to_contain_text("2 isian berbeda")
    for field in page.locator("#bentrok fieldset").all():
        field.locator("input[value=theirs]").check()
    page.get_by_role("button", name="Pakai pilihan ini").click()
    text = yaml_of(page)
    assert "# dari Bappeda\ntujuan: Kata Bappeda." in text
    expect(page.locator("#pintu")).to_contain_text("Belum ada yang Anda ubah")


def test_a_form_that_stayed_open_looks_again_before_its_end(
    context: BrowserContext, site: Built, published: Path
) -> None:
    """What is published while somebody writes is taken in when they come to send."""
    page = opened(context, site)
    write(page, "penerima_manfaat", "Warga yang baru disebut")
    changed(published, "syarat_replikasi", "Terbit selagi ditulis.")
    go(page, "kirim")
    expect(page.locator("#draf")).to_contain_text("berubah sesudah draf itu dimulai")
    expect(page.locator("#yaml")).to_contain_text("syarat_replikasi: Terbit selagi ditulis.")
    expect(page.locator("#yaml")).to_contain_text("Warga yang baru disebut")


def test_a_draft_of_a_record_that_went_is_not_sent(context: BrowserContext, site: Built) -> None:
    """It is shown, and says that there is nothing any more that it could mend."""
    page = opened(context, site)
    write(page, "penerima_manfaat", "Warga yang baru disebut")
    draft = page.evaluate("localStorage.getItem('usul:antar-obat').replaceAll('antar-obat', 'sudah-pergi')")
    page.evaluate("draft => localStorage.setItem('usul:sudah-pergi', draft)", draft)
    page = opened(context, site, "?inovasi=sudah-pergi")
    expect(page.locator("#isian-penerima_manfaat")).to_have_value("Warga yang baru disebut")
    go(page, "kirim")
    expect(page.locator("#temuan")).to_contain_text("tidak lagi terbit")
    expect(page.locator("#pintu a")).to_have_count(0)


def test_a_look_at_a_record_keeps_no_draft(context: BrowserContext, site: Built) -> None:
    """What nobody changed is no draft, so that it cannot grow old."""
    page = opened(context, site)
    go(page, "kirim")
    assert page.evaluate("Object.keys(localStorage)") == []


def test_two_tabs_hold_one_draft(context: BrowserContext, site: Built) -> None:
    """What is written in one stands in the other, and neither overwrites the other's fields."""
    first, second = opened(context, site), opened(context, site)
    write(first, "penerima_manfaat", "Dari tab pertama")
    expect(second.locator("#isian-penerima_manfaat")).to_have_value("Dari tab pertama")
    expect(second.locator("#draf")).to_contain_text("terbuka di tab lain")
    write(second, "tujuan", "Dari tab kedua")
    expect(first.locator("#isian-tujuan")).to_have_value("Dari tab kedua")
    for text in ("Dari tab pertama", "Dari tab kedua"):
        until(first, "text => localStorage.getItem('usul:antar-obat').includes(text)", text)


def test_two_tabs_that_write_at_once_ask(context: BrowserContext, site: Built) -> None:
    """A tab that missed what the other kept finds it out before it overwrites that."""
    page = opened(context, site, "")
    write(page, "nama", "Nama pertama")
    page.evaluate(
        """() => {
          const draft = JSON.parse(localStorage.getItem("usul:baru")), box = document.getElementById("isian-nama");
          draft.tree.nama = "Nama dari tab lain";
          draft.tree.tujuan = "Tujuan dari tab lain";
          localStorage.setItem("usul:baru", JSON.stringify(draft));
          box.value = "Nama kedua"; // in one go, so that this page can take in neither before the other
          box.dispatchEvent(new Event("input", { bubbles: true }));
        }"""
    )
    expect(page.locator("#bentrok .clash-text")).to_have_text(["Nama dari tab lain", "Nama kedua"])
    expect(page.locator("#isian-tujuan")).to_have_value("Tujuan dari tab lain")
    page.check("#bentrok input[value=theirs]")
    page.get_by_role("button", name="Pakai pilihan ini").click()
    expect(page.locator("#isian-nama")).to_have_value("Nama dari tab lain")


def test_a_link_for_another_agency_asks(context: BrowserContext, site: Built) -> None:
    """The draft keeps its agency, and the page says so and offers the one of the link."""
    page = opened(context, site, "?opd=dinas-kesehatan")
    write(page, "nama", "Antar Obat")
    page.goto("about:blank")
    page = opened(context, site, "?opd=dinas-pendidikan")
    expect(page.locator("#isian-opd")).to_have_value("dinas-kesehatan")
    expect(page.locator("#draf")).to_contain_text("Draf ini untuk Dinas Kesehatan")
    page.get_by_role("button", name="Ganti OPD draf ini").click()
    expect(page.locator("#isian-opd")).to_have_value("dinas-pendidikan")
    expect(page.locator("#draf")).not_to_contain_text("Draf ini untuk")


def test_the_printed_proposal_reads_well(context: BrowserContext, site: Built) -> None:
    """Labels have room, a long text begins where the one before ends, and nothing is printed but the sheet."""
    page = opened(context, site, "?opd=dinas-kesehatan")
    write(page, "nama", "Antar Obat")
    write(page, "rancang_bangun", ("Obat diantar ke rumah pasien. " * 200).strip())
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 690, "height": 1000})
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    expect(page.locator("#lembar")).to_be_visible()
    for hidden in ("#draf", "#simpanan", ".masthead nav"):
        expect(page.locator(hidden).first).to_be_hidden()
    assert page.locator("#lembar th").first.bounding_box()["width"] >= 150  # type: ignore[index]
    breaks = page.locator("#lembar tr").evaluate_all("(rows) => rows.map((row) => getComputedStyle(row).breakInside)")
    assert set(breaks) == {"auto"}


def test_a_finding_names_its_field_with_one_colon(context: BrowserContext, site: Built) -> None:
    """Where the label shows a value behind a colon of its own, too."""
    page = opened(context, site, "?opd=dinas-kesehatan")
    page.locator("#isian-id").evaluate("(box) => { box.value = 'X Y'; box.dispatchEvent(new Event('input')); }")
    go(page, "kirim")
    expect(page.locator("#temuan")).to_contain_text("Alamat halaman: ")
    expect(page.locator("#temuan")).not_to_contain_text("::")


def test_a_draft_thrown_away_elsewhere_is_told(context: BrowserContext, site: Built) -> None:
    """What stands in this tab stays in it."""
    first, second = opened(context, site, ""), opened(context, site, "")
    write(first, "nama", "Antar Obat")
    expect(second.locator("#isian-nama")).to_have_value("Antar Obat")
    first.once("dialog", lambda dialog: dialog.accept())
    with first.expect_navigation():
        first.get_by_role("button", name="Hapus draf").click()
    expect(second.locator("#draf")).to_contain_text("dihapus di tab lain")
    expect(second.locator("#isian-nama")).to_have_value("Antar Obat")


@pytest.mark.parametrize("script", [REFUSING, BLOCKED, SILENT], ids=["full", "blocked", "keeps nothing"])
def test_a_browser_that_keeps_nothing_is_told_of(script: str, fresh: BrowserContext, site: Built) -> None:
    """The page says so from the start, and offers the file."""
    fresh.add_init_script(script)
    page = opened(fresh, site, "")
    expect(page.locator("#simpanan")).to_contain_text("Draf tidak dapat disimpan")
    fill_shortest(page)
    with page.expect_download() as download:
        page.locator("#simpanan").get_by_role("button", name="Simpan berkas").click()
    assert download.value.suggested_filename == "antar-obat.yaml"
    assert "nama: Antar Obat" in Path(download.value.path()).read_text("utf-8")
    expect(page.locator("main")).not_to_contain_text("tersimpan")


def test_a_browser_that_fills_up_is_told_of(context: BrowserContext, site: Built) -> None:
    """What was kept once is not said to be kept again."""
    page = opened(context, site, "")
    write(page, "nama", "Antar Obat")
    expect(page.locator("#simpanan")).to_contain_text("Draf tersimpan pukul")
    page.evaluate(f"() => {{ {REFUSING} }}")
    page.fill("#isian-nama", "Antar Obat Lagi")
    expect(page.locator("#simpanan")).to_contain_text("Draf tidak dapat disimpan")
    expect(page.locator("#kabar")).to_contain_text("Draf tidak dapat disimpan")


def test_the_last_words_before_leaving_are_kept(context: BrowserContext, site: Built) -> None:
    """A page that is left within the pause after a key keeps what was typed."""
    page = opened(context, site, "")
    page.fill("#isian-nama", "Antar Obat")
    page.goto(f"{site.address}usul/")
    page.wait_for_selector("form[data-ready]")
    expect(page.locator("#isian-nama")).to_have_value("Antar Obat")


def test_a_refused_copy_is_not_called_one(fresh: BrowserContext, site: Built) -> None:
    """The text is chosen instead, GitHub is not opened, and the page says how to go on."""
    fresh.add_init_script(NO_COPY)
    page = opened(fresh, site)
    write(page, "rancang_bangun", ("Petugas mengantar obat ke rumah pasien. " * 200).strip())
    text = yaml_of(page)
    page.get_by_role("link", name="Salin kiriman, lalu buka GitHub").click()
    expect(page.locator("#pintu")).to_contain_text("Browser menolak menyalin")
    expect(page.locator("main")).not_to_contain_text("Isi berkas disalin")
    until(page, "text => document.activeElement.value?.endsWith(text)", text)
    until(page, "text => document.activeElement.selectionEnd > text.length", text)
    assert len(fresh.pages) == 1
    expect(page.get_by_role("link", name="buka di sini")).to_be_visible()


def test_a_copy_is_said_once_it_is_done(browser: Browser, site: Built) -> None:
    """The word stands where the button is, for those who see as well."""
    with form_page(browser, site) as page:
        page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        fill_shortest(page)
        text = yaml_of(page)
        page.get_by_text("Lihat isi berkas (YAML)").click()
        page.get_by_role("button", name="Salin isi berkas").click()
        expect(page.locator("#salin-hasil")).to_have_text("Isi berkas disalin.")
        assert page.evaluate("navigator.clipboard.readText()") == text


NEW = """async ([address, texts, door]) => {
  const { chat, issueForm, mail } = await import(address);
  return texts.map((text) => [
    issueForm(door, text.slice(0, 300), text),
    mail("usul@contoh.go.id", text.slice(0, 300), text.slice(0, 300), text),
    chat("0811 0000 0000", text.slice(0, 300), text),
  ]);
}"""
SIGNS = ("a", "kerja sama & warga, ", "%", "'", "(!*)", "\n", "é", "\u2019", "\U0001f331")


def test_addresses_fit_where_they_end(browser: Browser, site: Built) -> None:
    """An address holds within that of a login page, escaped as strictly as programs do, and a mail within 2,000."""
    texts = [sign * number for sign in SIGNS for number in (1, 30, 200, 420, 800, 1300, 2600, 3900, 7000, 9000)]
    with form_page(browser, site) as page:
        module = next(site.folder.glob("assets/form/submission.*.js")).relative_to(site.folder).as_posix()
        made = page.evaluate(NEW, [site.address + module, texts, dict(hosting_of(REPOSITORY_URL).issue_door or {})])
    for text, (github, mail, chat) in zip(texts, made, strict=True):
        login = f"https://github.com/login?return_to={quote(github['address'], safe='')}"
        assert len(login) <= MOST, text[:20]
        assert github["filled"] or len(text) > 300, text[:20]
        assert len(mail["address"]) <= 2000, text[:20]
        assert len(chat["address"]) <= 2000, text[:20]
        assert chat["address"].startswith("https://wa.me/6281100000000?text=")
        assert not re.search("(?<!%0D)%0A", urlsplit(mail["address"]).query)
        for found in (github, mail, chat):
            assert not found["filled"] or quote(text, safe="") in found["address"].replace("%0D%0A", "%0A"), text[:20]
    assert {found["filled"] for _, *messages in made for found in messages} == {True, False}


MERGED = """async ([address, trees, number]) => {
  const { merge } = await import(address), { copy, equal, isRecord } = await import(trees);
  let seed = 7;
  const some = (most) => (seed = (seed * 48271) % 2147483647) % most;
  const value = (depth) => {
    const kind = some(depth ? 5 : 2);
    if (kind < 2) return ["a", "b", "c"][some(3)];
    if (kind === 2) return Array.from({ length: 1 + some(3) }, () => value(0));
    return tree(depth - 1);
  };
  const pairs = (depth) => Array.from({ length: 1 + some(4) }, () => ["pqrs"[some(4)], value(depth)]);
  const tree = (depth) => copy(Object.fromEntries(pairs(depth)));
  const varied = (one, depth) => {
    const made = copy(one);
    for (const key of "pqrs") {
      const turn = some(6);
      if (turn === 0) delete made[key];
      else if (turn === 1) made[key] = value(depth);
      else if (turn === 2 && isRecord(made[key])) made[key] = varied(made[key], depth - 1);
    }
    return Object.keys(made).length ? made : one; // a record without a value is none
  };
  const below = (one, path) => Object.keys(one).flatMap((key) => leaves(one[key], [...path, key]));
  const leaves = (one, path = []) => (isRecord(one) ? below(one, path) : [path]);
  const at = (one, path) => path.reduce((inner, part) => (isRecord(inner) ? inner[part] : undefined), one);
  const wrong = [];
  for (let turn = 0; turn < number; turn++) {
    const base = tree(2), mine = varied(base, 2), theirs = varied(base, 2);
    const before = JSON.stringify([base, mine, theirs]);
    const { tree: joined, taken, clashes } = merge(base, mine, theirs);
    const asked = (path) => clashes.some((clash) => clash.path.every((part, place) => part === path[place]));
    for (const path of [base, mine, theirs, joined].flatMap((one) => leaves(one))) {
      const [old, own, other, made] = [base, mine, theirs, joined].map((one) => at(one, path));
      if ([old, own, other, made].some(isRecord)) continue;
      const stays = asked(path) || equal(own, other) || equal(other, old);
      if (!(stays ? equal(made, own) : equal(own, old) && equal(made, other))) wrong.push([before, path]);
    }
    if (JSON.stringify([base, mine, theirs]) !== before) wrong.push(["changed", before]);
    if (!clashes.length && !equal(merge(base, theirs, mine).tree, joined)) wrong.push(["one-sided", before]);
    if (taken.some((path) => asked(path))) wrong.push(["taken and asked", before]);
  }
  return wrong.slice(0, 3);
}"""


def test_no_change_of_either_side_is_lost(browser: Browser, site: Built, deep: bool) -> None:
    """Of random records every value is that of the side which changed it, or is asked about; neither is touched."""
    with form_page(browser, site) as page:
        modules = [next(site.folder.glob(f"assets/form/{name}.*.js")) for name in ("proposal", "values")]
        paths = [f"{site.address}{file.relative_to(site.folder).as_posix()}" for file in modules]
        assert page.evaluate(MERGED, [*paths, 10_000 if deep else 300]) == []
