"""The commands of `build.py`, one module each: its arguments and what it does.

Exit codes: 0 all well, 1 findings stop publication, 2 wrong usage or a fault of this program.
A module is joined to `COMMANDS`, and is imported only when its command or the help is wanted.
"""

from importlib import import_module

from catalogue.commands.common import Register

COMMANDS = {
    "site": "site",
    "check": "check",
    "serve": "serve",
    "new": "new",
    "import": "import_",
    "from-issue": "from_issue",
    "tidy": "tidy",
    "explain": "explain",
    "review": "review",
    "reference": "reference",
    "verify": "verify",
    "chase": "chase",
    "links": "links",
}
"""The module of each command, in the order of the help."""


def registers(word: str) -> list[Register]:
    """Return what adds the command of this name to the parser; of another word all of them, for the help."""
    modules = [COMMANDS[word]] if word in COMMANDS else list(COMMANDS.values())
    return [import_module(f"{__name__}.{module}").register for module in modules]


__all__ = ["COMMANDS", "registers"]
