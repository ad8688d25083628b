"""Who looks at what, and the job that keeps the labels."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from catalogue.check.owners import agency_of, code_owners
from catalogue.cli import keep_labels
from catalogue.common.program import HOME
from catalogue.propose.derived import labels_of, owners_of, routed, routing_files
from catalogue.read.catalogue import UNASSIGNED, Catalogue
from tests.exported import frozen_city
from tests.host import asked_by, serving
from tests.organisation import Organisation
from tests.repositories import Repository


@pytest.fixture(scope="module")
def city() -> Catalogue:
    """Read the frozen city's catalogue."""
    catalogue = frozen_city().catalogue
    assert catalogue
    return catalogue


def owners(catalogue: Catalogue, path: str) -> list[str]:
    """Return whose approval GitHub asks for: the last line that fits decides."""
    found: list[str] = []
    for line in code_owners(catalogue).splitlines():
        if line and not line.startswith("#"):
            pattern, *named = line.split()
            below = pattern.endswith("/") and f"/{path}".startswith(pattern)
            if below or pattern in ("*", f"/{path}"):
                found = named
    return found


def test_owners_follow_the_agencies(city: Catalogue) -> None:
    """An agency's records are its own and the coordinator's; what the coordinator decides is nobody else's."""
    region = city.region.model_copy(update={"repositori": "https://github.com/kota-contoh/katalog"})
    known = replace(city, region=region)
    for opd, entry in city.opds.items():
        agency = agency_of(city, opd)
        assert (
            owners(known, f"innovations/{opd}/x.yaml")
            == [f"@kota-contoh/opd-{agency}", "@kota-contoh/bappeda"][
                -1 if agency == "bappeda" and f"opd-{agency}" == "bappeda" else 0 :
            ]
        )
        assert agency == opd or entry.record.induk
    for path in ("periods/2026/period.yaml", "rubrics/iid-2026.yaml", "vocabularies/tema.yaml", "region.yaml"):
        assert owners(known, path) == ["@kota-contoh/bappeda"]
    assert owners(known, "opd/dinas-kesehatan.yaml") == ["@kota-contoh/bappeda"]
    assert owners(known, f"innovations/{UNASSIGNED}/x.yaml") == ["@kota-contoh/bappeda"]
    assert owners(known, "catalogue/site.py") == ["@kota-contoh/pengelola"]


@pytest.mark.parametrize("repository", [None, "https://github.com/hanya-satu", "https://contoh.example/a b/c"])
def test_no_owner_is_invented(city: Catalogue, repository: str | None) -> None:
    """While nobody knows whose organisation it will be, no line names one."""
    unknown = replace(city, region=city.region.model_copy(update={"repositori": repository}))
    assert all(line.startswith("#") for line in code_owners(unknown).splitlines())


def test_labels_fit_github(city: Catalogue) -> None:
    """Names and descriptions keep to GitHub's limits, no name is there twice, and each folder has its label."""
    labels = json.loads(routing_files(city)[".github/labels.json"])
    assert len({label["name"].casefold() for label in labels}) == len(labels)
    assert all(len(label["name"]) <= 50 and len(label["description"]) <= 100 for label in labels)
    marked = [path for label in labels if label["name"].startswith("opd: ") for path in label["paths"]]
    for opd in (*city.opds, UNASSIGNED):
        assert marked.count(f"innovations/{opd}/") == 1


def test_every_path_of_this_repository_has_a_label(city: Catalogue) -> None:
    """Nothing of it is left to the label of what nobody thought of; what is new at the top gets that one."""
    listed = subprocess.run(["git", "-C", str(HOME), "ls-files", "-z"], capture_output=True, text=True, check=True)
    starts = {path for label in json.loads(routing_files(city)[".github/labels.json"]) for path in label["paths"]}
    assert [path for path in listed.stdout.split("\0")[:-1] if not path.startswith(tuple(starts))] == []
    assert labels_of(city, [".ci/run", "docs/index.md"]) == ("panduan", "perangkat lunak")
    assert labels_of(city, ["opd/baru.yaml"]) == ("data",)
    assert labels_of(city, ["baru/sama-sekali.sh"]) == ("perangkat lunak",)
    assert set(labels_of(city, starts)) == set(routed(city))


