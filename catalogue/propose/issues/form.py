"""The issue form, which carries a submission, and what GitHub's chooser of forms offers beside it."""

from __future__ import annotations

import json
from collections.abc import Iterator

from catalogue.propose.issues.body import LABEL
from catalogue.read.catalogue import Catalogue

FOLDER = ".github/ISSUE_TEMPLATE"
FORM = "kiriman"
"""The name of the form, and the label that GitHub gives its issues."""
WRITTEN = "# Dibuat oleh `build.py reference`; jangan diubah dengan tangan."
PUBLIC = (
    "Yang ditulis di sini terbuka untuk umum. Jangan memuat NIK, NIP, nomor pribadi, surel pribadi, atau daftar nama "
    "orang. Sesudah dikirim, usulan dibuat dengan sendirinya dan hasil pemeriksaannya ditulis sebagai balasan. Bila "
    "ada yang keliru, sunting isu ini; usulannya mengikuti."
)


def form_files(catalogue: Catalogue) -> dict[str, str]:
    """Return the text of the form by its path in the repository, and of the chooser's settings."""
    site = (catalogue.region.alamat or "").rstrip("/")
    return {f"{FOLDER}/{FORM}.yml": _form(site), f"{FOLDER}/config.yml": _config(site)}


def _form(site: str) -> str:
    form = f"[formulir usulan]({site}/usul/)" if site else "formulir usulan pada situs katalog (menu Usulkan)"
    empty = f"Kotaknya masih kosong? Isi {form}, lalu kirim dari sana: isu ini terbuka dengan isinya."
    parts = {
        "name": "Kiriman",
        "description": "Usulan, perbaikan, atau jawaban OPD dari formulir katalog.",
        "title": "Kiriman: ",
        "labels": [FORM],
    }
    lines = [WRITTEN, *(f"{key}: {_quoted(value)}" for key, value in parts.items()), "body:"]
    return "\n".join((*lines, *_markdown(PUBLIC), *_markdown(empty), *_question())) + "\n"


def _markdown(text: str) -> Iterator[str]:
    yield from ("  - type: markdown", "    attributes:", f"      value: {_quoted(text)}")


def _question() -> Iterator[str]:
    yield from ("  - type: textarea", "    id: isi", "    attributes:", f"      label: {_quoted(LABEL)}")
    yield f"      description: {_quoted('Tempel kiriman dari formulir seutuhnya, dari baris pertamanya.')}"
    yield from ("      render: yaml", "    validations:", "      required: true")


def _config(site: str) -> str:
    """Keep the plain issue for all else, and lead to the site's form once the site has an address."""
    lines = [WRITTEN, "blank_issues_enabled: true"]
    if site:
        about = "Mengisi dan mengirim usulan atau perbaikan, dengan atau tanpa akun."
        lines += ["contact_links:", f"  - name: {_quoted('Formulir usulan')}"]
        lines += [f"    url: {_quoted(f'{site}/usul/')}", f"    about: {_quoted(about)}"]
    return "\n".join(lines) + "\n"


def _quoted(value: object) -> str:
    """Write a value for YAML, of which JSON is a part."""
    return json.dumps(value, ensure_ascii=False)
