"""Coverage-guided fuzzing, run by hand: `python -m tests.fuzz reader|issue CORPUS -max_total_time=600`.

It needs `pip install atheris`, which is no requirement of the tests. The corpus begins with what the tests have: the
cases of the rules for the reader, the recorded texts for the form on GitHub. An option of libFuzzer may follow.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from unittest.mock import patch

import atheris

with atheris.instrument_imports(include=["catalogue"]):
    from catalogue.check.examples import split_case
    from catalogue.propose.issues.texts import BadEvent, read_event
    from catalogue.propose.submissions import landing
    from tests.properties import assemble_again, read_file, take

HERE = Path(__file__).parent


def read_issue(content: bytes) -> None:
    """Take the text of an issue, and the same bytes as the event that GitHub would write."""
    with suppress(BadEvent):
        read_event(content)
    take(content.decode("utf-8", "replace"))


def records() -> list[bytes]:
    """Return every innovation of the cases, and the small catalogue's."""
    parts = [part for case in sorted(HERE.glob("cases/*/*.yaml")) for part in split_case(case.read_bytes())]
    whole = [path.read_bytes() for path in sorted(HERE.glob("mini/innovations/*/*.yaml"))]
    return [content for name, content in parts if name.startswith("innovations/")] + whole


def bodies() -> list[bytes]:
    """Return the recorded texts of issues."""
    return [path.read_bytes() for path in sorted(HERE.glob("issues/*.md"))]


TARGETS: dict[str, tuple[Callable[[bytes], object], Callable[[], list[bytes]]]] = {
    "reader": (read_file, records),
    "issue": (read_issue, bodies),
}


def main(name: str, corpus: Path, *options: str) -> None:
    """Fill the corpus if it is empty, and run until something breaks or the time is over."""
    target, seeds = TARGETS[name]
    corpus.mkdir(parents=True, exist_ok=True)
    for number, content in enumerate(seeds() if not any(corpus.iterdir()) else ()):
        (corpus / f"{number:04}").write_bytes(content)
    atheris.Setup([sys.argv[0], str(corpus), *options], target)
    with patch.object(landing, "assemble", assemble_again):
        atheris.Fuzz()


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), *sys.argv[3:])
