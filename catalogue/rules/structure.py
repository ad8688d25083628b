"""The rules that are checked while files are read and given their types; here is only what they mean."""

from catalogue.findings import Severity
from catalogue.rules.registry import declare

declare(
    "berkas-tidak-terbaca",
    Severity.GALAT,
    """Berkas dapat dibaca.

    Berkas data berisi teks UTF-8, tanpa aksara kendali yang tidak terlihat, dan tidak lebih besar dari 512 KiB.

    Mengapa: Berkas dengan pengodean lain tampil rusak di layar orang lain, dan aksara yang tidak terlihat
    menyembunyikan perbedaan yang penting.

    Perbaikan: Simpan ulang dengan pengodean UTF-8. Bila laporan menyebut aksara kendali, hapus dan ketik ulang
    barisnya. Isi yang sangat panjang dipindahkan ke dokumen tersendiri dan dicantumkan tautannya.
    """,
)
declare(
    "letak-berkas",
    Severity.GALAT,
    """Berkas berada di tempatnya.

    Satu inovasi disimpan sebagai `innovations/<opd>/<nama>.yaml`, satu OPD sebagai `opd/<id>.yaml`. Nama berkas
    memakai huruf kecil, angka, dan tanda hubung.

    Mengapa: Nama berkas adalah identitas sekaligus alamat halaman, dan mapnya menentukan OPD pemilik. Berkas di
    tempat lain tidak akan terbit tanpa seorang pun menyadarinya.

    Perbaikan: Pindahkan atau ganti nama berkas seperti disarankan laporan.
    """,
)
declare(
    "yaml-rusak",
    Severity.GALAT,
    """Tulisan YAML benar.

    Berkas mengikuti tata tulis YAML: `kunci: nilai`, inden dengan spasi, daftar dengan `- `.

    Mengapa: Satu tanda yang salah membuat sisa berkas tidak dapat dibaca, sehingga kesalahan lain di bawahnya
    belum terlihat.

    Perbaikan: Ikuti saran pada laporan; umumnya nilai yang memuat tanda khusus perlu diberi tanda kutip.
    """,
)
declare(
    "yaml-tab",
    Severity.GALAT,
    """Inden memakai spasi, bukan tab.

    Awal baris hanya boleh berisi spasi.

    Mengapa: YAML menolak tab sebagai inden karena lebarnya berbeda di tiap layar.

    Perbaikan: Ganti tiap tab di awal baris dengan dua spasi.
    """,
)
declare(
    "yaml-jangkar",
    Severity.GALAT,
    """Tidak ada penanda `&`, `*`, atau `<<`.

    Fasilitas YAML untuk menyalin nilai dari tempat lain tidak dipakai.

    Mengapa: Isi yang disalin diam-diam sukar ditelaah, dan dapat dipakai membuat berkas kecil menjadi raksasa.

    Perbaikan: Tulis nilainya langsung. Bila tandanya memang bagian teks, beri tanda kutip pada seluruh nilai.
    """,
)
declare(
    "yaml-tag",
    Severity.GALAT,
    """Tidak ada tanda jenis `!`.

    Nilai tidak diawali `!` atau `!!`, dan berkas tidak memuat baris yang diawali `%`.

    Mengapa: Jenis tiap nilai ditentukan katalog, bukan oleh tanda di dalam berkas.

    Perbaikan: Hapus tandanya, atau beri tanda kutip bila memang bagian teks.
    """,
)
declare(
    "dokumen-ganda",
    Severity.GALAT,
    """Satu berkas memuat satu catatan.

    Tidak ada baris `---` yang memulai dokumen kedua.

    Mengapa: Isi di bawah garis itu akan hilang dari situs.

    Perbaikan: Pindahkan isi di bawah garis ke berkas lain, lalu hapus garisnya.
    """,
)
declare(
    "kunci-ganda",
    Severity.GALAT,
    """Kunci ditulis sekali.

    Dalam satu tingkat, tiap kunci hanya muncul satu kali.

    Mengapa: Banyak pembaca YAML diam-diam memakai nilai yang terakhir sehingga nilai pertama hilang.

    Perbaikan: Gabungkan isinya, lalu hapus salah satu.
    """,
)
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

    Setiap berkas memuat isian yang menjadi pengenalnya; bagi inovasi: `nama`, `ringkasan`, dan `status_data`.

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

    Mengapa: Penulisan lain dapat berarti dua hari yang berbeda.

    Perbaikan: Tulis tahun, bulan, lalu hari, dipisahkan tanda hubung.
    """,
)
declare(
    "angka-salah",
    Severity.GALAT,
    """Angka benar dan dalam batas.

    Angka ditulis tanpa titik ribuan, dengan titik sebagai tanda desimal, dan berada dalam batas isiannya.

    Mengapa: `1.000` dapat dibaca satu atau seribu; angka menentukan tingkat kematangan.

    Perbaikan: Tulis `1000` atau `95.5`.
    """,
)
declare(
    "tautan-salah",
    Severity.GALAT,
    """Tautan dapat dibuka dengan aman.

    Alamat diawali `https://` atau `http://`, lengkap dengan nama situs, tanpa spasi.

    Mengapa: Alamat jenis lain dapat menjalankan program di gawai pembaca atau tidak dapat dibuka.

    Perbaikan: Salin alamat lengkap dari peramban.
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
