"""What people ask for comes first."""

from __future__ import annotations

import pytest
import yaml
from playwright.sync_api import Browser, expect

from tests.built import Built
from tests.exported import frozen_city
from tests.search.quality import NEEDS, ask_lunr, ask_needs, ask_ours, ask_substring, mean, queries, report

FLOOR = 0.95
"""The mean reciprocal rank below which the search has got worse."""
SHOWN = 3
"""Results that a telephone shows before anybody scrolls far."""
FIRST = 0.9
"""The part of what citizens type that the very first result answers."""

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


def test_what_citizens_type_is_answered_by_the_first_results(built: Built, browser: Browser) -> None:
    """Each query has its answer among the first three, and no mere plan stands before it."""
    catalogue = frozen_city().catalogue
    assert catalogue is not None
    asked = [query for query in queries() if query.kind == "warga"]
    with browser.new_context() as context:
        answers = ask_ours(context.new_page(), built, asked, catalogue)
    assert len(asked) >= 99
    late = {answer.query.text: answer.found[:SHOWN] for answer in answers if not 1 <= answer.rank <= SHOWN}
    assert not late
    second = {answer.query.text: answer.found[: answer.rank] for answer in answers if answer.rank > 1}
    assert len(second) <= (1 - FIRST) * len(answers), second
    plans = {entry.id for entry in catalogue.innovations.values() if entry.record.jenis_catatan == "rencana"}
    assert not [answer.query.text for answer in answers if plans & set(answer.found[: answer.rank])]


def test_what_no_record_answers_leads_to_the_need_and_to_who_helps(built: Built, browser: Browser) -> None:
    """Words that the city has no record for bring the services for that need, and offices that can be asked."""
    wanted = yaml.safe_load(NEEDS.read_text(encoding="utf-8"))
    with browser.new_context() as context:
        page = context.new_page()
        offered = dict(zip(wanted, ask_needs(page, built, list(wanted)), strict=True))
        assert not {text: found for text, found in offered.items() if not set(wanted[text]) & set(found)}
        page.goto(f"{built.address}inovasi/?q=posyandu")
        notice = page.locator("#pesan .notice")
        expect(notice.locator('a[href="tel:112"]')).to_be_visible()
        expect(notice.locator('a[href*="lapor.go.id"]')).to_be_visible()
        expect(notice).to_contain_text("Bappeda")
        expect(page.locator('#pesan a[href*="layanan/#berobat"]')).to_be_visible()
