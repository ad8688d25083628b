"""What is pasted into the form: tables and lists of Word, Excel and WhatsApp become Markdown, and no word is lost."""

from __future__ import annotations

import html
import re
from collections import Counter
from pathlib import Path
from random import Random

import pytest

from catalogue.site.markup import render_markdown
from tests.form_modules import run_modules

PASTED = """
import { pasted } from "./form/paste.js";
told(cases.map(([html, plain]) => pasted(html, plain)));
"""
WORD = """\
<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style>p.MsoNormal {color: red}</style></head><body>
<!--StartFragment--><p class=MsoNormal><b>Latar belakang</b><o:p></o:p></p>
<p class=MsoListParagraphCxSpFirst style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'><![if !supportLists]><span
style='font-family:Symbol'><span style='mso-list:Ignore'>\u00b7<span>&nbsp;&nbsp; </span></span></span><![endif]>Ambil
<b>sampah</b></p>
<p class=MsoListParagraphCxSpMiddle style='mso-list:l0 level2 lfo1'><span style='mso-list:Ignore'>a.<span>&nbsp;
</span></span>Timbang di <a href="https://contoh.go.id/x">situs</a></p>
<p class=MsoListParagraphCxSpLast style='mso-list:l1 level1 lfo2'><span style='mso-list:Ignore'>1)<span>&nbsp;
</span></span>Catat</p>
<table class=MsoTableGrid><tr><td><p class=MsoNormal>No</p></td><td><p>Uraian</p></td><td>2024</td></tr>
<tr><td>1</td><td><p>Nasabah | bank</p></td><td>1.250</td></tr></table><!--EndFragment--></body></html>"""
WORD_PLAIN = (
    "Latar belakang\n\u00b7 Ambil sampah\na. Timbang di situs\n1) Catat\nNo\tUraian\t2024\n1\tNasabah | bank\t1.250"
)
WORD_WRITTEN = """\
**Latar belakang**

- Ambil **sampah**
    - a. Timbang di [situs](https://contoh.go.id/x)
1. Catat

| No | Uraian | 2024 |
| --- | --- | --- |
| 1 | Nasabah \\| bank | 1.250 |"""
EXAMPLES = {
    "word": (
        (WORD, WORD_PLAIN),
        WORD_WRITTEN,
    ),
    "excel": (
        (
            "<table><tr><td>Uraian<td colspan=2>Tahun<tr><td>Nasabah<td>120<td>1.250</table>",
            "Uraian\tTahun\t\nNasabah\t120\t1.250",
        ),
        "| Uraian | Tahun |  |\n| --- | --- | --- |\n| Nasabah | 120 | 1.250 |",
    ),
    "rows of tabs": (
        ("", "Uraian\t2023\t2024\nTimbulan (ton)\t98\t92\n"),
        "| Uraian | 2023 | 2024 |\n| --- | --- | --- |\n| Timbulan (ton) | 98 | 92 |",
    ),
    "lists as text": (
        ("", "Langkah:\n\u2022 Ambil\n\u2022\tTimbang\na. Satu\n1) dua\n2) tiga\nSelesai"),
        "Langkah:\n\n- Ambil\n- Timbang\n- a. Satu\n1. dua\n2. tiga\n\nSelesai",
    ),
    "whatsapp": (("", "*Penting*: isi _dahulu_\n- satu"), "**Penting**: isi _dahulu_\n\n- satu"),
    "a wrapped item": (("", "- antar obat\n  ke rumah\n- catat"), "- antar obat\n  ke rumah\n- catat"),
    "lists of a page": (
        ("<ol><li>satu<li>dua<ul><li>dalam</ul></ol><p>5 * 3 dan __x__", "1. satu\n2. dua\n dalam\n5 * 3 dan __x__"),
        "1. satu\n2. dua\n    - dalam\n\n5 \\* 3 dan \\_\\_x\\_\\_",
    ),
    "nothing to change": (("<p>Obat diantar.</p>", "Obat diantar."), "Obat diantar."),
}


@pytest.mark.parametrize("name", EXAMPLES)
def test_what_is_pasted_becomes_markdown(name: str, tmp_path: Path) -> None:
    """Tables, lists, bold type and links stay what they are."""
    given, wanted = EXAMPLES[name]
    assert run_modules(tmp_path, PASTED, cases=[given]) == [wanted]


