"""The reviewed corpus as a Hugging Face dataset: from project folders to a folder of parquet files or to the Hub.

``settings``, ``gates``, ``personal`` and ``splits`` decide what is published and where it goes; ``rows`` and
``staging`` turn projects into tables on disk; ``shingles``, ``duplicates`` and ``leaks`` keep what stands in one split
out of the others; ``features``, ``tables`` and ``shards`` write the configurations; ``tally``, ``plots``, ``history``
and ``card`` say how it came about; ``build`` composes all that into a folder, and ``hub`` sends it.
"""
