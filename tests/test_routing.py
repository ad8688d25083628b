"""Who looks at what, and the scripts that keep cards and labels on proposals."""

from __future__ import annotations

import base64
import json
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from catalogue.common.paths import HOME
from catalogue.propose.routing import agency_of, code_owners, routing_files
from catalogue.read.catalogue import UNASSIGNED, Catalogue
from tests.exported import frozen_city
from tests.github import GitHub
from tests.repositories import Repository, record

BOT = "github-actions[bot]"
REPOSITORY = "repos/kota/katalog"
NEW = "innovations/dinas-lain/kampung-iklim.yaml"


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


@pytest.fixture
def github(tmp_path: Path) -> GitHub:
    """Give a checkout of main, and a proposal from a fork that GitHub keeps as a reference of its own."""
    made = Repository.start(tmp_path / "asal")
    made.git("checkout", "--quiet", "-b", "usulan")
    made.commit("2026-05-01", {NEW: record("Kampung Iklim"), "build.py": "raise SystemExit('program usulan')\n"})
    made.git("update-ref", "refs/pull/7/head", "HEAD")
    made.git("checkout", "--quiet", "main")
    made.git("clone", "--quiet", str(made.root), str(tmp_path / "main"))
    (tmp_path / "main" / "build.py").symlink_to(HOME / "build.py")
    (tmp_path / "main" / ".venv").symlink_to(Path(sys.executable).parent.parent)
    labels = [
        {"name": "data", "paths": ["innovations/", "opd/"]},
        {"name": "opd: dinas-lain", "paths": ["innovations/dinas-lain/"]},
        {"name": "opd: dinas-contoh", "paths": ["innovations/dinas-contoh/"]},
    ]
    (tmp_path / "main" / ".github").mkdir()
    (tmp_path / "main" / ".github" / "labels.json").write_text(json.dumps(labels), encoding="utf-8")
    pull = {"number": 7, "head": {"sha": head(made), "repo": {"html_url": "https://github.example/orang/katalog"}}}
    return GitHub(tmp_path / "main", [(r"GET .*/pulls\?", [pull]), (r"GET .*/comments", []), (r"(POST|PATCH) ", {})])


def head(made: Repository) -> str:
    """Return the commit of the proposal."""
    return made.git("rev-parse", "refs/pull/7/head").strip()


def cards(github: GitHub) -> dict[str, Any]:
    """Make the cards, and return them by the number of their proposal."""
    github.run("cards", "cards", "Buat kartu", {"MAIN": "main"})
    return {file.stem: json.loads(file.read_text(encoding="utf-8")) for file in (github.folder / "cards").iterdir()}


def test_a_fork_gets_its_card_from_the_program_of_main(github: GitHub) -> None:
    """The proposal's own program is not run; its record is on the card, and its agency's label beside it."""
    card = cards(github)["7"]
    assert card["labels"] == ["data", "opd: dinas-lain"]
    assert card["old"] is None
    assert "Inovasi baru: `Kampung Iklim`" in card["body"]
    assert f"https://github.example/orang/katalog/blob/{card['body'].split()[2]}/{NEW}" in card["body"]
    assert "program usulan" not in card["body"]


def test_a_card_is_posted_once_and_then_kept(github: GitHub) -> None:
    """A new state of the proposal changes the comment; the same state changes nothing; a copied mark is not ours."""
    body = cards(github)["7"]["body"]
    github.run("cards", "post", "Pasang kartu")
    assert github.told() == [f"POST {REPOSITORY}/issues/7/comments", f"POST {REPOSITORY}/issues/7/labels"]
    (github.folder / "cards" / "7.json").unlink()
    (github.folder / "cards").rmdir()
    github.answers.insert(0, (r"GET .*/comments", [{"id": 4, "user": {"login": BOT}, "body": body}]))
    assert cards(github) == {}
    (github.folder / "cards").rmdir()
    github.answers.insert(0, (r"GET .*/comments", [{"id": 4, "user": {"login": BOT}, "body": "<!-- kartu 00 -->\n"}]))
    assert cards(github)["7"]["old"] == 4
    github.run("cards", "post", "Pasang kartu")
    assert github.told()[0] == f"PATCH {REPOSITORY}/issues/comments/4"
    (github.folder / "cards" / "7.json").unlink()
    (github.folder / "cards").rmdir()
    github.answers.insert(0, (r"GET .*/comments", [{"id": 5, "user": {"login": "orang"}, "body": body}]))
    assert cards(github)["7"]["old"] is None


def test_labels_are_made_and_changed_and_none_removed(tmp_path: Path) -> None:
    """What is as it should be is left alone, and so is a label that the list does not know."""
    wanted = [{"name": f"label {name}", "color": "ededed", "description": name, "paths": []} for name in "abc"]
    present = [
        {"name": "label a", "color": "ededed", "description": "a"},
        {"name": "label b", "color": "000000", "description": "b"},
        {"name": "milik orang", "color": "000000", "description": ""},
    ]
    content = base64.encodebytes(json.dumps(wanted).encode()).decode()
    answers: list[tuple[str, Any]] = [(r"GET .*/contents/", {"content": content}), (r"GET .*/labels", present)]
    github = GitHub(tmp_path, [*answers, (r"(POST|PATCH) ", {})])
    github.run("labels", "labels", "Samakan label", {"GITHUB_SHA": "abc"})
    assert github.told() == [f"PATCH {REPOSITORY}/labels/label%20b", f"POST {REPOSITORY}/labels"]
