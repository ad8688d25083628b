"""Chasing without a server: one issue an agency with what it still lacks, kept up to date and closed by itself."""

from catalogue.propose.reminders.plan import Call, Wanted, plan, read_issues
from catalogue.propose.reminders.reminders import reminders

__all__ = ["Call", "Wanted", "plan", "read_issues", "reminders"]
