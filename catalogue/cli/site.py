"""`build.py site` and `serve`: check, render, and publish a folder whole or not at all; the live preview."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import click

from catalogue.cli.common import FINDINGS, OK, colour_on, day_of, say, shown, usage
from catalogue.cli.main import FOLDER, Options, command, together
from catalogue.common.program import refusal
from catalogue.read.outside import LINKS, PROPOSALS

if TYPE_CHECKING:
    from catalogue.build import Held, Settings
    from catalogue.common.findings import Finding
    from catalogue.history import History
    from catalogue.pipeline import Loaded
    from catalogue.read.outside import Federation


@command("memeriksa lalu menerbitkan situs ke map site/")
@click.option("--out", type=FOLDER, metavar="MAP", help="map hasil; bawaan: site")
@click.option(
    "--internal", is_flag=True, help="tampilkan juga yang tidak diterbitkan untuk umum; bawaan MAP: site-internal"
)
@click.option(
    "--federation",
    type=FOLDER,
    metavar="MAP",
    help="tampilkan juga daerah lain: satu salinan `api/v1/inovasi.json` tiap daerah dalam map ini",
)
@click.option(
    "--lenient", is_flag=True, help="terbitkan catatan yang keliru menurut versi baik terakhirnya, dan sebutkan"
)
@click.option("--previews", type=FOLDER, metavar="MAP", help="muat juga pratinjau usulan yang ada dalam map ini")
@click.option("--ask", is_flag=True, help="tanyakan alamat, usulan terbuka, dan ingatan tautan; untuk alur kerja")
@together
def run(options: Options) -> int:
    """Publish the site of a catalogue without faults."""
    from catalogue.publish.previews import include
    from catalogue.publish.publication import NotPublishable, replacement, require_sound, sizes
    from catalogue.publish.states import build_site
    from catalogue.report import failure_text, text_report, what_is_hidden, what_is_lost
    from catalogue.site.mkdocs_adapter import BuildFailed

    if options.federation and not options.federation.is_dir():
        return usage(f"map `{options.federation}` tidak ada")
    found = _publishable(options)
    if found is None:
        return FINDINGS
    loaded, held = found
    assert loaded.catalogue
    others, skipped = _federation(options.federation, loaded)
    if skipped:
        sys.stderr.write(text_report(skipped, {}, colour_on(sys.stderr)))
    out = (options.out or folder_of(internal=options.internal)).absolute()
    given = _settings(loaded, options)
    if given.history.failure:
        return usage(failure_text(given.history.failure))
    try:
        with replacement(out) as fresh:
            pages = build_site(
                loaded,
                replace(given, internal=options.internal, federation=others, held=held),
                options.root,
                fresh,
                say,
            )
            say("Memeriksa hasil …")
            require_sound(fresh, loaded.catalogue, sizes(out), placed=bool(given.site_url))
            for refused in include(options.previews, fresh) if options.previews else ():
                print(f"build.py: {refused}", file=sys.stderr)
    except (BuildFailed, NotPublishable) as error:
        return usage(str(error))
    except OSError as error:
        return usage(refusal(error))
    unsaid = (what_is_hidden(given.history), what_is_unknown(given, os.environ))
    told = (*unsaid, what_stays(out), what_is_lost(given.site_url), what_is_held(held))
    print(f"{pages} halaman di {shown(out)}/.{''.join(told)}")
    return OK


def _publishable(options: Options) -> tuple[Loaded, tuple[Held, ...]] | None:
    """Read the catalogue, with `--lenient` its faulty records as they last were; report what keeps it back."""
    from catalogue.check import Extent
    from catalogue.pipeline import load
    from catalogue.publish.fallback import last_good
    from catalogue.report import text_report

    say("Membaca dan memeriksa berkas …")
    loaded = load(options.root, day=day_of(options), extent=Extent.FAULTS)
    if loaded.publishable:
        return loaded, ()
    sys.stderr.write(text_report(loaded.findings, loaded.sources, colour_on(sys.stderr)))
    return last_good(loaded, _history(loaded, options), day_of(options)) if options.lenient else None


def _settings(loaded: Loaded, options: Options) -> Settings:
    """Gather the settings of the build, with `--ask` also from what the host tells."""
    from catalogue.build import settings

    if not options.ask:
        return settings(loaded, options.root, options.date, os.environ)
    from catalogue.cli.outside import told

    assert loaded.catalogue
    with TemporaryDirectory() as folder:
        environ = told(os.environ, loaded.catalogue.region, Path(folder))
        return settings(loaded, options.root, options.date, environ)


def _federation(folder: Path | None, loaded: Loaded) -> tuple[Federation, list[Finding]]:
    """Read the snapshots of other governments; without a folder there are none."""
    from catalogue.read.outside import Federation, read_federation

    assert loaded.catalogue
    return read_federation(folder, loaded.catalogue.region.kode_wilayah) if folder else (Federation(), [])


def _history(loaded: Loaded, options: Options) -> History:
    """Read the history even of a catalogue that could not be put together, which then has no branch of its own."""
    from catalogue.common.dates import build_day, time_zone
    from catalogue.history import History, read_history

    if loaded.catalogue is None:
        return History()
    region = loaded.catalogue.region
    today = build_day(options.date, os.environ, region.zona_waktu)
    return read_history(options.root, time_zone(region.zona_waktu), today=today, branch=region.cabang)


def what_is_held(held: Sequence[Held]) -> str:
    """Name the files that are shown as they last were without a fault."""
    old = ", ".join(one.path for one in held if one.shown)
    absent = ", ".join(one.path for one in held if not one.shown)
    parts = [f" Diterbitkan menurut versi baik terakhirnya: {old}." if old else ""]
    parts.append(f" Tidak diterbitkan, karena belum pernah bebas galat: {absent}." if absent else "")
    return "".join(parts)


def folder_of(*, internal: bool) -> Path:
    """Return where a site is written unless told otherwise; the public one is never overwritten by the other."""
    from catalogue.common.program import HOME

    return HOME / ("site-internal" if internal else "site")


def what_is_unknown(given: Settings, environ: Mapping[str, str]) -> str:
    """Say which file of the environment told nothing, since the pages show no more than they know."""
    gaps = {PROPOSALS: ("usulan terbuka", given.proposals), LINKS: ("keadaan tautan", given.links)}
    silent = [(name, what) for name, (what, found) in gaps.items() if environ.get(name, "").strip() and found is None]
    return "".join(f" Berkas {name} tidak terbaca, sehingga {what} tidak ditampilkan." for name, what in silent)


def what_stays(out: Path) -> str:
    """Name what somebody else put into the published folder, since it is published too."""
    from catalogue.publish.ownership import listed, strangers
    from catalogue.publish.publication import counted

    found = strangers(out, listed(out))
    return f" Isi lain di map itu dibiarkan: {counted(found)}." if found else ""


@command("pratinjau yang mengikuti setiap perubahan")
@click.option("--address", default="127.0.0.1:8000", metavar="HOST:PORT", help="alamat pratinjau")
@click.option(
    "--poll",
    is_flag=True,
    help="periksa berkas dua kali sedetik; untuk map jaringan yang tidak memberitahukan perubahan",
)
@together
def serve(options: Options) -> int:
    """Serve the site until interrupted."""
    from catalogue.publish.states import serve_site
    from catalogue.site.mkdocs_adapter import BuildFailed

    try:
        serve_site(options.root, options.date, options.address, polling=options.poll)
    except BuildFailed as error:
        return usage(str(error))
    return OK
