"""Aligns a Chinese transcript with its English version and shows where the English departs from the Chinese.

``import align`` is light: it loads no model and no numeric library. The work is in the submodules:
``align.pipeline`` composes them, ``align.cli`` is the command line.
"""

__version__ = "0.1.0"
