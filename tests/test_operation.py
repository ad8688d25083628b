"""What can happen to the catalogue on its host, scenario by scenario, beyond what each workflow's own tests tell."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from catalogue.cli.post_cards import MARK, SHOWN
from tests.actions import Actions
from tests.built import ROOT
from tests.host import BOT, Refused, Standin, serving
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

Gh = Callable[[list[str]], tuple[int, str, str]]
FALLBACK = "https://kota.github.io/katalog/"


def _is(words: list[str], *parts: str) -> bool:
    return all(part in " ".join(words) for part in parts)


HOSTS: dict[str, tuple[Gh, str, bool]] = {
    "Pages is off": (lambda w: (1, "", "HTTP 404") if _is(w, "/pages") else (0, "[]", ""), FALLBACK, True),
    "too many questions": (lambda _: (1, "", "HTTP 403: rate limit"), FALLBACK, False),
    "gh is missing": (lambda _: (127, "", "gh: command not found"), FALLBACK, False),
    "half a list": (
        lambda w: (1, '[{"number": 1', "EOF") if _is(w, "pr list") else (0, "https://x.example/", ""),
        "https://x.example/",
        False,
    ),
    "no memory of links": (lambda w: (1, "", "none") if _is(w, "run download") else (0, "7", ""), "7", True),
    "all answers": (lambda w: (0, "https://x.example/" if _is(w, "/pages") else "[]", ""), "https://x.example/", True),
}
"""What `gh` answers, the address that the build is given, and whether it is given a list of proposals."""


@pytest.mark.parametrize("name", HOSTS)
def test_a_publication_whatever_the_host_says(name: str, tmp_path: Path) -> None:
    """The site is built in GitHub's own shell, with what is known."""
    answer, address, listed = HOSTS[name]
    lines = ["#!/bin/bash", 'case "$*" in']
    for part in ("/pages", "pr list", "run download", "actions/workflows"):
        code, out, err = answer([part])
        lines.append(f"*'{part}'*) printf '%s' '{out}'; echo '{err}' >&2; exit {code};;")
    (tmp_path / "bin").mkdir()
    (tmp_path / ".venv/bin").mkdir(parents=True)
    for file, text in (
        (tmp_path / "bin/gh", "\n".join([*lines, "esac\n"])),
        (
            tmp_path / ".venv/bin/python",
            '#!/bin/bash\necho "$SITE_URL" > told; cat "$PROPOSALS_FILE" >> told 2>/dev/null; true\n',
        ),
    ):
        file.write_text(text, encoding="utf-8")
        file.chmod(0o755)
    (script,) = [step["run"] for step in steps("publish", "build") if step.get("name") == "Bangun situs"]
    env = {
        "PATH": f"{tmp_path}/bin:{os.environ['PATH']}",
        "TMPDIR": str(tmp_path),
        "GITHUB_REPOSITORY": "kota/katalog",
        "GITHUB_REPOSITORY_OWNER": "kota",
    }
    done = subprocess.run(
        ["bash", "-e", "-c", script], cwd=tmp_path, env=env, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    told = (tmp_path / "told").read_text(encoding="utf-8").split("\n", 1)
    assert (told[0], bool(told[1])) == (address, listed)


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
