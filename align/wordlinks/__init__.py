"""Which words of a pair correspond."""
