"""Mutation testing of what the city's score hangs on; see `make mutants`."""
