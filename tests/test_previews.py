"""Previews of proposals: the real workflow of the publication against a host of our own, with hostile proposals."""

from __future__ import annotations

import json
import subprocess
import tarfile
from collections.abc import Iterator, Mapping
from contextlib import redirect_stderr
from dataclasses import dataclass, field
from io import StringIO
from pathlib import Path
from typing import Any

import pytest

from catalogue.cli import post_cards
from catalogue.cli.post_cards import MARK, SHOWN
from catalogue.publish import previews
from catalogue.publish.previews import Unfit, explain, include, prune
from catalogue.site.jinja import still_policy
from tests.actions import Actions
from tests.forked import forked
from tests.host import Standin, serving
from tests.proposals import bomb, propose
from tests.repositories import Repository, maturity, record

DAY = "2026-06-01"
SITE = "https://inovasi.example/"
OBAT = "innovations/dinas-contoh/antar-obat.yaml"
IKLIM = "innovations/dinas-lain/kampung-iklim.yaml"
EVIL = 'Kampung <script src="https://jahat.example/x.js"></script>'


@dataclass
class World:
    """The host with three of its workflows, and the site that the last publication made."""

    host: Standin
    folder: Path
    published: Path = field(init=False)
    whole: bool = False
    """Whether the site itself is built, which takes its time; else a folder with one page stands for it."""
    said: str = ""
    workflows: dict[str, Actions] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.published = self.folder / "terbit"
        done = lambda *_: (0, "", "")  # noqa: E731
        self.host.programs = {"make": done, "python": self._build, "python3": self._post, "gh": self._gh}
        for name in ("cards", "publish", "proposed"):
            self.workflows[name] = Actions(self.host, self.folder / name, name)

    def _build(self, words: list[str], env: dict[str, str]) -> tuple[int, str, str]:
        name, *more = words[1:]
        place = env["PWD"]
        more = [f"{place}/{word}" if word in ("cards", "pratinjau") else word for word in more]
        if name == "site" and not self.whole:
            explain(Path(place, "site"), 1, "situs")
            (Path(place) / "site/data").mkdir()
            (Path(place) / "site/data/berkas.sha256").write_text("x\n", encoding="utf-8")
            include(Path(more[-1]), Path(place) / "site")
            return 0, "", ""
        if name == "check":
            return 0, "", ""
        if name == "site":
            more += ["--out", f"{place}/site"]
        done = forked().run([name, *more, "--root", place, "--date", DAY], env)
        self.said += done.stderr
        return done.returncode, done.stdout, done.stderr

    def _post(self, words: list[str], env: dict[str, str]) -> tuple[int, str, str]:
        said = StringIO()
        with redirect_stderr(said):
            return post_cards.main(words[2:], env), "", said.getvalue()

    def _gh(self, words: list[str], _: dict[str, str]) -> tuple[int, str, str]:
        """Answer what scripts ask: how many are labelled, and a workflow to be started; nothing else is known."""
        if "--label" in words:
            labelled = [pull for pull in self.host.pulls.values() if {"name": SHOWN} in pull["labels"]]
            return 0, f"{sum(pull['state'] == 'open' for pull in labelled)}\n", ""
        path = next((word for word in words if word.startswith("repos/")), "")
        if path.endswith("/dispatches"):
            self.host.started.append(path.split("/")[-2])
            return 0, "", ""
        return 1, "", ""

    def cards(self) -> None:
        """Let the cards be made and posted."""
        self.workflows["cards"].deliver({"repository": {"default_branch": "main"}})
        self.workflows["cards"].finish()

    def publish(self) -> dict[str, str]:
        """Publish, lay out what the host would serve, and return how the jobs ended."""
        actions = self.workflows["publish"]
        actions.deliver({"repository": {"default_branch": "main"}})
        group = actions.groups()[0]
        archive = actions.folder / f"run-{actions.runs}" / "artifacts/github-pages/artifact.tar"
        while actions.groups():
            actions.advance(group)
            if archive.is_file() and not self.published.is_dir():
                with tarfile.open(archive) as packed:
                    packed.extractall(self.published, filter="data")
        return {name: job.result for name, job in actions.last.items()}

    def forget(self) -> None:
        """Let the next publication be laid out anew."""
        subprocess.run(["rm", "-rf", str(self.published)], check=True)

    def propose(self, number: int, files: Mapping[str, str | None], **more: Any) -> None:
        """Open a proposal from a fork, or push to it."""
        self.host.foreign(number, propose(self.host.git, self.host.ref("main"), files), **more)

    def label(self, number: int) -> None:
        """Let a reviewer ask for a preview."""
        self.host.pulls[number]["labels"].append({"name": SHOWN})

    def page(self, number: int, path: str = "") -> str:
        """Return a page of a preview."""
        return (self.published / f"pratinjau/{number}/{path}index.html").read_text(encoding="utf-8")

    def shown(self) -> set[str]:
        """Return the numbers of the previews."""
        return {path.parent.name for path in self.published.glob("pratinjau/*/index.html")}


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    """Give a world with one record on main."""
    made = Repository.start(tmp_path / "asal")
    made.commit("2026-03-01", {OBAT: record("Antar Obat", maturity())})
    subprocess.run(["git", "clone", "-q", "--bare", made.root, tmp_path / "katalog.git"], check=True)
    with serving(Standin(tmp_path / "katalog.git", site=SITE)) as host:
        yield World(host, tmp_path / "alur")


