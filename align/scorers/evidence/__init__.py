"""Evidence about a hypothesis: numbers without thresholds, which ``align.scorers.decision`` weighs."""
