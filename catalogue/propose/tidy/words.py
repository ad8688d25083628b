"""How a value is written on one line: plain where every reader of YAML sees a text, else in quotes."""

from __future__ import annotations

import re

from catalogue.read.yaml.lines import quoted
from catalogue.read.yaml.tree import Mapping, Node, Scalar, Sequence

NOT_PLAIN = re.compile(
    r"^[\s,\[\]{}#&*!|>'\"%@`]"  # what YAML reads as a sign of its own
    r"|^-|^[?:](?:\s|$)|^\.\.\."  # a dash at the start would look like an item
    r"|:(?:\s|$)|\s#|\s$|[\x00-\x1f\x7f]"
    r"|^$"
)
NOT_IN_BRACKETS = re.compile(r"[,\[\]{}]|^[:?]|:[:?]")
"""What ends a value within brackets, begins something else there, or is refused there by libyaml."""
NO_TEXT = re.compile(
    r"(?i)~|null|true|false|yes|no|on|off|y|n|=|<<"
    r"|[-+.]?[\d.][\d_.,:xoa-f+\-]*(?:[tz ][\d:.+\-z ]*)?|[-+]?\.(?:inf|nan)"
)
"""What other readers of YAML take for a number, a date, a truth value or nothing."""


def inline_scalar(node: Scalar, in_flow: bool = False) -> str:
    """Write a value for its place behind a colon or dash; a value that needs quotes keeps the meaning of its own."""
    if node.style not in ("'", '"'):
        return node.text
    plain = not NOT_PLAIN.search(node.text) and not NO_TEXT.fullmatch(node.text)
    if plain and not (in_flow and NOT_IN_BRACKETS.search(node.text)):
        return node.text
    return _in_quotes(node.text)


def _in_quotes(text: str) -> str:
    if re.search(r"[\x00-\x1f\x7f]", text):
        escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t")
        return f'"{escaped}"'
    return quoted(text)


def quoted_or_plain(key: Scalar) -> str:
    """Write a key."""
    return inline_scalar(key)


def flow(node: Node) -> str:
    """Write a list or mapping in brackets, on one line."""
    if isinstance(node, Scalar):
        return inline_scalar(node, in_flow=True)
    if isinstance(node, Sequence):
        return f"[{', '.join(flow(item) for item in node.items)}]"
    assert isinstance(node, Mapping)
    return "{" + ", ".join(f"{quoted_or_plain(key)}: {flow(value)}".rstrip() for key, value in node.items) + "}"
