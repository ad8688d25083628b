"""What Git knows of the data files: which change brought what, and when. The only package that runs Git."""

from catalogue.history.git import read_history
from catalogue.history.records import Change, Commit, Gap, History
from catalogue.history.trees import Tree, read_tree

__all__ = ["Change", "Commit", "Gap", "History", "Tree", "read_history", "read_tree"]
