"""Pages: what they say (`views`), and how they are rendered."""
