"""Who looks at what: the owners of files and the labels of proposals, derived from the agencies and the region.

Only offices appear here, as teams of the organisation that owns the repository; who sits in a team is kept on GitHub.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator
from typing import Any

from catalogue.check.owners import agency_of, code_owners, organisation_of, owner_rules
from catalogue.read.catalogue import UNASSIGNED, Catalogue
from catalogue.read.files import OWNERS

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
