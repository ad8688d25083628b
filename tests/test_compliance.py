"""The compliance page of a catalogue with a known past: every mark, its day, its deadline and its trace."""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from justhtml import JustHTML

from catalogue.assess.ladder import RULES
from tests.built import build
from tests.repositories import MANDATORY, PROFILE, Repository, maturity, record, verified

HOST = "https://github.com/kota-contoh/katalog"
DAY = "2026-06-12"
PERIOD = """\
tahun: 2026
rubrik: iid-2026
mulai: 2026-01-01
selesai: 2026-12-31
jendela:
  mulai: 2024-01-01
  selesai: 2025-12-31
  asal: usulan
target:
  langkah: layak
  asal: usulan
linimasa:
  - id: penjaringan
    nama: Penjaringan
    mulai: 2026-02-01
    selesai: 2026-03-31
    asal: resmi
    sumber: [{judul: Surat Bappeda}]
    pelaku: OPD
    langkah: tercatat
  - id: pendokumentasian
    nama: Pendokumentasian
    mulai: 2026-04-01
    selesai: 2026-05-31
    asal: resmi
    sumber: [{judul: Surat Bappeda}]
    pelaku: OPD
    langkah: layak
    perpanjangan:
      - selesai_semula: 2026-05-15
  - id: bukti
    nama: Kelengkapan bukti
    mulai: 2026-04-01
    selesai: 2026-06-30
    asal: resmi
    sumber: [{judul: Surat Bappeda}]
    pelaku: OPD
    langkah: lengkap
spd:
  spd-1:
    level: 2
"""
AGENCIES = {
    f"opd/{id}.yaml": f"nama: {name}\njenis: {kind}\nwajib: {obliged}\nstatus: tersumber\n{extra}"
    for id, name, kind, obliged, extra in [
        ("dinas-tepat", "Dinas Tepat", "dinas", "ya", "urusan: [1.01]\n"),
        ("dinas-lambat", "Dinas Lambat", "dinas", "ya", ""),
        ("dinas-induk", "Dinas Induk", "dinas", "ya", ""),
        ("uptd-anak", "UPTD Anak", "uptd", "tidak", "induk: dinas-induk\n"),
    ]
}


@dataclass(frozen=True)
class Site:
    """A built site, the repository it was built from, and the commits by what they brought."""

    folder: Path
    repository: Repository
    commits: dict[str, str]

    def page(self, address: str) -> JustHTML:
        """Read a page."""
        return JustHTML((self.folder / address / "index.html").read_text(encoding="utf-8"), sanitize=False)

    def compliance(self) -> dict[str, Any]:
        """Read the response of the API."""
        found: dict[str, Any] = json.loads((self.folder / "api/v1/kepatuhan/2026.json").read_text(encoding="utf-8"))
        return found

    def agency(self, id: str) -> dict[str, Any]:
        """Read what the API says of an agency."""
        found: dict[str, Any] = next(row for row in self.compliance()["opd"] if row["id"] == id)
        return found


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """Write a catalogue whose agencies were in time, late, carried by a unit, and not there yet; build it."""
    folder = tmp_path_factory.mktemp("kepatuhan")
    made = Repository.start(folder / "catalogue", "2026-02-10")
    made.commit("2026-02-11", {"periods/2026/period.yaml": PERIOD, **AGENCIES})
    commits = {
        "tepat": made.commit("2026-03-31", {"innovations/dinas-tepat/satu.yaml": record("Satu", PROFILE)}),
        "unit": made.commit("2026-04-20", {"innovations/uptd-anak/dua.yaml": record("Dua", PROFILE, maturity())}),
        "lambat-tercatat": made.commit("2026-04-21", {"innovations/dinas-lambat/tiga.yaml": record("Tiga")}),
        "diperiksa": made.commit("2026-05-01", {"periods/2026/reviews/dua.yaml": verified(made, "dua")}),
        "lambat": made.commit("2026-06-03", {"innovations/dinas-lambat/tiga.yaml": record("Tiga", PROFILE)}),
    }
    done = build(
        "site", "--root", str(made.root), "--out", str(folder / "site"), "--date", DAY, env={"REPOSITORY_URL": HOST}
    )
    assert done.returncode == 0, done.stderr
    return Site(folder / "site", made, commits)


def _addresses(node: Any) -> list[str]:
    """Return where the links below a node lead."""
    return [str((link.attrs or {}).get("href")) for link in node.query("a")]


@pytest.mark.parametrize(
    ("agency", "step", "kept", "commit"),
    [
        ("dinas-tepat", "layak", ("tepat-waktu", None), "tepat"),
        ("dinas-lambat", "layak", ("terlambat", 3), "lambat"),
        ("dinas-induk", "terverifikasi", ("tepat-waktu", None), "diperiksa"),
        ("dinas-lain", None, ("tidak-diketahui", None), None),
    ],
)
def test_each_agency_has_its_step_day_change_and_deadline(
    site: Site, agency: str, step: str | None, kept: tuple[str, int | None], commit: str | None
) -> None:
    """What Git knows of the agency is what the response says."""
    found = site.agency(agency)
    assert (found["langkah"], found["ketepatan"]) == (step, {"keadaan": kept[0], "hari": kept[1]})
    assert found["tenggat"] == {
        "tahap": "pendokumentasian",
        "tanggal": "2026-05-31",
        "asal": "resmi",
        "semula": ["2026-05-15"],
    }
    if commit and step:
        reached = found["sejak"][step]
        assert reached["perubahan"] == site.commits[commit]
        assert reached["url"] == f"{HOST}/commit/{site.commits[commit]}"
    else:
        assert not any(reached["dicapai"] or reached["tanggal"] for reached in found["sejak"].values())


