"""Advice as published: on the page, in the API and on the agency's page, and what a period keeps to itself."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.built import DAY, build
from tests.texts import made_up
from tests.trees import HERE

MINI = HERE / "mini"
PERIOD = "periods/2026/period.yaml"
EXISTING = "innovations/dinas-kesehatan/antar-obat.yaml"
FACTS = re.compile(r"^kematangan:\n(?:[ ].*\n)+", re.MULTILINE)
TEXT = re.compile(r"^rancang_bangun: .*\n(?:(?:[ ].*)?\n)+", re.MULTILINE)
POOR = "kematangan:\n  alat_kerja:\n    nilai: manual\n    bukti:\n      - judul: Foto\n        pemegang: Dinas\n"


def city(root: Path, *, public: str = "", swapped: bool = False, second: bool = True) -> Path:
    """Lay out the small catalogue with a second innovation that counts; `swapped` exchanges the facts of the two."""
    shutil.copytree(MINI, root)
    for record in root.glob("innovations/*/*.yaml"):
        text = record.read_text(encoding="utf-8")
        if "jenis_catatan" not in text:
            record.write_text(text.rstrip() + "\njenis_catatan: inovasi\n", encoding="utf-8")
    first = (root / EXISTING).read_text(encoding="utf-8")
    other = first.replace("alamat_lama: [antar-obat-lama]\n", "").replace("nama: ANTAR OBAT", "nama: OBAT DEKAT")
    other = TEXT.sub(f"rancang_bangun: {' '.join(made_up(300, 'obat dekat'))}\n", other)
    rich = FACTS.search(first)
    assert rich
    pair = [first, other.replace(rich[0], POOR)]
    if swapped:
        pair = [first.replace(rich[0], POOR), other]
    for name, text in zip((EXISTING, "innovations/dinas-kesehatan/obat-dekat.yaml"), pair, strict=True):
        if second or name == EXISTING:
            (root / name).write_text(text, encoding="utf-8")
    if public:
        shutil.rmtree(root / "periods/2026/reviews")
        with (root / PERIOD).open("a", encoding="utf-8") as file:
            file.write(f"publikasi:\n  {public}: tidak\n")
    return root


def site_of(root: Path) -> Path:
    """Build a catalogue and return its site."""
    out = root.parent / f"{root.name}-site"
    done = build("site", "--root", str(root), "--out", str(out), "--date", DAY)
    assert done.returncode == 0, done.stderr
    return out


def index_of(site: Path) -> dict[str, Any]:
    """Read the published index of 2026."""
    found: dict[str, Any] = json.loads((site / "api/v1/indeks/2026.json").read_text(encoding="utf-8"))
    return found


def text_of(page: Path) -> str:
    """Return what a reader sees of a page, in one line."""
    html = re.sub(r"<script.*?</script>", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


@pytest.fixture(scope="module")
def public(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build a city in which everything is public."""
    return site_of(city(tmp_path_factory.mktemp("city") / "public"))


def test_every_statement_is_on_the_page_and_in_the_data(public: Path) -> None:
    """Each advice is a sentence and a number in the API, and the same sentence stands with its table on the page."""
    said = index_of(public)["saran"]["pernyataan"]
    assert [row["saran"] for row in said if row["saran"] != "dokumen"] == [
        "layak",
        "bukti",
        "pemeriksaan",
        "inovasi_tambahan",
        "urusan_dasar",
        "pengiriman",
    ]
    assert len([row for row in said if row["saran"] == "dokumen"]) == 2
    text = text_of(public / "indeks/index.html")
    for row in said:
        if row["saran"] not in ("layak", "dokumen"):
            assert row["kalimat"] in text
        assert row["angka"] is None or isinstance(row["angka"], int | float)


def test_each_goal_leads_to_its_plan(public: Path) -> None:
    """Goals are links to plans that are on the page; one is shown first, and goals out of reach share a plan."""
    html = (public / "indeks/index.html").read_text(encoding="utf-8")
    goals = re.findall(r'<a href="#(rencana-[^"]+)">', html)
    plans = re.findall(r'<section id="(rencana-[^"]+)" class="plan( main)?"', html)
    assert goals
    assert set(goals) == {id for id, _ in plans}
    assert [main for _, main in plans].count(" main") == 1
    for route in index_of(public)["saran"]["dokumen"]:
        assert route["tujuan"] in html


def test_the_plan_tells_every_record_apart(public: Path) -> None:
    """The kinds of record are counted and listed apart, and together they are all records."""
    html = (public / "indeks/index.html").read_text(encoding="utf-8")
    counts = {name: int(number) for number, name in re.findall(r"<summary><b>(\d+) ([^<]+)</b>", html)}
    assert sum(counts.values()) == len(json.loads((public / "api/v1/inovasi.json").read_bytes())["inovasi"])
    assert counts["Sudah dihitung"] == index_of(public)["n"]
    assert counts["Tinggal diisi"] == sum(row["terjangkau"] for row in index_of(public)["saran"]["belum_layak"])


