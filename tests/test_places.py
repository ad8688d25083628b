"""Addresses of site and repository: checked and normalised, and nothing absolute while a site has none."""

from __future__ import annotations

import json
import re
import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urljoin, urlsplit
from xml.etree import ElementTree as ET

import pytest
import yaml
from openpyxl import load_workbook

from catalogue.common.hosting import WrongAddress, is_local, repository_address, setting, site_address
from catalogue.pipeline import load
from tests.built import DAY, build, contents
from tests.trees import HERE

MINI = HERE / "mini"
HOST = "https://inovasi.contoh.go.id/k/"

SITES = {
    HOST: HOST,
    f"  {HOST} \r\n": HOST,
    "https://inovasi.contoh.go.id/k": HOST,
    "https://inovasi.contoh.go.id/k/index.html": HOST,
    "HTTPS://Inovasi.Contoh.go.id//k///": HOST,
    "https://inovasi.contoh.go.id:443/./k/": HOST,
    "http://contoh.go.id:8080": "http://contoh.go.id:8080/",
    "https://contoh.go.id/Kota Kita".replace(" ", "%20"): "https://contoh.go.id/Kota%20Kita/",
    "https://kafé.example/é": "https://xn--kaf-dma.example/%C3%A9/",
    "http://[::1]:8000": "http://[::1]:8000/",
    "http://[2001:db8::1]/k": "http://[2001:db8::1]/k/",
}
NO_SITES = [
    *("inovasi.contoh.go.id", "//contoh.go.id/", "null", "https://", "https:///k", "javascript:alert(1)", "/k/"),
    *("ftp://contoh.go.id/", "file:///var/www", "https://contoh .go.id/", "https://contoh.go.id/a b", "https://a/\tb"),
    *("https://contoh.go.id/?a=1", "https://contoh.go.id/#a", "https://contoh.go.id/?", '"https://contoh.go.id/"'),
    *("https://user:rahasia@contoh.go.id/", "https://contoh.go.id:70000/", "https://contoh.go.id:abc/"),
    *("https://-contoh.go.id/", "https://contoh..go.id/", "https://contoh.go.id/<b>", "https://a\\b/", "{{SITE_URL}}"),
]


@pytest.mark.parametrize("given", SITES)
def test_the_address_of_a_site(given: str) -> None:
    """Spaces around it, a page at its end and other spellings are no fault; reading it again changes nothing."""
    assert site_address(given) == SITES[given]
    assert site_address(SITES[given]) == SITES[given]


@pytest.mark.parametrize("given", NO_SITES)
def test_no_address_of_a_site(given: str) -> None:
    """It is refused by the name of its variable, with a spelling that is accepted, and no password is repeated."""
    with pytest.raises(WrongAddress):
        site_address(given)
    with pytest.raises(Exception, match=r"^SITE_URL `.*; tulis seperti (\S+), atau kosongkan$") as told:
        setting("SITE_URL", given, site_address, "site")
    assert "rahasia" not in str(told.value)
    advised = re.search(r"tulis seperti (\S+),", str(told.value))
    assert advised
    assert site_address(advised[1])


PROJECT = "https://github.com/kota-contoh/katalog"
REPOSITORIES = {
    **dict.fromkeys([PROJECT, f"{PROJECT}/", f"{PROJECT}.git", f"{PROJECT}.git/", f" {PROJECT}\n"], PROJECT),
    **dict.fromkeys(["git@github.com:kota-contoh/katalog.git", "github.com:kota-contoh/katalog"], PROJECT),
    **dict.fromkeys(["ssh://git@github.com:22/kota-contoh/katalog.git", f"git+{PROJECT}.git"], PROJECT),
    **dict.fromkeys(["git://github.com/kota-contoh/katalog.git", f"{PROJECT}/tree/main/opd"], PROJECT),
    **dict.fromkeys([f"{PROJECT}/issues", f"{PROJECT}/blob/main/README.md"], PROJECT),
    "https://token:rahasia@github.com/kota-contoh/katalog": PROJECT,
    "https://gitlab.com/a/b/c/-/tree/main": "https://gitlab.com/a/b/c",
    "http://git.kota.go.id:3000/bappeda/katalog.git": "http://git.kota.go.id:3000/bappeda/katalog",
    "https://github.com/tree/katalog.github.io": "https://github.com/tree/katalog.github.io",
    "https://git.kota.go.id/katalog.git": "https://git.kota.go.id/katalog",
}


