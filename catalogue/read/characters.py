"""Bytes become characters, and characters that people cannot see or tell apart are told apart here.

What looks the same is read the same: every kind of space is a space, and what has no width is not there.
"""

from __future__ import annotations

import codecs
import re
import unicodedata

SPACES = dict.fromkeys((0xA0, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000), " ")
"""The no-break space and its kin, which Word and web pages put where a person sees a space."""

HIDDEN = re.compile(
    "[\u00ad\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\U000e0000-\U000e007f]"
    # Joiners belong to emoji and to scripts that are not Latin; beside ASCII they are leftovers.
    "|[\u200c\u200d](?=[\\x00-\\x7f]|$)|(?<=[\\x00-\\x7f])[\u200c\u200d]"
)
"""Characters without width or form: soft hyphens, zero-width spaces, marks of writing direction."""

UNSEEN = re.compile(
    "[\u00ad\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff\ufeff\ufffe\uffff\U000e0000-\U000e007f]"
)
"""All that `HIDDEN` and `CONTROL` may find outside ASCII, wherever it stands."""

LOOKALIKES = dict(
    zip(
        # Cyrillic, then Greek
        "\u0430\u0435\u043e\u0440\u0441\u0443\u0445\u0456\u0458\u0455\u0501\u051b"
        "\u0410\u0412\u0415\u041a\u041c\u041d\u041e\u0420\u0421\u0422\u0423\u0425\u0406\u0408\u0405"
        "\u03bf\u03bd\u0391\u0392\u0395\u0396\u0397\u0399\u039a\u039c\u039d\u039f\u03a1\u03a4\u03a5\u03a7",
        "aeopcyxijsdq" + "ABEKMHOPCTYXIJS" + "ovABEZHIKMNOPTYX",
        strict=True,
    )
)
"""Letters of other scripts that look like a Latin one, with that one (Unicode Technical Standard 39)."""

CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff]")
"""Characters that YAML does not allow, or that it takes for an end of line where an editor shows none."""

STRAY = re.compile(
    "[\ufffc\ufffd\ue000-\uf8ff\U000f0000-\U000ffffd\U00100000-\U0010fffd"
    "\ufdd0-\ufdef\ufff0-\ufff8\U00040000-\U000dffff\U000e0080-\U000e00ff\U000e01f0-\U000effff]"
)
"""The signs for a lost character or object, those that every font may draw as it likes, and those that are none.

Of the code points without a character only those are named that no edition of Unicode is to fill.
"""

SYMBOLS = {
    0xB7: "\u2022",
    0xA7: "\u25aa",
    0x6E: "\u25a0",
    0xA8: "\u25a1",
    0x6F: "\u25a1",
    0x76: "\u2756",
    0xD8: "\u27a2",
    0xE0: "\u2192",
    0xAE: "\u2192",
    0xFC: "\u2713",
    0xFB: "\u2717",
    0xFE: "\u2611",
    0xB0: "\u00b0",
    0xB1: "\u00b1",
    0xB4: "\u00d7",
    0xB8: "\u00f7",
    0xA3: "\u2264",
    0xB3: "\u2265",
    0xB9: "\u2260",
}
"""What the fonts Symbol and Wingdings of Word most likely drew, by the place of the character in them."""

ORDINARY = bytes((0x0A, *range(0x20, 0x7F)))
"""The characters of ASCII that are what they look like."""

BINARY = 0.05
"""Share of control characters above which a file is no text."""


def decode_bytes(content: bytes) -> tuple[str, str, int | None]:
    """Return the text of a file, its encoding as people know it, and where in the text the first foreign byte stood.

    Text that is not UTF-8 is still made readable, so that the rest of the file can be checked.
    """
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return content.decode("utf-16", "replace"), "UTF-16", 0
    if content[1:80:2].count(0) > len(content[1:80:2]) // 2:
        return content.decode("utf-16-le", "replace"), "UTF-16", 0
    try:
        return content.decode("utf-8").removeprefix("\ufeff"), "UTF-8", None
    except UnicodeDecodeError as error:
        before = content[: error.start].decode("utf-8").removeprefix("\ufeff")
        return content.decode("utf-8", _FALLBACK).removeprefix("\ufeff"), "Windows-1252", len(before)


def _as_windows(error: UnicodeError) -> tuple[str, int]:
    assert isinstance(error, UnicodeDecodeError)
    return error.object[error.start : error.end].decode("cp1252", "replace"), error.end


_FALLBACK = "catalogue.windows-1252"
codecs.register_error(_FALLBACK, _as_windows)


def is_ordinary(text: str) -> bool:
    """Tell whether every character is what it looks like; of a text in which one may not be, the answer is no.

    Then there is nothing to report of the text as such, and `visible` returns it and every part of it unchanged.
    """
    rest = text.encode("utf-8", "surrogatepass").translate(None, ORDINARY)
    if not rest:
        return True
    others = rest.decode("utf-8", "surrogatepass")
    signs = set(others)
    return not (
        min(signs) < "\xa0"
        or any(ord(sign) in SPACES or unicodedata.combining(sign) for sign in signs)
        or signs & LOOKALIKES.keys()
        or UNSEEN.search("".join(signs))
        or STRAY.search("".join(signs))
        or not unicodedata.is_normalized("NFC", others)
    )


def is_binary(text: str) -> bool:
    """Tell whether a text has so many control characters that it is none."""
    return "\0" in text and len(CONTROL.findall(text)) > BINARY * len(text)


def visible(text: str) -> str:
    """Return a text as it looks: in Unicode's composed form, with plain spaces and without hidden characters."""
    if text.isascii():
        return text
    return unicodedata.normalize("NFC", HIDDEN.sub("", text.translate(SPACES)))


def split_lines(text: str) -> list[str]:
    """Split a text into lines as YAML counts them."""
    return re.split(r"\r\n|\r|\n", text)


def count_lines(text: str) -> int:
    """Count the lines of a text as YAML does."""
    return len(split_lines(text)) if "\r" in text else text.count("\n") + 1


def symbol_meant(character: str) -> str:
    """Return what a character of Word's fonts of symbols most likely was, or nothing."""
    code = ord(character) - 0xF000
    return SYMBOLS.get(code) or (chr(code) if 0x20 <= code < 0x7F else "")


def name_of(character: str) -> str:
    """Name a character that cannot be shown."""
    return f"U+{ord(character):04X}"
