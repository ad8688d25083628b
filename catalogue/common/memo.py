"""The memo of a running preview: results by name, each good for as long as its inputs are equal."""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Iterator, Mapping
from typing import Any, TypeVar

Result = TypeVar("Result")


class Memo:
    """Keeps the last result of every name; a build that runs once has no memo at all.

    The inputs have to hold everything on which the result depends; objects that stayed are compared by identity first.
    """

    def __init__(self) -> None:
        self._kept: dict[Hashable, tuple[tuple[object, ...], Any]] = {}

    def recall(self, name: Hashable, inputs: tuple[object, ...], make: Callable[[], Result]) -> Result:
        """Return the result that was made from equal inputs, else make and keep it."""
        known = self._kept.get(name)
        if known is None or known[0] != inputs:
            known = self._kept[name] = (inputs, make())
        result: Result = known[1]
        return result


def recall(memo: Memo | None, name: Hashable, inputs: tuple[object, ...], make: Callable[[], Result]) -> Result:
    """Return a result from the memo, where there is one; else make it."""
    return make() if memo is None else memo.recall(name, inputs, make)


Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")


class LazyMapping(Mapping[Key, Value]):
    """Values that are made from their keys on first access and then kept."""

    def __init__(self, keys: Collection[Key], make: Callable[[Key], Value]) -> None:
        self._keys, self._make = keys, make
        self._made: dict[Key, Value] = {}

    def __getitem__(self, key: Key) -> Value:
        if key not in self._made:
            if key not in self._keys:
                raise KeyError(key)
            self._made[key] = self._make(key)
        return self._made[key]

    def __iter__(self) -> Iterator[Key]:
        return iter(self._keys)

    def __len__(self) -> int:
        return len(self._keys)