def test_the_work_of_a_plan_is_told_by_office_and_month(public: Path) -> None:
    """The table of the plan that is shown first names the coordinator and the agency, with what it costs to wait."""
    html = (public / "indeks/index.html").read_text(encoding="utf-8")
    plan = re.search(r'class="plan main".*?</section>', html, re.DOTALL)
    assert plan
    table = " ".join(re.sub(r"<[^>]+>", " ", plan[0]).split())
    assert "Indeks bila tidak dikerjakan" in table
    assert re.search(r"Dinas Kesehatan (?:\d+ )+\N{MINUS SIGN}\d+,\d\d", table)


def test_the_formula_has_todays_numbers(public: Path) -> None:
    """The page writes the sum out, and its result is the one of the API."""
    text = text_of(public / "indeks/index.html")
    reading = index_of(public)["bacaan"]["berbukti"]
    assert reading["iid"] == pytest.approx((2 + 37 / 12) / 250 * 100, abs=1e-6)
    assert "(SPD 2 + kematangan 37 ÷ 12 + jumlah 0,00) ÷ 250 \N{MULTIPLICATION SIGN} 100 = 2,03" in text


def test_the_data_hold_the_tables(public: Path) -> None:
    """Gains by innovation, what to send and the lists of documents are there, in the words of the data files."""
    advice = index_of(public)["saran"]
    first = advice["bukti"][0]
    assert first["tindakan"] == "periksa" or first["berikutnya"]["tambahan"]["berbukti"] > 0
    assert {row["id"] for row in advice["bukti"] if row["dihitung"]} == {"antar-obat", "obat-dekat"}
    assert set(advice["pengiriman"]["klaim"]["kirim"]) == {"antar-obat", "obat-dekat"}
    assert advice["urusan_dasar"]["terwakili"] == ["1.02"]
    assert [row["id"] for row in advice["belum_layak"]][-1] == "kampung-iklim"
    assert [row["terjangkau"] for row in advice["belum_layak"]] == [True, True, False]
    assert all(len(route["menurut_banyaknya_inovasi"]) == 3 for route in advice["dokumen"])


def test_the_agency_reads_what_its_evidence_brings(public: Path) -> None:
    """The page of the agency names its own best acts, units below it included."""
    text = text_of(public / "opd/dinas-kesehatan/index.html")
    assert "Bagi indeks kota" in text
    assert "OBAT DEKAT" in text
    assert "Bagi indeks kota" not in text_of(public / "opd/dinas-pendidikan/index.html")


def test_single_scores_do_not_leak(tmp_path: Path) -> None:
    """With maturity kept, page and data are the same whichever innovation has which scores."""
    one, other = (site_of(city(tmp_path / name, public="kematangan", swapped=name == "b")) for name in ("a", "b"))
    assert index_of(one)["bacaan"] == index_of(other)["bacaan"]
    for file in ("indeks/index.html", "api/v1/indeks/2026.json"):
        assert (one / file).read_bytes() == (other / file).read_bytes()
    html = (one / "indeks/index.html").read_text(encoding="utf-8")
    assert "simulasi.json" not in html
    assert "Bagi indeks kota" not in text_of(one / "opd/dinas-kesehatan/index.html")
    assert set(index_of(one)["saran"]) == {"pernyataan", "inovasi_tambahan", "urusan_dasar"}


def test_an_index_that_is_kept_is_nowhere(tmp_path: Path) -> None:
    """With the index kept, no page and no file tells a gain or the index."""
    site = site_of(city(tmp_path / "kept", public="indeks"))
    assert set(index_of(site)) & {"saran", "bacaan", "n", "pembagi"} == set()
    text = text_of(site / "indeks/index.html")
    assert "Proyeksi 2026 tidak ditampilkan untuk umum." in text
    assert "angka indeks" not in text
    assert "simulasi.json" not in (site / "indeks/index.html").read_text(encoding="utf-8")
    assert "Bagi indeks kota" not in text_of(site / "opd/dinas-kesehatan/index.html")


def test_nothing_counts_yet(tmp_path: Path) -> None:
    """Without one innovation that counts the page says so and still tells what comes first."""
    root = city(tmp_path / "empty", second=False)
    (root / EXISTING).unlink()
    shutil.rmtree(root / "periods/2026/reviews")
    file = root / "innovations/puskesmas-satu/posyandu-digital.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("terkait: [antar-obat]\n", ""), encoding="utf-8")
    site = site_of(root)
    said = {row["saran"]: row["kalimat"] for row in index_of(site)["saran"]["pernyataan"]}
    assert said["layak"].startswith("Belum ada inovasi yang dihitung")
    assert said["bukti"].startswith("Sesudah layak, satu indikator menambah sampai 0,400 angka")
    assert said["pengiriman"] == "Belum ada inovasi layak yang dapat dikirim."
    text = text_of(site / "indeks/index.html")
    assert "Belum ada inovasi yang layak, jadi" not in text
