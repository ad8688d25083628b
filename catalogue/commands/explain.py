"""`build.py explain`: what a rule checks, why, and how to mend what it found."""

from __future__ import annotations

import argparse

from catalogue.commands.common import OK, Commands, usage


def register(commands: Commands, common: argparse.ArgumentParser) -> None:
    """Add the command."""
    parser = commands.add_parser("explain", parents=[common], help="menjelaskan satu aturan pemeriksaan")
    parser.add_argument("rule", metavar="ATURAN")
    parser.set_defaults(command=run)


def run(options: argparse.Namespace) -> int:
    """Print the explanation of a rule."""
    from catalogue.rules import RULES
    from catalogue.suggest import closest

    rule = RULES.get(options.rule)
    if rule is None:
        match = closest(options.rule, list(RULES))
        return usage(f"tidak ada aturan `{options.rule}`" + (f"; mungkin maksudnya `{match}`" if match else ""))
    print(f"{rule.id} ({rule.severity_label}): {rule.title}\n")
    print(f"{rule.what}\n\nMengapa: {rule.why}\n\nPerbaikan: {rule.mend}")
    return OK
