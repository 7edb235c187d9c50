"""Deprecated: the former place of :mod:`align.lab.evaluate`, for one release."""

from align.lab.evaluate import load_gold, score

__all__ = ["load_gold", "score"]
