"""One table of addresses for every host: what pages write, what they say, and what they keep silent about."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from catalogue.common.hosting import SHAPES, Hosting, Kind, hosting_of, running_on
from tests.built import DAY, SITE_URL, Built, build
from tests.trees import HERE

REPOSITORIES: dict[str, tuple[str, str, str]] = {
    "github": ("https://github.com/kota-contoh/katalog", "", "GitHub"),
    "forgejo": ("https://git.contoh.go.id/bappeda/katalog", "forgejo", "git.contoh.go.id"),
    "gitlab": ("https://kode.contoh.go.id/kota/bappeda/katalog", "gitlab", "kode.contoh.go.id"),
    "git": ("https://git.contoh.go.id/katalog", "git", ""),
    "unknown": ("https://kode.contoh.go.id/kota/katalog", "", ""),
    "none": ("", "", ""),
}
"""By name: where the repository lies, what `region.yaml` says of its kind, and what people call the host."""
RECORD = r"(?:\S+/)?[\w-]+(?:\.[\w-]+)*(?:#L\d+)?"
ALLOWED = {
    "github": rf"(?:blob|edit|commits)/main/{RECORD}|commits/main/\w+|issues(?:/new\?template=kiriman\.yml)?|pulls"
    r"|tree/main/innovations|commit/[0-9a-f]+|pull/\d+|security/advisories/new",
    "forgejo": rf"(?:src|commits)/branch/main/{RECORD}|_edit/main/{RECORD}|issues|pulls(?:/\d+)?|commit/[0-9a-f]+"
    r"|issues/new\?template=\.github%2FISSUE_TEMPLATE%2Fkiriman\.yml",
    "gitlab": rf"-/(?:blob|edit|commits)/main/{RECORD}|-/issues(?:/new)?|-/merge_requests(?:/\d+)?"
    r"|-/tree/main/innovations|-/commit/[0-9a-f]+",
}
"""The addresses below a repository that its host answers, written down apart from the table."""
ABOUT_HOSTS = {f"panduan/{name}/" for name in ("server", "daerah-lain", "skala", "pengelola", "pengembang", "keamanan")}
"""The pages that compare hosts, or are about how the program is developed."""


@pytest.fixture(scope="module")
def cities(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Build the small catalogue as that of a city on each host."""
    made = {}
    for name, (repository, kind, _) in REPOSITORIES.items():
        root, out = tmp_path_factory.mktemp(name) / "catalogue", tmp_path_factory.mktemp(name) / "site"
        shutil.copytree(HERE / "mini", root)
        region = root / "region.yaml"
        given = {"repositori": repository, "jenis_repositori": kind}
        lines = "".join(f"{key}: {value}\n" for key, value in given.items() if value)
        text = re.sub(r"repositori: .*\n", "", region.read_text(encoding="utf-8"))
        region.write_text(text + lines, encoding="utf-8")
        done = build("site", "--root", str(root), "--out", str(out), "--date", DAY, env={"SITE_URL": SITE_URL})
        assert done.returncode == 0, done.stderr
        made[name] = out
    return made


def addresses(site: Path, repository: str) -> set[str]:
    """Return all that any file of a site says of addresses below the repository."""
    found = set()
    for file in site.rglob("*"):
        if file.suffix in {".html", ".json", ".js", ".csv", ".xml", ".txt", ".ics", ".jsonld"}:
            text = unescape(file.read_text(encoding="utf-8")).replace("\\u0026", "&")
            found |= set(re.findall(rf"{re.escape(repository)}/([^\s\"'<>)\\]*)", text))
    return found


@pytest.mark.parametrize("name", [name for name in REPOSITORIES if name in SHAPES])
def test_every_address_has_a_shape_that_the_host_answers(cities: dict[str, Path], name: str) -> None:
    """Files, folders, changes, issues and proposals; what the host lacks is nowhere written."""
    found = addresses(cities[name], REPOSITORIES[name][0])
    assert [address for address in found if not re.fullmatch(ALLOWED[name], address)] in ([], [""])
    assert any(address.startswith((f"{sign}edit/", "_edit/")) for address in found for sign in ("", "-/"))


