"""The review card as Markdown: what people wrote stands in code and cannot become markup, mentions or pictures.

Of who proposes it says no name, only how they stand to the agencies whose files they change.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from catalogue.common.findings import Finding, Severity, count
from catalogue.common.indonesian import enumerate_words
from catalogue.propose.review.budget import Section, code, fit, listed, within
from catalogue.propose.review.changes import Kind, Proposal, RecordChange
from catalogue.propose.review.values import FieldChange
from catalogue.read.catalogue import InnovationEntry
from catalogue.read.files import locate


def questions(proposal: Proposal) -> Iterator[str]:
    """Yield what has to be looked at; the same may come twice."""
    if proposal.records or proposal.unreadable:
        yield "Pengusulnya berwenang atas OPD pemilik inovasi."
        yield "Tidak ada NIK, NIP, nomor pribadi, atau daftar nama orang."
    for record in proposal.records:
        yield from _of_record(record)
    yield from asked(proposal.files, proposal.irregular)
    for record in proposal.records:
        yield from _of_name(record)
    if not (proposal.records or proposal.unreadable or proposal.files):
        yield "Tidak ada yang perlu diperiksa."


def _received(entry: InnovationEntry | None) -> bool:
    """Tell whether the coordinator took in the confirmation of a record."""
    return bool(entry and entry.record.pengesahan and entry.record.pengesahan.diterima_oleh)


def _of_record(record: RecordChange) -> Iterator[str]:
    names = {change.name for change in record.fields}
    if "sumber" in names:
        yield "Sumber yang disebut dapat dibuka dan menyatakan isinya."
    if any(change.evidence for change in record.fields):
        yield "Bukti yang baru dinyatakan benar-benar ada dan sesuai faktanya."
    if "status_data" in names and record.after and record.after.record.status_data == "dikonfirmasi-opd":
        yield "Ada pernyataan OPD yang membenarkan isi catatan."
    if "pengesahan" in names and record.after and record.after.record.pengesahan:
        yield "Pembenaran benar dari jabatan yang disebut, dan `diterima_oleh` hanya diisi koordinator."
        if record.after.record.pengesahan.diterima_oleh and not _received(record.before):
            yield "`diterima_oleh` baru ada pada usulan ini: cocokkan dengan butirnya pada `penerimaan.yaml`."
    if names & {"jenis_catatan", "bagian_dari", "status", "digabung_ke"}:
        yield "Perubahan jenis atau status menentukan apakah catatan ini dihitung."
    if record.kind == "dihapus":
        yield "Penghapusan disetujui OPD pemiliknya; inovasi yang berhenti cukup diubah `status`-nya."
        yield "Alamatnya diberi `berakhir` dan `alasan` dalam `alamat.yaml`."
    if record.kind == "dipindahkan":
        yield "OPD yang lama dan yang baru menyetujui pemindahannya."


def _of_name(record: RecordChange) -> Iterator[str]:
    if record.kind == "diganti-nama" and record.before and record.after:
        kept = record.before.id in record.after.record.alamat_lama
        yield "Alamat lama dialihkan." if kept else f"Tambahkan `{record.before.id}` pada `alamat_lama`."


LINES = 40
"""Lines about one innovation."""
CONFLICT = (
    "**Usulan ini bertabrakan dengan cabang utama**: keduanya mengubah baris yang sama, dan yang dibandingkan di sini "
    "ialah keadaan sejak usulan ini dibuat."
)
KINDS: dict[Kind, str] = {
    "baru": "Inovasi baru",
    "diubah": "Inovasi diubah",
    "dipindahkan": "Inovasi berpindah OPD",
    "diganti-nama": "Inovasi berganti nama berkas",
    "dihapus": "Inovasi dihapus",
}


@dataclass(frozen=True)
class Links:
    """Where the proposal can be seen: the addresses before which a file's path or a page's address is put."""

    files: str | None = None
    site: str | None = None

    def quick(self, path: str) -> str | None:
        """Return where the published site shows a file of the proposal in the reader's browser."""
        match = re.fullmatch(r"https://github\.com/([^/]+/[^/]+)/blob/(.+?)/?", self.files or "")
        if not (match and self.site):
            return None
        query = urlencode({"repo": match[1], "ref": match[2], "path": path}, safe="/")
        return f"{self.site.rstrip('/')}/pratinjau/?{query}"


def card(proposal: Proposal, links: Links, author: Author | None = None) -> str:
    """Write the card within what a comment on GitHub may hold; what had to be left out is said in its first line."""
    fitted = fit(list(_sections(proposal, links, author)))
    cut = f": dipotong, {enumerate_words(list(fitted.cut))} tidak dimuat" if fitted.cut else ""
    return "\n".join([f"# Kartu telaah{cut}\n", f"{_summary(proposal)}\n", *fitted.texts])


