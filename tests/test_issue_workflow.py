"""The scripts that make a branch, a pull request and an answer out of an outcome, run against a GitHub of our own."""

from __future__ import annotations

import json
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
            (r"POST .*/git/refs", {}),
            (r"PATCH .*/git/refs/", {}),
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
    return github.run("issues", "propose", "Buat cabang", {"BASE": "base"})


def test_a_branch_with_one_commit_of_one_file(github: GitHub) -> None:
    """The commit stands on what the form was read against, and holds the file as it is, whatever its name says."""
    assert branch(github) == {"sha": "new-commit"}
    outcome = json.loads((github.folder / "outcome.json").read_text(encoding="utf-8"))
    bodies = {call["path"].removeprefix(f"{REPOSITORY}/"): call["body"] for call in github.calls if call["body"]}
    entry = {"path": outcome["path"], "mode": "100644", "type": "blob", "content": outcome["text"]}
    assert bodies["git/trees"] == {"base_tree": "tree-of-base", "tree": [entry]}
    assert bodies["git/commits"]["parents"] == ["base"]
    assert "$(touch" not in bodies["git/commits"]["message"]
    assert github.calls[-1]["fields"] == {"ref": "refs/heads/usulan/isu-7", "sha": "new-commit"}


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
    assert github.told()[-1] == f"PATCH {REPOSITORY}/git/refs/heads/usulan/isu-7"
    assert github.calls[-1]["fields"] == {"sha": "new-commit", "force": "true"}


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
