"""Signs that nobody sees or that look like others: form and `check` say the same of them, and one click mends them."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from catalogue.propose.browser import browser_checks
from catalogue.read.characters import visible
from catalogue.read.file_faults import text_faults
from tests.built import Built
from tests.forms import form_page
from tests.trees import HERE

TEXTS = {
    "\uf0b7 Warga antre": "- Warga antre",
    "Dua:\n\uf0a7\tsatu\n  \uf06e dua": "Dua:\n- satu\n  - dua",
    "jalan \uf0e0 kantor": "jalan \u2192 kantor",
    "\uf0fc selesai": "\u2713 selesai",
    "\uf041wal": "Awal",
    "rusak \ufffd di sini": None,
    "objek \ufffc, \ufdd0 dan \U00100000": None,
    "\uf0b7 ada \ufffd": "- ada \ufffd",
    "ka\u00adta dan\u200b kata": "kata dan kata",
    "arah \u202eterbalik\u202c": "arah terbalik",
    "b\u0430tas": "batas",
    "\u0441\u0441ontoh": "ccontoh",
    "\u0411\u043e\u0440\u0438\u0441": None,
    "\u0398eta": None,
    "biasa \u2013 \u201ckutip\u201d \U0001f331 caf\u00e9": None,
}
"""What is typed, and what a click makes of it; None where a person has to look or nothing is wrong."""
TIDY = ", atau jalankan `build.py tidy`"
"""What only those are told who have the program."""

RUN = """
import { readFileSync } from "node:fs"; import { straysIn } from "./form/rules.js";
const [checks, texts] = ["checks", "texts"].map((name) => JSON.parse(readFileSync(`${name}.json`, "utf8")));
const told = (one) => ({ text: [one.rule, one.severity, one.message, one.help], mend: one.mends[0]?.text ?? null });
console.log(JSON.stringify(texts.map((text) => [...straysIn(text, ["manfaat"], checks)].map(told))));
"""


def in_the_form(folder: Path, texts: list[str]) -> list[list[dict[str, Any]]]:
    """Return what the form says of each text, and what its buttons would write."""
    node = shutil.which("node")
    if node is None:
        pytest.skip("needs node")
    shutil.copytree(HERE.parent / "templates/assets/form", folder / "form", dirs_exist_ok=True)
    files = {"checks.json": json.dumps(browser_checks({})), "texts.json": json.dumps(texts), "run.js": RUN}
    for name, content in {**files, "package.json": '{"type": "module"}'}.items():
        (folder / name).write_text(content)
    done = subprocess.run([node, "run.js"], cwd=folder, capture_output=True, text=True, check=True)
    found: list[list[dict[str, Any]]] = json.loads(done.stdout)
    return found


def in_a_file(text: str) -> list[list[str]]:
    """Return what `check` says of a text."""
    found = text_faults("a.yaml", text, "UTF-8", None)
    return [[one.rule, one.severity.label, one.message, one.help.replace(TIDY, "")] for one in found]


def test_form_and_check_say_the_same(tmp_path: Path) -> None:
    """In the same words, and only where `check` finds something."""
    found = in_the_form(tmp_path, list(TEXTS))
    assert [[one["text"] for one in told] for told in found] == [in_a_file(text) for text in TEXTS]


def test_one_click_mends(tmp_path: Path) -> None:
    """What can be nothing else is put right, a list where a list was meant; what is lost is left to its writer."""
    found = in_the_form(tmp_path, list(TEXTS))
    assert [told[0]["mend"] if told else None for told in found] == list(TEXTS.values())
    mended = [text for text in TEXTS.values() if text and "\ufffd" not in text]
    assert in_the_form(tmp_path, mended) == [[] for _ in mended]


@pytest.mark.browser
def test_the_button_stands_at_the_field(browser: Browser, built: Built) -> None:
    """The clerk presses it and the box holds the mended text; what has no width goes as soon as the box is left."""
    with form_page(browser, built) as page:
        page.fill("#isian-ringkasan", "\uf0b7 Obat\u200b diantar")
        page.locator("#isian-ringkasan").blur()
        assert visible("\uf0b7 Obat\u200b diantar") == "\uf0b7 Obat diantar"
        expect(page.locator("#isian-ringkasan")).to_have_value("\uf0b7 Obat diantar")
        fault = page.locator("#isian-ringkasan-salah")
        expect(fault).to_contain_text("aksara U+F0B7 tampak sebagai kotak kosong di layar lain")
        fault.get_by_role("button", name="Ganti aksara itu").click()
        expect(page.locator("#isian-ringkasan")).to_have_value("- Obat diantar")
        expect(fault).to_be_hidden()
