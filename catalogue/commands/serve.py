"""`build.py serve`: the live preview."""

from __future__ import annotations

import click

from catalogue.commands.common import OK, usage
from catalogue.commands.declared import Options, command, together


@command("pratinjau yang mengikuti setiap perubahan")
@click.option("--address", default="127.0.0.1:8000", metavar="HOST:PORT", help="alamat pratinjau")
@click.option(
    "--poll",
    is_flag=True,
    help="periksa berkas dua kali sedetik; untuk map jaringan yang tidak memberitahukan perubahan",
)
@together
def run(options: Options) -> int:
    """Serve the site until interrupted."""
    from catalogue.mkdocs_adapter import BuildFailed
    from catalogue.states import serve_site

    try:
        serve_site(options.root, options.date, options.address, polling=options.poll)
    except BuildFailed as error:
        return usage(str(error))
    return OK
