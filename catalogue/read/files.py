"""Files become sources: text with its path and kind. The first of the few modules that touch the disk."""

from __future__ import annotations

import hashlib
import os
import re
import stat
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from catalogue.common.findings import START, Finding, Place, Severity
from catalogue.model.grammar import LONGEST_NAME, RESERVED
from catalogue.model.types import SLUG
from catalogue.read.characters import CONTROL, count_lines, decode_bytes, is_binary, is_ordinary
from catalogue.read.file_faults import (
    Exists,
    misplaced,
    passed_over,
    refused_elsewhere,
    text_faults,
    told_of,
    unexpected,
    unreadable,
)

FOLDERS = ("innovations", "opd", "periods", "rubrics", "vocabularies")
FILES = ("region.yaml", "ekosistem.yaml", "alamat.yaml")
"""The data files that stand in no folder."""
OWNERS = ".github/CODEOWNERS"
"""What the host reads to learn whose approval a change needs; no data file."""
SIZE_LIMIT = 512 * 1024
"""Bytes of one file; the longest record that the text limits allow is about half of this."""

LINE_LIMIT = 10_000
"""Lines of one file; the longest file of the catalogue, a rubric, has a thousand."""

LEVEL_LIMIT = 8
"""Levels of folders; a catalogue has three."""

FILE_LIMIT = 50_000
"""Files below the folders of a catalogue: five times the largest that is measured."""

NAME = rf"(?!{RESERVED}[./])(?![^./]{{{LONGEST_NAME + 1}}}){SLUG}"
"""A name that every operating system takes."""

KINDS = {
    "region": r"region\.yaml",
    "innovation": rf"innovations/(?P<opd>{NAME})/(?P<id>{NAME})\.yaml",
    "opd": rf"opd/(?P<id>{NAME})\.yaml",
    "review": rf"periods/(?P<year>\d{{4}})/reviews/(?P<id>{NAME})\.yaml",
    "period": r"periods/(?P<year>\d{4})/period\.yaml",
    "results": r"periods/results\.yaml",
    "receipts": r"periods/(?P<year>\d{4})/penerimaan\.yaml",
    "rubric": rf"rubrics/(?P<id>{NAME})\.yaml",
    "ecosystem": r"ekosistem\.yaml",
    "addresses": r"alamat\.yaml",
    "synonyms": r"vocabularies/padanan\.yaml",
    "examples": r"vocabularies/contoh-daerah-lain\.yaml",
    "vocabulary": rf"vocabularies/(?P<id>{NAME})\.yaml",
}
"""The path of each kind of file, relative to the root of a catalogue."""

OF_INNOVATIONS = {"innovation", "review"}
"""The kinds of files that belong to one innovation, after which both are named."""

PATTERNS = tuple((kind, re.compile(pattern)) for kind, pattern in KINDS.items())

LFS = b"version https://git-lfs.github.com/spec/"
LFS_SAYS = "isi berkas ini penunjuk Git LFS, bukan isinya sendiri"
LFS_HELP = "Jalankan `git lfs pull`; bila berkas ini tidak perlu di Git LFS, keluarkan polanya dari `.gitattributes`."

PHOTO_BYTES = 5 * 1024 * 1024
PICTURES = (".jpg", ".jpeg", ".png", ".webp")
BESIDE = re.compile(r"(?:.*/)?(?:README\.md|\.gitkeep)|innovations/.+\.(?:jpg|jpeg|png|webp)")
"""Files that may stand beside the records."""


@dataclass(frozen=True, slots=True)
class Location:
    """What the path of a data file says of it."""

    kind: str
    path: str
    id: str
    opd: str
    year: int


