"""Finds text that only one side has."""
