"""What differs between two states of a catalogue: records, findings, ladder, target and index."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Set
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from typing import Literal

from catalogue.assess import READINGS, STEPS, Assessment, InnovationState, ReadingResult, assess
from catalogue.common.findings import Finding
from catalogue.history import Tree
from catalogue.pipeline import Loaded
from catalogue.propose.review.values import FieldChange, Verdict, field_changes, verdicts
from catalogue.read.catalogue import Catalogue, InnovationEntry
from catalogue.read.files import locate

Kind = Literal["baru", "diubah", "dipindahkan", "diganti-nama", "dihapus"]
ALIKE, SHARED = 0.6, 4
"""How much of its lines, and how many, a file must share with one that went to be taken for it under a new name."""
CONFIRMATION = re.compile(r"^pengesahan:.*\n(?:  .*\n)*", re.MULTILINE)


@dataclass(frozen=True)
class RecordChange:
    """One innovation that the proposal adds, changes, moves or removes; `before` and `after` are where it lay."""

    kind: Kind
    name: str
    slug: str
    before: InnovationEntry | None
    after: InnovationEntry | None
    fields: tuple[FieldChange, ...]
    step_before: str | None
    step_after: str | None


@dataclass(frozen=True)
class Effect:
    """A number of the whole catalogue before and after."""

    label: str
    before: str
    after: str


@dataclass(frozen=True)
class Proposal:
    """Everything that a proposal changes.

    `unreadable` are innovations whose file cannot be read yet, `reworded` those of which only the layout or a comment
    changed, `files` the changed files that are no innovations; `met` and `lost` name the agencies that meet the target
    since, or no longer. `irregular` are links and submodules; in a `conflict` both sides changed the same lines.
    """

    year: int
    records: tuple[RecordChange, ...]
    unreadable: tuple[str, ...]
    reworded: tuple[str, ...]
    files: tuple[str, ...]
    new: tuple[Finding, ...]
    solved: tuple[Finding, ...]
    met: tuple[str, ...]
    lost: tuple[str, ...]
    effects: tuple[Effect, ...]
    assessed: bool
    verdicts: tuple[Verdict, ...] = ()
    irregular: tuple[str, ...] = ()
    conflict: bool = False


@dataclass(frozen=True)
class _Side:
    catalogue: Catalogue
    assessment: Assessment


def compare(base: Loaded, head: Loaded, changed: tuple[str, ...], today: date) -> Proposal:
    """Compare two states; `changed` are the paths of all files that differ, of whatever kind."""
    before, after = _side(base, today), _side(head, today)
    records = tuple(_records(base, head, before, after)) if base.catalogue and head.catalogue else ()
    moved = {item.before.path: item.after.path for item in records if item.before and item.after}
    written = {path for path in changed if _is_record(path) and path in head.sources}
    readable = {entry.path for entry in head.catalogue.innovations.values()} if head.catalogue else set()
    shown = {item.after.path for item in records if item.after}
    new, solved = _findings(base.findings, head.findings, moved)
    both = (before, after) if before and after else None
    return Proposal(
        year=head.catalogue.period_on(today).tahun if head.catalogue else today.year,
        records=records,
        unreadable=tuple(sorted(written - readable)),
        reworded=tuple(sorted((written & readable) - shown)),
        files=tuple(path for path in changed if not _is_record(path)),
        new=new,
        solved=solved,
        met=_met(both, gained=True),
        lost=_met(both, gained=False),
        effects=tuple(_effects(*both)) if both else (),
        assessed=both is not None,
        verdicts=tuple(verdicts(base.catalogue, head.catalogue)) if base.catalogue and head.catalogue else (),
    )


def changed_paths(tree: Tree, gone: Set[str], content: Callable[[str], bytes | None]) -> frozenset[str]:
    """Return the paths that a proposal changes; a review that only goes along with its record's new name is none.

    `content` gives what one of the files holds that are not `gone`.
    """
    records = {place.id for path in gone if (place := locate(path)) and place.kind == "innovation"}
    left = {path for path in gone if (place := locate(path)) and place.kind == "review" and place.id in records}
    old = {(path.split("/")[1], tree.files.get(path)): path for path in left}
    moved: set[str] = set()
    for path in set(tree.changed) - gone:
        place = locate(path)
        if place and place.kind == "review" and (now := content(path)) is not None:
            before = old.get((path.split("/")[1], now))
            moved |= {path, before} if before else set()
    return frozenset(tree.changed) - moved


def _side(loaded: Loaded, today: date) -> _Side | None:
    """Assess a state; None while it lacks what an assessment needs."""
    catalogue = loaded.catalogue
    if catalogue is None:
        return None
    period = catalogue.period_on(today)
    return _Side(catalogue, assess(catalogue, period, today)) if period.rubrik in catalogue.rubrics else None


def _is_record(path: str) -> bool:
    location = locate(path)
    return location is not None and location.kind == "innovation"


def _records(base: Loaded, head: Loaded, before: _Side | None, after: _Side | None) -> Iterator[RecordChange]:
    assert base.catalogue
    assert head.catalogue
    old, new = base.catalogue.innovations, head.catalogue.innovations
    present = {source.id for source in head.sources.values() if source.kind == "innovation"}
    gone = {slug: entry for slug, entry in old.items() if slug not in present}
    renamed = _renamed(gone, {slug: entry for slug, entry in new.items() if slug not in old}, base, head)
    for slug in sorted({*old, *new}):
        if slug in renamed.values() or (slug in old and slug in present and slug not in new):
            continue
        was, now = old.get(renamed.get(slug, slug)), new.get(slug)
        if was and now and (was.path, was.record) == (now.path, now.record):
            continue
        yield _record(slug, was, now, before, after)


def _renamed(
    gone: Mapping[str, InnovationEntry], fresh: Mapping[str, InnovationEntry], base: Loaded, head: Loaded
) -> dict[str, str]:
    """Pair each new name with the one it had: as `alamat_lama` says, or by the likeness of the files."""
    found: dict[str, str] = {}
    for slug, entry in fresh.items():
        left = [old for old in gone if old not in found.values()]
        stated = next((old for old in entry.record.alamat_lama if old in left), None)
        likeness = {old: _likeness(base.sources[gone[old].path].text, head.sources[entry.path].text) for old in left}
        closest = max(likeness, key=lambda old: likeness[old], default=None)
        if stated:
            found[slug] = stated
        elif closest and likeness[closest] >= ALIKE:
            found[slug] = closest
    return found


def _likeness(one: str, other: str) -> float:
    matcher = SequenceMatcher(None, _own_lines(one), _own_lines(other), autojunk=False)
    if matcher.real_quick_ratio() < ALIKE or sum(block.size for block in matcher.get_matching_blocks()) < SHARED:
        return 0.0
    return matcher.ratio()


def _own_lines(text: str) -> list[str]:
    """Return the lines of a record without who confirmed it, which those of one agency have in common."""
    return CONFIRMATION.sub("", text).splitlines()


def _record(
    slug: str, was: InnovationEntry | None, now: InnovationEntry | None, before: _Side | None, after: _Side | None
) -> RecordChange:
    named = now or was
    assert named
    return RecordChange(
        kind=_kind(was, now),
        name=named.record.nama,
        slug=slug,
        before=was,
        after=now,
        fields=field_changes(was.record if was else None, now.record) if now else (),
        step_before=_step(before, was),
        step_after=_step(after, now),
    )


def _kind(was: InnovationEntry | None, now: InnovationEntry | None) -> Kind:
    if was is None:
        return "baru"
    if now is None:
        return "dihapus"
    if was.id != now.id:
        return "diganti-nama"
    return "dipindahkan" if was.opd != now.opd else "diubah"


def _step(side: _Side | None, entry: InnovationEntry | None) -> str | None:
    state: InnovationState | None = side.assessment.innovations.get(entry.id) if side and entry else None
    return state.step if state else None


def new_findings(base: Loaded, head: Loaded) -> tuple[Finding, ...]:
    """Return what is found in a state and was not in the one it came from, wherever its lines moved to."""
    was, now = (
        {source.id: path for path, source in side.sources.items() if source.kind == "innovation"}
        for side in (base, head)
    )
    moved = {path: now[slug] for slug, path in was.items() if slug in now}
    if base.catalogue and head.catalogue:
        gone = {slug: entry for slug, entry in base.catalogue.innovations.items() if slug not in now}
        fresh = {slug: entry for slug, entry in head.catalogue.innovations.items() if slug not in was}
        moved |= {was[old]: now[new] for new, old in _renamed(gone, fresh, base, head).items()}
    return _findings(base.findings, head.findings, moved)[0]


def _findings(
    before: tuple[Finding, ...], after: tuple[Finding, ...], moved: Mapping[str, str]
) -> tuple[tuple[Finding, ...], tuple[Finding, ...]]:
    """Tell new findings from solved ones; lines may shift and files may move without making a finding new."""
    known = Counter(_mark(finding, moved) for finding in before)
    still = Counter(_mark(finding, {}) for finding in after)
    new = _left_over(after, known, {})
    return new, _left_over(before, still, moved)


def _left_over(
    findings: tuple[Finding, ...], others: Counter[tuple[str, str, str]], moved: Mapping[str, str]
) -> tuple[Finding, ...]:
    left = Counter(others)
    found = []
    for finding in findings:
        mark = _mark(finding, moved)
        if left[mark]:
            left[mark] -= 1
        else:
            found.append(finding)
    return tuple(found)


def _mark(finding: Finding, moved: Mapping[str, str]) -> tuple[str, str, str]:
    path = finding.place.path
    return finding.rule, moved.get(path, path), finding.message


def _met(both: tuple[_Side, _Side] | None, *, gained: bool) -> tuple[str, ...]:
    if both is None:
        return ()
    before, after = ({state.opd for state in side.assessment.fulfilled} for side in both)
    changed = after - before if gained else before - after
    names = {id: side.catalogue.opds[id].record.nama for side in both for id in side.catalogue.opds}
    return tuple(sorted(names[id] for id in changed))


def _effects(before: _Side, after: _Side) -> Iterator[Effect]:
    for label, was, now in zip(_labels(), _numbers(before), _numbers(after), strict=True):
        if was != now:
            yield Effect(label, was, now)


def _labels() -> tuple[str, ...]:
    readings = (f"Proyeksi indeks ({name})" for name in READINGS)
    return ("Catatan dalam katalog", "OPD yang memenuhi target", "Urusan pelayanan dasar yang terwakili", *readings)


def _numbers(side: _Side) -> tuple[str, ...]:
    assessment, index = side.assessment, side.assessment.index
    shown = assessment.period.publikasi.indeks
    iid = (_iid(index.bacaan[name]) if shown else "" for name in READINGS)
    target = f"{len(assessment.fulfilled)} dari {len(assessment.obliged)}"
    kinds = f"{assessment.funnel[STEPS[0]]} inovasi, {assessment.leads} petunjuk"
    return (kinds, target, str(index.urusan_dasar_terpenuhi), *iid)


def _iid(reading: ReadingResult | None) -> str:
    return f"{reading.iid:.2f}".replace(".", ",") if reading else "belum dapat diproyeksikan"
