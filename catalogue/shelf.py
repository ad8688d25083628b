"""A checked catalogue without the texts that it was read from: they stand on the disk, and are read again when wanted.

Texts and the places in them are a third of what a large catalogue holds, and few are wanted once it is checked.
Places are found among the readings that were kept, a tenth of the work of reading a text again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import lru_cache, partial
from pathlib import Path
from typing import Any, TypeVar

from catalogue.collection import Catalogue, Entry
from catalogue.decode import known_keys
from catalogue.loading import HOME, MODELS, Loaded
from catalogue.readings import AT_HAND, Document, Find, Places, document_of, key_of, nothing
from catalogue.source import Source, read_source

EntryType = TypeVar("EntryType", bound=Entry[Any])


class Changed(OSError):
    """A file is not as it was checked; the message says which, in Indonesian."""


def shelve(loaded: Loaded, root: Path, fallback: Path = HOME, find: Find = nothing) -> Loaded:
    """Return a catalogue that was read from `root` without its texts; whoever asks for one may meet `Changed`.

    `find` gives the readings that were kept; without one a text is read again for the places in it.
    """
    shelf = Shelf(loaded.sources, root, fallback, find)
    return replace(loaded, catalogue=loaded.catalogue and _without_places(loaded.catalogue, shelf), sources=shelf)


class Shelf(Mapping[str, Source]):
    """The sources of a catalogue by path, each read from the disk when it is asked for."""

    def __init__(self, sources: Mapping[str, Source], root: Path, fallback: Path, find: Find) -> None:
        self._keys = {path: key_of(source) for path, source in sources.items()}
        self._bases, self._find = (root, fallback), find
        self.document = lru_cache(AT_HAND)(self._document)

    def __getitem__(self, path: str) -> Source:
        key = self._keys[path]
        for base in self._bases:
            source = read_source(base, path)
            if source and key_of(source) == key:
                return source
        raise Changed(f"`{path}` berubah sejak diperiksa; jalankan perintah ini sekali lagi")

    def __iter__(self) -> Iterator[str]:
        return iter(self._keys)

    def __len__(self) -> int:
        return len(self._keys)

    def _document(self, path: str) -> Document:
        if reading := self._find(self._keys[path]):
            return document_of(reading)
        from catalogue.yaml_nodes import parse  # noqa: PLC0415  slow to start, and seldom needed
        from catalogue.yaml_quick import read_quickly, written_down  # noqa: PLC0415  as above

        source = self[path]
        known = known_keys(MODELS[source.kind])
        read = read_quickly(source.text, known)
        if read is None and (top := parse(source.text, path, known).top):
            read = written_down(top)
        assert read, "only what could be written down has places of this kind"
        return Document(read.values, read.places)


def _without_places(catalogue: Catalogue, shelf: Shelf) -> Catalogue:
    def shelved(entry: EntryType) -> EntryType:
        if not isinstance(entry.spans, Places):
            return entry
        document: Callable[[], Document] = partial(shelf.document, entry.path)
        return replace(entry, spans=Places(document), keys=Places(document, of_keys=True))

    return replace(
        catalogue,
        innovations={slug: shelved(entry) for slug, entry in catalogue.innovations.items()},
        reviews={key: shelved(entry) for key, entry in catalogue.reviews.items()},
    )
