"""Writes pairs of sentences with known figures, right or with one planted error: the examiner of the figures scorer."""

from .generate import ERRORS, Expected, Generated, generate, one

__all__ = ["ERRORS", "Expected", "Generated", "generate", "one"]