def test_a_reviewer_sees_the_whole_site_and_nothing_runs_there(world: World) -> None:
    """A fork's data by main's program: pages, lists and agencies; marked, unlisted, still, and apart from the site."""
    world.whole = True
    world.propose(7, {IKLIM: record("Kampung Iklim"), "build.py": "raise SystemExit\n", "templates/base.html": "x"})
    world.cards()
    assert f"pasang label `{SHOWN}`" in str(world.host.comments)
    assert f"<{SITE}pratinjau/7/>" in str(world.host.comments)
    world.label(7)
    assert world.publish() == dict.fromkeys(("previews", "build", "attest", "deploy", "watch"), "success")
    preview = world.published / "pratinjau/7"
    assert "Kampung Iklim" in (preview / "inovasi/kampung-iklim/index.html").read_text(encoding="utf-8")
    assert "Kampung Iklim" in (preview / "opd/dinas-lain/index.html").read_text(encoding="utf-8")
    pages = list(preview.rglob("*.html"))
    assert len(pages) > 50
    for page in pages:
        text = page.read_text(encoding="utf-8")
        assert f'content="{still_policy()}"' in text, page
        assert 'name="robots" content="noindex"' in text, page
        assert 'rel="canonical"' not in text, page
        assert SITE not in text, page
        if 'http-equiv="refresh"' not in text:
            assert "Pratinjau usulan #7, belum resmi." in text, page
    assert not [path for path in preview.rglob("*") if path.suffix == ".js" or "sitemap" in path.name]
    official = [path for path in world.published.rglob("*") if path.is_file() and preview not in path.parents]
    assert not [path for path in official if b"Kampung Iklim" in path.read_bytes()]
    assert "pratinjau/7" not in (world.published / "sitemap.xml").read_text(encoding="utf-8")
    listed = (world.published / "data/berkas.sha256").read_text(encoding="utf-8")
    assert "pratinjau/7/" not in listed
    subprocess.run(["sha256sum", "--check", "--quiet", "data/berkas.sha256"], cwd=world.published, check=True)


