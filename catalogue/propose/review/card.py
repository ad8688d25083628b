"""The review card as Markdown: what people wrote stands in code and cannot become markup, mentions or pictures."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import urlencode

from catalogue.common.findings import Finding, Severity, count
from catalogue.common.indonesian import enumerate_words
from catalogue.propose.review.changes import FieldChange, Kind, Proposal, RecordChange
from catalogue.read.catalogue import InnovationEntry

LIMIT = 60_000
"""Characters; GitHub refuses a comment of more than 65,536."""
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
    preview: str | None = None
    site: str | None = None

    def quick(self, path: str) -> str | None:
        """Return where the published site shows a file of the proposal in the reader's browser."""
        match = re.fullmatch(r"https://github\.com/([^/]+/[^/]+)/blob/(.+?)/?", self.files or "")
        if not (match and self.site):
            return None
        query = urlencode({"repo": match[1], "ref": match[2], "path": path}, safe="/")
        return f"{self.site.rstrip('/')}/pratinjau/?{query}"


def card(proposal: Proposal, links: Links) -> str:
    """Write the card, cut to what a comment on GitHub may hold."""
    parts = [
        "# Kartu telaah\n",
        f"{_summary(proposal)}\n",
        *_records(proposal, links),
        *_findings("Temuan baru", proposal.new),
        *_findings("Temuan yang selesai", proposal.solved),
        *_effects(proposal),
        *_others(proposal.files),
        *_checklist(proposal),
    ]
    return "\n".join(_within_limit(parts))


def code(text: str) -> str:
    """Write a text as code in one line, whatever it contains."""
    line = " ".join(text.split())
    fence = "`" * (max((len(run) for run in re.findall("`+", line)), default=0) + 1)
    pad = " " if line.startswith("`") or line.endswith("`") or not line else ""
    return f"{fence}{pad}{line}{pad}{fence}"


def _within_limit(parts: list[str]) -> Iterator[str]:
    size = 0
    for part in parts:
        size += len(part) + 1
        if size > LIMIT:
            yield "Selebihnya terlalu panjang untuk satu kartu; lihat berkasnya.\n"
            return
        yield part


def _summary(proposal: Proposal) -> str:
    kinds = Counter(record.kind for record in proposal.records)
    records = [f"{kinds[kind]} {name[0].lower()}{name[1:]}" for kind, name in KINDS.items() if kinds[kind]]
    if proposal.unreadable:
        records.append(f"{len(proposal.unreadable)} berkas inovasi belum dapat dibaca")
    faults, warnings = (count(proposal.new, severity) for severity in (Severity.GALAT, Severity.PERINGATAN))
    changed = enumerate_words(records) or "Tidak ada inovasi yang berubah"
    found = f"{faults} galat baru, {warnings} peringatan baru, {len(proposal.solved)} temuan selesai"
    return f"{changed[0].upper()}{changed[1:]}. {found}."


def _records(proposal: Proposal, links: Links) -> Iterator[str]:
    for record in proposal.records:
        yield "\n".join([f"## {KINDS[record.kind]}: {code(record.name)}\n", *_record(record, links)]) + "\n"
    yield from _listed("Belum dapat dibaca", proposal.unreadable, links)
    yield from _listed("Hanya tata letak atau catatan yang berubah", proposal.reworded, links)


def _listed(title: str, paths: tuple[str, ...], links: Links) -> Iterator[str]:
    if paths:
        yield "\n".join([f"## {title}\n", *(f"- {_file(path, links)}" for path in paths)]) + "\n"


def _record(record: RecordChange, links: Links) -> Iterator[str]:
    entry = record.after or record.before
    assert entry
    yield f"- Berkas: {_file(entry.path, links) if record.after else code(entry.path)}"
    if record.before and record.after and record.before.path != record.after.path:
        yield f"- Semula: {code(record.before.path)}"
    if record.after and links.preview:
        yield f"- Pratinjau: <{links.preview.rstrip('/')}/inovasi/{record.slug}/>"
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


def _findings(title: str, findings: tuple[Finding, ...]) -> Iterator[str]:
    if not findings:
        return
    rows = [_finding(finding) for finding in sorted(findings, key=lambda finding: finding.severity)]
    yield "\n".join([f"## {title}\n", *rows]) + "\n"


def _finding(finding: Finding) -> str:
    place = code(f"{finding.place.path}:{finding.place.span.line}")
    help = f" Perbaikan: {code(finding.help)}" if finding.help else ""
    return f"- {finding.severity.label} {code(finding.rule)} pada {place}: {code(finding.message)}{help}"


def _effects(proposal: Proposal) -> Iterator[str]:
    if not proposal.assessed:
        yield "## Akibat bagi katalog\n\nBelum dapat dihitung sebelum galat di atas diperbaiki.\n"
        return
    rows = [f"- {effect.label}: {effect.before} → {effect.after}" for effect in proposal.effects]
    if proposal.unreadable:
        rows.append("- Dihitung tanpa berkas yang belum dapat dibaca.")
    rows += [f"- Memenuhi target sejak usulan ini: {code(name)}" for name in proposal.met]
    rows += [f"- Tidak lagi memenuhi target: {code(name)}" for name in proposal.lost]
    yield "\n".join([f"## Akibat bagi katalog, {proposal.year}\n", *(rows or ["Tidak ada angka yang berubah."])]) + "\n"


def _others(paths: Iterable[str]) -> Iterator[str]:
    grouped: dict[str, list[str]] = {}
    for path in paths:
        grouped.setdefault(touched(path), []).append(path)
    if grouped:
        rows = [f"- {text} {', '.join(map(code, found))}" for text, found in sorted(grouped.items())]
        yield "\n".join(["## Berkas lain\n", *rows]) + "\n"


def _checklist(proposal: Proposal) -> Iterator[str]:
    rows = dict.fromkeys(questions(proposal))
    yield "\n".join(["## Daftar periksa penelaah\n", *(f"- [ ] {row}" for row in rows)]) + "\n"


FOLDERS = {
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
    ".github/": "Alur kerja GitHub: hak dan rahasia dipertaruhkan di sini.",
}
"""What a change below a path touches; anything else is the software."""
SOFTWARE = "Perangkat lunak."
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
DEVELOPERS = {SOFTWARE, FOLDERS["templates/"], FOLDERS[".github/"]}


def touched(path: str) -> str:
    """Say what a changed file touches."""
    return next((text for start, text in FOLDERS.items() if path.startswith(start)), SOFTWARE)


def questions(proposal: Proposal) -> Iterator[str]:
    """Yield what has to be looked at; the same may come twice."""
    if proposal.records or proposal.unreadable:
        yield "Pengusulnya berwenang atas OPD pemilik inovasi."
        yield "Tidak ada NIK, NIP, nomor pribadi, atau daftar nama orang."
    for record in proposal.records:
        yield from _of_record(record)
    for start, question in ASKED.items():
        if any(path.startswith(start) for path in proposal.files):
            yield question
    if any(touched(path) in DEVELOPERS for path in proposal.files):
        yield "Perubahan perangkat lunak ditelaah pengembang."
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
    if record.kind == "diganti-nama" and record.before and record.after:
        kept = record.before.id in record.after.record.alamat_lama
        yield "Alamat lama dialihkan." if kept else f"Tambahkan `{record.before.id}` pada `alamat_lama`."
