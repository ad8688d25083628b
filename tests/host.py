"""A host for the doors of proposals: a real bare repository, issues, pull requests, rights by token, and troubles.

It answers over HTTP what GitHub answers, as far as the door asks, and refuses what GitHub refuses: a second open pull
request of a branch, a merge of a draft, a move of a branch from elsewhere, and whatever a token has no right to.
"""

from __future__ import annotations

import io
import json
import os
import re
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock, Thread
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit
from zipfile import ZipFile

BOT = "github-actions[bot]"
REPOSITORY = "kota/katalog"
HOME = "https://github.example"
NONE = "0" * 40


class Refused(Exception):
    """What the host answers instead of doing what it was told."""

    def __init__(self, status: int, **headers: str) -> None:
        super().__init__(status)
        self.status, self.headers = status, {name.replace("_", "-"): text for name, text in headers.items()}


@dataclass
class Standin:
    """The host: what it keeps, and the tokens that it gave out with their rights."""

    git: Path
    issues: dict[int, dict[str, Any]] = field(default_factory=dict)
    pulls: dict[int, dict[str, Any]] = field(default_factory=dict)
    comments: dict[int, dict[str, Any]] = field(default_factory=dict)
    statuses: dict[str, str] = field(default_factory=dict)
    tokens: dict[str, dict[str, str]] = field(default_factory=dict)
    troubles: list[Refused] = field(default_factory=list)
    """What the next questions are answered with."""
    drafts: bool = True
    """Whether pull requests can be drafts, which not every plan has."""
    opens: bool = True
    """Whether workflows may open pull requests."""
    asked: list[str] = field(default_factory=list)
    before: Callable[[str], None] | None = None
    """What happens before the next question of which it is told; it may refuse."""
    programs: dict[str, Callable[[list[str], dict[str, str]], tuple[int, str, str]]] = field(default_factory=dict)
    """What scripts find on the machine, by name: each takes words and environment, and returns code and outputs."""
    address: str = ""
    site: str = ""
    """Where the host publishes the site."""
    started: list[str] = field(default_factory=list)
    """The workflows that were started."""
    kept: bytes | None = None
    """The archive that the last check of links left, which lies elsewhere and is handed out without a token."""

    def at(self, *words: str, stdin: str | None = None, index: str = "") -> str:
        """Run Git in the repository of the host."""
        env = {**os.environ, **({"GIT_INDEX_FILE": index} if index else {})}
        done = subprocess.run(
            ["git", "-C", str(self.git), *words], input=stdin, capture_output=True, text=True, check=True, env=env
        )
        return done.stdout.strip()

    def ref(self, branch: str) -> str:
        """Return the commit of a branch, or nothing."""
        found = subprocess.run(
            ["git", "-C", str(self.git), "rev-parse", "--verify", "--quiet", f"refs/heads/{branch}"],
            capture_output=True,
            text=True,
            check=False,
        )
        return found.stdout.strip()

    def commit(self, parents: list[str], tree: str, message: str, who: str) -> str:
        """Make a commit as somebody."""
        names = ["-c", f"user.name={who}", "-c", f"user.email={who}@example.org"]
        return self.at(*names, "commit-tree", tree, *(w for p in parents for w in ("-p", p)), "-m", message)

    def tree(self, base: str, entries: list[dict[str, Any]]) -> str:
        """Make a tree of another one and what changes in it."""
        with TemporaryDirectory() as folder:
            index = f"{folder}/index"
            self.at("read-tree", base, index=index)
            for entry in entries:
                if entry.get("content") is None:
                    self.at("update-index", "--force-remove", entry["path"], index=index)
                    continue
                blob = self.at("hash-object", "-w", "--stdin", stdin=entry["content"])
                self.at("update-index", "--add", "--cacheinfo", f"{entry['mode']},{blob},{entry['path']}", index=index)
            return self.at("write-tree", index=index)

    def run(self, place: Path) -> None:
        """Run a program for a script, which left its words and its environment in a folder."""
        name, *words = (place / "words").read_text(encoding="utf-8").split("\0")[:-1]
        given = (place / "env").read_text(encoding="utf-8").split("\0")[:-1]
        done = self.programs[Path(name).name](words, dict(line.split("=", 1) for line in given))
        for part, text in zip(("code", "out", "err"), done, strict=True):
            (place / part).write_text(str(text), encoding="utf-8")

    def deploys(self) -> bool:
        """Publish what a workflow built; tell whether there is a place for it."""
        return True

    def number(self) -> int:
        """Return the next number of an issue or a pull request."""
        return max((0, *self.issues, *self.pulls)) + 1

    def foreign(self, number: int, commit: str, **more: Any) -> dict[str, Any]:
        """Open a pull request from a fork, or move it to another commit."""
        self.at("update-ref", f"refs/pull/{number}/head", commit)
        made = {
            "number": number,
            "state": "open",
            "base": "main",
            "user": {"login": "orang"},
            "author_association": "NONE",
            "labels": [],
            "head": {"ref": "main", "repo": {"full_name": "orang/katalog", "html_url": f"{HOME}/orang/katalog"}},
            **self.pulls.get(number, {}),
            **more,
        }
        made["head"] = {**made["head"], "sha": commit}
        self.pulls[number] = made
        return made

    def push(self, branch: str, path: str, text: str) -> str:
        """Let a person put a commit onto a branch."""
        old = self.ref(branch)
        entry = {"path": path, "mode": "100644", "content": text}
        new = self.commit([old], self.tree(old, [entry]), "Betulkan", "penelaah")
        self.at("update-ref", f"refs/heads/{branch}", new, old)
        return new

    def mergeable(self, pull: dict[str, Any]) -> bool:
        """Tell whether the button to merge can be pressed."""
        return pull["state"] == "open" and not pull["draft"] and bool(self.ref(pull["head"]["ref"]))

    def merge(self, pull: dict[str, Any]) -> bool:
        """Merge a pull request as a person does; tell whether it went."""
        if not self.mergeable(pull):
            return False
        main, head = self.ref("main"), self.ref(pull["head"]["ref"])
        try:
            tree = self.at("merge-tree", "--write-tree", main, head).split()[0]
        except subprocess.CalledProcessError:
            return False
        new = self.commit([main, head], tree, "Gabungkan", "penelaah")
        self.at("update-ref", "refs/heads/main", new, main)
        pull.update(state="closed", merged_at="2026-06-01T00:00:00Z")
        return True

    def answer(self, method: str, path: str, body: Any, rights: dict[str, str]) -> Any:
        """Answer a question, or refuse."""
        self.asked.append(f"{method} {path}")
        if self.before:
            self.before(self.asked[-1])
        if self.troubles:
            raise self.troubles.pop(0)
        parts = urlsplit(path)
        route = unquote(parts.path.removeprefix(f"/repos/{REPOSITORY}/").lstrip("/"))
        for pattern, right, handle in ROUTES:
            if found := re.fullmatch(pattern, f"{method} {route}"):
                needed = right if isinstance(right, str) else right(self, found, body)
                _allow(rights, needed, "GET" if "pullRequests(" in str(body) else method)
                return handle(self, found, body, {key: words[0] for key, words in parse_qs(parts.query).items()})
        raise Refused(404)


