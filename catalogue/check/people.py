"""Whether a text that should name an office names a person: beside a post, behind one, or alone.

What is told apart is words: posts that people hold, bodies, bodies that bear a name of their own, and what offices are
called by. A capitalised word that is none of these may belong to a person's name; where it stands decides.
The form in the browser reads the same patterns (`form/rules.js`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

DEGREE = re.compile(
    r", ?(?:[SMA]\. ?(?:[A-Z][A-Za-z]{0,4}\b)|(?:S[EHTP]|SIP|SKM|SPd|SAg|SSi|SSos|SKom|SSTP|SKep|STr|MM|MSi|MKes"
    r"|MKom|MPd|MH|MT|MKM|MAP|MBA|MSc|Lc|BA|A\.?[Mm]d|Ph\.?D|Sp\.?[A-Z][A-Za-z]{0,3})\b(?! Negeri| Swasta))"
    r"|\b[A-Z][a-z]+ [SM]\.[A-Z][A-Za-z]{0,4}\b"
)
RANK = re.compile(
    r"(?:drg?|dra?s|ir|prof|hj?|kh|ns|apt|bapak|bpk|ibu|sdri?|saudar[ai]|ust|ustadz?|pdt|letjen|mayjen|brigjen|jend|jenderal"
    r"|kapten|letkol|kolonel|kol|mayor|kompol|akp|ipda|iptu|aiptu|bripka|ny|tuan|nyonya)\.?",
    re.IGNORECASE,
)
POST = re.compile(
    r"kepala|lurah|camat|wali|walikota|wakil|bupati|gubernur|sekretaris|sek(?:da|cam|lur|dis|wan)|asisten|staff?|direktur"
    r"|ketua|k[oe]?ordinator|anggota|pegawai|asn|pns|pppk|guru|dokter|perawat|bidan|penyuluh|operator|analis|pranata|kader"
    r"|ka(?:bid|sie?|subb?ag|dis|ban|bag|pus|tim|sat|puskesmas|upt|uptd)|kepsek|kepling|bendahara|pengawas|pembina|p[jl][ths]?"
    r"|plt|manaje?r|manager|admin|administrator|inspektur|auditor|pengelola|pelaksana|pengurus|pendamping|fasilitator|penata"
    r"|pengembang|programmer|konsultan|narasumber|inisiator|penggagas|inovator|ajudan|danramil|kapols?ek|kapolres|rektor"
    r"|dosen|dekan|komandan|petugas|sanitarian|nutrisionis|apoteker|arsiparis|pustakawan|perencana|teknisi|pimpinan|mantan"
    r"|penanggung|pic|tenaga|honorer|presiden|menteri|tokoh",
    re.IGNORECASE,
)
"""Words with which the name of a post begins."""

BODY = re.compile(
    r"dinas|badan|bagian|bidang|seksi|subb\w*|sub|unit|uptd?|balai|kantor|sekretariat|inspektorat|satuan|pemerintah\w*"
    r"|pemk[oa]t?b?|dprd|fraksi|komisi|tim|pokja|divisi|pkk|bum[dn]|dewan|gugus|satgas|panitia|kementerian|masyarakat|warga",
    re.IGNORECASE,
)
NAMED_BODY = re.compile(
    r"posyandu|pustu|rsu?d?|sakit|klinik|(?:sd|smp|sma|smk|mi|mts|ma)[ns]?|slb|tk"
    r"|paud|sekolah|madrasah|pesantren|universitas|politeknik|institut|akademi|stikes|yayasan|lembaga|lsm|forum|kelompok"
    r"|komunitas|taruna|tani|koperasi|p[td]|cv|ud|bank|masjid|musholl?a|gereja|vihara|pasar|jalan|jln?|gang"
    r"|gg|gedung|gelanggang|stadion|taman|lapangan|panti|perumda|perusahaan|toko|usaha|pondok|sanggar|rumah|graha|aula"
    r"|terminal|stasiun|museum|monumen|perpustakaan|hotel|kampung|komplek|perumahan|himpunan|ikatan|persatuan|serikat"
    r"|asosiasi|gapoktan|poktan|kwt|umkm|apotek|laboratorium|partai|relawan|sahabat|swalayan|tugu|makam|jembatan|sungai|waduk"
    r"|tpq|tpa|mda|perguruan|kolam|lapas|rutan|kodim|koramil|polsek|polres|bhayangkari|dharma",
    re.IGNORECASE,
)
"""Bodies and places that bear a name of their own, often a person's."""

