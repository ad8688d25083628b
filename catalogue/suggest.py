"""The word that someone most likely meant."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from difflib import SequenceMatcher

GOOD_ENOUGH = 0.72
CLEAR_LEAD = 0.06


def _plain(word: str) -> str:
    return re.sub(r"[^a-z0-9]+", "", word.casefold())


def closest(word: str, candidates: Iterable[str] | Mapping[str, Iterable[str]]) -> str | None:
    """Return the candidate that clearly wins, or None.

    `candidates` may map each candidate to its other names, such as the title of a code.
    """
    names = candidates if isinstance(candidates, Mapping) else dict.fromkeys(candidates, ())
    wanted = _plain(word)
    if not wanted:
        return None
    scored = sorted(((_score(wanted, (name, *other)), name) for name, other in names.items()), reverse=True)
    if not scored or scored[0][0] < GOOD_ENOUGH:
        return None
    exact = scored[0][0] == 1 and (len(scored) == 1 or scored[1][0] < 1)
    runner_up = scored[1][0] if len(scored) > 1 else 0.0
    return scored[0][1] if exact or scored[0][0] - runner_up >= CLEAR_LEAD else None


def _score(wanted: str, names: Iterable[str]) -> float:
    best = 0.0
    for name in map(_plain, names):
        matcher = SequenceMatcher(None, wanted, name, autojunk=False)
        if matcher.real_quick_ratio() > best:
            best = max(best, matcher.ratio())
    return best
