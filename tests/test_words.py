"""The words that visitors read: none that `docs/panduan/bahasa.md` asks to avoid, wherever it stands."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from catalogue.common.program import HOME

LIST = HOME / "docs/panduan/bahasa.md"
WORDS = dict(re.findall(r"^\| ([a-z][a-z ]+) \| (.+) \|$", LIST.read_text(encoding="utf-8"), re.MULTILINE))
AVOIDED = re.compile(
    rf"(?<![\w./`-])({'|'.join(sorted(WORDS, key=len, reverse=True))})(?:nya)?(?![\w/`-]|\.\w)", re.IGNORECASE
)
MENU = re.compile("Buku Kerja")
"""The name of a menu of Excel, which is written as it stands there."""
CODE = re.compile(r"`[^`\n]*`|<code\b.*?</code>")
SAID = re.compile(r"^[A-Z]| ")
"""What tells a text from the name of a thing: it begins with a capital, or has a space."""

Texts = Iterator[tuple[int, str]]
"""Texts that are shown, each with its line."""


def avoided(text: str) -> list[str]:
    """Return the words to avoid that a text has outside of code and of the words to use instead."""
    text = MENU.sub("", CODE.sub("", text))
    for instead in WORDS.values():
        text = re.sub(rf"\b{re.escape(instead)}\b", "", text, flags=re.IGNORECASE)
    return [found.casefold() for found in AVOIDED.findall(text)]


def of_template(file: Path) -> Texts:
    """Yield what a template says: its words, the attributes that are read out, and the texts in its expressions."""
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
        inside = re.findall(r"{[{%].*?[}%]}", line)
        yield from ((number, text) for one in inside for text in re.findall(r'"([^"]*)"', one) if SAID.search(text))
        plain = re.sub(r"{[{%#].*?[}%#]}", " ", line)
        yield from (
            (number, text) for text in re.findall(r'(?:aria-label|title|alt|placeholder|content)="([^"]*)"', plain)
        )
        yield number, re.sub(r"<[^>]*>", " ", CODE.sub("", plain))


def of_script(file: Path) -> Texts:
    """Yield the texts of a script."""
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
        for text in re.findall(r'"((?:[^"\\]|\\.)*)"|`((?:[^`\\]|\\.)*)`', line):
            shown = re.sub(r"\$\{[^}]*\}", " ", text[0] or text[1])
            if SAID.search(shown):
                yield number, shown


def of_module(file: Path) -> Texts:
    """Yield the texts of a module, the explanations of its rules among them."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    patterns = {
        argument
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "re.compile"
        for argument in node.args
    }
    for node in ast.walk(tree):
        if (
            node not in patterns
            and isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and SAID.search(node.value)
        ):
            for number, line in enumerate(node.value.splitlines()):
                yield node.lineno + number, line


def of_guide(file: Path) -> Texts:
    """Yield the lines of a guide without code and without where its links lead."""
    text = re.sub(
        r"^```.*?^```",
        lambda block: "\n" * block[0].count("\n"),
        file.read_text("utf-8"),
        flags=re.MULTILINE | re.DOTALL,
    )
    for number, line in enumerate(text.splitlines(), 1):
        yield number, re.sub(r"\]\([^)]*\)|\{:? ?[#{].*?\}+", "", line)


SHOWN: dict[str, tuple[str, Callable[[Path], Texts]]] = {
    "templates": ("*.html", of_template),
    "templates/assets": ("*.js", of_script),
    "catalogue": ("*.py", of_module),
    "docs": ("*.md", of_guide),
}


@pytest.mark.parametrize("folder", SHOWN)
def test_visitors_read_plain_words(folder: str) -> None:
    """Each word to avoid is told with its file, its line and the word to use instead."""
    pattern, read = SHOWN[folder]
    files = [file for file in sorted((HOME / folder).rglob(pattern)) if file != LIST and "vendor" not in file.parts]
    assert len(files) > 10
    told = [
        f"{file.relative_to(HOME)}:{number}: `{word}`, pakai `{WORDS[word]}`"
        for file in files
        for number, text in read(file)
        for word in avoided(text)
    ]
    assert not told, "\n".join(told)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Buka di peramban, lalu salin Tenggatnya.", ["peramban", "tenggat"]),
        ("Sidik data gugur; sidik lama tidak.", ["sidik"]),
        ("Isi `tenggat` dan <code>inden</code>, pilih Buku Kerja Excel; rumah-bacaan, yaml-inden.", []),
    ],
)
def test_words_are_known_wherever_they_stand(text: str, words: list[str]) -> None:
    """With a suffix and a capital too; not in code, in longer names, in a menu or in what to use instead."""
    assert avoided(text) == words


def test_texts_are_told_from_names(tmp_path: Path) -> None:
    """What a page shows is looked at, what only the program reads is not."""
    html, script, module = (tmp_path / f"x.{end}" for end in ("html", "js", "py"))
    html.write_text('<p title="Satu dua" id="tenggat">Tiga {{ chip("met", "Empat lima") }}{{ view.tenggat }}</p>')
    script.write_text('const a = row.tenggat, b = "tenggat", c = `Batas ${row.tenggat}`; // tenggat\n')
    module.write_text('A = {"tenggat": f"Sampai {tenggat} hari"}\n')
    assert [" ".join(text.split()) for _, text in of_template(html)] == ["Empat lima", "Satu dua", "Tiga"]
    assert [text.strip() for _, text in of_script(script)] == ["Batas"]
    assert [text for _, text in of_module(module)] == ["Sampai ", " hari"]
