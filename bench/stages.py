"""Where the time of one build goes: `python -m bench.stages ROOT` prints seconds of processor by stage as JSON.

With `--apart` only what is stated apart, the search index and the pictures, and what comes before them.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from time import process_time
from typing import TypeVar

from bench import DAY
from catalogue.decode import known_keys, record_from
from catalogue.exports.search import search
from catalogue.loading import HOME, MODELS, load
from catalogue.pictures import draw
from catalogue.settings import settings
from catalogue.site import produce
from catalogue.source import read_catalogue
from catalogue.yaml_fast import read_fast

Result = TypeVar("Result")


def stages(root: Path, *, whole: bool = True) -> dict[str, float]:
    """Build once in this process and return what each stage took; reading alone is measured apart, before the rest."""
    took: dict[str, float] = {}

    def timed(stage: str, work: Callable[[], Result]) -> Result:
        start = process_time()
        result = work()
        took[stage] = process_time() - start
        return result

    reading = timed("read files", lambda: read_catalogue(root, HOME))
    parsed = timed("parse YAML", lambda: [(s, read_fast(s.text, known_keys(MODELS[s.kind]))) for s in reading.sources])
    timed("decode", lambda: [record_from(read.values, MODELS[s.kind], {}) for s, read in parsed if read])
    day = date.fromisoformat(DAY)
    loaded = timed("read, link and check", lambda: load(root, day=lambda zone: day))
    with tempfile.TemporaryDirectory() as folder:
        environ = {"KATALOG_PROCESSES": "1", "KATALOG_CACHE": f"{folder}/cache"}
        given = settings(loaded, root, day, environ)
        production = timed("assess, look back with Git", lambda: produce(loaded, given, root, HOME / "templates"))
        timed("search index", lambda: list(search(production.context)))
        again = replace(production.context)  # which has looked for no words yet
        timed("search index, words remembered", lambda: list(search(again)))
        pictures = timed("list pages", lambda: set(production.pictures()))
        timed("cards and codes", lambda: dict(draw(pictures)))
        if whole:
            site = Path(folder, "site")
            site.mkdir()
            timed("make views and files", lambda: production.write(site))
            took["make views and files"] -= (
                took["search index, words remembered"] + took["cards and codes"]
            )  # done twice
    return took


if __name__ == "__main__":
    json.dump(stages(Path(sys.argv[1]), whole="--apart" not in sys.argv), sys.stdout)