PLACED = re.compile("kecamatan|kelurahan|desa|lingkungan|dusun|r[tw]|puskesmas", re.IGNORECASE)
"""Bodies that are called by a place, never by somebody with a title."""

DERIVED = re.compile(r"(?:ke|pe[rmnl]?g?|be[rl]?|me[mn]?g?|di)\w{3,}an|\w{3,}(?:asi|isme|logi|itas)", re.IGNORECASE)
"""How the nouns of offices are built."""

COMMON = re.compile(
    r"kota|kabupaten|daerah|kawasan|provinsi|nasional|umum"
    r"|hukum|modal|anak|muda|madya|utama|pertama|ahli|terampil|mahir|penyelia|fungsional|struktural|bina|marga|cipta|karya|tata"
    r"|ruang|sosial|politik|bangsa|ekonomi|pembangunan|kerja|olahraga|wisata|kreatif|budaya|pangan|tani|ternak|ikan|hidup|air"
    r"|minum|bersih|sehat|ibu|bayi|balita|remaja|lansia|lanjut|usia|keluarga|rakyat|sipil|catatan|penduduk|digital|data|sistem"
    r"|aplikasi|teknologi|komputer|statistik|publik|program|barang|jasa|aset|pajak|retribusi|anggaran|akuntansi|kas|layanan"
    r"|terpadu|satu|pintu|mal|loket|arsip|buku|inti|harian|teknis|lapangan|negeri|swasta|islam|terbuka|dasar|menengah|atas|dini"
    r"|non|formal|informal|gizi|farmasi|obat|medis|jiwa|gigi|mata|darah|gawat|darurat|inap|jalan|rawat|praja|pamong|polisi"
    r"|bencana|api|banjir|kebakaran|damkar|logistik|sarana|prasarana|lalu|lintas|angkutan|parkir|bangunan|pasar|industri"
    r"|dagang|mikro|kecil|besar|anggota|merah|putih|hijau|pelajar|siswa|mahasiswa|pemuda|perempuan|wanita|pria|camat|lurah"
    r"|hilir|hulu|lama|baru|tengah|timur|barat|utara|selatan|raya|dalam|luar|pusat|induk|pembantu|khusus|bersama|satpol|pp"
    r"|(?:dis|bap+|kes|sos|kom|dinas?)(?:kominfo|info|dik|kes|sos|hub|dukcapil|nak\w*|por\w*|perin\w*|lh|eda|elitbang\w*|bangpol|ra|mas|ling)"
    r"|dinkes|dinsos|dukcapil|setda\w*|sumut|tapem|humas|trantib|promkes|yankes|pemum|protokol|rumah|tangga|daya|sumber|alam"
    r"|energi|sampah|limbah|lestari|hutan|kebun|tanaman|hias|hewan|unggul|mandiri|sejahtera|maju|jaya|tp|ii+|iv|vi*|ix|x|i|bidang"
    r"|urusan|jabatan|unit|jawab|koperasi|karang|adat|agama|kristen|katolik|buddha|hindu|muslim|sekolah|dapur|gotong|royong"
    r"|e-\w+|inovasi|kelurahan|pegawai|aparatur|aparat|negara|republik|indonesia|staf|eselon|golongan|pangkat"
    r"|administrator|supervisor|perlengkapan|hayati|karyawati|lapak|minuman|makanan|tim|saber|pungli|penggerak|honorer|lepas"
    r"|kesra|ekbang|perekonomian|pengadaan|elektronik|perizinan|surveilans|imunisasi|sanitasi|kusta|tuberkulosis|hiv|penyakit"
    r"|menular|tidak|laut|udara|darat|seni|musik|tari|film|museum|cagar|purbakala|literasi|baca|tulis|hitung|kurikulum|guru"
    r"|sdm|spbe|ppid|ppkbd|plkb|tksk|pkh|tagana|linmas|babinsa|bhabinkamtibmas|kamtibmas|karantina|metrologi|legal|tera|ulang"
    r"|mutu|evaluasi|monev|akademik|riset|dan|inovatif|bank|simpan|pinjam|serba|tirta|drainase|jembatan|irigasi|tanah|gawai"
    r"|gedung|listrik|penerangan|trotoar|makam|rekam|medik|sanitarian|rehabilitasi|jaminan|bantuan|fakir|miskin|difabel"
    r"|disabilitas|perkotaan|permukiman|latihan|balai|tinggi|bangun|posko|sentra|kuliner|tenun|kerajinan|produk|pembina|kepala|hamil|menyusui|nifas"
    r"|pustaka|keliling|duta|kwartir|cabang|gerakan|pramuka|majelis|ulama|radio|televisi|bunda|kelas|murid|sumatera|jawa|aceh|riau"
    r"|jakarta|medan|binjai|deli|serdang|bedagai|pematang|siantar|pematangsiantar|simalungun|asahan|langkat|tapanuli|sibolga|toba"
    r"|dairi|nias",
    re.IGNORECASE,
)
"""Words that offices, posts and programmes are called by."""

