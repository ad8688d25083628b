"""What Git knows of the data files: which change brought what, and when. The only package that runs Git."""

from catalogue.history.git import Tree, read_history, read_tree
from catalogue.history.proposed import Excess, Proposed, fetch_commit, head_commit, read_proposal
from catalogue.history.records import Arrival, Change, Commit, Doubt, Failure, Gap, GitFailed, History

__all__ = [
    "Arrival",
    "Change",
    "Commit",
    "Doubt",
    "Excess",
    "Failure",
    "Gap",
    "GitFailed",
    "History",
    "Proposed",
    "Tree",
    "fetch_commit",
    "head_commit",
    "read_history",
    "read_proposal",
    "read_tree",
]
