"""`build.py check`: the findings, in the form that is asked for."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path

import click

from catalogue.check import Extent
from catalogue.cli.common import (
    FINDINGS,
    OK,
    colour_on,
    day_of,
    relative,
    usage,
    within,
)
from catalogue.cli.declared import Options, command, together
from catalogue.cli.streams import for_programs
from catalogue.common.dates import build_day, time_zone
from catalogue.common.findings import Finding, Severity, count
from catalogue.common.refusals import refusal
from catalogue.common.web import published_at
from catalogue.history import read_history
from catalogue.pipeline import Loaded, load
from catalogue.read.catalogue import Catalogue
from catalogue.report import github_report, history_report, job_summary, json_report, text_report

FORMATS = ("text", "github", "json")


@command("memeriksa berkas data")
@click.argument("paths", nargs=-1, metavar="[BERKAS]…", help="hanya temuan pada berkas atau map ini")
@click.option("--format", type=click.Choice(FORMATS), default="text", help="bentuk laporan")
@together
def run(options: Options) -> int:
    """Report the findings of the catalogue, or of some of its files."""
    wanted = [path for path in (relative(path, options.root) for path in options.paths) if path != "."]
    extent = Extent.FILES if wanted else Extent.ALL
    loaded = load(options.root, day=day_of(options), extent=extent, only=wanted)
    findings = [found for found in loaded.findings if not wanted or within(found.place.path, wanted)]
    known = (*loaded.sources, *loaded.beside)
    unknown = [path for path in wanted if not any(within(one, [path]) for one in known)]
    if unknown and not findings:
        return usage(f"tidak ada berkas data `{unknown[0]}`")
    if options.format != "text":
        for_programs()
    sys.stdout.write(_report(findings, loaded, options))
    if not wanted and loaded.catalogue:
        sys.stderr.write(_history(loaded.catalogue, options))
    return FINDINGS if count(findings, Severity.GALAT) else OK


def _report(findings: Sequence[Finding], loaded: Loaded, options: Options) -> str:
    rules_at = _rules_address(loaded)
    prefix = _prefix(options.root)
    if options.format == "json":
        return json_report(findings, rules_at)
    if options.format == "github":
        _append_job_summary(job_summary(findings, loaded.sources, rules_at))
        return github_report(findings, loaded.sources, prefix)
    return text_report(findings, loaded.sources, colour_on(sys.stdout), rules_at)


def _history(catalogue: Catalogue, options: Options) -> str:
    """Say of which changes Git cannot tell the day, and why."""
    region = catalogue.region
    today = build_day(options.date, os.environ, region.zona_waktu)
    zone = time_zone(region.zona_waktu)
    return history_report(read_history(options.root, zone, today=today, branch=region.cabang))


def _rules_address(loaded: Loaded) -> str | None:
    """Return the address below which the published site explains each rule; None while it has no address."""
    address = published_at(os.environ, loaded.catalogue.region.alamat if loaded.catalogue else None)
    return f"{address}aturan/" if address else None


def _prefix(root: Path) -> str:
    """Return the way from the repository, in which CI calls us, to the catalogue."""
    here, there = Path.cwd(), root.absolute()
    return f"{there.relative_to(here).as_posix()}/" if there != here and there.is_relative_to(here) else ""


def _append_job_summary(text: str) -> None:
    """Show a report on the page of the run too, when there is a place for that."""
    target = os.environ.get("GITHUB_STEP_SUMMARY")
    try:
        if target:
            with open(target, "a", encoding="utf-8") as file:
                file.write(text)
    except OSError as error:
        print(f"build.py: GITHUB_STEP_SUMMARY {refusal(error)}", file=sys.stderr)