LIKELY = re.compile(
    r"\w{2,}(?:iman|imin|jono|uyo|iati|atmi|arni|geng|iran|odo|slan|[fl]i[fkl]ah|unah|mini|[st]i?nah|nnisa|andar|madi|isno|nuddin"
    r"|ijan|ikin|akir|irman|tini|tinah|pono|gino|sudi|ripto|milah|ridah|aidah|arto|idjo|[pst]uti|[sbrn]iah)|\w{2,}(?:anto|yono|jono|sono|tono|warno|marno|parno|arso|arjo|iyadi|riadi|riyadi|wati|yati|asih|ningsih|ningrum|iyah|aini|uddin"
    r"|udin|iyem|inem|atun|ullah|iansyah|nsyah|syah|hayati|awan|iwan|uwan)|sur?[aio]?(?:[tdpm]iyo|gi[yt]o|tarno|tejo|priyadi|giman)"
    r"|[ms]u?h?[ao]m+[ae]d|muh|moh|ahmad|akhmad|abd\w*|abu|ali|amin\w*|andi|andri|anna|anita|ani|ari[ef]?|asep|astuti|ayu|bambang|budi"
    r"|butar|citra|cut|darma|dedi|desi|dewi|dian|diana|dina|dwi|edi|eka|eko|elisabet\w*|erwin|eva|evi|fa[hj]\w*|farida|fatimah"
    r"|fauzi\w*|ferdi|fitri\w*|gultom|guntur|hafiz\w*|halimah|hamdan|harahap|hari|harianja|haris|hasan\w*|hasibuan|hendr[aiy]|heri"
    r"|hidayat|hotma\w*|husein|hutabarat|hutagalung|hutapea|ibrahim|ida|ika|ilham|imam|indah|indra|irma|irwan|ismail|jamal\w*"
    r"|joko|johan\w*|jul[iy]\w*|kartika|kartini|khairul|khairani|khadijah|kurnia|lestari|lina|linda|lubis|manalu|manurung|maria"
    r"|marpaung|marbun|maya|mega|muhammad|mulia\w*|mulyadi|mulyani|munthe|nababan|nainggolan|napitupulu|nasution|ningsih|novi\w*"
    r"|nur|nur(?:ul|h\w+|l\w+)|pane|panjaitan|pardede|pasaribu|perangin-angin|pohan|pratama|purba|puspita|putr[ai]|rahm\w*"
    r"|ramadh?an[i]?|rangkuti|rani|ratna|rini|rina|ri[sz]k[iya]+|rit[ao]nga|rizal|robert|roni|rosmawa\w*|roslina|rudi|sahat|samosir"
    r"|sani|santi|santos[oa]|sar[ai]|saragih|sembiring|sari|siagian|sianturi|sibarani|sihombing|sihotang|silaban|silalahi|simanjuntak"
    r"|simarmata|simatupang|simbolon|sinaga|sinambela|siregar|sirait|sitepu|siti|sitompul|sitorus|situmorang|slamet|sri|sukarno"
    r"|surbakti|surya|susi\w*|syaf\w*|syahputra|syamsul|tambunan|tanjung|tarigan|taufi[kq]|tobing|tri|turnip|umar|umi|usman|utami"
    r"|wahyu\w*|wijaya|winda|wulan\w*|yani|yanti|yudi|yul\w*|yuni|yusuf|zahra|zain\w*|zul\w*|br|boru|binti|bin|ginting|karo|barus"
    r"|bangun|damanik|lumban\w*|siahaan|pakpahan|matondang|daulay|rambe|batubara|dalimunthe|piliang|chaniago|caniago|koto"
    r"|halim|salim|tan|lim|wong|chandra|candra|gunawan|susilo|liong|tjandra|hartono|sutanto|kusuma|agus\w*|maruli|parulian|tiur\w*"
    r"|ronald|rotua|jonni?|jhon\w*|togar|binsar|poltak|marihot|lamhot|saut|tumpal|dahlia|delima|melati|mawar|suherman|herman",
    re.IGNORECASE,
)
"""Parts of names that are frequent in the region, and endings that names alone have."""

