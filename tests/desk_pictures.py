"""What is done at the desk before the guide of a round shows it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from playwright.sync_api import Page

from tests.desk import choose, part

ANSWER = (
    "Selamat pagi.\n\nkiriman: jawaban\nopd: dinas-kesehatan\njabatan: Sekretaris\ntanggal: 2026-05-20\njawaban:\n"
    "  - inovasi: antar-obat\n    putusan: benar\n"
)


def settings(page: Page) -> None:
    """Open the round that runs."""
    choose(page, "periods/2026/period.yaml")


def inbox(page: Page) -> None:
    """Read one message."""
    part(page, "masuk")
    page.fill("#masuk-tempel", ANSWER)
    page.get_by_role("button", name="Baca pesan").click()
    page.wait_for_selector(".arrival")


def reminders(page: Page) -> None:
    """Open the first message."""
    part(page, "ingatkan")
    page.locator("#ingatkan summary").first.click()


def review(page: Page) -> None:
    """Wait for what is to be examined."""
    part(page, "periksa")
    page.wait_for_selector("#periksa-kerja[data-ready]")


def results(page: Page) -> None:
    """Begin a result of the Ministry."""
    choose(page, "periods/results.yaml")
    page.locator("#atur-form summary").last.click()
    page.locator("[data-field=hasil] > .add").click()


def sending(page: Page) -> None:
    """Take in one message, and say who sends it."""
    inbox(page)
    page.get_by_role("button", name="Terima", exact=True).click()
    part(page, "kirim")
    page.get_by_label("Jabatan pengirim").fill("Kepala Bidang Riset dan Inovasi")
    page.locator("#kirim h3").first.wait_for()


DONE: Mapping[str, Callable[[Page], None]] = {
    "meja-atur": settings,
    "meja-masuk": inbox,
    "meja-ingatkan": reminders,
    "meja-periksa": review,
    "meja-hasil": results,
    "meja-kirim": sending,
}
