"""The second half of the pipeline begins: the checked catalogue with everything that a site says of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, time
from functools import partial
from pathlib import Path

from catalogue.assessment import assess_all
from catalogue.clock import time_zone
from catalogue.collection import Catalogue
from catalogue.examples import read_examples
from catalogue.exports import Context
from catalogue.jinja import environment
from catalogue.loading import Loaded
from catalogue.memo import Memo, recall
from catalogue.model.period import Visibility
from catalogue.past import past
from catalogue.production import Production
from catalogue.rules import RULES
from catalogue.settings import Settings
from catalogue.templating import asset_stamps, read_assets
from catalogue.views.site import Site


def produce(loaded: Loaded, given: Settings, root: Path, templates: Path, memo: Memo | None = None) -> Production:
    """Prepare everything that the site of a catalogue at `root` consists of; most of it is made when asked for."""
    assert loaded.catalogue is not None
    catalogue = _opened(loaded.catalogue) if given.internal else loaded.catalogue
    assessments = assess_all(catalogue, memo)
    moment = datetime.combine(given.today, time(), time_zone(catalogue.region.zona_waktu))
    context = Context(
        catalogue=catalogue,
        assessments=assessments,
        today=given.today,
        generated_at=moment,
        site_url=given.site_url,
        history=given.history.dates,
        past=past(catalogue, assessments, given.history, given.today, processes=given.processes, memo=memo),
        repository=given.repository,
        internal=given.internal,
        sources=loaded.sources,
        processes=given.processes,
    )
    assets = recall(memo, "assets", asset_stamps(templates), partial(read_assets, templates))
    site = _site(context, given, memo)
    env = recall(memo, "environment", (), partial(environment, templates, preview=given.preview))
    return Production(root, loaded, site, context, assets, given, env)


def _site(context: Context, given: Settings, memo: Memo | None) -> Site:
    return Site(
        catalogue=context.catalogue,
        assessments=context.assessments,
        today=given.today,
        history=context.history,
        past=context.past,
        internal=given.internal,
        site_url=given.site_url,
        repository=given.repository,
        proposals=given.proposals,
        links=given.links,
        federation=given.federation,
        rules=RULES,
        examples=recall(memo, "examples", (), read_examples),
        memo=memo,
    )


def _opened(catalogue: Catalogue) -> Catalogue:
    """Show everything that a period keeps from the public."""
    periods = {
        year: replace(entry, record=entry.record.model_copy(update={"publikasi": Visibility()}))
        for year, entry in catalogue.periods.items()
    }
    return replace(catalogue, periods=periods)
