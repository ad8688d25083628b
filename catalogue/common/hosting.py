"""Addresses of a site and of its repository: as people and machines give them, and as we write them for each host.

What a host is called and how its addresses look stands here alone.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal, cast
from urllib.parse import SplitResult, quote, urlsplit

EXAMPLES = {"site": "https://inovasi.contoh.go.id/", "repository": "https://github.com/kota-contoh/katalog"}
OWNED = {"github.com", "www.github.com", "gitlab.com", "bitbucket.org", "codeberg.org"}
"""Hosts on which every repository has an owner."""
PAGES = "-|tree|blob|edit|raw|commits?|pulls?|issues|merge_requests|src|wiki|settings|actions"
WITHIN = re.compile(rf"(?P<itself>/+[^/]+(?:/+[^/]+.*?)?)(?:/+(?:{PAGES})(?:/.*)?)?/*")
"""The path of a repository, and where it goes on to one of its pages."""
AS_CLONED = re.compile(r"(?:[\w.-]+@)?(?P<host>[\w-]+(?:\.[\w-]+)+):(?!//)(?P<path>[\w~][^?#]*)")
"""An address as SSH writes it, `git@host:owner/name.git`."""
HOST = re.compile(r"[^\W_](?:[\w.-]*[^\W_])?|[0-9a-f:.]*:[0-9a-f:.]*")


class WrongAddress(ValueError):
    """An address cannot be used; the message says why, in Indonesian."""


class WrongSetting(Exception):
    """A setting of the environment cannot be used; the message names it and says how to write it."""


def site_address(text: str) -> str:
    """Return where a site is published, with a slash at its end; raise WrongAddress."""
    parts = _parts(text.strip())
    if parts.username is not None:
        raise WrongAddress("memuat nama pengguna atau sandi, yang akan ikut terbit")
    path = re.sub(r"/index\.html?$", "/", parts.path)
    return f"{_server(parts)}{_clean(path).rstrip('/')}/"


def repository_address(text: str) -> str:
    """Return where people open a repository, however a program writes it; raise WrongAddress.

    What a machine signs in with is left out: it would be published.
    """
    given = re.sub(r"^git\+(?=https?:|ssh:)", "", text.strip())
    if cloned := AS_CLONED.fullmatch(given):
        given = f"https://{cloned['host']}/{cloned['path']}"
    elif re.match(r"(?:ssh|git)://", given, re.IGNORECASE):
        found = urlsplit(given)
        given = f"https://{found.hostname or ''}{found.path}"
    parts = _parts(given)
    path = WITHIN.fullmatch(parts.path)
    if not path or (parts.hostname in OWNED and "/" not in path["itself"].strip("/")):
        raise WrongAddress("tidak menyebut pemilik dan nama repositori")
    return _server(parts) + _clean(path["itself"]).removesuffix(".git")


def _parts(text: str) -> SplitResult:
    try:
        parts = urlsplit(text)
        known = parts.scheme in ("https", "http") and HOST.fullmatch(parts.hostname or "")
        port = parts.port
    except ValueError:
        known, port = None, None
    if re.search(r"[\s\x00-\x1f\x7f\\<>\"'`{}|^]", text):
        raise WrongAddress("memuat spasi, kutip, atau aksara lain yang tidak boleh ada dalam alamat")
    if not known or port == 0:
        raise WrongAddress("bukan alamat lengkap yang diawali https://")
    if parts.query or parts.fragment or text.endswith(("?", "#")):
        raise WrongAddress("memuat tanda tanya atau tanda pagar")
    return parts


def _server(parts: SplitResult) -> str:
    host = parts.hostname or ""
    usual = {"https": 443, "http": 80}[parts.scheme]
    try:
        named = f"[{host}]" if ":" in host else host.encode("idna").decode()
    except UnicodeError:
        raise WrongAddress("memuat nama situs yang tidak mungkin ada") from None
    return f"{parts.scheme}://{named}{f':{parts.port}' if parts.port not in (None, usual) else ''}"


def _clean(path: str) -> str:
    """Write a path without empty steps and steps back, and what is not ASCII as addresses write it."""
    steps = posixpath.normpath(re.sub("/+", "/", f"/{path}"))
    return quote("" if steps == "/" else steps, safe="/%:@!$&()*+,;=~-._")


def is_local(address: str) -> bool:
    """Tell whether an address leads nobody but this machine to the site."""
    host = urlsplit(address).hostname or ""
    return host in ("::1", "::") or re.fullmatch(r"(?:.+\.)?localhost|127(?:\.\d+){3}|0\.0\.0\.0", host) is not None


def published_at(environ: Mapping[str, str], known: str | None) -> str | None:
    """Return the address of the site: that of the environment, else the known one, else None. Raise WrongSetting."""
    return setting("SITE_URL", environ.get("SITE_URL"), site_address, "site") or known


def setting(name: str, text: str | None, read: Callable[[str], str], example: str) -> str | None:
    """Read an address from the environment; None where it is not set or empty. Raise WrongSetting."""
    if not (text or "").strip():
        return None
    try:
        return read(text or "")
    except WrongAddress as error:
        shown = re.sub(r"//[^/@]*@", "//…@", " ".join((text or "").split()))[:200]
        help = f"tulis seperti {EXAMPLES[example]}, atau kosongkan"
        raise WrongSetting(f"{name} `{shown}` {error}; {help}") from None


Kind = Literal["github", "gitlab", "forgejo", "git"]
"""`forgejo` is Gitea too; `git` is a repository that has no pages to look at."""

NAMES = {"github.com": "GitHub", "gitlab.com": "GitLab", "codeberg.org": "Codeberg"}
"""What people call a host; any other is called by its address."""
KNOWN: Mapping[Kind, str] = {
    "github": r"github\.com|[\w-]+\.ghe\.com|github\.[\w.-]+",
    "gitlab": r"gitlab\.com|gitlab\.[\w.-]+",
    "forgejo": r"codeberg\.org|(?:forgejo|gitea)\.[\w.-]+",
}
"""Hosts that their name gives away: the public ones, and what people run under that name themselves."""
FORM = ".github/ISSUE_TEMPLATE/kiriman.yml"
"""The form of an issue with a submission, which all hosts that know such forms find here."""


@dataclass(frozen=True)
class IssueShape:
    """The page for a new issue: the names of its title and text in the address, and what it says of them."""

    page: str
    title: str
    text: str
    box: str
    button: str
    fenced: bool = False
    """Whether the text is Markdown, in which a submission stands as code."""


@dataclass(frozen=True)
class Shapes:
    """The addresses of one kind of host, below that of the repository."""

    file: str
    folder: str
    edit: str
    new: str
    raw: str
    history: str
    commit: str
    compare: str
    proposals: str
    proposal: str
    issues: str
    issue: IssueShape
    report: str = ""
    """Where a weakness is told in private; not every kind has such a page."""


SHAPES: Mapping[Kind, Shapes] = {
    "github": Shapes(
        file="blob/{branch}/{path}",
        folder="tree/{branch}/{path}",
        edit="edit/{branch}/{path}",
        new="new/{branch}/{path}",
        raw="raw/{branch}/{path}",
        history="commits/{branch}/{path}",
        commit="commit/{id}",
        compare="compare/{base}...{head}",
        proposals="pulls",
        proposal="pull/{id}",
        issues="issues",
        issue=IssueShape("issues/new?template=kiriman.yml", "title", "isi", "Isi kiriman", "Create"),
        report="security/advisories/new",
    ),
    "forgejo": Shapes(
        file="src/branch/{branch}/{path}",
        folder="src/branch/{branch}/{path}",
        edit="_edit/{branch}/{path}",
        new="_new/{branch}/{path}",
        raw="raw/branch/{branch}/{path}",
        history="commits/branch/{branch}/{path}",
        commit="commit/{id}",
        compare="compare/{base}...{head}",
        proposals="pulls",
        proposal="pulls/{id}",
        issues="issues",
        issue=IssueShape(
            f"issues/new?template={quote(FORM, safe='')}", "title", "field:isi", "Isi kiriman", "Create issue"
        ),
    ),
    "gitlab": Shapes(
        file="-/blob/{branch}/{path}",
        folder="-/tree/{branch}/{path}",
        edit="-/edit/{branch}/{path}",
        new="-/new/{branch}/{path}",
        raw="-/raw/{branch}/{path}",
        history="-/commits/{branch}/{path}",
        commit="-/commit/{id}",
        compare="-/compare/{base}...{head}",
        proposals="-/merge_requests",
        proposal="-/merge_requests/{id}",
        issues="-/issues",
        issue=IssueShape(
            "-/issues/new", "issue[title]", "issue[description]", "Description", "Create issue", fenced=True
        ),
    ),
}
"""The one table of addresses; a kind that is not in it has none."""


@dataclass(frozen=True)
class Hosting:
    """Where a repository lies, and what it has there; every address is None where there is none."""

    repository: str | None
    kind: Kind | None
    branch: str = "main"

    @property
    def name(self) -> str:
        """What people call the host; empty where it has no pages."""
        domain = urlsplit(self.repository or "").hostname or ""
        return NAMES.get(domain.removeprefix("www."), domain) if self._shapes else ""

    @property
    def proposal_word(self) -> str:
        """What the host calls a proposal."""
        return "merge request" if self.kind == "gitlab" else "pull request"

    @property
    def changes_tab(self) -> str:
        """Where a proposal shows what it changes."""
        return "Changes" if self.kind == "gitlab" else "Files changed"

    @property
    def answers(self) -> bool:
        """Whether our workflows there read issues and answer proposals."""
        return self._shapes is not None and self.kind == "github"

    @property
    def previews(self) -> bool:
        """Whether a page of another site may ask for files; GitHub's may be asked for while no host is known."""
        return self.repository is None or self.name == "GitHub"

    @property
    def _shapes(self) -> Shapes | None:
        return SHAPES.get(self.kind) if self.repository and self.kind else None

    def _at(self, shape: str, **given: str) -> str | None:
        if self._shapes is None:
            return None
        filled = cast("str", getattr(self._shapes, shape)).format(**{"branch": self.branch, **given})
        return f"{self.repository}/{filled}" if filled else None

    def file(self, path: str) -> str | None:
        """Return where a file can be read, or where all addresses of files begin."""
        return self._at("file", path=path)

    def folder(self, path: str) -> str | None:
        """Return where a folder can be looked through."""
        return self._at("folder", path=path)

    def edit(self, path: str) -> str | None:
        """Return where a file is opened for editing."""
        return self._at("edit", path=path)

    def new(self, folder: str) -> str | None:
        """Return where a file is begun in a folder."""
        return self._at("new", path=folder)

    def raw(self, path: str) -> str | None:
        """Return where a file is handed out as it is."""
        return self._at("raw", path=path)

    def history(self, path: str) -> str | None:
        """Return where all changes of a file are listed."""
        return self._at("history", path=path)

    def commit(self, id: str) -> str | None:
        """Return where a change can be read."""
        return self._at("commit", id=id)

    def compare(self, base: str, head: str) -> str | None:
        """Return where one branch is proposed to another."""
        return self._at("compare", base=base, head=head)

    @property
    def proposals(self) -> str | None:
        """Where the open proposals are listed."""
        return self._at("proposals")

    def proposal(self, number: int) -> str | None:
        """Return where a proposal is talked about."""
        return self._at("proposal", id=str(number))

    @property
    def issues(self) -> str | None:
        """Where all issues are listed."""
        return self._at("issues")

    @property
    def report(self) -> str | None:
        """Where a weakness is told in private."""
        return self._at("report")

    @property
    def new_issue(self) -> str | None:
        """Where a submission is pasted into a new issue."""
        return f"{self.repository}/{self._shapes.issue.page}" if self._shapes else None

    @property
    def issue_door(self) -> Mapping[str, Any] | None:
        """What the scripts need to open an issue with a submission in it."""
        if self._shapes is None:
            return None
        shape = self._shapes.issue
        return {
            "name": self.name,
            "page": self.new_issue,
            "title": shape.title,
            "text": shape.text,
            "box": shape.box,
            "button": shape.button,
            "fenced": shape.fenced,
        }


def hosting_of(repository: str | None, declared: Kind | None = None, branch: str = "main") -> Hosting:
    """Return the hosting of a repository: of the kind that its address gives away, else of the declared one."""
    domain = (urlsplit(repository or "").hostname or "").removeprefix("www.")
    found = next((kind for kind, pattern in KNOWN.items() if re.fullmatch(pattern, domain)), declared)
    return Hosting(repository, found, branch)


def running_on(environ: Mapping[str, str]) -> Kind | None:
    """Return the kind of host on whose machine we run, if we do; Forgejo also says what GitHub says."""
    if environ.get("GITLAB_CI"):
        return "gitlab"
    if environ.get("FORGEJO_ACTIONS") or environ.get("GITEA_ACTIONS"):
        return "forgejo"
    return "github" if environ.get("GITHUB_ACTIONS") else None
