"""Finds which words of a pair correspond."""
