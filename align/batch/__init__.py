"""Thousands of document pairs: sharded, resumable, on one machine or many, through datatrove's executors.

:mod:`~align.batch.settings` holds the options, :mod:`~align.batch.steps` are the pipeline that each shard runs,
:mod:`~align.batch.engines` the executors, :mod:`~align.batch.workers` the processes of the local one, and
:mod:`~align.batch.run` puts the shards together.
"""
