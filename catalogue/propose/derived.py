"""The files of a repository that follow from its records: owners and labels, addresses and issue form.

Owners are offices, as teams of the organisation that has the repository; who sits in a team is kept on GitHub.
"""

from __future__ import annotations

import json
import re
import textwrap
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import replace
from typing import Any

from catalogue.check.owners import agency_of, code_owners, organisation_of, owner_rules
from catalogue.model import Address
from catalogue.propose.issues.texts import LABEL
from catalogue.read.catalogue import UNASSIGNED, Catalogue
from catalogue.read.files import OWNERS

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


LABELS = ".github/labels.json"

DATA = (
    *("innovations/", "opd/", "periods/", "rubrics/", "vocabularies/"),
    *("region.yaml", "ekosistem.yaml", "alamat.yaml"),
)
PROSE = ("docs/", "README.md", "CHANGELOG.md", "SECURITY.md", "LICENSE")
CODE = (
    *("catalogue/", "templates/", "tests/", "bench/", "deploy/", ".github/", ".ci/", ".forgejo/", ".git", "build.py"),
    *("mkdocs.yml", "pyproject.toml", "requirements", "Makefile"),
)
SOFTWARE = "perangkat lunak"
"""The label of a change of the program, and of any that has no other label."""
NAME_LIMIT, DESCRIPTION_LIMIT = 50, 100
"""Characters that GitHub gives the name and the description of a label."""

MARKS = (
    ("kiriman", "bfdadc", "Isu yang memuat kiriman dari formulir.", ()),
    ("usulan", "0e8a16", "Usulan inovasi baru.", ()),
    ("perbaikan", "1d76db", "Usulan perbaikan catatan.", ()),
    ("proses ulang", "ededed", "Pasang untuk membaca kiriman sekali lagi.", ()),
    ("pratinjau", "c2e0c6", "Pasang untuk melihat seluruh situs menurut usulan ini.", ()),
    ("tagihan", "d93f0b", "Yang masih kurang pada satu OPD.", ()),
    ("tautan mati", "d93f0b", "Tautan yang tidak dapat dibuka lagi.", ()),
    ("alarm", "b60205", "Gangguan yang perlu ditangani pengelola.", ()),
    ("data", "fbca04", "Mengubah data katalog.", DATA),
    ("panduan", "0075ca", "Mengubah panduan dan keterangan.", PROSE),
    (SOFTWARE, "5319e7", "Mengubah program, tampilan, atau alur kerja.", CODE),
)
AGENCY_COLOUR = "c5def5"


def routing_files(catalogue: Catalogue) -> dict[str, str]:
    """Return the text of the owners' and the labels' file by its path."""
    labels = json.dumps(list(_labels(catalogue)), ensure_ascii=False, indent=2) + "\n"
    return {OWNERS: code_owners(catalogue), LABELS: labels}


def label_texts(catalogue: Catalogue) -> Iterator[dict[str, str]]:
    """Yield each label as the host keeps it."""
    yield from ({key: label[key] for key in ("name", "color", "description")} for label in _labels(catalogue))


def labels_of(catalogue: Catalogue, paths: Collection[str]) -> tuple[str, ...]:
    """Return the labels of a proposal that changes these files."""
    starts = {label["name"]: tuple(label["paths"]) for label in _labels(catalogue) if label["paths"]}
    found = [name for name, begin in starts.items() if any(path.startswith(begin) for path in paths)]
    every = tuple(start for begin in starts.values() for start in begin)
    other = [] if all(path.startswith(every) for path in paths) else [SOFTWARE]
    return tuple(dict.fromkeys((*found, *other)))


def routed(catalogue: Catalogue) -> tuple[str, ...]:
    """Return all labels that follow from changed files."""
    return tuple(label["name"] for label in _labels(catalogue) if label["paths"])


def owners_of(catalogue: Catalogue, paths: Iterable[str]) -> tuple[str, ...]:
    """Return whose approval changes of these files need; nobody's while the organisation is not known."""
    organisation = organisation_of(catalogue.region.repositori)
    if organisation is None:
        return ()
    rules = list(owner_rules(catalogue, organisation))
    owners = (next(named for rule, named in reversed(rules) if _fits(rule, path)) for path in paths)
    return tuple(dict.fromkeys(owner for named in owners for owner in named))


def _fits(rule: str, path: str) -> bool:
    return rule in {"*", f"/{path}"} or (rule.endswith("/") and f"/{path}".startswith(rule))


def agency_label(catalogue: Catalogue, opd: str) -> str:
    """Return the label of an agency, which is also that of the units below it."""
    return f"opd: {agency_of(catalogue, opd)}"[:NAME_LIMIT]


def team_of(catalogue: Catalogue, opd: str) -> str:
    """Return how a team of the organisation is mentioned that answers for an agency; empty while there is none."""
    organisation = organisation_of(catalogue.region.repositori)
    return f"@{organisation}/opd-{agency_of(catalogue, opd)}" if organisation else ""


def _labels(catalogue: Catalogue) -> Iterator[dict[str, Any]]:
    for name, colour, description, paths in MARKS:
        yield {"name": name, "color": colour, "description": description, "paths": list(paths)}
    below: dict[str, list[str]] = {}
    for opd in catalogue.opds:
        below.setdefault(agency_of(catalogue, opd), []).append(opd)
    for agency, opds in below.items():
        name = catalogue.opds[agency].record.nama if agency in catalogue.opds else agency
        yield _agency(agency_label(catalogue, agency), name, opds)
    yield {**_agency(f"opd: {UNASSIGNED}", "OPD pengampunya belum ditetapkan", []), "paths": [_folder(UNASSIGNED)]}


def _agency(label: str, name: str, opds: list[str]) -> dict[str, Any]:
    paths = [path for opd in opds for path in (_folder(opd), f"opd/{opd}.yaml")]
    return {"name": label, "color": AGENCY_COLOUR, "description": name[:DESCRIPTION_LIMIT], "paths": paths}


def _folder(opd: str) -> str:
    return f"innovations/{opd}/"
