"""From an empty organisation to a protected, published site, in every order; and what a token may not see or set."""

from __future__ import annotations

import random
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest
import yaml

from catalogue.cli.keep_watch import BRANCH, Derived
from catalogue.cli.settings import _applied, ground_of
from catalogue.pipeline import Loaded, load
from catalogue.propose.derived import files_of_records, out_of_date
from catalogue.propose.issues import CONTEXT
from catalogue.propose.settings import SETTINGS, Row, line, looked_at, summary
from catalogue.propose.settings.repository import ruleset
from tests.built import ROOT
from tests.forked import forked
from tests.host import REPOSITORY, serving
from tests.issue_bodies import MINI
from tests.organisation import ADMIN, Direct, Organisation, Recalling
from tests.trees import KOTA

GUIDE = ROOT / "docs" / "panduan" / "pengelola.md"
WEEKLY = {"contents": "read", "issues": "read", "actions": "read", "pages": "read"}
"""What the token of the workflow that watches may do."""


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make the repository that a person pushes: a small catalogue whose owners' file sleeps."""
    root = tmp_path_factory.mktemp("katalog") / "katalog"
    shutil.copytree(MINI, root)
    region = (root / "region.yaml").read_text(encoding="utf-8")
    (root / "region.yaml").write_text(re.sub(r"^(?:alamat|repositori):.*\n", "", region, flags=re.MULTILINE))
    for name in ("rubrics", "vocabularies"):
        shutil.copytree(KOTA / name, root / name)
    catalogue = load(root).catalogue
    assert catalogue
    for path, text in files_of_records(catalogue, None).items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")
    identity = ("-c", "user.name=x", "-c", "user.email=x@example.org")
    for words in (("init", "-q", "-b", "main"), ("add", "-A"), (*identity, "commit", "-qm", "Mulai")):
        subprocess.run(["git", "-C", str(root), *words], check=True, capture_output=True)
    bare = root.with_suffix(".git")
    subprocess.run(["git", "clone", "-q", "--bare", str(root), str(bare)], check=True)
    subprocess.run(["git", "-C", str(bare), "repack", "-qad"], check=True)
    shutil.rmtree(bare / "hooks")
    return root


@cache
def _loaded(root: Path) -> Loaded:
    return load(root)


@dataclass
class Setup:
    """An organisation, and the person who sets it up from a copy of the program."""

    host: Organisation
    root: Path
    commit: str
    rights: Mapping[str, str] = field(default_factory=lambda: ADMIN)

    @property
    def direct(self) -> Direct:
        return Direct(self.host, self.rights)

    def rows(self) -> list[Row]:
        """Look at all settings."""
        catalogue = _loaded(self.root).catalogue
        assert catalogue
        return list(looked_at(SETTINGS, ground_of(self.direct, catalogue)))

    def wrong(self) -> set[str]:
        """Return the settings that are not as they should be."""
        return {row.setting.title for row in self.rows() if row.wrong}

    def row(self, title: str) -> Row:
        """Look at one setting."""
        return next(row for row in self.rows() if row.setting.title == title)

    def create(self) -> str:
        """Make the repository on the host."""
        self.host.create()
        return ""

    def push(self) -> str:
        """Push the program and the records."""
        return self.host.push_first(self.commit)

    def apply(self) -> str:
        """Run the command that sets everything; it says what is missing and can be run again."""
        catalogue = _loaded(self.root).catalogue
        assert catalogue
        if self.host.repository is None:
            return "repository not found"
        list(_applied(SETTINGS, ground_of(self.direct, catalogue), self.direct))
        left = self.wrong() - {"Masuk dengan dua langkah", "Pembagian telaah"}
        return f"still wrong: {left}" if left else ""

    def propose(self) -> str:
        """Let the watch propose the derived files, and merge that as an owner of the organisation."""
        if not (base := self.host.ref("main")):
            return "no workflow"
        loaded = _loaded(self.root)
        assert loaded.catalogue
        if "\nrepositori: " in (self.host.file("region.yaml") or ""):
            return ""
        files = out_of_date(loaded.catalogue, self.host.file, f"https://github.com/{REPOSITORY}")
        found = {"files": files, "branch": "main", "checked": True}
        Derived(Direct(self.host, ADMIN), {"GITHUB_SHA": base}, found).keep()
        pull = next((one for one in self.host.pulls.values() if one["head"]["ref"] == BRANCH), None)
        return self.host.merge_as_owner(pull) if pull else "workflows may not open proposals"

    def members(self) -> str:
        """Put people into the two teams that everything waits for."""
        for team in ("pengelola", "bappeda"):
            if team not in self.host.teams:
                return "no team"
            self.host.members[team] = ["seseorang"]
        return ""

    def second_factor(self) -> str:
        """Ask everybody for a second factor, which only a person may."""
        self.host.said["organisation"]["two_factor_requirement_enabled"] = True
        return ""


