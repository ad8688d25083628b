"""Advice as pages show it: to the city on `/indeks/`, to an agency on its own page."""
