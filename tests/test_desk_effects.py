"""What the desk says that a bundle changes is what a build with that bundle says: steps, standing, n and index."""

from __future__ import annotations

import random
import shutil
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from itertools import count, islice
from pathlib import Path
from typing import Any

import orjson
import yaml

from catalogue.assess import READINGS, STEPS, Assessment, assess_all
from catalogue.build import Build
from catalogue.pipeline import Loaded, load
from catalogue.propose.browser import browser_checks
from catalogue.propose.submissions import apply, digest, read_submission, with_files
from catalogue.propose.submissions.landing import Day
from catalogue.read.catalogue import UNASSIGNED
from catalogue.site.views.desk import inbox_view, standing_table
from tests.cities.documents import documents, innovation_document
from tests.cities.periods import spd_document, target_document
from tests.cities.reading import as_yaml
from tests.cities.reviews import Document, review_document
from tests.form_modules import run_modules
from tests.oracle import City
from tests.oracle.cities import random_city, random_spd
from tests.trees import KOTA

EFFECTS = """
import { effectsOf, sentences } from "./desk/effects.js";
import { openDesk } from "./desk/reading.js";
const { text } = globalThis.indexArithmetic;
const shown = ({ rows, opd, n, index }) => ({
  rows: Object.fromEntries([...rows].map(([slug, row]) => [slug, [row.rank, row.counts, row.confirmed, row.inWindow]])),
  opd: Object.fromEntries(Object.entries(opd).map(([id, one]) => [id, [one.step, one.why]])),
  n, index: index && index.map((one) => [text(one.iid, 12), one.category, one.covered]),
});
const answers = [];
for (const { data, files, submissions, own, today } of cases) {
  const bundle = {
    original: async (path) => (path in files ? { text: files[path].text, base: files[path].base } : null),
    submissions: () => submissions, files: () => own,
  };
  const desk = await openDesk(bundle, { ...data, periksa: checks }, today);
  const found = await effectsOf(desk, data.masuk.alamat.keadaan);
  answers.push({ before: shown(found.before), after: shown(found.after), said: sentences(found), notes: found.notes });
}
told(answers);
"""


@dataclass(frozen=True)
class Town:
    """A small city on disk, as it was read, with its description."""

    number: int
    city: City
    loaded: Loaded
    files: Mapping[str, str]

    @property
    def today(self) -> date:
        return self.city.today

    @staticmethod
    def day_of(city: City) -> Day:
        """Return what gives the day on which a city is judged."""
        return lambda _: city.today

    @property
    def day(self) -> Day:
        return self.day_of(self.city)

    def build(self, loaded: Loaded) -> Build:
        """Judge a state of it."""
        assert loaded.catalogue
        return Build(
            catalogue=loaded.catalogue,
            assessments=assess_all(loaded.catalogue, self.today),
            today=self.today,
            site_url="",
        )


@dataclass
class Bundle:
    """What is sent: submissions as the desk keeps them, and whole files."""

    submissions: list[dict[str, str]]
    own: list[dict[str, str]]
    after: Loaded


def laid_out(folder: Path, number: int) -> Town | None:
    """Lay out the small city of a number and read it; None for one that is too small, or breaks a rule of files."""
    city = random_city(2027, 100 + number)
    if not 3 <= len(city.innovations) <= 8 or not city.agencies:
        return None
    files = {path: as_yaml(document) for path, document in documents(city, random.Random(number)).items()}
    root = folder / str(number)
    for name in ("rubrics", "vocabularies"):
        shutil.copytree(KOTA / name, root / name)
    region = (KOTA / "region.yaml").read_text("utf-8")
    files["region.yaml"] = region.replace("resmi: tidak", f"resmi: {'ya' if city.official else 'tidak'}")
    for path, text in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, "utf-8")
    loaded = load(root, day=Town.day_of(city))
    if not loaded.catalogue or city.year not in loaded.catalogue.periods:
        return None
    town = Town(number, city, loaded, files)
    return town if town.build(loaded).period.tahun == city.year else None


def bundles(folder: Path, numbers: Iterable[int]) -> Iterator[tuple[Town, Bundle]]:
    """Yield cities with what is sent to each, which a city's number alone decides."""
    for number in numbers:
        if town := laid_out(folder, number):
            chance = random.Random(f"kiriman {number}")
            yield town, chance.choice((received, received, decided))(town, chance)