STEPS: dict[str, Callable[[Setup], str]] = {
    "repositori": Setup.create,
    "dorong": Setup.push,
    "setelan": Setup.apply,
    "turunan": Setup.propose,
    "anggota": Setup.members,
    "dua langkah": Setup.second_factor,
}
"""What a person does; each says why it could not be done, or nothing."""


@pytest.fixture
def setup(template: Path, tmp_path: Path) -> Setup:
    """Give an empty organisation and a copy of the program."""
    return _setup(template, tmp_path / "katalog.git")


def _setup(template: Path, bare: Path) -> Setup:
    shutil.copytree(template.with_suffix(".git"), bare)
    host = Organisation(bare)
    commit = host.ref("main")
    host.at("update-ref", "-d", "refs/heads/main")
    return Setup(host, template, commit)


def _setups(template: Path, bare: Path) -> Iterator[Setup]:
    """Give one empty organisation after the other, which share the store of commits and nothing else."""
    first = _setup(template, bare)
    told: dict[tuple[str, ...], str] = {}
    while True:
        yield Setup(Recalling(bare, told=told), template, first.commit)


def _in_order(setup: Setup, order: tuple[str, ...]) -> int:
    """Do the steps in an order; what is refused is done again after the others. Return how often a step was done."""
    waiting, done = list(order), 0
    for _ in STEPS:
        refused = []
        for name in waiting:
            done += 1
            if STEPS[name](setup):
                refused.append(name)
        waiting = refused
    assert waiting == [], order
    return done


def test_the_guided_order_needs_nothing_twice(setup: Setup) -> None:
    """Each step goes at once; after the last the site is published, main is protected, and nothing is wrong."""
    assert _in_order(setup, tuple(STEPS)) == len(STEPS)
    assert setup.wrong() == set()
    assert all(row.verdict == "benar" for row in setup.rows())
    assert setup.host.runs["publish.yml"][0]["conclusion"] == "success"
    assert setup.push().startswith("GH013")


def test_the_guide_has_at_most_ten_steps_and_names_them_all() -> None:
    """The list from the empty organisation to the last look has every step of the walk, in its order."""
    section = GUIDE.read_text(encoding="utf-8").partition("## Dari organisasi kosong sampai terbit\n")[2]
    steps = re.findall(r"^\d+\. (.+)$", section.partition("\n## ")[0], re.MULTILINE)
    assert 0 < len(steps) <= 10
    marks = ("New repository", "git push", "settings --apply", "Perbarui berkas turunan", "Add a member", "two-factor")
    at = [next(number for number, step in enumerate(steps) if mark in step) for mark in marks]
    assert at == sorted(at)
    assert "settings --check" in steps[-1]


def _orders(deep: bool) -> list[tuple[str, ...]]:
    every = list(permutations(STEPS))
    return every if deep else random.Random(25).sample(every, 24)