def test_steps_have_days_of_their_own(site: Site) -> None:
    """An agency that was recorded in April and became eligible in June says both."""
    since = site.agency("dinas-lambat")["sejak"]
    reached = {step: since[step]["tanggal"] for step in since if since[step]["dicapai"]}
    assert reached == {"tercatat": "2026-04-21", "layak": "2026-06-03"}
    assert {step for step in since if since[step]["tanggal"]} == set(reached)
    assert since["tercatat"]["perubahan"] == site.commits["lambat-tercatat"]


def test_a_unit_is_named_where_it_carries(site: Site) -> None:
    """The agency's mark rests on its unit, and the page and the response name it."""
    assert site.agency("dinas-induk")["unit"] == ["uptd-anak"]
    row = next(row for row in site.page("kepatuhan").query("#tabel-opd tbody tr") if "Dinas Induk" in row.to_text())
    assert any(address.endswith("opd/uptd-anak/") for address in _addresses(row))


def test_the_table_says_the_same_as_the_response(site: Site) -> None:
    """One row for each agency and year, readable by Excel."""
    text = (site.folder / "data/kepatuhan.csv").read_bytes().decode("utf-8-sig")
    rows = {row["opd"]: row for row in csv.DictReader(io.StringIO(text)) if row["tahun"] == "2026"}
    assert set(rows) == {agency["id"] for agency in site.compliance()["opd"]}
    late = rows["dinas-lambat"]
    assert (late["terpenuhi"], late["sejak"], late["ketepatan"], late["hari"]) == ("ya", "2026-06-03", "terlambat", "3")
    assert (late["perubahan"], late["inovasi"], late["tenggat"]) == (site.commits["lambat"], "tiga", "2026-05-31")
    assert (rows["dinas-induk"]["unit"], rows["dinas-induk"]["ketepatan"]) == ("uptd-anak", "tepat-waktu")
    assert (rows["dinas-lain"]["langkah"], rows["dinas-lain"]["sejak"], rows["dinas-lain"]["hari"]) == ("", "", "")
    assert (rows["uptd-anak"]["ketepatan"], rows["uptd-anak"]["tenggat"]) == ("tanpa-tenggat", "")


def test_the_months_are_in_the_page_and_the_response(site: Site) -> None:
    """Each month's end since the catalogue began has a point, and the lines are drawn."""
    points = site.compliance()["perkembangan"]
    assert [(point["tanggal"], point["terpenuhi"]) for point in points] == [
        ("2026-03-31", 1),
        ("2026-04-30", 2),
        ("2026-05-31", 2),
        ("2026-06-12", 3),
    ]
    page = site.page("kepatuhan")
    assert len(page.query(".chart svg")) == 2
    assert len(page.query("section[aria-labelledby=perkembangan] tbody tr")) == len(points)


MENTIONS = {
    "diberitakan": r"nama:",
    "tercatat": r"pengesahan:",
    "layak": r"waktu_penerapan|waktu_pengembangan|rancang_bangun|kematangan|pkpn|lokasi|nama|rubrik|tahapan",
    "lengkap": "",
    "terverifikasi": "",
    "terlapor": r"pelaporan",
}
"""What the line behind a condition of each step is about."""


def test_every_mark_leads_to_its_change_and_its_line(site: Site) -> None:
    """From each row to the agency's page, from there to every commit and every decision's line."""
    rows = site.page("kepatuhan").query("#tabel-opd tbody tr")
    assert len(rows) == len([agency for agency in site.compliance()["opd"] if agency["wajib"]])
    for row in rows:
        agency = next(address for address in _addresses(row) if address.endswith("#keadaan"))
        page = site.page(agency.removeprefix("../").removesuffix("#keadaan"))
        steps = {str((th.attrs or {})["id"]).removeprefix("langkah-") for th in page.query("th[id]")}
        assert steps == set(RULES)
        assert _follow(site, _addresses(page.query("#dasar")[0]), "") == 6
        for change in re.findall(rf"{HOST}/commit/([0-9a-f]{{40}})", page.to_html()):
            assert change in site.commits.values()


@pytest.mark.parametrize("slug", ["satu", "dua", "tiga"])
def test_every_condition_leads_to_its_line(site: Site, slug: str) -> None:
    """From each step of a record to the line of each condition, or to the indicator, which has the lines."""
    page, keys = site.page(f"inovasi/{slug}"), set()
    for step in RULES:
        [item] = page.query(f"#langkah-{step}")
        assert RULES[step] in item.to_text()
        for line in item.query("ul li"):
            inside = [address[1:] for address in _addresses(line) if address.startswith("#")]
            found = _follow(site, _addresses(line), MENTIONS[step])
            assert found == 1 or inside or "Terpenuhi" not in line.to_text()
            keys |= set(inside)
    assert keys == set(MANDATORY)
    for key in keys:
        [item] = page.query(f"#{key}")
        assert _follow(site, _addresses(item), rf"^ +{key}:") == (2 if slug == "dua" else 0)


def _follow(site: Site, addresses: list[str], about: str) -> int:
    """Open the lines that the addresses name, and return how many there were."""
    lines = [re.fullmatch(rf"{HOST}/blob/main/(.+)#L(\d+)", address) for address in addresses]
    for match in filter(None, lines):
        text = (site.repository.root / match[1]).read_text(encoding="utf-8").splitlines()
        assert re.search(about, text[int(match[2]) - 1]), (match[0], text[int(match[2]) - 1], about)
    return sum(match is not None for match in lines)