def _allow(rights: dict[str, str], wanted: str, method: str) -> None:
    """Refuse what a token has no right to; a right may be one of several, or several together."""
    enough = {"write"} if method != "GET" else {"write", "read"}
    if not all(any(rights.get(right) in enough for right in part.split("|")) for part in wanted.split("&")):
        raise Refused(403)


def _changed(_host: Standin, _found: re.Match[str], body: Any) -> str:
    """Return what a question or a mutation takes: to make a draft of a pull request, both rights."""
    if "pullRequests(" in body["query"]:
        return "pull-requests&checks&statuses"
    return "contents" if "updateRefs" in body["query"] else "contents&pull-requests"


def _about(host: Standin, found: re.Match[str], _body: Any) -> str:
    """Return whose right it takes to change a comment or a label: a pull request is an issue too."""
    return "pull-requests|issues" if int(found[1]) in host.pulls else "issues"


def _of_comment(host: Standin, found: re.Match[str], _body: Any) -> str:
    return "pull-requests|issues" if host.comments[int(found[1])]["on"] in host.pulls else "issues"


def _issue(host: Standin, found: re.Match[str], _body: Any, _query: dict[str, str]) -> Any:
    if int(found[1]) not in host.issues:
        raise Refused(410)
    return host.issues[int(found[1])]


