"""What can happen to the catalogue on its host, scenario by scenario, beyond what each workflow's own tests tell."""

from __future__ import annotations

import json
import os
import re
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from catalogue.cli.outside import told
from catalogue.cli.post_cards import MARK, SHOWN
from catalogue.model import Region
from catalogue.read.outside import link_memory, open_proposals
from tests.actions import Actions
from tests.built import ROOT
from tests.forked import forked
from tests.host import BOT, Refused, Standin, asked_by, packed, serving
from tests.proposals import propose
from tests.repositories import Repository, record
from tests.test_previews import World as Publication
from tests.test_proposal_cards import IKLIM, OBAT
from tests.test_proposal_cards import World as Cards


def steps(workflow: str, job: str) -> list[dict[str, Any]]:
    """Return the steps of a job."""
    read = yaml.safe_load((ROOT / f".github/workflows/{workflow}.yml").read_text(encoding="utf-8"))
    found: list[dict[str, Any]] = read["jobs"][job]["steps"]
    return found


@pytest.fixture
def host(tmp_path: Path) -> Iterator[Standin]:
    """Give a host with one record on main."""
    made = Repository.start(tmp_path / "asal")
    made.commit("2026-03-01", {OBAT: record("Antar Obat")})
    subprocess.run(["git", "clone", "-q", "--bare", made.root, tmp_path / "katalog.git"], check=True)
    with serving(Standin(tmp_path / "katalog.git", site="https://inovasi.example/")) as host:
        yield host


@pytest.fixture
def cards(host: Standin, tmp_path: Path) -> Cards:
    """Give the workflow that makes cards."""
    return Cards(host, Actions(host, tmp_path, "cards"))


# The publication: what the scripts of the job meet, and what the build is told.

RIGHTS = {"contents": "read", "pages": "read", "actions": "read"}
READER = {**RIGHTS, "pull-requests": "read", "checks": "read", "statuses": "read"}
"""The rights of the job that builds the site."""
SITE, FALLBACK = "https://inovasi.example/", "https://kota.github.io/katalog/"
LINK = {"https://mati.example/": {"since": "2026-05-01", "last": "2026-05-20", "times": 3, "reason": "404"}}


def _troubled(code: int) -> Callable[[Standin], object]:
    def trouble(_asked: str) -> None:
        raise Refused(code)

    return lambda host: setattr(host, "before", trouble)


HOSTS: dict[str, tuple[Callable[[Standin], object], str, bool, bool]] = {
    "all is told": (lambda _: None, SITE, True, True),
    "Pages is off": (lambda host: setattr(host, "site", ""), FALLBACK, True, True),
    "no check of links yet": (lambda host: setattr(host, "kept", None), SITE, True, False),
    "an archive that is none": (lambda host: setattr(host, "kept", b"bukan arsip"), SITE, True, False),
    "an archive of something else": (lambda host: setattr(host, "kept", packed("lain.json", "{}")), SITE, True, False),
    "a memory that is none": (lambda host: setattr(host, "kept", packed("tautan.json", "[")), SITE, True, False),
    "a huge memory": (lambda host: setattr(host, "kept", packed("tautan.json", " " * 20_000_001)), SITE, True, False),
    "no right to see proposals": (lambda host: host.tokens.update(kunci=RIGHTS), SITE, False, True),
    "no rights at all": (lambda host: host.tokens.clear(), FALLBACK, False, False),
    "too many questions": (_troubled(429), FALLBACK, False, False),
    "a host in trouble": (_troubled(502), FALLBACK, False, False),
}
"""What becomes of the host; the address that the site is given, and whether proposals and links are known."""


@pytest.mark.parametrize("name", HOSTS)
def test_a_publication_whatever_the_host_says(name: str, host: Standin, tmp_path: Path) -> None:
    """The site is built with what is known; the token is shown to nobody but the host."""
    change, address, listed, remembered = HOSTS[name]
    host.foreign(7, host.ref("main"), paths=[OBAT], rollup={"contexts": {"nodes": [{"state": "FAILURE"}]}})
    host.foreign(8, host.ref("main"), title="Kosong")
    host.tokens["kunci"], host.kept = READER, packed("tautan.json", json.dumps(LINK))
    change(host)
    environ = told(asked_by(host), region(), tmp_path)
    pulls, links = open_proposals(environ), link_memory(environ)
    assert (environ["SITE_URL"], pulls is not None, links is not None) == (address, listed, remembered)
    if pulls is not None:
        assert [(pull.number, pull.state, pull.opds) for pull in pulls] == [
            (8, "telaah", ()),
            (7, "salah", ("dinas-contoh",)),
        ]
    if links is not None:
        assert [address for address, failure in links.items() if failure.dead] == list(LINK)


