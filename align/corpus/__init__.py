"""A corpus at a glance: what was aligned, what was flagged, where it is worst, and what reviewers said of it."""
