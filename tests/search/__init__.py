"""The quality of the search."""
