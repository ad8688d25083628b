"""Submissions: one text for every door, read, checked and laid onto the catalogue without undoing what is newer."""

from __future__ import annotations

from catalogue.model.submission import Way
from catalogue.pipeline import Loaded
from catalogue.propose.submissions.bundles import apply_bundle
from catalogue.propose.submissions.landing import Applied, Day, apply_answers, with_files
from catalogue.propose.submissions.reading import (
    AnswerSubmission,
    BundleSubmission,
    RecordSubmission,
    Submission,
    number_of,
    read_submission,
    receipt_number,
)
from catalogue.propose.submissions.records import Former, apply_record, digest, former_in

__all__ = [
    "AnswerSubmission",
    "Applied",
    "BundleSubmission",
    "RecordSubmission",
    "Submission",
    "apply",
    "digest",
    "former_in",
    "number_of",
    "read_submission",
    "receipt_number",
    "with_files",
]


def apply(
    submission: Submission,
    loaded: Loaded,
    day: Day | None = None,
    former: Former | None = None,
    *,
    received: Way | None = None,
) -> Applied:
    """Return the files that a submission makes, and what was found.

    `former` gives what a correction began with; `received` is the way on which the coordinator took it in, None where
    it came from anybody; a bundle says that itself.
    """
    if isinstance(submission, BundleSubmission):
        return apply_bundle(submission, loaded, day, former)
    if isinstance(submission, RecordSubmission):
        return apply_record(submission, loaded, day, former, received=received)
    return apply_answers(submission, loaded, day, received=received)
