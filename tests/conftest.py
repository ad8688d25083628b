"""Fixtures for all tests."""

from __future__ import annotations

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add `--accept`, which writes the golden outputs anew."""
    parser.addoption("--accept", action="store_true", help="write the expected outputs anew from today's")


@pytest.fixture
def accept(request: pytest.FixtureRequest) -> bool:
    """Tell whether golden outputs are to be written anew."""
    return bool(request.config.getoption("--accept"))
