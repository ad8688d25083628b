"""Submissions for tests: texts as the form writes them, and issues that hold them."""

from __future__ import annotations

import hashlib
from pathlib import Path

from tests.trees import HERE

MINI = HERE / "mini"
SHORT = """\
nama: Sekolah Terbuka
ringkasan: Kelas sore bagi anak yang bekerja.
status_data: sumber-publik
sumber:
  - judul: Berita tentang kelas sore
    tautan: https://contoh.go.id/kelas
"""
"""The shortest record of a public source."""
PATH = "innovations/dinas-pendidikan/sekolah-terbuka.yaml"
CORRECTED = "innovations/puskesmas-satu/posyandu-digital.yaml"


def record(text: str = SHORT, path: str = PATH, root: Path | None = None) -> str:
    """Write the submission of a record; `root` holds the published file of a correction."""
    head = f"# kiriman: catatan\n# berkas: {path}\n"
    if root:
        head += f"# dasar: {hashlib.sha256((root / path).read_bytes()).hexdigest()[:16]}\n"
    return f"{head}{text}"


def body(text: str) -> str:
    """Write a submission into the form as GitHub does."""
    return f"### Isi kiriman\n\n```yaml\n{text}\n```\n"
