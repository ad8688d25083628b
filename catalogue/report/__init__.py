"""Findings as people and programs read them: terminal, GitHub and JSON."""

from catalogue.report.programs import github_report, job_summary, json_report
from catalogue.report.text import failure_text, history_report, summary_line, text_report, what_is_hidden, what_is_lost

__all__ = [
    "failure_text",
    "github_report",
    "history_report",
    "job_summary",
    "json_report",
    "summary_line",
    "text_report",
    "what_is_hidden",
    "what_is_lost",
]
