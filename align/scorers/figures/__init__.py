"""Figures of both sides compared by value: wrong, missing, added, exchanged, with another unit, bound or role."""