def received(town: Town, chance: random.Random) -> Bundle:
    """Send new, corrected and confirmed records, each of which the import accepts."""
    sent, loaded = list[dict[str, str]](), town.loaded
    known = {one.id: one for one in town.city.innovations}
    for slug in chance.sample(sorted(known), min(len(known), chance.randint(1, 3))):
        text = chance.choice((_correction, _correction, _answer, _new))(town, known[slug], chance)
        via = chance.choice(("whatsapp", "surel", "kertas", "excel"))
        assert loaded.catalogue
        submission = read_submission(text, loaded.catalogue)
        if isinstance(submission, tuple):
            continue
        applied = apply(submission, loaded, town.day, received=via)  # type: ignore[arg-type]
        if applied.acceptable:
            sent.append({"name": submission.number, "text": text, "via": via})
            loaded = with_files(loaded, applied.files, town.day)
    return Bundle(sent, [], loaded)


def _path(town: Town, slug: str) -> str:
    return next(path for path in town.files if path.startswith("innovations/") and path.endswith(f"/{slug}.yaml"))


def _other(town: Town, slug: str, chance: random.Random) -> Document:
    """Describe an innovation anew, as of another city."""
    others = random_city(2027, chance.randint(1_000, 9_000)).innovations or town.city.innovations
    made = innovation_document(replace(chance.choice(others), id=slug, part_of=None, merged_into=None), chance)
    return {key: value for key, value in made.items() if value}


def _correction(town: Town, innovation: Any, chance: random.Random) -> str:
    path = _path(town, innovation.id)
    head = (
        f"# kiriman: catatan\n# berkas: {path}\n# dasar: {digest(town.files[path].encode())}\n# jabatan: Sekretaris\n"
    )
    return head + as_yaml(_other(town, innovation.id, chance))


def _new(town: Town, innovation: Any, chance: random.Random) -> str:
    owner = chance.choice([agency.id for agency in town.city.agencies])
    head = f"# kiriman: catatan\n# berkas: innovations/{owner}/baru-{innovation.id}.yaml\n# jabatan: Sekretaris\n"
    return head + as_yaml(_other(town, f"baru-{innovation.id}", chance))


def _answer(town: Town, innovation: Any, chance: random.Random) -> str:
    owner = _path(town, innovation.id).split("/")[1]
    verdict = chance.choice(("benar", "benar", "berhenti\n    isi: Tidak dilanjutkan.", "diperbaiki\n    isi: Keliru."))
    head = f"kiriman: jawaban\nopd: {owner}\njabatan: Sekretaris\ntanggal: {town.today.isoformat()}\njawaban:\n"
    return f"{head}  - inovasi: {innovation.id}\n    putusan: {verdict}\n"


def decided(town: Town, chance: random.Random) -> Bundle:
    """Change verdicts, the round, an agency and the region."""
    files = dict[str, str]()
    year = town.city.year
    for innovation in chance.sample(town.city.innovations, chance.randint(0, 3)):
        others = random_city(2027, chance.randint(1_000, 9_000)).innovations or town.city.innovations
        verdicts = {key: claim.verdict for key, claim in chance.choice(others).claims.items()}
        claims = {key: replace(claim, verdict=verdicts.get(key)) for key, claim in innovation.claims.items()}
        judged = replace(innovation, claims=claims, submitted=chance.random() < 0.5)
        record = innovation_document(innovation, chance)
        path = f"periods/{year - (chance.random() < 0.2)}/reviews/{innovation.id}.yaml"
        files[path] = as_yaml(review_document(judged, record, chance))
    files |= _round(town, chance) if chance.random() < 0.7 else {}
    for agency in chance.sample(town.city.agencies, 1):
        path = f"opd/{agency.id}.yaml"
        flip = {"wajib: ya": "wajib: tidak", "wajib: tidak": "wajib: ya"}
        text = town.files[path]
        old = next(one for one in flip if one in text)
        files[path] = text.replace(old, flip[old])
    if chance.random() < 0.3:
        files["region.yaml"] = town.files["region.yaml"].replace("resmi: tidak", "resmi: ya")
    own = [{"path": path, "text": text, "about": ""} for path, text in files.items()]
    return Bundle([], own, with_files(town.loaded, files, town.day))


