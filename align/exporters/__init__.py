"""Writes a bitext in the formats that others read: each module has a ``render`` that returns the whole file as text."""
