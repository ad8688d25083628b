"""`build.py serve`: the live preview."""

from __future__ import annotations

import argparse

from catalogue.commands.common import OK, Commands, usage


def register(commands: Commands, common: argparse.ArgumentParser) -> None:
    """Add the command."""
    parser = commands.add_parser("serve", parents=[common], help="pratinjau yang mengikuti setiap perubahan")
    parser.add_argument("--address", default="127.0.0.1:8000", metavar="HOST:PORT", help="alamat pratinjau")
    parser.add_argument(
        "--poll",
        action="store_true",
        help="periksa berkas dua kali sedetik; untuk map jaringan yang tidak memberitahukan perubahan",
    )
    parser.set_defaults(command=run)


def run(options: argparse.Namespace) -> int:
    """Serve the site until interrupted."""
    from catalogue.mkdocs_adapter import BuildFailed, serve_site

    try:
        serve_site(options.root, options.date, options.address, polling=options.poll)
    except BuildFailed as error:
        return usage(str(error))
    return OK
