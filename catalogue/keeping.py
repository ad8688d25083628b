"""What a program that goes on running keeps of its work: each result with all that it was made from."""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Iterator, Mapping
from typing import Any, TypeVar

Name = TypeVar("Name", bound=Hashable)
Result = TypeVar("Result")

NOTHING: Any = object()
"""What is known of something that was not made before, or from something else."""


class Keeper:
    """Makes everything anew each time: what a program does that runs once."""

    def find(self, what: str, name: Hashable, given: object) -> Any:
        """Return what was made of this name from the same, or NOTHING."""
        return NOTHING

    def keep(self, what: str, name: Hashable, given: object, result: Result) -> Result:
        """Remember what was made in place of what was made before, and return it."""
        return result

    def recall(self, what: str, name: Hashable, given: object, make: Callable[[], Result]) -> Result:
        """Return what was made from the same before, else make it and keep it."""
        known: Result = self.find(what, name, given)
        return self.keep(what, name, given, make()) if known is NOTHING else known


class LastingKeeper(Keeper):
    """Keeps the last result of every name for as long as what it is made from is equal.

    `given` has to hold everything on which the result depends. Objects that have stayed are compared by identity,
    so that comparing thousands of them costs next to nothing. Nobody may change a result.
    """

    def __init__(self) -> None:
        self._kept: dict[str, dict[Hashable, tuple[object, Any]]] = {}

    def find(self, what: str, name: Hashable, given: object) -> Any:
        """Return what was made of this name from the same, or NOTHING."""
        known = self._kept.get(what, {}).get(name)
        return known[1] if known is not None and (known[0] is given or known[0] == given) else NOTHING

    def keep(self, what: str, name: Hashable, given: object, result: Result) -> Result:
        """Remember what was made in place of what was made before, and return it."""
        self._kept.setdefault(what, {})[name] = (given, result)
        return result


ONCE = Keeper()
"""What keeps nothing."""


class Later(Mapping[Name, Result]):
    """Values that are made of their names when somebody asks for them, each once."""

    def __init__(self, names: Collection[Name], make: Callable[[Name], Result]) -> None:
        self._names, self._make = names, make
        self._made: dict[Name, Result] = {}

    def __getitem__(self, name: Name) -> Result:
        if name not in self._made:
            if name not in self._names:
                raise KeyError(name)
            self._made[name] = self._make(name)
        return self._made[name]

    def __iter__(self) -> Iterator[Name]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)
