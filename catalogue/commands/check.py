"""`build.py check`: the findings, in the form that is asked for."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence

from catalogue.commands.common import FINDINGS, OK, Commands, colour_on, relative, usage, within
from catalogue.findings import Finding, Severity, count
from catalogue.loading import Loaded, load
from catalogue.reports import github_report, job_summary, json_report, text_report


def register(commands: Commands, common: argparse.ArgumentParser) -> None:
    """Add the command."""
    parser = commands.add_parser("check", parents=[common], help="memeriksa berkas data")
    parser.add_argument("paths", nargs="*", metavar="BERKAS", help="hanya temuan pada berkas atau map ini")
    parser.add_argument("--format", choices=("text", "github", "json"), default="text", help="bentuk laporan")
    parser.set_defaults(command=run)


def run(options: argparse.Namespace) -> int:
    """Report the findings of the catalogue, or of some of its files."""
    loaded = load(options.root)
    wanted = [relative(path, options.root) for path in options.paths]
    findings = [found for found in loaded.findings if not wanted or within(found.place.path, wanted)]
    known = (*loaded.sources, *loaded.beside)
    unknown = [path for path in wanted if not any(within(one, [path]) for one in known)]
    if unknown and not findings:
        return usage(f"tidak ada berkas data `{unknown[0]}`")
    _write(findings, loaded, options.format)
    return FINDINGS if count(findings, Severity.GALAT) else OK


def _write(findings: Sequence[Finding], loaded: Loaded, format: str) -> None:
    if format == "json":
        sys.stdout.write(json_report(findings))
    elif format == "github":
        sys.stdout.write(github_report(findings))
        _append_job_summary(job_summary(findings, loaded.sources))
    else:
        sys.stdout.write(text_report(findings, loaded.sources, colour_on(sys.stdout)))


def _append_job_summary(text: str) -> None:
    if target := os.environ.get("GITHUB_STEP_SUMMARY"):
        with open(target, "a", encoding="utf-8") as file:
            file.write(text)
