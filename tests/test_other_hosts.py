"""Forgejo and GitLab: their own files, run as written against hosts of our own, and what these are told."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.built import DAY, ROOT
from tests.forges import Forge, forge
from tests.servers import NOON, stand_in
from tests.trees import HERE

FORGEJO = sorted((ROOT / ".forgejo" / "workflows").glob("*.yml"))
GITLAB = ROOT / ".gitlab-ci.yml"
RECORD = "innovations/dinas-kesehatan/antar-obat.yaml"
PINNED = re.compile(r"https://data\.forgejo\.org/actions/[\w-]+@[0-9a-f]{40}")


def gitlab() -> dict[str, Any]:
    """Return the pipeline of GitLab."""
    read: dict[str, Any] = yaml.safe_load(GITLAB.read_text(encoding="utf-8"))
    return read


def steps(name: str) -> list[dict[str, Any]]:
    """Return the steps of the one job of a workflow of Forgejo."""
    read = yaml.safe_load((ROOT / ".forgejo" / "workflows" / f"{name}.yml").read_text(encoding="utf-8"))
    (job,) = read["jobs"].values()
    listed: list[dict[str, Any]] = job["steps"]
    return listed


def scripts(host: str, task: str) -> list[str]:
    """Return the scripts of a task on a host, in order, as they are written."""
    if host == "gitlab":
        read, name = gitlab(), {"check": "Pemeriksaan", "publish": "pages", "remind": "Pengingat"}[task]
        return ["\n".join([*read["default"]["before_script"], *read[name]["script"]])]
    return [step["run"] for step in steps(task) if "run" in step]


@pytest.fixture
def work(tmp_path: Path) -> Path:
    """Check out the small catalogue, with the program beside it and the tools of a machine."""
    made = tmp_path / "work"
    shutil.copytree(HERE / "mini", made)
    (made / "build.py").touch()
    (made / ".gitignore").write_text(".venv\nbuild.py\ncatalogue\ndeploy\nsite\npublic\n", encoding="utf-8")
    for name in ("catalogue", "deploy"):
        (made / name).symlink_to(ROOT / name)
    stand_in(made)
    for name, does in (("make", "exit 0"), ("apt-get", "exit 0"), ("python3", f'exec "{sys.executable}" "$@"')):
        program(tmp_path / "bin" / name, does)
    for words in (["init", "-q", "-b", "main"], ["add", "."], ["commit", "-q", "-m", "Awal"]):
        run_git(made, *words)
    return made


def program(file: Path, does: str) -> None:
    """Write a program of one line."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(f"#!/bin/sh\n{does}\n", encoding="utf-8")
    file.chmod(0o755)


def run_git(folder: Path, *words: str) -> str:
    """Run Git as a clerk whose clock is right."""
    who = {
        f"GIT_{role}_{part}": "katalog@contoh.go.id" for role in ("AUTHOR", "COMMITTER") for part in ("NAME", "EMAIL")
    }
    days = {f"GIT_{role}_DATE": "2026-06-01T12:00:00+07:00" for role in ("AUTHOR", "COMMITTER")}
    done = subprocess.run(
        ["git", "-C", str(folder), *words],
        env={**os.environ, **who, **days},
        check=True,
        capture_output=True,
        text=True,
    )
    return done.stdout.strip()