@pytest.mark.parametrize("given", REPOSITORIES)
def test_the_address_of_a_repository(given: str) -> None:
    """As people copy it, as programs write it: it leads where pages can be opened, and no password is published."""
    assert repository_address(given) == REPOSITORIES[given]
    assert repository_address(REPOSITORIES[given]) == REPOSITORIES[given]


@pytest.mark.parametrize(
    "given",
    [
        *("javascript:alert(1)", "https://github.com", "https://github.com/kota", "kota/katalog", "../katalog"),
        *("https://github.com/kota/katalog?tab=readme", "file:///srv/katalog.git", "git@github.com:", "C:\\katalog"),
        *("https://a b/c/d", "https://github.com/kota/ "),
    ],
)
def test_no_address_of_a_repository(given: str) -> None:
    """Nothing of it becomes a link."""
    with pytest.raises(WrongAddress):
        repository_address(given)


@pytest.mark.parametrize(
    ("name", "value"),
    [("SITE_URL", "contoh.go.id"), ("REPOSITORY_URL", "javascript:alert(1)"), ("GITHUB_REPOSITORY", "kota katalog")],
)
def test_a_wrong_setting_stops_the_build(name: str, value: str, tmp_path: Path) -> None:
    """Before anything is written, with the name of the variable."""
    env = {name: value, "GITHUB_SERVER_URL": "https://github.com"}
    done = build("--root", str(MINI), "--out", str(tmp_path / "site"), "--date", DAY, env=env)
    assert (done.returncode, done.stdout) == (2, "")
    assert re.match(rf"build\.py: (GITHUB_SERVER_URL dan )?{name} `", done.stderr)
    assert not (tmp_path / "site").exists()


@pytest.mark.parametrize(("key", "value"), [("alamat", "https://a.id/?x"), ("repositori", "https://github.com/kota")])
def test_a_wrong_address_in_the_region(key: str, value: str, tmp_path: Path) -> None:
    """It is found at its line."""
    root = Path(shutil.copytree(MINI, tmp_path / "root"))
    lines = (root / "region.yaml").read_text(encoding="utf-8").splitlines()
    number = next(number for number, line in enumerate(lines) if line.startswith(f"{key}:"))
    lines[number] = f"{key}: {value}"
    (root / "region.yaml").write_text("\n".join(lines), encoding="utf-8")
    [found] = [finding for finding in load(root).findings if finding.rule == "tautan-salah"]
    assert (found.place.path, found.place.span.line) == ("region.yaml", number + 1)


def test_addresses_of_the_region_are_normalised(tmp_path: Path) -> None:
    """As those of the environment are."""
    root = Path(shutil.copytree(MINI, tmp_path / "root"))
    region = yaml.safe_load((root / "region.yaml").read_text(encoding="utf-8"))
    text = (root / "region.yaml").read_text(encoding="utf-8")
    text = text.replace(region["repositori"], f"{PROJECT}.git").replace(region["alamat"], "https://a.id/k/index.html")
    (root / "region.yaml").write_text(text, encoding="utf-8")
    catalogue = load(root).catalogue
    assert catalogue
    assert (catalogue.region.alamat, catalogue.region.repositori) == ("https://a.id/k/", PROJECT)


