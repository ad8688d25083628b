"""Every word of a long text is on the page: what Markdown or the sanitiser would swallow is shown as text."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue.read.file_faults import text_faults
from catalogue.site.markup import render_markdown
from catalogue.site.views.fields import _blueprint

PIECES = st.sampled_from(
    (
        *(
            "kata ",
            "dua ",
            "Bappeda ",
            "2024 ",
            "\n",
            "\n\n",
            "- ",
            "1. ",
            "7. ",
            "## ",
            "> ",
            "    ",
            "`",
            "```",
            "~~~",
        ),
        *("<p>", "</p>", "<nomor>", "<!-- ", " -->", "<script>", "<br/>", "<?", "]]>", "&nbsp;", "&", "[", "]", "]: "),
        *(
            "[x] ",
            "[ ] ",
            "![",
            "](",
            ")",
            "|",
            "|---|\n",
            "*",
            "**",
            "_",
            "~",
            "~~",
            "\\",
            "<https://a.id>",
            "\t",
            "# ",
        ),
    )
)
WORDS = ("kata", "dua", "Bappeda", "2024", "nomor", "script")


@given(st.lists(PIECES, max_size=30).map("".join))
def test_no_word_is_swallowed(text: str) -> None:
    """However Markdown reads a text, each word is shown as often as it was written, but for targets of links."""
    visible = render_markdown(text).striptags()
    written = re.sub(r"\]\([^)\n]*\)", "", text)
    assert not [word for word in WORDS if visible.count(word) < written.count(word)], visible


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("<p>Udara lebih bersih.</p>", "<p>Udara lebih bersih.</p>"),
        ("Kirim pesan ke <nomor layanan>.", "Kirim pesan ke <nomor layanan>."),
        ("<!-- catatan --> isi", "<!-- catatan --> isi"),
        ("[1]: Perwali", "[1]: Perwali"),
        ("![Petugas mengantar](a.jpg)", "Petugas mengantar"),
        ("| a | b |\n|---|---|\n| 1 | 2 | hilang |", "| a | b | |---|---| | 1 | 2 | hilang |"),
        ("- [x] selesai", "[x] selesai"),
        ("Luasnya 5*3*2 meter, 10~20 dan 30~40 orang", "Luasnya 5*3*2 meter, 10~20 dan 30~40 orang"),
        ("```catatan penting\nisi\n```", "```catatan penting isi ```"),
    ],
)
def test_what_looks_like_markup_is_shown(text: str, shown: str) -> None:
    """Tags, definitions, pictures, boxes and cells too many stand there as their writer sees them."""
    assert " ".join(render_markdown(text).striptags().split()) == shown


def test_items_keep_their_numbers() -> None:
    """A list that skips a number, as one that goes on after a remark, keeps it."""
    assert '<li value="3">' in render_markdown("1. satu\n3. tiga")
    assert "value" not in render_markdown("1. satu\n2. dua\n3. tiga")
    assert "value" not in render_markdown("1. satu\n1. dua")


def test_a_heading_that_says_more_stays() -> None:
    """The reader's heading replaces a known one, and no word beyond it."""
    parts = dict(_blueprint("## Permasalahan\n\nAntre.\n\n## Tahapan tahun 2024\n\nDua."))
    assert "Permasalahan" not in parts["Masalah yang dijawab"]
    assert "Tahapan tahun 2024" in parts["Cara kerjanya"]


@pytest.mark.parametrize(
    ("sign", "named", "help"),
    [
        ("\uf0b7", "U+F0B7", "`\u2022`"),
        ("\uf0fc", "U+F0FC", "`\u2713`"),
        ("\uf0e0", "U+F0E0", "`\u2192`"),
        ("\uf041", "U+F041", "`A`"),
        ("\ufffd", "U+FFFD", "naskah aslinya"),
        ("\ufffc", "U+FFFC", "naskah aslinya"),
        ("\ufdd0", "U+FDD0", "naskah aslinya"),
        ("\U0005f000", "U+5F000", "naskah aslinya"),
        ("\U00100000", "U+100000", "naskah aslinya"),
    ],
)
def test_signs_that_nobody_else_sees_are_told(sign: str, named: str, help: str) -> None:
    """Letters of Word's fonts, lost characters and code points without one, with what was likely meant."""
    (found,) = text_faults("catatan.yaml", f"tujuan: {sign} Warga dilayani", "UTF-8", None)
    assert named in found.message
    assert help in found.help
