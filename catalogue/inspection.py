"""The last look at a site before it is published: what a template, an export or a full disk may have spoilt.

It reads what was written, and trusts no stage before it: every link and anchor leads somewhere, every record is
there with every value, every file for machines can be read, and there is no less than last time without a reason.
Bytes that were found in order before are not looked at closer, as long as nothing that they may lead to has gone;
which files still have them, `inspected` tells.
"""

from __future__ import annotations

import csv
import html
import posixpath
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from urllib.parse import unquote, urlsplit

from catalogue.collection import Catalogue, InnovationEntry
from catalogue.inspected import Inspected, Stamp, Standing, bytes_mark, survey
from catalogue.intact import checksum, checksum_of, is_json, is_xml, length
from catalogue.marks import mark_of
from catalogue.publication import NotPublishable

TOLD = 20
"""Faults that are told; one broken partial shows on every page."""
SHRUNK = 0.5
"""A site with no fewer innovations than before and less than this share of its pages or bytes is not published."""
FEW, SMALL = 20, 100_000
"""So few pages, and files of one kind with so few bytes, may shrink as they like."""
UNEXPLAINED = "padahal inovasinya tidak berkurang; bila memang begitu, hapus dahulu map situs yang lama"
EMPTY = {".katalog", ".nojekyll"}
"""Files that are empty on purpose."""

READ = (".html", ".json", ".jsonld", ".xml", ".svg")
"""How the names of the files end that are looked into."""

PROMISED = (
    *("index.html", "404.html", "inovasi/index.html", "opd/index.html", "kepatuhan/index.html", "linimasa/index.html"),
    *("indeks/index.html", "usul/index.html", "pratinjau/index.html", "data/index.html"),
    *("api/v1/index.json", "api/v1/inovasi.json", "api/v1/opd.json", "data/inovasi.csv", "data/inovasi.xlsx"),
    *("data/katalog.sqlite", "data/datapackage.json", "data/dcat.jsonld", "feed.xml", "linimasa.ics"),
    *("skema/inovasi.schema.json", "sitemap.xml", "robots.txt"),
)
"""Addresses that every site of a catalogue has."""

LINKS = (b'href="', b'src="', b'action="')
ANCHOR = b'id="'
UP = b"../"
ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:|//")


def require_sound(folder: Path, site_url: str, catalogue: Catalogue, before: Standing) -> Inspected:
    """Return what was found in order; raise NotPublishable with what is wrong with a written site.

    `before` is what it would replace. A fault is told only by an inspection that looked at everything.
    """
    base = urlsplit(site_url).path
    inspection = Inspection(folder, base, before)
    if any(inspection.faults(catalogue)):
        inspection = Inspection(folder, base, Standing(before.sizes))
        if faults := told(inspection.faults(catalogue)):
            raise NotPublishable(f"situs tidak diterbitkan karena hasilnya keliru:\n{faults}")
    return inspection.result()