def refused(reason: str) -> str:
    """Write the card of a proposal of which none can be made."""
    return (
        f"# Kartu tidak dapat dibuat: {reason}\n\n"
        "Isi usulan ini belum diperiksa. Jangan digabung sebelum pengembang menelaah seluruh perubahannya. "
        "Kartu dibuat lagi begitu usulannya atau cabang utama berubah.\n"
    )


def _sections(proposal: Proposal, links: Links, author: Author | None) -> Iterator[Section]:
    yield _touched(proposal, "Perlu ditelaah lebih dahulu", 10_000, first=True)
    if author:
        yield Section("Pengusul", list(author_rows(author)), 2_000, "keterangan")
    brought = author.standing if author and proposal.verdicts else ""
    decided = [verdict.row() for verdict in proposal.verdicts]
    yield Section("Putusan yang dibawa usulan ini", decided, 8_000, "putusan", brought)
    yield Section("Temuan baru", _findings(proposal.new), 9_000, "temuan baru")
    yield _effects(proposal)
    yield Section("Belum dapat dibaca", _files(proposal.unreadable, links), 2_000, "berkas yang belum dapat dibaca")
    for kind, title in KINDS.items():
        found = [record for record in proposal.records if record.kind == kind]
        yield Section(title, [_record(record, links) for record in found], 3_000, title[0].lower() + title[1:])
    reworded = _files(proposal.reworded, links)
    yield Section("Hanya tata letak atau catatan yang berubah", reworded, 1_000, "berkas yang berubah tata letaknya")
    yield Section("Temuan yang selesai", _findings(proposal.solved), 2_000, "temuan yang selesai")
    yield _touched(proposal, "Berkas lain", 2_000, first=False)
    checks = [f"- [ ] {question}" for question in dict.fromkeys(questions(proposal))]
    yield Section("Daftar periksa penelaah", checks, 3_000, "hal pada daftar periksa")


def _touched(proposal: Proposal, title: str, share: int, *, first: bool) -> Section:
    found = list(rows(proposal.files, proposal.irregular, first=first))
    texts, left = [text for text, _ in found], sum(left for _, left in found)
    return Section(title, texts, share, "jenis berkas", unnamed=left)


def _summary(proposal: Proposal) -> str:
    kinds = Counter(record.kind for record in proposal.records)
    records = [f"{kinds[kind]} {name[0].lower()}{name[1:]}" for kind, name in KINDS.items() if kinds[kind]]
    if proposal.unreadable:
        records.append(f"{len(proposal.unreadable)} berkas inovasi belum dapat dibaca")
    faults, warnings = (count(proposal.new, severity) for severity in (Severity.GALAT, Severity.PERINGATAN))
    changed = enumerate_words(records) or "Tidak ada inovasi yang berubah"
    found = f"{faults} galat baru, {warnings} peringatan baru, {len(proposal.solved)} temuan selesai"
    conflict = f" {CONFLICT}" if proposal.conflict else ""
    return f"{changed[0].upper()}{changed[1:]}. {found}.{conflict}"


def _record(record: RecordChange, links: Links) -> str:
    lines = within(list(_lines(record, links)), LINES, "baris")
    return "\n".join([f"### {code(record.name)}\n", *lines]) + "\n"


def _lines(record: RecordChange, links: Links) -> Iterator[str]:
    entry = record.after or record.before
    assert entry
    yield f"- Berkas: {_file(entry.path, links) if record.after else code(entry.path)}"
    if record.before and record.after and record.before.path != record.after.path:
        yield f"- Semula: {code(record.before.path)}"
    if record.after and (quick := links.quick(entry.path)):
        yield f"- Pratinjau cepat: <{quick}>"
    if record.step_before != record.step_after:
        yield f"- Langkah: {record.step_before or 'belum tercatat'} → {record.step_after or 'tidak tercatat lagi'}"
    elif record.step_after:
        yield f"- Langkah: tetap {record.step_after}"
    for change in record.fields:
        yield _field(change)
        yield from (f"  - bukti baru: {code(title)}{_where(place)}" for title, place in change.evidence)


def _field(change: FieldChange) -> str:
    name = f"- {change.label}"
    if not change.before:
        return f"{name}: diisi {code(change.after)}"
    if not change.after:
        return f"{name}: dikosongkan, semula {code(change.before)}"
    if change.before == change.after:
        return f"{name}: isinya berubah, {code(change.after)}"
    return f"{name}: {code(change.before)} → {code(change.after)}"


def _where(place: str) -> str:
    if not place:
        return ", tempatnya belum disebut"
    is_address = re.fullmatch(r"https?://[^\s<>`]+", place)
    return f", <{place}>" if is_address else f", pada {code(place)}"


def _file(path: str, links: Links) -> str:
    return f"[{code(path)}]({links.files}{path})" if links.files else code(path)


def _files(paths: tuple[str, ...], links: Links) -> list[str]:
    return [f"- {_file(path, links)}" for path in paths]


def _findings(findings: tuple[Finding, ...]) -> list[str]:
    return [_finding(finding) for finding in sorted(findings, key=lambda finding: finding.severity)]


