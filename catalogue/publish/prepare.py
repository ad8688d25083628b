"""A build made ready to be written."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from catalogue.build import Settings, build_of
from catalogue.common.memo import Memo, recall
from catalogue.pipeline import Loaded
from catalogue.publish.production import Production
from catalogue.site.jinja import environment
from catalogue.site.templating import asset_stamps, read_assets


def produce(loaded: Loaded, given: Settings, root: Path, templates: Path, memo: Memo | None = None) -> Production:
    """Prepare everything that the site of a catalogue at `root` consists of; most of it is made when asked for."""
    assets = recall(memo, "assets", asset_stamps(templates), partial(read_assets, templates))
    env = recall(memo, "environment", (), partial(environment, templates, preview=given.preview))
    return Production(root, loaded, build_of(loaded, given, memo), assets, given, env)
