"""What a reviewer has to look at, derived from what a proposal changes."""

from __future__ import annotations

from collections.abc import Iterator

from catalogue.propose.review.changes import Proposal, RecordChange
from catalogue.propose.review.touched import asked
from catalogue.read.catalogue import InnovationEntry


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
