"""Tools for researchers: gold, benchmarks, training, term mining. A user's run needs none of them."""
