"""Publishes the reviewed corpus as a Hugging Face dataset: from project folders to parquet files or to the Hub.

``settings``, ``recipe``, ``gates``, ``personal`` and ``splits`` decide what is published and in which split; ``rows``
and ``staging`` turn projects into tables on disk; ``shingles``, ``duplicates``, ``fingerprints`` and ``leaks`` keep
near-duplicates of one split, of named test sets and of each other out of the splits; ``features``, ``tables`` and
``shards`` write the configurations; ``tally``, ``plots``, ``history``, ``croissant`` and ``card`` document the data
set; ``build`` composes all of this in a folder, and ``hub`` uploads it.
"""
