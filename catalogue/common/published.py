"""What holds of everything that is published: its licence, and the history of the API, newest first."""

from __future__ import annotations

from typing import NamedTuple

LICENCE = "CC-BY-4.0"
LICENCE_ADDRESS = "https://creativecommons.org/licenses/by/4.0/"

SCHEMA = 1
"""Number of the published shapes; raised when a key changes its meaning or goes."""


class ApiRelease(NamedTuple):
    """What a version of the API brought, with its day."""

    versi: str
    tanggal: str
    perubahan: str


RELEASES: tuple[ApiRelease, ...] = (
    ApiRelease(
        versi="1.3",
        tanggal="2026-11-30",
        perubahan="Yang belum diketahui bernilai null. `kepatuhan/<tahun>.json`: `terpenuhi` OPD dan urusan dasar "
        "dapat null, `keadaan` menyebut sebabnya, `ringkasan` memuat empat angka, `target` dengan `syarat_target` "
        "menggantikan `ambang`, `corong` menghitung inovasi tiap langkah, dan `asal` menggantikan `status` pada "
        "batas waktu; `iid` dalam `perkembangan` dapat null. Langkah terendah kini `diberitakan`; `tercatat` berarti "
        "OPD sudah membenarkan dan koordinator sudah menerima. Pada inovasi: `jenis_catatan`, `bagian_dari`, "
        "`keyakinan`, `pengesahan`, `status_sejak`, `digabung_ke`, `tanggapan`, `dihitung`, `berjalan`, dan pada "
        "sumber `diakses`, `terlihat`, `kutipan`, `arsip`. `indeks/<tahun>.json`: `bacaan` berisi null selama "
        "belum ada inovasi yang dihitung, `rentang` menyebut batasnya, `spd` memuat nilai publik dengan tahunnya, "
        "dan `saran` hanya ada pada putaran yang masih dapat diisi (`dapat_diisi`). Dokumen dalam `saran` memuat "
        "`inovasi` dan `penanda_tangan`; satu dokumen yang menyebut banyak inovasi ditulis sekali dan `id`-nya "
        "null; `lama_hari`, `batas_waktu`, `batas_resmi`, dan `mulai_paling_lambat` menyebut kapan harus mulai, dan "
        "yang tidak dapat selesai sebelum batas waktu resmi tidak ikut. `dikembangkan_dahulu` menyebut berapa inovasi "
        "di luar rentang yang diperlukan bila tujuan tidak tercapai. `kematangan.pengaduan.nilai` pada inovasi boleh "
        "berisi `tidak-ada`. Hari yang tidak dapat dipastikan "
        "bernilai null, juga `tanggal` dalam `perubahan.json`; `dicatat` tetap walaupun berkasnya dipindahkan; "
        "`celah` dapat berisi `git-gagal`. Baru: `layanan`, `capaian`, dan `pelajaran` pada inovasi, "
        "dan `sejak` OPD memuat tiap langkah dengan `dicapai`. Di luar `/api/v1/`, berkas CSV menulis kode urusan "
        "dengan namanya, misalnya `Perdagangan (3.30)`, dan memberi apostrof di depan teks yang menyerupai angka "
        "atau tanggal.",
    ),
    ApiRelease(
        versi="1.2",
        tanggal="2026-11-29",
        perubahan="Saran dalam `indeks/<tahun>.json` memuat paling banyak 100 butir pada `belum_layak` dan `bukti`; "
        "kunci baru `dipotong` menyebut banyaknya seluruhnya. Di luar `/api/v1/`, kartu bagi situs lain dengan jawaban "
        "oEmbed, langganan tiap OPD dan tema, dan `data/datasette.json` berakhir.",
    ),
    ApiRelease(
        versi="1.1",
        tanggal="2026-11-24",
        perubahan="Kunci baru `pengembangan_lama` pada inovasi: pengembangan yang mendahului yang terbaru.",
    ),
    ApiRelease(
        versi="1.0",
        tanggal="2026-11-24",
        perubahan="Terbitan pertama: inovasi, OPD, kepatuhan, proyeksi indeks, dan perubahan catatan.",
    ),
)
"""The newest first. A new key or address raises the second number; `tests/api/` keeps the shape of each version."""

VERSION = RELEASES[0].versi