def _finding(finding: Finding) -> str:
    place = code(f"{finding.place.path}:{finding.place.span.line}")
    help = f" Perbaikan: {code(finding.help)}" if finding.help else ""
    return f"- {finding.severity.label} {code(finding.rule)} pada {place}: {code(finding.message)}{help}"


def _effects(proposal: Proposal) -> Section:
    if not proposal.assessed:
        opening = "Belum dapat dihitung sebelum galat di atas diperbaiki."
        return Section("Akibat bagi katalog", [], 0, "akibat", opening)
    rows = [f"- {effect.label}: {effect.before} → {effect.after}" for effect in proposal.effects]
    if proposal.unreadable:
        rows.append("- Dihitung tanpa berkas yang belum dapat dibaca.")
    rows += [f"- Memenuhi target sejak usulan ini: {code(name)}" for name in proposal.met]
    rows += [f"- Tidak lagi memenuhi target: {code(name)}" for name in proposal.lost]
    opening = "" if rows else "Tidak ada angka yang berubah."
    return Section(f"Akibat bagi katalog, {proposal.year}", rows, 4_000, "akibat", opening)


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


INSIDE = {"OWNER", "MEMBER"}
"""What GitHub calls those who belong to the organisation."""


@dataclass(frozen=True)
class Author:
    """Who proposes: GitHub's word for how they stand to the repository, and who owns the files that change.

    `door` is true for a proposal that a workflow made of an issue, `named` where the owners' file names the person.
    `paired` are the other open proposals of the same person that hold the records this one judges, or the verdicts.
    """

    association: str
    owners: tuple[str, ...] = ()
    door: bool = False
    named: bool = False
    paired: tuple[int, ...] = ()

    @property
    def standing(self) -> str:
        """Say whether they belong to the owners, as far as the host tells."""
        if self.door:
            return "Usulan ini dibuat alur kerja dari sebuah isu; pengirimnya disebut pada keterangan usulan."
        if self.named:
            return "Pengusul tercantum pada CODEOWNERS sebagai pemilik berkas yang diubah."
        if self.association in INSIDE:
            return (
                "Pengusul anggota organisasi pemilik repositori ini. Apakah ia anggota tim pemilik berkasnya tidak "
                "dapat dipastikan dari sini; lihat tab **Teams** pada halaman organisasi."
            )
        if self.association == "COLLABORATOR":
            return (
                "Pengusul diberi akses ke repositori ini, tetapi tidak terlihat sebagai anggota organisasinya. Apakah "
                "ia mewakili OPD pemiliknya tidak dapat dipastikan dari sini."
            )
        return (
            "Pengusul bukan anggota organisasi pemilik repositori ini sejauh yang terlihat, jadi bukan anggota tim OPD "
            "pemiliknya. Pastikan kepada OPD itu bahwa usulan ini memang darinya."
        )


def author_rows(author: Author) -> Iterator[str]:
    """Yield what a card says of who proposes."""
    if author.paired:
        yield pair_row(author.paired)
    yield f"- {author.standing}"
    yield f"- Pemilik berkas yang diubah: {_owners(author.owners)}."


PAIRED = "- **Menilai sendiri**: catatan dan putusan atasnya datang dari pengusul yang sama"


def pair_row(numbers: Sequence[int]) -> str:
    """Say that somebody proposes records here and the verdicts on them elsewhere, or the other way round."""
    others = ", ".join(f"#{number}" for number in numbers)
    return f"{PAIRED}, di sini dan pada {others}. Putusan itu harus dibuat orang lain, sesudah catatannya diterima."


def pairs(proposals: Mapping[int, tuple[str, Collection[str]]]) -> Mapping[int, tuple[int, ...]]:
    """Return of each proposal those of the same person with which it brings a record and its verdict.

    `proposals` gives the person, and the paths that change, by the number of the proposal.
    """
    kinds = {number: (who, *_slugs(paths)) for number, (who, paths) in proposals.items() if who}
    found: dict[int, tuple[int, ...]] = {}
    for number, (who, records, judged) in kinds.items():
        others = {other: rest for other, rest in kinds.items() if other != number and rest[0] == who}
        found[number] = tuple(
            other for other, (_, theirs, verdicts) in sorted(others.items()) if records & verdicts or judged & theirs
        )
    return found


def _slugs(paths: Collection[str]) -> tuple[frozenset[str], frozenset[str]]:
    """Return the innovations whose records, and those whose reviews, are among some paths."""
    places = [place for path in paths if (place := locate(path))]
    records = frozenset(place.id for place in places if place.kind == "innovation")
    return records, frozenset(place.id for place in places if place.kind == "review")


def _owners(owners: Sequence[str]) -> str:
    if not owners:
        return "belum diketahui, karena CODEOWNERS belum berlaku selama `repositori` pada `region.yaml` kosong"
    return listed([code(owner) for owner in owners])[0]
