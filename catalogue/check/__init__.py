"""The rules: each a generator over the linked catalogue, its docstring the explanation that the site publishes."""

from catalogue.check import (
    addresses,
    calendar,
    claims,
    contradictions,
    evidence,
    identity,
    links,
    lists,
    periods,
    privacy,
    reading,
    records,
    references,
    reviews,
    similar,
    structure,
    texts,
)
from catalogue.check.checking import Extent, check, check_again
from catalogue.check.registry import RULES, Check, Rule

__all__ = [
    "RULES",
    "Check",
    "Extent",
    "Rule",
    "addresses",
    "calendar",
    "check",
    "check_again",
    "claims",
    "contradictions",
    "evidence",
    "identity",
    "links",
    "lists",
    "periods",
    "privacy",
    "reading",
    "records",
    "references",
    "reviews",
    "similar",
    "structure",
    "texts",
]