def region(alamat: str | None = None) -> Region:
    """Return whose site it is."""
    known = {"nama": "Kota", "nama_pendek": "K", "pemerintah": "P", "provinsi": "X", "kode_wilayah": "99.01"}
    programme = {"nama": "Program", "penjelasan": "Satu kalimat."}
    given = {**known, "resmi": False, "koordinator": "Bappeda", "program": programme, "alamat": alamat}
    return Region.model_validate(given)


def test_where_a_site_lies_before_the_host_knows(host: Standin, tmp_path: Path) -> None:
    """The region's own address is not replaced by a guess, one that is given stays, and no host is no trouble."""
    host.site, host.tokens["kunci"] = "", READER
    assert told(asked_by(host), region("https://inovasi.kota.go.id/"), tmp_path)["SITE_URL"] == ""
    given = asked_by(host, SITE_URL="https://lain.example/")
    assert told(given, region(), tmp_path)["SITE_URL"] == "https://lain.example/"
    home = asked_by(host, GITHUB_REPOSITORY="Kota/kota.github.io")
    assert told(home, region(), tmp_path)["SITE_URL"] == "https://kota.github.io/"
    assert told({}, region(), tmp_path) == {}


def test_all_open_proposals_are_listed(host: Standin, tmp_path: Path) -> None:
    """The hundred and first too, which is on another page of the list."""
    host.tokens["kunci"] = READER
    first = host.foreign(1, host.ref("main"))
    host.pulls.update({number: {**first, "number": number} for number in range(2, 121)})
    pulls = open_proposals(told(asked_by(host), region(), tmp_path))
    assert pulls is not None
    assert [pull.number for pull in pulls] == list(range(120, 0, -1))


def test_a_faulty_shared_file_leaves_the_old_site(host: Standin, tmp_path: Path) -> None:
    """The build ends red, and neither is anything deployed nor is a statement made of it."""
    host.at("update-ref", "refs/heads/main", propose(host.git, host.ref("main"), {"region.yaml": "nama: [\n"}))
    world = Publication(host, tmp_path / "alur", whole=True)
    results = world.publish()
    assert (results["build"], results["attest"], results["deploy"]) == ("failure", "skipped", "skipped")
    assert not world.published.exists()
    assert "region.yaml" in world.said


def test_previews_that_are_lost_on_the_way_keep_back_nothing(host: Standin, tmp_path: Path) -> None:
    """The other job made one, and what it handed over cannot be fetched."""
    world = Publication(host, tmp_path / "alur")
    world.propose(7, {IKLIM: record("Kampung Iklim")})
    world.host.comments[1] = {
        "id": 1,
        "on": 7,
        "user": {"login": BOT},
        "body": f"{MARK}{host.pulls[7]['head']['sha']} x -->",
    }
    world.label(7)
    actions = world.workflows["publish"]
    actions.deliver({"repository": {"default_branch": "main"}})
    (group,) = actions.groups()
    actions.advance(group)
    made = actions.folder / "run-1/artifacts/pratinjau"
    assert (made / "7/index.html").is_file()
    made.rename(made.with_name("hilang"))
    actions.finish()
    assert {name: job.result for name, job in actions.last.items()}["deploy"] == "success"


# The verdict: what is counted as a change of the program, and what a conclusion is.

CHANGED = {
    "one record": (["innovations/dinas-contoh/antar-obat.yaml"], False),
    "an agency and the region": (["opd/dinas-contoh.yaml", "region.yaml"], False),
    "a verdict": (["periods/2026/reviews/antar-obat.yaml"], False),
    "a rubric": (["rubrics/iid-2026.yaml"], True),
    "a guide": (["docs/panduan/opd.md"], True),
    "a record and a workflow": (["innovations/a/b.yaml", ".github/workflows/check.yml"], True),
    "a name that looks like data": (["lain/innovations/a.yaml"], True),
    "a name with a line end": (["innovations/a\nbuild.py"], False),
    "nothing": ([], False),
}


@pytest.mark.parametrize("name", CHANGED)
def test_data_alone_runs_no_test_of_the_program(name: str, tmp_path: Path) -> None:
    """The script that decides it, on a real change; at the least doubt the tests run."""
    paths, program = CHANGED[name]
    repository = Repository(tmp_path / "usulan")
    repository.root.mkdir()
    repository.git("init", "--quiet", "--initial-branch=main")
    repository.commit("2026-03-01", {"README.md": "x"})
    repository.commit("2026-03-02", dict.fromkeys(paths, "y"))
    (script,) = [step["run"] for step in steps("check", "scope") if step.get("id") == "scope"]
    output = tmp_path / "output"
    output.touch()
    env = {**os.environ, "BASE": "HEAD^1", "GITHUB_OUTPUT": str(output)}
    subprocess.run(["bash", "-e", "-c", script], cwd=repository.root, env=env, check=True, capture_output=True)
    assert output.read_text() == ("program=true\n" if program else "")


