"""Finds which Chinese document belongs to which English one, where two folders are all there is.

:mod:`~align.pairing.profiles` reads what a document states (day, figures by value, names, places) and what it means
(vectors), :mod:`~align.pairing.matching` weighs that and matches one to one, :mod:`~align.pairing.manifest` writes the
list that ``align batch`` reads.
"""
