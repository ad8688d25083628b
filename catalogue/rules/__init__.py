"""The rules: each a generator over the linked catalogue, its docstring the explanation that the site publishes."""

from catalogue.rules import (
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
from catalogue.rules.checking import check, look_closer
from catalogue.rules.registry import RULES, Abandoned, Check, Rule

__all__ = [
    "RULES",
    "Abandoned",
    "Check",
    "Rule",
    "addresses",
    "calendar",
    "check",
    "claims",
    "contradictions",
    "evidence",
    "identity",
    "links",
    "lists",
    "look_closer",
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
