"""The nodes of a document with their places; every scalar is text."""

from __future__ import annotations

from dataclasses import dataclass

from catalogue.common.findings import Span


@dataclass(frozen=True, slots=True)
class Scalar:
    """A text; `style` is the sign it was written with: a quote, `|`, `>`, or nothing."""

    text: str
    span: Span
    style: str = ""

    @property
    def empty(self) -> bool:
        return not (self.text or self.style)


@dataclass(frozen=True, slots=True)
class Sequence:
    """A list of nodes; `flow` when it was written in brackets."""

    items: list[Node]
    span: Span
    flow: bool = False


@dataclass(frozen=True, slots=True)
class Mapping:
    """Pairs of key and value in the order of the file; keys are unique."""

    items: list[tuple[Scalar, Node]]
    span: Span
    flow: bool = False


Node = Scalar | Sequence | Mapping
