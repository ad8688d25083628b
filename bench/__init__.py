"""How long builds take, next to those of others: `make bench`."""

DAY = "2026-11-24"
"""The day of every build that is measured."""
