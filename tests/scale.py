"""Large catalogues for tests: as many made-up innovations as wanted, the same every time.

Words come from the frozen city's texts and the guides as often as they occur there, and, in a long tail, from the
dictionary of the stemmer with affixes, so that the vocabulary grows with the number of records as it does in real
collections.
"""

from __future__ import annotations

import random
import re
import shutil
from collections import Counter
from itertools import accumulate
from pathlib import Path

from Sastrawi.Stemmer.StemmerFactory import StemmerFactory

from catalogue.common.program import HOME
from tests.exported import frozen_city
from tests.trees import KOTA

TAIL = 0.12
"""Share of words that come from the dictionary."""
AFFIXES = ("{}", "{}", "{}", "pe{}an", "di{}kan", "ber{}", "ke{}an", "{}an", "ter{}", "me{}")
YEARS = range(2016, 2027)


class Writer:
    """Writes sentences, names and records by chance, always by the same chance."""

    def __init__(self) -> None:
        self.chance = random.Random(36742)
        loaded = frozen_city().catalogue
        assert loaded is not None
        self.catalogue = loaded
        text = " ".join(
            path.read_text(encoding="utf-8")
            for folder, pattern in ((KOTA / "innovations", "*/*.yaml"), (HOME / "docs", "*/*.md"))
            for path in sorted(folder.glob(pattern))
        )
        counts = Counter(
            word for word in re.findall(r"[a-z]{2,20}", text.lower()) if word not in {"id", "https", "www"}
        )
        self.common, weights = zip(*sorted(counts.items()), strict=True)
        self.weights = list(accumulate(weights))
        self.rare = sorted({word for word in StemmerFactory().get_words() if re.fullmatch("[a-z]{3,14}", word)})
        self.chance.shuffle(self.rare)
        self.tail = list(accumulate(1 / (rank + 10) for rank in range(len(self.rare))))

    def words(self, count: int) -> list[str]:
        """Draw words."""
        tail = sum(self.chance.random() < TAIL for _ in range(count))
        drawn = self.chance.choices(self.common, cum_weights=self.weights, k=count - tail)
        roots = self.chance.choices(self.rare, cum_weights=self.tail, k=tail)
        drawn += [self.chance.choice(AFFIXES).format(root) for root in roots]
        self.chance.shuffle(drawn)
        return drawn

    def text(self, count: int) -> str:
        """Write sentences of twelve words or so."""
        words, sentences = self.words(count), []
        while words:
            size = self.chance.randint(8, 16)
            sentence, words = words[:size], words[size:]
            sentences.append(" ".join(sentence).capitalize() + ".")
        return " ".join(sentences)

    def name(self) -> str:
        """Invent a name: an acronym, or some words."""
        if self.chance.random() < 0.5:
            return "".join(word[: self.chance.randint(2, 4)] for word in self.words(3)).upper()
        return " ".join(word.capitalize() for word in self.words(self.chance.randint(2, 5)))

    def record(self) -> str:
        """Write one record."""
        pick = self.chance.choice
        words = {name: [word.id for word in self.catalogue.vocabularies[name].butir] for name in ("urusan", "tema")}
        lines = [
            f'nama: "{self.name()}"',
            f'kepanjangan: "{" ".join(self.words(5)).capitalize()}"',
            f'ringkasan: "{self.text(self.chance.randint(18, 35))}"',
            f"status_data: {pick(('sumber-publik', 'dikonfirmasi-opd'))}",
            f"tahapan: {pick(('inisiatif', 'uji-coba', 'penerapan', 'penerapan'))}",
            f"jenis: {pick(('digital', 'non-digital'))}",
            f"bentuk: {pick(('tata-kelola', 'pelayanan-publik', 'pelayanan-publik', 'lainnya'))}",
            f"urusan_utama: {pick(words['urusan'])}",
            f"tema: [{', '.join(self.chance.sample(words['tema'], self.chance.randint(1, 3)))}]",
            f"waktu_penerapan: {pick(YEARS)}-0{self.chance.randint(1, 9)}",
            f"status: {pick(('aktif', 'aktif', 'dikembangkan', 'berhenti'))}",
            *(f'{name}: "{self.text(40)}"' for name in ("tujuan", "manfaat", "hasil")),
            f'rancang_bangun: "{self.text(self.chance.randint(290, 380))}"',
            "sumber:",
            f'  - judul: "{self.text(8)}"',
            f"    tautan: https://contoh.example/{self.chance.randint(1, 10**6)}",
        ]
        return "\n".join(lines) + "\n"


def write_catalogue(root: Path, count: int) -> None:
    """Write `count` innovations below `root`, for the agencies and periods of the frozen city."""
    writer = Writer()
    shutil.copytree(KOTA, root, ignore=lambda folder, names: {"innovations", "alamat.yaml"} & set(names))
    opds = [id for id, entry in writer.catalogue.opds.items() if entry.record.wajib or entry.record.induk]
    for number in range(count):
        folder = root / "innovations" / writer.chance.choice(opds)
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"inovasi-{number:05}.yaml").write_text(writer.record(), encoding="utf-8")
