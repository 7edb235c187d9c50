"""Writes pairs of sentences with known figures, right or with one planted error: the examiner of the figures scorer."""

from .generate import ERRORS, SWAPPED, Expected, Generated, generate, one

__all__ = ["ERRORS", "SWAPPED", "Expected", "Generated", "generate", "one"]
