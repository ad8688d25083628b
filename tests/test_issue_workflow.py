"""The scripts that make a branch, a pull request and an answer out of an outcome, run against a GitHub of our own."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from tests.github import GitHub
from tests.trees import HERE

BOT = "github-actions[bot]"
REPOSITORY = "repos/kota/katalog"


@pytest.fixture
def github(tmp_path: Path) -> GitHub:
    """Give a repository without the branch of the proposal, and the outcome of a form in the workplace."""
    outcome = (HERE / "issues" / "baru-perintah.json").read_text(encoding="utf-8")
    (tmp_path / "outcome.json").write_text(outcome, encoding="utf-8")
    return GitHub(
        tmp_path,
        [
            (r"GET .*/git/matching-refs/", []),
            (r"GET .*/git/commits/base", {"tree": {"sha": "tree-of-base"}}),
            (r"POST .*/git/trees", {"sha": "new-tree"}),
            (r"POST .*/git/commits", {"sha": "new-commit"}),
            (r"POST graphql", {}),
            (r"GET .*/pulls\?", []),
            (r"POST .*/pulls", {"number": 31}),
            (r"POST .*/labels", []),
            (r"GET .*/comments", [{"id": 5, "user": {"login": "orang"}, "body": "<!-- isian --> palsu"}]),
            (r"POST .*/comments", {}),
            (r"PATCH .*/issues/comments/", {}),
        ],
    )


def branch(github: GitHub) -> dict[str, str]:
    """Make the branch and return what the step gives."""
    return github.run("issues", "propose", "Buat cabang", {"BASE": "base", "REPOSITORY": "R_kota"})


def test_a_branch_with_one_commit_of_one_file(github: GitHub) -> None:
    """The commit stands on what the form was read against, and holds the file as it is, whatever its name says."""
    assert branch(github) == {"sha": "new-commit"}
    outcome = json.loads((github.folder / "outcome.json").read_text(encoding="utf-8"))
    bodies = {call["path"].removeprefix(f"{REPOSITORY}/"): call["body"] for call in github.calls if call["body"]}
    entry = {"path": outcome["path"], "mode": "100644", "type": "blob", "content": outcome["text"]}
    assert bodies["git/trees"] == {"base_tree": "tree-of-base", "tree": [entry]}
    assert bodies["git/commits"]["parents"] == ["base"]
    assert "$(touch" not in bodies["git/commits"]["message"]
    assert moved(github) == ("refs/heads/usulan/isu-7", "0" * 40, "new-commit")


def moved(github: GitHub) -> tuple[str, str, str]:
    """Return the branch that was set last, from which commit and to which."""
    call = github.calls[-1]
    assert (call["method"], call["path"]) == ("POST", "graphql")
    assert call["body"]["variables"]["input"]["repositoryId"] == "R_kota"
    (update,) = call["body"]["variables"]["input"]["refUpdates"]
    return update["name"], update["beforeOid"], update["afterOid"]


OURS = {
    "author": {"login": BOT},
    "committer": {"login": BOT},
    "parents": [{"sha": "base"}],
    "commit": {"message": "Catat Pojok Baca\n\nIsian #7"},
}


def old_branch(github: GitHub, **last: object) -> None:
    """Let the branch be there already; its last commit is ours but for what is given."""
    ref = {"ref": "refs/heads/usulan/isu-7", "object": {"sha": "old"}}
    other = {"ref": "refs/heads/usulan/isu-71", "object": {"sha": "other"}}
    github.answers[:0] = [
        (r"GET .*/git/matching-refs/", [ref, other]),
        (r"GET .*/commits/old", {**OURS, **last}),
    ]


@pytest.mark.parametrize("signer", [BOT, "web-flow"])
def test_an_edited_form_renews_its_branch(signer: str, github: GitHub) -> None:
    """The branch is moved, not made again."""
    old_branch(github, committer={"login": signer})
    assert branch(github) == {"sha": "new-commit"}
    assert moved(github) == ("refs/heads/usulan/isu-7", "old", "new-commit")


@pytest.mark.parametrize(
    "last",
    [
        {"author": {"login": "penelaah"}},
        {"author": None},
        {"committer": {"login": "penelaah"}},
        {"committer": None},
        {"parents": [{"sha": "old"}, {"sha": "base"}]},
        {"commit": {"message": "Catat Pojok Baca\n\nIsian #71"}},
        {"commit": {"message": "Isian #7\n\nDirapikan"}},
    ],
    ids=["author", "unknown author", "amended", "amended by nobody known", "merged", "other form", "other commit"],
)
def test_what_a_person_changed_is_not_overwritten(last: dict[str, object], github: GitHub) -> None:
    """A reviewer who mended the proposal keeps the mend, however it came onto the branch."""
    old_branch(github, **last)
    assert branch(github) == {}
    assert github.told() == []


def git(folder: Path, *words: str) -> str:
    """Run Git and return what it prints."""
    command = ["git", "-C", str(folder), "-c", "user.name=x", "-c", "user.email=x@example.org", *words]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()


@pytest.fixture
def clone(github: GitHub) -> Path:
    """Let GitHub be a repository with the branch as the bot left it, and give a reviewer's clone of it."""
    place, clone = github.folder / "katalog.git", github.folder / "penelaah"
    git(github.folder, "init", "--quiet", "--bare", str(place))
    git(github.folder, "clone", "--quiet", str(place), str(clone))
    for text in ("Catat Pojok Baca", "Catat Pojok Baca lagi"):
        git(clone, "commit", "--quiet", "--allow-empty", "--message", text)
    new, old = git(clone, "rev-parse", "HEAD"), git(clone, "rev-parse", "HEAD^")
    git(clone, "push", "--quiet", "origin", f"{old}:refs/heads/usulan/isu-7", f"{new}:refs/heads/lain")
    github.answers[:0] = [
        (r"GET .*/git/matching-refs/|POST graphql", {"git": str(place)}),
        (rf"GET .*/commits/{old}", OURS),
        (r"POST .*/git/commits", {"sha": new}),
    ]
    return clone