def run(work: Path, host: str, task: str, env: dict[str, str]) -> subprocess.CompletedProcess[str]:
    """Run the scripts of a task until one fails, as the host does."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("GITHUB_", "CI", "SITE_"))}
    day = {"SOURCE_DATE_EPOCH": NOON[DAY]}
    given = {**clean, **day, "PATH": f"{work.parent / 'bin'}:{os.environ['PATH']}", **env}
    for script in scripts(host, task):
        done = subprocess.run(
            ["bash", "-e", "-c", script], cwd=work, env=given, capture_output=True, text=True, check=False
        )
        if done.returncode:
            break
    return done


def proposal(work: Path, host: str, text: str) -> dict[str, str]:
    """Propose another text of a record, and return what the host tells the job about it."""
    base = run_git(work, "rev-parse", "HEAD")
    run_git(work, "checkout", "-q", "-b", "usulan")
    (work / RECORD).write_text(text, encoding="utf-8")
    run_git(work, "commit", "-q", "-a", "-m", "Usulan")
    head = run_git(work, "rev-parse", "HEAD")
    if host == "gitlab":
        home = "https://kode.contoh.go.id/orang/katalog"
        return {"CI_MERGE_REQUEST_DIFF_BASE_SHA": base, "FILES": f"{home}/-/blob/{head}/", "GITLAB_CI": "true"}
    return {"BASE": base, "FILES": f"https://git.contoh.go.id/orang/katalog/src/commit/{head}/", "FORGEJO_ACTIONS": "1"}


@pytest.mark.parametrize("host", ["gitlab", "forgejo"])
def test_a_good_proposal_passes_with_its_card_and_its_site(work: Path, host: str) -> None:
    """Old faults of others do not count; the card leads to the files of the proposal."""
    before = (work / RECORD).read_text(encoding="utf-8")
    (work / "innovations/dinas-kesehatan/lama.yaml").write_text("nama: Lama\n", encoding="utf-8")
    run_git(work, "add", ".")
    run_git(work, "commit", "-q", "-m", "Lama")
    env = proposal(work, host, re.sub(r"ringkasan: .*", "ringkasan: Obat diantar setiap pekan ke rumah.", before))
    done = run(work, host, "check", env)
    assert done.returncode == 0, done.stdout + done.stderr
    assert env["FILES"] in (work / "kartu.md").read_text(encoding="utf-8")
    assert (work / "site" / "index.html").is_file()


@pytest.mark.parametrize("host", ["gitlab", "forgejo"])
def test_a_faulty_proposal_does_not_pass(work: Path, host: str) -> None:
    """The verdict is that of the one command."""
    before = (work / RECORD).read_text(encoding="utf-8")
    done = run(work, host, "check", proposal(work, host, before + "tanggal_lahir: kemarin\n"))
    assert done.returncode == 1
    assert "kunci-asing" in done.stdout + done.stderr


def test_gitlab_publishes_the_folder_that_its_pages_are_made_of(work: Path) -> None:
    """With the address that GitLab gives it, and its own addresses of files."""
    env = {
        "SITE_URL": "https://kota.pages.contoh.go.id/katalog",
        "CI_PROJECT_URL": "https://kode.contoh.go.id/kota/katalog",
    }
    text = re.sub(r"repositori: .*\n", "", (work / "region.yaml").read_text(encoding="utf-8"))
    (work / "region.yaml").write_text(text, encoding="utf-8")
    done = run(work, "gitlab", "publish", {**env, "GITLAB_CI": "true"})
    assert done.returncode == 0, done.stdout + done.stderr
    assert "https://kota.pages.contoh.go.id/katalog/" in (work / "public" / "sitemap.xml").read_text(encoding="utf-8")
    page = (work / "public" / "inovasi" / "antar-obat" / "index.html").read_text(encoding="utf-8")
    assert f"{env['CI_PROJECT_URL']}/-/blob/main/{RECORD}" in page


def test_forgejo_publishes_a_branch_of_one_commit(work: Path, tmp_path: Path) -> None:
    """The branch holds the site and nothing else, also the second time; what was there before is no part of it."""
    bare = tmp_path / "server" / "kota" / "katalog.git"
    subprocess.run(["git", "init", "-q", "--bare", str(bare)], check=True)
    env = {
        "SITE_URL": "https://kota.pages.contoh.go.id/katalog/",
        "GITHUB_SERVER_URL": f"file://{tmp_path / 'server'}",
        "GITHUB_REPOSITORY": "kota/katalog",
        "GH_TOKEN": "rahasia-besar",
        "REPOSITORY_URL": "https://git.contoh.go.id/kota/katalog",
        "FORGEJO_ACTIONS": "true",
    }
    for _ in range(2):
        done = run(work, "forgejo", "publish", env)
        assert done.returncode == 0, done.stdout + done.stderr
        assert "rahasia-besar" not in done.stdout + done.stderr
        shutil.rmtree(work / "site")
    assert run_git(bare, "rev-list", "--count", "pages") == "1"
    listed = run_git(bare, "ls-tree", "-r", "--name-only", "pages").splitlines()
    assert {"index.html", "404.html", "sitemap.xml", "robots.txt"} <= set(listed)
    assert not [name for name in listed if name.endswith("build.py")]


def test_no_branch_is_made_of_what_is_no_site(work: Path) -> None:
    """A missing folder, or a machine that says nothing of its host, changes nothing."""
    command = [sys.executable, str(ROOT / "deploy" / "pages.py"), str(work)]
    env = {"GITHUB_SERVER_URL": "https://git.contoh.go.id", "GITHUB_REPOSITORY": "a/b", "GH_TOKEN": "x"}
    done = subprocess.run(command, env={**os.environ, **env}, capture_output=True, text=True, check=False)
    assert (done.returncode, "bukan situs" in done.stderr) == (1, True)
    (work / "index.html").write_text("", encoding="utf-8")
    bare = {name: value for name, value in os.environ.items() if not name.startswith(("GITHUB_", "GH_"))}
    done = subprocess.run(command, env=bare, capture_output=True, text=True, check=False)
    assert (done.returncode, "GITHUB_SERVER_URL belum diisi" in done.stderr) == (2, True)


@pytest.mark.parametrize("host", ["gitlab", "forgejo"])
def test_reminders_become_issues_that_are_kept(work: Path, host: str) -> None:
    """Opened once, left alone while nothing changes, told of a change in one comment, closed at the end."""
    with forge(host) as there:
        first = reminded(work, host, there)
        assert len(first) == len(there.issues) > 1
        assert all("tagihan" in _labels(issue) and len(_labels(issue)) == 2 for issue in there.issues)
        assert [reminded(work, host, there), there.notes] == [[], []]
        for plan in (changed(host, there), closed()):
            (work / "pengingat" / "plan.json").write_text(json.dumps(plan), encoding="utf-8")
            applied(work, there)
        assert there.notes == [(1, "Batas waktu berubah.")]
        assert there.issues[0]["title"] == "Judul baru"
        assert there.issues[0]["state"] == "closed"
        assert reminded(work, host, there), "what is still wanted is opened again"
        assert there.issues[0]["state"] in {"open", "opened"}


def _labels(issue: dict[str, Any]) -> list[str]:
    return [label if isinstance(label, str) else label["name"] for label in issue["labels"]]


def changed(host: str, there: Forge) -> list[dict[str, Any]]:
    """Return a plan that renames the first issue, and tells of it."""
    text = there.issues[0]["description" if host == "gitlab" else "body"]
    renamed = {"method": "PATCH", "path": "issues/1", "body": {"title": "Judul baru", "body": text, "state": "open"}}
    return [renamed, {"method": "POST", "path": "issues/1/comments", "body": {"body": "Batas waktu berubah."}}]


def closed() -> list[dict[str, Any]]:
    """Return a plan that closes the first issue, with a reason that only GitHub keeps."""
    return [{"method": "PATCH", "path": "issues/1", "body": {"state": "closed", "state_reason": "completed"}}]


def reminded(work: Path, host: str, there: Forge) -> list[str]:
    """Run the weekly task, and return what the host was told of issues."""
    there.told.clear()
    done = run(work, host, "remind", there.environ())
    assert done.returncode == 0, done.stdout + done.stderr
    assert (work / "pengingat" / "ringkasan.txt").is_file()
    return [word for word in there.told if not word.endswith("/labels")]


def applied(work: Path, there: Forge) -> None:
    """Carry out a plan."""
    command = [sys.executable, "-m", "catalogue.cli.apply_plan", "pengingat"]
    env = {**os.environ, **there.environ()}
    subprocess.run(command, cwd=work, env=env, check=True, capture_output=True)


@pytest.mark.parametrize("host", ["gitlab", "forgejo"])
def test_a_stranger_cannot_stand_in_for_our_issue(work: Path, host: str) -> None:
    """An issue with our mark by somebody else is left alone, and ours is opened beside it."""
    with forge(host) as there:
        reminded(work, host, there)
        for issue in there.issues:
            who = {"author": {"username": "orang"}} if host == "gitlab" else {"user": {"login": "orang"}}
            issue.update(who)
        number = len(there.issues)
        told = reminded(work, host, there)
        assert len(told) == number
        assert {word.partition(" ")[0] for word in told} == {"POST"}


def test_without_an_answer_of_the_host_the_letters_are_written(work: Path) -> None:
    """A token that is not known gives no plan, and nothing is told; nor does GitLab without any."""
    with forge("forgejo") as there:
        done = run(work, "forgejo", "remind", {**there.environ(), "GH_TOKEN": "salah"})
        assert done.returncode == 0, done.stderr
        assert "salah" not in done.stdout + done.stderr
        assert there.told == []
    with forge("gitlab") as there:
        done = run(
            work, "gitlab", "remind", {key: value for key, value in there.environ().items() if key != "TOKEN_ISU"}
        )
        assert done.returncode == 0, done.stderr
        assert (work / "pengingat" / "ringkasan.txt").is_file()
        assert not (work / "pengingat" / "plan.json").exists()


def test_the_files_fit_the_published_schemas() -> None:
    """GitLab's own schema for its file; that of GitHub for Forgejo's, whose files have the same shape."""
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema"]
    subprocess.run([*command, "vendor.gitlab-ci", str(GITLAB)], check=True, capture_output=True)
    subprocess.run([*command, "vendor.github-workflows", *map(str, FORGEJO)], check=True, capture_output=True)


def test_a_schema_refuses_a_key_that_is_none(tmp_path: Path) -> None:
    """The schema of GitLab is one that notices."""
    file = tmp_path / ".gitlab-ci.yml"
    file.write_text(GITLAB.read_text(encoding="utf-8").replace("  timeout: 1 hour", "  waktu: 1 jam"), encoding="utf-8")
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.gitlab-ci", str(file)]
    assert subprocess.run(command, check=False, capture_output=True).returncode == 1


@pytest.mark.parametrize("path", FORGEJO, ids=lambda path: path.stem)
def test_what_runs_on_forgejo_is_pinned_short_and_holds_no_expression(path: Path) -> None:
    """Actions by commit, from Forgejo's own mirror; scripts of at most three lines that strangers write no part of."""
    text = path.read_text(encoding="utf-8")
    listed = steps(path.stem)
    assert [step["uses"] for step in listed if "uses" in step and not PINNED.fullmatch(step["uses"])] == []
    assert len(re.findall(r"uses: \S+ # v\d+\.\d+\.\d+\n", text)) == len([step for step in listed if "uses" in step])
    for step in listed:
        assert "${{" not in step.get("run", "")
        assert len(step.get("run", "").strip().splitlines()) <= 3
        assert "persist-credentials" not in step.get("with", {}) or step["with"]["persist-credentials"] is False


