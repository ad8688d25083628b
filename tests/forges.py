"""Stand-ins of Forgejo and GitLab for issues: each has its own names, and refuses what it doesn't know."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, urlsplit

TOKEN = "rahasia-besar"
PAGE = 2
"""So short a page of a list is, whatever was asked for: an administrator may set any."""


class Refused(Exception):
    """What the host answers instead."""


@dataclass
class Forge:
    """The issues of one repository, as the API of its host shows them."""

    kind: str
    issues: list[dict[str, Any]] = field(default_factory=list)
    labels: list[dict[str, Any]] = field(default_factory=list)
    notes: list[tuple[int, str]] = field(default_factory=list)
    told: list[str] = field(default_factory=list)
    address: str = ""

    def environ(self) -> dict[str, str]:
        """Return what the machine of such a host tells a job."""
        shared = {"PAUSE": "0", "CI": "true"}
        if self.kind == "gitlab":
            given = {"GITLAB_CI": "true", "CI_API_V4_URL": f"{self.address}/api/v4", "CI_PROJECT_ID": "7"}
            return {**shared, **given, "CI_PROJECT_PATH": "kota/katalog", "TOKEN_ISU": TOKEN}
        given = {"FORGEJO_ACTIONS": "true", "GITHUB_ACTIONS": "true", "GITHUB_REPOSITORY": "kota/katalog"}
        return {**shared, **given, "GITHUB_API_URL": f"{self.address}/api/v1", "GH_TOKEN": TOKEN}

    def answer(self, method: str, path: str, query: dict[str, str], body: Any, signed: str) -> Any:
        """Answer as the host does."""
        if signed != f"Bearer {TOKEN}":
            raise Refused
        if method != "GET":
            self.told.append(f"{method} {path}")
        start = "/api/v4" if self.kind == "gitlab" else "/api/v1/repos/kota/katalog"
        if not path.startswith(start):
            raise Refused
        rest = path.removeprefix(start)
        return (
            self._gitlab(method, rest, query, body)
            if self.kind == "gitlab"
            else self._forgejo(method, rest, query, body)
        )

    def _forgejo(self, method: str, path: str, query: dict[str, str], body: Any) -> Any:
        if (method, path) == ("GET", "/issues"):
            found = [one for one in self.issues if query["labels"] in [label["name"] for label in one["labels"]]]
            return self._page(found, query)
        if (method, path) == ("GET", "/labels"):
            return self._page(self.labels, query)
        if (method, path) == ("POST", "/labels"):
            self.labels.append({"id": len(self.labels) + 11, "name": body["name"], "color": body["color"]})
            return self.labels[-1]
        if (method, path) == ("POST", "/issues"):
            known = {label["id"]: label for label in self.labels}
            labels = [known[number] for number in body["labels"]]
            made = {"number": len(self.issues) + 1, "state": "open", "user": {"login": "forgejo-actions"}}
            self.issues.append({**made, "title": body["title"], "body": body["body"], "labels": labels})
            return self.issues[-1]
        number = self._number(path)
        if method == "POST" and path.endswith("/comments"):
            self.notes.append((number, body["body"]))
        elif method == "PATCH" and set(body) <= {"title", "body", "state"}:
            self.issues[number - 1].update(body)
        else:
            raise Refused
        return {}

    def _gitlab(self, method: str, path: str, query: dict[str, str], body: Any) -> Any:
        if (method, path) == ("GET", "/user"):
            return {"username": "project_7_bot"}
        if (method, path) == ("GET", "/projects/7/issues"):
            found = [one for one in self.issues if query["labels"] in one["labels"]]
            size, page = int(query["per_page"]), int(query["page"])
            return found[size * (page - 1) : size * page]
        if (method, path) == ("POST", "/projects/7/issues"):
            made = {"iid": len(self.issues) + 1, "state": "opened", "author": {"username": "project_7_bot"}}
            given = {"title": body["title"], "description": body["description"], "labels": body["labels"].split(",")}
            self.issues.append({**made, **given})
            return self.issues[-1]
        number = self._number(path)
        if method == "POST" and path.endswith("/notes"):
            self.notes.append((number, body["body"]))
        elif method == "PUT" and set(body) <= {"title", "description", "state_event"}:
            event = body.pop("state_event", None)
            self.issues[number - 1].update(body)
            if event:
                self.issues[number - 1]["state"] = {"close": "closed", "reopen": "opened"}[event]
        else:
            raise Refused
        return {}

    def _page(self, found: list[dict[str, Any]], query: dict[str, str]) -> list[dict[str, Any]]:
        page = int(query["page"])
        return found[PAGE * (page - 1) : PAGE * page]

    def _number(self, path: str) -> int:
        found = re.search(r"/issues/(\d+)(?:/|$)", path)
        if not found or int(found[1]) > len(self.issues):
            raise Refused
        return int(found[1])


class _Handler(BaseHTTPRequestHandler):
    forge: Forge

    def _do(self) -> None:
        parts = urlsplit(self.path)
        query = {key: words[0] for key, words in parse_qs(parts.query).items()}
        body = json.loads(self.rfile.read(int(self.headers.get("content-length", "0"))) or b"null")
        try:
            said = self.forge.answer(self.command, parts.path, query, body, self.headers["authorization"])
            status, content = 200, json.dumps(said)
        except (Refused, KeyError, TypeError, AttributeError):
            status, content = 404, "{}"
        self.send_response(status)
        self.end_headers()
        self.wfile.write(content.encode())

    do_GET = do_POST = do_PATCH = do_PUT = _do  # noqa: N815  the names that the library calls

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def forge(kind: str) -> Iterator[Forge]:
    """Run a host."""
    made = Forge(kind)
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Handler", (_Handler,), {"forge": made}))
    made.address = f"http://127.0.0.1:{server.server_port}"
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield made
    finally:
        server.shutdown()
        server.server_close()
