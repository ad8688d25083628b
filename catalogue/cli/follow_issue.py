"""`python3 -m catalogue.cli.follow_issue`: lets the proposal of an issue follow what the issue came to.

The job that runs this may write to the repository. Therefore it needs the standard library alone, reads of what people
wrote only the outcome that another job made, and makes of that nothing but data of one branch.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from urllib.parse import quote

from catalogue.cli.host import Host, Refusal
from catalogue.common.hosting import hosting_of
from catalogue.propose.issue_plan import BOT
from catalogue.propose.issues import (
    BRANCHES,
    CONTEXT,
    FORM,
    BadOutcome,
    Branch,
    Plan,
    Pull,
    Taken,
    is_ours,
    plan,
    pull_of,
    read_outcome,
    stale_labels,
)
from catalogue.propose.issues.texts import (
    MARK,
    BadEvent,
    Done,
    Issue,
    answer,
    is_submission,
    others_of,
    paths_of,
    pull_body,
    read_event,
    rewritten,
)

DRAFT = """mutation($input: ConvertPullRequestToDraftInput!) {
  convertPullRequestToDraft(input: $input) { clientMutationId }
}"""
READY = """mutation($input: MarkPullRequestReadyForReviewInput!) {
  markPullRequestReadyForReview(input: $input) { clientMutationId }
}"""


class Door:
    """An issue and its proposal on the host."""

    def __init__(self, host: Host, issue: Issue, environ: Mapping[str, str], repository: Mapping[str, str]) -> None:
        self.host, self.issue, self.environ = host, issue, environ
        self.node, self.main = repository["node_id"], repository["default_branch"]
        self.name = f"{BRANCHES}{issue.number}"
        home = f"{environ['GITHUB_SERVER_URL']}/{host.repository}"
        self.run = f"{home}/actions/runs/{environ['GITHUB_RUN_ID']}"
        self.compare = f"{hosting_of(home, 'github').compare(self.main, self.name)}?expand=1"

    def follow(self, taken: Taken) -> None:
        """Do what the outcome asks for, and answer."""
        branch, pulls = self._branch(), list(self._pulls())
        todo = plan(taken, branch, pulls)
        pull = next((one for one in pulls if one.is_open), None)
        if todo.pull == "ready":
            done = self._propose(taken, todo, branch, pull)
        elif todo.pull == "draft":
            done = self._hold(branch, pull)
        else:
            done = self._end(todo, taken, branch, pull)
        accepted = next((one for one in pulls if one.number == todo.merged and todo.result == "merged"), None)
        others = self._name_each_other(done.pull) if done.pull else ()
        text = answer(todo, taken, replace(done, others=others))
        if taken.state != "deleted" and self._answer(text, asked=todo.result != "foreign") and accepted:
            self._tell_of(accepted)

    def fail(self) -> None:
        """Answer that the program or the host failed, where the issue is one that waits for an answer."""
        if self.issue.state != "deleted":
            text = answer(Plan("failed"), Taken("", self.issue.number), Done(run=self.run))
            self._answer(text, asked=is_submission(self.issue.body))

    def _branch(self) -> Branch:
        sha = self.host.head(self.name)
        return Branch(self.name, sha, not sha or is_ours(self.host.get(f"commits/{sha}"), self.issue.number))

    def _pulls(self) -> list[Pull]:
        return [pull_of(one) for one in self.host.pulls(self.name, "all")]

    def _propose(self, taken: Taken, todo: Plan, branch: Branch, pull: Pull | None) -> Done:
        checked = self.environ.get("CHECKED") == "success"
        ready = checked or todo.branch != "write"
        if pull and not pull.draft and not ready:
            self._withhold(pull)
        sha = self._write(taken, branch) if todo.branch == "write" else ""
        number = self._open(taken, pull, ready=ready)
        if sha:
            self._status(sha, "success" if checked else "failure", "Diperiksa bersama kirimannya")
        if pull and pull.draft and ready:
            self.host.mutate(READY, {"pullRequestId": pull.node})
        return Done(number, checked, self.compare, self.run, kept=not sha)

    def _write(self, taken: Taken, branch: Branch) -> str:
        """Put one commit on what the reading job read, so that a change of main meanwhile is merged, never undone.

        Return the commit, or nothing where a person pushed meanwhile: who did loses nothing.
        """
        base = self.environ["GITHUB_SHA"]
        message = f"{taken.title}\n\n{FORM} #{self.issue.number}"
        sha = self.host.commit(message, self.host.tree(base, taken.files), base)
        return sha if self._move(branch.sha, sha) else ""

    def _move(self, old: str, new: str) -> bool:
        """Move the branch only from the commit that was looked at, else from none; tell whether it was moved."""
        try:
            self.host.move(self.node, self.name, old, new)
        except Refusal:
            if self._branch().sha == old:
                raise
            print(f"Cabang {self.name} baru saja diubah, sehingga tidak disentuh.")
            return False
        return True

    def _open(self, taken: Taken, pull: Pull | None, *, ready: bool) -> int:
        """Keep the open pull request up to date, or open one; return 0 where workflows may not."""
        said = {"title": taken.title, "body": pull_body(self.issue.number, taken, self.issue.author)}
        if pull is None:
            opened = {**said, "head": self.name, "base": self.main, "draft": not ready}
            try:
                number: int = self.host.tell("POST", "pulls", opened)["number"]
            except Refusal as refusal:
                if refusal.passing:
                    raise
                return 0
        else:
            number = pull.number
            self.host.tell("PATCH", f"pulls/{number}", said)
            for label in stale_labels(pull, taken.labels):
                self.host.tell("DELETE", f"issues/{number}/labels/{quote(label, safe='')}")
        self.host.tell("POST", f"issues/{number}/labels", {"labels": list(taken.labels)})
        return number

    def _hold(self, branch: Branch, pull: Pull | None) -> Done:
        """Let nobody merge a proposal whose submission is refused now."""
        if pull and not pull.draft:
            self._withhold(pull)
        if branch.sha and branch.ours:
            self._status(branch.sha, "failure", "Kirimannya belum dapat dipakai")
        return Done(pull.number if pull else 0, kept=branch.kept)

    def _withhold(self, pull: Pull) -> None:
        """Make a draft of a pull request; where the repository has none, close it."""
        try:
            self.host.mutate(DRAFT, {"pullRequestId": pull.node})
        except Refusal as refusal:
            if refusal.passing:
                raise
            self.host.tell("PATCH", f"pulls/{pull.number}", {"state": "closed"})

    def _end(self, todo: Plan, taken: Taken, branch: Branch, pull: Pull | None) -> Done:
        done = Done(pull.number if pull else 0, kept=branch.kept)
        if pull:
            if taken.state == "deleted":
                self.host.tell("POST", f"issues/{pull.number}/comments", {"body": answer(todo, taken, done)})
            self.host.tell("PATCH", f"pulls/{pull.number}", {"state": "closed"})
        if todo.branch == "remove":
            self._move(branch.sha, "")
        return done

    def _proposals(self) -> list[Pull]:
        """Return the open proposals of all issues."""
        found = self.host.every("pulls?state=open")
        own = (one for one in found if (one["head"].get("repo") or {}).get("full_name") == self.host.repository)
        return [pull for pull in map(pull_of, own) if paths_of(pull)]

    def _name_each_other(self, number: int) -> tuple[int, ...]:
        """Let proposals for one record name each other; return those beside the given one."""
        proposals = self._proposals()
        self._rewrite(rewritten(proposals))
        return next((others_of(one, proposals) for one in proposals if one.number == number), ())

    def _tell_of(self, accepted: Pull) -> None:
        """Tell the other proposals of a record that it has just changed."""
        self._rewrite(rewritten(self._proposals(), accepted))

    def _rewrite(self, texts: Mapping[int, str]) -> None:
        for number, text in texts.items():
            self.host.tell("PATCH", f"pulls/{number}", {"body": text})

    def _status(self, sha: str, state: str, description: str) -> None:
        status = {"state": state, "context": CONTEXT, "description": description, "target_url": self.run}
        self.host.tell("POST", f"statuses/{sha}", status)

    def _answer(self, text: str, *, asked: bool) -> bool:
        """Keep the one answer up to date, and give one where it is asked; tell whether it says something new."""
        comments = self.host.every(f"issues/{self.issue.number}/comments")
        ours = (one for one in comments if one["user"]["login"] == BOT and one["body"].startswith(MARK))
        old = next(ours, None)
        if old and old["body"].strip() == text.strip():
            return False
        if old:
            self.host.tell("PATCH", f"issues/comments/{old['id']}", {"body": text})
        elif asked:
            self.host.tell("POST", f"issues/{self.issue.number}/comments", {"body": text})
        return True


def main(arguments: Sequence[str], environ: Mapping[str, str]) -> int:
    """Follow an issue: `arguments` name the outcome, or none when there is no outcome because a job failed."""
    content = Path(environ["GITHUB_EVENT_PATH"]).read_bytes()
    try:
        issue = read_event(content)
        door = Door(Host(environ), issue, environ, json.loads(content)["repository"])
        if arguments:
            door.follow(read_outcome(Path(arguments[0]).read_bytes(), issue.number))
        else:
            door.fail()
    except (BadEvent, BadOutcome, Refusal, OSError) as error:
        print(error, file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:], os.environ))
