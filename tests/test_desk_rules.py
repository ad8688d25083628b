"""What the desk finds in a settings file is what `check` finds in it, in the same words; a next year is all guesses."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

from catalogue.check import Check, check
from catalogue.common.findings import Finding
from catalogue.model import Opd, Period, Record, Region, Results
from catalogue.propose.browser import browser_checks
from catalogue.propose.tidy import tidy
from catalogue.read.catalogue import Catalogue
from catalogue.read.decode import decode
from catalogue.read.files import Source, locate, to_source
from catalogue.read.records import decode_source
from catalogue.read.yaml.nodes import parse
from catalogue.site.views.desk import settings_data
from tests.exported import context
from tests.form_modules import run_modules
from tests.test_damage import CATALOGUE, DECLARED, WHOLE
from tests.trees import KOTA

FIND = """
import { findings } from "./desk/files.js";
const shown = (one) => [one.rule, one.severity, one.message, one.help];
told(cases.map(([path, text]) => findings(path, text, data).map(shown)));
"""
NEXT = """
import { nextPeriod } from "./desk/wizard.js";
import { checksOf, newFile, valuesOf } from "./desk/files.js";
const own = checksOf(data, "periode");
told(texts.map((text) => newFile(nextPeriod(valuesOf(text), rubric), data.atur.skema.periode, own)));
"""
PERIOD, AGENCY = "periods/2027/period.yaml", "opd/dinas-kesehatan.yaml"
MODELS: dict[str, type[Record]] = {
    PERIOD: Period,
    AGENCY: Opd,
    "region.yaml": Region,
    "periods/results.yaml": Results,
}
DAMAGE: dict[str, list[tuple[str, str]]] = {
    PERIOD: [
        ("selesai: 2027-03-31", "selesai: 2027-01-01"),
        ("mulai: 2027-01-04", "mulai: 2026-12-04"),
        ("selesai: 2027-12-31\n    asal", "selesai: 2028-01-31\n    asal"),
        ("  - id: pedoman", "  - id: penjaringan"),
        (
            "    asal: pola\n    pelaku: OPD\n    langkah: tercatat",
            "    asal: resmi\n    pelaku: OPD\n    langkah: tercatat",
        ),
        ("target_rpjmd:\n", "target_rpjmd:\n  nilai: 101\n"),
        ("target_rpjmd:\n", "target_rpjmd:\n  nilai: enam puluh\n"),
        ("keadaan: terbuka", "keadaan: Terbuka"),
        ("keadaan: terbuka", "keadaan: tutup"),
        ("dikonfirmasi: ya", "dikonfirmasi: iya"),
        ("dikonfirmasi: ya", "dikonfirmasi: '-'"),
        ("berjalan: ya", "berjalan: TRUE"),
        ("asal: usulan\n  catatan: >-", "asal: dugaan\n  catatan: >-"),
        ("  keadaan: terbuka\n", ""),
        ("tahun: 2027", "tahun: dua ribu"),
        ("mulai: 2027-01-01", "mulai: 01/02/2027"),
        ("mulai: 2027-01-01", "mulai: 2027-13-01"),
        ("linimasa:\n", "tahap:\n  - a\nlinimasa:\n"),
        ("catatan:\n  - Seluruh", "spd:\n  spd-5b:\n    nilai: banyak\ncatatan:\n  - Seluruh"),
        ("catatan:\n  - Seluruh", "spd:\n  spd-1:\n    nilai: visi saja\n    level: 4\ncatatan:\n  - Seluruh"),
        ("catatan:\n  - Seluruh", "spd: kosong\ncatatan:\n  - Seluruh"),
        ("    penjelasan: Pedoman", "    perpanjangan:\n      - selesai_semula: 2027-06-30\n    penjelasan: Pedoman"),
        ("    penjelasan: Pedoman", "    perpanjangan:\n      - diumumkan: 2027-06-30\n    penjelasan: Pedoman"),
        ("catatan:\n  - Seluruh", 'catatan:\n  - ""\n  - Seluruh'),
        ("catatan:\n  - Seluruh", "catatan:\n  - Hubungi 0812 3456 7890.\n  - Seluruh"),
        ("nama: Pedoman Kementerian", "nama: Ped\u043eman Kementerian"),
    ],
    AGENCY: [
        ("jenis: dinas", "jenis: Dinass"),
        ("wajib: ya", "wajib: mungkin"),
        ("urusan: [1.02]", "urusan: [1.02, 9.99]"),
        ("singkatan: Dinkes", "singkatan: Dinkes\npendamping: Budi Santoso, S.Kom"),
        ("singkatan: Dinkes", "singkatan: Dinkes\npendamping: Bidang Riset dan Inovasi"),
        ("  alamat: Jalan", "  surel: dinkes@gmail.com\n  telepon: 061\n  alamat: Jalan"),
        ("nama: Dinas Kesehatan\n", ""),
        ("keyakinan: tinggi", "keyakinann: tinggi"),
    ],
    "region.yaml": [
        ("resmi: tidak", "resmi: belum"),
        ("kode_wilayah: 12.76", "kode_wilayah: 1276"),
        ("  alamat: Jalan", "  whatsapp: '1234'\n  alamat: Jalan"),
        ("ditetapkan: 2026-02-09", "ditetapkan: Februari 2026"),
    ],
    "periods/results.yaml": [
        ("nilai: 64.02", "nilai: -1"),
        ("tahun: 2025", "tahun: 1999"),
        ("kategori_disimpulkan: ya", "kategori_disimpulkan: tidak tahu"),
        ("    skala: lama", "    skala: baru"),
        ("    nilai: 66\n", "    nilai: 66\n    sumbernya: x\n"),
    ],
}
ONLY_CHECK = {
    *("rujukan-mati", "induk-berputar", "nama-opd-ganda", "periode-bertumpuk", "kode-wilayah-asing", "ejaan-lama"),
    *("resmi-tanpa-alamat", "tahun-tidak-cocok", "penerimaan-ganda", "penerimaan-asing"),
}
"""What compares a file with others, with its place or with a former spelling."""


def data() -> dict[str, Any]:
    """Return what the page gives its scripts."""
    build = context(CATALOGUE)
    opd = {id: [entry.record.nama, entry.record.singkatan or ""] for id, entry in CATALOGUE.opds.items()}
    return {"periksa": browser_checks(CATALOGUE.vocabularies), "opd": opd, "atur": settings_data(build, ())}


def examine(path: str, text: str) -> list[list[str]]:
    """Return what `check` finds in one file that stands in the place of the city's."""
    location = locate(path)
    assert location
    source = to_source(location, text.encode())
    assert isinstance(source, Source)
    outcome = decode_source(source, MODELS[path], CATALOGUE.vocabularies)
    alone = _with(replace(CATALOGUE, innovations={}, reviews={}), path, outcome.entry)
    context = Check(alone, DECLARED, WHOLE.beside, {path: source})
    found = (*source.faults, *outcome.findings, *check(context))
    return sorted(_told(one) for one in found if one.place.path == path and one.rule not in ONLY_CHECK)


