"""Random histories: nobody is called late whom an independent reading of what was published does not call late."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, timedelta
from itertools import combinations
from pathlib import Path

from catalogue.assess.past.past import past, punctuality
from catalogue.history import Change, History
from catalogue.history.log import told
from catalogue.history.mainline import Entry, Node, mainline
from catalogue.model import Stage
from tests.repositories import CONFIRMED, Repository, record

DUE = date(2026, 5, 15)
STAGE = Stage(id="a", nama="A", mulai=date(2026, 2, 1), selesai=DUE, asal="resmi", pelaku="OPD", langkah="tercatat")
FOLDERS = ("belum-ditetapkan", "dinas-contoh", "dinas-lain")
CONTENTS = {
    f"{name} {kind}": text
    for name in "ab"
    for kind, text in (("sah", record(name)), ("baru", record(name).replace(CONFIRMED, "")))
}
"""Two records, each confirmed and not."""

State = Mapping[str, str]
"""The files of a commit: their contents by path."""


class City:
    """A published branch with the clones and proposals of many people.

    What is published is written down as it happens, one state after another; clocks may say another day.
    """

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.wrong = self.random.choice([0, 0.05, 0.15])
        self.nodes: list[Node] = []
        self.states: dict[str, State] = {}
        self.day = date(2026, 2, 1)
        self.claims: dict[str, date] = {}
        self.tips = [self._commit({})]

    def live(self, steps: int) -> None:
        """Let days pass, on each of which somebody does one thing."""
        acts = [self._direct, self._propose, self._rebase, self._pull, self._fork, self._update]
        acts += [self._direct, self._propose] * 3
        for _ in range(steps):
            self.day += timedelta(days=self.random.randint(0, 22))
            self.tips.append(self.random.choice(acts)())

    def _commit(self, state: State, *parents: str, message: str = "Ubah", written: date | None = None) -> str:
        wrong = self.random.random() < self.wrong
        shift = self.random.choice([-9000, -90, -40, -10, 10, 40, 90, 2000]) if wrong else 0
        id, claimed = f"c{len(self.nodes)}", self.day + timedelta(days=shift)
        self.claims[id], self.states[id] = claimed, state
        committed, begun = (str((day - date(1970, 1, 1)).days * 86_400) for day in (claimed, written or claimed))
        self.nodes.append(Node(id, parents, committed, begun, message))
        return id

    def _work(self, *parents: str, message: str = "Ubah", written: date | None = None) -> str:
        """Change one record: write, confirm, spoil, move or remove it."""
        state, name = dict(self.states[parents[0]]), self.random.choice("ab")
        where = next((path for path in state if path.endswith(f"/{name}.yaml")), "")
        content = state.pop(where, f"{name} baru")
        if self.random.random() < 0.85:
            folder = where.split("/")[1] if where and self.random.random() < 0.7 else self.random.choice(FOLDERS)
            kind = self.random.choice(["sah", "sah", "baru"]) if self.random.random() < 0.7 else content[2:]
            state[f"innovations/{folder}/{name}.yaml"] = f"{name} {kind}"
        return self._commit(state, *parents, message=message, written=written)

    def _merge(self, first: str, second: str, base: str, *messages: str) -> str:
        """Join two states; what only one side changed is taken from it, and what both did from the second."""
        ours, theirs, old = self.states[first], self.states[second], self.states[base]
        names = {path for state in (ours, theirs, old) for path in state}
        taken = {path: (theirs if theirs.get(path) != old.get(path) else ours).get(path) for path in names}
        state = {path: content for path, content in sorted(taken.items()) if content}
        return self._commit(state, first, second, message=self.random.choice(messages))

    def _older(self) -> str:
        return self.random.choice(self.tips[-3:])

    def _direct(self) -> str:
        return self._work(self.tips[-1])

    def _propose(self) -> str:
        """Merge a proposal made on an older state, by the button or by hand with any message."""
        base = self._older()
        names = ("Merge pull request #7 from opd/usulan", "Merge branch 'usulan' into main", "Gabung usulan")
        return self._merge(self.tips[-1], self._work(base), base, *names)

    def _rebase(self) -> str:
        """Commit anew on what is published what was written some days before."""
        return self._work(self.tips[-1], written=self.day - timedelta(days=self.random.randint(0, 60)))

    def _pull(self) -> str:
        """Pull what is published into one's own work on an older state, and push."""
        base = self._older()
        own = self._work(self._work(base))
        address = "Merge branch 'main' of https://contoh.example/k"
        return self._merge(
            own, self.tips[-1], base, address, "Merge remote-tracking branch 'origin/main'", "Selesaikan konflik"
        )

    def _fork(self) -> str:
        """Pull the main branch of somebody else into what is published."""
        base = self._older()
        return self._merge(self.tips[-1], self._work(base), base, "Merge branch 'main' of https://opd.example/k")

    def _update(self) -> str:
        """Bring a proposal up to date, and push it as it is."""
        base = self._older()
        return self._merge(self._work(base), self.tips[-1], base, "Merge branch 'main' into usulan")


