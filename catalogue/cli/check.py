"""`build.py check` and `explain`: the findings, in the form that is asked for, and what a rule means."""

from __future__ import annotations

import os
import sys
import textwrap
from collections.abc import Sequence
from pathlib import Path

import click

from catalogue.check import RULES, Extent
from catalogue.cli.common import (
    FINDINGS,
    OK,
    Unknown,
    before,
    changes_of,
    colour_on,
    day_of,
    for_programs,
    relative,
    tree_of,
    usage,
    within,
)
from catalogue.cli.main import Options, command, together
from catalogue.common.dates import build_day, time_zone
from catalogue.common.findings import Finding, Severity, count
from catalogue.common.hosting import published_at
from catalogue.common.program import refusal
from catalogue.history import Tree, read_history
from catalogue.pipeline import Loaded, load
from catalogue.read.catalogue import Catalogue
from catalogue.report import github_report, history_report, job_summary, json_report, text_report

FORMATS = ("text", "github", "json")


@command("memeriksa berkas data")
@click.argument("paths", nargs=-1, metavar="[BERKAS]…", help="hanya temuan pada berkas atau map ini")
@click.option("--format", type=click.Choice(FORMATS), default="text", help="bentuk laporan")
@click.option("--base", metavar="REV", help="hanya temuan yang belum ada pada cabang atau commit ini")
@together
def run(options: Options) -> int:
    """Report the findings of the catalogue, or of some of its files."""
    wanted = [path for path in (relative(path, options.root) for path in options.paths) if path != "."]
    if options.base and wanted:
        return usage("`--base` membandingkan seluruh katalog; jalankan tanpa nama berkas")
    try:
        tree = tree_of(options) if options.base else None
    except Unknown as reason:
        return usage(str(reason))
    extent = Extent.FILES if wanted else Extent.ALL
    changed = changes_of(tree, options.root) if tree else frozenset[str]()
    loaded = load(options.root, day=day_of(options), extent=extent, only=wanted, changed=changed)
    found = _new(loaded, tree, options) if tree else loaded.findings
    findings = [one for one in found if not wanted or within(one.place.path, wanted)]
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


def _new(loaded: Loaded, tree: Tree, options: Options) -> Sequence[Finding]:
    """Return the findings that the revision has not, and say how many faults were there before."""
    from catalogue.propose.review.changes import new_findings

    found = new_findings(before(loaded, tree, options, day_of(options)), loaded)
    known = count(loaded.findings, Severity.GALAT) - count(found, Severity.GALAT)
    if known:
        print(f"{known} galat sudah ada pada `{options.base}`; bukan karena usulan ini.", file=sys.stderr)
    return found


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


WIDTH = 100


@command("menjelaskan satu aturan pemeriksaan")
@click.argument("rule", metavar="ATURAN", help="nama di dalam kurung siku pada laporan")
@together
def explain(options: Options) -> int:
    """Print the explanation of a rule, with a wrong and a right example."""
    from catalogue.check.examples import Examples, read_examples
    from catalogue.common.findings import closest

    rule = RULES.get(options.rule)
    if rule is None:
        match = closest(options.rule, list(RULES))
        return usage(f"tidak ada aturan `{options.rule}`" + (f"; mungkin maksudnya `{match}`" if match else ""))
    print(f"{rule.id} ({rule.severity_label}): {rule.title}")
    basis = [f"Dasar: {rule.basis}"] if rule.basis else []
    for text in (rule.what, f"Mengapa: {rule.why}", *basis, f"Perbaikan: {rule.mend}"):
        print(f"\n{textwrap.fill(text, WIDTH, break_on_hyphens=False)}")
    examples = read_examples().get(rule.id, Examples())
    for title, listed in (("Contoh salah", examples.wrong), ("Contoh benar", examples.right)):
        for example in listed[:1]:
            _show(title, example.files)
            if example.report:
                print(f"\nLaporannya:\n\n{textwrap.indent(example.report, '    ')}")
    return OK


def _show(title: str, files: dict[str, str]) -> None:
    from catalogue.read.excerpt import visible

    for path, text in files.items():
        lines = "\n".join(visible(line) for line in text.split("\n"))
        print(f"\n{title} ({path}):\n\n{textwrap.indent(lines, '    ')}")
