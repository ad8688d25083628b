"""`build.py tidy`: data files in their normal form, or the change that would bring them there."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import unified_diff
from pathlib import Path

import click

from catalogue.cli.common import FINDINGS, OK, relative, usage, within
from catalogue.cli.declared import Options, command, together


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
