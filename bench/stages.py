"""Where the time of a build goes: `python -m bench.stages ROOT OUT` prints processor seconds by part of `catalogue/`.

The program is looked at a hundred times a second of its own time; what passed since the last look counts for the
module of ours that runs, or that called the library which runs. Git, a process of its own, is not in it.
"""

from __future__ import annotations

import json
import signal
import sys
from collections import defaultdict
from pathlib import Path
from time import process_time
from types import FrameType

from bench import DAY
from catalogue.cli.main import main

PACKAGE = str(Path(__file__).resolve().parent.parent / "catalogue") + "/"
START = "start and imports"


def part(frame: FrameType | None) -> str:
    """Return the folder or the module at the top of `catalogue/` that a frame runs in or was called from."""
    while frame:
        name = frame.f_code.co_filename
        if name.startswith("<frozen importlib"):
            return START
        if name.startswith(PACKAGE):
            return name.removeprefix(PACKAGE).split("/")[0].removesuffix(".py")
        frame = frame.f_back
    return START


def stages(root: Path, out: Path) -> dict[str, float]:
    """Build once in this process and return what each part took."""
    last = process_time()
    took = defaultdict(float, {START: last})

    def look(_: int, frame: FrameType | None) -> None:
        nonlocal last
        now = process_time()
        took[part(frame)] += now - last
        last = now

    signal.signal(signal.SIGPROF, look)
    signal.setitimer(signal.ITIMER_PROF, 0.01, 0.01)
    if code := main(["site", "--root", str(root), "--out", str(out), "--date", DAY]):
        sys.exit(code)
    signal.setitimer(signal.ITIMER_PROF, 0)
    return took


if __name__ == "__main__":
    told, sys.stdout = sys.stdout, sys.stderr
    json.dump(stages(Path(sys.argv[1]), Path(sys.argv[2])), told)
