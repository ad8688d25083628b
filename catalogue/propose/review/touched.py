"""What a changed file touches, dangerous things first, and what is to be asked of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from catalogue.propose.review.budget import code, listed

SOFTWARE = "Perangkat lunak."
OWNERS = ".github/CODEOWNERS"
IRREGULAR = "Tautan simbolik atau submodul: isinya tidak dibaca, dan tidak seharusnya ada di sini."
TOUCHED = {
    OWNERS: "Daftar penanggung jawab berkas: siapa yang harus menyetujui sebuah usulan.",
    ".github/": "Alur kerja GitHub: hak dan rahasia dipertaruhkan di sini.",
    "innovations/": "Gambar atau berkas pendamping inovasi.",
    "opd/": "Data OPD: penyebut target atau urusan yang diampu dapat berubah.",
    "periods/": "Berkas Bappeda: linimasa, syarat target, atau hasil pemeriksaan.",
    "rubrics/": "Rubrik: skor semua inovasi dapat berubah.",
    "vocabularies/": "Daftar pilihan: isian semua berkas diperiksa terhadapnya.",
    "region.yaml": "Pengaturan daerah: tampil di setiap halaman.",
    "alamat.yaml": "Alamat yang pernah terbit: tautan lama dapat berpindah tujuan.",
    "ekosistem.yaml": "Sektor dan kaitannya: halaman ekosistem dapat berubah.",
    "docs/": "Panduan dan keterangan.",
    "templates/": "Tampilan situs.",
}
"""What a change below a path touches, by the first path that fits; anything else is the software."""
FIRST = (
    IRREGULAR,
    TOUCHED[OWNERS],
    TOUCHED[".github/"],
    SOFTWARE,
    TOUCHED["templates/"],
    TOUCHED["periods/"],
    TOUCHED["region.yaml"],
    TOUCHED["rubrics/"],
    TOUCHED["vocabularies/"],
)
"""What stands first on a card, in this order: it decides who may do what, and how everybody is judged."""
ASKED = {
    "innovations/": "Gambar boleh diterbitkan dan tidak memuat data pribadi.",
    "opd/": "Nama, induk, dan kewajiban OPD sesuai peraturannya.",
    "periods/": "Berkas Bappeda hanya diubah oleh Bappeda.",
    "rubrics/": "Rubrik sesuai pedoman Kementerian yang disebut sumbernya.",
    "vocabularies/": "Daftar pilihan sesuai peraturan yang disebut sumbernya.",
    "region.yaml": "Pengaturan daerah hanya diubah oleh Bappeda.",
    "docs/": "Panduan tetap benar dan mudah dibaca.",
}
"""What is to be asked of a change below a path."""
DEVELOPERS = {SOFTWARE, IRREGULAR, TOUCHED["templates/"], TOUCHED[".github/"], TOUCHED[OWNERS]}


def touched(path: str) -> str:
    """Say what a changed file touches."""
    return next((text for start, text in TOUCHED.items() if path.startswith(start)), SOFTWARE)


def rows(files: Iterable[str], irregular: Iterable[str], *, first: bool) -> Iterator[tuple[str, int]]:
    """Yield what changed files touch, with their names and how many of them are left out.

    That is what stands `first` on a card, or everything else.
    """
    grouped: dict[str, list[str]] = {IRREGULAR: sorted(irregular)}
    for path in files:
        grouped.setdefault(touched(path), []).append(path)
    kinds = FIRST if first else sorted(grouped.keys() - set(FIRST))
    for kind in kinds:
        if found := grouped.get(kind):
            names, left = listed([code(path) for path in found])
            yield f"- {kind} {names}", left


def asked(files: Iterable[str], irregular: Iterable[str]) -> Iterator[str]:
    """Yield what is to be asked of changed files."""
    paths = list(files)
    for start, question in ASKED.items():
        if any(path.startswith(start) for path in paths):
            yield question
    if any(irregular) or any(touched(path) in DEVELOPERS for path in paths):
        yield "Perubahan perangkat lunak ditelaah pengembang."
