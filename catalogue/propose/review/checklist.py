"""What a reviewer has to look at, by what a proposal touches."""

from __future__ import annotations

from collections.abc import Iterator

from catalogue.propose.review.changes import Proposal, RecordChange

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