PARTS = re.compile(r"[,;:()\[\]/|\u2022\u2013\u2014]| - | oleh | bersama ")
NUMBER, DIGIT = re.compile(r"\d+"), re.compile(r"\d")
AND = re.compile("dan|&|serta")
WORD = re.compile(r"[A-Z](?:[A-Za-z\u00c0-\u024f]|['\u2019.-])*|(?:bin|binti|br|boru|al|van|de)\.?")
"""How a word of a name is written."""

PLACE = re.compile(r"(kelurahan|kecamatan|puskesmas|kota|kabupaten|desa) (.+)", re.IGNORECASE)
KNOWN = " 0 "
"""Stands for a name that is known to be an agency's or a place's."""

NEVER = r"[^\s\S]"
LONGEST = 5
"""Most words of a name."""

SIGNS = ".,\"'"
ACRONYM = 5
"""Most letters of a word in capitals that is taken for an abbreviation."""


def known_names(agencies: Iterable[str]) -> re.Pattern[str]:
    """Return what finds the names of agencies and of the places that they are named after, the longest first."""
    names = set()
    for name in agencies:
        names |= {name, *(match[2] for match in PLACE.finditer(name))}
    longest = sorted(names, key=lambda name: (-len(name), name))
    listed = "|".join(re.escape(name) for name in longest if not POST.fullmatch(name.split()[0]))
    return re.compile(rf"(?<!\w)(?:{listed or NEVER})(?!\w)", re.IGNORECASE)


@dataclass
class Run:
    """Words in a row that may be a name, and what stands before and behind them."""

    words: list[str]
    post: bool
    body: bool
    """Whether a body stands before them whose own name they may be."""
    placed: bool
    complete: bool
    """Whether a known name stands before them, so that nothing is missing from the post."""
    ranked: bool = False
    office: bool = False
    """Whether the word before them is a part of an administration, such as a section."""
    before_post: bool = False

    def is_person(self) -> bool:
        """Tell whether these words name somebody, by what stands beside them."""
        if self.body or not self.words:
            return False
        likely = any(map(_is_likely, self.words))
        if self.ranked:
            return True
        if len(self.words) == 1:
            return self.post and (self.complete or (likely and not self.placed))
        return (self.post and (likely or not self.placed)) or self.before_post