def _with(catalogue: Catalogue, path: str, entry: Any) -> Catalogue:
    if path == PERIOD:
        return replace(catalogue, periods={2026: catalogue.periods[2026], **({2027: entry} if entry else {})})
    return (
        replace(catalogue, opds={**catalogue.opds, "dinas-kesehatan": entry}) if path == AGENCY and entry else catalogue
    )


def _told(finding: Finding) -> list[str]:
    """Say a finding as the desk does, which has no program to run."""
    return [finding.rule, finding.severity.label, finding.message, re.sub(r", atau jalankan `[^`]*`", "", finding.help)]


def cases() -> list[tuple[str, str]]:
    """Return each file damaged in each way, and as it is."""
    found = []
    for path, ways in DAMAGE.items():
        text = (KOTA / path).read_text("utf-8")
        for old, new in [("", ""), *ways]:
            assert old in text, old
            found.append((path, text.replace(old, new, 1)))
    return found


def test_desk_and_check_find_the_same(tmp_path: Path) -> None:
    """The same rules at the same gravity, word for word, and nothing in the city's own files."""
    given = cases()
    answers = run_modules(tmp_path, FIND, cases=given, data=data())
    against, told = [], set()
    for (path, text), found in zip(given, answers, strict=True):
        wanted = examine(path, text)
        told |= {rule for rule, *_ in wanted}
        against += [] if sorted(found) == wanted else [(path, sorted(found), wanted)]
    assert against == []
    assert {"rentang-terbalik", "kunci-tahap-ganda", "spd-tidak-terbaca", "perpanjangan-mundur", "nama-orang"} <= told


def test_a_next_year_is_all_guesses(tmp_path: Path) -> None:
    """Each day is a year on, nothing is official, nothing of a document is carried over, and the file is tidy."""
    texts = [(KOTA / f"periods/{year}/period.yaml").read_text("utf-8") for year in (2026, 2027)]
    made = run_modules(tmp_path, NEXT, texts=texts, data=data(), rubric="iid-2027")
    for before, text in zip(texts, made, strict=True):
        assert tidy(text, Period).text == text
        old, new = period(before), period(text)
        assert (new.tahun, new.rubrik) == (old.tahun + 1, "iid-2027")
        assert {part.asal for part in (new.jendela, new.target, new.pengumpulan, *new.linimasa) if part} <= {
            "pola",
            "usulan",
        }
        assert [stage.id for stage in new.linimasa] == [stage.id for stage in old.linimasa]
        stages = zip(old.linimasa, new.linimasa, strict=True)
        pairs: list[tuple[Any, Any]] = [(old, new), (old.jendela, new.jendela), *stages]
        for one, other in pairs:
            assert [day.replace(year=day.year + 1) for day in (one.mulai, one.selesai)] == [other.mulai, other.selesai]
        assert not new.spd
        assert not new.pemberitahuan
        assert not new.target_rpjmd
        assert "sumber:" not in text
        assert "perpanjangan:" not in text
        assert new.open_on(new.mulai)
        assert (new.target.langkah, new.target.berjalan) == (old.target.langkah, old.target.berjalan)
        assert new.publikasi == old.publikasi


def period(text: str) -> Period:
    """Read a period."""
    top = parse(text, "").top
    assert top
    record = decode(top, Period, "").record
    assert record
    return record
