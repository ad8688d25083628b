"""What Git knows of the data files: which change brought what, and when. The only package that runs Git."""

from catalogue.history.failures import Failure, GitFailed
from catalogue.history.git import read_history
from catalogue.history.records import Arrival, Change, Commit, Doubt, Gap, History
from catalogue.history.trees import Tree, read_tree

__all__ = [
    "Arrival",
    "Change",
    "Commit",
    "Doubt",
    "Failure",
    "Gap",
    "GitFailed",
    "History",
    "Tree",
    "read_history",
    "read_tree",
]
