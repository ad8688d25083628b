"""What a screen reader says of three pages, in its order, as Chromium hands it over."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser

from tests.built import Built
from tests.trees import HERE

pytestmark = pytest.mark.browser

GOLDEN = HERE / "reading-order"
PAGES = {"beranda": "", "inovasi--antar-obat": "inovasi/antar-obat/", "kepatuhan": "kepatuhan/"}
PASSED = {"none", "generic", "paragraph", "strong", "emphasis", "time", "LabelText", "RootWebArea"}
"""Roles that a screen reader passes over, to what is inside them."""
UNSAID = {"ListMarker", "LineBreak"}
WHOLE = {"StaticText", "link", "button", "image", "heading", "DisclosureTriangle", "combobox"}
"""Roles that are said with their whole name, so that nothing inside them is said again."""
BY_CONTENT = {"cell", "columnheader", "rowheader", "term"}
"""Roles whose name is what is inside them."""
TOLD = ("level", "expanded", "checked", "disabled")

Node = dict[str, Any]


@pytest.mark.parametrize("name", PAGES)
def test_page_is_read_as_written_down(name: str, small: Built, browser: Browser, accept: bool) -> None:
    """On a phone, where tables become lists to the eye, roles, names and their order are what they were.

    `make accept` writes them anew after a deliberate change.
    """
    with browser.new_context(viewport={"width": 360, "height": 740}, locale="id-ID") as context:
        page = context.new_page()
        page.goto(small.address + PAGES[name])
        session = page.context.new_cdp_session(page)
        nodes: list[Node] = session.send("Accessibility.getFullAXTree")["nodes"]
    found = "\n".join(_said(nodes[0], {node["nodeId"]: node for node in nodes})) + "\n"
    file = GOLDEN / f"{name}.txt"
    if accept:
        file.parent.mkdir(exist_ok=True)
        file.write_text(found, encoding="utf-8")
    assert found == file.read_text(encoding="utf-8")


def _said(node: Node, by_id: dict[str, Node], depth: int = 0) -> Iterator[str]:
    role, name = node.get("role", {}).get("value", ""), node.get("name", {}).get("value", "").strip()
    if role in UNSAID:
        return
    said = not node["ignored"] and role not in PASSED and bool(name or role != "StaticText")
    if said:
        yield "  " * depth + _line(node, role, name)
    if said and name and role in WHOLE:
        return
    for id in node.get("childIds", ()):
        if id in by_id:
            yield from _said(by_id[id], by_id, depth + said)


def _line(node: Node, role: str, name: str) -> str:
    if role == "StaticText":
        return name
    told = {item["name"]: item["value"].get("value") for item in node.get("properties", ()) if role != "listitem"}
    states = "".join(f" [{key}={told[key]}]" for key in TOLD if told.get(key) not in (None, False, "false"))
    return f"{role} {'' if role in BY_CONTENT else name}".strip() + states