@dataclass
class Inspection:
    """A written site as found on the disk; `base` is the path below which it will be served.

    `before` is what it would replace, and what an inspection of that found in order.
    """

    folder: Path
    base: str
    before: Standing = field(default_factory=Standing)
    last: Inspected = field(init=False)
    stamps: dict[str, Stamp] = field(default_factory=dict)
    marks: dict[str, str] = field(default_factory=dict)
    records: dict[str, tuple[str, str]] = field(default_factory=dict)
    files: dict[str, int] = field(default_factory=dict)
    looked: set[str] = field(default_factory=set)
    wanted: dict[tuple[str, str], str] = field(default_factory=dict)
    known: dict[str, str | None] = field(default_factory=dict)
    led: dict[bytes, tuple[str | None, str]] = field(default_factory=dict)
    sound: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.last = self.before.sound

    def faults(self, catalogue: Catalogue) -> Iterator[str]:
        """Yield what is wrong, in words for whoever publishes."""
        self.stamps = {path: stamp for path, stamp, _ in survey(self.folder)}
        self.files = {path: stamp[0] for path, stamp in self.stamps.items()}
        if not self.last.files.keys() <= self.files.keys():
            self.last = Inspected()
        yield from (f"`{path}` kosong" for path, size in self.files.items() if not size and path not in EMPTY)
        yield from self._lost(catalogue)
        for path in self.files:
            yield from self._file(path)
        yield from self._dead_anchors()
        yield from self._shrunk()

    def result(self) -> Inspected:
        """Return what was found in order, once there was no fault."""
        files = {path: self.marks.get(path, "") for path in self.files}
        wanted = self.last.wanted | self.wanted.keys()
        return Inspected(files, self.stamps, wanted=wanted, records=self.records)

    def _mark(self, path: str) -> str:
        if path not in self.marks:
            stamp, mark = self.before.known.get(path, (None, ""))
            untouched = mark and stamp == self.stamps[path]
            self.marks[path] = mark if untouched else bytes_mark(self.folder / path, self.files[path])
        return self.marks[path]

    def _file(self, path: str) -> Iterator[str]:
        if path in self.sound or not path.endswith(READ) or self._mark(path) == self.last.files.get(path):
            return
        if path.endswith(".html"):
            yield from self._page(path, (self.folder / path).read_bytes())
        elif path.endswith((".json", ".jsonld")):
            if not is_json(self.folder / path, self.files[path]):
                yield f"`{path}` bukan JSON yang utuh"
        elif not is_xml(self.folder / path):
            yield f"`{path}` bukan XML yang utuh"

    def _page(self, path: str, content: bytes) -> Iterator[str]:
        if not content.rstrip().endswith(b"</html>"):
            yield f"halaman `{path}` terpotong"
        self.looked.add(path)
        anchors, top = frozenset(_values(content, ANCHOR)), UP * path.count("/")
        links = {link for name in LINKS for link in _values(content, name)}
        for link in links.difference(b"#" + anchor for anchor in anchors):
            there, fragment = (
                self._from_top(link[len(top) :]) if top and link.startswith(top) else self._from(path, link)
            )
            if there is None:
                yield f"halaman `{path}` menaut ke `{_split(link)[0]}` yang tidak ada"
            elif there == path and fragment:
                yield from _dead(path, fragment, path, anchors)
            elif there and fragment:
                self.wanted.setdefault((there, fragment), path)

    def _from_top(self, link: bytes) -> tuple[str | None, str]:
        """Return where a link that goes up to the top and from there leads; all pages share most of them."""
        if link not in self.led:
            address, fragment = _split(link)
            self.led[link] = self._at(address), fragment
        return self.led[link]

    def _from(self, page: str, link: bytes) -> tuple[str | None, str]:
        address, fragment = _split(link)
        return self._resolved(posixpath.dirname(page), address) if address else page, fragment

    def _resolved(self, here: str, address: str) -> str | None:
        """Return the file that an address leads to, nothing for one elsewhere, None for one that is missing."""
        if ELSEWHERE.match(address):
            return ""
        if address.startswith("/"):
            if not address.startswith(self.base):
                return None
            here, address = "", address.removeprefix(self.base)
        while address.startswith("../") and here:
            here, address = here.rpartition("/")[0], address[3:]
        return self._at(f"{here}/{address}" if here else address)

    def _at(self, path: str) -> str | None:
        """Return the file at a path from the top; pages of all folders name the same ones in different ways."""
        if path not in self.known:
            self.known[path] = self._target(path)
        return self.known[path]

    def _target(self, path: str) -> str | None:
        for candidate in (path, path + "index.html"):
            if candidate in self.files:
                return candidate
        found = posixpath.normpath(unquote(urlsplit(path).path) or ".").removeprefix(".")
        for candidate in (found, posixpath.join(found, "index.html")):
            if candidate in self.files:
                return candidate
        return None

    def _dead_anchors(self) -> Iterator[str]:
        """Yield the anchors of other pages that are missing; the pages are read again, one after the other."""
        wanted = {pair: pair[0] for pair in self.last.wanted if pair[0] in self.looked} | self.wanted
        for there, pairs in groupby(sorted(wanted), key=itemgetter(0)):
            if there.endswith(".html"):
                anchors = frozenset(_values((self.folder / there).read_bytes(), ANCHOR))
                for _, fragment in pairs:
                    yield from _dead(wanted[there, fragment], fragment, there, anchors)

    def _lost(self, catalogue: Catalogue) -> Iterator[str]:
        needed = [*PROMISED, *(f"opd/{id}/index.html" for id in catalogue.opds)]
        needed += [f"kepatuhan/{year}/index.html" for year in catalogue.periods]
        yield from (f"`{path}` tidak ada" for path in needed if path not in self.files)
        for id, entry in catalogue.innovations.items():
            page, data = f"inovasi/{id}/index.html", f"api/v1/inovasi/{id}.json"
            if page not in self.files or data not in self.files:
                yield f"inovasi `{id}` tidak ada pada situs"
            elif not self._tells(entry, data):
                yield f"isi inovasi `{id}` pada situs berbeda dari catatannya"
        yield from self._miscounted(len(catalogue.innovations))

    def _tells(self, entry: InnovationEntry, data: str) -> bool:
        """Tell whether the file of an innovation has every value of its record, which follows from its text."""
        found = self.records[entry.id] = entry.content or mark_of(entry.record) or "", self._mark(data)
        if all(found) and self.last.records.get(entry.id) == found:
            return True
        return checksum_of(self.folder / data) == checksum(entry.record.model_dump())

    def _miscounted(self, wanted: int) -> Iterator[str]:
        """Compare the number of innovations in the lists for machines with that of the catalogue."""
        counts: dict[str, Callable[[Path], int | None]] = {
            "api/v1/inovasi.json": partial(length, name="inovasi"),
            "data/inovasi.csv": _rows,
        }
        for path, count in counts.items():
            found = count(self.folder / path) if path in self.files else wanted
            if found == wanted:
                self.sound.add(path)
            elif found is not None:
                yield f"`{path}` memuat {found} inovasi, padahal katalog memuat {wanted}"

    def _shrunk(self) -> Iterator[str]:
        old = self.before.sizes
        pages, records = _counts(self.files)
        pages_before, records_before = _counts(old)
        if records < records_before:
            return
        if pages_before > FEW and pages < SHRUNK * pages_before:
            yield f"situs tinggal {pages} halaman dari {pages_before}, {UNEXPLAINED}"
        now = _bytes(self.files)
        for kind, size in _bytes(old).items():
            if size > SMALL and now[kind] < SHRUNK * size:
                yield f"`{kind}` tinggal {now[kind]} bita dari {size}, {UNEXPLAINED}"