def test_owners_of_a_proposal_are_those_of_its_files(city: Catalogue) -> None:
    """The same as the owners' file says; nobody's while the organisation is not known."""
    known = replace(
        city, region=city.region.model_copy(update={"repositori": "https://github.com/kota-contoh/katalog"})
    )
    paths = ["innovations/dinas-kesehatan/x.yaml", "periods/2026/period.yaml", "build.py"]
    said = [owner for path in paths for owner in owners(known, path)]
    assert owners_of(known, paths) == tuple(dict.fromkeys(said))
    assert owners_of(replace(city, region=city.region.model_copy(update={"repositori": None})), paths) == ()


PRESENT: list[dict[str, Any]] = [
    {"name": "label a", "color": "ededed", "description": "a"},
    {"name": "label b", "color": "000000", "description": "b"},
    {"name": "Label C", "color": "ededed", "description": "c"},
    {"name": "milik orang", "color": "000000", "description": None},
]


@pytest.fixture
def labelled(tmp_path: Path) -> Iterator[tuple[Organisation, dict[str, str]]]:
    """Give an organisation with labels, and what the job is told whose list asks for four."""
    wanted = [{"name": f"label {name}", "color": "ededed", "description": name, "paths": []} for name in "abcd"]
    made = Repository.start(tmp_path / "asal")
    made.commit("2026-03-01", {".github/labels.json": json.dumps(wanted)})
    subprocess.run(["git", "clone", "-q", "--bare", made.root, tmp_path / "katalog.git"], check=True)
    with serving(Organisation(tmp_path / "katalog.git")) as host:
        assert isinstance(host, Organisation)
        host.create()
        host.labels = {str(label["name"]): label for label in PRESENT}
        host.tokens["kunci"] = {"contents": "read", "issues": "write"}
        yield host, asked_by(host, GITHUB_SHA=host.ref("main"))


def test_labels_are_made_and_changed_and_none_removed(labelled: tuple[Organisation, dict[str, str]]) -> None:
    """What is as it should be is left alone, also a label that the list does not know; capitals make no second one."""
    host, env = labelled
    assert keep_labels.main(env) == 0
    told = [asked for asked in host.asked if not asked.startswith("GET")]
    home = "/repos/kota/katalog/labels"
    assert told == [f"PATCH {home}/label%20b", f"PATCH {home}/Label%20C", f"POST {home}"]
    assert host.labels["Label C"]["new_name"] == "label c"
    assert host.labels["milik orang"] == PRESENT[3]
    assert keep_labels.main(env) == 0
    assert [asked for asked in host.asked if not asked.startswith("GET")] == told


@pytest.mark.parametrize(
    ("text", "rights"),
    [
        (None, {"issues": "write"}),
        ("[", {"contents": "read", "issues": "write"}),
        ('{"name": "x"}', {"contents": "read", "issues": "write"}),
        ('[{"name": 7}]', {"contents": "read", "issues": "write"}),
        (None, {"contents": "read", "issues": "read"}),
    ],
)
def test_labels_that_cannot_be_kept_are_told_and_left(
    text: str | None,
    rights: dict[str, str],
    labelled: tuple[Organisation, dict[str, str]],
    capsys: pytest.CaptureFixture[str],
) -> None:
    """A list that is none, or a token that may not, changes nothing."""
    host, env = labelled
    host.tokens["kunci"] = rights
    if text:
        host.push("main", ".github/labels.json", text)
    assert keep_labels.main({**env, "GITHUB_SHA": host.ref("main")}) == 1
    assert "label tidak dapat disamakan" in capsys.readouterr().err
    assert list(host.labels.values()) == PRESENT
