"""`build.py explain`: what a rule checks, why, and how to mend what it found."""

from __future__ import annotations

import textwrap

import click

from catalogue.cli.common import OK, usage
from catalogue.cli.declared import Options, command, together

WIDTH = 100


@command("menjelaskan satu aturan pemeriksaan")
@click.argument("rule", metavar="ATURAN", help="nama di dalam kurung siku pada laporan")
@together
def run(options: Options) -> int:
    """Print the explanation of a rule, with a wrong and a right example."""
    from catalogue.check import RULES
    from catalogue.check.examples import Examples, read_examples
    from catalogue.common.suggest import closest

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
