"""`python3 -m catalogue.cli.apply_plan`: tells the host what a plan of issues says, and nothing else.

The job that runs this may write to issues. Therefore it needs the standard library alone, and carries out of the plan,
which another job made, only what a plan may hold.
"""

from __future__ import annotations

import json
import os
import re
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from catalogue.cli.host import Refusal
from catalogue.cli.issues import PLAN, issues_on

ALLOWED = re.compile(r"POST issues(?:/[0-9]+/comments)?|PATCH issues/[0-9]+")
KEYS = {"title", "body", "labels", "state", "state_reason"}


class BadPlan(ValueError):
    """A file is not what the commands write that make plans."""


def read_plan(content: str) -> list[dict[str, Any]]:
    """Read a plan; raise BadPlan for anything that a plan must not hold."""
    try:
        calls = json.loads(content)
        fits = all(
            ALLOWED.fullmatch(f"{call['method']} {call['path']}") and set(call["body"]) <= KEYS for call in calls
        )
    except (ValueError, KeyError, TypeError):
        fits = False
    if not fits:
        raise BadPlan("rencana isu memuat hal lain daripada membuat, mengubah, dan mengomentari isu")
    return list(calls)


def main(arguments: Sequence[str], environ: Mapping[str, str]) -> int:
    """Carry out the plan of a folder, if it has one."""
    file = Path(arguments[0]) / PLAN
    if not file.is_file():
        print("Daftar isu tidak diketahui, sehingga tidak ada yang diubah.")
        return 0
    try:
        issues = issues_on(environ)
        for call in read_plan(file.read_text(encoding="utf-8")):
            issues.carry_out(call["method"], call["path"], call["body"])
            time.sleep(float(environ.get("PAUSE", "1")))
    except (BadPlan, Refusal) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:], os.environ))
