"""The rules: each a generator over the linked catalogue, its docstring the explanation that the site publishes."""

from catalogue.rules import evidence, identity, periods, records, references, structure
from catalogue.rules.registry import RULES, Check, Rule, check

__all__ = ["RULES", "Check", "Rule", "check", "evidence", "identity", "periods", "records", "references", "structure"]