def _values(content: bytes, name: bytes) -> Iterator[bytes]:
    """Yield the values of an attribute in a page; `name` ends with the sign that begins them.

    To split takes a tenth of the time of a pattern, which has to look at every space.
    """
    before, *rest = content.split(name)
    for text in rest:
        value, quote, _ = text.partition(b'"')
        if quote and before[-1:].isspace():
            yield value
        before = text


def _split(link: bytes) -> tuple[str, str]:
    """Return the address and the fragment that a link in a page names."""
    address, _, fragment = html.unescape(link.decode(errors="replace")).partition("#")
    return address, fragment


def _dead(page: str, fragment: str, there: str, anchors: frozenset[bytes]) -> Iterator[str]:
    if unquote(fragment).encode() not in anchors:
        yield f"halaman `{page}` menaut ke `{there}#{fragment}`, tetapi bagian itu tidak ada"


def told(faults: Iterable[str]) -> str:
    """Say as many faults as somebody reads; nothing when there is none."""
    found = list(faults)
    more = [f"dan {len(found) - TOLD} hal lain"] if len(found) > TOLD else []
    return "\n".join(f"  - {fault}" for fault in [*found[:TOLD], *more])


def _bytes(files: Mapping[str, int]) -> Counter[str]:
    """Return how many bytes the files of each kind have, which is the folder at the top and the ending."""
    found: Counter[str] = Counter()
    for path, size in files.items():
        top, slash, name = path.partition("/")
        found[f"{top}/*{posixpath.splitext(name)[1]}" if slash else f"*{posixpath.splitext(path)[1]}"] += size
    return found


def _rows(file: Path) -> int:
    """Count the rows of a CSV file below its head; 0 for a file that is none."""
    try:
        with file.open(encoding="utf-8-sig", newline="") as stream:
            return sum(1 for _ in csv.reader(stream)) - 1
    except (ValueError, csv.Error):
        return 0


def _counts(files: Mapping[str, int]) -> tuple[int, int]:
    pages = [path for path in files if path.endswith(".html")]
    return len(pages), sum(path.startswith("inovasi/") for path in pages)
