"""The only module that knows MkDocs: it renders the prose in `docs/` and serves the preview.

The catalogue rides along in the hooks, so `build.py site`, a plain `mkdocs build` and `properdocs build -f mkdocs.yml`
give the same site. MkDocs 1.6.1 is the last of its line; nothing here uses more than its hooks, its configuration
and its two commands, which ProperDocs keeps.
"""

from __future__ import annotations

import logging
import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any, Literal

from jinja2 import Environment
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, ConfigurationError, MkDocsException, PluginError

from catalogue.clock import build_day
from catalogue.content_policy import content_policy
from catalogue.findings import Severity
from catalogue.loading import HOME, Loaded, load_again
from catalogue.marks import mark_of_content
from catalogue.output import second_name
from catalogue.publication import replacement
from catalogue.reports import text_report
from catalogue.settings import Settings, settings
from catalogue.site import DeadLink, Production, produce

log = logging.getLogger("mkdocs.plugins.katalog")
CONFIGURATION = HOME / "mkdocs.yml"


class BuildFailed(Exception):
    """The build stopped; the message says why."""


@dataclass
class _Session:
    """One run of MkDocs: what `build.py` prepared, or what the hooks gather when MkDocs is started by hand."""

    root: Path = HOME
    day: date | None = None
    loaded: Loaded | None = None
    settings: Settings | None = None
    serving: bool = False
    environment: Environment | None = None
    production: Production | None = None
    say: Callable[[str], None] = lambda message: None
    prose: list[str] = field(default_factory=list)
    pages: int = 0


_session = _Session()


def build_site(loaded: Loaded, given: Settings, root: Path, folder: Path, say: Callable[[str], None]) -> int:
    """Write the whole site into an empty folder and return the number of its pages; raise BuildFailed."""
    global _session
    _session = _Session(root=root, loaded=loaded, settings=given, say=say)
    _run(lambda: _build(folder))
    return _session.pages


def _build(folder: Path) -> None:
    from mkdocs.commands.build import build

    config = load_config(str(CONFIGURATION), site_dir=str(folder))
    config.plugins.on_startup(command="build", dirty=False)
    try:
        build(config)
    finally:
        config.plugins.on_shutdown()


def serve_site(root: Path, day: date | None, address: str) -> None:
    """Preview the site with live reload until interrupted; raise BuildFailed when it cannot start."""
    global _session
    from mkdocs.commands.serve import serve

    _session = _Session(root=root, day=day, serving=True)
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    _run(lambda: serve(str(CONFIGURATION), livereload=True, dev_addr=address, strict=False))


class _Warnings(logging.Handler):
    """Keeps what MkDocs warns of, which is often the reason for what it then gives up on."""

    def __init__(self, level: int) -> None:
        super().__init__(level)
        self.said: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.said.append(record.getMessage())


def _run(work: Callable[[], None]) -> None:
    heard = _Warnings(logging.WARNING)
    logging.getLogger("mkdocs").addHandler(heard)
    try:
        work()
    except (MkDocsException, Abort, ConfigurationError, OSError) as error:
        raise BuildFailed("\n".join([*heard.said, str(error)]).strip()) from error
    finally:
        logging.getLogger("mkdocs").removeHandler(heard)


def on_startup(command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
    """Remember whether this is a preview."""
    _session.serving = command == "serve"


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Read and check the catalogue before anything is written.

    A fault stops a build. The preview goes on and shows the fault in place of the page, unless the fault is in what
    every page needs; then MkDocs keeps showing what it built before.
    """
    if _session.serving or _session.loaded is None:
        _session.loaded = load_again(_session.root, os.environ, partial(build_day, _session.day, os.environ))
    loaded = _session.loaded
    if not loaded.publishable:
        report = text_report(loaded.findings, loaded.sources)
        if not _session.serving or not _showable(loaded):
            raise PluginError(report)
        log.info(report)
    if _session.serving or _session.settings is None:
        _session.settings = settings(loaded, _session.root, _session.day, os.environ)
        if _session.serving:
            given = _session.settings
            kept = given.cache / f"pratinjau-{mark_of_content(str(_session.root.absolute()).encode())[:12]}"
            _session.settings = replace(given, site_url=str(config.site_url or "/"), published=kept)
    _session.production = produce(loaded, _session.settings, _session.root, HOME / "templates")
    _session.prose = []
    config.site_url = _session.settings.site_url
    config.site_name = _session.production.site_name
    config.theme.static_templates.clear()
    config.watch.extend(str(folder) for folder in _watched(_session.root) if str(folder) not in config.watch)
    return config


def _showable(loaded: Loaded) -> bool:
    faulty = {finding.place.path for finding in loaded.findings if finding.severity is Severity.GALAT}
    return loaded.catalogue is not None and all(path.startswith(("innovations/", "opd/")) for path in faulty)


def _watched(root: Path) -> list[Path]:
    names = ("innovations", "opd", "periods", "rubrics", "vocabularies", "region.yaml", "ekosistem.yaml")
    return [root / name for name in names if (root / name).exists()]


def on_files(files: Any, config: MkDocsConfig) -> Any:
    """Leave the theme's own files to our writer, which gives them addresses that change with their content."""
    for file in list(files):
        if file.src_uri.startswith("assets/") and not Path(config.docs_dir, file.src_uri).exists():
            files.remove(file)
    return files


def on_page_markdown(markdown: str, page: Any, config: MkDocsConfig, files: Any) -> str:
    """Fill in what the prose says of the city and the year, so that no page names them by hand."""
    assert _session.production is not None
    return _session.production.fill_prose(markdown)


def on_env(env: Environment, config: MkDocsConfig, files: Any) -> Environment:
    """Give the prose and the catalogue one environment."""
    assert _session.production is not None
    _session.production.configure(env)
    env.globals["content_policy"] = content_policy(preview=_session.serving)
    _session.environment = env
    return env


def on_page_context(context: dict[str, Any], page: Any, config: MkDocsConfig, nav: Any) -> dict[str, Any]:
    """Hand a prose page to the template in the catalogue's own terms."""
    assert _session.production is not None
    _session.prose.append(page.url)
    chapters = [item for top in page.toc for item in (top.children if top.level == 1 else [top])]
    try:
        given = _session.production.prose_context(
            page.title,
            page.content,
            page.url,
            page.file.src_uri,
            chapters,
            language=page.meta.get("bahasa", "id"),
        )
    except DeadLink as error:
        raise PluginError(str(error)) from error
    return {**context, **given}


def on_post_build(config: MkDocsConfig) -> None:
    """Write the catalogue beside the prose."""
    assert _session.production is not None
    assert _session.environment is not None
    _session.say("Menulis halaman …")
    folder = Path(config.site_dir)
    if _session.serving:
        _write_preview(_session.production, folder, _session.environment)
        return
    written = _session.production.write(folder, _session.environment, _session.prose)
    _session.pages = len(_session.prose) + written


def _write_preview(production: Production, folder: Path, environment: Environment) -> None:
    """Fill the folder, which MkDocs empties each time, from one that keeps what has not changed."""
    kept = production.given.published
    assert kept
    with replacement(kept) as fresh:
        production.write(fresh, environment, _session.prose)
    shutil.copytree(kept, folder, copy_function=second_name, dirs_exist_ok=True)