@dataclass(frozen=True, slots=True)
class Source:
    """The text of one data file; `id` and `opd` come from its path, `faults` are those of the text as such."""

    kind: str
    path: str
    text: str
    id: str
    opd: str = ""
    year: int = 0
    faults: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything found on disk: the sources, the files beside them, the faults, and what was left `unread`.

    `owners` is what the host is told of whose approval a change needs.
    """

    sources: tuple[Source, ...]
    beside: frozenset[str]
    findings: tuple[Finding, ...]
    unread: tuple[Location, ...] = ()
    owners: str | None = None


def read_catalogue(root: Path, fallback: Path, only: Collection[str] = ()) -> Reading:
    """Read the files of the catalogue at `root`.

    A folder or `region.yaml` that is missing there is read from `fallback`, except the innovations and the ecosystem,
    which are nobody else's; of the closed lists each missing one is. With `only` no other innovation is read than
    those in these files or folders, each with what Bappeda says of it.
    """
    sources: dict[str, Source] = {}
    beside: set[str] = set()
    findings: list[Finding] = []
    unread: list[Location] = []
    others: list[str] = []
    located = list(_locate(root, fallback))
    wanted = _identities(only, (path for _, path in located))
    for number, (base, path) in enumerate(located):
        if number >= FILE_LIMIT:
            findings.append(_too_many(path))
            break
        if path in sources:
            continue
        if passed_over(path.rsplit("/", 1)[-1]):
            others.append(path)
            continue
        place = locate(path) if only else None
        if place and place.kind in OF_INNOVATIONS and place.id not in wanted:
            unread.append(place)
            continue
        found = _read(base, path)
        if isinstance(found, Source):
            sources[path] = found
            findings.extend(found.faults)
        elif isinstance(found, Finding):
            findings.append(found)
        else:
            beside.add(path)
            findings.extend(_picture_faults(base, path))
    findings += [told_of(others)] if others else []
    listed = tuple(sources[path] for path in sorted(sources))
    return Reading(listed, frozenset(beside), tuple(findings), tuple(unread), _owners(root))


def _owners(root: Path) -> str | None:
    file = root / OWNERS
    return _content(file, SIZE_LIMIT).decode("utf-8", "replace") if _is_file(str(file)) else None


def _identities(only: Collection[str], paths: Iterable[str]) -> set[str]:
    """Return the innovations whose files are among some files and folders."""
    chosen = (locate(path) for path in paths if any(path == one or path.startswith(f"{one}/") for one in only))
    return {place.id for place in chosen if place and place.kind in OF_INNOVATIONS}


def read_contents(contents: Mapping[str, bytes], others: Iterable[Source] = ()) -> Reading:
    """Read data files that lie in no folder, such as those of an earlier revision, by their paths.

    `others` are added as they are; of a picture without content only the name is known.
    """
    found = [to_source(location, contents[path]) for path in sorted(contents) if (location := locate(path))]
    sources = sorted((*(item for item in found if isinstance(item, Source)), *others), key=lambda item: item.path)
    beside = frozenset(path for path in contents if BESIDE.fullmatch(path))
    faults = [item for item in found if isinstance(item, Finding)]
    known = (path for path in sorted(contents) if not locate(path) and not passed_over(path.rsplit("/", 1)[-1]))
    faults += [fault for path in known if (fault := _name_fault(path, contents.__contains__))]
    pictures = (path for path in sorted(contents) if path.endswith(PICTURES) and contents[path])
    faults += [fault for path in pictures for fault in _of_picture(path, contents[path])]
    return Reading(tuple(sources), beside, tuple(faults))


def _locate(root: Path, fallback: Path) -> Iterator[tuple[Path, str]]:
    for folder in FOLDERS:
        exists = os.path.lexists(root / folder)
        base = root if exists or folder == "innovations" else fallback
        yield from ((base, path) for path in _walk(base, folder))
        if exists and folder == "vocabularies" and root != fallback:
            yield from ((fallback, path) for path in _walk(fallback, folder))
    for base in (root, fallback):
        if os.path.lexists(base / "region.yaml"):
            yield base, "region.yaml"
            break
    for name in ("ekosistem.yaml", "alamat.yaml"):
        if (root / name).exists():
            yield root, name


def _walk(base: Path, folder: str) -> list[str]:
    """Return the paths below a folder in order; a symbolic link is named but never followed."""
    start, paths = base / folder, list[str]()
    if start.is_symlink():
        paths.append(folder)
    elif start.is_dir():
        _gather(start, folder, paths)
    return paths


def _gather(start: Path | str, folder: str, paths: list[str]) -> None:
    if len(paths) > FILE_LIMIT:
        return
    try:
        with os.scandir(start) as found:
            entries = sorted(found, key=lambda entry: entry.name)
    except OSError:
        paths.append(folder)
        return
    for entry in entries:
        path = f"{folder}/{entry.name}"
        if passed_over(entry.name):
            paths.append(path)
        elif entry.is_dir(follow_symlinks=False) and path.count("/") < LEVEL_LIMIT:
            _gather(entry.path, path, paths)
        else:
            paths.append(path)


def _read(base: Path, path: str) -> Source | Finding | None:
    file = f"{base}/{path}"
    if not _is_file(file):
        if os.path.isdir(file) and not os.path.islink(file):
            help = "Inovasi disimpan sebagai `innovations/<opd>/<nama>.yaml`."
            return misplaced(path, "map tidak dapat dibuka, atau bertingkat terlalu dalam", help)
        return misplaced(path, "bukan berkas biasa", "Ganti dengan berkas biasa; tautan simbolik tidak dibaca.")
    if located := locate(path):
        try:
            return to_source(located, _content(file, SIZE_LIMIT))
        except OSError as error:
            return _closed(path, error)

    def exists(other: str) -> bool:
        return os.path.lexists(f"{base}/{other}")

    return _name_fault(path, exists)


def _name_fault(path: str, exists: Exists) -> Finding | None:
    """Say what is wrong with the name of a file that is no data file."""
    if found := refused_elsewhere(path, exists):
        return found
    return None if BESIDE.fullmatch(path) else unexpected(path, exists)


def _closed(path: str, error: OSError) -> Finding:
    return unreadable(path, START, f"berkas tidak dapat dibuka ({error.strerror})", "Periksa izin berkas ini.")


def _is_file(file: str) -> bool:
    try:
        return stat.S_ISREG(os.lstat(file).st_mode)
    except (OSError, ValueError):
        return False


def _content(file: Path | str, limit: int) -> bytes:
    """Read a file, and of one that is larger than the limit no more than shows it.

    No more room is asked for than it needs, or each text would leave a hole of half a mebibyte behind it.
    """
    with open(file, "rb") as stream:
        size = os.fstat(stream.fileno()).st_size
        return stream.read(min(size, limit) + 1)


def _picture_faults(base: Path, path: str) -> Iterator[Finding]:
    if path.endswith(PICTURES):
        try:
            yield from _of_picture(path, _content(base / path, PHOTO_BYTES))
        except OSError as error:
            yield _closed(path, error)


def _of_picture(path: str, content: bytes) -> Iterator[Finding]:
    from catalogue.read.photo import photo_fault  # noqa: PLC0415  slow to start, seldom needed

    pointer = (LFS_SAYS, LFS_HELP) if content.startswith(LFS) else None
    if fault := pointer or photo_fault(Path(path).suffix, content):
        yield Finding("foto-rusak", Severity.GALAT, Place(path), *fault)


def _too_many(path: str) -> Finding:
    message = f"katalog berisi lebih dari {FILE_LIMIT:,} berkas".replace(",", ".")
    return misplaced(path, message, "Hapus berkas yang bukan catatan inovasi.")


def locate(path: str) -> Location | None:
    """Tell which kind of file a path is, and whose; None for a path that is no data file's."""
    for kind, pattern in PATTERNS:
        if match := pattern.fullmatch(path):
            parts = match.groupdict()
            identity = parts.get("id") or parts.get("year") or kind
            return Location(kind, path, identity, parts.get("opd", ""), int(parts.get("year", 0)))
    return None


