"""The modules of form and desk run by Node without a page: a script is handed values and hands back what it made."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

from catalogue.propose.browser import browser_checks
from tests.built import ROOT
from tests.exported import frozen_city
from tests.programs import program

ASSETS, VENDOR = ROOT / "templates/assets", ROOT / "templates/vendor"


def run_modules(tmp_path: Path, body: str, **given: object) -> Any:
    """Run a script that sees `checks` and what is `given`, and calls `told` with its result.

    It imports from `./form/` and `./desk/`, and what is made elsewhere from `./`.
    """
    node = program("node", "Node.js")
    catalogue = frozen_city().catalogue
    assert catalogue
    for name in ("form", "desk"):
        shutil.copytree(ASSETS / name, tmp_path / name, dirs_exist_ok=True)
    for file in (ASSETS / "index-arithmetic.js", *VENDOR.glob("*/*.js")):
        shutil.copy(file, tmp_path)
    (tmp_path / "package.json").write_text('{"type": "module"}', "utf-8")
    values = {"checks": browser_checks(catalogue.vocabularies), **given}
    (tmp_path / "given.json").write_text(json.dumps(values), "utf-8")
    names = ", ".join(values)
    script = (
        'import { readFileSync, writeFileSync } from "node:fs";\n'
        f'const {{ {names} }} = JSON.parse(readFileSync("given.json", "utf8"));\n'
        'const told = (value) => writeFileSync("told.json", JSON.stringify(value));\n'
    )
    (tmp_path / "run.js").write_text(script + body, "utf-8")
    subprocess.run([node, "run.js"], cwd=tmp_path, capture_output=True, text=True, check=True)
    return json.loads((tmp_path / "told.json").read_text("utf-8"))