def test_every_order_ends_protected_and_published(template: Path, tmp_path: Path, deep: bool) -> None:
    """Nothing done too early locks anybody out: a step that is refused goes once what it needs is there."""
    for order, setup in zip(_orders(deep), _setups(template, tmp_path / "katalog.git"), strict=False):
        assert _in_order(setup, order) <= len(STEPS) * 4, order
        setup.apply()
        assert setup.wrong() == set(), order
        assert any(run["conclusion"] == "success" for run in setup.host.runs["publish.yml"]), order
        assert setup.push().startswith("GH013"), order


def test_main_is_not_protected_before_it_is_there(setup: Setup) -> None:
    """A rule for an empty branch would refuse the first push; the publication is started by hand of the command."""
    setup.create()
    assert "Aturan cabang utama" in setup.apply()
    assert "menunggu" in setup.row("Aturan cabang utama").found.now
    assert setup.push() == ""
    assert setup.apply() == ""
    assert setup.host.ruled("pull_request")


def test_pages_that_are_off_at_the_first_push_are_made_up_for(setup: Setup) -> None:
    """The push comes first and its publication fails; the command that sets Pages starts the next."""
    setup.create()
    setup.push()
    assert setup.host.runs["publish.yml"][0]["conclusion"] == "failure"
    assert setup.row("Terbitan").found.now.startswith("belum, karena Pages")
    setup.apply()
    assert setup.host.started == ["publish.yml"]
    assert setup.row("Terbitan").verdict == "benar"


@pytest.fixture
def ready(setup: Setup) -> Setup:
    """Give an organisation that is set up."""
    _in_order(setup, tuple(STEPS))
    return setup


DRIFTS: dict[str, Callable[[Organisation], object]] = {
    "Repositori": lambda host: _of(host.repository).update(private=True),
    "Cabang utama": lambda host: _of(host.repository).update(default_branch="lain"),
    "Isu": lambda host: _of(host.repository).update(has_issues=False),
    "Cabang usulan yang sudah digabungkan": lambda host: _of(host.repository).update(delete_branch_on_merge=False),
    "Alur kerja": lambda host: host.said["actions/permissions"].update(enabled=False),
    "Hak dasar anggota organisasi": lambda host: host.said["organisation"].update(
        default_repository_permission="write"
    ),
    "Masuk dengan dua langkah": lambda host: host.said["organisation"].update(two_factor_requirement_enabled=False),
    "Tim": lambda host: host.teams["opd-dinas-kesehatan"].update(privacy="secret"),
    "Hak tim": lambda host: host.rights.update({"bappeda": "pull"}),
    "Penerima alarm": lambda host: host.members["pengelola"].clear(),
    "Alur kerja dari luar": lambda host: host.said["actions/permissions/fork-pr-contributor-approval"].update(
        approval_policy="first_time_contributors_new_to_github"
    ),
    "Hak alur kerja": lambda host: host.said["actions/permissions/workflow"].update(
        default_workflow_permissions="write"
    ),
    "Usulan dari alur kerja di organisasi": lambda host: host.said["organisation/workflow"].update(
        can_approve_pull_request_reviews=False
    ),
    "Sumber Pages": lambda host: _of(host.pages).update(build_type="legacy"),
    "HTTPS": lambda host: _of(host.pages).update(https_enforced=False),
    "Label": lambda host: host.labels["alarm"].update(color="000000"),
    "Pelaporan celah keamanan": lambda host: host.said["private-vulnerability-reporting"].update(enabled=False),
    "Penjaga kata sandi": lambda host: _of(host.repository)["security_and_analysis"]["secret_scanning"].update(
        status="disabled"
    ),
    "Kabar celah pustaka": lambda host: host.said.update({"vulnerability-alerts": False}),
    "Alur berjadwal": lambda host: host.workflows.update({"remind.yml": "disabled_inactivity"}),
    "Terbitan": lambda host: host.runs["publish.yml"].clear(),
}
"""What may become of each setting, by the name of the setting that tells of it."""
BY_HAND = {"Repositori", "Cabang utama", "Masuk dengan dua langkah", "Penerima alarm"}


