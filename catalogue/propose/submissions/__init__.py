"""A submission: the one text in which a record or an agency's answers travel, whatever carries it."""
