"""Rules that look at one innovation at a time find the same however many they are shown, and are not asked twice."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest

from bench.corpus import write_repository
from catalogue.loading import HOME, Loaded, load
from catalogue.rules import RULES, Check
from catalogue.rules.alone import found_alone
from catalogue.rules.registry import finding_of
from tests.test_cases import ALL, CASES, DAY, load_case
from tests.trees import HERE, lay_out

ALONE = {rule.id for rule in RULES.values() if rule.alone}
BAD = [name for name in ALL if name.split("/")[0] in ALONE and "/buruk" in name]


def context_of(loaded: Loaded, today: date | None = DAY) -> Check:
    """Return what the rules may look at, as far as those that look at one innovation at a time may."""
    assert loaded.catalogue
    return Check(loaded.catalogue, {}, sources=loaded.sources, today=today)


def together(context: Check) -> set[Any]:
    """Run the rules over everything at once."""
    rules = [rule for rule in RULES.values() if rule.alone and rule.function]
    return {finding_of(rule.id, fault) for rule in rules if rule.function for fault in rule.function(context)}


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Loaded:
    """Write a catalogue with all kinds of evidence, and load it."""
    root: Path = tmp_path_factory.mktemp("large") / "root"
    write_repository(root, 60)
    return load(root, day=lambda zone: DAY)


def _catalogues(folder: Path, large: Loaded) -> Iterator[Loaded]:
    yield large
    yield load(HOME, day=lambda zone: DAY)
    yield load(HERE / "mini", day=lambda zone: DAY)
    yield from (load_case(name, folder / str(number)) for number, name in enumerate(BAD))


def test_shown_one_at_a_time_or_all_at_once(tmp_path: Path, large: Loaded) -> None:
    """No other innovation and no day matters, and what is remembered is what was found."""
    met: set[str] = set()
    for loaded in _catalogues(tmp_path, large):
        context, memory = context_of(loaded), dict[bytes, bytes]()
        with patch("catalogue.rules.alone.SLICE", 1):
            assert set(found_alone(context, memory, 1)) == together(context)
        met |= {one.rule for one in found_alone(context, memory, 1)}
        assert set(found_alone(context, memory, 1)) == together(context)
    assert met == ALONE


def test_a_fault_that_belongs_to_no_innovation_is_found_once(tmp_path: Path) -> None:
    """However the innovations are divided among the processes, each part meets the period's files too."""
    case = (CASES / "tanggal-tanpa-sumber" / "buruk.yaml").read_text(encoding="utf-8")
    record = "nama: Antar Obat\nringkasan: Obat diantar.\nstatus_data: dikonfirmasi-opd\n"
    files = "".join(f"# berkas: innovations/dinas-contoh/{slug}.yaml\n{record}" for slug in ("satu", "dua"))
    context = context_of(load(lay_out(tmp_path, f"{case}\n{files}".encode()), day=lambda zone: DAY))
    with patch("catalogue.rules.alone.SLICE", 1):
        assert [one.rule for one in found_alone(context, {}, 1)] == ["tanggal-tanpa-sumber"]


def test_records_whose_texts_are_not_at_hand() -> None:
    """A caller that has read no file is told what can be found without one."""
    context = replace(context_of(load(HERE / "mini", day=lambda zone: DAY)), sources={})
    assert set(found_alone(context, {}, 1)) == together(context)


def test_processes_find_the_same_in_the_same_order(large: Loaded) -> None:
    """However many share the work."""
    context = context_of(large)
    found = list(found_alone(context, {}, 1))
    with patch("catalogue.rules.alone.MANY", 1), patch("catalogue.rules.alone.SLICE", 7):
        assert all(list(found_alone(context, {}, processes)) == found for processes in (1, 2, 8))


def _looked_at(context: Check, memory: dict[bytes, bytes]) -> int:
    """Count the cases that are not remembered."""
    before = len(memory)
    list(found_alone(context, memory, 1))
    return len(memory) - before


def test_what_was_seen_is_not_looked_at_again(large: Loaded) -> None:
    """A change of one record or review concerns that innovation alone; one of an agency or the period, all."""
    context, memory = context_of(large), dict[bytes, bytes]()
    catalogue = context.catalogue
    everything = _looked_at(context, memory)
    assert everything == len(catalogue.innovations) + 1
    assert _looked_at(context, memory) == 0
    assert _looked_at(replace(context, today=date(2026, 11, 25)), memory) == 0
    slug, entry = next(iter(catalogue.innovations.items()))
    changed = replace(catalogue, innovations={**catalogue.innovations, slug: replace(entry, content="0" * 40)})
    assert _looked_at(replace(context, catalogue=changed), memory) == 1
    key, review = next(iter(catalogue.reviews.items()))
    changed = replace(catalogue, reviews={**catalogue.reviews, key: replace(review, content="0" * 40)})
    assert _looked_at(replace(context, catalogue=changed), memory) == 1
    opd = next(source for source in context.sources.values() if source.kind == "opd")
    sources = {**context.sources, opd.path: replace(opd, text=f"{opd.text}# lain\n")}
    assert _looked_at(replace(context, sources=sources), memory) == everything
    assert _looked_at(replace(context, today=date.max), memory) == everything
