"""The tests of the catalogue."""
