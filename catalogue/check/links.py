"""Rules on where links lead."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterator
from urllib.parse import urlsplit

from catalogue.check.checking import Check, Fault, rule
from catalogue.check.texts import linking, links_in, mentioning, place_of
from catalogue.common.findings import Severity
from catalogue.common.phrases import phrase

SHORTENERS = {
    *("bit.ly", "bitly.com", "s.id", "tinyurl.com", "goo.gl", "t.co", "ow.ly", "is.gd", "cutt.ly", "rebrand.ly"),
    *("shorturl.at", "rb.gy", "t.ly", "tiny.cc", "gg.gg", "intip.in", "linktr.ee", "lynk.id", "heylink.me", "msha.ke"),
}
OFFICE_ENDINGS = (".local", ".lan", ".internal")
DRIVES = {
    "drive.google.com": "Google Drive",
    "docs.google.com": "Google Dokumen",
    "photos.google.com": "Google Foto",
    "photos.app.goo.gl": "Google Foto",
    "onedrive.live.com": "OneDrive",
    "1drv.ms": "OneDrive",
    "sharepoint.com": "SharePoint",
    "dropbox.com": "Dropbox",
    "icloud.com": "iCloud",
    "mega.nz": "MEGA",
    "mediafire.com": "MediaFire",
    "wetransfer.com": "WeTransfer",
    "we.tl": "WeTransfer",
    "terabox.com": "TeraBox",
}
"""Where a person's files lie, by host or the end of a host."""

IN_HOUSE = ("://10.", "://127.", "://172.", "://192.168.", "://169.254.", "://[", "localhost", *OFFICE_ENDINGS)
"""What the address of a machine within an office contains."""


@rule("tautan-pemendek", Severity.PERINGATAN)
def shortened_link(check: Check) -> Iterator[Fault]:
    """Tautan menunjukkan tujuannya.

    Tautan tidak memakai layanan pemendek atau pengumpul tautan seperti bit.ly, s.id, atau Linktree.

    Mengapa: Pembaca tidak tahu ke mana ia dibawa, dan tujuan tautan pendek dapat diganti atau hilang.

    Perbaikan: Buka tautannya, lalu salin alamat lengkap yang muncul di browser.
    """
    help = phrase("tautan-pemendek/perbaikan")
    for entry in linking(check, *SHORTENERS):
        for path, address in links_in(check, entry):
            if _host(address) in SHORTENERS:
                message = phrase("tautan-pemendek", address=address)
                yield Fault(place_of(check, entry, path, address), message, help)


@rule("tautan-tertutup", Severity.PERINGATAN)
def private_link(check: Check) -> Iterator[Fault]:
    """Tautan dapat dibuka siapa pun.

    Tautan tidak menuju penyimpanan milik perorangan, seperti Google Drive atau Dropbox, atau jaringan dalam kantor.

    Mengapa: Berkas di penyimpanan perorangan sering terkunci, dipindah, atau dihapus saat pemiliknya pindah tugas.

    Perbaikan: Terbitkan dokumennya di situs resmi, lalu pakai alamat itu. Bila tidak untuk umum, hapus `tautan` dan
    tulis `pemegang`. Bila tetap dipakai dan dapat dibuka tanpa masuk akun, jelaskan pada `pengecualian`.
    """
    help = phrase("tautan-tertutup/perbaikan")
    for entry in linking(check, *DRIVES, *IN_HOUSE):
        for path, address in links_in(check, entry):
            if where := _private(_host(address)):
                message = phrase("tautan-tertutup", where=where)
                yield Fault(place_of(check, entry, path, address), message, help)


@rule("tautan-http", Severity.PERINGATAN)
def insecure_link(check: Check) -> Iterator[Fault]:
    """Tautan memakai https.

    Alamat layanan, bukti, dan kontak diawali `https://`. Alamat dalam `sumber` dan `penghargaan` tidak diperiksa,
    karena alamat berita lama ditentukan penerbitnya.

    Mengapa: Isi halaman `http://` dapat dibaca dan diubah di perjalanan, misalnya oleh jaringan Wi-Fi umum.

    Perbaikan: Coba buka dengan `https://`; bila halamannya tampil, pakai alamat itu. Bila tidak, minta pengelola
    situsnya memasang sertifikat.
    """
    message, help = phrase("tautan-http"), phrase("tautan-http/perbaikan")
    for entry in mentioning(check, "http://"):
        for path, address in links_in(check, entry):
            if address.lower().startswith("http://") and path[0] not in ("sumber", "penghargaan"):
                yield Fault(place_of(check, entry, path, address), message, help)


def _host(address: str) -> str:
    try:
        return (urlsplit(address).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def _private(host: str) -> str:
    """Name the private place that a host stands for; empty for a public one."""
    if host == "localhost" or host.endswith(OFFICE_ENDINGS) or _in_house(host):
        return phrase("tautan-tertutup/kantor")
    parts = host.split(".")
    ends = (".".join(parts[index:]) for index in range(len(parts)))
    return next((DRIVES[end] for end in ends if end in DRIVES), "")


def _in_house(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_private
    except ValueError:
        return False
