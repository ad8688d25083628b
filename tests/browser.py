"""Chromium for the tests: found on this machine, or named in one sentence as what is missing."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
MISSING = "Browser tests need Chromium: `sudo apt install chromium`, or `.venv/bin/playwright install chromium`."


def find(playwright_path: str) -> str | None:
    """Return the program of a Chromium: the one named by `CHROMIUM`, the system's, or Playwright's own download."""
    named = [os.environ.get("CHROMIUM"), *map(shutil.which, NAMES), playwright_path]
    return next((path for path in named if path and Path(path).exists()), None)


@contextmanager
def chromium() -> Iterator[Browser]:
    """Start Chromium; without one a test is skipped on a workstation and fails in CI."""
    with sync_playwright() as playwright:
        path = find(playwright.chromium.executable_path)
        if path is None:
            pytest.fail(MISSING) if os.environ.get("CI") else pytest.skip(MISSING)
        flags = ["--disable-gpu", "--disable-background-networking", "--disable-component-update", "--no-first-run"]
        root = os.geteuid() == 0 if hasattr(os, "geteuid") else False
        browser = playwright.chromium.launch(executable_path=path, args=flags, chromium_sandbox=not root)
        yield browser
        browser.close()
