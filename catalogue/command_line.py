"""The command line of `build.py`: arguments are parsed here and handed to the command that they name."""

from __future__ import annotations

import argparse
import re
import traceback
from collections.abc import Sequence
from contextlib import suppress
from datetime import date
from pathlib import Path

from catalogue.commands import registers
from catalogue.commands.common import Command, usage
from catalogue.loading import HOME
from catalogue.model.types import YEAR


def main(arguments: Sequence[str]) -> int:
    """Run one command and return its exit code.

    A fault of this program keeps its traceback, for the report to its developers, and is told apart from faults in the
    data by its exit code.
    """
    words = list(arguments)
    if not words or (words[0].startswith("--") and words[0] != "--help"):
        words.insert(0, "site")
    options = _parser(words[0]).parse_args(words)
    if not options.root.is_dir():
        return usage(f"map `{options.root}` tidak ada")
    command: Command = options.command
    try:
        return command(options)
    except Exception:  # noqa: BLE001  the last place where anything can be said
        traceback.print_exc()
        return usage(
            "kesalahan pada program ini, bukan pada data Anda; laporkan kepada pengelola beserta tulisan di atas"
        )


def _parser(word: str) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="build.py", description="Memeriksa dan menerbitkan katalog inovasi daerah.")
    commands = parser.add_subparsers(required=True, metavar="perintah")
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument("--root", type=Path, default=HOME, metavar="MAP", help="map katalog; bawaan: katalog ini")
    common.add_argument("--date", type=_day, metavar="TTTT-BB-HH", help="hari yang dianggap hari ini")
    for register in registers(word):
        register(commands, common)
    return parser


def _day(text: str) -> date:
    with suppress(ValueError):
        if re.fullmatch(f"{YEAR}-..-..", text):
            return date.fromisoformat(text)
    raise argparse.ArgumentTypeError(f"`{text}` bukan tanggal TTTT-BB-HH")