@pytest.fixture(scope="module")
def unplaced(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """Build the small catalogue without an address, and give what was said."""
    folder = tmp_path_factory.mktemp("unplaced")
    root = Path(shutil.copytree(MINI, folder / "root"))
    file = root / "region.yaml"
    file.write_text(re.sub(r"(?m)^alamat:.*\n", "", file.read_text(encoding="utf-8")), encoding="utf-8")
    done = build("--root", str(root), "--out", str(folder / "site"), "--date", DAY, env={"SITE_URL": " \n"})
    assert (done.returncode, done.stderr) == (0, "")
    return folder / "site", done.stdout


def test_a_build_without_an_address_says_so(unplaced: tuple[Path, str], tmp_path: Path) -> None:
    """What is missing and where the address is set, in the line that everybody reads; with an address nothing."""
    assert "Alamat situs belum diketahui" in unplaced[1]
    assert "`alamat` pada region.yaml atau SITE_URL" in unplaced[1]
    words = ("--root", str(MINI), "--out", str(tmp_path / "site"), "--date", DAY)
    assert "lamat situs" not in build(*words, env={"SITE_URL": HOST}).stdout
    assert "hanya dikenal komputer ini" in build(*words, env={"SITE_URL": "http://localhost:8000"}).stdout


LOCAL = ["http://localhost/", "http://127.0.0.1:8000/", "http://[::1]/", "http://0.0.0.0/k/", "http://a.localhost/"]


def test_addresses_that_only_this_machine_knows() -> None:
    """Loopback by any name, and nothing else."""
    assert all(is_local(address) for address in LOCAL)
    assert not any(is_local(address) for address in (HOST, "https://127.contoh.go.id/", "https://localhost.id/"))


def texts(folder: Path) -> Iterator[tuple[str, str]]:
    """Yield the text of every file that could name an address of the site, sheets and database included."""
    for name, content in contents(folder).items():
        if name.endswith(".xlsx"):
            rows = (row for sheet in load_workbook(folder / name) for row in sheet.values)
            yield name, "\n".join(str(value) for row in rows for value in row)
        elif name.endswith(".sqlite"):
            yield name, "\n".join(sqlite3.connect(folder / name).iterdump())
        elif not name.endswith((".png", ".webp", ".woff2", ".bin", ".gz")) and not name.startswith("assets/"):
            yield name, content.decode("utf-8")


def test_nothing_absolute_without_an_address(unplaced: tuple[Path, str]) -> None:
    """No page and no file says where the site lies, neither a loopback address nor half of one."""
    wrong = re.compile(
        r"127\.0\.0\.1:|localhost|webcal:|rel=\"canonical\"|og:url|og:image|application/ld\+json\">|class=\"code\""
        r"|kode-lencana|URL:|Sitemap:|https?://(?:inovasi|opd|api|data|linimasa)/"
    )
    rules = ("aturan/", "panduan/", "tentang/")
    found = {
        name: hit[0] for name, text in texts(unplaced[0]) if not name.startswith(rules) and (hit := wrong.search(text))
    }
    assert found == {}
    assert not (unplaced[0] / "sitemap.xml").exists()


def test_what_lacks_an_address_leads_to_pages_of_the_site(unplaced: tuple[Path, str]) -> None:
    """Feed, API, tables and linked data name pages as they are found from the site's front page, or from themselves."""
    site, at = unplaced[0], "https://di.mana/saja/"
    files = contents(site)

    def there(address: str, base: str = "") -> bool:
        full = urljoin(at + base, address)
        path = urlsplit(full).path.removeprefix("/saja/")
        return full.startswith(at) and (f"{path}index.html" if path.endswith("/") or not path else path) in files

    atom = "{http://www.w3.org/2005/Atom}"
    links = [str(link.get("href")) for link in ET.fromstring(files["feed.xml"]).iter(f"{atom}link")]
    assert len(links) > 2
    assert all(there(link, "feed.xml") for link in links)
    answers = [json.loads(files[name]) for name in ("api/v1/inovasi.json", "api/v1/opd.json")]
    urls = [row["url"] for answer, key in zip(answers, ("inovasi", "opd"), strict=True) for row in answer[key]]
    assert urls
    assert all(there(url) for url in urls)
    described = json.loads(files["api/v1/openapi.json"])
    assert described["servers"] == [{"url": "."}]
    assert there(described["externalDocs"]["url"], "api/v1/openapi.json")
    assert '"format":"uri"' not in json.dumps(described, separators=(",", ":"))
    linked = json.loads(files["data/dcat.jsonld"])
    base = urljoin("data/dcat.jsonld", linked["@context"]["@base"]).removeprefix("/")
    places = re.findall(r'"dcat:downloadURL": ?\{"@id": ?"([^"]*)"', json.dumps(linked))
    assert places
    assert all(there(place, base) for place in places)
    assert "homepage" not in json.loads(files["data/datapackage.json"])


def test_reminders_without_an_address(unplaced: tuple[Path, str], tmp_path: Path) -> None:
    """They name pages without a link that leads nowhere."""
    root = unplaced[0].parent / "root"
    done = build("remind", "--root", str(root), "--out", str(tmp_path / "tagihan"), "--date", DAY)
    assert done.returncode == 0, done.stderr
    said = "".join(file.read_text(encoding="utf-8") for file in tmp_path.glob("tagihan/*.txt"))
    assert "Berkas isiannya dapat diminta kepada" in said
    assert re.findall(r"\]\((?!https://git\.example/)[^)]*\)", said) == []
