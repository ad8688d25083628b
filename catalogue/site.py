"""The second half of the pipeline begins: the checked catalogue with everything that a site says of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, time
from functools import partial
from pathlib import Path

from catalogue.assessment import assess_all
from catalogue.cache import kept, remembered
from catalogue.clock import time_zone
from catalogue.collection import Catalogue
from catalogue.examples import read_examples
from catalogue.exports import Context
from catalogue.keeping import ONCE, Keeper
from catalogue.loading import Loaded
from catalogue.model.period import Visibility
from catalogue.past import past
from catalogue.production import Production
from catalogue.rules import RULES
from catalogue.settings import Settings
from catalogue.stamps import tree_stamp
from catalogue.templating import Renderer, read_assets
from catalogue.views.site import Site, frame


def produce(loaded: Loaded, given: Settings, root: Path, templates: Path, keeper: Keeper = ONCE) -> Production:
    """Prepare everything that the site of a catalogue at `root` consists of; most of it is made when asked for."""
    assert loaded.catalogue is not None
    catalogue = _opened(loaded.catalogue) if given.internal else loaded.catalogue
    assessments = assess_all(catalogue, keeper)
    memories = partial(remembered, given.cache, loaded.sources)
    moment = datetime.combine(given.today, time(), time_zone(catalogue.region.zona_waktu))
    context = Context(
        catalogue=catalogue,
        assessments=assessments,
        today=given.today,
        generated_at=moment,
        site_url=given.site_url,
        history=given.history.dates,
        past=past(
            catalogue,
            assessments,
            given.history,
            given.today,
            memories,
            processes=given.processes,
            keeper=keeper,
        ),
        repository=given.repository,
        internal=given.internal,
        sources=loaded.sources,
        memories=partial(kept, given.cache),
        processes=given.processes,
    )
    assets = keeper.recall("assets", str(templates), tree_stamp(templates), partial(read_assets, templates))
    site = _site(context, given, keeper)
    renderer = Renderer(frame(site), given.site_url, assets)
    return Production(root, loaded, site, context, renderer, given, templates, keeper)


def _site(context: Context, given: Settings, keeper: Keeper) -> Site:
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
        examples=keeper.recall("examples", "", None, read_examples),
        keeper=keeper,
    )


def _opened(catalogue: Catalogue) -> Catalogue:
    """Show everything that a period keeps from the public."""
    periods = {
        year: replace(entry, record=entry.record.model_copy(update={"publikasi": Visibility()}))
        for year, entry in catalogue.periods.items()
    }
    return replace(catalogue, periods=periods)