def test_nobody_is_shown_who_was_not_asked_for(world: World) -> None:
    """Without a label, without a card of this state, or closed: nothing; and the label goes with the first push."""
    files: dict[str, str | None] = {IKLIM: record("Kampung Iklim")}
    for number in (1, 2, 3, 4):
        world.propose(number, files)
    world.cards()
    world.label(2)
    world.propose(3, files)
    world.label(3)
    world.propose(3, {IKLIM: record("Diganti sesudah dilabeli")})
    world.propose(4, files, state="closed")
    world.label(4)
    world.publish()
    assert world.shown() == {"2"}
    world.host.pulls[4]["state"] = "closed"
    world.cards()
    assert {"name": SHOWN} not in world.host.pulls[3]["labels"]
    assert {"name": SHOWN} in world.host.pulls[2]["labels"]
    world.host.pulls[2]["state"] = "closed"
    world.forget()
    world.publish()
    assert world.shown() == set()
    assert (world.published / "index.html").is_file()


def test_a_forged_card_opens_nothing(world: World) -> None:
    """A comment of somebody else that names the new state is none of ours."""
    world.propose(7, {IKLIM: record("Kampung Iklim")})
    world.label(7)
    forged = f"{MARK}{world.host.pulls[7]['head']['sha']} x -->\nkartu"
    world.host.comments[1] = {"id": 1, "on": 7, "user": {"login": "orang"}, "body": forged}
    world.publish()
    assert world.shown() == set()


def test_one_hostile_proposal_stops_no_other(world: World) -> None:
    """A bomb, a fault in what all share, a conflict with main; and a good one from a fork that is gone.

    That one brings a script, a file with a name of 300 bytes, and a record with a fault, which is shown as it last was.
    """
    main = world.host.ref("main")
    world.host.foreign(2, bomb(world.host.git, main, "innovations"))
    world.propose(3, {OBAT: record("Antar Obat Pagi")})
    world.propose(5, {"region.yaml": "nama: [\n"})
    world.host.at("update-ref", "refs/heads/main", propose(world.host.git, main, {OBAT: record("Antar Obat Sore")}))
    files = {f"innovations/dinas-lain/{'n' * 300}.yaml": "nama: x\n", OBAT: "nama: [\n"}
    world.propose(8, {**files, IKLIM: record("Iklim").replace("nama: Iklim", f"nama: '{EVIL}'")}, head={"repo": None})
    world.cards()
    for number in (2, 3, 5, 8):
        world.label(number)
    assert set(world.publish().values()) == {"success"}
    told = {number: world.page(number) for number in (2, 3, 5, 8)}
    assert "lebih dari 50.000 berkas" in told[2]
    assert "bertabrakan dengan cabang utama" in told[3]
    assert "berkas bersamanya keliru" in told[5]
    assert "Pratinjau usulan #8" in told[8]
    assert '<script src="https' not in world.page(8, "inovasi/kampung-iklim/")
    assert "Antar Obat Sore" in world.page(8, "inovasi/antar-obat/")
    assert world.shown() == {"2", "3", "5", "8"}


@pytest.mark.parametrize("said", [(1, "", "gh: HTTP 502"), (127, "", "gh: command not found")])
def test_without_previews_the_site_is_published(said: tuple[int, str, str], world: World) -> None:
    """A host that does not say who has a label, and a job that fails, keep back no publication."""
    world.host.programs["gh"] = lambda *_: said
    results = world.publish()
    assert (results["previews"], results["build"], results["deploy"]) == ("failure", "success", "success")
    assert (world.published / "index.html").is_file()


@pytest.mark.parametrize(
    ("event", "started"),
    [
        ({"action": "opened"}, "cards.yml"),
        ({"action": "synchronize"}, "cards.yml"),
        ({"action": "labeled", "label": {"name": SHOWN}}, "publish.yml"),
        ({"action": "unlabeled", "label": {"name": SHOWN}}, "publish.yml"),
        ({"action": "labeled", "label": {"name": "data"}}, ""),
        ({"action": "closed"}, "publish.yml"),
    ],
)
def test_what_happens_to_a_proposal_starts_what_follows(event: dict[str, Any], started: str, world: World) -> None:
    """A push the cards, the label and the end of a proposal the publication, another label nothing."""
    proposed = world.workflows["proposed"]
    proposed.deliver({**event, "repository": {"default_branch": "main"}, "pull_request": {"number": 7}})
    proposed.finish()
    assert world.host.started == ([started] if started else [])


