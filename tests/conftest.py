"""Fixtures for all tests."""

from __future__ import annotations

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add `--accept`, which writes the golden outputs anew, and `--deep`, which runs the random tests at full size."""
    parser.addoption("--accept", action="store_true", help="write the expected outputs anew from today's")
    parser.addoption("--deep", action="store_true", help="run the random tests at full size (minutes to hours)")


@pytest.fixture
def accept(request: pytest.FixtureRequest) -> bool:
    """Tell whether golden outputs are to be written anew."""
    return bool(request.config.getoption("--accept"))


@pytest.fixture
def deep(request: pytest.FixtureRequest) -> bool:
    """Tell whether random tests are to run at full size."""
    return bool(request.config.getoption("--deep"))
