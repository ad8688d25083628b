"""From the disk to records: files, characters, YAML, decoding."""
