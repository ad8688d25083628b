"""The rules that look at one innovation at a time: run on all cores, and remembered by everything that they see.

Such a rule sees the innovation with Bappeda's files on it, and what is the same for all of them: agencies, closed
lists, rubrics, periods, and which period is the current one. It sees no other innovation, and not the day.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, MutableMapping
from dataclasses import dataclass, field, replace
from itertools import chain
from sys import intern
from typing import Any

import orjson

from catalogue.findings import Finding, Place, Span
from catalogue.keeping import NOTHING
from catalogue.rules.registry import RULES, Check, Fault, finding_of
from catalogue.workers import spread

MANY, SLICE = 200, 50
"""From how many innovations on they are looked at on all cores, and how many at once."""
OWN = {"innovation", "review"}
"""The kinds of files that belong to one innovation; all others are seen with every one."""

Found = tuple[str, Fault]
"""What a rule found, with its name."""

Memory = MutableMapping[bytes, bytes]
"""What was found before, by a mark of all that the rules saw."""


@dataclass(frozen=True, slots=True)
class _Case:
    """What the rules see at once: an innovation with its reviews, or, without a `slug`, all that belongs to none."""

    slug: str | None
    paths: list[str]
    seen: list[object]
    """What is in those files: the entries, or the sources of those that could not be read or belong to none."""
    reviews: list[tuple[int, str]] = field(default_factory=list)


def found_alone(context: Check, memory: Memory, processes: int) -> Iterator[Finding]:
    """Yield what the rules find that look at one innovation at a time."""
    cases, seen = _cases(context), _seen_by_all(context)
    known = [context.keeper.find("found", case.slug, (seen, case.seen)) for case in cases]
    keys = {number: _key(cases[number], seen, context) for number, found in enumerate(known) if found is NOTHING}
    new = [number for number, key in keys.items() if key not in memory]
    slices = [new[start : start + SLICE] for start in range(0, len(new), SLICE)]

    def look(number: int) -> list[tuple[bytes, bytes]]:
        found = _look([cases[item] for item in slices[number]], context)
        return [(keys[item], _written(one)) for item, one in zip(slices[number], found, strict=True)]

    for done in spread(look, len(slices), processes if len(new) >= MANY else 1):
        memory.update(done)
    for number, key in keys.items():
        case = cases[number]
        known[number] = context.keeper.keep("found", case.slug, (seen, case.seen), _read(memory, key))
    yield from chain.from_iterable(known)


def _cases(context: Check) -> list[_Case]:
    rest = _Case(None, [], [])
    cases = {slug: _Case(slug, [entry.path], [entry]) for slug, entry in context.catalogue.innovations.items()}
    taken = {case.paths[0] for case in cases.values()}
    for key, review in context.catalogue.reviews.items():
        case = cases.get(key[1], rest)
        case.reviews.append(key)
        if case is not rest:
            case.paths.append(review.path)
            case.seen.append(review)
            taken.add(review.path)
    rest.paths[:] = [path for path in context.sources if path not in taken]
    rest.seen[:] = map(context.sources.get, rest.paths)
    return [rest, *cases.values()]


def _seen_by_all(context: Check) -> bytes:
    seen = hashlib.blake2b(str(context.period.tahun).encode(), digest_size=16)
    for path, source in context.sources.items():
        if source.kind not in OWN:
            seen.update(f"\0{path}\0{source.text}".encode("utf-8", "surrogatepass"))
    return seen.digest()


def _key(case: _Case, seen: bytes, context: Check) -> bytes:
    catalogue, sources = context.catalogue, context.sources
    if case.slug is None:
        contents = [sources[path].text for path in case.paths if path in sources and sources[path].kind in OWN]
    else:
        contents = [catalogue.innovations[case.slug].content, *(catalogue.reviews[key].content for key in case.reviews)]
    own = "\0".join([*case.paths, *contents]).encode("utf-8", "surrogatepass")
    return hashlib.blake2b(own, key=seen, digest_size=16).digest()


def _look(cases: list[_Case], context: Check) -> list[list[Found]]:
    """Run the rules over some cases at once, and return what was found of each."""
    owners = {path: found for case in cases for found in [list[Found]()] for path in case.paths}
    rest: list[Found] = []
    whole = context.catalogue
    part = replace(
        whole,
        innovations={case.slug: whole.innovations[case.slug] for case in cases if case.slug is not None},
        reviews={key: whole.reviews[key] for case in cases for key in case.reviews},
    )
    sources = {path: context.sources[path] for path in owners if path in context.sources}
    check = Check(part, {}, sources=sources, current=context.period)
    for rule in RULES.values():
        if rule.alone and rule.function:
            for fault in rule.function(check):
                owners.get(fault.place.path, rest).append((rule.id, fault))
    return [owners[case.paths[0]] if case.paths else rest for case in cases]


def _written(found: Iterable[Found]) -> bytes:
    rows = [
        (id, _place(one.place), one.message, one.help, _place(one.related), one.related_message, one.replacement)
        for id, one in found
    ]
    return orjson.dumps(rows) if rows else b""


def _place(place: Place | None) -> tuple[str | int, ...] | None:
    return (place.path, *place.span) if place else None


def _read(memory: Memory, key: bytes) -> tuple[Finding, ...]:
    return tuple(map(_finding, orjson.loads(memory[key]))) if memory[key] else ()


def _finding(row: list[Any]) -> Finding:
    id, place, message, help, related, note, replacement = row
    there = _at(related) if related else None
    return finding_of(id, Fault(_at(place), message, intern(help), there, intern(note), replacement))


def _at(place: list[Any]) -> Place:
    return Place(intern(place[0]), Span(*place[1:]))