@pytest.mark.parametrize("name", ["git", "unknown", "none"])
def test_no_address_is_guessed(cities: dict[str, Path], name: str) -> None:
    """Where nothing can be looked at, at most the address of the repository itself is told."""
    repository = REPOSITORIES[name][0]
    assert not repository or addresses(cities[name], repository) <= {""}


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self.hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.hidden += tag in {"script", "style"}
        given = dict(attrs)
        self.words += [text for name in ("content", "alt", "title", "aria-label") if (text := given.get(name))]

    def handle_endtag(self, tag: str) -> None:
        self.hidden -= tag in {"script", "style"}

    def handle_data(self, data: str) -> None:
        if not self.hidden:
            self.words.append(data)


def words(page: Path) -> str:
    """Return what a page says to people and to programs that read it for them."""
    reader = _Words()
    reader.feed(page.read_text(encoding="utf-8"))
    return " ".join(reader.words)


@pytest.mark.parametrize("name", ["forgejo", "gitlab", "git", "unknown"])
def test_no_other_host_is_spoken_of(cities: dict[str, Path], name: str) -> None:
    """Neither GitHub nor its words stand on a page of a city that is not there, but where hosts are the subject."""
    pages = {file.parent.relative_to(cities[name]).as_posix() + "/": file for file in cities[name].rglob("index.html")}
    telling = {address for address, file in pages.items() if re.search(r"GitHub|githubusercontent", words(file))}
    assert telling <= ABOUT_HOSTS
    assert "githubusercontent" not in "".join(file.read_text(encoding="utf-8") for file in pages.values())


@pytest.mark.parametrize("name", REPOSITORIES)
def test_a_page_names_the_host_as_people_do(cities: dict[str, Path], name: str) -> None:
    """The guide, the list of proposals and the guide of agencies say where; without pages there they say nothing."""
    _, _, called = REPOSITORIES[name]
    for address in ("antrean", "panduan/opd", "panduan/github"):
        said = words(cities[name] / address / "index.html")
        assert (called in said) if called else not re.search(r"contoh\.go\.id/(?:kota|katalog|bappeda)", said), address


def test_the_address_of_the_preview_is_kept(cities: dict[str, Path]) -> None:
    """Where no page may ask the host for files, what leads there leads on."""
    assert "Alamat berkas di GitHub" in words(cities["github"] / "pratinjau" / "index.html")
    for name in ("forgejo", "gitlab", "git"):
        page = (cities[name] / "pratinjau" / "index.html").read_text(encoding="utf-8")
        assert 'http-equiv="refresh"' in page
        assert 'href="../antrean/"' in page


def doors(site: Path) -> Iterator[dict[str, object] | None]:
    """Yield what the scripts of the form and of an agency's page are told of the door."""
    page = (site / "usul" / "index.html").read_text(encoding="utf-8")
    data = re.search(r'<script type="application/json" id="data-formulir">(.*?)</script>', page, re.DOTALL)
    assert data
    yield json.loads(data[1])["tuan_rumah"]
    for file in sorted((site / "opd").rglob("index.html")):
        for given in re.findall(r'data-door="([^"]*)"', file.read_text(encoding="utf-8")):
            yield json.loads(unescape(given))


@pytest.mark.parametrize("name", REPOSITORIES)
def test_every_script_is_told_the_same_door(cities: dict[str, Path], name: str) -> None:
    """That of the table, or none."""
    found = list(doors(cities[name]))
    assert len(found) > 1
    wanted = hosting_of(REPOSITORIES[name][0] or None, _declared(name)).issue_door
    assert all(door == wanted for door in found)
    assert (wanted is None) == (not REPOSITORIES[name][2])


def _declared(name: str) -> Kind | None:
    return next((kind for kind in (*SHAPES, "git") if kind == REPOSITORIES[name][1]), None)