@dataclass
class Part:
    """What stands between two signs: whether it begins with a post, and the words of names that are all it holds."""

    headed: bool
    complete: bool
    named: bool
    alone: list[str]


def names_a_person(text: str, known: re.Pattern[str], *, alone: bool) -> bool:
    """Tell whether a text seems to name somebody; `alone` where a name of words that nobody knows is one too."""
    if DEGREE.search(text):
        return True
    parts = [part for part in map(_part, PARTS.split(known.sub(KNOWN, text))) if part]
    if any(part.named for part in parts) or any(map(_beside_a_post, parts, parts[1:])):
        return True
    only = parts[0].alone if len(parts) == 1 else []
    likely = any(map(_is_likely, only))
    return (alone and likely) or (len(only) > 1 and (alone or likely))


def _beside_a_post(first: Part, second: Part) -> bool:
    if first.alone and second.headed:
        return True
    names = second.alone if first.headed else []
    return len(names) > 1 or (bool(names) and (first.complete or _is_likely(names[0])))


def _part(text: str) -> Part | None:
    """Read one part; nothing of one that holds no word."""
    words = text.split()
    bare = [word.strip(SIGNS) for word in words]
    if all(not word or (NUMBER.fullmatch(word) and word != KNOWN.strip()) for word in bare):
        return None
    runs = list(_runs(words))
    held = [word for run in runs for word in run.words]
    others = [word for word in words if not RANK.fullmatch(word) and not AND.fullmatch(word)]
    whole = len(held) == len(others) <= LONGEST and not any(run.body for run in runs)
    named = any(run.is_person() for run in runs)
    return Part(bool(POST.fullmatch(bare[0])), bare[-1] == KNOWN.strip(), named, held if whole else [])


def _runs(words: list[str]) -> Iterator[Run]:
    """Yield the rows of words that may be names, each with what stands around it."""
    run = Run([], post=False, body=False, placed=False, complete=False)
    for word in words:
        bare = word.strip(SIGNS)
        if RANK.fullmatch(word):
            yield run
            run = replace(run, words=[], body=run.body and not run.words, placed=False, ranked=True)
        elif _may_be_a_name(bare, word, inside=bool(run.words)):
            run.words.append(bare)
        else:
            run.before_post = bool(POST.fullmatch(bare))
            yield run
            run = _behind(bare, run)
    yield run


def _behind(word: str, run: Run) -> Run:
    """Return the run that may begin behind a word that is no part of a name."""
    post, office = bool(POST.fullmatch(word)), bool(BODY.fullmatch(word))
    named, number = bool(NAMED_BODY.fullmatch(word)) and not run.office, bool(DIGIT.search(word))
    return Run(
        [],
        post=run.post or post,
        body=named or (run.body and not (post or office or number)),
        placed=bool(PLACED.fullmatch(word)) or (run.placed and not number),
        complete=word == KNOWN.strip(),
        office=office,
    )


def _may_be_a_name(bare: str, word: str, *, inside: bool) -> bool:
    if not WORD.fullmatch(word.rstrip(",\"'")) or (word[0].islower() and not inside):
        return False
    if any(kind.fullmatch(bare) for kind in (POST, BODY, NAMED_BODY, PLACED, DERIVED)):
        return False
    if COMMON.fullmatch(bare):
        return inside and bool(LIKELY.fullmatch(bare))
    return bool(LIKELY.fullmatch(bare)) or not (bare.isupper() and 1 < len(bare) <= ACRONYM)


def _is_likely(word: str) -> bool:
    return bool(LIKELY.fullmatch(word)) and not (COMMON.fullmatch(word) or DERIVED.fullmatch(word))
