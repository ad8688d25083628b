"""YAML as the catalogue takes it: a strict subset, read by a fast path or by the parser with its repairs."""
