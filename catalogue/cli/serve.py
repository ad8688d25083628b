"""`build.py serve`: the live preview."""

from __future__ import annotations

import click

from catalogue.cli.common import OK, usage
from catalogue.cli.declared import Options, command, together


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
    from catalogue.publish.states import serve_site
    from catalogue.site.mkdocs_adapter import BuildFailed

    try:
        serve_site(options.root, options.date, options.address, polling=options.poll)
    except BuildFailed as error:
        return usage(str(error))
    return OK
