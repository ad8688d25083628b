"""The issue door: a form that GitHub shows, and the way from a filled one to a record or a mended field."""

from catalogue.propose.issues.body import BadEvent, Issue, read_event
from catalogue.propose.issues.forms import form_files
from catalogue.propose.issues.outcome import Outcome, take_issue

__all__ = ["BadEvent", "Issue", "Outcome", "form_files", "read_event", "take_issue"]