def test_the_branch_moves_to_what_the_form_says_now(github: GitHub, clone: Path) -> None:
    """Nobody came in between."""
    assert branch(github) == {"sha": git(clone, "rev-parse", "HEAD")}
    assert git(github.folder / "katalog.git", "rev-parse", "usulan/isu-7") == git(clone, "rev-parse", "HEAD")


@pytest.mark.parametrize("exists", [True, False])
def test_a_push_during_the_run_is_kept(exists: bool, github: GitHub, clone: Path) -> None:
    """A reviewer pushes after the branch was looked at: the commit stays, and the answer leads to it."""
    if not exists:
        git(clone, "push", "--quiet", "--delete", "origin", "usulan/isu-7")
    git(clone, "checkout", "--quiet", "--detach", "HEAD^")
    git(clone, "commit", "--quiet", "--allow-empty", "--message", "Betulkan tanggal")
    push = ["git", "-C", str(clone), "push", "--quiet", "origin", "HEAD:refs/heads/usulan/isu-7"]
    github.answers.insert(0, (r"POST .*/git/trees", {"run": push, "answer": {"sha": "new-tree"}}))
    assert branch(github) == {}
    assert git(github.folder / "katalog.git", "log", "-1", "--format=%s", "usulan/isu-7") == "Betulkan tanggal"
    assert "tidak ditimpa" in answered(github)


def test_a_refusal_of_github_is_no_change_of_a_person(github: GitHub, clone: Path) -> None:
    """The step fails, so that nobody is told of a reviewer who was not there."""
    github.answers.insert(0, (r"POST graphql", {"error": 502}))
    with pytest.raises(subprocess.CalledProcessError):
        branch(github)


def test_a_strange_path_makes_nothing(github: GitHub) -> None:
    """The step does not rely on the job before it."""
    file = github.folder / "outcome.json"
    outcome = json.loads(file.read_text(encoding="utf-8"))
    for change in ({"path": ".github/workflows/x.yml"}, {"branch": "main"}, {"path": "innovations/../x/y.yaml"}):
        file.write_text(json.dumps({**outcome, **change}), encoding="utf-8")
        with pytest.raises(Exception, match="returned non-zero"):
            branch(github)
        assert github.told() == []


def test_the_pull_request_is_opened_once(github: GitHub) -> None:
    """An open one is kept; the labels say what it is and whose."""
    assert github.run("issues", "propose", "Buka pull request", {"MAIN": "main"}) == {"number": "31"}
    pull = next(call["body"] for call in github.calls if call["path"].endswith("/pulls"))
    assert (pull["head"], pull["base"]) == ("usulan/isu-7", "main")
    assert "Closes #7" in pull["body"]
    assert github.calls[-1]["body"] == {"labels": ["usulan", "opd: dinas-pendidikan"]}
    github.answers.insert(0, (r"GET .*/pulls\?", [{"number": 12}]))
    assert github.run("issues", "propose", "Buka pull request", {"MAIN": "main"}) == {"number": "12"}
    assert github.told() == [f"POST {REPOSITORY}/issues/12/labels"]


def test_without_the_right_to_open_pull_requests_the_author_presses_the_button(github: GitHub) -> None:
    """The step ends well without a number, and the answer leads to GitHub's page."""
    github.answers.insert(0, (r"POST .*/pulls", {"error": 403}))
    assert github.run("issues", "propose", "Buka pull request", {"MAIN": "main"}) == {}
    assert "https://github.example/kota/katalog/compare/main...usulan/isu-7?expand=1" in answered(github, sha="new")


def answered(github: GitHub, made: str = "success", sha: str = "", pull: str = "") -> str:
    """Answer, and return the text."""
    env = {"STATE": "proposed", "MADE": made, "SHA": sha, "PULL": pull, "NUMBER": "7", "MAIN": "main"}
    github.run("issues", "answer", "Balas", {**env, "SITE": "https://github.example/kota/katalog"})
    return str(github.calls[-1]["body"]["body"])


def test_one_answer_is_kept_up_to_date(github: GitHub) -> None:
    """A comment that only looks like ours is left alone; ours is changed."""
    assert "Usulannya: #31." in answered(github, sha="new", pull="31")
    assert github.told() == [f"POST {REPOSITORY}/issues/7/comments"]
    ours = {"id": 9, "user": {"login": BOT}, "body": "<!-- isian -->\nlama"}
    github.answers.insert(0, (r"GET .*/comments", [ours]))
    assert "tidak ditimpa" in answered(github)
    assert github.told() == [f"PATCH {REPOSITORY}/issues/comments/9"]


def test_a_proposal_that_was_not_made_is_not_promised(github: GitHub) -> None:
    """Where the step before failed, the answer says that, and not that a reviewer's change was kept."""
    said = answered(github, made="failure")
    assert "**Usulannya belum jadi**" in said
    assert "label `proses ulang`" in said
    assert "tidak ditimpa" not in said
