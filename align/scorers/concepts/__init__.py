"""Concepts that exclude one another, as rows, and the one engine that asks which of them a side states."""
