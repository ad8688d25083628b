"""Measure builds of several sizes in turn with Hugo and MkDocs: `python -m bench --sizes 300,3000`."""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path

from bench import DAY
from bench.corpus import write_repository
from bench.measure import Run, Runs, measured
from bench.report import Size, report
from bench.rivals import change, write_hugo, write_mkdocs
from bench.servers import Served, measure_server

HOME = Path(__file__).resolve().parent.parent
MKDOCS_LIMIT = 3_000
"""MkDocs alone is measured up to this many records; beyond, it takes minutes and says nothing new."""
STAGES_LIMIT, APART_LIMIT = 3_000, 10_000
"""Beyond as many records one process takes long to render everything, and only the other stages are measured; beyond
the second number none."""
OURS, THEIRS = 8761, 8762
"""The ports of the two servers."""
QUICK = {"cold": 45.0, "warm": 15.0}
"""Most times Hugo's processor time that a quick run of CI lets pass; `RESULTS.md` says what is reached."""


def main() -> int:
    """Measure each size, and write the report or compare with the limits."""
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("--sizes", default="300,3000,10000,30000", help="numbers of records")
    parser.add_argument("--rounds", type=int, default=3, help="runs of each command, in turn")
    parser.add_argument("--hugo", default="hugo", help="the program of Hugo")
    parser.add_argument("--quick", action="store_true", help="write no report; fail when a ratio is too large")
    options = parser.parse_args()
    hugo = str(Path(shutil.which(options.hugo) or options.hugo).absolute())  # it runs in another folder
    sizes: list[Size] = []
    for size in options.sizes.split(","):
        sizes.append(measure(int(size), options.rounds, hugo))
        if not options.quick:  # a size takes up to half an hour, and what is measured is not to be lost
            (HOME / "bench" / "RESULTS.md").write_text(report(sizes, hugo), encoding="utf-8")
    print(report(sizes, hugo))
    if not options.quick:
        return 0
    over = [
        f"{name}: {ratio:.2f} > {QUICK[name]}" for size in sizes for name, ratio in size.ratios() if ratio > QUICK[name]
    ]
    print("\n".join(over), file=sys.stderr)
    return bool(over)


def measure(count: int, rounds: int, hugo: str) -> Size:
    """Measure one size: everything cold in turn, then everything after one changed record in turn."""
    print(f"{count} records …", file=sys.stderr, flush=True)
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        place = Path(folder)
        write_repository(place / "root", count)
        write_hugo(place / "root", place / "hugo")
        ours = [
            sys.executable,
            "build.py",
            "site",
            "--root",
            str(place / "root"),
            "--out",
            str(place / "site"),
            "--date",
            DAY,
        ]
        commands: dict[str, Callable[[], Run]] = {
            "ours": lambda: measured(ours, HOME, {"KATALOG_CACHE": str(place / "cache")}),
            "copy": lambda: measured(["cp", "-r", "site", "copy"], place),
            "hugo": lambda: measured([hugo, "--quiet"], place / "hugo"),
        }
        if count <= MKDOCS_LIMIT:
            write_mkdocs(place / "root", place / "mkdocs")
            commands["mkdocs"] = lambda: measured([sys.executable, "-m", "mkdocs", "build", "-q"], place / "mkdocs")
        cold = _in_turn(commands, rounds, lambda number: _forget(place))
        shutil.rmtree(place / "copy")
        for once in ("copy", "mkdocs"):
            commands.pop(once, None)
        warm = _in_turn(commands, rounds, lambda number: _change(place, number))
        return Size(count, cold, warm, _stages(place, count), _servers(place, hugo, rounds))


def _stages(place: Path, count: int) -> dict[str, float]:
    if count > APART_LIMIT:
        return {}
    command = [sys.executable, "-m", "bench.stages", str(place / "root")]
    command += ["--apart"] if count > STAGES_LIMIT else []
    done = subprocess.run(command, cwd=HOME, capture_output=True, check=True)
    found: dict[str, float] = json.loads(done.stdout)
    return found


def _servers(place: Path, hugo: str, rounds: int) -> dict[str, Served]:
    """Let both servers show one record that is saved again and again, with numbers that no build has used."""
    page = f"inovasi/{_record(place).stem}/"
    change = partial(_change, place)
    ours = [sys.executable, "build.py", "serve", "--root", str(place / "root"), "--date", DAY]
    ours += ["--address", f"127.0.0.1:{OURS}"]
    theirs = [hugo, "server", "--port", str(THEIRS)]
    return {
        "ours": measure_server(
            ours,
            HOME,
            f"http://127.0.0.1:{OURS}/{page}",
            change=change,
            rounds=range(100, 100 + rounds),
            cache=place / "cache",
        ),
        "hugo": measure_server(
            theirs,
            place / "hugo",
            f"http://127.0.0.1:{THEIRS}/{page}",
            change=change,
            rounds=range(200, 200 + rounds),
        ),
    }


def _in_turn(commands: dict[str, Callable[[], Run]], rounds: int, before: Callable[[int], None]) -> dict[str, Runs]:
    taken: dict[str, list[Run]] = {name: [] for name in commands}
    for number in range(rounds):
        before(number)
        for name, command in commands.items():
            taken[name].append(command())
    return {name: Runs(tuple(runs)) for name, runs in taken.items()}


def _forget(place: Path) -> None:
    """Remove what earlier runs left, so that every build begins with nothing."""
    for left in ("site", "copy", "cache", "hugo/public", "hugo/resources", "mkdocs/site"):
        shutil.rmtree(place / left, ignore_errors=True)


def _change(place: Path, number: int) -> None:
    record = _record(place)
    change(record, number)
    change(place / "hugo" / "content" / "inovasi" / f"{record.stem}.md", number)


def _record(place: Path) -> Path:
    return min((place / "root" / "innovations").glob("*/*.yaml"))


if __name__ == "__main__":
    sys.exit(main())
