"""Statistics on a corpus: alignment, flags, the worst documents, and verdicts."""
