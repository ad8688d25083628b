"""Change the code of the assessment and the rules in every small way, and see whether the tests notice.

`python -m tests.mutants [--sample N] [PATTERN…]` works in a temporary copy and leaves nothing behind. mutmut makes the
mutants; `session` runs them, because collecting the tests anew for each would take most of the time.
"""

from __future__ import annotations

import argparse
import contextlib
import fnmatch
import io
import json
import os
import random
import subprocess
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path

from tests.mutants.copying import copy_tree

ROOT = Path(__file__).resolve().parents[2]
TESTS = (
    *("alone", "assessed", "advice", "cases", "every_day", "guideline_arithmetic", "rounds", "rules", "scoring"),
    *("scoring_oracle", "stopping"),
)
"""What runs in this process; a build that a test starts on its own would take seconds for each mutant."""
LEFT_OUT = "explain_ or cost_no_time or stay_quick or takes_no_longer or pages_tell or nor_thousands or five_hundred"
"""Tests that start a build, or measure time."""
IMPORTING = ("x_rule", "x_declare", "x__add", "x__sections")
"""Functions of the registry that run while modules are imported, before a mutant is chosen."""


def main() -> int:
    """Print the score of each module and every mutant that no test noticed; 1 when too many were not."""
    options = _options()
    with tempfile.TemporaryDirectory(prefix="mutants-") as folder:
        copy_tree(ROOT, Path(folder))
        os.chdir(folder)
        names = _chosen(_generate(), options)
        verdicts = _run(names, Path(folder))
        print("\n".join(_report(verdicts)))
    return int(_score(verdicts) < options.floor)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.mutants")
    parser.add_argument("patterns", nargs="*", metavar="PATTERN", help="names of mutants, such as '*.index.*'")
    parser.add_argument("--sample", type=int, help="so many of them, drawn by chance and the same each time")
    parser.add_argument("--seed", type=int, default=0, help="another number draws another sample")
    parser.add_argument("--floor", type=float, default=0, help="fail when a smaller part of them is noticed")
    return parser.parse_args()


def _generate() -> list[str]:
    """Have mutmut fill the folder `mutants` below this one, and return the names of all mutants."""
    from mutmut import __main__ as mutmut  # noqa: PLC0415  it reads its settings from the folder it is imported in

    mutmut.set_mutant_under_test("mutant_generation")
    Path("mutants").mkdir()
    with contextlib.redirect_stdout(io.StringIO()):
        mutmut.copy_src_dir()
        mutmut.copy_also_copy_files()
        mutmut.store_lines_covered_by_tests()
        mutmut.create_mutants(len(os.sched_getaffinity(0)))
    found = (json.loads(file.read_bytes())["exit_code_by_key"] for file in sorted(Path("mutants").rglob("*.meta")))
    return [name for names in found for name in names]


def _chosen(names: list[str], options: argparse.Namespace) -> list[str]:
    late = [name for name in names if name.partition("__mutmut_")[0].rpartition(".")[2] not in IMPORTING]
    found = [
        name for name in late if not options.patterns or any(fnmatch.fnmatch(name, one) for one in options.patterns)
    ]
    return random.Random(options.seed).sample(found, min(options.sample, len(found))) if options.sample else found


def _run(names: list[str], folder: Path) -> dict[str, str]:
    results, asked = folder / "results.json", folder / "names.json"
    asked.write_text(json.dumps(names), encoding="utf-8")
    tests = [f"tests/test_{name}.py" for name in TESTS]
    command = [sys.executable, "-m", "tests.mutants.session", str(results), str(asked), *tests]
    subprocess.run([*command, "-k", f"not ({LEFT_OUT})"], cwd=folder / "mutants", check=True)
    verdicts: dict[str, str] = json.loads(results.read_bytes())
    return verdicts


def _report(verdicts: Mapping[str, str]) -> Iterable[str]:
    from mutmut.mutation.diff_apply import get_diff_for_mutant  # noqa: PLC0415  see `_generate`

    modules: dict[str, Counter[str]] = defaultdict(Counter)
    for name, verdict in sorted(verdicts.items()):
        module = name.rpartition(".")[0]
        modules[module][verdict] += 1
        if verdict in MISSED:
            file = Path(*module.split(".")).with_suffix(".py")
            yield f"{verdict}: {name}"
            yield from get_diff_for_mutant(name, path=file).split("\n")[3:]
    for module, counts in modules.items():
        yield f"{module}: " + ", ".join(f"{number} {verdict}" for verdict, number in counts.most_common())
    yield f"{_score(verdicts):.1%} of {len(verdicts)} were noticed"


MISSED = ("survived", "untested")


def _score(verdicts: Mapping[str, str]) -> float:
    return 1 - sum(verdict in MISSED for verdict in verdicts.values()) / max(len(verdicts), 1)


if __name__ == "__main__":
    sys.exit(main())