@pytest.mark.parametrize(
    ("results", "passes"),
    [
        ("success success success", True),
        ("success success skipped", True),
        ("success failure skipped", False),
        ("failure success skipped", False),
        ("success success cancelled", False),
        ("success  success", True),
    ],
)
def test_the_conclusion_is_that_of_all_parts(results: str, passes: bool) -> None:
    """A part that was cancelled has not passed; one that was not needed holds nobody back."""
    (step,) = steps("check", "verdict")
    env = {**os.environ, "RESULTS": results}
    done = subprocess.run(["bash", "-e", "-c", step["run"]], env=env, capture_output=True, check=False)
    assert (done.returncode == 0) is passes


def test_a_queue_of_merges_is_judged_against_what_it_is_put_on() -> None:
    """The check runs for the queue, and takes as its base what that says."""
    check = yaml.load((ROOT / ".github/workflows/check.yml").read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    assert {"pull_request", "merge_group"} <= check["on"].keys()
    assert check["env"]["BASE"] == "${{ github.event.merge_group.base_sha || 'HEAD^1' }}"
    assert check["jobs"]["verdict"]["name"] == "Pemeriksaan"


# The cards: what people and machines do to comments, branches, names and the host.


def test_a_history_that_was_written_anew(cards: Cards) -> None:
    """A proposal that has nothing in common with main any more is answered."""
    cards.propose(7, {IKLIM: record("Kampung Iklim")})
    tree = cards.host.at("rev-parse", "main^{tree}")
    cards.host.at("update-ref", "refs/heads/main", cards.host.commit([], tree, "Baru", "penelaah"))
    cards.run()
    assert "tidak berpangkal pada cabang utama" in cards.card(7)


def test_a_proposal_of_nothing(cards: Cards) -> None:
    """What is main already changes nothing, and says so."""
    cards.host.foreign(7, cards.host.ref("main"))
    cards.run()
    assert "Tidak ada inovasi yang berubah. 0 galat baru" in cards.card(7)


@pytest.mark.parametrize("way", ["deleted", "overwritten"])
def test_a_card_that_somebody_took_away(way: str, cards: Cards) -> None:
    """It is there again after the next run."""
    cards.propose(7, {IKLIM: record("Kampung Iklim")})
    cards.run()
    (id,) = cards.host.comments
    if way == "deleted":
        del cards.host.comments[id]
    else:
        cards.host.comments[id]["body"] = "tidak perlu"
    cards.run()
    assert [one["body"].startswith(MARK) for one in cards.host.comments.values()][-1]


def test_libraries_that_cannot_be_fetched(cards: Cards) -> None:
    """No card is made and none is spoilt; the next run makes it."""
    make = cards.host.programs["make"]
    cards.host.programs["make"] = lambda *_: (2, "", "no network")
    cards.propose(7, {IKLIM: record("Kampung Iklim")})
    assert cards.run() == []
    assert cards.actions.last["cards"].result == "failure"
    cards.host.programs["make"] = make
    cards.run()
    assert "### `Kampung Iklim`" in cards.card(7)


NAMES: dict[str, tuple[dict[str, str | None], dict[str, Any]]] = {
    "a branch that is a command": ({IKLIM: record("Iklim")}, {"head": {"ref": "$(touch terkena)`id`", "repo": None}}),
    "a title that is a command": (
        {IKLIM: record("Iklim")},
        {"title": "::set-output name=cards::x ${{ github.token }}"},
    ),
    "a name with a line end": ({'"innovations/dinas-lain/a\\nb.yaml"': "x\n", IKLIM: record("Iklim")}, {}),
    "a name of other bytes": ({'"innovations/dinas-lain/\\377.yaml"': "x\n", IKLIM: record("Iklim")}, {}),
    "a name that turns round": ({"innovations/dinas-lain/\u202elmay.yaml": "x\n", IKLIM: record("Iklim")}, {}),
    "a name that leads out": ({"innovations/dinas-lain/a b;rm -rf.yaml": "x\n", IKLIM: record("Iklim")}, {}),
    "capitals beside small letters": ({IKLIM.replace("kampung", "Kampung"): record("I"), IKLIM: record("Iklim")}, {}),
}


@pytest.mark.parametrize("name", NAMES)
def test_names_stay_names(name: str, cards: Cards, tmp_path: Path) -> None:
    """The card is made, on lines of its own, and what is well formed beside it is told."""
    files, more = NAMES[name]
    cards.propose(7, files, **more)
    cards.run()
    card = cards.card(7)
    assert "### `Iklim`" in card
    assert "\u202e" not in card
    assert not list(tmp_path.rglob("terkena*"))
    if more:
        assert "0 galat baru" in card
    else:
        assert "0 galat baru" not in card


def test_more_proposals_than_one_answer_holds(cards: Cards) -> None:
    """The hundred and first is found, and what has its card already costs nothing."""
    cards.propose(101, {IKLIM: record("Kampung Iklim")})
    sha, main = cards.host.pulls[101]["head"]["sha"], cards.host.ref("main")
    for number in range(1, 101):
        cards.host.foreign(number, sha)
        body = f"{MARK}{sha} {main} -->\nkartu"
        cards.host.comments[number] = {"id": number, "on": number, "user": {"login": BOT}, "body": body}
    cards.run()
    assert "### `Kampung Iklim`" in cards.card(101)
    assert len(cards.host.comments) == 101


def test_a_preview_stays_while_main_moves(cards: Cards) -> None:
    """The label goes with a push to the proposal, not with one to main."""
    cards.propose(7, {IKLIM: record("Kampung Iklim")})
    cards.run()
    cards.host.pulls[7]["labels"].append({"name": SHOWN})
    cards.host.at(
        "update-ref", "refs/heads/main", propose(cards.host.git, cards.host.ref("main"), {"README.md": "x\n"})
    )
    cards.run()
    assert SHOWN in cards.labels(7)
    cards.propose(7, {IKLIM: record("Kampung Iklim Baru")})
    cards.run()
    assert SHOWN not in cards.labels(7)


def test_a_label_that_cannot_be_taken_off_shows_nothing(cards: Cards) -> None:
    """The card of the new state is not posted before the label is gone, and without it there is no preview."""
    cards.propose(7, {IKLIM: record("Kampung Iklim")})
    cards.run()
    old = cards.host.pulls[7]["head"]["sha"]
    cards.host.pulls[7]["labels"].append({"name": SHOWN})
    cards.propose(7, {IKLIM: record("Kampung Iklim Baru")})

    def trouble(asked: str) -> None:
        if asked.startswith("DELETE"):
            raise Refused(500)

    cards.host.before = trouble
    cards.run()
    (said,) = [one["body"] for one in cards.host.comments.values()]
    assert said.startswith(f"{MARK}{old} ")
    cards.host.before = None
    cards.run()
    assert SHOWN not in cards.labels(7)
    assert "Kampung Iklim Baru" in cards.card(7)


# The clock, and whether every scenario has its test.


def test_a_day_that_only_the_clock_brings(host: Standin, tmp_path: Path) -> None:
    """One commit on two days: pages tell of the new day, and what records say is the same bytes."""
    subprocess.run(["git", "clone", "-q", host.git, tmp_path / "kerja"], check=True)
    found = []
    for day in ("2026-11-30", "2026-12-01"):
        out = tmp_path / day
        done = forked().run(["site", "--root", str(tmp_path / "kerja"), "--out", str(out), "--date", day], {})
        assert done.returncode == 0, done.stderr
        found.append({str(path.relative_to(out)): path.read_bytes() for path in out.rglob("*") if path.is_file()})
    before, after = found
    changed = {path for path in before.keys() | after.keys() if before.get(path) != after.get(path)}
    assert "index.html" in changed
    assert not {path for path in changed if path.endswith((".yaml", ".jpg", ".css", ".js", ".schema.json"))}
    assert "data/inovasi.csv" in before.keys() - changed


def test_every_scenario_has_its_test() -> None:
    """The list names tests that are there; of our own there are twenty or more."""
    text = (ROOT / "tests" / "scenarios.md").read_text(encoding="utf-8")
    named = re.findall(r"`(test_\w+\.py)::(test_\w+)`", text)
    missing = [
        f"{file}::{name}"
        for file, name in named
        if f"\ndef {name}(" not in (ROOT / "tests" / file).read_text(encoding="utf-8")
    ]
    assert missing == []
    rows = [
        line for line in text.splitlines() if line.startswith("| ") and not line.startswith(("| Scenario", "| ---"))
    ]
    assert all("::test_" in row for row in rows)
    assert len([row for row in text.partition("## Twenty of our own")[2].splitlines() if "::test_" in row]) >= 20
