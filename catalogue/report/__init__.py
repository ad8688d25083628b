"""Findings as people and programs read them: terminal, GitHub and JSON."""

from catalogue.report.github import github_report, job_summary
from catalogue.report.json_report import json_report
from catalogue.report.text import summary_line, text_report

__all__ = [
    "github_report",
    "job_summary",
    "json_report",
    "summary_line",
    "text_report",
]
