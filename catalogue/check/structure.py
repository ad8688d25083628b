"""The rules that are checked while values are given their types; here is only what they mean."""

from catalogue.check.registry import declare
from catalogue.common.findings import Severity

declare(
    "bentuk-salah",
    Severity.GALAT,
    """Bentuk isian sesuai.

    Isian yang berupa daftar ditulis sebagai daftar, yang berupa rincian ditulis dengan kuncinya, dan yang berupa
    teks ditulis sebagai satu nilai.

    Mengapa: Isian yang bentuknya lain tidak dapat dibaca dengan benar.

    Perbaikan: Bandingkan dengan contoh pada daftar isian.
    """,
)
declare(
    "kunci-asing",
    Severity.GALAT,
    """Kunci dikenal.

    Hanya kunci dalam daftar isian yang dipakai.

    Mengapa: Kunci yang salah ketik membuat isinya tidak tampil di mana pun.

    Perbaikan: Perbaiki ejaan kunci seperti disarankan laporan.
    """,
)
declare(
    "wajib-diisi",
    Severity.GALAT,
    """Isian wajib terisi.

    Setiap berkas memuat isian yang menjadi identitasnya; bagi inovasi: `nama`, `ringkasan`, dan `status_data`.

    Mengapa: Tanpa isian itu pembaca tidak tahu apa yang dibacanya dan dari mana asalnya.

    Perbaikan: Tambahkan isian yang disebut laporan. Isian lain boleh menyusul.
    """,
)
declare(
    "kosakata",
    Severity.GALAT,
    """Kata diambil dari daftar tertutup.

    Isian seperti `tahapan`, `bentuk`, dan `urusan_utama` hanya memakai kata dalam daftarnya.

    Mengapa: Daftar itu berasal dari peraturan atau formulir Kementerian; kata lain tidak dapat dihitung dan tidak
    dapat dimasukkan ke aplikasi Kementerian.

    Perbaikan: Pilih kata yang disarankan laporan atau yang ada pada daftar isian.
    """,
)
declare(
    "tanggal-salah",
    Severity.GALAT,
    """Tanggal benar.

    Tanggal ditulis `2025-07-01`, bulan `2025-07`, tahun `2025`, dan benar-benar ada dalam penanggalan.
    `17 Juli 2025` dan `17/07/2025` juga terbaca; `01/07/2025` ditanyakan.

    Mengapa: `01/07/2025` dapat berarti dua hari yang berbeda.

    Perbaikan: Tulis tahun, bulan, lalu hari, dipisahkan tanda hubung.
    """,
)
declare(
    "angka-salah",
    Severity.GALAT,
    """Angka benar dan dalam batas.

    Isian berisi angka dan berada dalam batasnya. `1.000` pada isian jumlah terbaca seribu, `95,5` terbaca pecahan; bila
    ribuan dan pecahan sama-sama mungkin, penulisnya ditanya.

    Mengapa: `1.250` dapat dibaca seribu lebih atau satu lebih; angka menentukan tingkat kematangan.

    Perbaikan: Tulis `1000` atau `95.5`.
    """,
)
declare(
    "tautan-salah",
    Severity.GALAT,
    """Tautan dapat dibuka dengan aman.

    Alamat diawali `https://` atau `http://`, lengkap dengan nama situs, tanpa spasi.

    Mengapa: Alamat jenis lain dapat menjalankan program di HP atau komputer pembaca atau tidak dapat dibuka.

    Perbaikan: Salin alamat lengkap dari browser.
    """,
)
declare(
    "terlalu-panjang",
    Severity.GALAT,
    """Isian tidak terlalu panjang.

    Teks dan daftar tidak melampaui batas isiannya.

    Mengapa: Isian yang terlalu panjang merusak halaman daftar dan tidak dibaca orang.

    Perbaikan: Ringkas isinya, atau pindahkan rinciannya ke isian yang lebih cocok.
    """,
)
declare(
    "penulisan-salah",
    Severity.GALAT,
    """Penulisan sesuai bentuk isian.

    Isian yang bentuknya ditentukan, seperti nama berkas, nomor telepon, atau surel, ditulis menurut bentuk itu.

    Mengapa: Nilai dengan bentuk lain tidak dapat dipakai sebagai alamat atau rujukan.

    Perbaikan: Ikuti contoh pada laporan.
    """,
)
