"""Files become sources: text with its path and kind. The first of the few modules that touch the disk."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from catalogue.characters import CONTROL, decode_bytes, is_binary
from catalogue.findings import START, Finding, Place, Severity
from catalogue.model.types import SLUG
from catalogue.phrases import phrase
from catalogue.text_faults import text_faults, unreadable

FOLDERS = ("innovations", "opd", "periods", "rubrics", "vocabularies")
FILES = ("region.yaml", "ekosistem.yaml")
"""The data files that stand in no folder."""
SIZE_LIMIT = 512 * 1024
"""Bytes of one file; the longest record that the text limits allow is about half of this."""

KINDS = {
    "region": r"region\.yaml",
    "innovation": rf"innovations/(?P<opd>{SLUG})/(?P<id>{SLUG})\.yaml",
    "opd": rf"opd/(?P<id>{SLUG})\.yaml",
    "review": rf"periods/(?P<year>\d{{4}})/reviews/(?P<id>{SLUG})\.yaml",
    "period": r"periods/(?P<year>\d{4})/period\.yaml",
    "results": r"periods/results\.yaml",
    "rubric": rf"rubrics/(?P<id>{SLUG})\.yaml",
    "ecosystem": r"ekosistem\.yaml",
    "synonyms": r"vocabularies/padanan\.yaml",
    "vocabulary": rf"vocabularies/(?P<id>{SLUG})\.yaml",
}
"""The path of each kind of file, relative to the root of a catalogue."""

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
    """Everything found on disk: the sources, the files beside them, and the faults."""

    sources: tuple[Source, ...]
    beside: frozenset[str]
    findings: tuple[Finding, ...]


def read_catalogue(root: Path, fallback: Path) -> Reading:
    """Read the files of the catalogue at `root`.

    A folder or `region.yaml` that is missing there is read from `fallback`, except the innovations and the ecosystem,
    which are nobody else's; of the closed lists each missing one is.
    """
    sources: dict[str, Source] = {}
    beside: set[str] = set()
    findings: list[Finding] = []
    for base, path in _locate(root, fallback):
        if path in sources:
            continue
        found = _read(base, path)
        if isinstance(found, Source):
            sources[path] = found
            findings.extend(found.faults)
        elif isinstance(found, Finding):
            findings.append(found)
        else:
            beside.add(path)
    return Reading(tuple(sources[path] for path in sorted(sources)), frozenset(beside), tuple(findings))


def read_contents(contents: Mapping[str, bytes], others: Iterable[Source] = ()) -> Reading:
    """Read data files that lie in no folder, such as those of an earlier revision, by their paths.

    `others` are added as they are.
    """
    found = [to_source(location, contents[path]) for path in sorted(contents) if (location := locate(path))]
    sources = sorted((*(item for item in found if isinstance(item, Source)), *others), key=lambda item: item.path)
    beside = frozenset(path for path in contents if BESIDE.fullmatch(path))
    return Reading(tuple(sources), beside, tuple(item for item in found if isinstance(item, Finding)))


def _locate(root: Path, fallback: Path) -> Iterator[tuple[Path, str]]:
    for folder in FOLDERS:
        exists = (root / folder).is_dir()
        base = root if exists or folder == "innovations" else fallback
        yield from ((base, path) for path in _walk(base, folder))
        if exists and folder == "vocabularies" and root != fallback:
            yield from ((fallback, path) for path in _walk(fallback, folder))
    for base in (root, fallback):
        if (base / "region.yaml").exists():
            yield base, "region.yaml"
            break
    if (root / "ekosistem.yaml").exists():
        yield root, "ekosistem.yaml"


def _walk(base: Path, folder: str) -> Iterator[str]:
    """Yield the paths below a folder in order; a symbolic link is named but never followed."""
    start = base / folder
    if not start.is_dir() or start.is_symlink():
        return
    for entry in sorted(start.iterdir()):
        path = f"{folder}/{entry.name}"
        if entry.is_dir() and not entry.is_symlink():
            yield from _walk(base, path)
        else:
            yield path


def _read(base: Path, path: str) -> Source | Finding | None:
    file = base / path
    if file.is_symlink() or not file.is_file():
        return _misplaced(path, "bukan berkas biasa", "Ganti dengan berkas biasa; tautan simbolik tidak dibaca.")
    if located := locate(path):
        return to_source(located, file.read_bytes())
    return None if BESIDE.fullmatch(path) else _unexpected(path)


def locate(path: str) -> Location | None:
    """Tell which kind of file a path is, and whose; None for a path that is no data file's."""
    for kind, pattern in KINDS.items():
        if match := re.fullmatch(pattern, path):
            parts = match.groupdict()
            identity = parts.get("id") or parts.get("year") or kind
            return Location(kind, path, identity, parts.get("opd", ""), int(parts.get("year", 0)))
    return None


def to_source(location: Location, content: bytes) -> Source | Finding:
    """Turn the content of a data file, from wherever it comes, into a source, or say why it cannot be read."""
    path = location.path
    if len(content) > SIZE_LIMIT:
        help = "Pindahkan isi yang panjang ke dokumen tersendiri dan cantumkan tautannya."
        return unreadable(path, START, f"berkas berukuran {len(content):,} bita".replace(",", "."), help)
    text, encoding, foreign = decode_bytes(content)
    if is_binary(text):
        help = "Simpan sebagai berkas teks; gambar dan dokumen Word tidak dapat dibaca sebagai data."
        return unreadable(path, START, "isi berkas bukan teks", help)
    faults = tuple(text_faults(path, text, encoding, foreign))
    shown = CONTROL.sub("\ufffd", text)
    return Source(location.kind, path, shown, location.id, location.opd, location.year, faults)


def _unexpected(path: str) -> Finding:
    name = path.rsplit("/", 1)[-1]
    if re.search(r"\.ya?ml$", name, re.IGNORECASE):
        stem = name.rsplit(".", 1)[0]
        if re.fullmatch(SLUG, stem) and not name.endswith(".yaml"):
            return _misplaced(
                path, f"nama berkas `{name}` tidak berakhiran `.yaml`", f"Ganti namanya menjadi `{stem}.yaml`."
            )
        if not re.fullmatch(SLUG, stem):
            help = phrase("letak-berkas/perbaikan", slug=slugify(stem))
            return _misplaced(path, phrase("letak-berkas", name=name), help)
        return _misplaced(
            path, "berkas tidak pada tempatnya", "Inovasi disimpan sebagai `innovations/<opd>/<nama>.yaml`."
        )
    return _misplaced(path, f"berkas `{name}` bukan bagian katalog", "Hapus berkas ini, atau simpan di luar map data.")


def slugify(text: str) -> str:
    """Turn any name into lower-case words joined by hyphens."""
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-") or "tanpa-nama"


def _misplaced(path: str, message: str, help: str) -> Finding:
    return Finding("letak-berkas", Severity.GALAT, Place(path), message, help)
