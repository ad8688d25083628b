"""Programs of the npm registry for tests, installed once where npm can."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

from tests.programs import lacking, program


def installed(package: str, version: str) -> Path:
    """Return the folder of a package's modules, from the cache or installed now; skip where that cannot be."""
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    folder = cache / "katalog-inovasi-daerah" / f"{package}-{version}"
    modules = folder / "node_modules"
    if (modules / package / "package.json").exists():
        return modules
    if why := _install(program("npm", "npm"), folder, f"{package}@{version}"):
        lacking(f"npm could not install {package}: {why}")
    return modules


def _install(npm: str, folder: Path, package: str) -> str:
    """Install a package, and return what went wrong."""
    folder.mkdir(parents=True, exist_ok=True)
    quiet = ["--no-save", "--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error", "--fetch-retries=1"]
    command = [npm, "install", *quiet, "--prefix", str(folder), package]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=900, check=False)
    except subprocess.TimeoutExpired:
        return "it took longer than a quarter of an hour"
    return done.stderr.strip() or "unknown" if done.returncode else ""
