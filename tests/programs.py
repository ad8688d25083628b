"""Programs that some tests need and a bare machine lacks."""

from __future__ import annotations

import os
import shutil
from typing import NoReturn

import pytest


def lacking(why: str) -> NoReturn:
    """Skip a test for what this machine lacks; with CI=true, where nothing may be lacking, fail it."""
    if os.environ.get("CI") == "true":
        pytest.fail(why, pytrace=False)
    pytest.skip(why)


def program(name: str, package: str) -> str:
    """Return the file of a program, or skip the test with the package that has it."""
    found = shutil.which(name)
    return found or lacking(f"This test needs {name}: `sudo apt install {package}`.")
