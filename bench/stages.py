"""Where the time of one build goes: `python -m bench.stages ROOT` prints seconds of processor by stage as JSON."""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from time import process_time
from typing import TypeVar

from bench import DAY
from catalogue.decode import known_keys, record_from
from catalogue.loading import HOME, MODELS, load
from catalogue.settings import settings
from catalogue.site import produce
from catalogue.source import read_catalogue
from catalogue.yaml_quick import read_quickly

Result = TypeVar("Result")


def stages(root: Path) -> dict[str, float]:
    """Build once in this process and return what each stage took; reading alone is measured apart, before the rest."""
    took: dict[str, float] = {}

    def timed(stage: str, work: Callable[[], Result]) -> Result:
        start = process_time()
        result = work()
        took[stage] = process_time() - start
        return result

    reading = timed("read files", lambda: read_catalogue(root, HOME))
    parsed = timed(
        "parse YAML", lambda: [(s, read_quickly(s.text, known_keys(MODELS[s.kind]))) for s in reading.sources]
    )
    timed("decode", lambda: [record_from(read.values, MODELS[s.kind], {}) for s, read in parsed if read])
    day = date.fromisoformat(DAY)
    loaded = timed("read, link and check", lambda: load(root, day=lambda zone: day))
    given = timed("Git", lambda: settings(loaded, root, day, {"KATALOG_PROCESSES": "1"}))
    production = timed("assess, look back, exports, views", lambda: produce(loaded, given, root, HOME / "templates"))
    with tempfile.TemporaryDirectory() as folder:
        timed("render and write", lambda: production.write(Path(folder)))
    return took


if __name__ == "__main__":
    json.dump(stages(Path(sys.argv[1])), sys.stdout)
