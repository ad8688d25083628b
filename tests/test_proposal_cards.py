"""The cards of open proposals: the real workflow against a host of our own, with proposals that mean no good."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import redirect_stderr
from dataclasses import dataclass, field
from io import StringIO
from pathlib import Path
from typing import Any

import pytest

from catalogue.cli import post_cards
from catalogue.cli.post_cards import MARK, BadCard, read_card
from tests.actions import Actions
from tests.forked import forked
from tests.host import BOT, Refused, Standin, serving
from tests.proposals import bomb, propose, records
from tests.repositories import Repository, maturity, record

DAY = "2026-06-01"
OBAT = "innovations/dinas-contoh/antar-obat.yaml"
IKLIM = "innovations/dinas-lain/kampung-iklim.yaml"
REVIEW = "verifikasi:\n  sdm:\n    putusan: sesuai\n    sidik: 0123456789abcdef\n    tanggal: 2026-04-14\n"
WORKFLOW = {".github/workflows/publish.yml": "on: push\n"}
GOOD = {IKLIM: record("Kampung Iklim")}


@dataclass
class World:
    """The host, the workflow, and what it is told."""

    host: Standin
    actions: Actions
    told: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.host.programs = {"make": lambda *_: (0, "", ""), "python": self._make, "python3": self._post}

    def _make(self, words: list[str], env: dict[str, str]) -> tuple[int, str, str]:
        name, out, *more = words[1:]
        done = forked().run([name, f"{env['PWD']}/{out}", *more, "--root", env["PWD"], "--date", DAY], env)
        return done.returncode, done.stdout, done.stderr

    def _post(self, words: list[str], env: dict[str, str]) -> tuple[int, str, str]:
        assert words[:2] == ["-m", "catalogue.cli.post_cards"]
        said = StringIO()
        with redirect_stderr(said):
            return post_cards.main(words[2:], env), "", said.getvalue()

    def run(self) -> list[str]:
        """Run the workflow, and return what the host was told to change."""
        self.host.asked.clear()
        self.actions.deliver({"repository": {"default_branch": "main"}})
        self.actions.finish()
        return [asked for asked in self.host.asked if not asked.startswith("GET")]

    def propose(self, number: int, files: Mapping[str, str | None], **more: Any) -> None:
        """Open a proposal from a fork."""
        self.host.foreign(number, propose(self.host.git, self.host.ref("main"), files), **more)

    def card(self, number: int) -> str:
        """Return the one card of a proposal, without its mark."""
        (said,) = [one["body"] for one in self.host.comments.values() if one["on"] == number]
        assert said.startswith(f"{MARK}{self.host.pulls[number]['head']['sha']} ")
        return str(said.partition("\n")[2])

    def labels(self, number: int) -> list[str]:
        """Return the labels of a proposal."""
        return [label["name"] for label in self.host.pulls[number]["labels"]]


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    """Give a world with one record on main."""
    made = Repository.start(tmp_path / "asal")
    made.commit("2026-03-01", {OBAT: record("Antar Obat", maturity())})
    subprocess.run(["git", "clone", "-q", "--bare", made.root, tmp_path / "katalog.git"], check=True)
    with serving(Standin(tmp_path / "katalog.git", site="https://inovasi.example/")) as host:
        yield World(host, Actions(host, tmp_path, "cards"))


def test_a_fork_gets_its_card_from_the_program_of_main(world: World) -> None:
    """What changes, who proposes, whose files they are, where to see it; its labels; and once is enough."""
    world.propose(7, {**GOOD, "build.py": "raise SystemExit('program usulan')\n"})
    world.run()
    card, sha = world.card(7), world.host.pulls[7]["head"]["sha"]
    assert "### `Kampung Iklim`" in card
    assert f"https://github.example/orang/katalog/blob/{sha}/{IKLIM}" in card
    assert "- Perangkat lunak. `build.py`" in card
    assert "Pengusul bukan anggota organisasi" in card
    assert world.labels(7) == ["data", "opd: dinas-lain", "perangkat lunak"]
    assert world.run() == []


def test_one_proposal_stops_no_other(world: World) -> None:
    """Huge, hostile, orphaned and unanswerable ones: each has its answer in one run, and the good one its card."""
    main, keys = world.host.ref("main"), "".join(f"isian_{number}: {'x' * 60}\n" for number in range(600))
    world.propose(1, {**records(500), **WORKFLOW, "periods/2026/lain.yaml": "x\n"})
    world.propose(2, {IKLIM: record("Iklim", keys), **WORKFLOW})
    world.propose(3, {f"innovations/dinas-lain/{'n' * 300}.yaml": "nama: x\n"})
    world.host.foreign(4, bomb(world.host.git, main, "innovations"))
    world.host.foreign(5, bomb(world.host.git, main, "docs"))
    world.propose(6, GOOD, head={"ref": "main", "repo": None}, user=None)
    world.propose(8, {**records(60), ".ci/run": "true\n"})
    world.propose(9, {".github/workflows/check.yml": "jobs: {catalogue: {name: Berkas katalog}}\n"})
    world.propose(10, GOOD)
    world.propose(11, GOOD)
    world.host.pulls[11]["head"]["sha"] = "0" * 40
    world.propose(12, GOOD)
    world.host.at("update-ref", "-d", "refs/pull/12/head")
    world.propose(20, GOOD)

    def trouble(asked: str) -> None:
        if "issues/10/" in asked:
            raise Refused(403)

    world.host.before = trouble
    world.run()
    for number in (1, 2):
        assert "dipotong" in world.card(number).partition("\n")[0]
        assert "`.github/workflows/publish.yml`" in world.card(number)
    assert "`periods/2026/lain.yaml`" in world.card(1)
    assert "`letak-berkas`" in world.card(3)
    for number in (4, 5):
        assert re.match(r"# Kartu tidak dapat dibuat: .*lebih dari 50\.000 berkas\n", world.card(number))
    assert f"https://github.example/kota/katalog/blob/{world.host.pulls[6]['head']['sha']}/{IKLIM}" in world.card(6)
    assert "`.ci/run`" in world.card(8)
    assert "perangkat lunak" in world.labels(8)
    assert "hak dan rahasia" in world.card(9)
    assert "Git tidak dapat mengambil usulan ini" in world.card(12)
    assert "### `Kampung Iklim`" in world.card(20)
    assert {one["on"] for one in world.host.comments.values()} == {1, 2, 3, 4, 5, 6, 8, 9, 12, 20}
    world.host.before = None
    assert {asked.split("/")[-2] for asked in world.run()} == {"10"}, "what failed is tried again, and nothing else"
    assert "### `Kampung Iklim`" in world.card(10)


def test_a_card_follows_its_proposal_and_main(world: World) -> None:
    """The comment stays the same one; labels that no longer fit go, those of people stay."""
    world.propose(7, {**GOOD, "docs/x.md": "x\n"})
    world.host.pulls[7]["labels"] = [{"name": "milik orang"}]
    world.run()
    assert world.labels(7) == ["milik orang", "data", "opd: dinas-lain", "panduan"]
    world.propose(7, {IKLIM: record("Kampung Iklim", "terkait: [antar-obat]\n")})
    world.run()
    assert world.labels(7) == ["milik orang", "data", "opd: dinas-lain"]
    assert "0 galat baru" in world.card(7)
    gone = propose(world.host.git, world.host.ref("main"), {OBAT: None})
    world.host.at("update-ref", "refs/heads/main", gone)
    world.run()
    assert "1 galat baru" in world.card(7), "main moved, and the record that is named is gone"
    assert world.run() == []


@pytest.mark.parametrize(
    ("association", "more", "said"),
    [
        ("NONE", {}, "Pengusul bukan anggota organisasi"),
        ("CONTRIBUTOR", {}, "Pengusul bukan anggota organisasi"),
        ("COLLABORATOR", {}, "tidak dapat dipastikan"),
        ("MEMBER", {}, "tidak dapat dipastikan"),
        (
            "NONE",
            {"user": {"login": BOT}, "head": {"ref": "usulan/isu-3", "repo": {"html_url": "https://github.example/x"}}},
            "dibuat alur kerja dari sebuah isu",
        ),
    ],
)
def test_who_brings_a_verdict_is_said_beside_it(
    association: str, more: dict[str, Any], said: str, world: World
) -> None:
    """As far as the host tells, and no name is written."""
    world.propose(7, {"periods/2026/reviews/antar-obat.yaml": REVIEW}, author_association=association, **more)
    world.run()
    brought = world.card(7).partition("## Putusan yang dibawa usulan ini")[2].partition("\n## ")[0]
    assert said in brought
    assert "`antar-obat`, 2026, Sumber daya manusia: *sesuai*" in brought
    assert "orang" not in brought.replace("orangnya", "")


def test_a_card_for_an_older_state_is_not_posted(world: World) -> None:
    """A push between both jobs: the next run answers it."""
    world.propose(7, GOOD)
    world.actions.deliver({"repository": {"default_branch": "main"}})
    (group,) = world.actions.groups()
    world.actions.advance(group)
    world.propose(7, {**GOOD, "docs/x.md": "x\n"})
    world.actions.finish()
    assert not world.host.comments
    world.run()
    assert "docs/x.md" in world.card(7)


def test_a_copied_mark_is_no_card(world: World) -> None:
    """Somebody else's comment that looks like a card is neither believed nor changed."""
    world.propose(7, GOOD)
    mark = f"{MARK}{world.host.pulls[7]['head']['sha']} {world.host.ref('main')} -->\nbaik"
    world.host.comments[1] = {"id": 1, "on": 7, "user": {"login": "orang"}, "body": mark}
    assert any(asked.startswith("POST") and asked.endswith("/comments") for asked in world.run())
    assert world.host.comments[1]["body"] == mark


@pytest.mark.parametrize(
    "content",
    [
        "[]",
        "{",
        '{"sha": "x", "body": "<!-- kartu x", "labels": null, "known": []}',
        f'{{"sha": "{"0" * 40}", "body": "bukan kartu", "labels": null, "known": []}}',
        f'{{"sha": "{"0" * 40}", "body": "<!-- kartu x", "labels": ["a/b"], "known": []}}',
        f'{{"sha": "{"0" * 40}", "body": "<!-- kartu {"x" * 66_000}", "labels": [], "known": []}}',
    ],
)
def test_what_is_no_card_is_not_posted(content: str) -> None:
    """The job that may write looks once more at what it is handed."""
    with pytest.raises(BadCard):
        read_card("7", content)
