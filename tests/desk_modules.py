"""The modules of `/meja/` run by Node without a page, beside those of the form and the libraries that both use."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

from tests.built import ROOT
from tests.form_modules import run_modules

ASSETS = ROOT / "templates/assets"


def run_desk_modules(folder: Path, body: str, **given: object) -> Any:
    """Run a script as `run_modules` does, which may also import from `./desk/` and the libraries beside it."""
    shutil.copytree(ASSETS / "desk", folder / "desk", dirs_exist_ok=True)
    for module in (ROOT / "templates/vendor").glob("*/*.js"):
        shutil.copy(module, folder / module.name)
    return run_modules(folder, body, **given)
