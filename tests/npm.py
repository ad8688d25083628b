"""Programs of the npm registry for tests, installed once where npm can."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest


def installed(package: str, version: str) -> Path:
    """Return the folder of a package's modules, from the cache or installed now; skip where that cannot be.

    In CI, where npm is present, a package that cannot be installed is a failure.
    """
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    folder = cache / "katalog-inovasi-daerah" / f"{package}-{version}"
    modules = folder / "node_modules"
    if (modules / package / "package.json").exists():
        return modules
    npm = shutil.which("npm")
    if npm is None:
        pytest.skip(f"This test needs npm to install {package}.")
    why = _install(npm, folder, f"{package}@{version}")
    if why and os.environ.get("CI") == "true":
        pytest.fail(f"npm could not install {package}: {why}")
    if why:
        pytest.skip(f"This test needs the npm registry to install {package}.")
    return modules


def _install(npm: str, folder: Path, package: str) -> str:
    """Install a package, and return what went wrong."""
    folder.mkdir(parents=True, exist_ok=True)
    quiet = ["--no-save", "--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error"]
    command = [npm, "install", *quiet, "--prefix", str(folder), package]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=900, check=False)
    except subprocess.TimeoutExpired:
        return "it took longer than a quarter of an hour"
    return done.stderr.strip() or "unknown" if done.returncode else ""
