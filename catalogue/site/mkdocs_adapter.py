"""The only module that knows MkDocs: it renders the prose in `docs/` and serves the preview.

The catalogue rides along in the hooks, so `build.py site`, a plain `mkdocs build` and `properdocs build -f mkdocs.yml`
give the same site. MkDocs 1.6.1 is the last of its line; nothing here uses more than its hooks, its configuration
and its two commands, which ProperDocs keeps.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, Protocol

from catalogue.common.program import HOME, refusal
from catalogue.site.prose import ProseRenderer, Source, Swallowed
from catalogue.site.templating import DeadLink

if TYPE_CHECKING:
    from jinja2 import Environment
    from mkdocs.config.defaults import MkDocsConfig

log = logging.getLogger("mkdocs.plugins.katalog")
CONFIGURATION = HOME / "mkdocs.yml"
SETTLING = 0.03
"""Seconds without another change after which what was saved is read; most editors write a file in one go or two."""


class BuildFailed(Exception):
    """The build stopped; the message says why."""


class Faulty(Exception):
    """The catalogue cannot be shown; the message is the report."""


class Site(Protocol):
    """What MkDocs needs of the site that it carries."""

    @property
    def prose(self) -> ProseRenderer: ...

    @property
    def environment(self) -> Environment: ...

    @property
    def title(self) -> str: ...

    @property
    def site_url(self) -> str: ...

    def write(self, folder: Path) -> int:
        """Write everything beside the prose, and return the number of all pages."""


class Preview(Protocol):
    """What answers for the pages that MkDocs does not make."""

    def follow(self, site: Any, renew: Callable[[], None] | None = None) -> None:
        """Show another state of the catalogue from now on; `renew` makes the prose anew."""

    def answering(self, application: Any, mount: str) -> Any:
        """Return what makes a file before `application` looks for it."""


class States(Protocol):
    """The states of a catalogue, one after another."""

    @property
    def watched(self) -> Sequence[Path]:
        """The files and folders whose changes make another state."""

    def next(self, site_url: str | None) -> Site:
        """Read the catalogue as it is now; raise Faulty. With `site_url` it is for a preview that answers there."""

    def preview(self, folder: Path, site: Any) -> Preview:
        """Begin a preview in a folder."""


@dataclass
class _Session:
    """One run of MkDocs: what `build.py` prepared, or what the hooks gather when MkDocs is started by hand."""

    states: States | None = None
    site: Site | None = None
    serving: bool = False
    polling: bool = False
    preview: Preview | None = None
    site_url: str | None = None
    say: Callable[[str], None] = lambda message: None
    pages: int = 0

    @property
    def starting(self) -> bool:
        """Whether nobody can have asked a preview for prose yet."""
        return self.serving and self.preview is None


_session = _Session()
_by_hand: Callable[[], States]
"""Gives the states when MkDocs was started by hand."""


def connect(states: Callable[[], States]) -> None:
    """Say where a run of MkDocs that was started by hand finds the catalogue."""
    global _by_hand
    _by_hand = states


def build_site(site: Site, folder: Path, say: Callable[[str], None]) -> int:
    """Write the whole site into an empty folder and return the number of its pages; raise BuildFailed."""
    global _session
    _session = _Session(site=site, say=say)
    _run(lambda: _build(folder))
    pages, _session = _session.pages, _Session()
    return pages


def _build(folder: Path) -> None:
    from mkdocs.commands.build import build
    from mkdocs.config import load_config

    assert _session.site
    config = load_config(str(CONFIGURATION), site_dir=str(folder), site_url=_session.site.site_url)
    config.plugins.on_startup(command="build", dirty=False)
    try:
        build(config)
    finally:
        config.plugins.on_shutdown()


def serve_site(states: States, address: str, site_url: str, *, polling: bool = False) -> None:
    """Preview the site with live reload until interrupted; raise BuildFailed when it cannot start.

    The path of `site_url` is where the site begins. With `polling` files are looked at again and again, for folders
    whose system does not tell of changes.
    """
    global _session
    from mkdocs.commands.serve import serve

    _session = _Session(states, serving=True, polling=polling)
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    _run(lambda: serve(str(CONFIGURATION), livereload=True, dev_addr=address, strict=False, site_url=site_url))


class _Warnings(logging.Handler):
    """Keeps what MkDocs warns of, which is often the reason for what it then gives up on."""

    def __init__(self, level: int) -> None:
        super().__init__(level)
        self.said: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.said.append(record.getMessage())


def _run(work: Callable[[], None]) -> None:
    from mkdocs.exceptions import Abort, MkDocsException

    heard = _Warnings(logging.WARNING)
    logging.getLogger("mkdocs").addHandler(heard)
    try:
        work()
    except (MkDocsException, Abort, OSError) as error:
        reason = refusal(error) if isinstance(error, OSError) else str(error)
        raise BuildFailed("\n".join([*heard.said, reason]).strip()) from error
    finally:
        logging.getLogger("mkdocs").removeHandler(heard)


def on_startup(command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
    """Remember whether this is a preview."""
    _session.serving = command == "serve"


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Read and check the catalogue before anything is written.

    A fault stops a build. The preview goes on and shows the fault in place of the page, unless the fault is in what
    every page needs; then the preview keeps showing what it showed before.
    """
    _session.site_url = str(config.site_url or "/")
    if _session.site is None:
        _session.site = _next()
    config.site_url = _session.site.site_url or None
    config.site_name = _session.site.title
    config.theme.static_templates.clear()
    if _session.starting:
        config.nav = None
    config.watch.extend(str(folder) for folder in _states().watched if str(folder) not in config.watch)
    return config


