"""`build.py tidy`, `new` and `reference`: data files in their normal form, begun, and derived from others."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import unified_diff
from pathlib import Path

import click

from catalogue.cli.common import FINDINGS, OK, relative, shown, usage, within
from catalogue.cli.main import Options, command, together


@dataclass(frozen=True)
class Change:
    """What a file is and what it would be; `after` is None when it is left alone for the reason in `note`."""

    path: str
    before: bytes
    after: bytes | None
    note: str


@command("merapikan berkas data tanpa mengubah isinya")
@click.argument("paths", nargs=-1, metavar="[BERKAS]…", help="hanya berkas atau map ini; bawaan: semua")
@click.option("--check", is_flag=True, help="hanya memeriksa; keluar 1 bila ada yang belum rapi")
@click.option("--diff", is_flag=True, help="tulis perubahannya sebagai tambalan untuk `git apply`")
@together
def run(options: Options) -> int:
    """Tidy the files, or show what tidying would change."""
    wanted = [relative(path, options.root) for path in options.paths]
    files = [path for path in _files(options.root) if not wanted or within(path, wanted)]
    if wanted and not files:
        return usage(f"tidak ada berkas data `{options.paths[0]}`")
    changes = [change for path in files if (change := _change(options.root, path))]
    refused = [change for change in changes if change.after is None]
    for change in refused:
        print(f"{change.path} tidak dirapikan: {change.note}.", file=sys.stderr)
    untidy = [change for change in changes if change.after is not None]
    if options.diff:
        sys.stdout.flush()
        sys.stdout.buffer.write(b"".join(part for change in untidy for part in _patch(change)))
    for change in untidy:
        _carry_out(change, options)
    if options.check:
        return FINDINGS if untidy else OK
    return FINDINGS if refused and not options.diff else OK


def _files(root: Path) -> list[str]:
    from catalogue.read.files import read_catalogue

    return [source.path for source in read_catalogue(root, root).sources]


def _change(root: Path, path: str) -> Change | None:
    from catalogue.propose.tidy import tidy
    from catalogue.read.characters import decode_bytes
    from catalogue.read.files import locate
    from catalogue.read.records import MODELS

    location = locate(path)
    assert location
    before = (root / path).read_bytes()
    text, encoding, foreign = decode_bytes(before)
    tidied = tidy(text, MODELS[location.kind])
    if tidied.text is None:
        return Change(path, before, None, tidied.refusal)
    after = tidied.text.encode()
    notes = [f"pengodean {encoding} diganti UTF-8"] if foreign is not None else []
    notes += [f"{tidied.mended} kesalahan tulis diperbaiki"] if tidied.mended else []
    return Change(path, before, after, ", ".join(notes)) if after != before else None


def _carry_out(change: Change, options: Options) -> None:
    note = f" ({change.note})" if change.note else ""
    if options.check or options.diff:
        print(f"{change.path} belum rapi{note}.", file=sys.stderr)
        return
    assert change.after is not None
    (options.root / change.path).write_bytes(change.after)
    print(f"{change.path} dirapikan{note}.")


def _patch(change: Change) -> Iterator[bytes]:
    """Write one file's change as `git apply` reads it, byte for byte."""
    assert change.after is not None
    before, after = (_lines(content) for content in (change.before, change.after))
    for line in unified_diff(before, after, f"a/{change.path}", f"b/{change.path}"):
        content = line.encode("utf-8", "surrogateescape")
        yield content if content.endswith(b"\n") else content + b"\n\\ No newline at end of file\n"


def _lines(content: bytes) -> list[str]:
    """Split at line feeds only, as Git does; bytes that are not UTF-8 go through unchanged."""
    pieces = content.decode("utf-8", "surrogateescape").split("\n")
    lines = [f"{piece}\n" for piece in pieces[:-1]]
    return [*lines, pieces[-1]] if pieces[-1] else lines


@command("membuat berkas inovasi kosong")
@click.argument("target", metavar="OPD/NAMA", help="misalnya dinas-kesehatan/antar-obat")
@together
def new(options: Options) -> int:
    """Write the skeleton; an existing file stays as it is."""
    from catalogue.pipeline import load
    from catalogue.propose.tidy.fresh import BadTarget, skeleton, target_path

    try:
        file = options.root / target_path(options.target)
    except BadTarget:
        form = (
            "huruf kecil, angka, dan tanda hubung, paling banyak 80 aksara, dan bukan nama milik Windows seperti `aux`"
        )
        return usage(f"`{options.target}` tidak berbentuk OPD/NAMA: {form}")
    loaded = load(options.root)
    opd = options.target.split("/")[0]
    if loaded.catalogue and opd not in loaded.catalogue.by_opd:
        return usage(f"`{opd}` bukan OPD yang terdaftar di opd/")
    if file.exists():
        return usage(f"{shown(file)} sudah ada dan tidak ditimpa")
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(skeleton(loaded.catalogue.vocabularies if loaded.catalogue else {}), encoding="utf-8")
    print(f"{shown(file)} dibuat. Isi nilai-nilainya, lalu jalankan `build.py check`.")
    return OK


@command("membuat ulang berkas turunan model")
@click.option("--check", is_flag=True, help="hanya memeriksa; keluar 1 bila usang")
@together
def reference(options: Options) -> int:
    """Write the derived files that are stale, or only name them."""
    from catalogue.model.reference import derived_files
    from catalogue.pipeline import load
    from catalogue.propose.derived import ADDRESSES, files_of_records
    from catalogue.report import summary_line

    loaded = load(options.root)
    if loaded.catalogue is None:
        print(summary_line(loaded.findings), file=sys.stderr)
        return FINDINGS
    stale = 0
    catalogue = loaded.catalogue
    addresses = options.root / ADDRESSES
    listed = addresses.read_text(encoding="utf-8") if addresses.is_file() else None
    derived = {**derived_files(catalogue.vocabularies), **files_of_records(catalogue, listed)}
    for path, text in derived.items():
        file = options.root / path
        if file.is_file() and file.read_text(encoding="utf-8") == text:
            continue
        stale += 1
        if options.check:
            print(f"{path} usang; jalankan `build.py reference`.")
        else:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
            print(f"{path} dibuat ulang.")
    return FINDINGS if options.check and stale else OK
