"""A corpus: statistics on it, the measures and filters of its pairs, and its export in forms that people train on."""
