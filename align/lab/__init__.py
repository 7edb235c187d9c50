"""The laboratory: gold, benchmarks, training, mining. What researchers run; a user's run needs none of it."""
