"""Checks that people, places and Latin names are those of the Chinese."""