def to_source(location: Location, content: bytes) -> Source | Finding:
    """Turn the content of a data file, from wherever it comes, into a source, or say why it cannot be read."""
    path = location.path
    if len(content) > SIZE_LIMIT:
        help = "Pindahkan isi yang panjang ke dokumen tersendiri dan cantumkan tautannya."
        return unreadable(path, START, f"berkas lebih besar dari {SIZE_LIMIT:,} bita".replace(",", "."), help)
    if content.startswith(LFS):
        return unreadable(path, START, LFS_SAYS, LFS_HELP)
    text, encoding, foreign = decode_bytes(content)
    if is_binary(text):
        help = "Simpan sebagai berkas teks; gambar dan dokumen Word tidak dapat dibaca sebagai data."
        return unreadable(path, START, "isi berkas bukan teks", help)
    if (lines := count_lines(text)) > LINE_LIMIT:
        help = "Satukan baris yang terpotong, atau pindahkan isi yang panjang ke dokumen tersendiri."
        return unreadable(path, START, f"berkas terdiri atas {lines:,} baris".replace(",", "."), help)
    faults: tuple[Finding, ...] = ()
    if foreign is not None or not is_ordinary(text):
        faults = tuple(text_faults(path, text, encoding, foreign))
        text = CONTROL.sub("\ufffd", text)
    return Source(location.kind, path, text, location.id, location.opd, location.year, faults)


def content_id(text: str) -> str:
    """Return the identity that Git gives a file of this text, as long as it is plain UTF-8 with line feeds."""
    content = text.encode("utf-8", "surrogatepass")
    return hashlib.sha1(b"blob %d\0%b" % (len(content), content), usedforsecurity=False).hexdigest()
