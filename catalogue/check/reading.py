"""The rules that are checked while files are read; here is only what they mean."""

from catalogue.check.checking import declare
from catalogue.common.findings import Severity

declare(
    "berkas-tidak-terbaca",
    Severity.GALAT,
    """Berkas dapat dibaca.

    Berkas data berisi teks UTF-8, tanpa aksara kendali, paling besar 512 KiB, paling banyak 10.000 baris dan 20.000
    isian. Penanda awal berkas (BOM) dan akhir baris Windows dibaca begitu saja.

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
    memakai huruf kecil, angka, dan tanda hubung, dan bukan nama yang ditolak Windows, seperti `aux` atau `con`.

    Mengapa: Nama berkas adalah identitas sekaligus alamat halaman, dan mapnya menentukan OPD pemilik. Berkas di
    tempat lain tidak akan terbit tanpa seorang pun menyadarinya.

    Perbaikan: Pindahkan atau ganti nama berkas seperti disarankan laporan.
    """,
)
declare(
    "berkas-program-lain",
    Severity.PERINGATAN,
    """Map data hanya berisi berkas katalog.

    Berkas yang dibuat sendiri oleh sistem operasi, penyunting, atau program kantor, seperti `.DS_Store`, `Thumbs.db`,
    `~$usulan.xlsx`, dan salinan cadangan, tidak dibaca.

    Mengapa: Berkas itu bukan usulan, dan muncul lagi setelah dihapus.

    Perbaikan: Biarkan saja, dan jangan ikut dikirim dalam usulan.
    """,
)
declare(
    "foto-rusak",
    Severity.GALAT,
    """Foto adalah gambar yang utuh.

    Gambar di samping catatan berjenis JPEG, PNG, atau WebP sesuai akhiran namanya, utuh, tidak bergerak, paling besar
    5 MiB, dan paling banyak 40 juta piksel. Yang diterbitkan hanya pikselnya, paling lebar 1600; tempat, waktu, dan
    perangkat pemotretan yang tersimpan di dalam berkas tidak ikut terbit.

    Mengapa: Berkas yang bukan gambar dapat dipakai menitipkan isi lain pada situs, dan gambar yang terlalu besar tidak
    terbuka di ponsel.

    Perbaikan: Simpan ulang gambarnya sebagai JPEG, PNG, atau WebP, lalu unggah lagi. Hapus keterangan tempat dari foto
    sebelum mengunggahnya, karena berkas aslinya tetap terbuka di repositori.
    """,
)
declare(
    "aksara-tersembunyi",
    Severity.PERINGATAN,
    """Tidak ada aksara yang tak terlihat.

    Teks tidak memuat aksara tanpa lebar, tanda hubung lunak, atau penanda arah tulisan. Aksara itu diabaikan ketika
    berkas dibaca. Spasi keras dari Word dibaca sebagai spasi biasa dan tidak dilaporkan. Kata berhuruf Latin juga tidak
    memuat huruf Yunani atau Sirilik yang tampak sama, dan teks tidak memuat butir dari fon Symbol atau Wingdings.

    Mengapa: Aksara itu ikut tersalin dari Word, WhatsApp, atau halaman web. Dua nilai yang tampak sama menjadi
    berbeda, dan penelaah tidak dapat melihatnya.

    Perbaikan: Hapus lalu ketik ulang bagian itu, atau jalankan `build.py tidy`.
    """,
)
declare(
    "yaml-rusak",
    Severity.GALAT,
    """Tulisan YAML benar.

    Setiap baris memuat `kunci: nilai`, butir daftar yang diawali `- `, atau lanjutan teks yang menjorok.

    Mengapa: Baris yang lain tidak dapat dibaca sebagai data.

    Perbaikan: Ikuti saran pada laporan; umumnya baris itu lanjutan teks di atasnya dan perlu diawali spasi.
    """,
)
declare(
    "yaml-tab",
    Severity.GALAT,
    """Awal baris memakai spasi, bukan tab.

    Awal baris hanya boleh berisi spasi. Tab di tempat lain dibaca sebagai spasi.

    Mengapa: YAML menolak tab di awal baris karena lebarnya berbeda di tiap layar.

    Perbaikan: Ganti tiap tab di awal baris dengan dua spasi, atau jalankan `build.py tidy`.
    """,
)
declare(
    "yaml-titik-dua",
    Severity.GALAT,
    """Titik dua memisahkan kunci dari nilai.

    Kunci diikuti titik dua lalu spasi. Di dalam nilai, titik dua yang diikuti spasi perlu diapit tanda kutip. Satu
    baris memuat satu kunci.

    Mengapa: YAML mengenali kunci dari titik dua yang diikuti spasi; yang lain membuatnya salah membaca baris.

    Perbaikan: Tambahkan spasi sesudah titik dua, atau apit seluruh nilai dengan tanda kutip lurus.
    """,
)
declare(
    "yaml-kutip",
    Severity.GALAT,
    """Tanda kutip lurus dan berpasangan.

    Nilai yang diawali tanda kutip diakhiri tanda kutip yang sama pada baris itu. Tanda kutip miring buatan Word
    bukan tanda kutip YAML.

    Mengapa: Tanda kutip yang tidak ditutup membuat baris-baris di bawahnya ikut terbaca sebagai isi.

    Perbaikan: Tutup tanda kutipnya. Bila isinya memuat tanda kutip ganda, apit dengan tanda kutip tunggal.
    """,
)
declare(
    "yaml-tanda-awal",
    Severity.GALAT,
    """Nilai tidak diawali tanda khusus.

    Nilai tanpa tanda kutip tidak diawali `@`, `%`, `&`, `*`, `!`, `|`, `>`, `[`, `{`, atau tanda petik terbalik.

    Mengapa: Tanda-tanda itu berarti khusus dalam YAML, sehingga nilainya tidak terbaca sebagai teks.

    Perbaikan: Apit seluruh nilai dengan tanda kutip lurus.
    """,
)
declare(
    "yaml-strip",
    Severity.GALAT,
    """Butir daftar ditulis dengan `- `.

    Setiap butir daftar berada di baris sendiri, diawali tanda hubung dan satu spasi.

    Mengapa: Tanpa spasi, tanda hubung terbaca sebagai bagian teks dan daftarnya hilang.

    Perbaikan: Tambahkan spasi sesudah tanda hubung, dan pindahkan butir pertama ke bawah kuncinya.
    """,
)
declare(
    "yaml-inden",
    Severity.GALAT,
    """Spasi di awal baris sejajar.

    Kunci yang setingkat diawali spasi yang sama banyak; isi sebuah kunci menjorok dua spasi lebih dalam.

    Mengapa: Spasi di awal baris menentukan kunci mana milik apa.

    Perbaikan: Samakan banyaknya spasi di awal baris seperti disarankan laporan.
    """,
)
declare(
    "yaml-kurung",
    Severity.GALAT,
    """Kurung berpasangan.

    Daftar yang diawali `[` ditutup dengan `]`, dan rincian yang diawali `{` ditutup dengan `}`.

    Mengapa: Kurung yang tidak ditutup membuat baris di bawahnya ikut terbaca sebagai butir daftar.

    Perbaikan: Tutup kurungnya, atau apit nilai dengan tanda kutip bila kurung memang bagian teks.
    """,
)
declare(
    "yaml-bentrok",
    Severity.GALAT,
    """Tidak ada sisa perubahan yang bertabrakan.

    Berkas tidak memuat baris `<<<<<<<`, `=======`, atau `>>>>>>>`.

    Mengapa: Baris itu ditinggalkan Git ketika dua orang mengubah bagian yang sama; isinya belum dipilih.

    Perbaikan: Pilih isi yang benar di antara kedua bagian, lalu hapus ketiga baris penanda.
    """,
)
declare(
    "komentar-tak-sengaja",
    Severity.GALAT,
    """Isi tidak terbaca sebagai komentar.

    Tanda `#` yang didahului spasi memulai komentar. Komentar ditulis dengan spasi sesudah `#`; tanda `#` yang langsung
    diikuti teks dianggap bagian isi dan perlu diapit tanda kutip.

    Mengapa: Teks sesudah ` #` hilang tanpa pemberitahuan, misalnya `Terbaik #1` menjadi `Terbaik`.

    Perbaikan: Apit seluruh nilai dengan tanda kutip, atau beri spasi sesudah `#` bila memang komentar.
    """,
)
declare(
    "teks-menyambung",
    Severity.GALAT,
    """Kunci dan butir daftar tidak tertelan teks di atasnya.

    Baris yang menjorok di bawah sebuah teks dibaca sebagai lanjutannya. Baris seperti itu tidak berbentuk kunci yang
    belum ada atau butir daftar.

    Mengapa: Isian yang tertelan tampil di tempat yang salah dan dianggap belum diisi.

    Perbaikan: Samakan banyaknya spasi di awal baris itu dengan kunci atau butir lain. Bila memang bagian teks, awali
    dengan kata lain.
    """,
)
declare(
    "kutip-janggal",
    Severity.PERINGATAN,
    """Tanda kutip tidak tertinggal di tepi nilai.

    Nilai tidak diakhiri tanda kutip tanpa pasangan dan tidak seluruhnya diapit tanda kutip miring.

    Mengapa: Tanda kutip itu biasanya dimaksudkan sebagai tanda kutip YAML, tetapi ikut tampil di situs.

    Perbaikan: Hapus tanda kutipnya, atau pakai tanda kutip lurus di kedua tepi.
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

    Alamat diawali `https://` atau `http://`, lengkap dengan nama situs, tanpa spasi. Alamat seperti
    `www.contoh.go.id` dilengkapi sendiri dengan `https://`.

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
