"""An order to verify becomes the new text of a review file, or the reason why it cannot be carried out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from catalogue.assess import IndicatorState, InnovationState, innovation_state, reviews_of
from catalogue.assess.scoring import examinable, fingerprint, waiting
from catalogue.common.findings import START, closest
from catalogue.common.indonesian import enumerate_words
from catalogue.model import Review
from catalogue.model.period import Verification
from catalogue.pipeline import Loaded
from catalogue.propose.tidy import Unsure, with_values
from catalogue.propose.tidy.fresh import emit
from catalogue.read.catalogue import Catalogue
from catalogue.read.characters import split_lines
from catalogue.read.files import Location
from catalogue.read.records import read_record
from catalogue.read.yaml import Mapping as Entries
from catalogue.read.yaml import Scalar


@dataclass(frozen=True)
class Order:
    """What Bappeda found; without `indicators` it is meant for all that wait."""

    slug: str
    year: int | None
    indicators: tuple[str, ...]
    putusan: Literal["sesuai", "tidak-sesuai"]
    catatan: str | None
    day: date


@dataclass(frozen=True)
class Written:
    """The review file as it is to be, and what the order decided, by indicator."""

    path: str
    text: str
    decided: tuple[IndicatorState, ...]


class Refusal(Exception):
    """The order cannot be carried out; the message says why and what to do, in Indonesian."""


def carry_out(loaded: Loaded, order: Order) -> Written:
    """Return the review file with the order's verdicts in it; raise Refusal, and never return half of it."""
    catalogue = loaded.catalogue
    if catalogue is None:
        raise Refusal("katalog belum dapat dibaca; jalankan `build.py check`")
    year = order.year or catalogue.period_on(order.day).tahun
    path = f"periods/{year}/reviews/{order.slug}.yaml"
    _refuse_unknown(loaded, catalogue, order.slug, year)
    period, reviews = catalogue.periods[year].record, reviews_of(catalogue, order.slug)
    state = innovation_state(
        catalogue.innovations[order.slug], reviews, period, catalogue.rubric_of(period), owned=True
    )
    decided = _chosen(state, order.indicators)
    verdicts = _verdicts(catalogue, order, decided)
    location = Location("review", path, order.slug, "", year)
    text = _standing(loaded, catalogue, location)
    try:
        result = edited(text, verdicts)
    except Unsure as reason:
        raise Refusal(f"{path} tidak dapat diubah dengan sendirinya: {reason}; ubah dengan tangan") from reason
    _prove(catalogue, location, result, verdicts)
    return Written(path, result, decided)


def _refuse_unknown(loaded: Loaded, catalogue: Catalogue, slug: str, year: int) -> None:
    if year not in catalogue.periods:
        known = enumerate_words(map(str, sorted(catalogue.periods)))
        raise Refusal(f"tidak ada periode {year}; yang ada {known}")
    if slug not in catalogue.innovations:
        files = [source.path for source in loaded.sources.values() if source.kind == "innovation" and source.id == slug]
        if files:
            raise Refusal(f"{files[0]} belum dapat dibaca; jalankan `build.py check {files[0]}`")
        match = closest(slug, list(catalogue.innovations))
        raise Refusal(f"tidak ada inovasi `{slug}`" + (f"; mungkin maksudnya `{match}`" if match else ""))


def _standing(loaded: Loaded, catalogue: Catalogue, location: Location) -> str | None:
    """Return the review file as it stands; nothing for a file that is to come."""
    if location.path not in loaded.sources:
        return None
    text = loaded.sources[location.path].text
    if not only_comments(text) and not read_record(location, text.encode(), catalogue.vocabularies):
        raise Refusal(f"{location.path} belum dapat dibaca; jalankan `build.py check {location.path}`")
    return text


def _chosen(state: InnovationState, keys: Iterable[str]) -> tuple[IndicatorState, ...]:
    """Return the indicators that were named, or all that wait; one without evidence is refused."""
    known = {found.indicator.id: found for found in state.indicators}
    wanted = tuple(dict.fromkeys(keys))
    for key in wanted:
        if key not in known:
            match = closest(key, list(known))
            raise Refusal(f"tidak ada indikator `{key}`" + (f"; mungkin maksudnya `{match}`" if match else ""))
    bare = [key for key in wanted if not examinable(known[key])]
    if bare:
        raise Refusal(f"{enumerate_words(bare)} belum memiliki fakta dan bukti yang dapat diperiksa")
    chosen = tuple(known[key] for key in wanted) or waiting(state)
    if not chosen:
        held = any(examinable(found) for found in state.indicators)
        reason = "semua buktinya sudah diperiksa; sebut --indicator untuk mengubah putusan" if held else _BARE
        raise Refusal(f"tidak ada yang menunggu pemeriksaan pada `{state.slug}`: {reason}")
    return chosen


_BARE = "belum ada satu pun fakta yang memiliki bukti"


def _verdicts(catalogue: Catalogue, order: Order, decided: Iterable[IndicatorState]) -> dict[str, Verification]:
    maturity = catalogue.innovations[order.slug].record.kematangan
    return {
        found.indicator.id: Verification(
            putusan=order.putusan,
            sidik=fingerprint(getattr(maturity, found.indicator.id)),
            tanggal=order.day,
            catatan=order.catatan,
        )
        for found in decided
    }


def _prove(catalogue: Catalogue, location: Location, text: str, verdicts: Mapping[str, Verification]) -> None:
    """Read the new text back: it must hold the new verdicts, and everything else as it was."""
    entry = catalogue.reviews.get((location.year, location.id))
    before = entry.record if entry else Review()
    wanted = before.model_copy(update={"verifikasi": {**before.verifikasi, **verdicts}})
    if read_record(location, text.encode(), catalogue.vocabularies) != wanted:
        raise Refusal(f"{location.path} ditulis dengan cara yang tidak dapat diubah program ini; ubah dengan tangan")


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