def _next() -> Site:
    try:
        return _states().next(_session.site_url if _session.serving else None)
    except Faulty as error:
        raise _failure(str(error)) from error


def _states() -> States:
    return _session.states or _by_hand()


def _failure(message: str) -> Exception:
    from mkdocs.exceptions import PluginError

    return PluginError(message)


def on_files(files: Any, config: MkDocsConfig) -> Any:
    """Leave the files of the theme to our writer, which gives them addresses that change with their content.

    A preview starts without the prose, which is made when somebody asks for it.
    """
    for file in files.documentation_pages() if _session.starting else ():
        files.remove(file)
    for file in list(files):
        if not Path(config.docs_dir, file.src_uri).exists():
            files.remove(file)
    return files


def on_page_markdown(markdown: str, page: Any, config: MkDocsConfig, files: Any) -> str:
    """Fill in what the prose says of the city and the year, so that no page names them by hand."""
    assert _session.site is not None
    return _session.site.prose.fill(markdown)


def on_env(env: Environment, config: MkDocsConfig, files: Any) -> Environment:
    """Give the prose the environment of the catalogue, in which most of its templates are compiled for both."""
    assert _session.site is not None
    return _session.site.environment


def on_page_context(context: dict[str, Any], page: Any, config: MkDocsConfig, nav: Any) -> dict[str, Any]:
    """Hand a prose page to the template in the catalogue's own terms."""
    assert _session.site is not None
    chapters = [item for top in page.toc for item in (top.children if top.level == 1 else [top])]
    try:
        given = _session.site.prose.context(
            page.title,
            page.content,
            page.url,
            Source(f"docs/{page.file.src_uri}", page.file.content_string, page.markdown),
            chapters,
            language=page.meta.get("bahasa", "id"),
        )
    except (DeadLink, Swallowed) as error:
        raise _failure(str(error)) from error
    return {**context, **given}


def on_post_build(config: MkDocsConfig) -> None:
    """Write the catalogue beside the prose; in the preview, be ready to."""
    assert _session.site is not None
    if not _session.serving:
        _write(_session.site, Path(config.site_dir))
        return
    if _session.preview is None:
        _session.preview = _states().preview(Path(config.site_dir), _session.site)
    else:
        _session.preview.follow(_session.site)


def _write(site: Site, folder: Path) -> None:
    _session.say("Menulis halaman …")
    _session.pages = site.write(folder)


def on_serve(server: Any, config: MkDocsConfig, builder: Callable[[], None]) -> Any:
    """Make pages when they are asked for, and hear of changes from the system instead of looking for them."""
    assert _session.preview is not None
    assert _session.site is not None
    _session.preview.follow(_session.site, partial(_renew_prose, builder))
    if not _session.polling:
        server.observer = _observer()
    server.build_delay = SETTLING
    server.builder = partial(_rebuild, builder)
    server.set_app(_session.preview.answering(server.serve_request, server.mount_path))
    return server


def _observer() -> Any:
    """Return what tells of changed files; it would tell of files merely read as well, which a build does itself."""
    from watchdog.events import FileCreatedEvent, FileDeletedEvent, FileModifiedEvent, FileMovedEvent
    from watchdog.observers import Observer

    kinds = [FileCreatedEvent, FileDeletedEvent, FileModifiedEvent, FileMovedEvent]
    observer: Any = Observer()
    observer.schedule = partial(observer.schedule, event_filter=kinds)
    return observer


def _rebuild(builder: Callable[[], None]) -> None:
    """Show what has changed; MkDocs, which takes longer than all else, is started when somebody asks for prose.

    A fault in what every page needs is told, and everything stays as it was: an exception would stop the server.
    """
    from mkdocs.exceptions import PluginError

    assert _session.preview is not None
    try:
        _session.site = _next()
    except PluginError as error:
        log.warning(str(error))
        return
    _session.preview.follow(_session.site, partial(_renew_prose, builder))


def _renew_prose(builder: Callable[[], None]) -> None:
    """Start MkDocs again; what it gives up on is told, and the next who asks for prose lets it try again."""
    from mkdocs.exceptions import Abort, MkDocsException

    try:
        builder()
    except (MkDocsException, Abort) as error:
        log.warning(str(error))
