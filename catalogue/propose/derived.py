"""The files of a repository that follow from its records: addresses and issue form; `routing` has the others."""

from __future__ import annotations

import json
import re
import textwrap
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from catalogue.model import Address
from catalogue.propose.issues.body import LABEL
from catalogue.propose.routing import routing_files
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


WIDTH = 118


def with_new_addresses(catalogue: Catalogue, text: str) -> str:
    """Return the text of the list with a block for each kind of page that it lacks."""
    known = catalogue.addresses.record.alamat
    kinds = {"inovasi/*/": catalogue.innovations, "opd/*/": catalogue.opds}
    blocks = [block for place, ids in kinds.items() for block in _block(known, place, ids)]
    text = text.rstrip("\n") + "\n"
    indent = next((match[1] for match in re.finditer(r"^( *)- alamat:", text, re.MULTILINE)), "  ")
    return text + textwrap.indent("".join(blocks), indent)


def _block(known: Iterable[Address], place: str, ids: Iterable[str]) -> Iterator[str]:
    """Write those of these pages that no entry names, with the files that belong to each."""
    entries = [entry for entry in known if place in entry.alamat]
    named = {name for entry in entries for name in entry.nama}
    missing = sorted(set(ids) - named)
    places = next((entry.alamat for entry in entries if not entry.berakhir), (place,))
    if missing:
        names = textwrap.wrap(", ".join(missing), WIDTH - 6, break_on_hyphens=False)
        listed = "\n".join(f"    {line}" for line in names)
        yield f"- alamat: [{', '.join(places)}]\n  nama: [\n{listed}\n  ]\n"


ADDRESSES, REGION = "alamat.yaml", "region.yaml"
OFFICIAL = re.compile(r"^resmi:.*\n", re.MULTILINE)

Present = Callable[[str], str | None]
"""Returns the text of a file as it is, or None where there is no such file."""


def files_of_records(catalogue: Catalogue, addresses: str | None) -> dict[str, str]:
    """Return the files that follow from the records; the list of addresses only where there is one."""
    derived = {**form_files(catalogue), **routing_files(catalogue)}
    return {**derived, **({ADDRESSES: with_new_addresses(catalogue, addresses)} if addresses is not None else {})}


def out_of_date(catalogue: Catalogue, present: Present, repository: str | None) -> dict[str, str]:
    """Return the files to be written anew; a region that names no repository is given the one it lies in."""
    known, changed = catalogue, dict[str, str]()
    region = present(REGION)
    if repository and region is not None and catalogue.region.repositori is None:
        changed = {REGION: OFFICIAL.sub(rf"\g<0>repositori: {repository}\n", region, count=1)}
        known = replace(catalogue, region=catalogue.region.model_copy(update={"repositori": repository}))
    wanted = files_of_records(known, present(ADDRESSES))
    return {**changed, **{path: text for path, text in wanted.items() if present(path) != text}}