def test_only_what_writes_is_handed_a_token() -> None:
    """A proposal's code runs without any; the publication and the reminder each have the token in two steps at most."""
    tokens = {
        path.stem: [step["name"] for step in steps(path.stem) if "GH_TOKEN" in step.get("env", {})] for path in FORGEJO
    }
    assert tokens == {"check": [], "publish": ["Terbitkan"], "remind": ["Susun pengingat", "Perbarui isu"]}
    assert all("${{ github.token }}" in step["env"]["GH_TOKEN"] for step in steps("remind") if "env" in step)


def test_tasks_of_gitlab_run_when_they_should() -> None:
    """A proposal is checked and nothing else; main is published; TUGAS asks for the reminder alone."""
    conditions = {name: [rule["if"] for rule in job["rules"]] for name, job in gitlab().items() if "script" in job}
    main = "$CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH"
    assert conditions == {
        "Pemeriksaan": ['$CI_PIPELINE_SOURCE == "merge_request_event"'],
        "pages": [f"{main} && $TUGAS == null"],
        "Pengingat": ['$CI_PIPELINE_SOURCE == "schedule" && $TUGAS == "pengingat"'],
    }
    assert gitlab()["pages"]["artifacts"]["paths"] == ["public"]
    assert gitlab()["variables"]["GIT_DEPTH"] == "0"