def truly_late(city: City, opd: str, today: date) -> bool:
    """Tell whether an agency came after the deadline, by the states that were published one after another.

    As few clocks were wrong as explain the whole; late is only who is late by each such explanation.
    """
    clocks = [city.claims[tip] for tip in city.tips]
    held = [holds(city.states[tip], opd) for tip in city.tips]
    began = max((number for number, each in enumerate(held) if not each), default=-1) + 1
    return began < len(held) and all(after_the_deadline(clocks, wrong, began) for wrong in explanations(clocks, today))


def holds(state: State, opd: str) -> bool:
    """Tell whether an agency has a confirmed record."""
    return any(path.split("/")[1] == opd and content.endswith("sah") for path, content in state.items())


def explanations(clocks: Sequence[date], today: date) -> list[set[int]]:
    """Return each smallest set of clocks without which the days never go back, nor beyond today or before Git."""
    possible = [number for number, day in enumerate(clocks) if date(2005, 4, 7) <= day <= today]
    mad = set(range(len(clocks))) - set(possible)
    for size in range(len(possible) + 1):
        sets = (set(wrong) for wrong in combinations(possible, size))
        if found := [wrong | mad for wrong in sets if never_back(clocks, wrong | mad)]:
            return found
    return []


def never_back(clocks: Sequence[date], wrong: set[int]) -> bool:
    """Tell whether the clocks that are not wrong agree."""
    right = [day for number, day in enumerate(clocks) if number not in wrong]
    return right == sorted(right)


def after_the_deadline(clocks: Sequence[date], wrong: set[int], number: int) -> bool:
    """Tell whether a state was published late: by its clock, or by one before it that was right."""
    return any(clocks[before] > DUE for before in range(number + 1) if before not in wrong)


def history_of(city: City, line: Sequence[Entry], today: date) -> History:
    """Write the published branch as Git would tell it."""
    changes = {entry.commit.id: tuple(_changes(city, entry)) for entry in line}
    texts = {content: text.encode() for content, text in CONTENTS.items()}

    def read(ids: Iterable[str]) -> Iterator[tuple[str, bytes]]:
        return ((id, texts[id]) for id in ids)

    return History(tuple(told(line, changes, UTC, today)), read=read)


def _changes(city: City, entry: Entry) -> Iterator[Change]:
    before: State = city.states[entry.before] if entry.before else {}
    after = city.states[entry.commit.id]
    for path in sorted({*before, *after}):
        if before.get(path) != after.get(path):
            yield Change(path, after.get(path))


def test_nobody_is_late_who_was_not(tmp_path: Path, deep: bool) -> None:
    """With wrong clocks, pulls, forks, updates, rebases, moves and removals; what is sure is told all the same."""
    catalogue, assessments = Repository.start(tmp_path / "katalog").assessed()
    late = kept = 0
    for seed in range(1_000 if deep else 150):
        city = City(seed)
        city.live(12)
        today = city.day + timedelta(days=1)
        line = mainline(city.nodes, {"main"})
        found = past(catalogue, assessments, history_of(city, line, today), today)
        for opd, since in found.progress[2026].opds.items():
            if (change := since.get("tercatat")) is None:
                continue
            arrival = change.arrival
            keeping = punctuality(STAGE, True, arrival.day, found.began_by, today, latest=arrival.latest).keadaan
            late += keeping == "terlambat"
            kept += keeping == "tepat-waktu"
            assert keeping != "terlambat" or truly_late(city, opd, today), (seed, opd, change)
    assert late >= 5, "lateness that is sure is told"
    assert kept >= 20
