"""The states of a catalogue as MkDocs carries them: one for a build, one after each change for a preview."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path

from catalogue.build import Settings, settings
from catalogue.check import Extent
from catalogue.common.dates import build_day
from catalogue.common.findings import Severity
from catalogue.common.hosting import WrongSetting, published_at
from catalogue.common.memo import Memo
from catalogue.common.program import HOME
from catalogue.history import History
from catalogue.pipeline import Loaded, load
from catalogue.publish.preview import Preview
from catalogue.publish.production import Production, produce
from catalogue.report import failure_text, text_report, what_is_hidden, what_is_lost
from catalogue.site import mkdocs_adapter

log = logging.getLogger("mkdocs.plugins.katalog")


class CatalogueStates:
    """The catalogue at a root; a preview keeps what stayed the same from one state to the next."""

    def __init__(self, root: Path = HOME, day: date | None = None) -> None:
        self.root, self.day = root, day
        self.memo = Memo()
        self.told = ""

    @property
    def watched(self) -> Sequence[Path]:
        names = ("innovations", "opd", "periods", "rubrics", "vocabularies", "region.yaml", "ekosistem.yaml")
        return [self.root / name for name in (*names, "alamat.yaml") if (self.root / name).exists()]

    def next(self, site_url: str | None) -> Production:
        """Read the catalogue as it is now; raise Faulty with its faults, which a preview shows where it can."""
        memo = self.memo if site_url else None
        day = partial(build_day, self.day, os.environ)
        loaded = load(self.root, day=day, extent=Extent.FAULTS, memo=memo)
        if not loaded.publishable:
            report = text_report(loaded.findings, loaded.sources)
            if not (site_url and _showable(loaded)):
                raise mkdocs_adapter.Faulty(report)
            log.info(report)
        try:
            given = settings(loaded, self.root, self.day, os.environ, memo)
        except WrongSetting as error:
            raise mkdocs_adapter.Faulty(str(error)) from error
        if given.history.failure and not site_url:
            raise mkdocs_adapter.Faulty(failure_text(given.history.failure))
        self._tell(_hidden(given.history) if site_url else what_is_lost(given.site_url))
        if site_url:
            given = replace(given, site_url=site_url, preview=True)
        return produce(loaded, given, self.root, HOME / "templates", memo)

    def _tell(self, gap: str) -> None:
        """Say once what the pages lack."""
        if gap and gap != self.told:
            log.info(gap.strip())
        self.told = gap

    def preview(self, folder: Path, site: Production) -> Preview:
        """Begin a preview in a folder."""
        return Preview(folder, site)


def _hidden(history: History) -> str:
    return failure_text(history.failure) if history.failure else what_is_hidden(history)


def _showable(loaded: Loaded) -> bool:
    faulty = {finding.place.path for finding in loaded.findings if finding.severity is Severity.GALAT}
    return loaded.catalogue is not None and all(path.startswith(("innovations/", "opd/")) for path in faulty)


def build_site(loaded: Loaded, given: Settings, root: Path, folder: Path, say: Callable[[str], None]) -> int:
    """Write the whole site into an empty folder and return the number of its pages; raise BuildFailed."""
    return mkdocs_adapter.build_site(produce(loaded, given, root, HOME / "templates"), folder, say)


def serve_site(root: Path, day: date | None, address: str, *, polling: bool = False) -> None:
    """Preview the site with live reload until interrupted; raise BuildFailed when it cannot start, or WrongSetting."""
    site_url = published_at(os.environ, None) or f"http://{address}/"
    mkdocs_adapter.serve_site(CatalogueStates(root, day), address, site_url, polling=polling)
