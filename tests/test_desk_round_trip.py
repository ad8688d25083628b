"""What the desk wrote comes back to it as it went, through import and publication, whatever signs it holds."""

from __future__ import annotations

import random
import shutil
from pathlib import Path
from typing import Any

import pytest

from catalogue.export.records import settings
from catalogue.pipeline import Loaded, load
from catalogue.propose.submissions import receipt_number
from tests.form_modules import run_modules
from tests.submissions import lay_out_records, load_records
from tests.test_desk_bundle import PERIOD, REVIEW, VERDICT, Files, built_of, of, taken


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Loaded:
    """Read three records once."""
    return load_records(lay_out_records(tmp_path_factory.mktemp("meja")))


SIGNS = (
    *("# komentar", "  ", "# a\ttab", "# nb\u00a0sp", "# nol\u200blebar", "# emoji \U0001f642", "# e\u0301", ""),
    *("# ```", "# kiriman: catatan", "#: \"x\" 'y' \\", "# isi: |", "# tempat: x", "# kiriman: meja"),
)
"""What lines of comments may hold that some channel changes."""


def changed(text: str, dice: random.Random) -> str:
    """Return a file with comments and blank lines anywhere between its top keys, and ends of its own."""
    out: list[str] = []
    for line in text.split("\n"):
        if line[:1].isalpha() and dice.random() < 0.4:
            out += [dice.choice(SIGNS) for _ in range(dice.randint(1, 3))]
        out.append(f"{line}  " if line[:1].isalpha() and line.endswith(":") and dice.random() < 0.2 else line)
    ended = "\n".join(out).rstrip("\n") + dice.choice(("\n", "\n", "\n", "", "\n\n", "\n# akhir\n"))
    return ended.replace("\n", "\r\n") if dice.random() < 0.1 else ended


def drawn(loaded: Loaded, dice: random.Random) -> Files:
    """Return some files of the coordinator's, changed."""
    known = ["region.yaml", "opd/dinas-contoh.yaml", "opd/dinas-lain.yaml", PERIOD]
    files = {path: changed(of(loaded, path), dice) for path in dice.sample(known, dice.randint(1, 4))}
    if dice.random() < 0.6:
        files[REVIEW] = changed(VERDICT, dice)
    if dice.random() < 0.3:
        files["opd/dinas-baru.yaml"] = changed(of(loaded, "opd/dinas-lain.yaml").replace("Lain", "Baru"), dice)
    return files


DESK = """
import { bundleText, openBundle } from "./desk/bundle.js";
const kept = new Map();
const storage = { getItem: (key) => kept.get(key) ?? null, setItem: (key, text) => kept.set(key, text) };
const site = "https://contoh.example/katalog/";
const deskOf = (published) => openBundle(storage, {
  site,
  read: async (address) => {
    const path = address.slice(site.length);
    return path in published ? new TextEncoder().encode(published[path]) : null;
  },
});
"""
WRITE = f"""{DESK}
const out = [];
for (const {{ files, published }} of cases) {{
  kept.clear();
  const desk = deskOf(published);
  for (const [path, text] of Object.entries(files)) {{
    desk.setFile({{ path, base: (await desk.original(path))?.base, text, about: "Diubah." }});
  }}
  out.push(bundleText({{ day: "2026-05-30", office: "Kepala Bidang", files: deskOf(published).files() }}));
}}
told(out);
"""
AGAIN = f"""{DESK}
const out = [];
for (const {{ files, published }} of cases) {{
  const desk = deskOf(published), back = {{}};
  for (const path of Object.keys(files)) back[path] = (await desk.original(path)).text;
  out.push(back);
}}
told(out);
"""


def test_random_bundles_come_back_as_they_went(loaded: Loaded, tmp_path: Path, deep: bool) -> None:
    """Desk, import, publication, desk: not one byte is another, comments and odd signs included."""
    dice = random.Random(24)
    published = {path: source.text for path, source in loaded.sources.items()}
    cases: list[dict[str, Any]] = [
        {"files": drawn(loaded, dice), "published": published} for _ in range(1_000 if deep else 8)
    ]
    texts = run_modules(tmp_path, WRITE, cases=cases)
    for case, text in zip(cases, texts, strict=True):
        applied = taken(text, loaded)
        assert applied.acceptable, [one.message for one in applied.findings]
        assert dict(applied.files) == {path: new for path, new in case["files"].items() if published.get(path) != new}
        case["published"] = {**published, **case["files"]}
    for case in cases[: 20 if deep else 2]:
        case["published"] = _on_disk(tmp_path, case["published"])
    assert run_modules(tmp_path, AGAIN, cases=cases) == [case["files"] for case in cases]


RECEIVED = f"""{DESK}
const desk = deskOf({{ list: `penerimaan:\\n  - nomor: ${{number}}\\n` }});
const both = [["diterima", sent], ["lain", `${{sent}}x`]];
for (const [name, text] of both) desk.addSubmission({{ name, text, via: "surel", about: name }});
await desk.received(["list", "tidak-ada"]);
told(desk.submissions().map((one) => one.name));
"""


def test_what_is_received_leaves_the_list(tmp_path: Path) -> None:
    """The published list names it by its number; all else waits."""
    sent = "kiriman: jawaban\n"
    assert run_modules(tmp_path, RECEIVED, sent=sent, number=receipt_number(sent)) == ["lain"]


def _on_disk(folder: Path, texts: Files) -> Files:
    """Write a catalogue, read it as a build does, and return what is published of it."""
    root = folder / "katalog"
    shutil.rmtree(root, ignore_errors=True)
    for path, text in texts.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(text.encode())
    return {file.address: file.content.decode() for file in settings(built_of(load(root)))}
