"""The commands of `build.py`, one module each: its arguments and what it does.

Exit codes: 0 all well, 1 findings stop publication, 2 wrong usage or a fault of this program.
A module is joined to `COMMANDS` and imports the heavy stages only when it runs.
"""

from catalogue.commands import (
    chase,
    check,
    explain,
    from_issue,
    import_,
    links,
    new,
    reference,
    review,
    serve,
    site,
    tidy,
    verify,
)
from catalogue.commands.common import Register

COMMANDS: tuple[Register, ...] = (
    site.register,
    check.register,
    serve.register,
    new.register,
    import_.register,
    from_issue.register,
    tidy.register,
    explain.register,
    review.register,
    reference.register,
    verify.register,
    chase.register,
    links.register,
)
"""In the order of the help."""

__all__ = ["COMMANDS"]
