"""A GitHub for the scripts of the workflows: a program `gh` that answers from a list and keeps what it was told."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from tests.built import ROOT
from tests.programs import program as needed

GH = f"""#!{sys.executable}
import json, re, subprocess, sys
from pathlib import Path
here = Path(__file__).parent
words = sys.argv[1:]
assert words.pop(0) == "api", words
call = {{"method": "", "path": "", "fields": {{}}, "body": None}}
query = None
while words:
    word = words.pop(0)
    if word in ("--silent", "--paginate", "--slurp"):
        continue
    if word == "--method":
        call["method"] = words.pop(0)
    elif word in ("-f", "-F"):
        name, _, value = words.pop(0).partition("=")
        call["fields"][name] = value
    elif word == "--input":
        name = words.pop(0)
        call["body"] = json.loads(sys.stdin.read() if name == "-" else Path(name).read_text())
    elif word == "--jq":
        query = words.pop(0)
    else:
        assert not call["path"] and not word.startswith("-"), word
        call["path"] = word
call["method"] = call["method"] or ("POST" if call["fields"] or call["body"] is not None else "GET")
with (here / "calls").open("a") as file:
    file.write(json.dumps(call) + "\\n")
for pattern, answer in json.loads((here / "answers").read_text()):
    if re.search(pattern, call["method"] + " " + call["path"]):
        break
else:
    answer = {{"error": 404}}
if isinstance(answer, dict) and "error" in answer:
    print(json.dumps({{"message": "no", "status": answer["error"]}}))
    sys.exit(1)
text = json.dumps(answer)
if query:
    text = subprocess.run(["jq", "-r", query], input=text, capture_output=True, text=True, check=True).stdout.strip()
print(text)
"""


@dataclass
class GitHub:
    """The workplace of a workflow's step: `answers` are patterns of `METHOD path` with what GitHub says to them."""

    folder: Path
    answers: list[tuple[str, Any]] = field(default_factory=list)

    def run(self, workflow: str, job: str, step: str, env: dict[str, str] | None = None) -> dict[str, str]:
        """Run a step's script as GitHub does, and return its outputs."""
        needed("jq", "jq")
        read = yaml.safe_load((ROOT / ".github" / "workflows" / f"{workflow}.yml").read_text(encoding="utf-8"))
        script = next(item["run"] for item in read["jobs"][job]["steps"] if item.get("name") == step)
        program = self.folder / ".gh" / "gh"
        program.parent.mkdir(exist_ok=True)
        program.write_text(GH, encoding="utf-8")
        program.chmod(0o755)
        (program.parent / "answers").write_text(json.dumps(self.answers), encoding="utf-8")
        (program.parent / "calls").write_text("", encoding="utf-8")
        output = program.parent / "output"
        output.write_text("", encoding="utf-8")
        given = {"PATH": f"{program.parent}:{os.environ['PATH']}", "GITHUB_OUTPUT": str(output)}
        known = {
            "GITHUB_REPOSITORY": "kota/katalog",
            "GITHUB_REPOSITORY_OWNER": "kota",
            "GITHUB_STEP_SUMMARY": os.devnull,
        }
        command = ["bash", "-e", "-c", script]
        subprocess.run(command, cwd=self.folder, env={**known, **given, **(env or {})}, check=True, capture_output=True)
        lines = output.read_text(encoding="utf-8").splitlines()
        return dict(line.split("=", 1) for line in lines)

    @property
    def calls(self) -> list[dict[str, Any]]:
        """What was asked of GitHub, in order."""
        return [json.loads(line) for line in (self.folder / ".gh" / "calls").read_text(encoding="utf-8").splitlines()]

    def told(self) -> list[str]:
        """Return what GitHub was told to change, in order."""
        return [f"{call['method']} {call['path']}" for call in self.calls if call["method"] != "GET"]
