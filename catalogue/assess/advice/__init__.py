"""What to do next: what each document brings, what to send, and the shortest way to the next band."""
