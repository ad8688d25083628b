"""The issue door: an issue that holds a submission, what it comes to, and the proposal that follows it."""
