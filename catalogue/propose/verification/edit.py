"""The text of a review file with new verdicts in it; every other value and every comment stays."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from catalogue.common.findings import START
from catalogue.model import Review
from catalogue.model.period import Verification
from catalogue.propose.tidy import with_values
from catalogue.propose.tidy.emit import emit
from catalogue.read.characters import split_lines
from catalogue.read.yaml.tree import Mapping as Entries
from catalogue.read.yaml.tree import Scalar

HEADER = "# yaml-language-server: $schema=../../../docs/skema/telaah.schema.json\n"
TOP = "verifikasi"


def edited(text: str | None, verdicts: Mapping[str, Verification]) -> str:
    """Return the file in its normal form with the verdicts; raise Unsure where something else would be lost."""
    fresh = Entries([(Scalar(TOP, START), Entries(list(_entries(verdicts)), START))], START)
    if text is None or only_comments(text):
        return f"{HEADER if text is None else _ended(text)}{emit(fresh, Review)}"
    gone = [(TOP, key, "catatan") for key, verdict in verdicts.items() if verdict.catatan is None]
    result = with_values(text, Review, fresh, [(TOP, key) for key in verdicts], gone)
    return result.replace("\n", "\r\n") if "\r\n" in text else result


def only_comments(text: str) -> bool:
    """Tell whether nothing but comments is there yet."""
    return all(not line.strip() or line.lstrip().startswith("#") for line in split_lines(text))


def _ended(text: str) -> str:
    return text if text.endswith(("\n", "\r")) or not text else text + "\n"


def _entries(verdicts: Mapping[str, Verification]) -> Iterator[tuple[Scalar, Entries]]:
    for key, verdict in verdicts.items():
        fields = {"putusan": verdict.putusan, "sidik": verdict.sidik, "tanggal": verdict.tanggal.isoformat()}
        written = [(Scalar(name, START), Scalar(value, START)) for name, value in fields.items()]
        if verdict.catatan is not None:
            written.append((Scalar("catatan", START), Scalar(verdict.catatan, START, '"')))
        yield Scalar(key, START), Entries(list(written), START)
