"""The same records as others read them: a Hugo site with a page an innovation, and plain Markdown for MkDocs."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

HERE = Path(__file__).parent
Fields = dict[str, Any]


def write_hugo(root: Path, folder: Path) -> None:
    """Write the records as content with front matter, beside our layouts."""
    shutil.copytree(HERE / "hugo", folder)
    for slug, fields in _records(root):
        _put(folder / "content" / "inovasi" / f"{slug}.md", _front_matter(fields))


def write_mkdocs(root: Path, folder: Path) -> None:
    """Write the records as Markdown with tables, and the plainest configuration."""
    for slug, fields in _records(root):
        _put(folder / "docs" / "inovasi" / f"{slug}.md", "\n".join(_markdown(fields)))
    _put(folder / "docs" / "index.md", "# Katalog\n")
    _put(folder / "mkdocs.yml", "site_name: Katalog\nnav: [index.md]\nnot_in_nav: /inovasi/\nplugins: []\n")


def change(fields_of: Path, number: int) -> None:
    """Change one sentence of a record, whichever form it is written in."""
    text = fields_of.read_text(encoding="utf-8")
    for mark in ("ringkasan: ", '"ringkasan": '):
        text = text.replace(f'{mark}"', f'{mark}"Perubahan ke-{number}: ', 1)
    fields_of.write_text(text, encoding="utf-8")


def _records(root: Path) -> Iterator[tuple[str, Fields]]:
    for file in sorted((root / "innovations").glob("*/*.yaml")):
        # every value is text to this reader, as it is to ours
        fields = yaml.load(file.read_bytes(), Loader=yaml.CBaseLoader)
        yield file.stem, {**fields, "opd": [file.parent.name]}


def _front_matter(fields: Fields) -> str:
    front = {"title": fields["nama"], **{name: value for name, value in fields.items() if name != "rancang_bangun"}}
    return f"{json.dumps(front, ensure_ascii=False, indent=1)}\n\n{fields['rancang_bangun']}\n"


def _markdown(fields: Fields) -> Iterator[str]:
    yield f"# {fields['nama']}\n\n{fields['kepanjangan']}\n\n{fields['ringkasan']}\n\n| | |\n| --- | --- |"
    for name in ("status_data", "tahapan", "jenis", "bentuk", "urusan_utama", "waktu_penerapan", "status"):
        yield f"| {name} | {fields[name]} |"
    for name in ("rancang_bangun", "tujuan", "manfaat", "hasil"):
        yield f"\n## {name}\n\n{fields[name]}"
    yield "\n## Bukti\n\n| Indikator | Fakta | Bukti |\n| --- | --- | --- |"
    for name, fact in fields["kematangan"].items():
        for item in fact["bukti"]:
            proof = f"[{item['judul']}]({item['tautan']}), {item['nomor']}, {item['tanggal']}"
            yield f"| {name} | {fact['nilai']} | {proof} |"
    yield "\n## Sumber\n"
    yield from (f"- [{item['judul']}]({item['tautan']})" for item in fields["sumber"])


def _put(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
