"""What a build is told from outside: the day, the addresses, and the dates of the files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from catalogue.clock import build_day, time_zone
from catalogue.federation import Federation
from catalogue.history import History, read_history
from catalogue.links import Memory
from catalogue.loading import Loaded
from catalogue.memo import Memo
from catalogue.outside import link_memory, open_proposals
from catalogue.parallel import processes
from catalogue.paths import HOME
from catalogue.proposals.pulls import OpenProposal

PREVIEW_ADDRESS = "http://127.0.0.1:8000/"
"""Where `build.py serve` answers; used while the site has no address of its own."""


@dataclass(frozen=True)
class Settings:
    """Time, Git and the network, as values.

    `internal` for a build that shows what is not for everyone, `preview` for one that is not published; `cache` is
    where drawn pictures are kept.
    """

    today: date
    site_url: str
    repository: str | None
    history: History
    internal: bool = False
    preview: bool = False
    proposals: tuple[OpenProposal, ...] | None = None
    links: Memory | None = None
    cache: Path = HOME / ".cache"
    processes: int = 1
    federation: Federation = field(default_factory=Federation)


def settings(
    loaded: Loaded, root: Path, day: date | None, environ: Mapping[str, str], memo: Memo | None = None
) -> Settings:
    """Gather the settings of a build; the environment wins over `region.yaml`, so that a fork publishes as itself."""
    assert loaded.catalogue is not None
    region = loaded.catalogue.region
    address = environ.get("SITE_URL") or region.alamat or PREVIEW_ADDRESS
    return Settings(
        today=build_day(day, environ, region.zona_waktu),
        site_url=address.rstrip("/") + "/",
        repository=(_repository(environ) or region.repositori or "").rstrip("/") or None,
        history=read_history(root, time_zone(region.zona_waktu), memo),
        proposals=open_proposals(environ),
        links=link_memory(environ),
        cache=cache_folder(environ),
        processes=processes(environ),
    )


def cache_folder(environ: Mapping[str, str]) -> Path:
    """Return where drawn pictures are kept between builds."""
    return Path(environ.get("KATALOG_CACHE") or HOME / ".cache")


def _repository(environ: Mapping[str, str]) -> str:
    if environ.get("REPOSITORY_URL"):
        return environ["REPOSITORY_URL"]
    server, name = environ.get("GITHUB_SERVER_URL"), environ.get("GITHUB_REPOSITORY")
    return f"{server}/{name}" if server and name else ""