def _of(value: dict[str, Any] | None) -> dict[str, Any]:
    assert value is not None
    return value


@pytest.mark.parametrize("title", DRIFTS)
def test_a_setting_that_changed_is_told_and_set_again(title: str, ready: Setup) -> None:
    """The line says what is, what should be, what comes of it and where it is set; what a person must do stays."""
    DRIFTS[title](ready.host)
    row = ready.row(title)
    assert row.wrong
    said = line(row)
    assert f"{title}: {row.found.now}; seharusnya {row.setting.wanted}. Bila dibiarkan: " in said
    assert f"Tempatnya: {row.setting.place}." in said
    ready.apply()
    assert (title in ready.wrong()) == (title in BY_HAND)


RULE_CHANGES: dict[str, Callable[[dict[str, Any]], object]] = {
    "enforcement": lambda one: one.update(enforcement="disabled"),
    "conditions": lambda one: one["conditions"]["ref_name"].update(include=["refs/heads/lain"]),
    "bypass_actors": lambda one: one["bypass_actors"].append(
        {"actor_id": 5, "actor_type": "RepositoryRole", "bypass_mode": "always"}
    ),
    "pull_request": lambda one: one["rules"][2]["parameters"].update(require_code_owner_review=False),
    "required_status_checks": lambda one: one["rules"][3]["parameters"].update(required_status_checks=[]),
    "deletion": lambda one: one["rules"].pop(0),
}


@pytest.mark.parametrize("part", RULE_CHANGES)
def test_a_rule_that_was_weakened_is_named_and_mended(part: str, ready: Setup) -> None:
    """Whatever of the rules for main is changed by hand is seen, however small."""
    main = next(one for one in ready.host.rulesets.values() if one["name"] == "Cabang utama")
    RULE_CHANGES[part](main)
    assert part in ready.row("Aturan cabang utama").found.now
    ready.apply()
    assert ready.wrong() == set()


def test_what_the_weekly_token_may_not_read_is_unknown_and_no_alarm(ready: Setup) -> None:
    """It sees rules, Pages, owners, labels and workflows; the rest is said to be unread, not wrong."""
    ready.rights = WEEKLY
    rows = {row.setting.title: row.verdict for row in ready.rows()}
    seen = {"Aturan cabang utama", "Sumber Pages", "HTTPS", "Label", "Pembagian telaah", "Alur berjadwal", "Terbitan"}
    assert {title for title in seen if rows[title] != "benar"} == set()
    assert {title for title, verdict in rows.items() if verdict == "berbeda"} == set()
    assert rows["Tim"] == rows["Hak alur kerja"] == "tidak terbaca"
    assert "tidak terbaca dengan token ini" in summary(ready.rows())


def test_what_a_token_may_not_set_is_named_with_its_place(setup: Setup) -> None:
    """A token for the repository alone sets what it may, and the rest is left to who may."""
    setup.create()
    setup.push()
    setup.rights = {**ADMIN, "members": "read", "organization": "read"}
    catalogue = _loaded(setup.root).catalogue
    assert catalogue
    said = list(_applied(SETTINGS, ground_of(setup.direct, catalogue), setup.direct))
    refused = [text for text in said if text.startswith("tidak dapat disetel dengan token ini (jawaban 403)")]
    assert [text.partition(": ")[2].partition(".")[0] for text in refused] == [
        "Usulan dari alur kerja di organisasi",
        "Tim",
        "Hak tim",
    ]
    assert all("Tempatnya: " in text for text in refused)
    assert setup.row("Aturan cabang utama").verdict == "benar"
    assert setup.row("Sumber Pages").verdict == "benar"


def test_an_organisation_without_a_queue_is_well_without_it(setup: Setup) -> None:
    """The plan may not have one; that is said, and nothing else suffers."""
    setup.host.queue = False
    _in_order(setup, tuple(STEPS))
    assert setup.wrong() == set()
    assert line(setup.row("Antrean penggabungan")).startswith("pilihan")
    assert setup.host.ruled("merge_queue") is None


