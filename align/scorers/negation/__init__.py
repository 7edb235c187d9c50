"""Negations of both sides, and which of one language accounts for which of the other."""
