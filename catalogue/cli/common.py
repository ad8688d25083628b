"""What the commands share: exit codes, messages and where they go, paths as a person gives and reads them."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import date
from functools import cache, partial
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, TextIO, cast

from catalogue.common.dates import build_day, time_zone
from catalogue.common.program import refusal

if TYPE_CHECKING:
    from typing_extensions import Buffer

    from catalogue.history import History, Tree
    from catalogue.pipeline import Loaded
    from catalogue.propose.submissions.records import Former

OK, FINDINGS, USAGE = 0, 1, 2


def usage(message: str) -> int:
    """Say why the command cannot be carried out, and return the exit code for that."""
    print(f"build.py: {message}", file=sys.stderr)
    return USAGE


def say(message: str) -> None:
    """Report progress, on a terminal only."""
    if sys.stderr.isatty():
        print(message, file=sys.stderr)


def day_of(options: SimpleNamespace) -> Callable[[str], date]:
    """Return what gives today in a time zone: the day of the command line, of the environment, or of the clock."""
    return partial(build_day, options.date, os.environ)


def read_all(options: SimpleNamespace) -> Loaded:
    """Read the catalogue; where it is too faulty to be put together, say how many faults there are."""
    from catalogue.pipeline import load
    from catalogue.report import summary_line

    loaded = load(options.root, day=day_of(options))
    if loaded.catalogue is None:
        print(summary_line(loaded.findings), file=sys.stderr)
    return loaded


def former_of(options: SimpleNamespace, loaded: Loaded) -> Former:
    """Return what finds former contents of a record; the history is read when somebody asks."""
    from catalogue.history import read_history
    from catalogue.propose.submissions import former_in

    assert loaded.catalogue
    region = loaded.catalogue.region

    @cache
    def history() -> History:
        today = day_of(options)(region.zona_waktu)
        return read_history(options.root, time_zone(region.zona_waktu), today=today, branch=region.cabang)

    def found(slug: str, mark: str) -> tuple[str, bytes] | None:
        return former_in(history())(slug, mark)

    return found


class Unknown(ValueError):
    """A revision cannot be compared with; the text says why, in Indonesian."""


def tree_of(options: SimpleNamespace) -> Tree:
    """Read the data files where what lies at the root left the revision `--base`; raise Unknown when there are none."""
    from catalogue.history import GitFailed, read_tree
    from catalogue.report import failure_text

    try:
        tree = read_tree(options.root, options.base)
    except GitFailed as error:
        raise Unknown(failure_text(error.failure)) from error
    if tree is None:
        raise Unknown(f"`{options.base}` tidak dapat dibandingkan; periksa namanya dan riwayat Git di `{options.root}`")
    return tree


def changes_of(tree: Tree, root: Path) -> frozenset[str]:
    """Return the paths that what lies at the root changes."""
    from catalogue.propose.review import changed_paths

    gone = {path for path in tree.changed if not (root / path).exists()}

    def content(path: str) -> bytes | None:
        return (root / path).read_bytes() if (root / path).is_file() else None

    return changed_paths(tree, gone, content)


def before(head: Loaded, tree: Tree, options: SimpleNamespace, day: Callable[[str], date] | None = None) -> Loaded:
    """Check the catalogue of a revision; what the root borrows from this repository it lends to both."""
    from catalogue.pipeline import assemble
    from catalogue.read.files import read_contents

    lent = [source for source in head.sources.values() if not (options.root / source.path).exists()]
    return assemble(read_contents(tree.files, lent), day)


def colour_on(stream: TextIO) -> bool:
    """Tell whether a report on this stream may be coloured (no-color.org)."""
    return stream.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def shown(path: Path) -> str:
    """Return a path as seen from the current folder."""
    here = Path.cwd()
    return str(path.relative_to(here)) if path.is_relative_to(here) else str(path)


def write_whole(file: Path, content: str | bytes) -> None:
    """Write a file so that whoever reads it meets the old content or the new one, never a part."""
    fresh = beside(file, content)
    try:
        os.replace(fresh, file)
    except BaseException:
        fresh.unlink()
        raise


def beside(file: Path, content: str | bytes) -> Path:
    """Write a content under a name that nobody else has, in the folder of the file that it is to replace."""
    import tempfile

    file.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=f".{file.name}.", dir=file.parent)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content.encode() if isinstance(content, str) else content)
            stream.flush()
            os.fsync(stream.fileno())
        os.chmod(name, file.stat().st_mode if file.exists() else 0o644)
    except BaseException:
        os.unlink(name)
        raise
    return Path(name)


def relative(path: str, root: Path) -> str:
    """Turn a path that a person gave into one relative to the root of the catalogue."""
    full = Path(os.path.normpath(Path.cwd() / path))
    base = root.absolute()
    return full.relative_to(base).as_posix() if full.is_relative_to(base) else path.rstrip("/")


def within(path: str, wanted: Sequence[str]) -> bool:
    """Tell whether a file is one of the wanted files or lies below one of the wanted folders."""
    return any(path == one or path.startswith(f"{one}/") or one == "." for one in wanted)


class Output(io.RawIOBase):
    """A pipe or a file: what its reader no longer wants is dropped, and so is all after a refusal, which is kept."""

    def __init__(self, handle: int) -> None:
        self._handle, self._gone = handle, False
        self.refused: OSError | None = None

    def writable(self) -> bool:
        return True

    def fileno(self) -> int:
        return self._handle

    def isatty(self) -> bool:
        return False

    def write(self, content: Buffer) -> int | None:
        if not self._gone:
            try:
                return os.write(self._handle, content)
            except BlockingIOError:
                return None
            except BrokenPipeError:
                self._gone = True
            except OSError as error:
                self._gone, self.refused = True, error
        return memoryview(content).nbytes


@contextmanager
def safe_output() -> Iterator[list[Output]]:
    """Let no message end the program: what an encoding lacks is written by its number. Give the streams.

    A command goes on to its end when nobody reads any more, so that its exit code says what it found.
    """
    before, opened = (sys.stdout, sys.stderr), list[Output]()
    sys.stdout, sys.stderr = (_safe(stream, opened) for stream in before)
    try:
        yield opened
    finally:
        for stream in (sys.stdout, sys.stderr):
            with suppress(OSError, ValueError):
                stream.flush()
        sys.stdout, sys.stderr = before


def _safe(stream: TextIO | None, opened: list[Output]) -> TextIO:
    if stream is None:  # closed before we began, or a program without a console
        return open(os.devnull, "w", encoding="utf-8")
    if not isinstance(stream, io.TextIOWrapper):
        return stream
    try:
        stream.flush()
        handle = stream.fileno()
    except (OSError, ValueError):
        handle = -1
    if handle < 0 or stream.isatty():
        stream.reconfigure(errors="backslashreplace")
        return stream
    opened.append(Output(handle))
    return io.TextIOWrapper(
        io.BufferedWriter(cast("io.RawIOBase", opened[-1])),
        stream.encoding,
        "backslashreplace",
        line_buffering=stream.line_buffering,
    )


def refused(streams: list[Output]) -> str | None:
    """Say why some of what was to be printed could not be written; None when nothing was refused."""
    found = next((stream.refused for stream in streams if stream.refused), None)
    return refusal(found) if found else None


def for_programs() -> None:
    """Print as UTF-8 from here on: what programs read is in no other encoding."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8")