def _refs(host: Standin, found: re.Match[str], _body: Any, _query: dict[str, str]) -> Any:
    listed = host.at("for-each-ref", "--format=%(refname) %(objectname)", f"refs/heads/{found[1]}*")
    pairs = [line.split() for line in listed.splitlines()]
    return [{"ref": name, "object": {"sha": sha}} for name, sha in pairs]


def _commit(host: Standin, found: re.Match[str], _body: Any, _query: dict[str, str]) -> Any:
    tree, parents, author, committer, message = host.at(
        "show", "-s", "--format=%T%x00%P%x00%an%x00%cn%x00%B", found[1]
    ).split("\0")
    return {
        "tree": {"sha": tree},
        "parents": [{"sha": parent} for parent in parents.split()],
        "author": {"login": author},
        "committer": {"login": committer},
        "commit": {"message": message.strip()},
    }


def _new_tree(host: Standin, _found: re.Match[str], body: Any, _query: dict[str, str]) -> Any:
    return {"sha": host.tree(body["base_tree"], body["tree"])}


def _new_commit(host: Standin, _found: re.Match[str], body: Any, _query: dict[str, str]) -> Any:
    return {"sha": host.commit(body["parents"], body["tree"], body["message"], BOT)}


def _graphql(host: Standin, _found: re.Match[str], body: Any, _query: dict[str, str]) -> Any:
    if "pullRequests(" in body["query"]:
        return _listed_pulls(host, body["variables"]["after"])
    given = body["variables"]["input"]
    if "updateRefs" in body["query"]:
        (change,) = given["refUpdates"]
        branch = change["name"].removeprefix("refs/heads/")
        if change["beforeOid"] != (host.ref(branch) or NONE):
            return {"errors": [{"message": "the ref is elsewhere"}]}
        if change["afterOid"] == NONE:
            host.at("update-ref", "-d", change["name"])
            _lose(host, branch)
        else:
            host.at("update-ref", change["name"], change["afterOid"])
        return {"data": {}}
    pull = next(one for one in host.pulls.values() if one["node_id"] == given["pullRequestId"])
    if not host.drafts:
        return {"errors": [{"message": "Draft pull requests are not supported"}]}
    pull["draft"] = "ToDraft" in body["query"]
    return {"data": {}}


def _listed_pulls(host: Standin, after: str | None) -> Any:
    """Name the open pull requests, fifty at a time, as GraphQL does."""
    opened = [pull for _, pull in sorted(host.pulls.items(), reverse=True) if pull["state"] == "open"]
    start = int(after or 0)
    nodes = [
        {
            "number": pull["number"],
            "title": pull.get("title", "Usulan"),
            "createdAt": "2026-05-01T00:00:00Z",
            "isDraft": pull.get("draft", False),
            "reviewDecision": pull.get("decision"),
            "files": {"nodes": [{"path": path} for path in pull.get("paths", ())]} if "paths" in pull else None,
            "commits": {"nodes": [{"commit": {"statusCheckRollup": pull.get("rollup")}}]},
        }
        for pull in opened[start : start + 50]
    ]
    page = {"hasNextPage": start + 50 < len(opened), "endCursor": str(start + 50)}
    return {"data": {"repository": {"pullRequests": {"pageInfo": page, "nodes": nodes}}}}


def _link_runs(host: Standin, _found: re.Match[str], _body: Any, query: dict[str, str]) -> Any:
    assert query["status"] == "success"
    return {"workflow_runs": [{"id": 31}] if host.kept is not None else []}


def _artifacts(_host: Standin, _found: re.Match[str], _body: Any, query: dict[str, str]) -> Any:
    return {"artifacts": [{"id": 41, "name": query["name"], "expired": False}]}


def _archive(host: Standin, _found: re.Match[str], _body: Any, _query: dict[str, str]) -> Any:
    raise Refused(302, Location=f"{host.address}/elsewhere/41")


def _lose(host: Standin, branch: str) -> None:
    """Close the pull requests of a branch that goes, as the host does."""
    for pull in host.pulls.values():
        if pull["head"]["ref"] == branch:
            pull["state"] = "closed"


