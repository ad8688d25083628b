"""What each change did to a record, field by field; a change of layout alone is none."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from catalogue.assess.past import BATCH, MANY, Chronicle, Version
from catalogue.assess.scoring import fingerprint
from catalogue.common.parallel import parallel_map
from catalogue.history import Commit, History
from catalogue.model import Fact, Innovation
from catalogue.read.decode import known_keys
from catalogue.read.files import Source, to_source
from catalogue.read.records import read_record
from catalogue.read.yaml import Node, Scalar, Sequence

MATURITY = "kematangan"


@dataclass(frozen=True, slots=True)
class Edit:
    """One change of an innovation; fields of the maturity are named with their indicator, `kematangan.sdm`.

    `former` is the agency it was moved from, `reviewed` are the periods in which Bappeda's file on it changed;
    `readable` is false when the text before or after could not be read, so that nothing is known of the fields.
    """

    commit: Commit
    new: bool = False
    filled: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    emptied: tuple[str, ...] = ()
    former: str | None = None
    reviewed: tuple[int, ...] = ()
    readable: bool = True

    @property
    def empty(self) -> bool:
        told = (self.filled, self.changed, self.emptied, self.former, self.reviewed)
        return self.readable and not self.new and not any(told)


def edits(versions: Iterable[Version], history: History, processes: int = 1) -> dict[str, tuple[Edit, ...]]:
    """Return the changes of every innovation, the newest first."""
    by_slug: dict[str, list[Version]] = defaultdict(list)
    for version in versions:
        by_slug[version.slug].append(version)
    pairs = [pair for found in by_slug.values() for pair in pairwise(found) if pair[0].content != pair[1].content]
    differences = _differences(pairs, history, processes)
    return {slug: tuple(_edits(found, differences))[::-1] for slug, found in by_slug.items()}


Difference = Mapping[str, list[str]]
"""Field names by what happened to them; empty when one of the texts is unreadable."""


def _key(before: Version, after: Version) -> str:
    return f"ubah {before.content} {after.content}"


def _differences(pairs: Iterable[tuple[Version, Version]], history: History, processes: int) -> dict[str, Difference]:
    """Compare the contents of each pair once."""
    new = list({_key(*pair): pair for pair in pairs if pair[0].location and pair[1].location}.items())
    known: dict[str, Difference] = {}
    contents = dict(history.read(dict.fromkeys(version.content for _, pair in new for version in pair)))
    batches = [new[start : start + BATCH] for start in range(0, len(new), BATCH)]

    def compare(number: int) -> list[tuple[str, Difference]]:
        pairs = ((key, [_fields(version, contents) for version in pair]) for key, pair in batches[number])
        return [(key, _compare(*fields)) for key, fields in pairs]

    for part in parallel_map(compare, len(batches), processes if len(new) >= MANY else 1):
        known.update(part)
    return known


def _fields(version: Version, contents: Mapping[str, bytes]) -> dict[str, Any] | None:
    """Return the values of a version by field; None when its text is missing or broken."""
    assert version.location
    content = contents.get(version.content)
    source = to_source(version.location, content) if content is not None else None
    fields = _values(source) if isinstance(source, Source) else None
    if fields is None:
        return None
    indicators = fields.pop(MATURITY, None)
    if isinstance(indicators, dict):
        fields |= {f"{MATURITY}.{name}": value for name, value in indicators.items()}
    return {name: value for name, value in fields.items() if value}


def _values(source: Source) -> dict[str, Any] | None:
    from catalogue.read.yaml.fast import read_fast  # noqa: PLC0415  slow to import, and only edits read YAML
    from catalogue.read.yaml.nodes import parse  # noqa: PLC0415  slow to import, and most versions are ordinary

    if read := read_fast(source.text, known_keys(Innovation)):
        return read.values
    parsed = parse(source.text, source.path)
    if parsed.top is None or parsed.broken or parsed.partial:
        return None
    return {key.text: _plain(value) for key, value in parsed.top.items}


def _plain(node: Node) -> Any:
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, Sequence):
        return [_plain(item) for item in node.items]
    return {key.text: _plain(value) for key, value in node.items}


def _compare(before: dict[str, Any] | None, after: dict[str, Any] | None) -> Difference:
    if before is None or after is None:
        return {}
    both = [name for name in after if name in before]
    return {
        "diisi": [name for name in after if name not in before],
        "diubah": [name for name in both if after[name] != before[name]],
        "dikosongkan": [name for name in before if name not in after],
    }


def _edits(versions: list[Version], differences: Mapping[str, Difference]) -> Iterator[Edit]:
    last: Version | None = None
    for version in versions:
        edit = _edit(last, version, differences)
        if edit and not edit.empty:
            yield edit
        last = version


def _edit(before: Version | None, after: Version, differences: Mapping[str, Difference]) -> Edit | None:
    """Describe one step; one by which the innovation went is described by its coming back."""
    if after.location is None:
        return None
    if before is None or before.location is None:
        return Edit(after.commit, new=True)
    same = before.content == after.content
    found = {} if same else differences[_key(before, after)]
    return Edit(
        commit=after.commit,
        filled=tuple(found.get("diisi", ())),
        changed=tuple(found.get("diubah", ())),
        emptied=tuple(found.get("dikosongkan", ())),
        former=before.location.opd if before.location.opd != after.location.opd else None,
        reviewed=tuple(sorted(year for year, _ in set(before.reviews) ^ set(after.reviews))),
        readable=same or bool(found),
    )


@dataclass(frozen=True, slots=True)
class Former:
    """The fact as it was when it was examined, and the change that replaced it, None while that is not committed."""

    fact: Fact[Any]
    replaced: Commit | None


def waiting_since(chronicle: Chronicle, slug: str, key: str, fact: Fact[Any]) -> Commit | None:
    """Return the change since which a fact and its evidence are what they are; None for one not yet committed."""
    mark, since = fingerprint(fact), None
    for version in reversed(chronicle.of(slug)):
        if _mark(chronicle, version, key) != mark:
            break
        since = version.commit
    return since


def examined(chronicle: Chronicle, slug: str, key: str, mark: str) -> Former | None:
    """Return the fact that carried this fingerprint last; None when no version of the past does."""
    versions = chronicle.of(slug)
    replaced: Commit | None = None
    for version in reversed(versions):
        if _mark(chronicle, version, key) == mark:
            fact = _fact(chronicle, version, key)
            return Former(fact, replaced) if fact else None
        replaced = version.commit
    return None


def _mark(chronicle: Chronicle, version: Version, key: str) -> str | None:
    return chronicle.judgements[version.key].marks.get(key) if version.location else None


def _fact(chronicle: Chronicle, version: Version, key: str) -> Fact[Any] | None:
    assert version.location
    content = dict(chronicle.history.read([version.content])).get(version.content, b"")
    record = read_record(version.location, content, chronicle.catalogue.vocabularies)
    maturity = record.kematangan if isinstance(record, Innovation) else None
    return getattr(maturity, key, None)
