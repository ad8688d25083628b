"""LibreOffice for tests: its settings are made once for all tests of a process."""

from __future__ import annotations

import atexit
import subprocess
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.programs import program

XLSX = "xlsx:Calc MS Excel 2007 XML"


@cache
def _settings() -> str:
    folder = TemporaryDirectory()
    atexit.register(folder.cleanup)
    return f"-env:UserInstallation=file://{folder.name}"


def convert(kind: str, source: str | Path, *more: Path, into: Path, reading: str = "") -> str:
    """Let LibreOffice save files in another form, and return what it said."""
    soffice = program("soffice", "libreoffice-calc-nogui")
    filters = [f"--infilter={reading}"] if reading else []
    command = [soffice, _settings(), "--headless", *filters, "--convert-to", kind, "--outdir", str(into)]
    files = map(str, (source, *more))
    done = subprocess.run([*command, *files], capture_output=True, text=True, timeout=240, check=True)
    return done.stdout + done.stderr