def test_the_label_is_put_by_people_alone() -> None:
    """A card that asks for it, as a subverted job might write one, is refused."""
    body = f"{MARK}{'0' * 40} x -->\nkartu"
    card = {"sha": "0" * 40, "body": body, "labels": ["data"], "known": ["data"]}
    assert post_cards.read_card("7", json.dumps(card)).labels == ("data",)
    for change in ({"labels": [SHOWN]}, {"known": ["data", SHOWN]}):
        with pytest.raises(post_cards.BadCard):
            post_cards.read_card("7", json.dumps({**card, **change}))


def _still(text: str = "") -> str:
    return f"{previews._head('id')}\n<title>x</title></head><body>{text}</body></html>\n"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("jalan.js", "x"),
        ("a/index.html", "<!doctype html><script>x</script>"),
        ("b/index.html", f"<!-- x -->{_still()}"),
        ("..%2Fkeluar.html", _still()),
        (".tersembunyi", "x"),
        ("sw.mjs", "x"),
        ("panjang/" + "n" * 210 + ".html", _still()),
    ],
)
def test_what_is_no_preview_is_not_taken(name: str, content: str, tmp_path: Path) -> None:
    """The job that builds the site looks at each file that another job made; one that does not fit drops the whole."""
    site, made = tmp_path / "situs", tmp_path / "pratinjau"
    site.mkdir()
    for number in ("7", "8"):
        (made / number).mkdir(parents=True)
        (made / number / "index.html").write_text(_still(), encoding="utf-8")
    (made / "7" / name).parent.mkdir(exist_ok=True)
    (made / "7" / name).write_text(content, encoding="utf-8")
    assert [line.partition(":")[0] for line in include(made, site)] == ["pratinjau usulan 7 tidak dimuat"]
    assert [path.name for path in (site / "pratinjau").iterdir()] == ["8"]


def test_links_and_strange_folders_are_not_taken(tmp_path: Path) -> None:
    """Only numbers are folders of previews, and a link in one is never followed."""
    site, made = tmp_path / "situs", tmp_path / "pratinjau"
    site.mkdir()
    for name in ("x", "0", "-1", "7", "1" * 20):
        (made / name).mkdir(parents=True)
        (made / name / "index.html").write_text(_still(), encoding="utf-8")
    (made / "7/rahasia.txt").symlink_to("/etc/passwd")
    assert include(made, site) == ["pratinjau usulan 7 tidak dimuat: `rahasia.txt` bukan berkas pratinjau"]
    assert not (site / "pratinjau").exists()


def test_previews_are_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In bytes, in files and in number."""
    site, made = tmp_path / "situs", tmp_path / "pratinjau"
    site.mkdir()
    for number in range(1, 15):
        explain(made / str(number), number, "sebab")
    assert include(made, site) == []
    assert len(list((site / "pratinjau").iterdir())) == previews.MOST
    monkeypatch.setattr(previews, "BYTES", 100)
    with pytest.raises(Unfit, match="lebih besar"):
        prune(made / "1")
    monkeypatch.undo()
    monkeypatch.setattr(previews, "FILES", 0)
    with pytest.raises(Unfit, match="berkas"):
        prune(made / "1")


def test_a_page_that_explains_is_still_and_escaped(tmp_path: Path) -> None:
    """It carries the policy of a preview, and a reason cannot become markup."""
    explain(tmp_path / "7", 7, "<b>x</b>")
    text = (tmp_path / "7/index.html").read_text(encoding="utf-8")
    assert text.startswith(previews._head("id"))
    assert "&lt;b&gt;" in text
