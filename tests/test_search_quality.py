"""What people ask for comes first."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from tests.built import Built
from tests.exported import frozen_city
from tests.search.quality import ask_lunr, ask_ours, ask_substring, mean, queries, report

FLOOR = 0.95
"""The mean reciprocal rank below which the search has got worse."""

pytestmark = pytest.mark.browser


def test_queries_are_enough_and_name_innovations_that_exist() -> None:
    """At least sixty, of every kind, each with an answer."""
    catalogue = frozen_city().catalogue
    assert catalogue is not None
    asked = list(queries())
    assert len(asked) >= 60
    assert len({query.kind for query in asked}) >= 5
    assert {slug for query in asked for slug in query.wanted} <= set(catalogue.innovations)


def test_the_right_innovation_comes_first(built: Built, browser: Browser) -> None:
    """Over all queries the mean reciprocal rank is above the floor, and above that of simpler ways."""
    catalogue = frozen_city().catalogue
    assert catalogue is not None
    asked = list(queries())
    with browser.new_context() as context:
        page = context.new_page()
        ours, lunr = ask_ours(page, built, asked, catalogue), ask_lunr(page, asked, catalogue)
    ways = {"katalog": ours, "lunr": lunr, "substring": ask_substring(asked, catalogue)}
    means = [mean(answers) for answers in ways.values()]
    assert means[0] >= FLOOR, report(ways)
    assert means[0] == max(means), report(ways)
