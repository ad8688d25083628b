"""The desk at `/meja/` in a browser: opened beside the files of a catalogue, and what it keeps to be sent."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Page, Route

from catalogue.common.paths import HOME
from tests.built import SUB_PATH, Built
from tests.programs import program

FILES = re.compile(rf"{SUB_PATH}(?:region\.yaml|opd/[^/]+\.yaml|periods/.+\.yaml)$")


VENDORED = ("yaml/yaml.js", "noble-hashes/sha256.js", "marked/marked.js")


def run_desk(folder: Path, body: str, **given: object) -> Any:
    """Run a script by Node that sees what is `given`, imports from `./desk/`, and calls `told` with its result."""
    node = program("node", "Node.js")
    for name in ("form", "desk"):
        shutil.copytree(HOME / "templates/assets" / name, folder / name, dirs_exist_ok=True)
    for name in VENDORED:
        shutil.copy(HOME / "templates/vendor" / name, folder)
    script = (
        'import { readFileSync, writeFileSync } from "node:fs";\n'
        f'const {{ {", ".join(given)} }} = JSON.parse(readFileSync("given.json", "utf8"));\n'
        'const told = (value) => writeFileSync("told.json", JSON.stringify(value));\n'
    )
    files = {"package.json": '{"type": "module"}', "given.json": json.dumps(given), "run.js": script + body}
    for name, content in files.items():
        (folder / name).write_text(content, "utf-8")
    subprocess.run([node, "run.js"], cwd=folder, check=True, capture_output=True, text=True)
    return json.loads((folder / "told.json").read_text("utf-8"))


@contextmanager
def desk_page(
    browser: Browser, site: Built, root: Path, changed: Callable[[Route], None] | None = None, **options: Any
) -> Iterator[Page]:
    """Open the desk with the files of a catalogue, or a changed one; every error of a script fails the test."""
    settings: dict[str, Any] = {"viewport": {"width": 1280, "height": 900}, "locale": "id-ID", **options}

    def answer(route: Route) -> None:
        file = root / urlsplit(route.request.url).path.removeprefix(SUB_PATH)
        route.fulfill(body=file.read_bytes()) if file.is_file() else route.fulfill(status=404)

    with browser.new_context(**settings) as context:
        page = context.new_page()
        errors: list[str] = []
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.route(FILES, answer)
        if changed:
            page.route(f"{site.address}meja/", changed)
        page.goto(f"{site.address}meja/")
        page.wait_for_selector("body[data-ready]")
        yield page
        assert errors == []


def kept(page: Page) -> dict[str, dict[str, str]]:
    """Return the files that wait to be sent, by path."""
    found = page.evaluate(f"localStorage.getItem('meja:{SUB_PATH}')")
    files: dict[str, dict[str, str]] = json.loads(found or '{"files": {}}')["files"]
    return files


def choose(page: Page, path: str) -> None:
    """Open a file of the settings."""
    page.select_option("#atur-berkas", path)
    page.wait_for_selector("#atur-isi:not([hidden])")
