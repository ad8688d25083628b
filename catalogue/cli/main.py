"""The command line of `build.py`: how its commands are declared with click, and the one that is named is run."""

from __future__ import annotations

import re
import traceback
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import date
from functools import wraps
from importlib import import_module
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import click

from catalogue.cli.common import refused, safe_output, usage
from catalogue.common.findings import closest
from catalogue.common.hosting import WrongSetting
from catalogue.common.program import HOME, missing
from catalogue.model.types import YEAR

Options = SimpleNamespace
"""What was given on the command line, by name."""

COMMANDS = {
    "site": "site",
    "check": "check",
    "serve": "site:serve",
    "new": "tidy:new",
    "import": "import_",
    "from-issue": "import_:from_issue",
    "tidy": "tidy",
    "explain": "check:explain",
    "review": "review",
    "cards": "cards",
    "previews": "previews",
    "reference": "tidy:reference",
    "verify": "review:verify",
    "remind": "remind",
    "links": "links",
    "settings": "settings",
    "watch": "watch",
}
"""The module of each command and its function, unless it is `run`, in the order of the help.

A module is imported only when one of its commands or the help is wanted.
"""

FOLDER = click.Path(path_type=Path)


class Command(click.Command):
    """A command whose help has Indonesian headings."""

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        formatter.write_usage(ctx.command_path, " ".join(self.collect_usage_pieces(ctx)), prefix="Pemakaian: ")

    def format_arguments(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        self._section("Isian", click.Argument, ctx, formatter)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        self._section("Pilihan", click.Option, ctx, formatter)

    def _section(
        self, title: str, kind: type[click.Parameter], ctx: click.Context, formatter: click.HelpFormatter
    ) -> None:
        params = [param for param in self.get_params(ctx) if isinstance(param, kind)]
        if records := [record for param in params if (record := param.get_help_record(ctx))]:
            with formatter.section(title):
                formatter.write_dl(records)


class CommandGroup(Command, click.Group):
    """All commands; each is imported when it is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module, _, function = COMMANDS[cmd_name].partition(":")
        found: click.Command = getattr(import_module(f"catalogue.cli.{module}"), function or "run")
        return found

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Perintah"):
            formatter.write_dl([(name, self._help_of(ctx, name)) for name in COMMANDS])

    def _help_of(self, ctx: click.Context, name: str) -> str:
        command = self.get_command(ctx, name)
        return command.help or "" if command else ""


class _Day(click.ParamType[date]):
    name = "tanggal"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        with suppress(ValueError):
            if re.fullmatch(f"{YEAR}-..-..", value):
                return date.fromisoformat(value)
        raise click.BadParameter(f"`{value}` bukan tanggal TTTT-BB-HH", ctx, param)


def command(help: str) -> Callable[[Callable[..., int]], click.Command]:
    """Declare a command, with the options that every command has."""

    def declare(run: Callable[..., int]) -> click.Command:
        for add in (
            click.help_option("--help", "-h", help="menampilkan bantuan ini"),
            click.option("--date", type=_Day(), metavar="TTTT-BB-HH", help="hari yang dianggap hari ini"),
            click.option("--root", type=FOLDER, default=HOME, metavar="MAP", help="map katalog; bawaan: katalog ini"),
        ):
            run = add(run)
        return click.command(cls=Command, help=help, options_metavar="[PILIHAN]")(run)

    return declare


def together(run: Callable[[Options], int]) -> Callable[..., int]:
    """Hand all options to a command as one object, once the catalogue's folder is there."""

    @wraps(run)
    def called(**given: Any) -> int:
        options = Options(**given)
        return run(options) if options.root.is_dir() else usage(f"map `{options.root}` tidak ada")

    return called


def message_of(error: click.ClickException) -> str:
    """Say in Indonesian what is wrong with a command line."""
    if isinstance(error, click.exceptions.NoSuchCommand):
        return f"tidak ada perintah `{error.command_name}`{_meant(error.command_name, list(COMMANDS))}"
    if isinstance(error, click.NoSuchOption):
        return f"tidak ada pilihan `{error.option_name}`{_meant(error.option_name, _options_of(error))}"
    if isinstance(error, click.BadOptionUsage):
        return f"nilai pilihan `{error.option_name}` kurang atau tidak diperlukan"
    if isinstance(error, click.BadParameter) and error.param:
        return _about(error, error.param)
    path = error.ctx.command_path if isinstance(error, click.UsageError) and error.ctx else "build.py"
    return f"ada kata yang tidak dikenali; lihat `{path} --help`"


def _about(error: click.BadParameter, param: click.Parameter) -> str:
    name = param.opts[0] if isinstance(param, click.Option) else param.human_readable_name
    if isinstance(error, click.MissingParameter):
        return f"`{name}` belum disebut"
    if isinstance(param.type, click.Choice):
        return f"`{name}` hanya menerima {', '.join(param.type.choices)}"
    return f"`{name}` bukan bilangan" if isinstance(param.type, click.types.IntParamType) else error.message


def _meant(word: str, known: list[str]) -> str:
    match = closest(word, known)
    return f"; mungkin maksudnya `{match}`" if match else ""


def _options_of(error: click.UsageError) -> list[str]:
    return [name for param in error.ctx.command.params for name in param.opts] if error.ctx else []


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