def test_an_account_of_a_person_has_no_teams(setup: Setup) -> None:
    """What only an organisation has is said to be missing; the rest is set."""
    setup.host.person = True
    setup.create()
    setup.push()
    setup.apply()
    assert setup.wrong() == {"Tim", "Hak tim", "Pembagian telaah"}
    main = next(one for one in setup.host.rulesets.values() if one["name"] == "Cabang utama")
    assert main["bypass_actors"] == []


def test_an_address_of_ones_own_is_set_and_then_secured(ready: Setup, template: Path) -> None:
    """Pages takes the address at once and HTTPS once there is a certificate."""
    loaded = load(template)
    assert loaded.catalogue
    region = loaded.catalogue.region.model_copy(update={"alamat": "https://inovasi.contoh.go.id/"})
    object.__setattr__(loaded.catalogue, "region", region)
    ground = ground_of(ready.direct, loaded.catalogue)
    said = list(_applied(SETTINGS, ground, ready.direct))
    assert "disetel: Alamat situs" in said
    assert next(text for text in said if "HTTPS" in text).startswith("tidak dapat disetel")
    ready.host.certificate = True
    assert list(_applied(SETTINGS, ground, ready.direct)) == ["disetel: HTTPS"]


def test_the_required_check_is_what_workflows_report() -> None:
    """The job that concludes a proposal, and the status of a bot's proposal, have the name that the rule asks for."""
    jobs = yaml.safe_load((ROOT / ".github" / "workflows" / "check.yml").read_text(encoding="utf-8"))["jobs"]
    last = jobs["verdict"]
    assert last["name"] == CONTEXT
    assert set(last["needs"]) == jobs.keys() - {"verdict"}
    checks = next(rule for rule in ruleset("Cabang utama", organisation=True)["rules"] if "checks" in rule["type"])
    assert [one["context"] for one in checks["parameters"]["required_status_checks"]] == [CONTEXT]
    assert "merge_group" in (ROOT / ".github" / "workflows" / "check.yml").read_text(encoding="utf-8")


@pytest.fixture
def served(ready: Setup) -> Iterator[Callable[..., subprocess.CompletedProcess[str]]]:
    """Give the command itself, which asks the host over the network."""
    with serving(ready.host) as host:
        host.tokens["rahasia-sekali"] = dict(ADMIN)
        env = {"GH_TOKEN": "rahasia-sekali", "GITHUB_API_URL": host.address, "PAUSE": "0"}

        def run(*words: str, **more: str) -> subprocess.CompletedProcess[str]:
            done = forked().run(["settings", "--root", str(ready.root), *words], {**env, **more})
            assert "rahasia-sekali" not in done.stdout + done.stderr
            return done

        yield run


def test_the_command_tells_by_its_exit_and_never_shows_the_token(
    ready: Setup, served: Callable[..., subprocess.CompletedProcess[str]]
) -> None:
    """0 when all is right, 1 when something is not, 2 when the host cannot be asked."""
    done = served("--check", "--repository", REPOSITORY)
    assert done.returncode == 0, done.stdout + done.stderr
    assert len(done.stdout.splitlines()) == len(SETTINGS) + 1
    _of(ready.host.repository).update(has_issues=False)
    done = served("--repository", REPOSITORY)
    assert done.returncode == 1
    assert "berbeda        Isu: mati; seharusnya menyala." in done.stdout
    done = served("--apply", "--repository", REPOSITORY)
    assert (done.returncode, done.stdout.splitlines()[0]) == (0, "disetel: Isu")
    for words, more in (
        (["--check", "--apply"], {}),
        ([], {}),
        (["--repository", "lain/lain"], {}),
        (["--repository", REPOSITORY], {"GH_TOKEN": ""}),
    ):
        done = served(*words, **more)
        assert (done.returncode, done.stdout) == (2, ""), words
        assert done.stderr.startswith("build.py: ")
