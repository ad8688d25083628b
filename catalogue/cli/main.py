"""The command line of `build.py`: arguments are parsed here and handed to the command that they name."""

from __future__ import annotations

import traceback
from collections.abc import Sequence

import click

from catalogue.cli.common import usage
from catalogue.cli.declared import CommandGroup, message_of
from catalogue.cli.streams import refused, safe_output
from catalogue.common.requirements import missing
from catalogue.common.web import WrongSetting


def main(arguments: Sequence[str]) -> int:
    """Run one command and return its exit code.

    A fault of this program keeps its traceback, for the report to its developers, and is told apart from faults in the
    data by its exit code.
    """
    words = list(arguments)
    if not words or (words[0].startswith("--") and words[0] != "--help"):
        words.insert(0, "site")
    with safe_output() as streams:
        code = _run(words)
    reason = refused(streams)
    return usage(f"hasil tidak tercetak seluruhnya: {reason}") if reason else code


def _run(words: Sequence[str]) -> int:
    try:
        code: int = _build.main(words, prog_name="build.py", standalone_mode=False)
    except click.ClickException as error:
        return usage(message_of(error))
    except WrongSetting as error:
        return usage(str(error))
    except click.Abort:
        raise KeyboardInterrupt from None
    except Exception as error:  # noqa: BLE001  the last place where anything can be said
        if isinstance(error, ImportError) and (reason := missing(error)):
            return usage(f"{reason}.")
        traceback.print_exc()
        return usage(
            "kesalahan pada program ini, bukan pada data Anda; laporkan kepada pengelola beserta tulisan di atas"
        )
    return code


@click.group(cls=CommandGroup, subcommand_metavar="PERINTAH [PILIHAN]…", options_metavar="")
@click.help_option("--help", "-h")
def _build() -> None:
    """Memeriksa dan menerbitkan katalog inovasi daerah."""
