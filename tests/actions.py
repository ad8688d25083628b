"""Runs a workflow as GitHub does: jobs in order, each with its rights, scripts in `bash -e` without pipefail.

Runs of one concurrency group never overlap and a newer one that waits replaces an older; runs of different groups may
take turns after every job.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from tests.built import ROOT
from tests.host import REPOSITORY, Standin
from tests.programs import program as needed

SHIM = r"""#!/bin/bash
place=$(mktemp -d)
env -0 > "$place/env"
printf '%s\0' "$0" "$@" > "$place/words"
exec 3<> "/dev/tcp/127.0.0.1/${GITHUB_API_URL##*:}"
printf 'GET /program?place=%s HTTP/1.0\r\n\r\n' "$place" >&3
cat <&3 > "$place/said"
cat "$place/out"
cat "$place/err" >&2
exit "$(cat "$place/code")"
"""
"""A program that is run by the stand-in, which has it loaded already and starts no interpreter for it."""
NAME = re.compile(r"(?<![\w'.])(?:github|needs|steps|runner)(?:\.[\w-]+)+")
EXPRESSION = re.compile(r"\$\{\{(.*?)\}\}")


@dataclass
class Job:
    """What became of a job."""

    result: str
    outputs: Mapping[str, str] = field(default_factory=dict)


@dataclass
class Actions:
    """The runs of one workflow: those that go on, and one at most that waits in each group."""

    host: Standin
    folder: Path
    workflow: str = "issues"
    going: dict[str, Iterator[None]] = field(default_factory=dict)
    waiting: dict[str, dict[str, Any]] = field(default_factory=dict)
    results: dict[int, dict[str, Job]] = field(default_factory=dict)
    """What became of the jobs of the last run of each issue."""
    last: Mapping[str, Job] = field(default_factory=dict)
    """What became of the jobs of the last run."""
    log: list[str] = field(default_factory=list)
    runs: int = 0

    def __post_init__(self) -> None:
        needed("jq", "jq")
        path = ROOT / ".github" / "workflows" / f"{self.workflow}.yml"
        self.jobs: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
        self.bin = self.folder / "bin"
        self.bin.mkdir(parents=True)
        for name in ("make", "python3", "gh"):
            _program(self.bin / name)

    def deliver(self, event: dict[str, Any]) -> None:
        """Take an event, which waits for its turn in its group."""
        self.runs += 1
        context = {"github": {"event": event, "run_id": str(self.runs)}}
        group = _filled(self.jobs["concurrency"]["group"], context)
        self.waiting[group] = {"event": event, "id": self.runs, "sha": self.host.ref("main")}

    def groups(self) -> list[str]:
        """Return the groups in which something goes on or waits."""
        return sorted({*self.going, *self.waiting})

    def advance(self, group: str) -> None:
        """Let the run of a group finish one job, or begin the one that waits."""
        if group not in self.going:
            self.going[group] = self._run(self.waiting.pop(group))
        if next(self.going[group], False) is False:
            del self.going[group]

    def finish(self) -> None:
        """Let everything go on to its end."""
        while self.groups():
            self.advance(self.groups()[0])

    def _run(self, given: dict[str, Any]) -> Iterator[None]:
        place = self.folder / f"run-{given['id']}"
        place.mkdir()
        (place / "event.json").write_text(json.dumps(given["event"]), encoding="utf-8")
        done: dict[str, Job] = {}
        for name, job in self.jobs["jobs"].items():
            done[name] = self._job(name, job, done, given, place)
            yield
        self.last = done
        if "issue" in given["event"] and done["read"].result != "skipped":
            self.results[given["event"]["issue"]["number"]] = done
        shutil.rmtree(place)

    def _job(self, name: str, job: Any, done: Mapping[str, Job], given: dict[str, Any], place: Path) -> Job:
        before = job.get("needs", [])
        needs = {one: done[one] for one in ([before] if isinstance(before, str) else before)}
        token = f"token-{given['id']}-{name}"
        context: dict[str, Any] = {
            "github": {"event": given["event"], "token": token, "run_id": str(given["id"])},
            "needs": {one: {"result": job.result, "outputs": job.outputs} for one, job in needs.items()},
            "runner": {"temp": str(place / name / "temp")},
            "steps": {},
        }
        failed = any(job.result == "failure" for job in needs.values())
        if not _meets(job.get("if"), context, failed=failed, ready=all(x.result == "success" for x in needs.values())):
            return Job("skipped")
        self.host.tokens[token] = job["permissions"]
        work = place / name / "work"
        work.mkdir(parents=True)
        (place / name / "temp").mkdir()
        result = self._steps(job["steps"], context, given, work)
        outputs = {key: _filled(text, context) for key, text in job.get("outputs", {}).items()}
        return Job(result, outputs)

    def _steps(self, steps: list[dict[str, Any]], context: dict[str, Any], given: dict[str, Any], work: Path) -> str:
        result = "success"
        for step in steps:
            if not _meets(step.get("if"), context, failed=result == "failure", ready=result == "success"):
                continue
            outcome, outputs = self._step(step, context, given, work)
            if "id" in step:
                context["steps"][step["id"]] = {"outcome": outcome, "outputs": outputs}
            if outcome == "failure" and not step.get("continue-on-error"):
                result = "failure"
        return result

    def _step(
        self, step: dict[str, Any], context: dict[str, Any], given: dict[str, Any], work: Path
    ) -> tuple[str, dict[str, str]]:
        if "uses" in step:
            inputs = {key: _filled(str(text), context) for key, text in step.get("with", {}).items()}
            went = _action(step["uses"].partition("@")[0], inputs, self.host, given["sha"], work)
            return ("success" if went else "failure"), {}
        script, output = work.parent / "script", work.parent / "output"
        script.write_text(step["run"], encoding="utf-8")
        output.write_text("", encoding="utf-8")
        env = {
            "PATH": f"{self.bin}:{os.environ['PATH']}",
            "GITHUB_API_URL": self.host.address,
            "GITHUB_GRAPHQL_URL": f"{self.host.address}/graphql",
            "GITHUB_SERVER_URL": "https://github.example",
            "GITHUB_REPOSITORY": REPOSITORY,
            "GITHUB_REPOSITORY_OWNER": REPOSITORY.partition("/")[0],
            "GITHUB_RUN_ID": str(given["id"]),
            "GITHUB_SHA": given["sha"],
            "GITHUB_EVENT_PATH": str(work.parent.parent / "event.json"),
            "GITHUB_OUTPUT": str(output),
            "GITHUB_STEP_SUMMARY": os.devnull,
            "RUNNER_TEMP": str(work.parent / "temp"),
            "TMPDIR": str(work.parent / "temp"),
            "PAUSE": "0",
            **{key: _filled(str(text), context) for key, text in step.get("env", {}).items()},
        }
        done = subprocess.run(["bash", "-e", script], cwd=work, env=env, capture_output=True, text=True, check=False)
        self.log.append(f"{step['name']}: {done.returncode} {done.stderr}")
        lines = output.read_text(encoding="utf-8").splitlines()
        return ("failure" if done.returncode else "success"), dict(line.split("=", 1) for line in lines)


def _action(name: str, inputs: Mapping[str, str], host: Standin, sha: str, work: Path) -> bool:
    """Do what an action does, as far as the door needs it; tell whether it went well."""
    kept = work.parent.parent / "artifacts" / inputs.get("name", "")
    if name == "actions/checkout" and "sparse-checkout" not in inputs:
        subprocess.run(["git", "clone", "-q", "--shared", str(host.git), str(work)], check=True, capture_output=True)
        subprocess.run(["git", "-C", str(work), "checkout", "-q", sha], check=True, capture_output=True)
        _program(work / ".venv" / "bin" / "python")
    elif name == "actions/upload-pages-artifact":
        (kept / "github-pages").mkdir(parents=True)
        hidden = "--exclude=.[^/]*"
        archive = kept / "github-pages/artifact.tar"
        subprocess.run(["tar", "-C", str(work / inputs["path"]), hidden, "-cf", str(archive), "."], check=True)
    elif name == "actions/upload-artifact" and (work / inputs["path"]).is_dir():
        shutil.copytree(work / inputs["path"], kept)
    elif name == "actions/upload-artifact" and (work / inputs["path"]).is_file():
        kept.mkdir(parents=True)
        shutil.copy(work / inputs["path"], kept)
    elif name == "actions/upload-pages-artifact":
        shutil.copytree(work / inputs["path"], kept / "github-pages")
    elif name == "actions/deploy-pages":
        return host.deploys()
    elif name == "actions/download-artifact":
        if not kept.is_dir():
            return False
        shutil.copytree(kept, work / inputs.get("path", "."), dirs_exist_ok=True)
    elif name == "actions/attest" and not (work / inputs["subject-path"]).stat().st_size:
        return False
    return True


def _program(file: Path) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(SHIM, encoding="utf-8")
    file.chmod(0o755)


def _meets(condition: str | None, context: Mapping[str, Any], *, failed: bool, ready: bool) -> bool:
    """Evaluate a condition; without a word on success it asks for that too."""
    text = (condition or "true").strip().removeprefix("${{").removesuffix("}}")
    asks = any(word in text for word in ("failure()", "always()", "!cancelled()"))
    told = text.replace("!cancelled()", "true").replace("always()", "true")
    told = told.replace("failure()", "true" if failed else "false")
    return bool(_value(told, context)) and (ready or asks)


def _filled(text: str, context: Mapping[str, Any]) -> str:
    return EXPRESSION.sub(lambda found: str(_value(found[1], context)), text)


def _value(text: str, context: Mapping[str, Any]) -> Any:
    """Evaluate an expression of names, texts, `==`, `!=`, `&&` and `||`, which mean in Python what they mean there."""
    named = NAME.sub(lambda found: repr(_lookup(found[0], context)), text)
    return eval(named.replace("&&", " and ").replace("||", " or ").strip(), {"true": True, "false": False})


def _lookup(name: str, context: Any) -> Any:
    for part in name.split("."):
        context = context.get(part, "") if isinstance(context, Mapping) else ""
    return context