def _pulls(host: Standin, _found: re.Match[str], _body: Any, query: dict[str, str]) -> Any:
    head = query.get("head", "").partition(":")[2]
    listed = [
        pull
        for _, pull in sorted(host.pulls.items(), reverse=True)
        if query["state"] in {"all", pull["state"]} and (not head or pull["head"]["ref"] == head)
    ]
    size, page = int(query["per_page"]), int(query["page"])
    return listed[size * (page - 1) : size * page]


def _pull(host: Standin, found: re.Match[str], _body: Any, _query: dict[str, str]) -> Any:
    return host.pulls[int(found[1])]


def _files(host: Standin, found: re.Match[str], _body: Any, query: dict[str, str]) -> Any:
    """Name the files that a pull request changes since it left main, as many as the host ever names."""
    head = host.pulls[int(found[1])]["head"]
    left = host.at("merge-base", host.ref("main"), head["sha"])
    before = dict(_listed(host, left))
    after = list(islice(_listed(host, head["sha"]), LISTED))
    gone = before.keys() - dict(after).keys() if len(after) < LISTED else set()
    names = [*(name for name, what in after if before.get(name) != what), *sorted(gone)][:3_000]
    size, page = int(query["per_page"]), int(query["page"])
    return [{"filename": name} for name in names[size * (page - 1) : size * page]]


LISTED = 5_000
"""Files of a commit that the host looks at."""


def _listed(host: Standin, commit: str) -> Iterator[tuple[str, str]]:
    """Yield each file of a commit, one after another, with what it is."""
    command = ["git", "-C", str(host.git), "ls-tree", "-r", "-z", commit]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as asked:
        assert isinstance(asked.stdout, io.BufferedReader)
        rest = b""
        while part := asked.stdout.read1(65_536):
            *rows, rest = (rest + part).split(b"\0")
            for row in rows:
                what, _, name = row.decode(errors="replace").partition("\t")
                yield name, what
        asked.kill()


def _pages(host: Standin, _found: re.Match[str], _body: Any, _query: dict[str, str]) -> Any:
    if not host.site:
        raise Refused(404)
    return {"html_url": host.site}


def _start(host: Standin, found: re.Match[str], body: Any, _query: dict[str, str]) -> Any:
    host.started.append(f"{found[1]} {body['ref']}")


def _open(host: Standin, _found: re.Match[str], body: Any, _query: dict[str, str]) -> Any:
    if not host.opens:
        raise Refused(403)
    taken = any(one["head"]["ref"] == body["head"] and one["state"] == "open" for one in host.pulls.values())
    if taken or not host.ref(body["head"]) or (body["draft"] and not host.drafts):
        raise Refused(422)
    number = host.number()
    host.pulls[number] = {
        "number": number,
        "node_id": f"PR_{number}",
        "state": "open",
        "draft": body["draft"],
        "merged_at": None,
        "title": body["title"],
        "body": body["body"],
        "labels": [],
        "head": {"ref": body["head"], "repo": {"full_name": REPOSITORY}},
    }
    return host.pulls[number]


def _change(host: Standin, found: re.Match[str], body: Any, _query: dict[str, str]) -> Any:
    pull = host.pulls[int(found[1])]
    if body.get("state") == "open":
        raise Refused(422)
    pull.update(body)
    return pull


def _label(host: Standin, found: re.Match[str], body: Any, _query: dict[str, str]) -> Any:
    pull = host.pulls[int(found[1])]
    known = [label["name"] for label in pull["labels"]]
    pull["labels"] = [{"name": name} for name in dict.fromkeys((*known, *body["labels"]))]
    return pull["labels"]


def _unlabel(host: Standin, found: re.Match[str], _body: Any, _query: dict[str, str]) -> Any:
    pull = host.pulls[int(found[1])]
    pull["labels"] = [label for label in pull["labels"] if label["name"] != found[2]]
    return pull["labels"]


def _said(host: Standin, found: re.Match[str], _body: Any, query: dict[str, str]) -> Any:
    listed = [one for one in host.comments.values() if one["on"] == int(found[1])]
    size, page = int(query["per_page"]), int(query["page"])
    return listed[size * (page - 1) : size * page]


def _say(host: Standin, found: re.Match[str], body: Any, _query: dict[str, str]) -> Any:
    if int(found[1]) not in host.issues and int(found[1]) not in host.pulls:
        raise Refused(410)
    assert len(body["body"]) <= 65_536
    id = len(host.comments) + 1
    host.comments[id] = {"id": id, "on": int(found[1]), "user": {"login": BOT}, "body": body["body"]}
    return host.comments[id]


