"""Any text in every form that leaves the catalogue: it comes out as it went in, and nothing in it is taken for more."""

from __future__ import annotations

import csv
import html
import io
import json
import re
from urllib.parse import urlsplit

import comrak
import icalendar
from hypothesis import assume, example, given
from hypothesis import strategies as st
from jinja2 import Environment
from pydantic_core import PydanticCustomError

from catalogue.check.links import _host
from catalogue.common.findings import START, Finding, Place, Severity
from catalogue.export.calendar import LINE_LIMIT, escape, fold
from catalogue.export.comma import safe
from catalogue.model.types import WEB_SCHEMES, web_address
from catalogue.propose.review.budget import code
from catalogue.propose.tidy.fresh import flow, inline_scalar
from catalogue.read.excerpt import visible
from catalogue.read.yaml import Scalar
from catalogue.report import github_report, job_summary, text_report
from catalogue.site.markup import EXTENSIONS, render_markdown
from tests.exported import restored
from tests.hostile import PAYLOADS
from tests.properties import answered, values
from tests.records import TEXTS
from tests.test_any_record import ANY

SIGNS = st.sampled_from(
    (*TEXTS, *PAYLOADS, "=", "+", "-", "@", "'", "\t", "\r\n", "`", "``", ";", ",", "\\", "\\n", "]]>")
)
TEXT = (
    st.lists(SIGNS | ANY, max_size=4)
    .map("".join)
    .map(answered)
    .map(lambda text: text.encode("utf-8", "replace").decode())
)
"""What a field may hold: any text without the signs that no file may hold."""
RAW = st.lists(SIGNS | st.text(), max_size=4).map("".join)
"""What a message may hold: any text at all."""


@given(RAW)
@example("'=1")
@example(" \t=cmd")
def test_no_cell_of_a_csv_file_is_a_formula(text: str) -> None:
    """A cell begins with no sign of a formula, unless it is a telephone number, and gives the text back."""
    cell = safe(text)
    assert restored(cell) == text
    assert re.fullmatch(r"\+\d+( \d+)+", cell) or not re.match(r"\s*[=+\-@\t\r]", cell)


