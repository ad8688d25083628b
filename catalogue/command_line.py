"""The commands of `build.py`: arguments in, reports and exit codes out.

Exit codes: 0 all well, 1 findings stop publication, 2 wrong usage or a fault of this program.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from catalogue.findings import Finding, Severity, count
from catalogue.loading import HOME, Loaded, load
from catalogue.reports import github_report, job_summary, json_report, summary_line, text_report

OK, FINDINGS, USAGE = 0, 1, 2


def main(arguments: Sequence[str]) -> int:
    """Run one command and return its exit code."""
    words = list(arguments)
    if not words or (words[0].startswith("--") and words[0] != "--help"):
        words.insert(0, "site")
    options = _parser().parse_args(words)
    if not options.root.is_dir():
        return _usage(f"map `{options.root}` tidak ada")
    command: Callable[[argparse.Namespace], int] = options.command
    return command(options)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="build.py", description="Memeriksa dan menerbitkan katalog inovasi daerah.")
    commands = parser.add_subparsers(required=True, metavar="perintah")
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument("--root", type=Path, default=HOME, metavar="MAP", help="map katalog; bawaan: katalog ini")
    common.add_argument("--date", type=_day, metavar="TTTT-BB-HH", help="hari yang dianggap hari ini")

    site = commands.add_parser("site", parents=[common], help="memeriksa lalu menerbitkan situs ke map site/")
    site.add_argument("--out", type=Path, default=None, metavar="MAP", help="map hasil; bawaan: site")
    site.set_defaults(command=_site)
    check = commands.add_parser("check", parents=[common], help="memeriksa berkas data")
    check.add_argument("paths", nargs="*", metavar="BERKAS", help="hanya temuan pada berkas atau map ini")
    check.add_argument("--format", choices=("text", "github", "json"), default="text", help="bentuk laporan")
    check.set_defaults(command=_check)
    serve = commands.add_parser("serve", parents=[common], help="pratinjau yang mengikuti setiap perubahan")
    serve.add_argument("--address", default="127.0.0.1:8000", metavar="HOST:PORT", help="alamat pratinjau")
    serve.set_defaults(command=_serve)
    new = commands.add_parser("new", parents=[common], help="membuat berkas inovasi kosong")
    new.add_argument("target", metavar="OPD/NAMA", help="misalnya dinas-kesehatan/antar-obat")
    new.set_defaults(command=_new)
    explain = commands.add_parser("explain", parents=[common], help="menjelaskan satu aturan pemeriksaan")
    explain.add_argument("rule", metavar="ATURAN")
    explain.set_defaults(command=_explain)
    reference = commands.add_parser("reference", parents=[common], help="membuat ulang berkas turunan model")
    reference.add_argument("--check", action="store_true", help="hanya memeriksa; keluar 1 bila usang")
    reference.set_defaults(command=_reference)
    return parser


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"`{text}` bukan tanggal TTTT-BB-HH") from None


def _usage(message: str) -> int:
    print(f"build.py: {message}", file=sys.stderr)
    return USAGE


def _say(message: str) -> None:
    if sys.stderr.isatty():
        print(message, file=sys.stderr)


def _report(findings: Sequence[Finding], loaded: Loaded) -> None:
    colour = sys.stderr.isatty() and not os.environ.get("NO_COLOR")
    sys.stderr.write(text_report(findings, loaded.sources, colour))


def _site(options: argparse.Namespace) -> int:
    from catalogue.mkdocs_adapter import BuildFailed, build_site
    from catalogue.publication import NotPublishable, replacement
    from catalogue.settings import settings

    _say("Membaca dan memeriksa berkas …")
    loaded = load(options.root)
    if not loaded.publishable:
        _report(loaded.findings, loaded)
        return FINDINGS
    out = (options.out or HOME / "site").absolute()
    try:
        with replacement(out) as fresh:
            given = settings(loaded, options.root, options.date, os.environ)
            pages = build_site(loaded, given, options.root, fresh, _say)
    except (BuildFailed, NotPublishable, OSError) as error:
        return _usage(str(error))
    warnings = count(loaded.findings, Severity.PERINGATAN)
    note = f" Ada {warnings} peringatan: jalankan `build.py check`." if warnings else ""
    print(f"{pages} halaman di {_shown(out)}/.{note}")
    return OK


def _shown(path: Path) -> str:
    here = Path.cwd()
    return str(path.relative_to(here)) if path.is_relative_to(here) else str(path)


def _check(options: argparse.Namespace) -> int:
    loaded = load(options.root)
    wanted = [_relative(path, options.root) for path in options.paths]
    findings = [found for found in loaded.findings if not wanted or _within(found.place.path, wanted)]
    unknown = [
        path for path in wanted if not any(_within(known, [path]) for known in (*loaded.sources, *loaded.beside))
    ]
    if unknown and not findings:
        return _usage(f"tidak ada berkas data `{unknown[0]}`")
    if options.format == "json":
        sys.stdout.write(json_report(findings))
    elif options.format == "github":
        sys.stdout.write(github_report(findings))
        _append_job_summary(job_summary(findings, loaded.sources))
    else:
        sys.stdout.write(text_report(findings, loaded.sources, sys.stdout.isatty() and not os.environ.get("NO_COLOR")))
    return FINDINGS if count(findings, Severity.GALAT) else OK


def _relative(path: str, root: Path) -> str:
    full = Path(os.path.normpath(Path.cwd() / path))
    base = root.absolute()
    return full.relative_to(base).as_posix() if full.is_relative_to(base) else path.rstrip("/")


def _within(path: str, wanted: Sequence[str]) -> bool:
    return any(path == one or path.startswith(f"{one}/") or one == "." for one in wanted)


def _append_job_summary(text: str) -> None:
    if target := os.environ.get("GITHUB_STEP_SUMMARY"):
        with open(target, "a", encoding="utf-8") as file:
            file.write(text)


def _serve(options: argparse.Namespace) -> int:
    from catalogue.mkdocs_adapter import BuildFailed, serve_site

    try:
        serve_site(options.root, options.date, options.address)
    except BuildFailed as error:
        return _usage(str(error))
    return OK


def _new(options: argparse.Namespace) -> int:
    from catalogue.proposals.skeleton import BadTarget, skeleton, target_path

    try:
        file = options.root / target_path(options.target)
    except BadTarget:
        return _usage(f"`{options.target}` tidak berbentuk OPD/NAMA dengan huruf kecil, angka, dan tanda hubung")
    loaded = load(options.root)
    opd = options.target.split("/")[0]
    if loaded.catalogue and opd not in loaded.catalogue.by_opd:
        return _usage(f"`{opd}` bukan OPD yang terdaftar di opd/")
    if file.exists():
        return _usage(f"{_shown(file)} sudah ada dan tidak ditimpa")
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(skeleton(loaded.catalogue.vocabularies if loaded.catalogue else {}), encoding="utf-8")
    print(f"{_shown(file)} dibuat. Isi nilai-nilainya, lalu jalankan `build.py check`.")
    return OK


def _explain(options: argparse.Namespace) -> int:
    from catalogue.rules import RULES
    from catalogue.suggest import closest

    rule = RULES.get(options.rule)
    if rule is None:
        match = closest(options.rule, RULES)
        return _usage(f"tidak ada aturan `{options.rule}`" + (f"; mungkin maksudnya `{match}`" if match else ""))
    print(f"{rule.id} ({rule.severity_label}): {rule.title}\n")
    print(f"{rule.what}\n\nMengapa: {rule.why}\n\nPerbaikan: {rule.mend}")
    return OK


def _reference(options: argparse.Namespace) -> int:
    from catalogue.reference import derived_files

    loaded = load(options.root)
    if loaded.catalogue is None:
        print(summary_line(loaded.findings), file=sys.stderr)
        return FINDINGS
    stale = 0
    for path, text in derived_files(loaded.catalogue.vocabularies).items():
        file = options.root / path
        if file.is_file() and file.read_text(encoding="utf-8") == text:
            continue
        stale += 1
        if options.check:
            print(f"{path} usang; jalankan `build.py reference`.")
        else:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
            print(f"{path} dibuat ulang.")
    return FINDINGS if options.check and stale else OK
