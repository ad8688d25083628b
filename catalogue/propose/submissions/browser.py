"""What the desk reads submissions by in a browser: the patterns of what carries them, and the shape of answers."""

from __future__ import annotations

from typing import Any

from pydantic import create_model

from catalogue.model import Record
from catalogue.model.reference.shapes import shape_of
from catalogue.model.submission import NUMBER, AgencyAnswers
from catalogue.propose.browser import javascript
from catalogue.propose.submissions import carried, reading
from catalogue.propose.submissions.landing import MANNERS
from catalogue.propose.submissions.reading import AGAIN

PATTERNS = {
    "mulai": carried.BEGIN,
    "kepala": carried.OWN_HEAD,
    "ke_atas": carried.UPWARD,
    "kunci": carried.KEY,
    "bukan_kalimat": carried.NO_PROSE,
    "penunjuk": reading.HEADER,
    "kutip_kosong": reading.EMPTY_QUOTES,
}
"""The patterns that take a submission out of a message, by the names under which scripts know them."""
HEAD = "kiriman"
"""The key that only says that answers are answers."""


def submission_checks() -> dict[str, Any]:
    """Return what a browser needs to read a submission, besides the checks of a record."""
    return {
        "pola": {name: javascript(pattern) for name, pattern in PATTERNS.items()},
        "nomor": NUMBER,
        "ulangi": AGAIN,
        "potongan": [carried.SHORTEST, carried.LONGEST],
        "jawaban": _answers(),
        "cara": dict(MANNERS),
    }


def _answers() -> dict[str, Any]:
    """Return the shape of answers without what says that they are some."""
    fields: dict[str, Any] = {
        name: (info.annotation, info) for name, info in AgencyAnswers.model_fields.items() if name != HEAD
    }
    return shape_of(create_model("Answers", __base__=Record, **fields)).as_json()