def _edit(host: Standin, found: re.Match[str], body: Any, _query: dict[str, str]) -> Any:
    host.comments[int(found[1])].update(body)
    return host.comments[int(found[1])]


def _status(host: Standin, found: re.Match[str], body: Any, _query: dict[str, str]) -> Any:
    host.statuses[found[1]] = body["state"]
    return body


ROUTES: tuple[tuple[str, Any, Callable[..., Any]], ...] = (
    (r"GET issues/(\d+)", "issues", _issue),
    (r"GET git/matching-refs/heads/(.+)", "contents", _refs),
    (r"GET (?:git/)?commits/(\w+)", "contents", _commit),
    (r"POST git/trees", "contents", _new_tree),
    (r"POST git/commits", "contents", _new_commit),
    (r"POST graphql", _changed, _graphql),
    (r"GET pulls", "pull-requests", _pulls),
    (r"GET pulls/(\d+)", "pull-requests", _pull),
    (r"GET pulls/(\d+)/files", "pull-requests", _files),
    (r"GET pages", "pages", _pages),
    (r"GET actions/workflows/links\.yml/runs", "actions", _link_runs),
    (r"GET actions/runs/31/artifacts", "actions", _artifacts),
    (r"GET actions/artifacts/41/zip", "actions", _archive),
    (r"POST actions/workflows/([\w.]+)/dispatches", "actions", _start),
    (r"POST pulls", "pull-requests", _open),
    (r"PATCH pulls/(\d+)", "pull-requests", _change),
    (r"POST issues/(\d+)/labels", _about, _label),
    (r"DELETE issues/(\d+)/labels/(.+)", _about, _unlabel),
    (r"GET issues/(\d+)/comments", _about, _said),
    (r"POST issues/(\d+)/comments", _about, _say),
    (r"PATCH issues/comments/(\d+)", _of_comment, _edit),
    (r"POST statuses/(\w+)", "statuses", _status),
)
"""What can be asked, the right that it takes, and what is answered."""


def packed(name: str, text: str) -> bytes:
    """Return an archive with one file, as the host keeps what a run leaves."""
    made = io.BytesIO()
    with ZipFile(made, "w") as archive:
        archive.writestr(name, text)
    return made.getvalue()


def asked_by(host: Standin, **more: str) -> dict[str, str]:
    """Return what a job with the token `kunci` is told of its host."""
    where = {"GITHUB_REPOSITORY": REPOSITORY, "GITHUB_API_URL": host.address}
    return {**where, "GH_TOKEN": "kunci", "PAUSE": "0", **more}


@contextmanager
def serving(host: Standin) -> Iterator[Standin]:
    """Let the host answer on this machine."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(host))
    host.address = f"http://127.0.0.1:{server.server_port}"
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield host
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def _handler(host: Standin) -> type[BaseHTTPRequestHandler]:
    lock = Lock()

    class Handler(BaseHTTPRequestHandler):
        def _serve(self) -> None:
            length = int(self.headers.get("Content-Length", 0))
            body = json.loads(self.rfile.read(length)) if length else None
            if self.path.startswith("/program?"):
                host.run(Path(self.path.partition("=")[2]))
                self._send(200, None, {})
                return
            if self.path.startswith("/elsewhere/"):
                self._elsewhere()
                return
            rights = host.tokens.get(self.headers.get("Authorization", "").removeprefix("Bearer "), {})
            try:
                with lock:
                    answer = host.answer(self.command, self.path, body, rights)
            except Refused as refused:
                self._send(refused.status, {"message": "no"}, refused.headers)
            else:
                self._send(200, answer, {})

        do_GET = do_POST = do_PATCH = do_PUT = do_DELETE = _serve  # noqa: N815  the names that the library calls

        def _elsewhere(self) -> None:
            shown = "Authorization" in self.headers
            self._send(400 if shown else 200, b"" if shown else host.kept, {})

        def _send(self, status: int, answer: Any, headers: dict[str, str]) -> None:
            content = answer if isinstance(answer, bytes) else json.dumps(answer).encode()
            self.send_response(status)
            for name, text in {**headers, "Content-Length": str(len(content))}.items():
                self.send_header(name, text)
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    return Handler
