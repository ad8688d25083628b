"""Why a system refuses to write, in words for whoever asked for it."""

from __future__ import annotations

import errno
from collections.abc import Mapping

REASONS: Mapping[int, str] = {
    errno.EACCES: "tidak ada izin menulis di sana, atau sedang dibuka program lain",
    errno.EPERM: "tidak ada izin menulis di sana",
    errno.EROFS: "tempat itu hanya dapat dibaca",
    errno.ENOSPC: "tempat penyimpanan penuh",
    errno.EDQUOT: "jatah penyimpanan habis",
    errno.EFBIG: "ukurannya melebihi batas",
    errno.EBUSY: "sedang dipakai program lain",
    errno.ENOTDIR: "bagian dari alamatnya bukan map",
    errno.EISDIR: "di sana ada map dengan nama yang sama",
    errno.ENAMETOOLONG: "namanya terlalu panjang",
}


def refusal(error: OSError) -> str:
    """Say what could not be written and why; what is no matter of writing keeps the words of the system."""
    reason = REASONS.get(error.errno or 0)
    if reason is None:
        return str(error)
    return f"`{error.filename}` tidak dapat ditulis: {reason}" if error.filename else f"tidak dapat menulis: {reason}"
