"""Duties, permissions and bans, and what is certain or supposed."""