def _round(town: Town, chance: random.Random) -> dict[str, str]:
    """Change target, notice and SPD rows of the round, but not its window."""
    path = f"periods/{town.city.year}/period.yaml"
    before = town.files[path]
    target = target_document(replace(town.city.target, step=chance.choice(STEPS[1:5])), chance)
    spd = {row: spd_document(state) for row, state in random_spd(chance).items()}
    wanted = {"target": target, "spd": spd, "pemberitahuan": {"tanggal": "2026-01-02", "dokumen": "Surat 1"}}
    chosen = chance.sample(sorted(wanted), 2)
    now = yaml.load(before, Loader=yaml.BaseLoader)
    return {path: as_yaml({**now, **{key: wanted[key] for key in chosen}})}


def case(town: Town, bundle: Bundle) -> dict[str, Any]:
    """Return what the desk is handed."""
    build, catalogue = town.build(town.loaded), town.loaded.catalogue
    assert catalogue
    names = [[entry.id, entry.record.nama, entry.opd] for entry in catalogue.innovations.values()]
    texts = {
        "cari/nama.json": orjson.dumps({"inovasi": names}).decode(),
        "meja/keadaan.json": as_published(standing_table(build)),
        **{path: text for path, text in town.files.items() if not path.startswith("innovations/")},
        **{
            f"api/v1/inovasi/{id}.yaml": town.loaded.sources[one.path].text for id, one in catalogue.innovations.items()
        },
    }
    data = {
        "opd": {**{id: [one.record.nama, ""] for id, one in catalogue.opds.items()}, UNASSIGNED: ["", ""]},
        "koordinator": catalogue.region.koordinator,
        "masuk": orjson.loads(as_published(inbox_view(build).data)),
    }
    files = {path: {"text": text, "base": digest(text.encode())} for path, text in texts.items()}
    today = town.today.isoformat()
    return {"data": data, "files": files, "submissions": bundle.submissions, "own": bundle.own, "today": today}


def as_published(data: object) -> str:
    """Write data as pages do, which put the keys in the order of the alphabet."""
    return orjson.dumps(data, option=orjson.OPT_SORT_KEYS).decode()


def shown(assessment: Assessment) -> dict[str, Any]:
    """Return what a build says, as the test's script writes it."""
    index = assessment.index
    return {
        "rows": {
            state.slug: [state.rank, state.counts, state.confirmed, state.in_window]
            for state in assessment.innovations.values()
        },
        "opd": {state.opd: [state.step, state.why] for state in assessment.opds.values()},
        "n": index.n,
        "index": [
            [_digits(index.readings[name].iid), index.readings[name].kategori, index.urusan_dasar_terpenuhi]
            for name in READINGS
        ],
    }


def _digits(number: Decimal) -> str:
    rounded = number.quantize(Decimal("1e-12"), "ROUND_HALF_UP")
    return f"{rounded:f}".replace(".", ",")


def differences(wanted: Mapping[str, Any], got: Mapping[str, Any]) -> Iterator[str]:
    """Yield each value that the desk works out otherwise than a build."""
    for part, value in wanted.items():
        whole = isinstance(value, dict)
        one, other = (value, got[part]) if whole else ({"": value}, {"": got[part]})
        for key in sorted({*one, *other}):
            if one.get(key) != other.get(key):
                yield f"{part} {key}: build {one.get(key)}, desk {other.get(key)}"


def test_effects_are_those_of_a_build(tmp_path: Path, deep: bool) -> None:
    """Before and after any bundle, every step, standing, n and index is the build's, to the twelfth decimal."""
    pairs = list(islice(bundles(tmp_path / "kota", count(1)), 150 if deep else 6))
    checks = browser_checks(pairs[0][0].loaded.catalogue.vocabularies)  # type: ignore[union-attr]
    answers = run_modules(tmp_path, EFFECTS, checks=checks, cases=[case(*pair) for pair in pairs])
    tally, wrong = Counter[str](), list[str]()
    for (town, bundle), got in zip(pairs, answers, strict=True):
        for state, loaded in (("before", town.loaded), ("after", bundle.after)):
            found = differences(shown(town.build(loaded).assessment), got[state])
            wrong += [f"city {town.number}, {state}, {one}, notes {got['notes']}" for one in found]
        changed = [name for name in got["after"] if got["before"][name] != got["after"][name]]
        tally.update([*changed, "files" if bundle.own else "submissions"])
        assert bool(changed) <= bool(got["said"]), town.number
    assert not wrong, "\n".join(wrong)
    assert min(tally[name] for name in ("rows", "opd", "n", "index", "files", "submissions")) > 0, tally
