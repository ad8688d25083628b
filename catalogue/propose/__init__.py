"""The doors through which proposals come in."""
