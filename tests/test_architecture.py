"""Data flows one way: a stage imports only what lies before it, and each outer library has one door."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path

from catalogue.build import settings
from catalogue.collection import Catalogue, Entry, InnovationEntry
from catalogue.loading import load
from catalogue.model import Period, Results, Review, Rubric
from catalogue.paths import HOME
from catalogue.site import produce
from tests.trees import KOTA

STAGES = (
    ("lazy", "memo", "parallel"),
    ("findings", "dates", "indonesian", "phrases", "slips", "suggest", "likeness", "pictures", "model"),
    ("characters", "clock"),
    ("text_faults",),
    ("source",),
    ("history",),
    ("yaml_lines", "yaml_tree", "yaml_text"),
    ("yaml_faults",),
    ("yaml_events", "yaml_mends", "yaml_oddities"),
    ("yaml_nodes", "yaml_fast"),
    ("shape", "decode_faults", "decode"),
    ("collection",),
    ("assessment", "examples"),
    ("rules",),
    ("loading",),
    ("markup",),
    ("facets", "search"),
    ("past", "reports", "reference", "links", "federation"),
    ("tidy",),
    ("settings", "outside", "proposals", "verification"),
    ("views", "exports", "content_policy"),
    ("pages", "templating", "jinja", "prose", "publication", "album", "chasing", "inspection", "output"),
    ("production",),
    ("site",),
    ("preview",),
    ("mkdocs_adapter",),
    ("commands",),
    ("command_line",),
)
"""From the first stage to the last; modules of one stage may know each other."""

DOORS = {
    "yaml": {"yaml_events", "yaml_nodes", "yaml_fast"},
    "mkdocs": {"mkdocs_adapter"},
    "watchdog": {"mkdocs_adapter"},
    "pydantic": {"model", "decode", "shape", "reference", "reports", "proposals", "exports", "links", "federation"},
    "jinja2": {"jinja", "templating", "prose", "production", "mkdocs_adapter"},
    "subprocess": {"history"},
    "socket": {"links"},
    "http": {"links"},
    "comrak": {"markup"},
    "nh3": {"markup"},
    "Sastrawi": {"search"},
    "Stemmer": {"search"},
    "PIL": {"pictures"},
    "segno": {"pictures"},
    "click": {"command_line", "commands"},
}
"""Which parts of the package may import a library."""

DISK = {
    "source",
    "outside",
    "federation",
    "examples",
    "output",
    "production",
    "preview",
    "publication",
    "inspection",
    "album",
    "templating",
    "commands",
}
"""Which parts may read or write files."""

RANK = {part: rank for rank, stage in enumerate(STAGES) for part in stage}


def _modules() -> Iterator[tuple[str, Path, ast.Module]]:
    for path in sorted((HOME / "catalogue").rglob("*.py")):
        part = path.relative_to(HOME / "catalogue").parts[0].removesuffix(".py")
        if part != "__init__":
            yield part, path, ast.parse(path.read_text(encoding="utf-8"))


def _imports(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{name.name}" for name in node.names)


def test_every_part_has_its_stage() -> None:
    """A new part of the package is given its place in the flow."""
    assert {part for part, _, _ in _modules()} == set(RANK)


def test_no_stage_knows_a_later_one() -> None:
    """A module imports from its own stage or an earlier one."""
    against = [
        f"{path.relative_to(HOME)}: {name}"
        for part, path, tree in _modules()
        for name in _imports(tree)
        if name.startswith("catalogue.") and RANK[name.split(".")[1]] > RANK[part]
    ]
    assert against == []


def test_each_library_has_its_doors() -> None:
    """A library that stands for a decision is imported only where the decision was made."""
    against = [
        f"{path.relative_to(HOME)}: {name}"
        for part, path, tree in _modules()
        for name in _imports(tree)
        if part not in DOORS.get(name.split(".")[0], {part})
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
        f"{path.relative_to(HOME)}:{node.lineno}"
        for part, path, tree in _modules()
        for node in ast.walk(tree)
        if part not in DISK
        and (
            (isinstance(node, ast.Attribute) and node.attr in calls)
            or (isinstance(node, ast.Name) and node.id == "open")
        )
    ]
    assert against == []


def test_templates_receive_no_catalogue() -> None:
    """A view may hand a record through, and what is shown of it; whole entries, rubrics and periods stay outside."""
    given = settings(load(KOTA), KOTA, date(2026, 11, 24), {})
    production = produce(load(KOTA), given, KOTA, HOME / "templates")
    reached = {type(part) for page in production.pages for part in _parts(page.view())}
    assert reached.isdisjoint({Catalogue, Entry, InnovationEntry, Period, Rubric, Review, Results})
    assert len(reached) > 30


def _parts(value: object) -> Iterator[object]:
    yield value
    if isinstance(value, str | bytes) or value is None:
        return
    if isinstance(value, Mapping):
        inner: Iterable[object] = value.values()
    elif isinstance(value, tuple | list):
        inner = value
    else:
        inner = getattr(value, "__dict__", {}).values()
    for part in inner:
        yield from _parts(part)