class Clipboard:
    """Makes what a program puts on the clipboard: HTML of its kind, and the same words as plain text."""

    def __init__(self, seed: int) -> None:
        self.chance = Random(seed)
        self.number = 0

    def words(self, most: int = 6) -> list[str]:
        """Return words of which none comes twice, some with signs that Markdown or HTML would take for their own."""
        made = []
        for _ in range(self.chance.randint(1, most)):
            self.number += 1
            around = self.chance.choice(
                ("{}", "{}", "{},", "*{}*", "_{}_", "<{}>", "`{}`", "#{}", "{}|", "[{}]", "&{};", "~{}")
            )
            made.append(around.format(f"kata{self.number}"))
        return made

    def inline(self) -> str:
        """Write a run of words, some bold, some a link."""
        text = html.escape(" ".join(self.words()))
        plain = ("{}", "<b>{}</b>", "<span style='font-weight:700'>{}</span>", "<i>{}</i>", "{}<br>")
        linked = ("<a href='https://contoh.go.id/a'>{}</a>", "<o:p>{}</o:p>", "<span>{}</span>&nbsp;")
        return self.chance.choice((*plain, *linked)).format(text)

    def block(self, depth: int = 0) -> str:
        """Write a paragraph, a list, a table or a box."""
        rows, items = self.chance.randint(1, 4), range(self.chance.randint(1, 4))
        kinds = {
            "p": lambda: f"<p class=MsoNormal>{self.inline()} {self.inline()}</p>",
            "h": lambda: f"<h2>{self.inline()}</h2>",
            "ul": lambda: f"<ul>{''.join(f'<li>{self.inline()}{self.inner(depth)}</li>' for _ in items)}</ul>",
            "ol": lambda: f"<ol>{''.join(f'<li><p>{self.inline()}</p>' for _ in items)}</ol>",
            "mso": lambda: "".join(self.item() for _ in items),
            "table": lambda: f"<table>{''.join(self.row() for _ in range(rows))}</table>",
            "div": lambda: f"<div>{self.inline()}<div>{self.inline()}</div></div>",
            "bare": self.inline,
        }
        return kinds[self.chance.choice(list(kinds))]()

    def inner(self, depth: int) -> str:
        """Write what may stand inside an item."""
        return self.block(depth + 1) if depth < 2 and self.chance.random() < 0.2 else ""

    def item(self) -> str:
        """Write an item of a list as Word does."""
        mark = self.chance.choice(("\u00b7", "o", "1.", "a)", "\uf0b7"))
        style = f"mso-list:l0 level{self.chance.randint(1, 3)} lfo1"
        return (
            f"<p class=MsoListParagraph style='{style}'><span style='mso-list:Ignore'>{mark} </span>{self.inline()}</p>"
        )

    def row(self) -> str:
        """Write a row of a table, whose cells may hold paragraphs."""
        cells = (
            f"<td>{self.chance.choice(('{}', '<p>{}</p>', '<p>{}</p><p></p>')).format(self.inline())}</td>"
            for _ in range(3)
        )
        return f"<tr>{''.join(cells)}</tr>"


def words_in(text: str) -> Counter[str]:
    """Count the made-up words of a text."""
    return Counter(re.findall(r"kata\d+", text))


def as_text(page: str) -> str:
    """Return the words of a page as a program writes them without HTML."""
    lines = re.sub(r"</(?:p|li|tr|div|h2)>|<br>", "\n", re.sub(r"</td>", "\t", page))
    return html.unescape(re.sub(r"<[^>]*>", " ", lines))


def test_no_pasted_word_is_lost(tmp_path: Path, deep: bool) -> None:
    """Every word of a clipboard stands on the page once, whatever it was a part of."""
    made = [Clipboard(seed) for seed in range(1_500 if deep else 50)]
    pages = ["".join(one.block() for _ in range(one.chance.randint(1, 6))) for one in made]
    cases = [(page, "") for page in pages] + [("", as_text(page)) for page in pages]
    for (page, plain), text in zip(cases, run_modules(tmp_path, PASTED, cases=cases), strict=True):
        wanted = words_in(html.unescape(page or plain))
        assert words_in(html.unescape(re.sub(r"<[^>]*>", "", render_markdown(text)))) == wanted, (page or plain, text)


def test_text_is_kept_where_its_html_has_lost_some(tmp_path: Path) -> None:
    """The plain text of a clipboard is taken where its HTML has not all of it."""
    given = ("<p>Obat diantar</p>", "Obat diantar setiap bulan ke rumah")
    assert run_modules(tmp_path, PASTED, cases=[given]) == ["Obat diantar setiap bulan ke rumah"]
