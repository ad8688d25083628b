"""What Git knows of the data files: which change brought what, and when. The only package that runs Git."""

from catalogue.history.git import read_history
from catalogue.history.records import Change, Commit, Gap, History

__all__ = ["Change", "Commit", "Gap", "History", "read_history"]
