"""Real Git repositories for tests: a catalogue written commit by commit, each on a day of its own."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from catalogue.assess import Assessment, assess_all
from catalogue.assess.past.past import Past, past
from catalogue.assess.scoring import fingerprints
from catalogue.common.dates import time_zone
from catalogue.history import History, read_history
from catalogue.pipeline import load
from catalogue.read.catalogue import Catalogue
from tests.texts import made_up
from tests.trees import BASE, KOTA

ZONE = time_zone("Asia/Jakarta")
TODAY = date(2026, 11, 30)

WHO = ("GIT_AUTHOR_NAME", "GIT_AUTHOR_EMAIL", "GIT_COMMITTER_NAME", "GIT_COMMITTER_EMAIL")
DESIGN = "(300 kata)"
PROFILE = f"""\
tahapan: penerapan
inisiator: opd
nama_inisiator: Bidang Contoh
klasifikasi: perangkat-daerah
jenis: digital
bentuk: pelayanan-publik
asta_cita: 4
pkpn: kesehatan
urusan_utama: 1.02
waktu_uji_coba: 2024-01
waktu_penerapan: 2024-07-01
rancang_bangun: {DESIGN}
tujuan: Tujuan.
manfaat: Manfaat.
hasil: Hasil.
lokasi:
  lintang: 3.3
  bujur: 99.1
"""
"""Everything that the step *layak* asks for in 2026."""
MANDATORY = {
    "regulasi": "sk-kepala-daerah",
    "sdm": "12",
    "kecepatan": "4",
    "kemanfaatan": "{basis: a, nilai: 350}",
    "video": "5",
}


CONFIRMED = """pengesahan:
  tanggal: 2026-02-01
  jabatan: Kepala Bidang Pelayanan
  cara: surat
  diterima_oleh: Bappeda
"""
"""The agency confirmed the record, and the coordinator took it in."""


def record(name: str = "Contoh", *parts: str) -> str:
    """Write an innovation that is recorded, and whatever else it is to say; each name has a text of its own."""
    head = f"nama: {name}\nringkasan: Contoh ringkas.\nstatus_data: dikonfirmasi-opd\n"
    return head + CONFIRMED + "".join(parts).replace(DESIGN, " ".join(made_up(300, name)))


def maturity(**changed: str) -> str:
    """Write the facts of the mandatory indicators with one document each."""
    rows = {**MANDATORY, **changed}
    facts = [f"  {key}:\n    nilai: {value}\n    bukti:\n      - judul: SK {key}\n" for key, value in rows.items()]
    return "kematangan:\n" + "".join(facts)


def verified(repository: Repository, slug: str) -> str:
    """Write a review that finds every fact of an innovation in order as it stands."""
    catalogue, _ = repository.assessed()
    marks = fingerprints(catalogue.innovations[slug].record)
    rows = [
        f"  {key}:\n    putusan: sesuai\n    sidik: {mark}\n    tanggal: 2026-05-01\n" for key, mark in marks.items()
    ]
    return "verifikasi:\n" + "".join(rows)


@dataclass(frozen=True)
class Repository:
    """A catalogue under Git."""

    root: Path

    @classmethod
    def start(cls, root: Path, day: str = "2026-02-10") -> Repository:
        """Begin with the base catalogue, which has no innovation yet."""
        shutil.copytree(BASE, root)
        made = cls(root)
        made.git("init", "--quiet", "--initial-branch=main")
        made.commit(day)
        return made

    @classmethod
    def city(cls, root: Path) -> Repository:
        """Begin with the frozen city, whose innovations come some months after what they refer to."""
        shutil.copytree(KOTA, root, ignore=lambda folder, names: {"innovations"} & set(names))
        made = cls(root)
        made.git("init", "--quiet", "--initial-branch=main")
        made.commit("2026-02-10")
        shutil.copytree(KOTA / "innovations", root / "innovations")
        made.commit("2026-10-01")
        return made

    def git(self, *arguments: str, day: str = "2026-01-01", hour: str = "09:00:00+07:00") -> str:
        """Run Git without the settings of this machine, at a moment of the given day."""
        moment = f"{day}T{hour}"
        env = {
            **os.environ,
            **dict.fromkeys(WHO, "x@contoh.example"),
            "GIT_AUTHOR_DATE": moment,
            "GIT_COMMITTER_DATE": moment,
            "GIT_CONFIG_GLOBAL": os.devnull,
            "GIT_CONFIG_SYSTEM": os.devnull,
        }
        command = ["git", "-C", str(self.root), *arguments]
        return subprocess.run(command, check=True, capture_output=True, text=True, env=env).stdout

    def commit(
        self,
        day: str,
        files: dict[str, str | None] | None = None,
        message: str = "change",
        hour: str = "09:00:00+07:00",
    ) -> str:
        """Write files (None removes one), commit everything and return the identity of the commit."""
        for path, text in (files or {}).items():
            file = self.root / path
            file.parent.mkdir(parents=True, exist_ok=True)
            if text is None:
                file.unlink()
            else:
                file.write_text(text, encoding="utf-8")
        self.git("add", "--all", day=day, hour=hour)
        self.git("commit", "--quiet", "--allow-empty", "--message", message, day=day, hour=hour)
        return self.git("rev-parse", "HEAD").strip()

    def history(self, today: date = date.max) -> History:
        """Read what Git knows, as a build of this day would."""
        return read_history(self.root, ZONE, today=today)

    def assessed(self) -> tuple[Catalogue, Mapping[int, Assessment]]:
        """Load and assess the files as they lie there."""
        catalogue = load(self.root).catalogue
        assert catalogue
        return catalogue, assess_all(catalogue, TODAY)

    def past(self, today: str) -> Past:
        """Read the past as a build of this day would."""
        catalogue, assessments = self.assessed()
        day = date.fromisoformat(today)
        return past(catalogue, assessments, self.history(day), day)
