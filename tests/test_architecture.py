"""Data flows one way: a folder is a stage and imports only from stages before it; each outer library has one door."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from enum import Enum
from functools import cache

from catalogue.build import settings
from catalogue.common.program import HOME
from catalogue.model import Period, Results, Review, Rubric
from catalogue.publish.production import produce
from catalogue.read.catalogue import Catalogue, Entry, InnovationEntry
from tests.exported import frozen_city
from tests.trees import KOTA

PACKAGE = HOME / "catalogue"
STAGES = (
    ("common",),
    ("model",),
    ("read",),
    ("history",),
    ("assess",),
    ("check",),
    ("search",),
    ("pipeline",),
    ("build",),
    ("propose",),
    ("export", "site", "report"),
    ("publish",),
    ("cli",),
)
"""From the first stage to the last; those beside each other do not know each other."""

DOORS = {
    "yaml": {"read/yaml"},
    "mkdocs": {"site/mkdocs_adapter"},
    "watchdog": {"site/mkdocs_adapter"},
    "jinja2": {"site", "publish/production"},
    "comrak": {"site/markup"},
    "nh3": {"site/markup"},
    "segno": {"site/markup"},
    "PIL": {"read/photo", "publish/pictures"},
    "pydantic": {"common", "model", "read", "propose", "export"},
    "subprocess": {"history", "cli/remind"},
    "socket": {"propose/links"},
    "http": {"propose/links", "cli/host"},
    "Sastrawi": {"search"},
    "Stemmer": {"search"},
    "xlsxwriter": {"export/workbook"},
    "openpyxl": {"propose/cells", "propose/marked_copy"},
    "click": {"cli"},
    "ctypes": {"publish/publication"},
    "gc": {"common/parallel"},
}
"""Where a library that stands for a decision may be imported: a folder or a module."""

DISK = {"read", "publish", "cli", "check/examples", "site/templating"}
"""Where files may be read or written."""


@cache
def _modules() -> list[tuple[str, ast.Module]]:
    """Parse every module below the top, by its path without the ending."""
    paths = sorted(path for path in PACKAGE.rglob("*.py") if path != PACKAGE / "__init__.py")
    names = [path.relative_to(PACKAGE).with_suffix("").as_posix() for path in paths]
    return [(name, ast.parse(path.read_text(encoding="utf-8"))) for name, path in zip(names, paths, strict=True)]


def _within(module: str, places: Iterable[str]) -> bool:
    return any(module == place or module.startswith(f"{place}/") for place in places)


def _imports(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{name.name}" for name in node.names)


def test_every_folder_is_a_stage() -> None:
    """A new folder or module at the top is given its place in the flow."""
    assert {name.split("/")[0] for name, _ in _modules()} == {part for stage in STAGES for part in stage}


def test_no_stage_knows_a_later_one() -> None:
    """A module imports from its own folder or from one of an earlier stage."""
    rank = {part: number for number, stage in enumerate(STAGES) for part in stage}
    against = [
        f"{name}: {imported}"
        for name, tree in _modules()
        for imported in _imports(tree)
        if imported.startswith("catalogue.")
        and (there := imported.split(".")[1]) != (here := name.split("/")[0])
        and rank[there] >= rank[here]
    ]
    assert against == []


def test_each_library_has_its_doors() -> None:
    """A library that stands for a decision is imported only where the decision was made."""
    against = [
        f"{name}: {imported}"
        for name, tree in _modules()
        for imported in _imports(tree)
        if not _within(name, DOORS.get(imported.split(".")[0], {name}))
    ]
    assert against == []


def test_few_parts_touch_the_disk() -> None:
    """Reading and writing files happens at the two ends of the pipeline."""
    calls = {
        "read_text",
        "read_bytes",
        "write_text",
        "write_bytes",
        "mkdir",
        "iterdir",
        "rglob",
        "glob",
        "unlink",
        "rename",
    }
    against = [
        f"{name}:{node.lineno}"
        for name, tree in _modules()
        for node in ast.walk(tree)
        if not _within(name, DISK)
        and (
            (isinstance(node, ast.Attribute) and node.attr in calls)
            or (isinstance(node, ast.Name) and node.id == "open")
        )
    ]
    assert against == []


def test_templates_receive_no_catalogue() -> None:
    """A view may hand a record through, and what is shown of it; whole entries, rubrics and periods stay outside."""
    loaded = frozen_city()
    given = settings(loaded, KOTA, date(2026, 11, 24), {})
    production = produce(loaded, given, KOTA, HOME / "templates")
    reached = {type(part) for page in production.pages for part in _parts(page.view())}
    assert reached.isdisjoint({Catalogue, Entry, InnovationEntry, Period, Rubric, Review, Results})
    assert len(reached) > 30


def _parts(value: object) -> Iterator[object]:
    yield value
    if isinstance(value, str | bytes | Enum) or value is None:
        return
    if isinstance(value, Mapping):
        inner: Iterable[object] = value.values()
    elif isinstance(value, tuple | list):
        inner = value
    else:
        inner = getattr(value, "__dict__", {}).values()
    for part in inner:
        yield from _parts(part)