KNOWN: dict[str, Kind | None] = {
    "https://github.com/a/b": "github",
    "https://www.github.com/a/b": "github",
    "https://kota.ghe.com/a/b": "github",
    "https://github.kota.go.id/a/b": "github",
    "https://gitlab.com/a/b/c": "gitlab",
    "https://gitlab.kota.go.id/a/b": "gitlab",
    "https://codeberg.org/a/b": "forgejo",
    "https://forgejo.kota.go.id/a/b": "forgejo",
    "https://gitea.kota.go.id/a/b": "forgejo",
    "https://notgithub.com/a/b": None,
    "https://git.kota.go.id/github.com/b": None,
    "https://github.com.jahat.example.evil/a/b": "github",
}


@pytest.mark.parametrize("address", KNOWN)
def test_the_kind_of_a_host_is_told_by_its_name(address: str) -> None:
    """What is declared counts where the name does not tell, and nowhere else."""
    assert hosting_of(address).kind == KNOWN[address]
    assert hosting_of(address, "gitlab").kind == (KNOWN[address] or "gitlab")


def test_a_machine_of_a_host_knows_which_it_is() -> None:
    """Forgejo says what GitHub says, and its own name besides."""
    assert running_on({"GITHUB_ACTIONS": "true"}) == "github"
    assert running_on({"GITHUB_ACTIONS": "true", "FORGEJO_ACTIONS": "true"}) == "forgejo"
    assert running_on({"GITHUB_ACTIONS": "true", "GITEA_ACTIONS": "true"}) == "forgejo"
    assert running_on({"GITLAB_CI": "true"}) == "gitlab"
    assert running_on({"CI": "true"}) is None


def test_what_no_host_has_is_told_of_none() -> None:
    """Every method answers None, and no name is given."""
    for hosting in (Hosting(None, None), Hosting("https://git.contoh.go.id/katalog", "git"), Hosting(None, "github")):
        asked = [hosting.file("a"), hosting.folder("a"), hosting.edit("a"), hosting.new("a"), hosting.raw("a")]
        asked += [hosting.history("a"), hosting.commit("a"), hosting.compare("a", "b"), hosting.proposal(1)]
        asked += [hosting.proposals, hosting.issues, hosting.report, hosting.new_issue]
        assert set(asked) == {None}
        assert (hosting.name, hosting.issue_door, hosting.answers) == ("", None, False)


@pytest.mark.parametrize("kind", SHAPES)
def test_a_branch_and_a_path_stand_where_the_host_reads_them(kind: Kind) -> None:
    """Behind each other, in this order, at the end of the address."""
    hosting = Hosting("https://kode.example/a/b", kind, "terbit/kota")
    for address in (hosting.file("opd/a.yaml"), hosting.edit("opd/a.yaml"), hosting.raw("opd/a.yaml")):
        assert address
        assert address.endswith("/terbit/kota/opd/a.yaml")
    assert hosting.report is None or kind == "github"


def test_a_submission_is_within_the_form_of_its_host() -> None:
    """The names of title and text are those that each host reads from an address."""
    fields = {kind: (shape.issue.title, shape.issue.text, shape.issue.fenced) for kind, shape in SHAPES.items()}
    assert fields == {
        "github": ("title", "isi", False),
        "forgejo": ("title", "field:isi", False),
        "gitlab": ("issue[title]", "issue[description]", True),
    }
    form = parse_qs(urlsplit(Hosting("https://kode.example/a/b", "forgejo").new_issue or "").query)
    assert (HERE.parent / form["template"][0]).is_file()


def test_a_build_on_gitlab_knows_its_repository(tmp_path: Path) -> None:
    """What the machine of GitLab says is taken where nobody else says where the repository lies."""
    out = tmp_path / "site"
    env = {"CI_PROJECT_URL": "https://kode.contoh.go.id/kota/katalog", "GITLAB_CI": "true", "SITE_URL": SITE_URL}
    done = build("site", "--root", str(HERE / "mini"), "--out", str(out), "--date", DAY, env=env)
    assert done.returncode == 0, done.stderr
    assert f"{env['CI_PROJECT_URL']}/-/merge_requests" in (out / "antrean" / "index.html").read_text(encoding="utf-8")
    assert Built(out, SITE_URL).pages
