"""The host of the repository, asked and told over its API; only the standard library is used."""

from __future__ import annotations

import base64
import json
import time
import urllib.request
from collections.abc import Iterator, Mapping
from http.client import HTTPException
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import quote

GITHUB = "https://github.com"
TRIES = 4
LONGEST = 60.0
"""Seconds that one wait for the host may take."""
PAGE, PAGES = 100, 30
NONE = "0" * 40
"""The commit of a branch that is not there."""
UPDATE = "mutation($input: UpdateRefsInput!) { updateRefs(input: $input) { clientMutationId } }"
PATIENCE = 60
"""Seconds until an answer must be there."""


class Refusal(Exception):
    """The host did not do what it was told; `status` is 0 where there was no answer.

    `passing` tells a trouble of the host that ends by itself from a refusal that stays.
    """

    def __init__(self, asked: str, status: int, *, passing: bool) -> None:
        super().__init__(f"{asked}: {status or 'tidak ada jawaban'}")
        self.status, self.passing = status, passing


class Host:
    """One repository on its host, with the rights of a token."""

    def __init__(self, environ: Mapping[str, str]) -> None:
        self.repository = environ["GITHUB_REPOSITORY"]
        self._api = environ.get("GITHUB_API_URL", "https://api.github.com")
        self._graphql = environ.get("GITHUB_GRAPHQL_URL", f"{self._api}/graphql")
        self._token = environ["GH_TOKEN"]
        self._pause = float(environ.get("PAUSE", "1"))

    def get(self, path: str) -> Any:
        """Return what the host says at a path below the repository, or with a stroke in front below the whole API."""
        return self._ask("GET", self._address(path))

    def every(self, path: str) -> Iterator[Any]:
        """Yield the items of a list, page after page."""
        sign = "&" if "?" in path else "?"
        for page in range(1, PAGES + 1):
            found = self.get(f"{path}{sign}per_page={PAGE}&page={page}")
            yield from found
            if len(found) < PAGE:
                return

    def tell(self, method: str, path: str, body: object = None) -> Any:
        """Change something at a path as `get` takes it."""
        return self._ask(method, self._address(path), body)

    def _address(self, path: str) -> str:
        below = "" if path.startswith("/") else f"/repos/{self.repository}/"
        return f"{self._api}{below}{path}".rstrip("/")

    def mutate(self, query: str, given: Mapping[str, object]) -> None:
        """Change something that only GraphQL can."""
        answer = self._ask("POST", self._graphql, {"query": query, "variables": {"input": given}})
        if answer.get("errors"):
            raise Refusal("graphql", 200, passing=False)

    def query(self, query: str, variables: Mapping[str, object]) -> Any:
        """Return what GraphQL says; raise Refusal where that is not all that was asked."""
        answer = self._ask("POST", self._graphql, {"query": query, "variables": variables})
        if answer.get("errors"):
            raise Refusal("graphql", 200, passing=False)
        return answer["data"]

    def download(self, path: str, limit: int) -> bytes:
        """Return a file that the host keeps elsewhere, where the token is not shown; at most so many bytes and one."""
        request = urllib.request.Request(self._address(path))  # noqa: S310  the workflow names the host
        request.add_unredirected_header("Authorization", f"Bearer {self._token}")
        try:
            with urllib.request.urlopen(request, timeout=PATIENCE) as answer:  # noqa: S310  the workflow names the host
                return bytes(answer.read(limit + 1))
        except HTTPError as error:
            raise Refusal(f"GET {path}", error.code, passing=error.code >= 500) from None
        except (URLError, HTTPException, OSError):
            raise Refusal(f"GET {path}", 0, passing=True) from None

    def head(self, branch: str) -> str:
        """Return the last commit of a branch, nothing where there is none."""
        found = self.get(f"git/matching-refs/heads/{branch}")
        return next((str(one["object"]["sha"]) for one in found if one["ref"] == f"refs/heads/{branch}"), "")

    def move(self, node: str, branch: str, old: str, new: str) -> None:
        """Move a branch only from the commit that was looked at; nothing stands for no branch."""
        change = {"name": f"refs/heads/{branch}", "beforeOid": old or NONE, "afterOid": new or NONE, "force": True}
        self.mutate(UPDATE, {"repositoryId": node, "refUpdates": [change]})

    def tree(self, base: str, files: Mapping[str, str | None]) -> str:
        """Make the files of a commit with others on top; one without a text goes."""
        tree = self.get(f"git/commits/{base}")["tree"]["sha"]
        entries = [_entry(path, text) for path, text in files.items()]
        return str(self.tell("POST", "git/trees", {"base_tree": tree, "tree": entries})["sha"])

    def commit(self, message: str, tree: str, base: str) -> str:
        """Make a commit on top of another, which no branch has yet."""
        return str(self.tell("POST", "git/commits", {"message": message, "tree": tree, "parents": [base]})["sha"])

    def pulls(self, branch: str, state: str) -> list[Any]:
        """Return the proposals of a branch of this repository."""
        found = self.every(f"pulls?state={state}&head={self.repository.partition('/')[0]}:{branch}")
        return [one for one in found if one["head"]["ref"] == branch]

    def proposed(self, branch: str) -> Iterator[Any]:
        """Yield the open proposals to change a branch, the one that changed last first."""
        return self.every(f"pulls?state=open&base={quote(branch)}&sort=updated&direction=desc")

    def _ask(self, method: str, address: str, body: object = None) -> Any:
        for number in range(TRIES):
            try:
                return self._once(method, address, body)
            except HTTPError as error:
                wait = _limited(error)
                failed = error.code >= 500
                if number + 1 == TRIES or (wait is None and not (failed and method == "GET")):
                    raise Refusal(f"{method} {address}", error.code, passing=failed or wait is not None) from None
            except (URLError, HTTPException, OSError):
                wait = None
                if number + 1 == TRIES or method != "GET":
                    raise Refusal(f"{method} {address}", 0, passing=True) from None
            time.sleep(min(LONGEST, self._pause * (wait if wait is not None else 2**number)))
        raise AssertionError

    def _once(self, method: str, address: str, body: object) -> Any:
        content = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(address, content, method=method)  # noqa: S310  the workflow names the host
        request.add_header("Authorization", f"Bearer {self._token}")
        request.add_header("Accept", "application/vnd.github+json")
        request.add_header("X-GitHub-Api-Version", "2022-11-28")
        if content is not None:
            request.add_header("Content-Type", "application/json")
        with urllib.request.urlopen(request, timeout=PATIENCE) as answer:  # noqa: S310  the workflow names the host
            return json.loads(answer.read() or b"null")


def _entry(path: str, text: str | None) -> dict[str, str | None]:
    entry: dict[str, str | None] = {"path": path, "mode": "100644", "type": "blob"}
    return {**entry, "sha": None} if text is None else {**entry, "content": text}


def git_settings(environ: Mapping[str, str]) -> dict[str, str]:
    """Return how Git shows the token to the host, as GitHub's own checkout does."""
    given = base64.b64encode(f"x-access-token:{environ['GH_TOKEN']}".encode()).decode()
    return {f"http.{environ.get('GITHUB_SERVER_URL', GITHUB)}/.extraheader": f"AUTHORIZATION: basic {given}"}


def _limited(error: HTTPError) -> float | None:
    """Return how long the host asks to wait because it was asked too much; None where that is not the reason."""
    if error.code not in {403, 429}:
        return None
    after = error.headers.get("retry-after", "")
    if after.isdigit():
        return float(after)
    return LONGEST if error.code == 429 or error.headers.get("x-ratelimit-remaining") == "0" else None