@given(st.lists(RAW, min_size=1, max_size=4))
def test_a_row_of_a_csv_file_is_one_row(row: list[str]) -> None:
    """Quotes, commas and line ends stay within their cells."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerow([safe(text) for text in row])
    read = list(csv.reader(io.StringIO(out.getvalue(), newline=""), strict=True))
    assert [[restored(cell) for cell in found] for found in read] == [row]


@given(TEXT)
@example("a\r\nBEGIN:VEVENT")
def test_a_text_in_a_calendar_is_one_property(text: str) -> None:
    """It is folded between characters, and a reader of calendars gives it back."""
    folded = fold(f"SUMMARY:{escape(text)}")
    lines = folded.split("\r\n")
    assert all(len(line.encode()) <= LINE_LIMIT for line in lines)
    assert all(line.startswith(" ") for line in lines[1:])
    assert not re.search(r"[\r\n]", folded.replace("\r\n ", ""))
    event = icalendar.Event.from_ical(f"BEGIN:VEVENT\r\n{folded}\r\nEND:VEVENT\r\n")
    assert list(event) == ["SUMMARY"]
    assert str(event["SUMMARY"]) == text.replace("\r\n", "\n")


@given(RAW, RAW, RAW)
def test_a_finding_is_one_command_on_github(message: str, path: str, help: str) -> None:
    """Neither a message nor a path begins a command of its own, ends the code it stands in, or steers a terminal."""
    place = Place(path)
    finding = Finding("kosakata", Severity.GALAT, place, message, help, place, message)
    command, *rest = github_report([finding], {}).split("\n")
    assert re.fullmatch(r"::error file=[^,:]*,line=1,endLine=1,title=[^,:]*(?:,[a-zC]+=\d+)*::.*", command, re.DOTALL)
    assert not [line for line in rest if line.startswith("::")]
    fences = re.findall(r"^(`{3,})", job_summary([finding], {}), re.MULTILINE)
    assert all(len(fence) < len(fences[0]) for fence in fences[1:-1])
    assert text_report([finding], {}).replace("\n", "").isprintable()


@given(RAW)
@example("`")
@example("`` a `")
def test_code_on_github_is_nothing_but_code(text: str) -> None:
    """Whatever people wrote, Markdown shows it as code to the letter, and what nobody sees as a sign."""
    with_markup = comrak.RenderOptions()
    with_markup.unsafe_ = True
    shown = comrak.render_markdown(f"- x: {code(text)}.", EXTENSIONS, render_options=with_markup)
    found = re.fullmatch(r"<ul>\n<li>x: <code>(.*?)</code>\.</li>\n</ul>\n", shown, re.DOTALL)
    assert found, shown
    wanted = visible(" ".join(text.split()))
    assert html.unescape(found[1]).strip() == wanted


@given(st.recursive(RAW, lambda inner: st.lists(inner) | st.dictionaries(RAW, inner), max_leaves=5))
@example("</script><!--<script>")
def test_data_in_a_page_ends_no_script(value: object) -> None:
    """JSON inside a script element holds no sign of markup, and is the data that it was made from."""
    text = Environment(autoescape=True).from_string("{{ value|tojson }}").render(value=value)
    assert not re.search("[<>&']", text)
    assert json.loads(text) == value


@given(TEXT)
@example("- a\n- b")
@example(":a")
@example("?a")
@example("0:?")
@example("0::")
def test_a_value_on_a_line_is_that_text(text: str) -> None:
    """In YAML, behind a key and within brackets, for a reader that is not ours."""
    assert values(f"a: {inline_scalar(Scalar(text, START, chr(34)))}") == {"a": text}
    assert values(f"a: [x, {flow(Scalar(text, START, chr(34)))}]") == {"a": ["x", text]}


PARTS = st.lists(
    st.sampled_from(
        ("http", "https", "javascript", "data", ":", "//", "/", "\\", "@", "#", "?", "[", "]", "%0a", "a.id")
    )
    | ANY,
    max_size=6,
).map("".join)
ADDRESSES = st.tuples(st.sampled_from(("", "https://a.id", "http://a.id/", "a.id/")), PARTS).map("".join)


@given(ADDRESSES)
@example("https:javascript:alert(1)")
@example("https:\\\\jahat.example")
@example("\x01javascript:alert(1)")
@example("http://[")
@example("https://a\u2028b")
@example('https://a.id/"><img src=x>')
def test_an_address_is_one_of_the_web_or_refused(text: str) -> None:
    """What is taken for an address leads a browser to the web, as it stands and in Markdown."""
    assume(not re.search("[\ud800-\udfff\ufffd]", text))  # no text that was read holds one
    try:
        address = web_address(text)
    except PydanticCustomError:
        return
    assert re.match(r"https?://[^/?#\\\s]", address)
    assert urlsplit(address).scheme in WEB_SCHEMES
    _host(address)
    for found in re.findall(r'href="([^"]*)"', render_markdown(f"[a]({address}) <{address}> {address}")):
        assert re.match(r"(?:https?|mailto):", html.unescape(found))


@given(RAW)
def test_markdown_leads_nowhere_but_to_the_web(text: str) -> None:
    """No text at all becomes an element or an address that runs something."""
    shown = render_markdown(text)
    assert not re.search(r"<(?:script|img|iframe|svg|style|object|embed|form|input|meta|link|base)\b", shown.lower())
    for found in re.findall(r'href="([^"]*)"', shown):
        address = re.sub(r"[\x00-\x20]", "", html.unescape(found)).lower()
        assert not re.match(r"[a-z][a-z0-9+.-]*:", address) or address.startswith(
            ("http:", "https:", "mailto:", "tel:")
        )
