"""Finds which Chinese document belongs to which English one in folders of files.

:mod:`~align.pairing.profiles` extracts the facts of a document (day, figures by value, names, places) and its meaning
(vectors), :mod:`~align.pairing.matching` weighs them and matches one to one, :mod:`~align.pairing.manifest` writes the
list for ``align batch``.
"""
