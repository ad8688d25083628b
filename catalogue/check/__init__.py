"""The rules: each a generator over the linked catalogue, its docstring the explanation that the site publishes."""

from catalogue.check import (  # noqa: F401  each registers its rules
    claims,
    contradictions,
    evidence,
    identity,
    links,
    lists,
    owners,
    periods,
    privacy,
    reading,
    receipts,
    records,
    references,
    similar,
    texts,
)
from catalogue.check.checking import RULES, Check, Extent, Rule, check, check_again

__all__ = ["RULES", "Check", "Extent", "Rule", "check", "check_again"]
