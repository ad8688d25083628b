"""Word files as PDF, through LibreOffice where it is installed."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

TIMEOUT = 600
"""Seconds after which LibreOffice counts as stuck."""


def write_pdfs(files: Sequence[Path]) -> int:
    """Write a PDF beside each file where LibreOffice can, and return how many there are."""
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if not (program and files):
        return 0
    made = [file.with_suffix(".pdf") for file in files]
    for file in made:
        file.unlink(missing_ok=True)
    with tempfile.TemporaryDirectory() as profile:
        command = [program, f"-env:UserInstallation={Path(profile).as_uri()}", "--headless", "--convert-to", "pdf"]
        out = ["--outdir", str(files[0].parent), *map(str, files)]
        with suppress(OSError, subprocess.TimeoutExpired):
            subprocess.run([*command, *out], capture_output=True, timeout=TIMEOUT, check=False)  # noqa: S603  no shell
    return sum(file.exists() for file in made)
